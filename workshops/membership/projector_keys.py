"""The key in the projector's address: from a key to the plan that it shows, and back for the facilitator."""

from workshops.codes import TOKEN_LENGTH, fingerprint, tidy, unseal
from workshops.membership.models import ScreenKey
from workshops.plans.models import Plan


def find_projector_key(plan: Plan, key: str) -> ScreenKey | None:
    """Return the row of `key` when it opens the screen of `plan` now, else None."""
    found = ScreenKey.objects.filter(plan=plan, key_hash=fingerprint("screen", tidy(key)), revoked_at=None).first()
    return found if len(tidy(key)) == TOKEN_LENGTH and plan.closed_at is None else None


def current_projector_key(plan: Plan) -> str:
    """Return the key that opens the screen of `plan` now, in small letters, or "" while there is none."""
    row = ScreenKey.objects.filter(plan=plan, revoked_at=None).order_by("-id").first()
    return unseal(row.key_cipher).lower() if row else ""
