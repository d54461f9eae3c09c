"""A plan from the wizard: everything that a bimtek needs, in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from masterplan.exchange.slugs import plan_slug
from masterplan.setup.actions.draft import demand
from masterplan.setup.actions.officers import new_account
from masterplan.setup.models import Draft
from pillars.models import Dimension, Pillar
from workshops.agenda.actions.schedule import lay_out
from workshops.live.actions import OP, BadRequest, PlanWrite, Receipt, digest
from workshops.membership.models import Group
from workshops.people.actions.join_codes import make_code, make_screen_key
from workshops.permissions import Actor
from workshops.plans.actions import give_role
from workshops.plans.models import Account, Opd, Plan, Region, StaffRole


@dataclass(frozen=True)
class CreatedPlan:
    """The new plan. `accounts` [(role, name, user name, password)] of those who are new; empty for a second press."""

    plan: Plan
    accounts: list
    receipt: Receipt


def create_plan(account: Account, typed: dict[str, dict[str, Any]] | None, *, op: str) -> CreatedPlan:
    """Make a plan of `typed` {page of the wizard: its `cleaned_data`}: region, pillars, groups, offices, bimteks with
    their agenda, people, a join code and an address for the projector; bimtek I is open. The draft is empty afterwards.

    Returns `CreatedPlan`; the same `op` again gives the same plan. Raises Refused, BadRequest.
    """
    if not isinstance(op, str) or not OP.fullmatch(op):
        raise BadRequest
    with transaction.atomic(durable=True):
        demand(account)
        Draft.objects.get_or_create(account=account, defaults={"kept_at": timezone.now()})
        draft = Draft.objects.select_for_update().get(account=account)
        if draft.made and draft.made_op == op:
            return CreatedPlan(draft.made, [], Receipt(1, draft.kept_at, op))
        made = _make(account, typed, op)
        draft.answers, draft.made, draft.made_op, draft.kept_at = {}, made.plan, op, timezone.now()
        draft.save()
    return made


def _make(account, typed, op):
    plan = _plan(typed["daerah"])
    roles = ["operator"] if account.is_operator else [StaffRole.STAF]
    change = PlanWrite(plan, Actor(f"a{account.pk}", plan.pk, roles[0], account.name), op, digest(["plan.created"]))
    _tables(plan, typed["kelompok"]["tables"])
    for name, short in typed["kelompok"]["offices"]:
        Opd.objects.create(plan=plan, number=change.next_number("opd"), name=name, short=short)
    bimteks = lay_out(change, typed["bimtek"]["agenda"])
    bimteks[0].opened_at = change.at
    bimteks[0].save(update_fields=["opened_at"])
    if not account.is_operator:
        give_role(account, plan, StaffRole.STAF)
    for known, role in typed["petugas"]["known"]:
        give_role(known, plan, role)
    accounts = [new_account(plan, role, name) for role, name in typed["petugas"]["new"]]
    make_code(plan)
    make_screen_key(plan)
    event = change.record("plan.created", [bimtek.ref for bimtek in bimteks])
    return CreatedPlan(plan, accounts, change.receipt(event))


def _plan(region):
    place, first, last = region["region"], region["first_year"], region["last_year"]
    row = Region.objects.create(name=place.name, province=place.province or None)
    years = {
        "period_start": first,
        "period_end": last,
        "short_term": [first],
        "medium_term": list(range(first, last + 1)),
        "long_term": [last + 1, region["long_until"]] if region["long_until"] > last else [last],
    }
    wanted = slug = plan_slug(place.name)
    number = 2
    while True:
        try:
            with transaction.atomic():
                return Plan.objects.create(slug=slug, region=row, time_zone=place.time_zone, **years)
        except IntegrityError as error:
            if error.__cause__.diag.constraint_name != "workshops_plan_slug_key":
                raise
            slug, number = f"{wanted[:56]}-{number}", number + 1


def _tables(plan, tables):
    for position, table in enumerate(tables, 1):
        pillar = Pillar.objects.create(
            plan=plan,
            position=position,
            code=table.code,
            slug=table.slug,
            name_id=table.pillar_name,
            name_en=table.pillar_english,
        )
        Dimension.objects.bulk_create(
            Dimension(plan=plan, pillar=pillar, position=place, code=code, name=name, name_en=english)
            for place, (code, name, english) in enumerate(table.dimensions, 1)
        )
        Group.objects.create(
            plan=plan,
            pillar_code=table.code,
            slug=table.slug,
            name=table.name,
            size_limit=table.size_limit,
            position=position,
        )
