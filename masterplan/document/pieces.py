"""Small makers of tree nodes that the chapters share."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from masterplan.document import words
from masterplan.document.nodes import Node
from masterplan.document.tree import Chapter, Paragraph, ProfileRow, Section, Span
from pillars.plan_view.cards import Programme

if TYPE_CHECKING:
    from masterplan.document.texts import BookTexts


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
