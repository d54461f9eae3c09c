"""What the page of the frame shows: both RPJMD as trees, Renstra by office, offices with former names, codes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from pillars.cards.nomenclature import search_codes, versions_of
from pillars.fields import code_sort_key
from pillars.models import Goal, Mission, PreviousIndicator, RpjmdDocument, Target
from pillars.models.reference_data import NomenclatureCode
from pillars.reference_data.actions.table_import import IMPORTED, taking_back
from pillars.reference_data.row_states import measure_state, objectives, renstra_state, state_of
from pillars.reference_data.table_import.renstra import facts_of as renstra_facts
from pillars.reference_data.table_import.rpjmd import facts_of
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.number_format import show_number
from workshops.plans.models import Opd, Plan

SECTIONS = {"rpjmd": "RPJMD", "renstra": "Renstra", "opd": "OPD", "kode": "Kode nomenklatur"}
LABELS = {RpjmdDocument.CURRENT: "RPJMD berlaku", RpjmdDocument.PREVIOUS: "RPJMD sebelumnya"}
#: Imports that are listed with their way back.
SHOWN = 5


@dataclass
class TreeNode:
    """A misi or tujuan with what stands under it; `row` None gathers what stands under none."""

    row: Any
    below: list = field(default_factory=list)


@dataclass
class Leaf:
    """A sasaran: `measures` [(indicator, [(label, text)])], `users` how many targets lean on it."""

    row: Any
    measures: list
    users: int = 0


@dataclass
class Side:
    """One RPJMD of the two; `row` None where nothing of it is known. `tree`: Nodes of misi over Nodes of tujuan.

    iku  the main indicators that a plan file gave for the one before: [(indicator, [(label, text)])].
    """

    role: str
    row: Any
    tree: list = field(default_factory=list)
    iku: list = field(default_factory=list)

    @property
    def label(self) -> str:
        return LABELS[self.role]

    @property
    def period(self) -> str:
        row = self.row
        return f"{row.period_start}–{row.period_end}" if row and row.period_start and row.period_end else ""


def read_documents(plan: Plan) -> list[Side]:
    """Return the two documents, the one in force first, and a sentence where their periods overlap."""
    rows = {row.role: row for row in RpjmdDocument.objects.filter(plan=plan)}
    missions = _by_document(Mission.objects.filter(plan=plan))
    goals = _by_document(Goal.objects.filter(plan=plan))
    leaves, users, names = {}, _users(plan), _short_names(plan)
    for row in objectives().filter(plan=plan):
        told = [(one.indicator or "", facts_of(measure_state(one), names)) for one in row.measures]
        leaves.setdefault(row.document_id, []).append(Leaf(row, told, users[row.pk]))
    sides = []
    for role in LABELS:
        row = rows.get(role)
        found = leaves.get(row.pk, []) if row else []
        tree = _tree(missions.get(row.pk, []), goals.get(row.pk, []), found) if row else []
        sides.append(Side(role, row, tree))
    sides[1].iku = [(one.indicator, _facts_of_iku(one)) for one in PreviousIndicator.objects.filter(plan=plan)]
    return sides


def _facts_of_iku(row):
    told = [("Satuan", row.unit or "")]
    for label, number, year in (("Awal", row.baseline, row.baseline_year), ("Target", row.target, row.target_year)):
        if number is not None:
            told.append((label, show_number(number) + (f" ({year})" if year else "")))
    return [(label, text) for label, text in [*told, ("Catatan", row.note or "")] if text]


def _by_document(rows):
    found = {}
    for row in rows:
        found.setdefault(row.document_id, []).append(row)
    return found


def _users(plan):
    found = Counter()
    for key in ("rpjmd", "rpjmd_previous"):
        rows = Target.objects.filter(plan=plan, deleted_in=None).exclude(**{key: None}).order_by()
        found.update(dict(rows.values_list(key).annotate(many=Count("pk"))))
    return found


def _short_names(plan):
    known = {row.ref: row.short or row.name for row in plan.opds.all()}
    return lambda refs: ", ".join(known.get(ref, ref) for ref in refs)


def _tree(missions, goals, leaves):
    by_goal, by_mission = {}, {}
    for leaf in leaves:
        by_goal.setdefault(leaf.row.goal_id, []).append(leaf)
    for goal in goals:
        by_mission.setdefault(goal.mission_id, []).append(TreeNode(goal, by_goal.get(goal.pk, [])))
    tree = [TreeNode(mission, by_mission.get(mission.pk, [])) for mission in missions]
    loose = by_mission.get(None, [])
    if by_goal.get(None):
        loose = [*loose, TreeNode(None, by_goal[None])]
    return [*tree, TreeNode(None, loose)] if loose else tree


def overlap_sentence(sides: list[Side]) -> str:
    """Return what is said where the periods of the two documents overlap, which is normal after a Pilkada."""
    now, before = (side.row for side in sides)
    if not (now and before and all((now.period_start, now.period_end, before.period_start, before.period_end))):
        return ""
    first, last = max(now.period_start, before.period_start), min(now.period_end, before.period_end)
    if first > last:
        return ""
    years = f"tahun {first}" if first == last else f"tahun {first}–{last}"
    return f"Masa kedua RPJMD tumpang tindih pada {years}. Itu wajar; satu sasaran boleh bersandar pada keduanya."


def read_renstra(plan: Plan) -> list[tuple[Opd, list[Any]]]:
    """Return [(office, [(programme, [(label, text)], how many programmes of groups lean on it)])]."""
    rows = plan.renstra_programmes.select_related("opd")
    used = Count("programmes", filter=_live("programmes"))
    found = {}
    rows = rows.annotate(users=used).order_by("opd__number", "number")
    for row in sorted(rows, key=lambda row: (row.opd.number, code_sort_key(row.code or ""))):
        facts = [fact for fact in renstra_facts(renstra_state(row), lambda refs: "") if fact[1]]
        found.setdefault(row.opd, []).append((row, facts, row.users))
    return list(found.items())


def _live(path):
    return Q(**{f"{path}__deleted_in": None})


def read_offices(plan: Plan) -> tuple[list[Opd], list[Any]]:
    """Return (offices with what is recorded under each, offices that were merged away)."""
    rows = plan.opds.annotate(
        led=Count("programmes", filter=_live("programmes"), distinct=True),
        of_renstra=Count("renstra_programmes", distinct=True),
    )
    merged = Opd.every.filter(plan=plan).exclude(merged_into=None).select_related("merged_into")
    return list(rows.order_by("number")), list(merged)


def read_codes(plan: Plan, query: str = "") -> tuple[list[tuple[str, int]], list[NomenclatureCode]]:
    """Return (versions with how many codes, codes found for `query`)."""
    many = dict(plan.nomenclature.order_by().values_list("version").annotate(many=Count("pk")))
    return [(version, many[version]) for version in versions_of(plan)], search_codes(plan, query)


def lately(plan: Plan) -> list[tuple[Event, str, str, bool]]:
    """Return [(event, name of who, what it brought, whether it was taken back)] of the last imports, newest first."""
    events = list(Event.objects.filter(plan=plan, verb=IMPORTED).order_by("-number")[:SHOWN])
    if not events:
        return []
    backs = {taking_back(event.number): event.number for event in events}
    bodies = Event.objects.filter(plan=plan, verb="frame.unimported", body__in=backs).values_list("body", flat=True)
    gone, names = {backs[body] for body in bodies}, names_of(plan, {event.actor for event in events})
    return [(one, names.get(one.actor, ""), _brought(one), one.number in gone) for one in events]


def _brought(event):
    """`12 sasaran RPJMD, 2 OPD`, or how many codes."""
    labels = {"misi": "misi", "tujuan": "tujuan", "rpjmd": "sasaran RPJMD", "renstra": "program Renstra", "opd": "OPD"}
    kinds = Counter(ref.partition("-")[0] for ref in event.changes)
    told = [f"{kinds[kind]} {label}" for kind, label in labels.items() if kinds[kind]]
    for ref, changed in event.changes.items():
        if ref.startswith("nomenklatur-"):
            told.append(f"{changed['new'][1]} kode baru dari {changed['version'][1]}")
    return ", ".join(told)


_LABELS = {"document": "Nama dokumen", "visi": "Visi", "code": "Kode", "statement": "Rumusan", "name": "Nama"}
_LABELS |= {"short": "Singkatan", "source": "Sumber", "period_start": "Tahun mulai", "period_end": "Tahun akhir"}
_LABELS |= {"closed_year": "Tahun ditutup"}


def present_of(row: Any) -> list[tuple[str, str]]:
    """Return [(label, text)] of what a row of the frame holds now, for somebody whose page shows it as it was."""
    state = state_of(row)
    told = [(label, str(state[key])) for key, label in _LABELS.items() if state.get(key)]
    if "aliases" in state:
        told.append(("Nama lain", "; ".join(map(str, state["aliases"]))))
    if "pagu_by_year" in state:
        told += renstra_facts(state, lambda refs: row.opd.short or row.opd.name)
    for measure in state.get("indicators", ()):
        facts = "; ".join(f"{label}: {text}" for label, text in facts_of(measure, _short_names(row.plan)))
        told.append((measure["indicator"] or "Indikator", facts))
    return [(label, text) for label, text in told if text]
