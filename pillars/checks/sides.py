"""Who answers a finding: the groups that it is shown at; what is about the whole plan, facilitators and staff. Pure."""

from workshops.permissions import role_in


def column_for(actor, pillars):
    """The column of the matrix of `actor` for a finding that the groups with the codes `pillars` may answer."""
    if actor is not None and actor.is_participant and actor.pillar not in pillars:
        return "lain"
    return role_in(actor)
