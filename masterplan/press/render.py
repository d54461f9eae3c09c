"""A book from its tree: units that are on the shelf are taken, the others laid out side by side, all of them joined.

What cannot be laid out becomes a page that names chapter, entry and field; the rest of the book is not touched by it.
"""

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from masterplan.document import tree
from masterplan.press import fault_search
from masterplan.press.page_order import Arrangement, in_making_order, is_front
from masterplan.press.pool import Cancelled, Job, Pool, common_pool
from masterplan.press.render_cache import NoCache, Rendered
from masterplan.press.units import (
    broken_unit,
    engine_key,
    face_key,
    furniture_unit,
    list_unit,
    name_of,
    unit_of,
    units_of,
)
from masterplan.press.whole_files import papers
from masterplan.writers.failures import RenderFailed, failure
from masterplan.writers.fonts import faces_for
from masterplan.writers.html import title_block
from masterplan.writers.markup import escaped
from workshops.plans.models import Plan

WRITING = "Menulis berkas"
#: Seconds of the clock for all searches of one book, and units that are searched at all.
SEARCH_S, SEARCHED = 40, 4


@dataclass(frozen=True)
class RenderLimits:
    """What one unit may cost: `cpu_s` seconds of CPU and one more for each `letters` of its HTML (ten times what that
    was measured to take), `wall` times that by the clock; `search_s` seconds of the clock to find out which entries are
    at fault.
    """

    cpu_s: int = 10
    letters: int = 7_500
    wall: float = 4
    search_s: float = SEARCH_S

    def of(self, html: str) -> tuple[int, float]:
        cpu = self.cpu_s + len(html) // self.letters
        return cpu, cpu * self.wall


@dataclass(frozen=True)
class BrokenUnit:
    """A unit that could not be laid out. `part`: its chapter; `entry`: entry and field as far as they were found."""

    part: str
    entry: str
    sentence: str


@dataclass(frozen=True)
class RenderedBook:
    """`made`: so many jobs were done, in `cpu_s` seconds of CPU of their processes, of which the joining took
    `join_cpu_s`; `rss_mb`: the most memory that a process had before it joined.
    """

    pdf: bytes
    pages: int
    broken: tuple = ()
    made: int = 0
    cpu_s: float = 0.0
    rss_mb: int = 0
    join_cpu_s: float = 0.0
    join_rss_mb: int = 0


def render_book(
    book: tree.Book,
    *,
    plan: Plan | None = None,
    pictures: dict | None = None,
    on_progress: Callable[..., Any] | None = None,
    on_warning: Callable[..., Any] | None = None,
    cancelled: Callable[..., Any] | None = None,
    shelf: NoCache | None = None,
    pool: Pool | None = None,
    limits: RenderLimits | None = None,
) -> RenderedBook:
    """Return the book as a tagged PDF. `plan`: its units are kept in the database; `pictures`: {sha256: bytes}.

    `on_progress(n, m, name)`: step n of m is being made, n - 1 are done; `on_warning(sentence)` for characters without
    a letter and for what could not be laid out; `cancelled()` is asked twice a second. Raises RenderFailed.
    """
    if any(isinstance(part, tree.Paper | tree.RoomPiece) for part in book.parts):
        if on_progress:
            on_progress(1, 1, WRITING)
        return RenderedBook(*papers(book, pictures or {}, cancelled=cancelled, pool=pool))
    if plan is not None:
        from masterplan.press.actions import DatabaseCache

        shelf = DatabaseCache(plan)
    printing = Printing(book, pictures or {}, shelf or NoCache(), pool or common_pool(), limits or RenderLimits())
    printing.on_progress, printing.cancelled = on_progress, cancelled
    pressed, warnings = printing.run()
    for sentence in warnings:
        if on_warning:
            on_warning(sentence)
    return pressed


