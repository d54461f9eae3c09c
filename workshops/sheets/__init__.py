"""Tables from and for Excel: `read_workbook` for what is uploaded, `write_workbook` for what is handed out."""

from workshops.sheets.workbook_reader import Cell, Sheet, SheetError, read_workbook
from workshops.sheets.workbook_writer import Table, write_workbook
