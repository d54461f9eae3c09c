"""Everything that makes a plan: the draft of the wizard, the plan made of it, its officers, and the first start."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from masterplan.exchange.slugs import plan_slug
from masterplan.setup.creators import column_of
from masterplan.setup.models import Draft
from pillars.models import Dimension, Pillar
from workshops.agenda.actions.schedule import lay_out, open_bimtek, plan_agenda
from workshops.agenda.templates import DEFAULT
from workshops.dates import weeks_later
from workshops.live.actions import OP, BadRequest, PlanWrite, Receipt, Refused, digest, plan_action
from workshops.membership.actors import actor_of_account
from workshops.membership.models import Group
from workshops.people.actions.join_codes import make_code, make_screen_key
from workshops.people.join_codes import current_code
from workshops.permissions import Actor, verdict
from workshops.plans.actions import add_account, give_role, new_password, set_password
from workshops.plans.local_time import local
from workshops.plans.models import Account, Opd, Plan, Region, StaffRole


def demand(account: Account) -> None:
    """Raise Refused unless `account`, as it is now, may make a plan."""
    answer = verdict("plan.create", column_of(account))
    if not answer:
        raise Refused(answer)


def keep_page(account: Account, page: str, typed: dict[str, Any]) -> None:
    """Keep `typed` {field: text or list} as what stands on `page` of the wizard of `account`; the same again changes
    nothing. Raises Refused.
    """
    with transaction.atomic(durable=True):
        demand(account)
        Draft.objects.get_or_create(account=account, defaults={"kept_at": timezone.now()})
        draft = Draft.objects.select_for_update().get(account=account)
        draft.answers = draft.answers | {page: typed}
        draft.kept_at = timezone.now()
        draft.save(update_fields=["answers", "kept_at"])


LONGEST_USERNAME = 50


@plan_action("officer.added", may="plan.setup", again=lambda change: (change.receipt(change.replay), None))
def add_officer(change: PlanWrite, role: str, name: str) -> tuple[Receipt, tuple[str, str, str, str]]:
    """Make a new account with `role` in the plan of `actor`. Returns (receipt, (role, name, user name, password)); for
    a second press the account is None: its password was shown to the first. Raises Refused, BadRequest, OpReused.
    """
    account = new_account(change.plan, role, name)
    event = change.record("officer.added", [])
    return change.receipt(event), account


def new_account(plan: Plan, role: str, name: str) -> tuple[str, str, str, str]:
    """Make an account of its own for `name`, with a user name made from it. Call it inside a transaction.

    Returns (role, name, user name, password).
    """
    password, wanted, number = new_password(), username_of(name), 1
    while True:
        username = wanted if number == 1 else f"{wanted}{number}"
        try:
            if Account.objects.filter(username__iexact=username).exists():
                raise IntegrityError
            with transaction.atomic():
                row = add_account(username=username, name=name, password=password)
            break
        except IntegrityError:
            number += 1
    give_role(row, plan, role)
    return role, name, row.username, password


def username_of(name: str) -> str:
    """Return `Dr. Hj. Fitri Handayani, S.Kom.` → `fitri.handayani`: what stands before the comma, without titles."""
    plain = unicodedata.normalize("NFKD", name.partition(",")[0]).encode("ascii", "ignore").decode().lower()
    words = [word for word in plain.split() if not word.endswith(".")] or plain.split()
    letters = [re.sub(r"[^a-z0-9]", "", word) for word in words[:3]]
    return ".".join(word for word in letters if word)[:LONGEST_USERNAME] or f"petugas{secrets.randbelow(9000) + 1000}"


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


#: User name and name of the accounts that the first start makes, by role.
FIRST = {
    StaffRole.STAF: ("staf", "Staf Diskominfo"),
    StaffRole.FASILITATOR: ("fasilitator", "Fasilitator"),
    StaffRole.AHLI: ("ahli", "Tenaga ahli"),
}


@dataclass(frozen=True)
class Demo:
    """What `up` prints once: `login` and `password` of the staff account, the join code and its QR token.

    `others` is {role: user name} of the accounts made beside it; they have the same password.
    """

    login: str
    password: str
    code: str
    token: str
    others: dict[str, str]


def make_demo(slug: str) -> Demo:
    """Make accounts for staff, facilitator and expert of the plan `slug`, all with one new password, and a join code.

    An account that exists already gets the new password and the role; a join code that is valid stays. A plan
    without an agenda gets the default one, whose first bimtek begins today and is open.
    Raises Plan.DoesNotExist.
    """
    password = new_password()
    with transaction.atomic():
        plan = Plan.objects.get(slug=slug)
        for role, (username, name) in FIRST.items():
            account = Account.objects.filter(username__iexact=username).first()
            if account is None:
                account = add_account(username=username, name=name, password=password)
            else:
                set_password(account, password)
            give_role(account, plan, role)
        door = current_code(plan) or make_code(plan)
    if not plan.bimteks.exists():
        _begin_today(plan)
    others = {role: username for role, (username, _) in FIRST.items() if role != StaffRole.STAF}
    return Demo(FIRST[StaffRole.STAF][0], password, door.code, door.token, others)


def _begin_today(plan):
    staff = actor_of_account(plan, Account.objects.get(username__iexact=FIRST[StaffRole.STAF][0]))
    days = [local(timezone.now(), plan).date()]
    for _ in range(3):
        days.append(weeks_later(days[-1], weeks=4, days=2))
    plan_agenda(staff, DEFAULT, days, op=secrets.token_hex(8))
    open_bimtek(staff, 1, op=secrets.token_hex(8))
