"""Who was there on which half days of a bimtek, and the list that they sign."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from masterplan.document import pieces
from masterplan.document import tree as t
from masterplan.document.nodes import Paper
from pillars import fields
from workshops.people.models import Attendance
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan

#: Empty lines at the end of each group's part, for those who are not on the list yet.
BLANK_LINES = 2
HALVES = ((Attendance.PAGI, "Pagi"), (Attendance.SIANG, "Siang"))
#: Height in mm of a line that is signed.
LINE = 11
OUTSIDE = "Tanpa kelompok"


@dataclass(frozen=True)
class PersonPresent:
    """One line of the list. `came`: {(day, half): time, "" where somebody wrote them in}."""

    name: str
    institution: str
    position: str = ""
    role: str = ""
    came: dict = field(default_factory=dict)


@dataclass(frozen=True)
class PresentGroup:
    """The people of one group; `code` "" for those who sit in none."""

    code: str
    name: str
    people: tuple

    def count(self, at: tuple[int, str]) -> int:
        return sum(at in person.came for person in self.people)


@dataclass(frozen=True)
class AttendanceList:
    """`days`: [(number, date or None)]; `tables` in the order of the groups; `invited` on the list, `came` of them."""

    days: tuple
    tables: tuple
    invited: int
    came: int
    offices: int
    outside: int

    @property
    def halves(self) -> list[tuple[int, str, str]]:
        """Return (day, half, label) of every half day."""
        return [(day, half, label) for day, _ in self.days for half, label in HALVES]


def read_attendance_list(plan: Plan, bimtek: Bimtek) -> AttendanceList:
    """Return the attendance of `bimtek` in four queries."""
    groups = {group.pk: group for group in plan.groups.all()}
    marked = list(Attendance.objects.filter(plan=plan, bimtek=bimtek))
    came, without = defaultdict(dict), defaultdict(dict)
    people = list(plan.participants.order_by("name", "number"))
    first: dict[int | None, int] = {
        one.pk: one.merged_into_id or one.pk for one in people
    }  # two records of one person are one line
    kept = {}
    for row in marked:
        time = fields.show_time(local(row.at, plan)) if row.how == Attendance.GABUNG else ""
        key = first.get(row.participant_id) or (row.name.casefold(), row.institution.casefold())
        (came if row.participant_id else without)[key][row.day, row.half] = time
        kept[key] = row
    tables = {pk: [] for pk in groups}
    for one in people:
        if one.merged_into_id or (one.removed_at and one.pk not in came):
            continue
        position = kept[one.pk].position if one.pk in kept else one.position
        role = one.get_role_display() if one.role != one.ANGGOTA else ""
        tables[one.group_id].append(PersonPresent(one.name, one.institution, position, role, came.get(one.pk, {})))
    others = [
        PersonPresent(kept[key].name, kept[key].institution, kept[key].position, "", at) for key, at in without.items()
    ]
    found = [
        PresentGroup(groups[pk].pillar_code, groups[pk].name, tuple(rows))
        for pk, rows in tables.items()
        if rows or groups[pk].has_pillar
    ]
    found += [PresentGroup("", OUTSIDE, tuple(others))] if others else []
    present = [person for table in found for person in table.people if person.came]
    offices = _offices(plan)
    there = {offices.get(person.institution.casefold()) for person in present}
    return AttendanceList(
        days=tuple(_days(bimtek, [row.day for row in marked])),
        tables=tuple(found),
        invited=plan.invitations.count() or sum(len(table.people) for table in found),
        came=len(present),
        offices=len(there - {None}),
        outside=sum(person.institution.casefold() not in offices for person in present),
    )


def _days(bimtek, marked):
    for number in range(1, max([bimtek.days, *marked]) + 1):
        yield number, bimtek.first_day and bimtek.first_day + timedelta(days=number - 1)


def _offices(plan):
    """{any name of an OPD in small letters: its number}."""
    return {
        name.casefold(): row.number
        for row in plan.opds.all()
        for name in (row.name, row.short, *row.aliases)
        if isinstance(name, str) and name
    }


def day_label(number: int, date: Any) -> str:
    return fields.show_day(date) if date else f"Hari {number}"


def summary(present: AttendanceList) -> t.Table:
    """Return how many of each group came on each half day."""
    heads = [(day_label(number, date).rsplit(" ", 1)[0] if date else f"Hari {number}") for number, date in present.days]
    width = min(21.0, 84.0 / max(1, len(present.days) * 2))
    columns = [pieces.col("Kode", 14, "code"), pieces.col("Kelompok")]
    columns += [pieces.col(label, width, "number", head) for head in heads for _, label in HALVES]
    columns.append(pieces.col("Terdaftar", 20, "number"))
    at = [(day, half) for day, half, _ in present.halves]
    rows = [
        pieces.row(
            table.code or "–", table.name, *(_number(table.count(one)) for one in at), _number(len(table.people))
        )
        for table in present.tables
    ]
    sums = [_number(sum(table.count(one) for table in present.tables)) for one in at]
    rows.append(pieces.row(pieces.cell("Jumlah", columns=2), *sums, _number(present.invited), role="sum"))
    return t.Table(title="Kehadiran menurut kelompok dan setengah hari", columns=tuple(columns), rows=tuple(rows))


def _number(count):
    return pieces.cell(str(count), value=count)


def papers(
    present: AttendanceList, *, title: str, running: str, place: str, lines: tuple[Any, ...] = ()
) -> Iterator[Paper]:
    """Return the list to sign: one landscape paper a day, one part a group."""
    for number, date in present.days:
        day = day_label(number, date)
        yield t.Paper(
            id=f"daftar-hadir-{number}",
            lines=lines,
            title=f"Daftar Hadir\n{title}",
            number=" · ".join(filter(None, (day, place))),
            running=f"Daftar hadir {running} · {day}",
            page=t.WIDE,
            children=(_list(present, number, day),),
        )


def _list(present, day, label):
    columns = pieces.cols("No 10 number | Nama 62 | Instansi 58 | Jabatan 45 | Pagi | Siang")
    rows, place = [], 0
    for table in present.tables:
        head = f"{table.name} ({table.code})" if table.code else table.name
        rows.append(pieces.group_row(head, len(columns)))
        for person in (*table.people, *(PersonPresent("", "") for _ in range(BLANK_LINES))):
            place += 1
            name = f"{person.name} ({person.role.lower()})" if person.role else person.name
            signs = [_sign(person, (day, half)) for half, _ in HALVES]
            rows.append(pieces.row(str(place), name, person.institution, person.position, *signs, height=LINE))
    return t.Table(title=f"Tanda tangan, {label}", columns=columns, rows=tuple(rows), look=t.BOXES)


def _sign(person, at):
    """What stands small in the box that is signed: that the system has seen them, and when."""
    if at not in person.came:
        return pieces.cell("")
    return pieces.cell(pieces.span(f"hadir {person.came[at]}".strip(), "small"))
