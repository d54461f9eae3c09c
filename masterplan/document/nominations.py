"""Nominations and the groups of the pillars as parts of a `Reading`, in three queries. No name of a participant."""

from collections import Counter

from masterplan.document import nominating as n
from pillars.quickwins.models import Nomination
from workshops.people.models import Group, Participant


def read_nominations(plan, programme_refs: dict) -> dict:
    """{"nominations", "teams"}; `programme_refs`: {key of a living programme: its ref}."""
    rows = Nomination.objects.filter(plan=plan, deleted_in=None).select_related("pillar").order_by("number")
    # a proposal whose programme lies in the bin is told nowhere
    told = [row for row in rows if row.programme_id is None or row.programme_id in programme_refs]
    return {"nominations": tuple(_nomination(row, programme_refs) for row in told), "teams": _teams(plan)}


def _nomination(row, programme_refs):
    return n.Nomination(
        pillar=row.pillar.code,
        programme=programme_refs.get(row.programme_id, ""),
        proposal=row.usulan or "",
        proposer=row.proposer or "",
        gate=_answers(row.gate),
        criteria=_answers(row.criteria),
        reason=row.criteria_reason or "",
        decision=row.decision_reason or "",
    )


def _answers(table) -> tuple:
    return tuple((str(key), str(value)) for key, value in (table or {}).items() if value)


def _teams(plan) -> tuple:
    """Two records of one person count as one, who was removed not at all."""
    seated = list(Participant.objects.filter(plan=plan, merged_into=None, removed_at=None))
    members = Counter(one.group_id for one in seated)
    leads = {one.group_id: one.institution for one in seated if one.role == Participant.KETUA}
    groups = Group.objects.filter(plan=plan, formation=Group.PILAR)
    return tuple(
        n.Team(pillar=group.pillar_code, name=group.name, members=members[group.pk], lead=leads.get(group.pk, ""))
        for group in groups
    )
