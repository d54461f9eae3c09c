"""Accounts for the officers of a plan: made in the wizard, and one at a time afterwards."""

import re
import secrets
import unicodedata

from django.db import IntegrityError, transaction

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, Receipt
from workshops.plans.actions import add_account, give_role, new_password
from workshops.plans.models import Account, Plan

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
