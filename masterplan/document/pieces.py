"""Makers of tree nodes that the chapters share: texts, sections and chapters, tables and their numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from masterplan.document import words
from masterplan.document.nodes import Node
from masterplan.document.plan_facts import PlanFacts
from masterplan.document.tree import Cell, Chapter, Column, Figure, Paragraph, ProfileRow, Row, Section, Span, Table
from pillars.plan_view.cards import Programme, Target
from workshops.number_format import MILLION, show_fixed, show_number

if TYPE_CHECKING:
    from masterplan.document.texts import BookTexts

_COLUMN = re.compile(r"(.*?)(?: (\d+))?(?: (code|number|source))?")
EVIDENCE = {"real": "ada sumbernya", "unverified": "belum diperiksa", "illustrative": "perkiraan"}
DIRECTION = {"naik": "naik", "turun": "turun", "tetap": "tetap"}
TERM = {"pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang"}
QUICK_WIN = {"nominasi": "nominasi", "terpilih": "terpilih", "tidak_terpilih": "tidak terpilih"}


#: One line of a cell.
Line = str | Span | tuple[Span, ...]


def status_words(status: str) -> str:
    """Return a status as people read it: its word alone, or before a remark in brackets.

    A sentence stays as written.
    """
    word, bracket, remark = status.partition(" (")
    return EVIDENCE.get(word, word) + bracket + remark


def span(text: str, style: str = "", to: str = "") -> Span:
    return Span(text=str(text), style=style, to=to)


def gap(text: str) -> Span:
    """Return what is missing, in words."""
    return Span(text=text, style="gap")


def para(text: Any, role: str = "body") -> Paragraph:
    """Return `text`: a string, a span or a tuple of spans."""
    return Paragraph(spans=as_spans(text), role=role)


def absent(text: str) -> Paragraph:
    """Return the paragraph that says, in a draft, what is missing."""
    return para(gap(text), "gap")


def paras(text: str, role: str = "body") -> tuple[Paragraph, ...]:
    """Return what people typed, one paragraph a line; blank lines go."""
    return tuple(para(line.strip(), role) for line in text.split("\n") if line.strip())


def as_spans(text: Line) -> tuple[Span, ...]:
    if isinstance(text, Span):
        return (text,)
    return text if isinstance(text, tuple) else (span(text),)


def typed_lines(text: str, missing: str = words.NO_DATA) -> tuple:
    """Return lines of spans for what people typed; the gap when it is empty."""
    lines = tuple((span(line.strip()),) for line in (text or "").split("\n") if line.strip())
    return lines or ((gap(missing),),)


def field(label: str, *lines: Any, half: bool = False) -> ProfileRow:
    return ProfileRow(label=label, lines=tuple(as_spans(line) for line in lines), half=half)


def coded(code: str, text: str, to: str = "") -> tuple[Span, Span]:
    """Return a card by its code and what it says; `to`: where the code leads."""
    return span(f"{code} ", "code", to), span(text)


def badge(programme: Programme) -> tuple[Span, ...]:
    """Return the mark of a chosen quick win, behind its name."""
    return (span(" "), span("Quick win", "badge")) if programme.chosen else ()


def marks(texts: "BookTexts", sources: tuple[str, ...]) -> tuple:
    """Return the raised numbers of sources, each leading to its line in the annex."""
    numbers = texts.sources.numbers(sources)
    spans = []
    for at, number in enumerate(numbers):
        spans.append(span((", " if at else "") + str(number), "mark", f"sumber-{number}"))
    return tuple(spans)


def source_line(texts: "BookTexts", sources: Sequence[Any]) -> tuple:
    """Return 'Sumber: 12 cakrawala7.com; 14 ponorogo.go.id.' as spans, or nothing."""
    known = {texts.sources.number(s): s for s in sources}
    if not known:
        return ()
    spans = [span("Sumber: ")]
    for at, number in enumerate(sorted(known)):
        spans.append(span(f"{'; ' if at else ''}{number} {words.domain_of(known[number])}", to=f"sumber-{number}"))
    return (*spans, span("."))


def _given(children: Iterable[Node | None]) -> tuple[Node, ...]:
    return tuple(child for child in children if child)


def section(number: str, title: str, *children: Node | None, level: int = 2, id: str = "", **kw: Any) -> Section:
    return Section(
        number=number,
        title=title,
        id=id or f"bagian-{number.lower().replace('.', '-')}",
        level=level,
        children=_given(children),
        **kw,
    )


def annex(key: str, title: str, *children: Node | None, **kw: Any) -> Chapter:
    """Return the Lampiran whose id ends in `key`; its letter is counted when the annexes stand in order."""
    return Chapter(id=f"lampiran-{key}", number="Z", label="Lampiran Z", title=title, children=_given(children), **kw)


def chapter(id: str, title: str, children: Iterable[Node | None], **kw: Any) -> Chapter:
    """Return the Bab whose number ends `id`; it is counted anew when the chapters stand in order."""
    number = id.rpartition("-")[2]
    return Chapter(id=id, number=number, label=f"Bab {number}", title=title, children=_given(children), **kw)


class Numbering:
    """Tabel 3.1, Tabel 3.2 … and Gambar 3.1 … of one chapter; ids follow the number."""

    def __init__(self, chapter: str) -> None:
        self.chapter = chapter
        self._made: Counter[str] = Counter()

    def next_of(self, word: str) -> dict:
        self._made[word] += 1
        at = self._made[word]
        return {"number": f"{word} {self.chapter}.{at}", "id": f"{word.lower()}-{self.chapter.lower()}-{at}"}

    def table(
        self, title: str, rows: Iterable[Row], *columns: Column | str, kind: type[Table] = Table, **kw: Any
    ) -> Table:
        """Return the next table; `columns`: Columns, or several as `cols` reads them; `kind`: Table or Matrix; `kw`:
        its other fields.
        """
        made = (one for each in columns for one in (cols(each) if isinstance(each, str) else (each,)))
        return kind(title=title, columns=tuple(made), rows=tuple(rows), **kw, **self.next_of("Tabel"))

    def figure(self, title: str, kind: str, **kw: Any) -> Figure:
        """Return the next figure; `kind` names its drawing, `kw`: its other fields."""
        return Figure(title=title, kind=kind, **kw, **self.next_of("Gambar"))


class Uncounted(Numbering):
    """Gives what it numbers an id of its own, that begins with `id`; the number is counted when the chapters stand in
    order.
    """

    def next_of(self, word: str) -> dict:
        self._made[""] += 1
        return {"number": f"{word} 0", "id": f"{self.chapter}-{self._made['']}"}


def cell(*lines: Line, value: Any = None, columns: int = 1, rows: int = 1, style: str = "") -> Cell:
    """Return a cell of one or more lines; each a string, a span or a tuple of spans. From the second line on they are
    small.
    """
    return Cell(
        lines=tuple(as_spans(line) for line in lines if line != ""),
        value=value,
        columns=columns,
        rows=rows,
        style=style,
    )


def typed(text: str, missing: str = words.NO_DATA, **kw: Any) -> Cell:
    return Cell(lines=typed_lines(text, missing), **kw)


def num(value: Decimal | None, missing: str = words.NO_DATA, **kw: Any) -> Cell:
    """Return a number (Decimal, int) as a cell with its value."""
    return _empty(missing, **kw) if value is None else cell(show_number(value), value=str(value), **kw)


def _empty(missing, **kw):
    return cell(gap(missing) if missing != words.NOT_PLANNED else missing, **kw)


def money(value: int | None, missing: str = words.NOT_PLANNED, unit: int = MILLION, **kw: Any) -> Cell:
    """Return rupiah in juta (or miliar) with one digit; 0 and None print as a dash unless `missing` says otherwise."""
    if value is None:
        return _empty(missing, **kw)
    if value == 0:
        return cell(words.NOT_PLANNED, value=0, **kw)
    return cell(amount(value, unit), value=value, **kw)


def amount(value: int, unit: int = MILLION) -> str:
    """Return rupiah in juta (or miliar) with one digit after the comma, as all of a column; never as nothing."""
    said = show_fixed(value, unit)
    return "<0,1" if value and said == "0,0" else said


def count_cell(number: int, none: str = "0") -> Cell:
    """Return a count as a cell with its value; `none` is what is said for nought."""
    return cell(str(number) if number else none, value=number)


def col(title: str, width: float | None = None, kind: str = "text", group: str = "") -> Column:
    return Column(title=title, width=width, kind=kind, group=group)


def cols(spec: str) -> tuple[Column, ...]:
    """Return the columns of `Kode 18 code | Program | Anggaran 26 number`: title, width in mm and kind of each."""
    parts = (match for one in spec.split(" | ") if (match := _COLUMN.fullmatch(one)))
    return tuple(col(one[1], int(one[2]) if one[2] else None, one[3] or "text") for one in parts)


def row(*cells: Cell | Line, **kw: Any) -> Row:
    """Return a row of cells, or of what stands in them; `kw`: its other fields."""
    return Row(cells=tuple(c if isinstance(c, Cell) else cell(c) for c in cells), **kw)


def group_row(text: Any, columns: int, pillar: str = "") -> Row:
    return Row(cells=(cell(text, columns=columns),), role="group", pillar=pillar)


def code_cell(entry: Programme | Target, rows: int = 1) -> Cell:
    """Return the code of an entry, leading to where it is told in full."""
    return cell(span(entry.code or entry.ref, to=entry.ref), rows=rows)


def agency_of(name: str, facts: PlanFacts) -> str | Span:
    """Return the short name of an office, or that none is named."""
    return facts.agency(name) if name else gap(words.NO_AGENCY)


def years_of(years: Sequence[int]) -> str | Span:
    return words.years(years) or gap(words.NO_YEARS)
