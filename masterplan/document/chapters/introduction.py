"""Bab 1: where the book stands, how to read it, the region, its RPJMD, its readiness and its SWOT."""

from typing import Any

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses
from masterplan.document.nodes import Paragraph
from masterplan.document.numbering import place
from masterplan.document.pieces import (
    Numbering,
    absent,
    cell,
    chapter,
    col,
    field,
    gap,
    group_row,
    marks,
    num,
    para,
    row,
    section,
    source_line,
    span,
    status_words,
)
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Fact, Facts, Profile, Table
from pillars.plan_view.shapes import Region, Rpjmd
from workshops.number_format import show_number

CONDITION = {"baik": "Baik", "sedang": "Sedang", "buruk": "Buruk"}
SWOT = (("strengths", "Kekuatan"), ("weaknesses", "Kelemahan"), ("opportunities", "Peluang"), ("threats", "Ancaman"))


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-1")
    numbering = Numbering("1")
    position, reading_guide = shipped["sections"][:2]
    children = [
        section("1.1", texts.title(position), *texts.opening(position)),
        section(
            "1.2",
            texts.title(reading_guide),
            *texts.opening(reading_guide),
            pillar_table(book_data, numbering),
            para(
                f"Angka kecil di atas baris menunjuk nomor sumber pada {place('lampiran-sumber')}. Tanda c berarti "
                "angka perkiraan atau contoh "
                "yang belum berasal dari dokumen resmi; angka itu tidak boleh dikutip.",
                "note",
            ),
        ),
        section("1.3", "Daerah dan masa rencana", *_region(book_data, texts)),
        section("1.4", "Arah pembangunan daerah", *_direction(book_data, texts, numbering)),
        section("1.5", "RPJMD sebelumnya", *_previous(book_data, texts, numbering)),
        section("1.6", "Kesiapan daerah", *readiness(book_data, numbering), *analyses.gaps(book_data, numbering)),
        section(
            "1.7",
            "Kekuatan, kelemahan, peluang, dan ancaman",
            *swot(book_data, numbering),
            *analyses.meetings(book_data, numbering),
            *analyses.keywords(book_data, numbering),
        ),
    ]
    return chapter("bab-1", "Pendahuluan dan Arah Pembangunan", children)


def pillar_table(book_data: BookData, numbering: Numbering, look: str = "close") -> Paragraph | Table:
    """Return the pillars with their codes and sub-dimensions."""
    if not book_data.pillars:
        return absent("Pilar belum ditetapkan.")
    rows = tuple(
        row(p.code, p.name, words.listing(d.name for d in p.dimensions) or gap("belum ada sub-dimensi"), pillar=p.code)
        for p in book_data.pillars
    )
    return numbering.table("Pilar, kode, dan sub-dimensi", rows, "Kode 17 code | Pilar 52 | Sub-dimensi", look=look)


def region_facts(region: Region) -> list[Facts]:
    """Return what is known of a region in large numbers; nothing where nothing is."""
    told = (
        (region.area_km2, " km²", "luas wilayah"),
        (region.districts, "", "kecamatan"),
        (region.villages, "", "desa dan kelurahan"),
        (region.population, "", f"penduduk {region.population_year or ''}".strip()),
    )
    facts = tuple(Fact(value=show_number(n) + unit, label=label) for n, unit, label in told if n is not None)
    return [Facts(items=facts)] if facts else []


