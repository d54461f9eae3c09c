"""Finds who of the invitation list somebody who joins may be, by what they typed. Only lines that nobody joined as."""

import difflib

from workshops.people.models import Invitation
from workshops.people.names import Offices, bare_key
from workshops.plans.models import Plan

#: So many are asked about; more would hand the list to a stranger.
MOST = 3
_LIKE = 0.8


def match_invitation(plan: Plan, name: str, institution: str) -> tuple[Invitation | None, list[Invitation]]:
    """Return (the line with this name and institution, or None; up to `MOST` lines that look like it).

    A name alike is offered only with the same institution, another institution only with the same name.
    """
    offices = Offices(plan.opds.all())
    key, office = bare_key(name), offices.key(institution)
    same, alike = [], []
    for row in Invitation.objects.filter(plan=plan, participant=None).select_related("group"):
        other, at_home = bare_key(row.name), not row.institution or offices.key(row.institution) == office
        if other == key:
            (same if at_home else alike).append(row)
        elif at_home and row.institution and _like(key, other):
            alike.append(row)
    if len(same) == 1:
        return same[0], alike[:MOST]
    return None, [*same, *alike][:MOST]


def _like(one, other):
    if min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)):
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= _LIKE
