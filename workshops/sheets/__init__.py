"""Tables from and for Excel: `read_workbook` for what is uploaded, `write_workbook` for what is handed out."""

from workshops.sheets.workbook_reader import SheetError, WorkbookCell, WorkbookSheet, read_workbook
from workshops.sheets.workbook_writer import WorkbookTable, write_workbook
