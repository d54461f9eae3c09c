"""A plan as it stands at a journal number, kept for a minute in this process: who types asks for it again and again.

Reading a plan costs more than laying out a page. What is kept is named by the number of the plan's last event, so a
save of anybody makes it anew; it decides nothing, and rights are asked of the database at each request.
"""

import time
from collections import OrderedDict
from threading import Lock

from masterplan.book_outline.sections import OutlineChapter, read_sections
from masterplan.document.read import read_book_data
from workshops.plans.models import Plan

#: Seconds that it is kept (the date on a draft may be that old), and of how many plans.
SECONDS, MOST = 60, 4
_kept = OrderedDict()
_lock = Lock()


class CachedReading:
    """`book_data` of the plan, and `chapters(book)`: the parts of a book with their sections; read, never changed."""

    def __init__(self, plan: Plan) -> None:
        self.book_data, self.at = read_book_data(plan), time.monotonic()
        self._chapters = {}

    def chapters(self, book: str) -> list[OutlineChapter]:
        if book not in self._chapters:
            self._chapters[book] = read_sections(self.book_data, book)
        return self._chapters[book]


def cached_reading(plan: Plan) -> CachedReading:
    """Return what stands in `plan` now."""
    key = (plan.pk, plan.head)
    with _lock:
        found = _kept.get(key)
        if found and time.monotonic() - found.at < SECONDS:
            return found
    made = CachedReading(plan)
    with _lock:
        # a save may have come in between: what was read belongs to its own number
        _kept[plan.pk, made.book_data.number] = made
        _kept.move_to_end((plan.pk, made.book_data.number))
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
