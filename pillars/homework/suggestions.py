"""Which tasks the gaps of a plan ask for, and of whom. Pure: gaps in, suggestions out."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.gaps import GROUP, Gap
from workshops.plans.models import Opd

#: Kinds of people who close gaps outside of the room (`who_closes_gap` of a field).
OFFICE, PLANNING = "opd_penanggung_jawab", "bappeda"
#: How regions call the office that keeps the RPJMD.
PLANNING_NAMES = ("bappeda", "bapperida", "bappelitbangda", "bapelitbang", "perencanaan pembangunan")
#: Linked on a page of its own, so it is a task of its own.
LINK = "rpjmd_ref"


@dataclass(frozen=True)
class Suggestion:
    """One task that could be given: `keys` of the card `ref`. `to` is whoever `owners` or `planning` named, or None.

    value  what a form sends for it: `sasaran-5:baseline,sources`.
    """

    ref: str
    kind: str
    code: str
    title: str
    keys: tuple
    labels: tuple
    to: Opd | None = None

    @property
    def value(self) -> str:
        return f"{self.ref}:{','.join(self.keys)}"


def suggest(
    gaps: list[Gap],
    *,
    owners: dict[str, Any],
    planning: Any = None,
    taken: frozenset[Any] | set[tuple[str, str]] = frozenset(),
) -> list[Suggestion]:
    """Return the tasks for what a group cannot close in the room, in the order of the gaps.

    gaps     pillars.cards.gaps.Gap · owners {ref: office that owes the figures of this card}
    planning the office that keeps the RPJMD, or None · taken {(ref, key)}: what is asked already
    """
    found = []
    for gap in gaps:
        if gap.who == GROUP:
            continue
        holes = [hole for hole in gap.holes if not hole.child and (gap.ref, hole.key) not in taken]
        to = planning if gap.who == PLANNING else owners.get(gap.ref) if gap.who == OFFICE else None
        for part in ([hole for hole in holes if hole.key != LINK], [hole for hole in holes if hole.key == LINK]):
            if part:
                keys, labels = tuple(hole.key for hole in part), tuple(hole.label for hole in part)
                found.append(Suggestion(gap.ref, gap.kind, gap.code, gap.title, keys, labels, to))
    return found


def planning_office(offices: list[Any]) -> Any:
    """Return the office of the list that keeps the RPJMD, by its name; None where none is called so."""
    for office in offices:
        said = f"{office.name} {office.short or ''}".lower()
        if any(name in said for name in PLANNING_NAMES):
            return office
    return None
