"""Bab 1: where the book stands, how to read it, the region, its RPJMD, its readiness and its SWOT."""

from masterplan.document import measures, pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses
from masterplan.document.nodes import Paragraph
from masterplan.document.numbering import place
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Fact, Facts, Profile, Table
from pillars.plan_view.shapes import Region, Rpjmd
from workshops.number_format import show_number

CONDITION = {"baik": "Baik", "sedang": "Sedang", "buruk": "Buruk"}
SWOT = (("strengths", "Kekuatan"), ("weaknesses", "Kelemahan"), ("opportunities", "Peluang"), ("threats", "Ancaman"))


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-1")
    numbering = pieces.Numbering("1")
    position, reading_guide = shipped["sections"][:2]
    children = [
        pieces.section("1.1", texts.title(position), *texts.opening(position)),
        pieces.section(
            "1.2",
            texts.title(reading_guide),
            *texts.opening(reading_guide),
            pillar_table(book_data, numbering),
            pieces.para(
                f"Angka kecil di atas baris menunjuk nomor sumber pada {place('lampiran-sumber')}. Tanda c berarti "
                "angka perkiraan atau contoh "
                "yang belum berasal dari dokumen resmi; angka itu tidak boleh dikutip.",
                "note",
            ),
        ),
        pieces.section("1.3", "Daerah dan masa rencana", *_region(book_data, texts)),
        pieces.section("1.4", "Arah pembangunan daerah", *_direction(book_data, texts, numbering)),
        pieces.section("1.5", "RPJMD sebelumnya", *_previous(book_data, texts, numbering)),
        pieces.section(
            "1.6", "Kesiapan daerah", *readiness(book_data, numbering), *analyses.gaps(book_data, numbering)
        ),
        pieces.section(
            "1.7",
            "Kekuatan, kelemahan, peluang, dan ancaman",
            *swot(book_data, numbering),
            *analyses.meetings(book_data, numbering),
            *analyses.keywords(book_data, numbering),
        ),
    ]
    return pieces.chapter("bab-1", "Pendahuluan dan Arah Pembangunan", children)


def pillar_table(book_data: BookData, numbering: pieces.Numbering, look: str = "close") -> Paragraph | Table:
    """Return the pillars with their codes and sub-dimensions."""
    if not book_data.pillars:
        return pieces.absent("Pilar belum ditetapkan.")
    rows = tuple(
        pieces.row(
            p.code,
            p.name,
            words.listing(d.name for d in p.dimensions) or pieces.gap("belum ada sub-dimensi"),
            pillar=p.code,
        )
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
        pieces.field("Daerah", r.name + (f", Provinsi {r.province}" if r.province else "")),
        pieces.field("Kode BPS", r.bps_code or pieces.gap(words.NO_DATA)),
        pieces.field(
            "Penduduk",
            (
                pieces.span(
                    show_number(r.population) if r.population is not None else words.NO_DATA,
                    "" if r.population is not None else "gap",
                ),
                pieces.span(f" ({r.population_year})" if r.population_year else ""),
                *pieces.marks(texts, r.sources),
            ),
            *(((pieces.span(r.population_note),)) if r.population_note else ()),
        ),
        pieces.field("Masa rencana", words.first_and_last(tuple(period.years))),
        pieces.field("Jangka pendek", words.years(period.short_term) or pieces.gap("belum ditetapkan")),
        pieces.field("Jangka menengah", words.years(period.medium_term) or pieces.gap("belum ditetapkan")),
        pieces.field("Jangka panjang", words.first_and_last(period.long_term) or pieces.gap("belum ditetapkan")),
    ]
    if period.note:
        rows.append(pieces.field("Keterangan", period.note))
    return [*region_facts(r), Profile(title="Daerah dan masa rencana", rows=tuple(rows)), _source(texts, r.sources)]


def _source(texts, sources):
    line = pieces.source_line(texts, sources)
    return pieces.para(line, "source") if line else None


def _direction(book_data, texts, numbering):
    r = book_data.rpjmd
    if not (r.document or r.vision or r.missions or r.objectives):
        return [pieces.absent("Kerangka RPJMD belum diisi.")]
    out = [
        pieces.para(
            f"Masterplan berpegang pada {r.document or 'RPJMD'}. Rantai visi, misi, tujuan, dan sasarannya menjadi "
            f"tempat bersandar setiap sasaran kota cerdas; kaitannya dimuat pada {place('bab-2')} dan "
            f"{place('lampiran-keselarasan')}."
        )
    ]
    if r.status_note:
        out.append(pieces.para(r.status_note, "note"))
    out += [
        pieces.para("Visi", "sub"),
        pieces.para(
            (
                pieces.span(r.vision) if r.vision else pieces.gap("Visi RPJMD belum diisi."),
                *pieces.marks(texts, r.vision_sources),
            ),
            "quote",
        ),
    ]
    if r.vision_status:
        out.append(pieces.para(f"Keterangan visi: {pieces.status_words(r.vision_status)}.", "source"))
    out.append(_source(texts, r.vision_sources))
    if r.missions:
        rows = tuple(
            pieces.row(m.code, m.statement, ", ".join(m.keywords) or "–", pieces.status_words(m.status) or "–")
            for m in r.missions
        )
        out.append(numbering.table("Misi RPJMD", rows, "Kode 15 code | Misi | Kata kunci 34 | Keterangan 25"))
    else:
        out.append(pieces.absent("Misi RPJMD belum diisi."))
    if r.missions_note:
        out.append(pieces.para(r.missions_note, "source"))
    if r.goals:
        rows = tuple(
            pieces.row(
                g.code, g.statement, g.mission or pieces.gap("belum dikaitkan"), pieces.status_words(g.status) or "–"
            )
            for g in r.goals
        )
        out.append(numbering.table("Tujuan RPJMD", rows, "Kode 15 code | Tujuan | Misi 20 | Keterangan 25"))
    out.append(objectives(book_data, texts, numbering))
    return out


