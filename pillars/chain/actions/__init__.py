"""The only code that writes the chain. One action = one transaction = one journal event."""

from pillars.chain.actions.binning import delete_entry, restore_entry
from pillars.chain.actions.many import paste_entries, take_back_paste
from pillars.chain.actions.ordering import reorder_entry
from pillars.chain.actions.outcome import Clash, Gone, Saved, met
from pillars.chain.actions.returning import go_back, undo
from pillars.chain.actions.rows import CODE_LETTERS, SWOT_LETTERS
from pillars.chain.actions.saving import add_entry, save_entry

__all__ = [
    "CODE_LETTERS",
    "SWOT_LETTERS",
    "Clash",
    "Gone",
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
