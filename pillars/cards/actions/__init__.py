"""The only code that writes the chain. One action = one transaction = one journal event."""

from pillars.cards.actions.bulk import paste_entries, take_back_paste
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.result import CardNotFound, Clash, Saved, met
from pillars.cards.actions.revert import go_back, undo
from pillars.cards.actions.rows import CODE_LETTERS, SWOT_LETTERS
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry

__all__ = [
    "CODE_LETTERS",
    "SWOT_LETTERS",
    "Clash",
    "CardNotFound",
    "Saved",
    "add_entry",
    "delete_entry",
    "go_back",
    "met",
    "paste_entries",
    "reorder_entry",
    "restore_entry",
    "save_entry",
    "take_back_paste",
    "undo",
]
