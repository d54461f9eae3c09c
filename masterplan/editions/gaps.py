"""What a book lacks before it is frozen: the gaps of the groups, what the checks found, and what is left out of it."""

from dataclasses import dataclass

from masterplan.book_outline.section_recorder import BLANK
from masterplan.document.books import build_book
from masterplan.document.nodes import Book
from masterplan.document.read import read_book_data
from masterplan.document.tree import Chapter, Items, Paragraph, Section, plain_text
from pillars.boards.six import read_six
from pillars.check_catalogue import HINT, LOOK, MUST
from pillars.checks.checked import answers_of, checked, is_settled
from workshops.plans.models import Plan


@dataclass(frozen=True)
class MissingText:
    """A place of the book where a draft says that something is missing. `sentence` says what, and where to fill it."""

    place: str
    sentence: str


@dataclass(frozen=True)
class BookGaps:
    """`gaps`: (name of a group, how many); `musts`, `looks`, `hints`: open findings; `left`: what is left out;
    `is_empty`: no group has written a card yet.
    """

    title: str
    counts: str
    gaps: list
    musts: int
    looks: int
    hints: int
    left: list
    is_empty: bool = False

    @property
    def gap_sum(self) -> int:
        return sum(count for _, count in self.gaps)

    @property
    def is_complete(self) -> bool:
        return not (self.is_empty or self.gap_sum or self.musts or self.left)


def book_gaps(plan: Plan, book: str) -> BookGaps:
    """Read before an edition of `book` is frozen. Raises books.UnknownBook."""
    draft = build_book(read_book_data(plan), book)
    six, given = read_six(plan), answers_of(plan)
    weights = [one.weight for one in checked(plan).findings if not is_settled(one, given.get((one.check, one.subject)))]
    return BookGaps(
        title=draft.title,
        counts=", ".join(f"{count} {label}" for label, count in six.total),
        gaps=[(column.name, len(column.gaps)) for column in six.columns if column.gaps],
        musts=weights.count(MUST),
        looks=weights.count(LOOK),
        hints=weights.count(HINT),
        left=missing_texts(draft),
        is_empty=not any(count for _, count in six.total),
    )


def missing_texts(draft: Book) -> list[MissingText]:
    """Return what a draft says to be missing; in an edition the sentence goes, and so does a section that has nothing
    else. Sentences with a mark that has no value go as well: they are told once a place, by what is not known.
    """
    return [one for part in draft.parts if isinstance(part, Chapter) for one in _below(part, _name(part))]


def _below(node, place):
    for child in node.children:
        if isinstance(child, Section):
            yield from _below(child, _name(child))
        elif isinstance(child, Paragraph) and (child.role == "gap" or any(s.style == "gap" for s in child.spans)):
            yield MissingText(place, "".join(span.text for span in child.spans))
    words = (plain_text(child) for child in node.children if isinstance(child, Paragraph | Items))
    if blanks := dict.fromkeys(name for text in words for name in BLANK.findall(text)):
        yield MissingText(place, f"Kalimat yang menyebut isian ini tidak dicetak: {'; '.join(blanks)}.")


def _name(node):
    label = getattr(node, "label", "") or node.number
    return f"{label} {node.title}".strip()
