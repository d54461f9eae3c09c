"""What the berita acara says of a bimtek and of the plan at its end: values of the marks, and tables."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from masterplan.closing.attendance_list import AttendanceList, read_attendance_list
from masterplan.document import pieces, words
from masterplan.document import tree as t
from masterplan.document.plan_facts import PlanFacts, placeholders
from masterplan.document.read import read_book_data
from pillars import fields
from pillars.boards.six import read_six
from pillars.homework.queries import items_of
from pillars.models import Overlap, ReviewNote, Task
from pillars.review.queries import open_musts
from pillars.review.subjects import cards_of
from workshops.agenda.models import Step
from workshops.agenda.run_sheet import hour
from workshops.dates import MONTHS, long_date
from workshops.number_format import show_number
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan


@dataclass(frozen=True)
class MinutesFacts:
    """`values`: {mark: text}, "" or None where nothing is known. The tables are nodes of the document, or None."""

    values: dict
    present: AttendanceList
    pillars: tuple
    held: t.Table | None
    leads: t.Table
    results: t.Table
    tasks: t.Table | None
    experts: str
    leaders: tuple
    heads: dict


def read_minutes_facts(plan: Plan, bimtek: Bimtek) -> MinutesFacts:
    """Return everything that the paper of `bimtek` names, with a bounded number of queries."""
    book_data = read_book_data(plan)
    summed = PlanFacts(book_data)
    present = read_attendance_list(plan, bimtek)
    six = read_six(plan)
    experts = [row.account.name for row in plan.staff_roles.filter(role="ahli").select_related("account")]
    leaders = _leaders(plan)
    values = placeholders(book_data, summed) | _of_bimtek(plan, bimtek) | _of_plan(book_data, summed, six)
    values |= {
        "jumlah_undangan": present.invited if present.came else "",
        "jumlah_hadir": present.came or "",
        "jumlah_opd_hadir": present.offices if present.came else "",
        "jumlah_luar_pemerintah": present.outside if present.came else "",
        "daftar_tenaga_ahli": words.listing(experts),
        "jumlah_catatan_wajib": _musts(plan),
        "jumlah_irisan_diterima": _shared(plan),
        "ibu_kota": book_data.region.name.removeprefix("Kabupaten ").removeprefix("Kota "),
    }
    return MinutesFacts(
        values=values,
        present=present,
        pillars=tuple((pillar.code, pillar.name) for pillar in book_data.pillars),
        held=_held(plan, bimtek),
        leads=_leads(leaders),
        results=_results(six),
        tasks=_tasks(plan, bimtek),
        experts=words.listing(experts),
        leaders=leaders,
        heads={row.opd.name: row for row in plan.heads.select_related("opd")},
    )


def _of_bimtek(plan, bimtek):
    first = bimtek.first_day
    last = first + timedelta(days=bimtek.days - 1) if first else local(timezone.now(), plan).date()
    following = plan.bimteks.filter(number__gt=bimtek.number).order_by("number").first()
    return {
        "nomor_bimtek": words.roman(bimtek.number).upper(),
        "judul_bimtek": bimtek.title.partition(":")[2].strip() or bimtek.title,
        "hari_mulai": first and fields.show_day(first).partition(",")[0],
        "tanggal_mulai": first and long_date(first),
        "tanggal_selesai": first and long_date(last),
        "hari_penutupan": fields.show_day(last).partition(",")[0],
        "tanggal_terbilang": _date_in_words(last),
        "tempat_acara": ", ".join(filter(None, (bimtek.venue, bimtek.address))),
        "tenggat_tugas": bimtek.window_until and long_date(local(bimtek.window_until, plan).date()),
        "tanggal_bimtek_berikutnya": following and following.first_day and long_date(following.first_day),
        "tanggal_penutupan": long_date(last),
    }


def _of_plan(book_data, summed, six):
    conditions = [aspect.condition.lower() for component in book_data.readiness for aspect in component.aspects]
    linked = {target.objective for target in summed.targets.values() if target.objective}
    return {
        **{f"jumlah_aspek_{word}": conditions.count(word) for word in ("baik", "sedang", "buruk")},
        "jumlah_sasaran_rpjmd": len(book_data.rpjmd.objectives) or "",
        "jumlah_sasaran_rpjmd_terkait": len(linked),
        "jumlah_celah": sum(len(column.gaps) for column in six.columns),
    }


def _musts(plan):
    """Notes of experts that must be met and are open; “tidak ada” where all were met, "" where nobody left a note."""
    return open_musts(plan).total or ("tidak ada" if ReviewNote.objects.filter(plan=plan).exists() else "")


def _shared(plan):
    """How many irisan are accepted, those of cards in the bin left out."""
    rows = list(Overlap.objects.filter(plan=plan, state=Overlap.ACCEPTED))
    cards = cards_of(plan, [row.card for row in rows])
    return sum(row.card in cards for row in rows)


def _leaders(plan):
    """(pillar's code, name of the group, ketua, notulis) of each group; a leader is (name, institution) or None."""
    rows = plan.participants.filter(removed_at=None).exclude(role="anggota").order_by("number")
    found = {}
    for row in rows:
        found.setdefault((row.group_id, row.role), (row.name, row.institution))
    return tuple(
        (group.pillar_code, group.name, found.get((group.pk, "ketua")), found.get((group.pk, "notulis")))
        for group in plan.groups.all()
        if group.has_pillar
    )


def _leads(leaders):
    columns = pieces.cols("Kode 14 code | Kelompok 42 | Ketua | Notulis")
    rows = tuple(
        pieces.row(code, name, *(pieces.cell(", ".join(filter(None, who))) if who else "–" for who in (chair, clerk)))
        for code, name, chair, clerk in leaders
    )
    return t.Table(title="Ketua dan notulis kelompok", columns=columns, rows=rows)


def _held(plan, bimtek):
    """What was planned and when it was; None where no step ever began."""
    steps = [step for step in bimtek.steps.order_by("day", "position") if step.started_at or step.state == Step.SKIPPED]
    if not any(step.started_at for step in steps):
        return None
    rows, day = [], 0
    for step in steps:
        if step.day != day:
            day = step.day
            rows.append(pieces.group_row(f"Hari {day}", 3))
        planned = f"{hour(step.planned_start)}–{hour(step.planned_start + step.minutes)}"
        rows.append(pieces.row(step.title, planned, _ran(plan, step)))
    columns = pieces.cols("Langkah | Rencana 34 | Nyata 34")
    return t.Table(title="Langkah, rencana, dan kenyataan", columns=columns, rows=tuple(rows))


def _ran(plan, step):
    if not step.started_at:
        return "dilewati"
    ended = f"{local(step.ended_at, plan):%H.%M}" if step.ended_at else "…"
    return f"{local(step.started_at, plan):%H.%M}–{ended}"


def _results(six):
    labels = [label for label, _ in six.columns[0].tally] if six.columns else []
    columns = (
        *pieces.cols("Kode 14 code | Kelompok"),
        *(pieces.col(label, 19, "number") for label in labels),
        *pieces.cols("Rantai lengkap 19 number | Celah 16 number"),
    )
    rows = []
    sums = [0] * (len(labels) + 2)
    for column in six.columns:
        counts = [count for _, count in column.tally] + [column.complete, len(column.gaps)]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        rows.append(pieces.row(column.code, column.name, *map(_count, counts)))
    rows.append(pieces.row(pieces.cell("Jumlah", columns=2), *map(_count, sums), role="sum"))
    return t.Table(title="Keadaan rencana pada penutupan", columns=columns, rows=tuple(rows))


def _count(count):
    return pieces.cell(show_number(count), value=count)


def _tasks(plan, bimtek):
    """The open tasks between this bimtek and the next; None where there are none."""
    given = Task.objects.filter(plan=plan, withdrawn_at=None, done_at=None).select_related("opd", "participant")
    until = long_date(local(bimtek.window_until, plan).date()) if bimtek.window_until else "–"
    rows = tuple(
        pieces.row(item.card.code, ": ".join(filter(None, (item.labels, item.task.note))), item.receiver, until)
        for item in items_of(plan, given)
        if item.is_open
    )
    columns = pieces.cols("Kode 22 code | Yang dilengkapi | Penanggung jawab 48 | Tenggat 28")
    return t.Table(title="Tugas antarbimtek", columns=columns, rows=rows) if rows else None


def _date_in_words(day):
    year = fields.number_in_words(day.year)
    return f"{fields.number_in_words(day.day)} bulan {MONTHS[day.month - 1]} tahun {year}"
