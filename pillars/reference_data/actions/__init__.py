"""What writes the frame: the two RPJMD, Renstra programmes, offices, codes; by hand and from Excel."""

from pillars.reference_data.actions.framework import drop_part, save_document, save_part
from pillars.reference_data.actions.importing import IMPORTED, Moved, import_table, take_back_import, taking_back
from pillars.reference_data.actions.offices import (
    drop_office,
    merge_of,
    merge_offices,
    part_offices,
    save_office,
    split_office,
)
from pillars.reference_data.actions.outcome import Done, Gone, StillUsed, Wrong
from pillars.reference_data.actions.renstra import drop_renstra, save_renstra

__all__ = [
    "IMPORTED",
    "Done",
    "Gone",
    "Moved",
    "StillUsed",
    "Wrong",
    "drop_office",
    "drop_part",
    "drop_renstra",
    "import_table",
    "merge_of",
    "merge_offices",
    "part_offices",
    "save_document",
    "save_office",
    "save_part",
    "save_renstra",
    "split_office",
    "take_back_import",
    "taking_back",
]
