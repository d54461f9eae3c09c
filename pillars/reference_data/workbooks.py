"""The frame as workbooks: empty tables with an example to fill, and what stands there to correct and bring back."""

import json
from decimal import Decimal
from pathlib import Path

from pillars.models import Goal, Mission, RpjmdDocument
from pillars.reference_data.row_states import measure_state, objectives
from workshops.plans.models import Plan
from workshops.sheets import WorkbookTable, write_workbook

NAMES = {"rpjmd": "contoh-rpjmd", "renstra": "contoh-renstra", "kode": "contoh-kode-nomenklatur"}
#: {what: name of its sheet, its head with an example, how it is filled in}. Figures are read as they are written.
_SHIPPED = json.loads(
    (Path(__file__).parents[1] / "content" / "frame_tables.json").read_text(encoding="utf-8"), parse_float=Decimal
)


def empty_table(what: str) -> bytes:
    """Return the workbook for `what` (a key of NAMES)."""
    shipped = _SHIPPED[what]
    first, last = "Hapus baris contoh sebelum mengisi.", "Judul kolom boleh lain; dapat dicocokkan nanti."
    return _with_guide(shipped["sheet"], shipped["rows"], "Cara mengisi", [first, *shipped["guide"], last])


#: What can go out filled: the lists of codes are taken from their source, not from here.
FILLED = ("rpjmd", "renstra")
_LEVELS = ["Kode misi", "Misi", "Kode tujuan", "Tujuan", "Kode sasaran", "Sasaran"]
_FIGURES = ["Indikator", "Satuan", "Angka awal", "Tahun angka awal"]
GUIDE = (
    "Ubah isinya, lalu unggah di halaman impor tempat berkas ini diunduh. Sebelum disimpan, setiap perubahan "
    "ditampilkan: yang sekarang dan yang akan menjadi.",
    "Kode misi, tujuan, dan sasaran, nama indikator, serta kode program mengenali barisnya: jangan diubah.",
    "Sel yang dikosongkan tidak menghapus apa pun, begitu juga baris yang dihapus.",
)


def filled_table(plan: Plan, what: str, role: str = RpjmdDocument.CURRENT) -> bytes:
    """Return the workbook for `what` (of FILLED); `role`: which RPJMD."""
    name, rows = ("RPJMD", _rpjmd(plan, role)) if what == "rpjmd" else ("Renstra", _renstra(plan))
    return _with_guide(name, rows, "Cara mengoreksi", GUIDE)


def _with_guide(name, rows, head, guide):
    return write_workbook([WorkbookTable(name, rows), WorkbookTable("Petunjuk", [[head], *([line] for line in guide)])])


def _rpjmd(plan, role):
    document = RpjmdDocument.objects.filter(plan=plan, role=role).first()
    where = {"plan": plan, "document": document} if document else {"pk": None}
    missions = {row.pk: row for row in Mission.objects.filter(**where)}
    goals = {row.pk: row for row in Goal.objects.filter(**where)}
    targets = list(objectives().filter(**where))
    names = {row.ref: row.name for row in plan.opds.all()}
    states = {row.pk: [measure_state(one) for one in row.measures] for row in targets}
    period = range(document.period_start, document.period_end + 1) if document and document.period_end else ()
    years = {int(y) for found in states.values() for one in found for y in (*one["targets"], *one["target_texts"])}
    years = sorted(years.union(period))
    rows = [[*_LEVELS, *_FIGURES, *map(str, years), "OPD"]]
    for target in targets:
        above = _above(goals.get(target.goal_id), missions)
        for state in states[target.pk] or [{}]:
            rows.append([*above, target.code, target.statement or "", *_measure(state, years, names)])
    used = {target.goal_id for target in targets}
    bare = [goal for goal in goals.values() if goal.pk not in used]
    rows += [_above(goal, missions) for goal in bare]
    used = {goal.mission_id for goal in goals.values()}
    rows += [[row.code, row.statement or ""] for row in missions.values() if row.pk not in used]
    return rows


def _above(goal, missions):
    """Code and sentence of the misi and the tujuan that a sasaran stands under."""
    mission = missions.get(goal.mission_id) if goal else None
    found = []
    for row in (mission, goal):
        found += [row.code, row.statement or ""] if row else ["", ""]
    return found


def _measure(state, years, names):
    """The cells of one indicator; words where a document gives words instead of a number."""
    if not state:
        return []
    first = Decimal(state["baseline"]) if state["baseline"] else state["baseline_text"]
    figures = []
    for year in map(str, years):
        number = state["targets"].get(year)
        figures.append(state["target_texts"].get(year, "") if number is None else Decimal(str(number)))
    offices = "; ".join(names.get(ref, ref) for ref in state["opds"])
    return [state["indicator"], state["unit"], first, state["baseline_year"], *figures, offices]


def _renstra(plan):
    programmes = list(plan.renstra_programmes.select_related("opd"))
    years = sorted({int(year) for one in programmes for year in one.pagu_by_year})
    rows = [["OPD", "Kode program", "Nama program", "Masa Renstra", *(f"Pagu {year} (Rp)" for year in years)]]
    for one in programmes:
        period = f"{one.period_start}–{one.period_end}" if one.period_start and one.period_end else ""
        rows.append([one.opd.name, one.code or "", one.name, period, *(one.pagu_by_year.get(str(y)) for y in years)])
    return rows
