"""What is missing: from the entries of a pillar to gaps that somebody can close. No queries of its own.

A gap is a field that "lengkap" needs and that is empty, or a link of the chain that is not there yet.
"""

from dataclasses import dataclass

from pillars import fields
from pillars.cards.queries import ChainLink, PillarChain
from pillars.cards.values import title_of
from pillars.fields import NO_DATA
from pillars.kinds import KINDS, missing
from pillars.models.chain import Entry
from workshops.plans.models import Opd, Plan

GROUP = "kelompok"
#: A problem without a target and a target without a strategy stop the chain, whatever their fields say.
NEXT = {"masalah": "sasaran", "sasaran": "strategi", "strategi": "program"}


@dataclass(frozen=True, slots=True)
class Hole:
    """One thing that is missing of an entry. `child`: the key names a kind, not a field."""

    key: str
    label: str
    text: str
    who: str
    child: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What one entry lacks and one kind of person can close. `owner` is their name as far as it is known."""

    ref: str
    kind: str
    code: str
    title: str
    holes: tuple[Hole, ...]
    who: str
    owner: str = ""

    @property
    def group_can_close(self) -> bool:
        return self.who == GROUP

    @property
    def child(self) -> str:
        """Return the kind that has to be added below, or ""."""
        return next((hole.key for hole in self.holes if hole.child), "")


def _baseline(entry):
    return NO_DATA if entry.baseline_no_data else entry.baseline


# Whether a key field is filled is asked of the column: the row behind it need not be read.
_COLUMN = {
    "dimension": lambda entry: entry.dimension_id,
    "problem_refs": lambda entry: list(entry.answers.all()),
    "baseline": _baseline,
    "rpjmd_ref": lambda entry: entry.rpjmd_id,
    "target_ref": lambda entry: entry.target_id,
    "strategy_ref": lambda entry: entry.strategy_id,
    "lead_opd": lambda entry: entry.lead_opd_id,
    "targets_by_year": lambda entry: fields.from_json(entry.targets_by_year, "years_table_number"),
    "budget_by_year": lambda entry: fields.from_json(entry.budget_by_year, "years_table_rupiah"),
}
_NEEDED = {
    kind: [field.key for field in KINDS[kind].fields if field.needed_for_complete]
    for kind in ("masalah", "sasaran", "strategi", "program")
}


def holes_of(entry: Entry, children: int, period: tuple[int, int]) -> list[Hole]:
    """Return what `entry` lacks. `children`: how many live entries hang from it; `period`: (first, last year)."""
    values = {key: _COLUMN[key](entry) if key in _COLUMN else getattr(entry, key) for key in _NEEDED[entry.KIND]}
    if entry.KIND == "program":
        values.setdefault("years", entry.years)
    found = [
        Hole(field.key, field.label, field.empty_text, field.who_closes_gap)
        for field in missing(entry.KIND, values, period=period)
    ]
    below = NEXT.get(entry.KIND)
    if below and not children:
        kind = KINDS[below]
        found.insert(0, Hole(kind.key, kind.label, kind.empty_state, kind.who_closes_gap, child=True))
    return found


def gaps_of(entry: Entry, children: int, period: tuple[int, int], owner: str = "") -> list[Gap]:
    """Return the holes of `entry` as gaps, one for each kind of person who can close some of them."""
    by_who = {}
    for hole in holes_of(entry, children, period):
        by_who.setdefault(hole.who, []).append(hole)
    return [
        Gap(entry.ref, entry.KIND, entry.code, title_of(entry), tuple(holes), who, owner if who != GROUP else "")
        for who, holes in by_who.items()
    ]


def is_chain_complete(link: ChainLink) -> bool:
    """Return whether the thread below a problem reaches programmes everywhere: nothing of the chain is missing."""
    if link.entry.KIND == "program":
        return True
    below = link.links or [] if link.entry.KIND != "masalah" else [*link.links, *link.also]
    return bool(below) and all(is_chain_complete(child) for child in below)


def gaps_in(chain: PillarChain, plan: Plan) -> list[Gap]:
    """Return all gaps of a chain, in the order of the chain."""
    period = (plan.period_start, plan.period_end)
    found = []
    for link in chain.all_links():
        below = len(link.links) + len(link.also)
        found += gaps_of(link.entry, below, period, owner_of(link.entry))
    return found


def owner_of(entry: Entry) -> str:
    """Return the office that owes the figures of an entry, by its short name, or ""."""
    office = office_of(entry)
    return (office.short or office.name) if office else ""


def office_of(entry: Entry) -> Opd | None:
    """Return the office that an entry names as the one that owes its figures."""
    column = {"sasaran": "baseline_owner", "program": "lead_opd"}.get(entry.KIND)
    return getattr(entry, column) if column else None
