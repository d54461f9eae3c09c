"""The first start: people, a join code and an agenda for a plan that was just loaded, so that a room can begin."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.templates import DEFAULT
from workshops.dates import weeks_later
from workshops.membership.actors import actor_of_account
from workshops.people.actions.join_codes import make_code
from workshops.people.join_codes import current_code
from workshops.plans.actions import add_account, give_role, new_password, set_password
from workshops.plans.local_time import local
from workshops.plans.models import Account, Plan, StaffRole

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
