"""The outline of a book, pure: what a plan stored, laid over the parts that ship. Nothing here asks the database."""

from dataclasses import dataclass, replace
from typing import Any

from masterplan.document.books import VOLUMES


@dataclass(frozen=True)
class OutlinePart:
    """One part of a book as it ships. `group`: front · main · annex; parts move within their group only."""

    code: str
    group: str


@dataclass(frozen=True)
class PlacedPart:
    """A part where this plan puts it. `title` is the plan's own or ""; `label` is what is printed over it."""

    part: OutlinePart
    title: str = ""
    hidden: bool = False
    label: str = ""

    @property
    def code(self) -> str:
        return self.part.code


GROUPS = ("front", "main", "annex")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def placed_parts(parts: list[OutlinePart], stored: list[dict[str, Any]]) -> list[PlacedPart]:
    """Return `parts` in the order of `stored` [{"code", "title", "hidden"}], group by group, with their labels.

    A part that is not stored stands after the one that ships before it; what no longer ships is passed over.
    """
    said = {one["code"]: one for one in stored}
    known = {part.code: part for part in parts}
    order = [known[code] for code in said if code in known]
    for at, part in enumerate(parts):
        if part.code not in said:
            before = next((order.index(one) for one in reversed(parts[:at]) if one in order), -1)
            order.insert(before + 1, part)
    found = [_placed(part, said.get(part.code, {})) for group in GROUPS for part in order if part.group == group]
    return _labelled(found)


def _placed(part, said):
    return PlacedPart(part, said.get("title") or "", bool(said.get("hidden")))


def _labelled(found):
    count = {"main": 0, "annex": 0}
    out = []
    for one in found:
        group = one.part.group
        if one.hidden or group == "front":
            out.append(one)
            continue
        count[group] += 1
        label = f"Bab {count[group]}" if group == "main" else f"Lampiran {LETTERS[(count[group] - 1) % len(LETTERS)]}"
        out.append(replace(one, label=label))
    return out


def stored_of(order: list[PlacedPart]) -> list[dict]:
    """Return what is kept of an order of `Placed`."""
    return [{"code": one.code, "title": one.title, "hidden": one.hidden} for one in order]


def moved(order: list[PlacedPart], code: str, neighbour: str, *, up: bool) -> list[PlacedPart]:
    """Return `order` with the part `code` right before `neighbour` (`up`) or right after it.

    What was asked on a page of some minutes ago keeps its meaning: the part goes to where its neighbour is now.
    """
    one = next(part for part in order if part.code == code)
    rest = [part for part in order if part.code != code]
    at = next(at for at, part in enumerate(rest) if part.code == neighbour)
    rest.insert(at if up else at + 1, one)
    return rest


def changed(order: list[PlacedPart], code: str, **what: Any) -> list[PlacedPart]:
    """Return `order` with other fields of one part."""
    return [replace(one, **what) if one.code == code else one for one in order]


def can_hide(order: list[PlacedPart], code: str) -> bool:
    """Return whether the part may be hidden: a book keeps at least one chapter of its main part."""
    return any(one.part.group == "main" and not one.hidden and one.code != code for one in order)


def parts_of(book: str) -> list[OutlinePart]:
    """Return the parts of the book with this code; [] for no book of ours."""
    volume = VOLUMES.get(book)
    return [OutlinePart(code, group_of(code)) for code, _ in volume.makers] if volume else []


def group_of(code: str) -> str:
    """Return `front`, `main` or `annex`: parts move within their group only."""
    if code.startswith("lampiran"):
        return "annex"
    return "main" if "-" in code else "front"