@dataclass
class Printing:
    """The making of one book."""

    book: tree.Book
    pictures: dict
    shelf: NoCache
    pool: Pool
    limits: RenderLimits
    on_progress: Callable[..., Any] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0
    total: int = 0
    made: int = 0
    cpu_s: float = 0.0
    rss_mb: int = 0
    joined: tuple = (0.0, 0)
    broken: list = field(default_factory=list)

    def run(self) -> tuple[RenderedBook, list]:
        plain = tree.to_plain(self.book)
        said = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        whole_key = hashlib.sha256(f"{said}{engine_key()}whole".encode("utf-8", "surrogatepass")).hexdigest()
        if kept := self.shelf.take([whole_key]).get(whole_key):
            return RenderedBook(kept.pdf, kept.pages), kept.facts["warnings"]
        try:
            data, pages, characters = self._make(plain["parts"])
        except Cancelled:
            raise failure("cancelled", "") from None
        warnings = list(faces_for(characters).warnings) if characters else []
        pressed = RenderedBook(data, pages, tuple(self.broken), self.made, self.cpu_s, self.rss_mb, *self.joined)
        if not self.broken:
            self.shelf.put({whole_key: Rendered(data, {"warnings": warnings}, pages)}, whole=True)
        return pressed, [*warnings, *(each.sentence for each in self.broken)]

    def _make(self, plain):
        parts = self.book.parts
        order = in_making_order(parts)
        lists = [each for each in order if isinstance(each[1], tree.Contents)]
        cut = [each for each in order if not isinstance(each[1], tree.Contents)]
        by_part = {at: units_of(part, at, self.book, plain[at]) for at, part in cut}
        units = [unit for made in by_part.values() for unit in made]
        empty = [list_unit(part, at, self.book, {}) for at, part in lists]
        furniture, places = furniture_unit([u.furniture for u in (*units, *empty) if u.furniture], self.book)
        self.total = len(lists) + 1
        rendered = self._render([*units, furniture], furniture)
        arrangement = Arrangement()
        for at, part in order:
            if at not in by_part:
                unit = list_unit(part, at, self.book, arrangement.numbers)
                rendered |= self._render([unit], furniture)
                by_part[at] = [unit]
            self._place(arrangement, part, by_part[at], rendered)
        names = [name_of(part) for part in parts]
        plan, used = arrangement.plan(self.book, names, rendered[furniture.key].facts, places)
        data = self._join(plan, used, arrangement, rendered, furniture)
        return data, len(plan["pages"]), "".join(sorted(set("".join(unit.missing for unit in (*units, *empty)))))

    def _place(self, arrangement, part, units, rendered):
        front = is_front(part)
        for n, unit in enumerate(units):
            side = unit.side or ("" if n or front else getattr(part, "side", "right"))
            arrangement.add(unit, rendered[unit.key].facts, front, side)

    def _render(self, units, furniture) -> dict:
        """{key: Rendered} of all these units, from the shelf or made now; broken ones are replaced."""
        found = self.shelf.take({unit.key for unit in units})
        missing = {unit.key: unit for unit in units if unit.key not in found}
        self.total += len(missing) - sum(isinstance(self.book.parts[u.part], tree.Contents) for u in missing.values())
        self.done += sum(isinstance(self.book.parts[u.part], tree.Contents) for u in units if u.key in found)
        fresh, failed = {}, {}
        jobs = [self._job(unit, "furniture" if unit is furniture else "unit") for unit in missing.values()]
        for answer in self._run(jobs, lambda job: missing[job.key].name):
            if answer.failed:
                failed[answer.job.key] = answer
            else:
                fresh[answer.job.key] = Rendered(answer.blobs[0], answer.done, len(answer.done.get("pages", ())))
        if fresh:
            self.shelf.put(fresh)
        found |= fresh
        for key, answer in failed.items():
            found[key] = self._replace(missing[key], answer)
        return found

    def _job(self, unit, kind="unit", limits=None) -> Job:
        pictures = {sha: self.pictures[sha] for sha in unit.pictures if sha in self.pictures}
        head = {"job": kind, "html": unit.html, "missing": unit.missing, "pictures": list(pictures)}
        cpu, wall = (limits or self.limits).of(unit.html)
        return Job(unit.key, head, tuple(pictures.values()), cpu, wall, weight=len(unit.html))

    def _run(self, jobs, name):
        """Answers as they come, counted and told."""

        def tell(job):
            if self.on_progress:
                self.on_progress(min(self.done + 1, self.total), self.total, name(job))

        for answer in self.pool.run(jobs, self.cancelled, tell):
            self._count(answer)
            self.done += 1
            self.made += not answer.failed
            yield answer

    def _count(self, answer):
        self.cpu_s += answer.cpu_s
        if answer.job.head["job"] == "join":
            self.joined = (answer.cpu_s, answer.rss_mb)
            return
        self.rss_mb = max(self.rss_mb, answer.rss_mb)

    def _join(self, plan, used, arrangement, rendered, furniture) -> bytes:
        blobs = [rendered[arrangement.units[old][0].key].pdf for old in used]
        keys = {face_key(face, glyphs): face for face, glyphs in plan["faces"].items()}
        known = self.shelf.take(keys)
        head = {"job": "join", "plan": plan, "known": [keys[key] for key in known]}
        blobs += [rendered[furniture.key].pdf, *(cut.pdf for cut in known.values())]
        cpu = 30 + len(plan["pages"])
        for answer in self._run([Job("join", head, tuple(blobs), cpu, cpu * self.limits.wall)], lambda job: WRITING):
            if answer.failed:
                raise failure(answer.failed, WRITING)
            data, *cut = answer.blobs
            named = {face: key for key, face in keys.items()}
            fresh = {named[face]: Rendered(file) for face, file in zip(answer.done["cut"], cut, strict=True)}
            if fresh:
                self.shelf.put(fresh)
            return data
        raise AssertionError("unreachable")

    def _replace(self, unit, answer) -> Rendered:
        """A page that says what is missing, in place of a unit that could not be laid out."""
        if unit.part < 0:
            raise failure(answer.failed, unit.name)
        part, piece = self.book.parts[unit.part], unit.piece
        culprit = self._search(unit) if piece else fault_search.Culprit()
        sections = [node for node in piece.children if getattr(node, "title", "")] if piece else []
        place = culprit.place or (_named(sections[0]) if sections else "")
        cause = {"slow": "terlalu lama", "memory": "memerlukan memori terlalu banyak"}.get(answer.failed, "gagal")
        where = f"{unit.name}{f', bagian {place}' if place else ''}"
        said = (
            f"Isian yang menjadi sebab: {culprit.location}."
            if culprit.location
            else "Isian yang menjadi sebab belum diketahui."
        )
        todo = "Perbaiki isian itu, lalu buat lagi bukunya. Bagian lain buku ini tidak terpengaruh."
        sentence = f"{where} tidak tercetak karena penyusunannya {cause}. {said}"
        self.broken.append(BrokenUnit(unit.name, culprit.location, sentence))
        titled = piece is None or piece.titled
        inner = title_block(getattr(part, "label", ""), part.title or unit.name, part.id) if titled else ""
        inner += '<h2 data-judul="Bagian yang belum tercetak">Bagian ini belum tercetak</h2><p class="catatan">'
        inner += f"{escaped(where)}. {escaped(said)}</p><p>{todo}</p>"
        page = broken_unit(unit, inner, sentence, self.book)
        for made in self.pool.run([self._job(page)], self.cancelled):
            self._count(made)
            if made.failed:
                raise failure(made.failed, unit.name)
            return Rendered(made.blobs[0], made.done, len(made.done["pages"]))
        raise AssertionError("unreachable")

    def _search(self, unit) -> fault_search.Culprit:
        """Lays out halves of the unit, within what is left of the time for searching."""
        if len(self.broken) >= SEARCHED:
            return fault_search.Culprit()
        limits = replace(self.limits, cpu_s=max(1, self.limits.cpu_s // 4))
        end = time.monotonic() + self.limits.search_s

        def fails(candidates):
            if time.monotonic() > end:
                raise fault_search.GaveUp
            with contextlib.suppress(RecursionError):
                jobs = [
                    replace(self._job(unit_of(unit, some, self.book), limits=limits), key=n)
                    for n, some in enumerate(candidates)
                ]
                verdicts = [True] * len(candidates)
                for answer in self.pool.run(jobs, self.cancelled):
                    self._count(answer)
                    verdicts[answer.job.key] = bool(answer.failed)
                return verdicts
            return [True] * len(candidates)

        started = time.monotonic()
        culprit = fault_search.find(unit.piece.children, fails)
        self.limits = replace(self.limits, search_s=max(0, self.limits.search_s - (time.monotonic() - started)))
        return culprit


def _named(node) -> str:
    return f"{getattr(node, 'number', '')} {node.title}".strip()


__all__ = ["BrokenUnit", "RenderLimits", "RenderedBook", "RenderFailed", "render_book"]
