"""The first passwords of the accounts that a wizard made: shown for half an hour to the browser that made them.

The session keeps them sealed; the database keeps only their hashes.
"""

import time

from workshops.access import PlanRequest
from workshops.codes import seal, unseal
from workshops.plans.models import Plan, StaffRole

_KEY = "new_accounts"
SECONDS = 30 * 60


def show_accounts(request: PlanRequest, plan: Plan, accounts: list[tuple[str, str, str, str]]) -> None:
    """Show `accounts` [(role, name, user name, password)] on the pages of `plan`, beside earlier ones."""
    if accounts:
        held = request.session.get(_KEY, {})
        earlier = held["rows"] if held.get("plan") == plan.pk and held["until"] > time.time() else []
        rows = [[role, name, username, seal(password)] for role, name, username, password in accounts]
        request.session[_KEY] = {"plan": plan.pk, "until": time.time() + SECONDS, "rows": earlier + rows}


def hide_accounts(request: PlanRequest) -> None:
    """Hide the accounts: they are written down."""
    request.session.pop(_KEY, None)


def new_accounts(request: PlanRequest, plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return [(role as people call it, name, user name, password)] that may stand on a page of `plan` now."""
    held = request.session.get(_KEY)
    if not held or plan is None or held["plan"] != plan.pk or held["until"] < time.time():
        return []
    labels = dict(StaffRole._meta.get_field("role").flatchoices)
    return [(labels[role], name, username, unseal(sealed)) for role, name, username, sealed in held["rows"]]
