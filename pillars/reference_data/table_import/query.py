"""What staff ask to be imported: which sheet, how its columns are read, into what; and the preview of it."""

from dataclasses import dataclass, field

from pillars.models import RpjmdDocument
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.table_import.nomenclature import read_nomenclature
from pillars.reference_data.table_import.preview import ImportedTable, ImportPreview
from pillars.reference_data.table_import.renstra import read_renstra
from pillars.reference_data.table_import.rpjmd import read_rpjmd
from workshops.plans.models import Plan
from workshops.sheets import WorkbookSheet
from workshops.sheets.table_import import Columns


@dataclass
class TableImportQuery:
    """What staff ask to be imported, and how its columns are read.

    what              a key of `column_headings.KINDS`
    role              of the RPJMD; version: of the list of codes
    choices, options  as in `ImportedTable`
    """

    what: str
    sheet: WorkbookSheet
    columns: Columns
    role: str = RpjmdDocument.CURRENT
    version: str = ""
    choices: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)


def preview_of(plan: Plan, asked: TableImportQuery) -> ImportPreview:
    """Return the Preview of an import, read from the plan as it stands now. Reads only."""
    table = ImportedTable(asked.sheet, asked.columns, KnownOffices(plan), asked.choices, asked.options)
    if asked.what == "rpjmd":
        return read_rpjmd(plan, table, asked.role)
    if asked.what == "renstra":
        return read_renstra(plan, table)
    return read_nomenclature(plan, table, asked.version)
