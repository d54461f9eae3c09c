"""A small book as pictures while somebody writes: laid out by one warm process of this server, within a few seconds.

The process is started at the first use, ended after two idle minutes and with the server. No connection of the
database is held while it works; who asks while another preview is made waits a moment for it.
"""

import threading
from collections import OrderedDict
from typing import Any

from django.db import connection

from masterplan.document import tree
from masterplan.press.models import RenderedUnit
from masterplan.press.pictures import pictures_of
from masterplan.press.pool import Job, Pool
from masterplan.press.render import Printing, RenderLimits
from masterplan.press.render_cache import NoCache, Rendered
from masterplan.writers.failures import RenderFailed
from workshops.plans.models import Plan

#: One unit may take so many seconds of CPU, and twice that by the clock; more than this many pages are not drawn.
LIMITS = RenderLimits(cpu_s=4, letters=40_000, wall=2, search_s=0)
WAIT_S, MOST_PAGES, KEPT, LAID = 8, 12, 24, 120
BUSY = "Pratinjau sedang dipakai orang lain. Coba lagi sebentar."
TOO_SLOW = "Pratinjau dihentikan karena bagian ini terlalu lama disusun. Naskah tetap tersimpan."

_pool = Pool(size=1, memory_mb=1_024)
_turn = threading.Lock()
_drawn: OrderedDict = OrderedDict()
_laid: OrderedDict = OrderedDict()


def images(book: tree.Book, *, plan: Plan, pictures: dict | None = None, width: int, first: int = 0) -> tuple:
    """Return PNGs of the pages of `book` from page `first` (0, 1, …), at most `MOST_PAGES`, `width` pixels wide. Units
    that the plan's books have in common are laid out once; nothing is stored. Raises RenderFailed with a sentence.
    """
    if pictures is None:
        pictures = pictures_of(plan, book)
    if not _turn.acquire(timeout=WAIT_S):
        raise RenderFailed("slow", BUSY)
    try:
        printing = Printing(book, pictures, _Seen(plan), _pool, LIMITS)
        pressed, _ = printing.run()
        if pressed.broken:
            raise RenderFailed("slow", pressed.broken[0].sentence)
        pages = list(range(first, min(pressed.pages, first + MOST_PAGES)))
        return _pictures(pressed.pdf, width, pages) if pages else ()
    finally:
        _turn.release()


def warm() -> None:
    """Start the process in the background, for a page that is about to ask for a preview."""
    if not _turn.locked():  # else one is at work and stays
        threading.Thread(target=_pool.warm, daemon=True).start()


def _pictures(pdf, width, pages) -> tuple:
    key = (hash(pdf), width, pages[0])
    if key in _drawn:
        _drawn.move_to_end(key)
        return _drawn[key]
    job = Job("draw", {"job": "draw", "width": width, "pages": pages}, (pdf,), cpu_s=8, wall_s=15)
    for answer in _pool.run([job]):
        if answer.failed:
            raise RenderFailed(answer.failed, TOO_SLOW)
        _drawn[key] = tuple(answer.blobs)
    while len(_drawn) > KEPT:
        _drawn.popitem(last=False)
    return _drawn[key]


class _Seen(NoCache):
    """What previews have laid out, in this process alone: it may be a text that nobody has saved. Units of the plan's
    own books are read from the database and never written, and its connection is given back as soon as it was asked.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def take(self, keys: Any) -> dict[str, Rendered]:
        found = {key: _laid[key] for key in keys if key in _laid}
        for key in found:
            _laid.move_to_end(key)
        if missing := [key for key in keys if key not in found]:
            rows = RenderedUnit.objects.filter(plan=self.plan, key__in=missing)
            found |= {row.key: Rendered(bytes(row.pdf), row.facts, row.pages) for row in rows}
            if not connection.in_atomic_block:
                connection.close()
        return found

    def put(self, made: dict[str, Rendered], whole: bool = False) -> None:
        if not whole:
            _laid.update(made)
        while len(_laid) > LAID:
            _laid.popitem(last=False)
