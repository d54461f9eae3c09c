"""The bimteks of a plan as parts of a `BookData`, in a fixed number of queries. No name of a participant leaves here.

What two signatures froze never changes, so it is worked out once in a process and kept by the hashes of what was
signed.
"""

from collections import Counter, defaultdict
from functools import lru_cache

from masterplan.book_details.models import Commitment
from masterplan.document import bimteks as b
from masterplan.document import tree
from masterplan.document.words import roman
from masterplan.snapshots.comparison import LISTS, WAYS, Comparison
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import Damaged, between, document_of, unpack
from pillars.homework.queries import counts_of
from pillars.kinds import KINDS
from pillars.plan_view.shapes import Opd
from workshops.people.models import Attendance
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan, StaffRole

HALVES = {Attendance.PAGI: "Pagi", Attendance.SIANG: "Siang"}
HEADINGS = {how: heading for how, heading, _ in WAYS}


def read_closings(plan: Plan, opd: tuple[Opd, ...]) -> b.Closings:
    """Return the closings of a plan whose offices are `opd`."""
    rows = list(Bimtek.objects.filter(plan=plan).order_by("number"))
    signed = _in_force(plan)
    came, everybody = _attendance(plan, opd)
    kinds = Counter(kind for _, kind in {institution for _, institution in everybody})
    told, before = [], None
    for row in rows:
        signing = signed.get(row.pk)
        told.append(_bimtek(plan, row, signing, before, came[row.pk]))
        before = signing or before
    undone, done = counts_of(plan)
    return b.Closings(
        bimteks=tuple(told),
        people=len({who for who, _ in everybody}),
        offices=kinds[b.OFFICE],
        outside=kinds[b.OUTSIDE],
        experts=StaffRole.objects.filter(plan=plan, role=StaffRole.AHLI).count(),
        tasks=undone + done,
        tasks_done=done,
        commitment=_commitment(plan, opd),
    )


def label(row: Bimtek) -> str:
    return f"Bimtek {roman(row.number).upper()}"


def _in_force(plan) -> dict:
    """{pk of a bimtek: the signature that stands}, without what was frozen."""
    rows = Signing.objects.filter(plan=plan, reopened_at=None).select_related("bimtek").defer(*Signing.LONG)
    return {row.bimtek_id: row for row in rows.order_by("number")}


def _bimtek(plan, row, signing, before, came):
    told = b.BimtekFacts(
        number=row.number,
        label=label(row),
        subject=row.title.partition(":")[2].strip() or row.title,
        first_day=row.first_day,
        days=row.days,
        venue=row.venue,
        came=len({who for who, _, _ in came}),
        institutions=_institutions(came),
        halves=_halves(came),
    )
    return told if signing is None else _signed(plan, told, signing, before)


def _signed(plan, told, signing, before):
    found = {"signed_on": local(signing.signed_at, plan), "minutes_number": signing.minutes_number}
    try:
        found |= _frozen(signing.pk, signing.sha256, signing.papers_sha256)
        if before is not None:
            found["changes"] = _changed(before.pk, before.sha256, signing.pk, signing.sha256)
    except Damaged:
        found["damaged"] = True
    return b.BimtekFacts(**{key: getattr(told, key) for key in b.BimtekFacts.__dataclass_fields__} | found)


@lru_cache(maxsize=64)
def _frozen(pk: int, sha256: str, papers_sha256: str) -> dict:
    """Agreements and counts of a signature. Raises Damaged."""
    row = Signing.objects.get(pk=pk)
    document = document_of(row)
    paper = next(part for part in tree.from_json(unpack(row.papers, papers_sha256)).parts if part.id == "berita-acara")
    pillars = document.get("pillars") or ()
    return {
        "results": _lines(paper, b.RESULTS),
        "decisions": _lines(paper, b.DECISIONS),
        "objections": _lines(paper, b.DECISIONS, second=True),
        "counts": tuple(
            (KINDS[kind].label.lower(), sum(len(pillar.get(key) or ()) for pillar in pillars)) for key, kind, _ in LISTS
        ),
    }


