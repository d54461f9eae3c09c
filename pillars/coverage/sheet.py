"""A matrix as a workbook: the rows that the page shows, in its order and in its words."""

from django.utils import timezone

from pillars import fields
from pillars.coverage.matrix import CoverageMatrix
from pillars.coverage.renstra import RenstraCoverage
from workshops.dates import long_date
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.sheets.workbook_writer import WorkbookTable, write_workbook

_SHOWN = {"kosong": "hanya baris yang kosong", "terisi": "hanya baris yang terisi"}


def matrix_workbook(plan: Plan, title: str, head: tuple[str, str, str], matrix: CoverageMatrix) -> bytes:
    """Return the .xlsx of a Matrix.

    `head`: what the first columns (code, row, office) are called; "" leaves one out.
    """
    return write_workbook([_matrix_table(plan, title, title, head, matrix)])


def renstra_workbook(plan: Plan, found: RenstraCoverage, matrix: CoverageMatrix) -> bytes:
    """Return the .xlsx of programmes and Renstra: the matrix as shown, the counts, every programme with its answer."""
    title = "Program dan Renstra"
    counts = [*_heading(plan, title), ["Pilar", *(state.label for state in found.totals), "Jumlah"]]
    counts += [[_of(row.column), *(len(state.programmes) for state in row.states), row.total] for row in found.rows]
    counts.append(["Jumlah", *(len(state.programmes) for state in found.totals), found.total])
    listed = [*_heading(plan, title), ["Kode", "Program", "OPD penanggung jawab", "Keadaan di Renstra"]]
    for row in found.rows:
        listed.append([None, _of(row.column)])
        for state in row.states:
            for one in state.programmes:
                office = one.office and (one.office.short or one.office.name)
                listed.append([one.code, one.name, office or "belum ada", state.label])
    tables = [
        WorkbookTable("Jumlah", counts, 3, (28, 12, 12, 12, 18, 9)),
        WorkbookTable("Program", listed, 3, (12, 60, 26, 18)),
    ]
    if matrix.rows:
        head = ("Kode", "Program Renstra", "")
        tables.insert(0, _matrix_table(plan, "Renstra", "Program Renstra dan pilar", head, matrix))
    return write_workbook(tables)


def _matrix_table(plan, name, title, head, matrix):
    used = [place for place, label in enumerate(head) if label]
    rows = _heading(plan, title, _SHOWN.get(matrix.only, ""))
    rows.append([*(head[place] for place in used), *(_of(one) for one in matrix.columns), "Jumlah"])
    for section in matrix.sections:
        if section.title:
            rows.append([None, section.title])
        for row in section.rows:
            told = (row.code, row.title, row.office)
            rows.append([*(told[place] for place in used), *(cell.value for cell in row.cells), row.total])
    widths = (*((10, 50, 26)[place] for place in used), *(16 for _ in matrix.columns), 9)
    return WorkbookTable(name, rows, head=3, widths=widths)


def _heading(plan, title, shown=""):
    now = local(timezone.now(), plan)
    said = f"{plan.region.name}, keadaan {long_date(now.date())} pukul {fields.show_time(now)}"
    return [[None, title], [None, f"{said}; {shown}" if shown else said]]


def _of(column):
    return f"{column.code} {column.name}"
