"""What writes the frame: the two RPJMD, Renstra programmes, offices, codes; by hand and from Excel."""

from pillars.reference_data.actions.offices import (
    drop_office,
    merge_of,
    merge_offices,
    part_offices,
    save_office,
    split_office,
)
from pillars.reference_data.actions.outcome import ReferenceDataResult, ReferenceRowNotFound, StillUsed, Wrong
from pillars.reference_data.actions.renstra import drop_renstra, save_renstra
from pillars.reference_data.actions.rpjmd import drop_part, save_document, save_part
from pillars.reference_data.actions.table_import import (
    IMPORTED,
    ImportOutdated,
    import_table,
    take_back_import,
    taking_back,
)

__all__ = [
    "IMPORTED",
    "ReferenceDataResult",
    "ReferenceRowNotFound",
    "ImportOutdated",
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
