"""Tables from and for Excel: `read_workbook` for what is uploaded, `write_workbook` for what is handed out."""

from workshops.sheets.reading import Cell, Sheet, SheetError, read_workbook
from workshops.sheets.writing import Table, write_workbook

__all__ = ["Cell", "Sheet", "SheetError", "Table", "read_workbook", "write_workbook"]
