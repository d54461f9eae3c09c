"""What an address names: a plan and a group of it, and who of the participants asks there, in one question."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from workshops.membership.models import Group
from workshops.permissions import SHARED_BOARD, Actor
from workshops.plans.bimteks import SIGNING, signing_annotations
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan

#: (plan id, number, generation) of the participant that a browser joined as.
type Seat = tuple[int, int, int]
_NOBODY = {"number": 0, "generation": 0}


def find_place(slug: str, pillar: str | None = None, seat: Seat | None = None) -> tuple[Any, Any, Actor | None]:
    """Return (plan, group, actor) that an address names, (None, None, None) where one of the first two is not there.

    The plan knows what `lock_words` needs. The actor is the participant of `seat`, None where that seat is in another
    plan, is not theirs any more, or the plan is closed.
    """
    who = {"number": seat[1], "generation": seat[2]} if seat else _NOBODY
    if pillar in (None, SHARED_BOARD):
        plan = found = _plan.first(slug=slug, **who)
        group = None
    else:
        group = found = _group.first(slug=slug, pillar=pillar, **who)
        plan = group and group.plan
    if found is None:
        return None, None, None
    for name in SIGNING:
        setattr(plan, name, getattr(found, name))
    if seat is None or seat[0] != plan.pk or found.seat_role is None or plan.closed_at is not None:
        return plan, group, None
    named = found.seat_role, found.seat_name, found.seat_pillar
    return plan, group, Actor(f"p{seat[1]}", plan.pk, *named, generation=seat[2])


def _seated(rows: QuerySet[Any], participants: str, number: int, generation: int) -> QuerySet[Any]:
    """`rows` with the role, name and pillar of the participant who sits in their plan with this number."""
    names = {"number": number, "generation": generation, "removed_at": None}
    theirs = Q(**{f"{participants}__{name}": value for name, value in names.items()})
    return rows.annotate(
        seat=FilteredRelation(participants, condition=theirs),
        seat_role=F("seat__role"),
        seat_name=Coalesce("seat__merged_into__name", "seat__name"),
        seat_pillar=F("seat__group__pillar_code"),
    )


_plan = Compiled(
    lambda slug, **who: _seated(
        Plan.objects.select_related("region").defer(*Plan.LONG).filter(slug=slug).annotate(**signing_annotations()),
        "participants",
        **who,
    ),
    slug=str,
    number=int,
    generation=int,
)
_group = Compiled(
    lambda slug, pillar, **who: _seated(
        Group.objects.select_related("plan__region")
        .defer(*(f"plan__{name}" for name in Plan.LONG))
        .filter(plan__slug=slug, slug=pillar)
        .annotate(**signing_annotations("plan"))
        .order_by(),
        "plan__participants",
        **who,
    ),
    slug=str,
    pillar=str,
    number=int,
    generation=int,
)
