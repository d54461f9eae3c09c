"""What a plan says itself in its books, and its pictures, as pages and writers ask for them."""

import zlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from pillars.cards.changes import other_editors
from pillars.models import Narrative, Picture
from pillars.models.chain import Entry
from pillars.narrative.pdf_raster import MOST_PAGES
from pillars.prose import pictures_in
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.text import natural

#: What the journal calls the coming of a scan, its taking back, and its coming again.
SCANNED, SCAN_HIDDEN, SCAN_SHOWN = "picture.scan_added", "picture.scan_hidden", "picture.scan_shown"
#: {code of a text of a book: what it is} of the annexes that scans are printed in.
SCANS_GO = {"B1-sk": "Lampiran SK Dewan dan Tim Pelaksana", "B1-hadir": "Lampiran Daftar Hadir"}


def narrative_of(plan: Plan, section: str) -> Narrative | None:
    """Return the living card of a section, or None where its shipped text is printed."""
    return Narrative.objects.filter(plan=plan, section=section, deleted_in=None).first()


def deleted_narrative(plan: Plan, section: str) -> Narrative | None:
    """Return the card of a section that went to the bin last, or None."""
    return Narrative.objects.filter(plan=plan, section=section).exclude(deleted_in=None).order_by("-deleted_in").first()


def place_of(section: str) -> str:
    """Return what a page of the section calls itself in the list of open pages: a section may have no card yet."""
    return f"bagian-{zlib.crc32(section.encode()) % 10**9}"


def section_editors(plan: Plan, section: str, me: str) -> list[Any]:
    """Return [(name, since)] of everybody but `me` who has the page of the section open."""
    return other_editors(plan, place_of(section), me)


def pictures_of_plan(plan: Plan, also: str = "") -> list[Picture]:
    """Return the pictures that are offered, in order, without their content. `also`: the ref of one that is listed
    besides, hidden or not, since it stands somewhere.
    """
    number = also.rpartition("-")[2]
    shown = Q(hidden_at=None) | Q(number=int(number)) if number.isdecimal() else Q(hidden_at=None)
    return list(Picture.objects.filter(shown, plan=plan))


def pictures_from(plan: Plan, first: str, count: str) -> list[Picture]:
    """Return the pictures `first`, `first` + 1, … of one scan, as a page names them; [] if one is hidden or missing."""
    number, many = natural(first), natural(count)
    if not number or not many or many > MOST_PAGES:
        return []
    numbers = range(number, number + many)
    rows = list(Picture.objects.filter(plan=plan, number__in=numbers, hidden_at=None))
    return rows if len(rows) == many else []


@dataclass(frozen=True)
class Scan:
    """A PDF that came as pictures.

    came  the event of its coming · pages: its pictures in order · offered: those of them that are not hidden
    left  those that are hidden since somebody took the scan back; what was hidden by itself is none of them
    """

    came: Event
    pages: list
    offered: list
    left: list

    @property
    def number(self) -> int:
        """Return the number of its first page, by which the scan is known."""
        return self.pages[0].number

    @property
    def title(self) -> str:
        return self.pages[0].alt.removesuffix(f", halaman 1 dari {len(self.pages)}")


def sections_using(pictures: list[Picture], used: dict[str, list[str]]) -> list[str]:
    """Return the codes of the sections whose prose names one of these pictures; `used`: what `sections_with` gave."""
    return list(dict.fromkeys(code for picture in pictures for code in used.get(picture.ref, ())))


def scans_of(plan: Plan, first: int | None = None) -> list[Scan]:
    """Return the scans of a plan, the newest first.

    Of them the one whose `first` page has this number, where one is given.
    """
    events = Event.objects.filter(plan=plan, verb__in=(SCANNED, SCAN_HIDDEN)).order_by("-number")
    told = list(events if first is None else events.filter(refs__0=f"gambar-{first}"))
    came = [event for event in told if event.verb == SCANNED]
    # what was hidden by such an event bears its time; shown again and hidden by itself, a page bears another
    left = {(event.refs[0], event.at) for event in told if event.verb == SCAN_HIDDEN}
    numbers = [int(ref.rpartition("-")[2]) for event in came for ref in event.refs]
    rows = {row.ref: row for row in Picture.objects.filter(plan=plan, number__in=numbers)}
    return [_scan(event, [rows[ref] for ref in event.refs], left) for event in came]


def _scan(came, pages, left):
    offered = [row for row in pages if not row.hidden_at]
    return Scan(came, pages, offered, [row for row in pages if (came.refs[0], row.hidden_at) in left])


def scan_waiting(plan: Plan, me: str, used: dict[str, list[str]]) -> list[Picture]:
    """Return the pages of the scan that `me` (a membership key) added last while none of them stands in a section;
    else [].

    used  {ref of a picture: …} of those that stand somewhere, as `sections_with` gives them
    """
    came = Event.objects.filter(plan=plan, verb=SCANNED, actor=me).order_by("-number").first()
    if came is None or any(ref in used for ref in came.refs):
        return []
    return pictures_from(plan, came.refs[0].partition("-")[2], str(len(came.refs)))


def picture_of(plan: Plan, number: int, column: str) -> Picture | None:
    """Return one picture, hidden or not, with its `content` or the `small` one; None where there is none."""
    rows = Picture.objects.filter(plan=plan, number=number)
    return rows.defer(None).only("sha256", "media", column).first()


def pictures_of(plan: Plan, shas: list[str] | set[str]) -> dict[str, bytes]:
    """Return {sha256: content} of the pictures of `plan` with these hashes, hidden ones too; one query."""
    rows = Picture.objects.filter(plan=plan, sha256__in=set(shas)).defer(None).values_list("sha256", "content")
    return {sha: bytes(content) for sha, content in rows}


def sections_with(plan: Plan) -> dict[str, list[str]]:
    """Return {ref of a picture: codes of the sections whose living prose names it}."""
    found = {}
    for section, body in Narrative.objects.filter(plan=plan, deleted_in=None).values_list("section", "body"):
        for ref in dict.fromkeys(pictures_in(body)):
            found.setdefault(ref, []).append(section)
    return found


def page_of(plan: Plan, entry: Entry) -> str:
    """Return the address where a living card is written beside its print; "" for a card of any other kind."""
    return section_address(plan, entry.section) if entry.KIND == Narrative.KIND and not entry.is_deleted else ""


def section_address(plan: Plan, section: str) -> str:
    """Return where a section of a book is written."""
    return reverse("book_section", args=[plan.slug, book_of(section), section])


def book_of(section: str) -> str:
    """Return the code of the book that a section belongs to by its own code: B2-3.1 → 2, quick_wins-… → qw."""
    start = section.partition("-")[0].lower()
    return start[-1] if start in ("b1", "b2", "b3", "buku_1", "buku_2", "buku_3") else "qw"
