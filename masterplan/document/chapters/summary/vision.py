"""The spread behind the cover: the vision on a page of its own, then the missions and what the plan holds."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import BOOK, FULL, Chapter, Fact, Facts, Figure, Table
from workshops.number_format import show_number

#: A longer vision stands on a page like any other, where it may grow.
LONGEST = 260


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.front("visi")
    statement = book_data.vision.statement
    alone = bool(statement) and len(statement) <= LONGEST
    first = [pieces.para(pieces.span(statement), "quote") if statement else pieces.absent("Visi belum ditetapkan.")]
    if alone:
        first.append(_rings(book_data))
    return Chapter(
        id="visi",
        title=texts.fill(shipped["title"]),
        matter="front",
        page=FULL if alone else BOOK,
        children=(
            *first,
            pieces.section(
                "",
                _title(book_data),
                *_missions(book_data, texts, shipped),
                id="misi",
                page=BOOK,
                new_page=alone,
                large=alone,
            ),
        ),
    )


def _rings(book_data):
    pillars = book_data.pillars
    names = words.listing(p.name for p in pillars)
    return Figure(
        title="Satu meja",
        kind="vision_rings",
        data=tuple((p.code, p.name) for p in pillars),
        description=f"Hiasan: lingkaran pilar mengelilingi satu meja. {names}.".strip(),
    )


def _title(book_data) -> str:
    missions, pillars = len(book_data.vision.missions), len(book_data.pillars)
    said = (words.count(missions, "misi") if missions else "", words.count(pillars, "pilar") if pillars else "")
    return ", ".join(filter(None, said)).capitalize() or "Misi dan pilar"


def _missions(book_data, texts, shipped):
    yield from texts.opening({**shipped, "code": f"{texts.book['code']}-visi"})
    missions = book_data.vision.missions
    if missions:
        yield Table(
            title="",
            look="plain",
            columns=pieces.cols("Misi 16 code | Yang dikerjakan"),
            rows=tuple(pieces.row(str(n), pieces.span(m, "strong")) for n, m in enumerate(missions, 1)),
        )
    else:
        yield pieces.absent("Misi belum ditetapkan.")
    if book_data.pillars:
        yield pieces.para("Dikerjakan melalui", "sub")
        yield Table(
            title="",
            look="dense",
            columns=pieces.cols("Kode 16 code | Pilar 62 | Yang diurus"),
            rows=tuple(
                pieces.row(
                    pieces.cell(pieces.span(p.code, to=f"b3-pilar-{n}"), style="seat"),
                    pieces.span(p.name, "strong"),
                    words.listing(d.name for d in p.dimensions) or pieces.gap("sub-dimensi belum ditetapkan"),
                    pillar=p.code,
                )
                for n, p in enumerate(book_data.pillars, 1)
            ),
        )
    yield Facts(
        items=(
            *(Fact(value=show_number(count), label=noun) for count, noun in texts.facts.counts),
            Fact(value=texts.values["jumlah_quick_win"], label="quick win"),
        )
    )
    if book_data.rpjmd.vision:
        yield pieces.para(
            f"Visi {book_data.rpjmd.document or 'RPJMD'}: {words.sentence(book_data.rpjmd.vision)}", "source"
        )
