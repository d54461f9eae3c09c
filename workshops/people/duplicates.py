"""Records of a plan that may be one person: the same name once titles and degrees are left out."""

from dataclasses import dataclass

from workshops.live.models import Event
from workshops.membership.actors import active_participants
from workshops.membership.models import Participant
from workshops.people.names import bare_key
from workshops.plans.models import Plan

#: So many pairs are offered; the rest follows once these are decided.
MOST = 5


@dataclass(frozen=True)
class DuplicateRecord:
    """One record of a pair: what was written under it (saves) and how many half days it was noted on."""

    row: Participant
    written: int
    halves: int


def duplicate_pairs(plan: Plan) -> list[tuple[Participant, Participant]]:
    """Return [(first, second)] rows that look like one person and were not kept apart, the older record first."""
    by_name = {}
    for row in active_participants(plan).select_related("group").order_by("number"):
        by_name.setdefault(bare_key(row.name), []).append(row)
    apart = _kept_apart(plan)
    found = []
    for rows in by_name.values():
        pairs = [(rows[0], other) for other in rows[1:] if frozenset((rows[0].ref, other.ref)) not in apart]
        found += pairs
    return found[:MOST]


def _kept_apart(plan):
    refs = Event.objects.filter(plan=plan, verb="person.distinct").values_list("refs", flat=True)
    return {frozenset(pair) for pair in refs}


def duplicate_records(plan: Plan, *rows: Participant) -> list[DuplicateRecord]:
    """Return the `DuplicateRecord` of each of `rows`."""
    found = []
    for row in rows:
        written = Event.objects.filter(plan=plan, actor=f"p{row.number}", verb__startswith="entry.").count()
        found.append(DuplicateRecord(row, written, row.attendances.count()))
    return found
