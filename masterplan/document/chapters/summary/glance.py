"""Bab 1: why, where the region stands, and how the plan leans on the RPJMD."""

from typing import Any

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.goals import thumbnail
from masterplan.document.chapters.strategy import pillars_in_numbers
from masterplan.document.chapters.summary.selection import headline_targets, paged, shortened
from masterplan.document.plan_facts import conditions_of, judged, served
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Fact, Facts, Items, Spread
from pillars.plan_view.cards import Target
from workshops.number_format import show_number

#: More objectives than that are a matrix in Buku 2, not a small picture.
MOST_OBJECTIVES = 56


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B3-1")
    why, now, aligned = shipped["sections"]
    numbering = pieces.Numbering("1")
    sections = paged(
        pieces.section("1.1", texts.title(why), *_why(book_data, texts, why, numbering)),
        pieces.section("1.2", texts.title(now), *_now(book_data, texts, now, numbering), new_page=True),
        pieces.section("1.3", texts.title(aligned), *_aligned(book_data, texts, aligned, numbering), new_page=True),
    )
    children = (*texts.intro(shipped), *sections)
    return pieces.chapter("b3-bab-1", shipped["title"], children)


def _why(book_data, texts, shipped, numbering):
    yield from texts.opening(shipped)
    facts = texts.facts
    counted = [
        *facts.counts,
        (len(book_data.nominations), "usul quick win"),
        (int(texts.values["jumlah_quick_win"] or 0), "quick win"),
    ]
    if not any(count for count, _ in counted):
        yield pieces.absent("Papan kelompok belum diisi.")
        return
    yield numbering.figure(
        shipped["figures"][0]["caption"],
        "thread",
        data=tuple((show_number(count), noun) for count, noun in counted),
        description="Dari masalah ke quick win: "
        + ", ".join(f"{show_number(count)} {noun}" for count, noun in counted)
        + ".",
    )
    yield pillars_in_numbers(book_data, numbering)
    yield pieces.para(
        "Jumlah dihitung dari isian kelompok. Satu program dihitung satu kali, pada pilar pemiliknya.", "source"
    )


def _now(book_data, texts, shipped, numbering):
    counts = judged(book_data)
    if any(component.aspects for component in book_data.readiness):
        yield from texts.opening(shipped)
        yield Facts(
            look="large",
            items=tuple(
                Fact(value=show_number(counts[word]), unit="aspek", label=said)
                for word, said in (("baik", "sudah baik"), ("sedang", "sedang"), ("buruk", "masih buruk"))
            ),
        )
        yield _readiness(book_data, shipped, numbering)
        yield from _poor(book_data)
    else:
        yield pieces.absent(texts.missing(shipped))
    rows = list(_starting_points(book_data, texts))
    if rows:
        yield numbering.table(
            shipped["tables"][0]["caption"], rows, "Pilar 16 code | Indikator | Sekarang 38 | Target 38"
        )
        yield pieces.para(
            "Sumber setiap angka dimuat dalam Buku 2. “Perkiraan” berarti belum didukung dokumen.", "source"
        )


def _readiness(book_data, shipped, numbering):
    data, said = [], []
    for component in book_data.readiness:
        if not component.aspects:
            continue
        counts = conditions_of(component)
        name = component.component.capitalize()
        told = words.listing(f"{counts[word]} {word}" for word in ("baik", "sedang", "buruk") if counts[word])
        aspects = [part for a in component.aspects for part in (a.aspect, a.condition)]
        data.append((name, told or "belum dinilai", *aspects))
        said.append(f"{name}: " + ", ".join(f"{a.aspect} {a.condition or 'belum dinilai'}" for a in component.aspects))
    return numbering.figure(
        shipped["figures"][0]["caption"], "readiness_marks", data=tuple(data), description=". ".join(said) + "."
    )


def _poor(book_data):
    found = [
        (a.aspect, a.finding)
        for c in book_data.readiness
        for a in c.aspects
        if a.condition.lower() == "buruk" and a.finding
    ]
    if found:
        yield pieces.para("Yang didahulukan", "sub")
        yield Items(
            items=tuple(
                (pieces.span(f"{aspect}. ", "strong"), pieces.span(words.sentence(shortened(finding, 180))))
                for aspect, finding in found[:4]
            )
        )


