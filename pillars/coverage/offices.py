"""OPD × pillars: which office leads or supports programmes of which pillar, and which pillars should answer for it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast

from pillars.cards.pillar_columns import columns_of
from pillars.coverage.matrix import CoverageMatrix, MatrixCell, MatrixRow, MatrixSection
from pillars.models import Programme
from pillars.models.chain import Target
from workshops.membership.models import Group
from workshops.people.names import Offices
from workshops.plans.models import Opd, Plan


@dataclass(frozen=True)
class ExpectedOffices:
    """The offices of a plan. `standing`: those that are there, in order; `now`: {id of any: the one it is today}."""

    standing: list
    now: dict


def known_offices(plan: Plan) -> ExpectedOffices:
    """Return the Known of a plan: an office that was merged into another counts as that one; one query."""
    every = {row.pk: row for row in Opd.every.filter(plan=plan)}

    def today(row, steps=9):
        over = every.get(row.merged_into_id)
        return today(over, steps - 1) if over and steps else row

    return ExpectedOffices(
        [row for row in every.values() if not row.merged_into_id], {pk: today(every[pk]) for pk in every}
    )


def expected_pillars(plan: Plan, known: ExpectedOffices) -> dict[int, frozenset[str]]:
    """Return {id of a standing office: codes of the pillars that are expected to answer for it}.

    Where anybody of the office has joined or is invited, the groups of these people; before that, the pillars in
    which the office leads a programme. Tables without a pillar do not count. One query.
    """
    keys, by_key, by_lead = Offices(known.standing), {}, {}
    at_table = {"group__formation": Group.PILAR}
    nobody: Any = None
    told = {"who": F("institution"), "where": F("group__pillar_code"), "office": Cast(nobody, BigIntegerField())}
    joined = plan.participants.filter(removed_at=None, **at_table).order_by().annotate(**told)
    invited = plan.invitations.filter(**at_table).order_by().annotate(**told)
    led = Programme.objects.filter(plan=plan, deleted_in=None).exclude(lead_opd=None).order_by()
    led = led.annotate(who=Value(""), where=F("pillar__code"), office=F("lead_opd_id"))
    parts = [rows.values_list("who", "where", "office") for rows in (joined, invited, led)]
    for institution, code, office in parts[0].union(*parts[1:]).order_by():
        if office is None:
            by_key.setdefault(keys.key(institution), set()).add(code)
        else:
            by_lead.setdefault(known.now[office].pk, set()).add(code)
    return {one.pk: frozenset(by_key.get(keys.key(one.name)) or by_lead.get(one.pk, ())) for one in known.standing}


def owners(entry: Target | Programme) -> list[str]:
    """Return the codes of all pillars that own a card, its own first."""
    return [entry.pillar.code, *entry.shared_with]


@dataclass
class Work:
    """The programmes that an office leads, and those that it supports."""

    led: list = field(default_factory=list)
    supported: list = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.led or self.supported)


@dataclass(frozen=True)
class OfficeCoverage:
    """`unknown`: names of supporting offices that are no office of the plan; `unled`: programmes that nobody leads."""

    matrix: CoverageMatrix
    unknown: list
    unled: list


def read_offices(plan: Plan) -> OfficeCoverage:
    """Return the OfficeCoverage of a plan in six queries."""
    known, programmes, columns = known_offices(plan), live_programmes(plan), columns_of(plan)
    work, unknown = work_of(known, programmes)
    seats = expected_pillars(plan, known)
    # a dissolved office owes nothing: it is there while something is recorded under it
    shown = [one for one in known.standing if not one.closed_year or work[one.pk].any]
    rows = tuple(_row(one, work[one.pk], columns, () if one.closed_year else seats[one.pk]) for one in shown)
    unled = [programme for programme in programmes if not programme.lead_opd_id]
    return OfficeCoverage(CoverageMatrix(columns, (MatrixSection("", rows),) if rows else ()), unknown, unled)


def live_programmes(plan: Plan) -> list[Programme]:
    """Return the programmes of the groups as far as a matrix needs them."""
    wanted = ("number", "code", "name", "lead_opd_id", "support_opd", "shared_with", "renstra_id", "renstra_status")
    rows = Programme.objects.filter(plan=plan, deleted_in=None).select_related("pillar")
    return list(rows.only(*wanted, "pillar__code", "pillar__slug"))


def work_of(known: ExpectedOffices, programmes: list[Programme]) -> tuple[dict[int, Any], list[str]]:
    """Return ({id of a standing office: Work}, names of supporting offices that the plan does not know)."""
    keys = Offices(known.standing)
    by_key = {keys.key(one.name): one.pk for one in known.standing}
    work, unknown = {one.pk: Work() for one in known.standing}, set()
    for programme in programmes:
        lead = programme.lead_opd_id and known.now[programme.lead_opd_id].pk
        if lead:
            work[lead].led.append(programme)
        found = {str(name): by_key.get(keys.key(str(name))) for name in programme.support_opd or []}
        unknown.update(name for name, office in found.items() if office is None)
        for office in dict.fromkeys(found.values()):
            if office not in (None, lead):
                work[office].supported.append(programme)
    return work, sorted(unknown)


def _row(office, work, columns, seats):
    cells = tuple(_cell(office, work, column, column.code in seats) for column in columns)
    total = len(work.led) + len(work.supported)
    return MatrixRow(office.ref, office.short or "", office.name, "", cells, total)


def _cell(office, work, column, expected):
    led = sum(column.code in owners(programme) for programme in work.led)
    supported = sum(column.code in owners(programme) for programme in work.supported)
    shared = sum(
        bool(programme.shared_with) and column.code in owners(programme) for programme in work.led + work.supported
    )
    said = [f"{supported} didukung"] * bool(supported) + [f"{shared} bersama"] * bool(shared)
    name = office.short or office.name
    if led or supported:
        words = f"{led} program {column.name} dipimpin {name}" + "".join(f", {one}" for one in said)
    else:
        words = f"Kosong, {name} ada di kelompok {column.name}" if expected else "tidak ada"
    return MatrixCell(column, led, ", ".join(said), words, expected)
