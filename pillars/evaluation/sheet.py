"""The evaluation sheet as a workbook, in the order in which evaluators ask (`evaluation.json`, export_order)."""

from django.utils import timezone

from pillars import fields
from pillars.evaluation.content import ACTION_GROUPS, warning
from pillars.evaluation.queries import programmes_of, read_answers, read_evaluation, realised, status_label, tally_of
from pillars.evidence.queries import files_of
from pillars.kinds import KINDS
from workshops.dates import long_date
from workshops.number_format import show_rupiah
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.sheets.workbook_writer import WorkbookTable, write_workbook

_HEAD = ["Direncanakan", "Berjalan", "Selesai", "Belum mulai", "Belum dilaporkan", "Berjalan dan selesai"]
#: What the plan knows to answer a question with, by the question's code.
_BY_GROUP = dict(zip(("C701", "C702", "C703", "C704"), ACTION_GROUPS, strict=True))


def evaluation_workbook(plan: Plan, year: int) -> bytes:
    """Return the .xlsx of a year: the questions with what the plan knows, the numbers, every programme."""
    found = read_evaluation(plan, year)
    programmes, rows = programmes_of(plan), realised(plan)
    asked = WorkbookTable(
        "Lembar evaluasi", _questions(plan, year, found, programmes, rows), 3, (9, 60, 34, 44, 44, 9, 34, 50)
    )
    done = WorkbookTable(
        "Program", _programmes(plan, year, programmes, rows), 3, (12, 46, 20, 24, 12, 18, 9, 60, 40, 40)
    )
    return write_workbook(
        [asked, WorkbookTable("Jumlah", _numbers(plan, found), 3, (34, 14, 12, 12, 14, 18, 20)), done]
    )


def _questions(plan, year, found, programmes, rows):
    known = _known(plan, year, found, programmes, rows)
    table = [*_heading(plan, f"Lembar evaluasi {year}", warning())]
    head = ["Kode", "Butir", "Ukuran", "Isi dari Rembuk", "Jawaban", "Nilai sendiri", "Berkas"]
    table.append([*head, "Bukti yang diminta"])
    for part, asked, _ in read_answers(plan, year):
        table.append([part.code, part.title, part.description])
        for one in asked:
            said = one.row and (one.row.answer, None if one.row.own_score is None else float(one.row.own_score))
            names = "; ".join(file.name for file in one.files)
            told = [one.item.code, one.item.question, one.item.measure, known.get(one.item.code)]
            table.append([*told, *(said or (None, None)), names, "; ".join(one.item.evidence)])
    return table


def _known(plan, year, found, programmes, rows):
    """{code of a question: what the plan itself answers}."""
    known = {}
    if year > plan.period_start:
        before = tally_of(programmes, rows, year - 1)
        known["A04"] = known["A05"] = f"{year - 1}: {_told(before)}"
    known["B04"] = _renstra(programmes)
    known["B06"] = _money(programmes, year)
    for place, line in enumerate(found.pillars, 1):
        known[f"C{place}P01"] = _told(line.tally)
    for code, key in _BY_GROUP.items():
        mine = [one for one in programmes if one.action_group == key]
        known[code] = _told(tally_of(mine, rows, year))
    return known


def _told(tally):
    return f"{tally.done} dari {tally.planned} program berjalan atau selesai ({tally.share})"


def _renstra(programmes):
    inside = [one for one in programmes if one.renstra_status == "selaras" or one.renstra_id]
    offices = {one.lead_opd_id for one in inside if one.lead_opd_id}
    return f"{len(inside)} dari {len(programmes)} program termuat dalam Renstra, dari {len(offices)} OPD"


def _money(programmes, year):
    total = sum((one.budget_by_year or {}).get(str(year)) or 0 for one in programmes)
    return f"Rencana anggaran program {year}: {show_rupiah(total)}"


def _numbers(plan, found):
    table = [*_heading(plan, f"Program direncanakan dan berjalan {found.year}"), ["Pilar", *_HEAD]]
    table += [_counts(line, f"{line.column.code} {line.label}") for line in found.pillars]
    table += [_counts(found.total, "Jumlah"), [], ["Kelompok rencana aksi", *_HEAD]]
    table += [_counts(line, line.label) for line in found.groups]
    table += [[], ["Berjalan atau selesai per tahun", *(str(year) for year in found.years)]]
    for line in [*found.pillars, found.total]:
        name = f"{line.column.code} {line.label}" if line.column else line.label
        table.append([name, *(f"{tally.brief} ({tally.share})" for _, tally in line.by_year)])
    return table


def _counts(line, name):
    one = line.tally
    return [name, one.planned, one.running, one.finished, one.not_begun, one.silent, one.share]


def _programmes(plan, year, programmes, rows):
    table, group = [*_heading(plan, f"Realisasi program {year}")], KINDS["program"].field("action_group")
    head = ["Kode", "Program", "OPD penanggung jawab", "Kelompok rencana aksi", "Tahun rencana", "Keadaan", "Persen"]
    table.append([*head, "Uraian dan bukti", "Berkas", "Catatan"])
    files = files_of(plan, [row.ref for (_, its), row in rows.items() if its == year])
    for one in programmes:
        row = rows.get((one.pk, year))
        if row is None and year not in (one.years or []):
            continue
        office = one.lead_opd and (one.lead_opd.short or one.lead_opd.name)
        about = [group.label_of(one.action_group), fields.show_years(one.years or [])]
        said = [one.code, one.name, office or "belum ada", *about]
        if row is None:
            table.append([*said, "Belum dilaporkan"])
            continue
        names = "; ".join(file.name for file in files.get(row.ref, []))
        percent = None if row.percent is None else float(row.percent)
        table.append([*said, status_label(row.status), percent, row.evidence, names, row.note])
    return table


def _heading(plan, title, more=""):
    now = local(timezone.now(), plan)
    said = f"{plan.region.name}, keadaan {long_date(now.date())} pukul {fields.show_time(now)}"
    return [[None, title], [None, f"{said}. {more}" if more else said]]
