"""What can be ordered of a plan: which books, editions and papers, in which formats, and which parts of a book."""

from typing import Any, NamedTuple

from masterplan.book_details.models import Outline
from masterplan.book_outline.outline import parts_of, placed_parts
from masterplan.closing.papers import is_paper, title_of
from masterplan.document.books import VOLUMES
from masterplan.document.sentences import MARK
from masterplan.document.texts import shipped
from masterplan.downloads.items import CSV, FORMATS
from masterplan.editions.edition_books import is_edition, number_of
from masterplan.editions.models import Edition
from pillars.models import Pillar
from workshops.live.actions.plan_write import NotFound
from workshops.plans.models import Opd, Plan

#: The open data of the plan: once a plan, not a book.
DATA = "data"
CHAPTER, PILLAR, OFFICE = "bab", "pilar", "opd"
#: Which parts a book can be cut into; what tells of the whole region has no book of one office.
SLICES = {"1": (CHAPTER,), "2": (CHAPTER, PILLAR, OFFICE), "3": (CHAPTER,), "qw": (CHAPTER, PILLAR)}


class BookPart(NamedTuple):
    """`key` as `build_book` takes it (`bab:B2-3`), `name` as people call it."""

    key: str
    name: str


def label_of(plan: Plan, book: str, format: str, part: str = "") -> str:
    """Return `Buku 2 · Bab 3: Strategi tiap Pilar`: what an order is of, without its format. Raises NotFound."""
    if book == DATA:
        return _only(format == CSV and not part, "Data terbuka")
    if is_paper(book):
        return _only(format == "pdf" and not part, title_of(book))
    _only(format in FORMATS)
    if is_edition(book):
        row = Edition.objects.filter(plan=plan, number=number_of(book)).only("number", "book", "sequence").first()
        return _only(row is not None and not part, row and f"Edisi {row.label}")
    _only(book in VOLUMES)
    return f"{VOLUMES[book].label} · {_name_of(plan, book, part)}" if part else VOLUMES[book].label


def _only(condition, answer=""):
    if not condition:
        raise NotFound
    return answer


def _name_of(plan, book, part):
    kind, _, key = part.partition(":")
    _only(kind in SLICES.get(book, ()))
    if kind == CHAPTER:
        return next((one.name for one in chapters_of(plan, book) if one.key == part), None) or _only(False)
    if kind == PILLAR:
        names = dict(Pillar.objects.filter(plan=plan).values_list("code", "name_id"))
        return _only(key in names, f"Pilar {names.get(key)}")
    return _only(key in set(Opd.objects.filter(plan=plan).values_list("name", flat=True)), f"Program {key}")


def chapters_of(plan: Plan, book: str, stored: list[Any] | None = None) -> list[BookPart]:
    """Return the chapters of a book as this plan prints them.

    `stored`: what the plan keeps of its outline, if it was read.
    """
    if stored is None:
        stored = Outline.objects.filter(plan=plan, book=book).values_list("chapters", flat=True).first()
    titles, found = _titles(VOLUMES[book].content), []
    for one in placed_parts(parts_of(book), stored or []):
        # without the marks that only the plan's data could fill: `Sambutan`
        title = " ".join(MARK.sub(" ", one.title or titles.get(one.code, "")).split())
        if not one.hidden:
            found.append(BookPart(f"{CHAPTER}:{one.code}", ": ".join(filter(None, (one.label, title)))))
    return found


def _titles(content) -> dict[str, str]:
    """The shipped titles of the parts of a book; annexes are called by their letter alone."""
    book = next(book for book in shipped()["books"] if book["code"] == content)
    return {one["code"]: one["title"] for one in (*book.get("front_matter", ()), *book["chapters"])}