def objectives(book_data: BookData, texts: BookTexts, numbering: pieces.Numbering) -> Paragraph | Table:
    r = book_data.rpjmd
    if not r.objectives:
        return pieces.absent("Sasaran RPJMD belum diisi.")
    rows, goals = [], {g.code: g for g in r.goals}
    for code in dict.fromkeys(o.goal for o in r.objectives):
        goal = goals.get(code)
        rows.append(
            pieces.group_row(
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
            status = f"Keterangan: {pieces.status_words(o.status)}" if o.status else ""
            statement = (pieces.span(o.statement), *pieces.marks(texts, o.sources))
            for part in measures.parts(o):
                for one in part:
                    first = one is part[0]
                    shared = (pieces.cell(o.code, rows=len(part)), pieces.cell(statement, status, rows=len(part)))
                    aims = [(pieces.span(f"{year}: ", "small"), said) for year, said in measures.targets(one)]
                    rows.append(
                        pieces.row(
                            *(shared if first else ()),
                            pieces.cell(one.indicator or pieces.gap("belum ada indikator"), one.unit),
                            measures.baseline(one, o.status),
                            pieces.cell(*aims) if aims else pieces.cell(pieces.gap(words.NO_DATA)),
                            one.lead_opd or pieces.gap("belum ditetapkan"),
                            joined=not first,
                        )
                    )
    return numbering.table(
        "Sasaran RPJMD, indikator, angka awal, dan target",
        rows,
        "Kode 14 code | Sasaran | Indikator dan satuan 44 | Angka awal 19 number | Target 24 number",
        "OPD 26",
        look="close",
    )


def previous_indicators(previous: Rpjmd, numbering: pieces.Numbering) -> Table:
    """Return the indicators of the RPJMD before, from where to where."""
    rows = tuple(
        pieces.row(
            pieces.cell(i.indicator, i.note),
            i.unit or "–",
            pieces.num(i.baseline),
            str(i.baseline_year or "–"),
            pieces.num(i.target),
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
        return [pieces.absent("RPJMD sebelumnya belum diisi.")]
    rows = [
        pieces.field("Dokumen", p.document or pieces.gap(words.NO_DATA)),
        pieces.field("Visi", p.vision or pieces.gap(words.NO_DATA)),
    ]
    if p.status:
        rows.append(pieces.field("Keterangan", pieces.status_words(p.status)))
    if p.missions_goals_objectives:
        rows.append(pieces.field("Misi, tujuan, sasaran", p.missions_goals_objectives))
    if p.flagship:
        rows.append(
            pieces.field(
                "Program unggulan",
                (pieces.span(p.flagship, "strong"), *pieces.marks(texts, p.flagship_sources)),
                words.listing(p.flagship_items) or pieces.gap("isinya belum ditulis"),
            )
        )
    out = [Profile(title="RPJMD sebelumnya", rows=tuple(rows))]
    if p.indicators:
        out.append(previous_indicators(p, numbering))
    out.append(_source(texts, (*p.flagship_sources, *p.indicator_sources)))
    return out


def readiness(book_data: BookData, numbering: pieces.Numbering) -> list[Paragraph | Table]:
    if not any(c.aspects for c in book_data.readiness):
        return [pieces.absent("Kesiapan daerah belum dinilai.")]
    rows = []
    for component in book_data.readiness:
        status = f"Keterangan: {pieces.status_words(component.status)}" if component.status else ""
        rows.append(
            pieces.group_row((pieces.span(component.component.capitalize()), pieces.span(f"  {status}", "small")), 3)
        )
        for a in component.aspects:
            rows.append(
                pieces.row(
                    a.aspect,
                    pieces.cell(CONDITION.get(a.condition, a.condition) or pieces.gap("belum dinilai"), style="strong"),
                    pieces.cell(a.finding or pieces.gap("belum ada temuan"), a.evidence),
                )
            )
    return [
        pieces.para(
            "Kesiapan dinilai menurut lima komponen: alam, struktur, infrastruktur, suprastruktur, "
            "dan budaya. Uraiannya dimuat "
            "dalam Buku 1."
        ),
        numbering.table("Kesiapan daerah menurut komponen", rows, "Aspek 50 | Keadaan 24 | Temuan", look="dense"),
    ]


def swot(book_data: BookData, numbering: pieces.Numbering) -> list[Paragraph | Table]:
    if not book_data.swot:
        return [pieces.absent("Butir SWOT belum diisi.")]
    lists = [[item.statement for item in book_data.swot if item.type == key] for key, _ in SWOT]
    rows = [
        pieces.row(
            *(items[n] if n < len(items) else "–" if n or items else pieces.gap("belum ada butir") for items in lists)
        )
        for n in range(max(map(len, lists)))
    ]
    out: list[Paragraph | Table] = [
        numbering.table(
            "Kekuatan, kelemahan, peluang, dan ancaman", rows, *tuple(pieces.col(label) for _, label in SWOT)
        )
    ]
    if book_data.swot_status:
        out.append(pieces.para(f"Keterangan isi: {pieces.status_words(book_data.swot_status)}.", "source"))
    return out
