"""What becomes of a write to the frame."""

from dataclasses import dataclass

from workshops.live.actions import Receipt


class Gone(Exception):
    """What was meant is not in the plan."""


class Wrong(Exception):
    """What was typed does not fit the plan as it stands; `errors` {field: Indonesian sentence}.

    kind  of the messages: "duplicate" where the same is there already.
    """

    def __init__(self, errors, kind="field_error"):
        super().__init__(*errors.values())
        self.errors = errors
        self.kind = kind


class StillUsed(Exception):
    """Something leans on what was to go; `users`: (code, sentence, address parts) of each."""

    def __init__(self, users):
        super().__init__()
        self.users = users


@dataclass(frozen=True)
class Done:
    """`status` "saved", or "changed": somebody else changed it since the page was opened, nothing was written.

    ref  what was written; cards: how many cards of groups changed with it; stays: what an undoing left as it is.
    """

    receipt: Receipt
    ref: str = ""
    status: str = "saved"
    cards: int = 0
    stays: int = 0
