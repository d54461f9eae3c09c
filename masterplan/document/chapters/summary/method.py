"""Bab 4: how the plan was made, and what everybody is asked to do now; then the short list of terms."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.introduction import days_of
from masterplan.document.chapters.summary.selection import paged
from masterplan.document.texts import BookTexts
from masterplan.document.texts import shipped as all_texts
from masterplan.document.tree import Chapter, Items, Table
from workshops.number_format import show_number


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B3-4")
    made, call = shipped["sections"]
    numbering = pieces.Numbering("4")
    sections = paged(
        pieces.section("4.1", texts.title(made), *_made(book_data, texts, made, numbering)),
        pieces.section("4.2", texts.title(call), *_call(book_data, texts, call), new_page=True),
    )
    children = (*texts.intro(shipped), *sections)
    return pieces.chapter("b3-bab-4", shipped["title"], children, side="")


def _made(book_data, texts, shipped, numbering):
    bimteks = book_data.closings.bimteks
    if not bimteks:
        yield pieces.absent(texts.missing(shipped))
    else:
        yield from texts.opening(shipped)
        yield _bimteks(bimteks, shipped, numbering)
    if book_data.pillars:
        yield _teams(book_data, texts, shipped, numbering)


def _bimteks(bimteks, shipped, numbering):
    rows = [
        pieces.row(
            b.label,
            days_of(b) if b.first_day else pieces.gap("belum dijadwalkan"),
            pieces.cell(b.subject, _held(b)),
            pieces.cell(show_number(b.came), value=b.came) if b.came else "–",
        )
        for b in bimteks
    ]
    return numbering.table(
        shipped["tables"][0]["caption"], rows, "Bimtek 24 code | Tanggal 38 | Pokok bahasan dan hasil | Hadir 16 number"
    )


def _held(b) -> str:
    """What lay on the table when the minutes were signed."""
    if not b.is_signed:
        return "belum ada hasil yang ditandatangani"
    counts = words.listing(f"{show_number(count)} {label}" for label, count in b.counts if count)
    return f"Saat ditutup: {counts}." if counts else ""


def _teams(book_data, texts, shipped, numbering):
    teams = {team.pillar: team for team in book_data.teams}
    known = any(team.members for team in book_data.teams)
    rows, sums = [], [0] * 5
    for p in book_data.pillars:
        team = teams.get(p.code)
        counts = [team.members if team else 0, *map(len, (p.problems, p.targets, p.strategies, p.programmes))]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        lead = texts.facts.agency(team.lead) if team and team.lead else ""
        told = counts if known else counts[1:]
        rows.append(
            pieces.row(
                p.code,
                p.name,
                *([lead or pieces.cell(pieces.gap(words.NO_AGENCY))] if known else []),
                *(pieces.cell(show_number(count), value=count) for count in told),
                pillar=p.code,
            )
        )
    told = sums if known else sums[1:]
    total = [pieces.cell(show_number(count), value=count) for count in told]
    rows.append(pieces.row(pieces.cell("Jumlah", columns=3 if known else 2), *total, role="sum"))
    return numbering.table(
        shipped["tables"][1]["caption"],
        rows,
        "Kode 14 code | Pilar",
        *([pieces.col("Koordinator", 34), pieces.col("Anggota", 17, "number")] if known else []),
        *(pieces.col(head, 17, "number") for head in ("Masalah", "Sasaran", "Strategi", "Program")),
        look="close",
    )


def _call(book_data, texts, shipped):
    yield from texts.opening(shipped)
    yield pieces.para("Yang diminta dari kita", "sub")
    called = ((pieces.span(f"{one['who']} ", "strong"), pieces.span(f"{one['what']}.")) for one in shipped["calls"])
    yield Items(items=tuple(called))
    offices = book_data.closings.commitment.offices
    items = texts.commitment()["items"]
    if items:
        yield pieces.para("Isi Komitmen Bersama", "sub")
        yield Items(items=tuple((pieces.span(item),) for item in items), ordered=True)
    if offices:
        yield pieces.para(
            f"Komitmen Bersama disediakan untuk {words.count(len(offices))} pimpinan perangkat daerah.", "source"
        )


def glossary(book_data: BookData, texts: BookTexts) -> Chapter:
    met = (one for one in all_texts()["glossary"] if one.get("in_summary"))
    rows = tuple(pieces.row(pieces.span(one["term"], "strong"), texts.fill(one["definition"])) for one in met)
    table = Table(title="", look="dense", columns=pieces.cols("Istilah 44 | Artinya"), rows=rows)
    return pieces.annex("istilah", texts.book["annexes"][0], table, side="")
