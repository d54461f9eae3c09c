"""Whether this browser may see a personal code right now. The session keeps whose and until when, never the code."""

import time
from typing import Any

from workshops.access import PlanRequest
from workshops.plans.models import Plan

_KEY = "words"

#: Seconds: after joining there is time to write it down; on request it is hidden again soon.
JUST_JOINED = 15 * 60
ON_REQUEST = 2 * 60


def show_words(request: PlanRequest, plan: Plan, number: int, seconds: int) -> None:
    """Show the code of participant `number` from now on; a POST decides that, never a GET."""
    request.session[_KEY] = {
        "plan": plan.pk,
        "number": number,
        "until": time.time() + seconds,
        "joined": seconds == JUST_JOINED,
    }


def hide_words(request: PlanRequest) -> None:
    """Stop showing the code: it is written down."""
    request.session.pop(_KEY, None)


def is_code_shown(request: PlanRequest, number: int) -> bool:
    """Return whether the code of participant `number` of the plan of `request` is shown."""
    held: Any = request.session.get(_KEY)
    return bool(held) and (held["plan"], held["number"]) == (request.plan.pk, number) and held["until"] > time.time()


def just_joined(request: PlanRequest) -> bool:
    """Return whether the code is shown because somebody joined with this browser a moment ago."""
    held = request.session.get(_KEY) or {}
    return held.get("joined", False) and held["until"] > time.time()