def _starting_points(book_data, texts):
    for pillar in book_data.pillars:
        for t in headline_targets(pillar, texts.facts, 1):
            year, value = t.targets[-1]
            yield pieces.row(
                pillar.code,
                pieces.cell(pieces.span(shortened(t.indicator or t.statement, 140)), t.code),
                pieces.cell(*baseline_text(t)),
                pieces.cell(pieces.span(amount(value, t.unit), "strong"), f"pada {year}"),
                pillar=pillar.code,
            )


def amount(value: Any, unit: str) -> str:
    return f"{show_number(value)} {unit}".strip()


def baseline_text(t: Target) -> list:
    """Return the baseline with its year, and whether it is an estimate."""
    if t.baseline is None:
        return [pieces.gap(words.NO_DATA)]
    when = f"pada {t.baseline_year}" if t.baseline_year else "tahun belum ditulis"
    estimate = ", perkiraan" if t.baseline_status == "illustrative" else ""
    return [pieces.span(amount(t.baseline, t.unit)), when + estimate]


def _aligned(book_data, texts, shipped, numbering):
    objectives, facts = book_data.rpjmd.objectives, texts.facts
    if not objectives or not book_data.pillars:
        yield pieces.absent(texts.missing(shipped))
        return
    yield from texts.opening(shipped)
    answered = {o.code for o in served(book_data, facts)}
    left = [o for o in objectives if o.code not in answered]
    linked = [t for t in facts.targets.values() if t.objective in facts.objectives]
    told = [
        _share(answered, objectives, "sasaran RPJMD dijawab oleh sasaran kota cerdas"),
        _share(linked, facts.targets, "sasaran kota cerdas berkait dengan RPJMD"),
    ]
    if left:
        said = "; ".join(f"{o.code} {shortened(o.statement, 90)}" for o in left[:5])
        more = f"; dan {len(left) - 5} lainnya" if len(left) > 5 else ""
        told.append(pieces.para((pieces.span("Belum dijawab: ", "strong"), pieces.span(f"{said}{more}.")), "note"))
    told.append(
        pieces.para(
            "Cara membaca: satu baris satu sasaran RPJMD, satu lajur satu pilar. Angka dalam sel ialah banyaknya "
            "sasaran kota cerdas pilar itu yang menjawabnya; titik berarti tidak ada.",
            "source",
        )
    )
    if len(objectives) > MOST_OBJECTIVES:
        yield from told
        return
    yield Spread(
        width=64,
        left=(thumbnail(book_data, shipped["figures"][0]["caption"], "tidak ada", numbering),),
        right=tuple(told),
    )
    yield from _missions(book_data, facts, numbering)


def _share(some, of, label):
    fact = Fact(value=show_number(len(some)), unit=f"dari {show_number(len(of))}", label=label)
    return Facts(look="large", items=(fact,))


def _missions(book_data, facts, numbering):
    """How many targets serve each mission of the RPJMD."""
    goals = {g.code: g.mission for g in book_data.rpjmd.goals}
    mission_of = {o.code: goals.get(o.goal, "") for o in book_data.rpjmd.objectives}
    served_by = {}
    for t in facts.targets.values():
        if mission := mission_of.get(t.objective, ""):
            served_by.setdefault(mission, []).append(facts.pillar_of[t.ref].code)
    rows = []
    for mission in book_data.rpjmd.missions:
        pillars = served_by.get(mission.code, [])
        rows.append(
            pieces.row(
                mission.code,
                shortened(mission.statement, 160),
                pieces.count_cell(len(pillars)),
                words.listing(dict.fromkeys(pillars)) or pieces.gap("belum ada"),
            )
        )
    if rows:
        yield numbering.table(
            "Misi RPJMD dan pilar yang menjawabnya",
            rows,
            "Kode 14 code | Misi RPJMD | Sasaran 18 number | Pilar 44",
            look="dense",
        )
