"""The chapters of the books as a review goes through them: what was said of each, and how far each is read."""

import time
from dataclasses import dataclass

from masterplan.document.books import VOLUMES, build_book
from masterplan.document.read import read_book_data
from masterplan.document.texts import shipped
from masterplan.document.tree import content_hash
from pillars.models import ReviewNote, ReviewState
from pillars.review.queries import states_of
from pillars.review.subjects import CHAPTER
from workshops.plans.models import Plan
from workshops.response_cache import cached_response

#: Making a book to see what changed in it takes about a second: open pages do not ask for it at each save.
LIVE_SECONDS, MOST = 60, 50
_latest = {}
#: The books that a review reads, by their code.
READ = ("buku_1", "buku_2", "buku_3")
#: A section that the books have once for each pillar.
PILLAR = "{{nama_pilar}}"
#: The kind of card that a chapter is mostly made of: read card by card on the desk.
KINDS = {
    "B1-4": "kesiapan",
    "B1-5": "kesenjangan",
    "B1-6": "swot",
    "B1-7": "visi_misi",
    "B2-2": "visi_misi",
    "B2-3": "sasaran",
    "B2-4": "program",
    "B2-5": "program",
    "B3-2": "sasaran",
}


@dataclass
class ReviewChapter:
    """One chapter. `book` is the number as text; `printed`: it can be made as a file today."""

    code: str
    number: str
    title: str
    book: str
    sections: tuple = ()
    state: str = ReviewState.DRAFT
    is_changed: bool = False
    notes: int = 0
    musts: int = 0

    @property
    def subject(self) -> str:
        return f"{CHAPTER}{self.code}"

    @property
    def name(self) -> str:
        return f"Buku {self.book} Bab {self.number}"

    @property
    def printed(self) -> bool:
        return self.book in VOLUMES

    @property
    def kind(self) -> str:
        return KINDS.get(self.code, "")


@dataclass(frozen=True)
class ReviewVolume:
    """One book with its chapters."""

    number: str
    title: str
    chapters: list

    @property
    def printed(self) -> bool:
        return self.number in VOLUMES

    def count(self, state: str) -> int:
        """Return how many chapters are in `state` and still as they were read."""
        return sum(one.state == state and not one.is_changed for one in self.chapters)

    @property
    def reviewed(self) -> int:
        return self.count(ReviewState.REVIEWED) + self.approved

    @property
    def approved(self) -> int:
        return self.count(ReviewState.APPROVED)


def sections_of(plan: Plan, chapter: ReviewChapter) -> list[tuple[str, str]]:
    """Return [(title, slug of the pillar that it is about or "")] of a chapter, with the plan's own pillars."""
    pillars = [(pillar.name_id, pillar.slug) for pillar in plan.pillars.all()]
    found = []
    for title in chapter.sections:
        if PILLAR not in title:
            found.append((title, ""))
        elif not set(pillars) <= set(found):
            found += pillars
    return found


def find_chapter(code: str) -> ReviewChapter | None:
    """Return the Chapter with this code, or None."""
    return next((one for volume in _volumes() for one in volume.chapters if one.code == code), None)


def read_chapters(plan: Plan, *, live: bool = False) -> list[ReviewVolume]:
    """Return [Volume] with what was said of each chapter: two queries, and the book data once a chapter is read."""
    volumes, states = _volumes(), states_of(plan)
    notes = ReviewNote.objects.filter(plan=plan, subject__startswith=CHAPTER).order_by("number")
    said = list(notes.values_list("subject", "verdict", "state"))
    for volume in volumes:
        for one in volume.chapters:
            mine = [row for row in said if row[0] == one.subject]
            one.notes = len(mine)
            one.musts = sum(verdict == ReviewNote.MUST and state != ReviewNote.DONE for _, verdict, state in mine)
            if (row := states.get(one.subject)) and row.state != ReviewState.DRAFT:
                one.state = row.state
                one.is_changed = bool(row.fingerprint) and row.fingerprint != fingerprint(plan, one, live=live)
    return volumes


def fingerprint(plan: Plan, chapter: ReviewChapter, *, live: bool = False) -> str:
    """Return a digest of the words of a chapter as they would be printed now; "" for a book that is not made yet.

    live  an open page asks again, after each save of anybody: a digest of up to a minute ago will do.
    """
    if not chapter.printed:
        return ""
    place = (plan.pk, chapter.book)
    at, digests = _latest.get(place, (0, None))
    if not (live and digests is not None and time.monotonic() - at < LIVE_SECONDS):
        digests = cached_response(("chapters", *place, plan.head), lambda: _digests(plan, chapter.book))
        if len(_latest) > MOST:
            _latest.clear()
        _latest[place] = (time.monotonic(), digests)
    return digests.get(chapter.number, "")


def _digests(plan, book):
    """{number of a chapter: digest of its words}."""
    parts = build_book(read_book_data(plan), book).parts
    chapters = [part for part in parts if getattr(part, "label", "").startswith("Bab")]
    return {part.number: content_hash((part,)) for part in chapters}


def _volumes():
    found = []
    for book in shipped()["books"]:
        if book["code"] in READ:
            number = book["code"].removeprefix("buku_")
            chapters = [
                ReviewChapter(
                    one["code"], one["number"], one["title"], number, tuple(part["title"] for part in one["sections"])
                )
                for one in book["chapters"]
            ]
            found.append(ReviewVolume(number, book["title"], chapters))
    return found
