"""From values to columns: what a save sets on a row, and what follows from it."""

from typing import Any

from django.db.models import Max

from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, FREE, PARENT_FIELD, rows_in_place, set_value
from pillars.kinds import KINDS
from pillars.models import Answer, Dimension, Problem, Programme, ReadinessComponent
from pillars.models.chain import Entry, Pillar, Shared
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.plans.models import Plan

CODE_LETTERS = {"masalah": "P", "sasaran": "S", "strategi": "ST", "program": "PR"}
CODE_LETTERS |= {
    "nominasi_quick_win": "NQ",
    "profil_quick_win": "QW",
    "risiko": "RK",
    "realisasi": "RL",
    "butir_evaluasi": "BE",
    "naskah": "NS",
}
CODE_LETTERS |= {"kesiapan": "KS", "kesenjangan": "KJ", "kata_kunci": "KK", "visi_misi": "VM", "tujuan": "TJ"}
#: A statement of the SWOT is known by the letter of its list.
SWOT_LETTERS = {"strengths": "S", "weaknesses": "W", "opportunities": "O", "threats": "T"}
SCORED = {"urgency", "seriousness", "growth"}


def code_start(pillar: Pillar | Shared, kind: str, values: dict[str, Any]) -> str:
    """Return what the code of a new entry begins with: its pillar, if it has one, and the letters of its kind."""
    letters = SWOT_LETTERS.get(values.get("type", ""), "X") if kind == "swot" else CODE_LETTERS[kind]
    return f"{pillar.code}-{letters}" if pillar.code else letters


def next_code(plan: Plan, pillar: Pillar | Shared, kind: str, values: dict[str, Any]) -> str:
    """Return the code a new entry is born with: its start, and the first number above all used ones."""
    start = code_start(pillar, kind, values)
    codes = CARD_MODELS[kind].objects.filter(plan=plan, code__startswith=start).values_list("code", flat=True)
    used = [int(code[len(start) :]) for code in codes if code[len(start) :].isdecimal()]
    return f"{start}{max(used, default=0) + 1}"


def born_with(plan: Plan, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` of a new card with what the system gives it: a risk the next free R of its profile."""
    if kind != "risiko" or values.get("kode"):
        return values
    number = _number(values["profile_ref"])
    codes = CARD_MODELS[kind].objects.filter(plan=plan, profile__number=number).values_list("kode", flat=True)
    used = [int(code[1:]) for code in codes if code and code[:1] == "R" and code[1:].isdecimal()]
    return values | {"kode": f"R{max(used, default=0) + 1}"}


def next_position(plan: Plan, pillar: Pillar | Shared, kind: str) -> int:
    """Return the place after the last entry of this kind in the pillar."""
    rows = rows_in_place(plan, kind, pillar)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def stamp(entry: Entry, write: PlanWrite) -> None:
    """Note who changes a row and when; the caller saves it."""
    entry.changed_by = write.asked.key
    entry.changed_at = write.at


def assign(plan: Plan, entry: Entry, values: dict[str, Any]) -> list[str]:
    """Set columns from values; return their names. Refs and codes that are not in the plan raise NotFound."""
    kind, columns = KINDS[entry.KIND], []
    for key, value in values.items():
        if key == "problem_refs" and entry.KIND == "sasaran":
            continue
        if key == PARENT_FIELD.get(entry.KIND) and not value and entry.KIND not in FREE:
            raise NotFound
        columns += set_value(entry, kind.field(key), value, lambda field, ref: _named(plan, entry, field, ref))
    return columns


def _named(plan, entry, field, value):
    """Return the row that a field's value names. Raises NotFound."""
    if field.refers_to == "dimension":
        return _one(Dimension.objects.filter(plan=plan, pillar=entry.pillar, code=value))
    if field.refers_to == "opd":
        return _one(plan.opds.filter(number=_number(value)))
    if field.refers_to in ("rpjmd", "rpjmd_previous"):
        return _one(plan.rpjmd_objectives.filter(number=_number(value)))
    if field.refers_to == "renstra":
        return _one(plan.renstra_programmes.filter(number=_number(value)))
    if field.key == "component":
        return _section(plan, value)
    if entry.KIND == "realisasi":
        # its pillar is that of its programme, which a new one does not have yet
        return _one(Programme.objects.filter(plan=plan, number=_number(value)))
    return existing(find_entry(plan, value, pillar=entry.pillar.code))


def _one(rows):
    return existing(rows.first())


def _section(plan, component):
    """The part of the analysis that a finding of `component` stands in; made with its first finding."""
    rows = ReadinessComponent.objects.filter(plan=plan)
    found = rows.filter(component=component).first()
    return found or ReadinessComponent.objects.create(plan=plan, component=component, position=rows.count() + 1)


def _number(ref):
    return int(ref.partition("-")[2])


def link_problems(entry: Entry, values: dict[str, Any]) -> None:
    """Make the target answer exactly the problems of `values["problem_refs"]`, in that order."""
    if "problem_refs" not in values or entry.KIND != "sasaran":
        return
    Answer.objects.filter(target=entry).delete()
    for position, ref in enumerate(values["problem_refs"] or []):
        problem = find_entry(entry.plan, ref, with_bin=True)
        if problem is None or problem.pillar_id != entry.pillar_id:
            raise NotFound
        Answer.objects.create(plan=entry.plan, target=entry, problem=problem, position=position)


def rerank_problems(entry: Entry, touched: dict[str, Any] | set[str], write: PlanWrite | None = None) -> None:
    """Place the pillar's problems by score once a score of one of them has changed; `write` journals the places."""
    if entry.KIND != "masalah" or not SCORED & set(touched):
        return
    rows = list(Problem.objects.filter(plan=entry.plan, pillar=entry.pillar, deleted_in=None))
    scored = [row for row in rows if row.score is not None]
    scored.sort(key=lambda row: (-(row.score or 0), -row.seriousness, -row.urgency, row.position))
    ranks = {row.pk: place for place, row in enumerate(scored, 1)}
    for row in rows:
        if row.rank != ranks.get(row.pk):
            Problem.objects.filter(pk=row.pk).update(rank=ranks.get(row.pk))
            if write is not None:
                write.follow(row.ref, "rank", row.rank, ranks.get(row.pk))
