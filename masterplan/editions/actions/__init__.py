"""Everything that changes editions and the public page of a plan."""

from masterplan.editions.actions.approving import REASON, approve_edition, take_back_approval, withdraw_edition
from masterplan.editions.actions.freezing import freeze_edition
from masterplan.editions.actions.showing import switch_off, switch_on
from masterplan.editions.actions.standing import NotNow, Unknown

__all__ = [
    "REASON",
    "NotNow",
    "Unknown",
    "approve_edition",
    "freeze_edition",
    "switch_off",
    "switch_on",
    "take_back_approval",
    "withdraw_edition",
]