def _lines(paper, title: str, second: bool = False) -> tuple:
    """The items of a list in the section with this title: the agreements; the `second` list holds the objections."""
    section = next((node for node in paper.children if isinstance(node, tree.Section) and node.title == title), None)
    lists = [node for node in (section.children if section else ()) if isinstance(node, tree.Items)]
    found = [node for node in lists if node.ordered]
    wanted = found[int(second)] if len(found) > int(second) else None
    return tuple("".join(span.text for span in item) for item in wanted.items) if wanted else ()


@lru_cache(maxsize=64)
def _changed(old_pk: int, old_sha: str, new_pk: int, new_sha: str) -> b.ChangesSince:
    """What changed between two signatures. Raises Damaged."""
    rows = {row.pk: row for row in Signing.objects.filter(pk__in=(old_pk, new_pk)).select_related("bimtek", "plan")}
    old, new = rows[old_pk], rows[new_pk]
    return changes_of(between(old.plan, old, new), label(old.bimtek))


def changes_of(comparison: Comparison, since: str) -> b.ChangesSince:
    """Return a comparison as a book tells it: which cards and which of their fields, not by whom. Pure."""
    beside = tuple(change.label for change in comparison.beside)
    return b.ChangesSince(
        since=since,
        also=(*beside, *comparison.also),
        pillars=tuple(
            b.PillarChanges(
                code=pillar.code,
                name=pillar.name,
                same=pillar.same,
                lines=tuple(_line(entry) for entry in pillar.entries),
            )
            for pillar in comparison.pillars
        ),
    )


def _line(entry):
    return b.ChangedCard(
        how=HEADINGS[entry.how],
        kind=entry.label,
        code=entry.code,
        title=entry.title,
        fields=tuple(change.label for change in entry.changes),
        note=entry.note,
    )


def _attendance(plan, opd):
    """({pk of a bimtek: [(who, (institution, kind), (day, half))]}, {(who, (institution, kind))} of all bimteks).

    Two records of one person count as one; an institution that is an OPD of the plan has the name that it has there.
    """
    offices = {name.casefold(): office.name for office in opd for name in office.names}
    people = {pk: merged or pk for pk, merged in plan.participants.values_list("pk", "merged_into_id")}
    named, came, everybody = {}, defaultdict(list), set()
    rows = Attendance.objects.filter(plan=plan).order_by("pk")
    for row in rows:
        who = people.get(row.participant_id) or (row.name.casefold(), row.institution.casefold())
        office = offices.get(row.institution.casefold())
        said = named.setdefault(row.institution.casefold(), row.institution)
        institution = (office, b.OFFICE) if office else (said, b.OUTSIDE)
        came[row.bimtek_id].append((who, institution, (row.day, row.half)))
        everybody.add((who, institution))
    return came, everybody


def _institutions(came) -> tuple:
    people = defaultdict(set)
    for who, institution, _ in came:
        people[institution].add(who)
    return tuple(
        b.Institution(name=name, kind=kind, people=len(found))
        for (name, kind), found in sorted(
            people.items(), key=lambda item: (item[0][1] != b.OFFICE, item[0][0].casefold())
        )
    )


def _halves(came) -> tuple:
    people = defaultdict(set)
    for who, _, at in came:
        people[at].add(who)
    order = list(HALVES)
    return tuple(
        b.AttendedHalfDay(day=day, half=HALVES[half], people=len(found))
        for (day, half), found in sorted(people.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
    )


def _commitment(plan, opd) -> b.CommitmentFacts:
    row = Commitment.objects.filter(plan=plan).first()
    left_out = {f"opd-{number}" for number in row.left_out} if row else set()
    return b.CommitmentFacts(
        words=tuple(sorted((row.words if row else {}).items())),
        offices=tuple(office.name for office in opd if office.ref not in left_out),
    )
