"""The join code of a plan and the address of its projector: made when there is none, renewed when it leaked."""

from django.utils import timezone

from workshops.codes import display_code, fingerprint, new_code, new_token, seal
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.membership.models import ScreenKey
from workshops.people.join_codes import ShownJoinCode
from workshops.people.models import JoinCode
from workshops.plans.models import Plan


def make_code(plan: Plan) -> ShownJoinCode:
    """Make a fresh join code for `plan`, as `ShownJoinCode`; older ones stay valid. Call it inside a transaction."""
    code, token = new_code(), new_token()
    row = JoinCode.objects.create(
        plan=plan,
        code_hash=fingerprint("code", code),
        token_hash=fingerprint("token", token),
        code_cipher=seal(code),
        token_cipher=seal(token),
    )
    return ShownJoinCode(display_code(code), token, row)


@plan_action("joincode.renewed", may="joincode.manage")
def renew_code(change: PlanWrite) -> Event:
    """Make a new join code; the old ones are dead at once, people who are in stay in. Answers the receipt."""
    JoinCode.objects.filter(plan=change.plan, revoked_at=None).update(revoked_at=timezone.now())
    make_code(change.plan)
    return change.record("joincode.renewed", [])


def make_screen_key(plan: Plan) -> str:
    """Make a fresh key for the screen of `plan`; older ones stay valid. Call it inside a transaction."""
    key = new_token()
    ScreenKey.objects.create(plan=plan, key_hash=fingerprint("screen", key), key_cipher=seal(key))
    return key


@plan_action("screen.renewed", may="projector.steer")
def renew_screen_key(change: PlanWrite) -> Event:
    """Make a new address for the projector; screens that show the old one end at once. Answers the receipt."""
    ScreenKey.objects.filter(plan=change.plan, revoked_at=None).update(revoked_at=timezone.now())
    make_screen_key(change.plan)
    return change.record("screen.renewed", [])
