"""The first passwords of the accounts that a wizard made: shown for half an hour to the browser that made them.

The session keeps them sealed; the database keeps only their hashes.
"""

import time

from workshops.people.codes import seal, unseal
from workshops.plans.models import StaffRole

_KEY = "new_accounts"
SECONDS = 30 * 60


def show_accounts(request, made):
    """From now on the accounts of `made` (see `actions.creating.Made`) stand on the pages of its plan."""
    if made.accounts:
        rows = [[role, name, username, seal(password)] for role, name, username, password in made.accounts]
        request.session[_KEY] = {"plan": made.plan.pk, "until": time.time() + SECONDS, "rows": rows}


def hide_accounts(request):
    """They are written down."""
    request.session.pop(_KEY, None)


def new_accounts(request, plan):
    """[(role as people call it, name, user name, password)] that may stand on a page of `plan` now."""
    held = request.session.get(_KEY)
    if not held or plan is None or held["plan"] != plan.pk or held["until"] < time.time():
        return []
    labels = dict(StaffRole._meta.get_field("role").choices)
    return [(labels[role], name, username, unseal(sealed)) for role, name, username, sealed in held["rows"]]
