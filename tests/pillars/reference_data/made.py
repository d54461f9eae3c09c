"""Things of the frame to put into the blanks of addresses."""

from pillars.reference_data.actions.offices import merge_offices
from pillars.reference_data.actions.renstra import save_renstra
from pillars.reference_data.actions.rpjmd import save_part
from pillars.reference_data.actions.table_import import import_table
from pillars.reference_data.column_headings import KINDS
from pillars.reference_data.table_import.query import TableImportQuery, preview_of
from tests.cast import new_op
from workshops.plans.models import Opd
from workshops.sheets import WorkbookCell, WorkbookSheet
from workshops.sheets.table_import import recognise


def sheet_of(rows, name="RPJMD"):
    """A sheet as it is read, from rows of values."""
    sheet = WorkbookSheet(name)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value not in (None, ""):
                sheet.cells[row, column] = WorkbookCell(row, column, value)
    return sheet


def bring(actor, plan, rows, what="rpjmd", **more):
    """Imports rows as staff do; the receipt."""
    sheet = sheet_of(rows)
    asked = TableImportQuery(what, sheet, recognise(KINDS[what], sheet), **more)
    return import_table(actor, asked, seen=preview_of(plan, asked).fingerprint, op=new_op()).receipt


def frame_things(plan, satya):
    """{blank: [value]} for the addresses of the frame: one of each kind, an office merged away, an import."""
    rows = [["Misi", "Tujuan", "Sasaran", "Indikator"], ["Misi satu", "Tujuan satu", "Sasaran satu", "IKM"]]
    receipt = bring(satya.actor, plan, rows)
    row = plan.rpjmd_objectives.filter(document__role="berlaku").order_by("-number").first()
    last = max(office.number for office in Opd.every.filter(plan=plan))
    old = Opd.objects.create(plan=plan, number=last + 1, name="Dinas Lama")
    plan.refresh_from_db(fields=["counters"])
    plan.counters["opd"] = old.number
    plan.save(update_fields=["counters"])
    merge_offices(satya.actor, old.number, plan.opds.first().number, op=new_op())
    values = {"opd": plan.opds.first().ref, "code": "", "name": "Program Renstra", "pagu_by_year": {}}
    values |= {"period_start": None, "period_end": None}
    save_renstra(satya.actor, None, values, seen="", op=new_op())
    save_part(satya.actor, "misi", "sebelumnya", None, {"code": "", "statement": "Misi lama"}, seen="", op=new_op())
    return {
        "peran": ["berlaku"],
        "tabel": ["rpjmd"],
        "bagian": ["misi"],
        "contoh": ["rpjmd"],
        "impor": [str(receipt.number)],
        "misi": [str(row.goal.mission_id)],
        "tujuan": [str(row.goal_id)],
        "sasaran": [str(row.number)],
        "renstra": [str(plan.renstra_programmes.first().number)],
        "opd": [str(plan.opds.first().number)],
        "gabungan": [str(old.number)],
    }
