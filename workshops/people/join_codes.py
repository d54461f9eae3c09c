"""Join codes of a plan: from a typed code or a scanned token to the plan that it opens, or to nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from workshops.access import PlanRequest
from workshops.codes import display_code, fingerprint, tidy, unseal
from workshops.membership.models import Group
from workshops.people.models import JoinCode
from workshops.plans.models import Plan
from workshops.text import SentenceError

#: One sentence for wrong, expired, revoked and foreign codes, so that nothing is given away.
BAD_CODE = "Kode mungkin sudah diganti atau salah ketik. Minta kode baru kepada fasilitator, atau pindai QR di layar."


class InvalidJoinCode(SentenceError):
    """The code opens nothing; `sentence` is the same whatever the reason."""

    sentence = BAD_CODE


@dataclass(frozen=True)
class ShownJoinCode:
    """A join code as its facilitator sees it. `code` is grouped for reading, `token` is for the QR code."""

    code: str
    token: str
    row: JoinCode


def find_join_code(raw: str) -> JoinCode:
    """Return the valid `JoinCode` (with its plan) that `raw` names. Raises InvalidJoinCode.

    Every code costs the same: two hashes, one query, whatever is found.
    """
    letters = tidy(raw)
    by_code, by_token = fingerprint("code", letters), fingerprint("token", letters)
    row = JoinCode.objects.filter(Q(code_hash=by_code) | Q(token_hash=by_token)).select_related("plan__region").first()
    if row and _valid(row):
        return row
    raise InvalidJoinCode


def _valid(row):
    now = timezone.now()
    return row.revoked_at is None and row.plan.closed_at is None and (row.expires_at is None or row.expires_at > now)


def current_code(plan: Plan) -> ShownJoinCode | None:
    """Return the valid join code of `plan` as `ShownJoinCode`, or None."""
    for row in JoinCode.objects.filter(plan=plan, revoked_at=None).order_by("-id"):
        if _valid(row) and (code := unseal(row.code_cipher)):
            return ShownJoinCode(display_code(code), unseal(row.token_cipher), row)
    return None


def public_address(request: PlanRequest) -> str:
    """Return the address that people type, without a slash at the end: `https://rembuk.contoh.go.id`."""
    return settings.REMBUK_URL or request.build_absolute_uri("/").rstrip("/")


def qr_payload(request: PlanRequest, token: str, group: Group | None = None) -> str:
    """Return what the QR code holds, in capitals: `HTTPS://REMBUK.CONTOH.GO.ID/G/7K4M…/TATA-KELOLA`."""
    address = f"{public_address(request)}/g/{token}" + (f"/{group.slug}" if group else "")
    return address.upper()
