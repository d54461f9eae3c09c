"""From a membership to an `Actor`: in which role somebody acts right now; and the key that opens the projector."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from workshops.codes import TOKEN_LENGTH, fingerprint, tidy, unseal
from workshops.membership.models import Group, Participant, ScreenKey
from workshops.permissions import Actor
from workshops.plans.compiled import Compiled
from workshops.plans.models import Account, Plan, StaffRole

#: What somebody is called, under whichever of their records something was written.
DISPLAY_NAME = Coalesce("merged_into__name", "name")

_taken = Compiled(
    lambda plan, number, generation: (
        Participant.objects.filter(plan=plan, number=number, generation=generation, removed_at=None)
        .order_by()
        .values_list("role", DISPLAY_NAME, "group__pillar_code")
    ),
    plan=int,
    number=int,
    generation=int,
)


def actor_of_account(plan: Plan, account: Account) -> Actor | None:
    """Return the actor of a logged-in account in `plan`, or None."""
    role = StaffRole.objects.filter(plan=plan, account=account).values_list("role", flat=True).first()
    if role is None or not account.is_active:
        return None
    return Actor(f"a{account.pk}", plan.pk, role, account.name)


def actor_of_participant(plan: Plan, number: int, generation: int) -> Actor | None:
    """Return the actor of participant `number`; None once removed, signed out elsewhere, or the plan closed."""
    if plan.closed_at is not None:
        return None
    row: Any = _taken.first(plan=plan.pk, number=number, generation=generation)
    return Actor(f"p{number}", plan.pk, *row, generation=generation) if row else None


def current_actor(plan: Plan, actor: Actor) -> Actor | None:
    """Return `actor` as its membership stands now (asked again inside each action), or None if it has ended."""
    if actor.key == "sistem":
        return actor
    if actor.is_participant:
        return actor_of_participant(plan, int(actor.key[1:]), actor.generation)
    row = (
        StaffRole.objects.filter(plan=plan, account_id=int(actor.key[1:]), account__is_active=True).only("role").first()
    )
    return Actor(actor.key, plan.pk, row.role, actor.name) if row else None


def group_name(plan: Plan, actor: Actor) -> str:
    """Return the name of the group that a participant is in."""
    return Group.objects.get(plan=plan, pillar_code=actor.pillar).name


def active_participants(plan: Plan) -> QuerySet[Any]:
    """Return the people who are in `plan` now, each once, however many records they have."""
    return Participant.objects.filter(plan=plan, removed_at=None, merged_into=None)


def names_of(plan: Plan, keys: list[str] | set[str]) -> dict[str, str]:
    """Return {membership key: name} for journal lines; the journal itself holds no names."""
    from_numbers = [int(key[1:]) for key in keys if key.startswith("p")]
    from_accounts = [int(key[1:]) for key in keys if key.startswith("a")]
    names = {"sistem": "Rembuk"}
    if from_numbers:
        rows = (
            plan.participants.filter(number__in=from_numbers)
            .annotate(called=DISPLAY_NAME)
            .values_list("number", "called")
        )
        names |= {f"p{number}": name for number, name in rows}
    if from_accounts:
        roles = plan.staff_roles.filter(account_id__in=from_accounts)
        names |= {f"a{row.account_id}": row.account.name for row in roles.select_related("account")}
    return names


def find_projector_key(plan: Plan, key: str) -> ScreenKey | None:
    """Return the row of `key` when it opens the screen of `plan` now, else None."""
    found = ScreenKey.objects.filter(plan=plan, key_hash=fingerprint("screen", tidy(key)), revoked_at=None).first()
    return found if len(tidy(key)) == TOKEN_LENGTH and plan.closed_at is None else None


def current_projector_key(plan: Plan) -> str:
    """Return the key that opens the screen of `plan` now, in small letters, or "" while there is none."""
    row = ScreenKey.objects.filter(plan=plan, revoked_at=None).order_by("-id").first()
    return unseal(row.key_cipher).lower() if row else ""
