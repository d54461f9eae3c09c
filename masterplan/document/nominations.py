"""Nominations and the groups of the pillars as parts of a `Reading`, in two queries. No name of a participant."""

from django.db.models import Count, OuterRef, Q, Subquery

from masterplan.document import nominating as n
from pillars.models import Nomination
from workshops.membership.models import Group, Participant


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
    seated = {"merged_into": None, "removed_at": None}
    chairs = Participant.objects.filter(group=OuterRef("pk"), role=Participant.KETUA, **seated).order_by("number")
    groups = Group.objects.filter(plan=plan, formation=Group.PILAR).annotate(
        members=Count("participants", filter=Q(**{f"participants__{key}": value for key, value in seated.items()})),
        lead=Subquery(chairs.values("institution")[:1]),
    )
    # a question that counts has no order of its own
    groups = groups.order_by("position", "id")
    return tuple(
        n.Team(pillar=group.pillar_code, name=group.name, members=group.members, lead=group.lead or "")
        for group in groups
    )