def _region(book_data, texts):
    r, period = book_data.region, book_data.period
    rows = [
        field("Daerah", r.name + (f", Provinsi {r.province}" if r.province else "")),
        field("Kode BPS", r.bps_code or gap(words.NO_DATA)),
        field(
            "Penduduk",
            (
                span(
                    show_number(r.population) if r.population is not None else words.NO_DATA,
                    "" if r.population is not None else "gap",
                ),
                span(f" ({r.population_year})" if r.population_year else ""),
                *marks(texts, r.sources),
            ),
            *(((span(r.population_note),)) if r.population_note else ()),
        ),
        field("Masa rencana", words.first_and_last(tuple(period.years))),
        field("Jangka pendek", words.years(period.short_term) or gap("belum ditetapkan")),
        field("Jangka menengah", words.years(period.medium_term) or gap("belum ditetapkan")),
        field("Jangka panjang", words.first_and_last(period.long_term) or gap("belum ditetapkan")),
    ]
    if period.note:
        rows.append(field("Keterangan", period.note))
    return [*region_facts(r), Profile(title="Daerah dan masa rencana", rows=tuple(rows)), _source(texts, r.sources)]


def _source(texts, sources):
    line = source_line(texts, sources)
    return para(line, "source") if line else None


def _direction(book_data, texts, numbering):
    r = book_data.rpjmd
    if not (r.document or r.vision or r.missions or r.objectives):
        return [absent("Kerangka RPJMD belum diisi.")]
    out = [
        para(
            f"Masterplan berpegang pada {r.document or 'RPJMD'}. Rantai visi, misi, tujuan, dan sasarannya menjadi "
            f"tempat bersandar setiap sasaran kota cerdas; kaitannya dimuat pada {place('bab-2')} dan "
            f"{place('lampiran-keselarasan')}."
        )
    ]
    if r.status_note:
        out.append(para(r.status_note, "note"))
    out += [
        para("Visi", "sub"),
        para(
            (span(r.vision) if r.vision else gap("Visi RPJMD belum diisi."), *marks(texts, r.vision_sources)), "quote"
        ),
    ]
    if r.vision_status:
        out.append(para(f"Keterangan visi: {status_words(r.vision_status)}.", "source"))
    out.append(_source(texts, r.vision_sources))
    if r.missions:
        rows = tuple(
            row(m.code, m.statement, ", ".join(m.keywords) or "–", status_words(m.status) or "–") for m in r.missions
        )
        out.append(numbering.table("Misi RPJMD", rows, "Kode 15 code | Misi | Kata kunci 34 | Keterangan 25"))
    else:
        out.append(absent("Misi RPJMD belum diisi."))
    if r.missions_note:
        out.append(para(r.missions_note, "source"))
    if r.goals:
        rows = tuple(
            row(g.code, g.statement, g.mission or gap("belum dikaitkan"), status_words(g.status) or "–")
            for g in r.goals
        )
        out.append(numbering.table("Tujuan RPJMD", rows, "Kode 15 code | Tujuan | Misi 20 | Keterangan 25"))
    out.append(objectives(book_data, texts, numbering))
    return out


def objectives(book_data: BookData, texts: BookTexts, numbering: Numbering) -> Paragraph | Table:
    r = book_data.rpjmd
    if not r.objectives:
        return absent("Sasaran RPJMD belum diisi.")
    rows, goals = [], {g.code: g for g in r.goals}
    for code in dict.fromkeys(o.goal for o in r.objectives):
        goal = goals.get(code)
        rows.append(
            group_row(
                f"{goal.code} {goal.statement}"
                if goal
                else f"{code} (tujuan belum diisi)"
                if code
                else "Belum dikaitkan dengan tujuan",
                6,
            )
        )
        for o in r.objectives:
            if o.goal != code:
                continue
            targets: list[Any] = [(span(f"{year}: ", "small"), span(show_number(v))) for year, v in o.targets] or [
                gap(words.NO_DATA)
            ]
            mark = (span("c", "mark"),) if o.status == "illustrative" else ()
            status = f"Keterangan: {status_words(o.status)}" if o.status else ""
            rows.append(
                row(
                    o.code,
                    cell(o.statement, status),
                    cell(o.indicator or gap("belum ada indikator"), o.unit),
                    cell(
                        (
                            span(show_number(o.baseline)) if o.baseline is not None else gap(words.NO_DATA),
                            *mark,
                            *marks(texts, o.sources),
                        ),
                        str(o.baseline_year or ""),
                        value=None if o.baseline is None else str(o.baseline),
                    ),
                    cell(*targets),
                    o.lead_opd or gap("belum ditetapkan"),
                )
            )
    return numbering.table(
        "Sasaran RPJMD, indikator, angka awal, dan target",
        rows,
        "Kode 14 code | Sasaran | Indikator dan satuan 44 | Angka awal 19 number | Target 24 number",
        "OPD 26",
        look="close",
    )


