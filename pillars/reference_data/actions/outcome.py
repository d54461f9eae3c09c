"""What becomes of a write to the frame."""

from dataclasses import dataclass
from typing import Any

from workshops.live.actions import Receipt
from workshops.live.actions.plan_write import PlanWrite


class Wrong(Exception):
    """What was typed does not fit the plan as it stands; `errors` {field: Indonesian sentence}.

    kind  of the messages: "duplicate" where the same is there already.
    """

    def __init__(self, errors: dict[str, str], kind: str = "field_error") -> None:
        super().__init__(*errors.values())
        self.errors = errors
        self.kind = kind


class StillUsed(Exception):
    """Something leans on what was to go; `users`: (code, sentence, address parts) of each."""

    def __init__(self, users: list[Any]) -> None:
        super().__init__()
        self.users = users


@dataclass(frozen=True)
class ReferenceDataResult:
    """`status` "saved", or "changed": somebody else changed it since the page was opened, nothing was written.

    ref  what was written; cards: how many cards of groups changed with it; stays: what an undoing left as it is.
    """

    receipt: Receipt
    ref: str = ""
    status: str = "saved"
    cards: int = 0
    stays: int = 0


def repeated_result(write: PlanWrite) -> ReferenceDataResult:
    """Return the Done of a write that was recorded before, with the ref that it was about."""
    return ReferenceDataResult(write.receipt(write.replay), write.replay.refs[0])


def repeated_merge(write: PlanWrite) -> ReferenceDataResult:
    """Return the Done of a merge or split that was recorded before, with the ref of the other office."""
    return ReferenceDataResult(write.receipt(write.replay), write.replay.refs[1])


def repeated_removal(write: PlanWrite) -> ReferenceDataResult:
    """Return the Done of a removal that was recorded before, with how many cards of groups it changed."""
    return ReferenceDataResult(write.receipt(write.replay), cards=len(write.replay.changes) - 1)
