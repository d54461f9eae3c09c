"""Who answers a finding: the groups that it is shown at; what is about the whole plan, facilitators and staff. Pure."""

from collections.abc import Sequence
from typing import Any

from workshops.permissions import Actor, role_in


def column_for(actor: Actor, pillars: Sequence[Any]) -> str:
    """Return the column of the matrix of `actor` for a finding that the groups with the codes `pillars` may answer."""
    if actor is not None and actor.is_participant and actor.pillar not in pillars:
        return "lain"
    return role_in(actor)