def previous_indicators(previous: Rpjmd, numbering: Numbering) -> Table:
    """Return the indicators of the RPJMD before, from where to where."""
    rows = tuple(
        row(
            cell(i.indicator, i.note),
            i.unit or "–",
            num(i.baseline),
            str(i.baseline_year or "–"),
            num(i.target),
            str(i.target_year or "–"),
        )
        for i in previous.indicators
    )
    title = "Indikator kinerja utama RPJMD sebelumnya"
    return numbering.table(
        title,
        rows,
        "Indikator | Satuan 24 | Angka awal 23 number | Tahun 15 number | Target 23 number",
        "Tahun 15 number",
    )


def _previous(book_data, texts, numbering):
    p = book_data.previous
    if not (p.document or p.indicators or p.vision):
        return [absent("RPJMD sebelumnya belum diisi.")]
    rows = [field("Dokumen", p.document or gap(words.NO_DATA)), field("Visi", p.vision or gap(words.NO_DATA))]
    if p.status:
        rows.append(field("Keterangan", status_words(p.status)))
    if p.missions_goals_objectives:
        rows.append(field("Misi, tujuan, sasaran", p.missions_goals_objectives))
    if p.flagship:
        rows.append(
            field(
                "Program unggulan",
                (span(p.flagship, "strong"), *marks(texts, p.flagship_sources)),
                words.listing(p.flagship_items) or gap("isinya belum ditulis"),
            )
        )
    out = [Profile(title="RPJMD sebelumnya", rows=tuple(rows))]
    if p.indicators:
        out.append(previous_indicators(p, numbering))
    out.append(_source(texts, (*p.flagship_sources, *p.indicator_sources)))
    return out


def readiness(book_data: BookData, numbering: Numbering) -> list[Paragraph | Table]:
    if not any(c.aspects for c in book_data.readiness):
        return [absent("Kesiapan daerah belum dinilai.")]
    rows = []
    for component in book_data.readiness:
        status = f"Keterangan: {status_words(component.status)}" if component.status else ""
        rows.append(group_row((span(component.component.capitalize()), span(f"  {status}", "small")), 3))
        for a in component.aspects:
            rows.append(
                row(
                    a.aspect,
                    cell(CONDITION.get(a.condition, a.condition) or gap("belum dinilai"), style="strong"),
                    cell(a.finding or gap("belum ada temuan"), a.evidence),
                )
            )
    return [
        para(
            "Kesiapan dinilai menurut lima komponen: alam, struktur, infrastruktur, suprastruktur, "
            "dan budaya. Uraiannya dimuat "
            "dalam Buku 1."
        ),
        numbering.table("Kesiapan daerah menurut komponen", rows, "Aspek 50 | Keadaan 24 | Temuan", look="dense"),
    ]


def swot(book_data: BookData, numbering: Numbering) -> list[Paragraph | Table]:
    if not book_data.swot:
        return [absent("Butir SWOT belum diisi.")]
    lists = [[item.statement for item in book_data.swot if item.type == key] for key, _ in SWOT]
    rows = [
        row(*(items[n] if n < len(items) else "–" if n or items else gap("belum ada butir") for items in lists))
        for n in range(max(map(len, lists)))
    ]
    out: list[Paragraph | Table] = [
        numbering.table("Kekuatan, kelemahan, peluang, dan ancaman", rows, *tuple(col(label) for _, label in SWOT))
    ]
    if book_data.swot_status:
        out.append(para(f"Keterangan isi: {status_words(book_data.swot_status)}.", "source"))
    return out
