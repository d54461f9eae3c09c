"""Tables that staff bring from Excel: read row by row, held against the plan, shown before anything is written."""
