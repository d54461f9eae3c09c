"""A difference between two moments as a workbook: the totals, and a line a field."""

from masterplan.history.difference_page import DifferencePage
from masterplan.history.documents import Difference
from workshops.plans.models import Plan
from workshops.sheets import WorkbookTable, write_workbook

HEAD = ["Kelompok", "Perubahan", "Kartu", "Kode", "Isi kartu", "Keterangan", "Isian", "Sebelum", "Sesudah", "Oleh"]


def build(plan: Plan, found: Difference, told: DifferencePage) -> bytes:
    """Return the bytes of the workbook of a Difference and what is told of it, all pages of its filter."""
    return write_workbook([_summary(plan, found, told), _lines(told), *_beside(told)])


def _summary(plan, found, told):
    rows = [["Perubahan rencana", plan.region.name], ["Dari", found.old.label], ["Ke", found.new.label]]
    rows += [["Ringkasan", told.headline], [], ["", "Dari", "Ke", "Selisih"]]
    rows += [[total.label, total.old, total.new, total.more] for total in found.totals]
    return WorkbookTable("Ringkasan", rows, head=0, widths=(24, 44, 24, 24))


def _lines(told):
    rows = [HEAD]
    for line in told.all_lines:
        entry = line.entry
        start = [line.pillar_name, line.way, entry.label, entry.code, entry.title, entry.note]
        for one in line.fields or (None,):
            change = one and one.change
            rows.append([*start, *([change.label, change.old, change.new] if change else ["", "", ""]), line.by])
    return WorkbookTable("Perubahan", rows, widths=(20, 12, 12, 12, 44, 30, 24, 44, 44, 24))


def _beside(told):
    if told.beside:
        rows = [["Bagian", "Sebelum", "Sesudah"], *([one.label, one.old, one.new] for one in told.beside)]
        yield WorkbookTable("Visi, misi, SWOT", rows, widths=(20, 60, 60))
