"""Accounts of staff, facilitators and experts: made, given a role, given a password."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from workshops.codes import WORDS
from workshops.plans.models import Account, Plan, StaffRole


def new_password() -> str:
    """Return a password to be read from a screen: four words and two digits, about 38 bits, e.g.
    `kopi-jati-awan-pena-47`.

    It resists guessing over the network, where ten wrong tries lock the name for a quarter of an hour.
    """
    words = secrets.SystemRandom().sample(WORDS, 4)
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


def add_account(*, username: str, name: str, password: str, operator: bool = False) -> Account:
    """Make a new account. Raises IntegrityError when the user name is taken (letter case does not count)."""
    account = Account(username=username, name=name, is_operator=operator)
    account.set_password(password)
    account.save(force_insert=True)
    return account


def give_role(account: Account, plan: Plan, role: str) -> StaffRole:
    """Set what `account` is in `plan` from now on: staf, fasilitator or ahli."""
    with transaction.atomic():
        row, _ = StaffRole.objects.update_or_create(plan=plan, account=account, defaults={"role": role})
    return row


def set_password(account: Account, password: str) -> None:
    """Set a new password; every other session of the account ends. Raises ValidationError with reasons."""
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
