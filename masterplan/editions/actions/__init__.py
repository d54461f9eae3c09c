"""Everything that changes editions and the public page of a plan."""

from masterplan.editions.actions.approval import REASON, approve_edition, take_back_approval, withdraw_edition
from masterplan.editions.actions.freeze import freeze_edition
from masterplan.editions.actions.lookup import EditionNotFound, EditionNotPossible
from masterplan.editions.actions.public_page import switch_off, switch_on

__all__ = [
    "REASON",
    "EditionNotPossible",
    "EditionNotFound",
    "approve_edition",
    "freeze_edition",
    "switch_off",
    "switch_on",
    "take_back_approval",
    "withdraw_edition",
]
