"""From states to rows: what a write sets on misi, tujuan, sasaran with their indicators, programmes of a Renstra."""

from decimal import Decimal
from typing import Any

from django.db.models import Max

from pillars.models import Objective, ObjectiveIndicator, RpjmdDocument
from pillars.models.reference_data import RenstraProgramme
from pillars.reference_data.row_states import MEASURE
from workshops.plans.models import Opd, Plan

_COLUMNS = ("indicator", "unit", "baseline", "baseline_text", "baseline_year", "targets", "target_texts", "lead_opd")


def document_of(plan: Plan, role: str) -> RpjmdDocument:
    """Return the RPJMD of that role, made when the plan has none yet."""
    row, _ = RpjmdDocument.objects.get_or_create(plan=plan, role=role)
    return row


def next_position(rows: Any) -> int:
    """Return the place behind the last of `rows`."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def free_code(letter: str, taken: set[str]) -> str:
    """Return the first code `letter` and a number that is not `taken` (casefolded codes)."""
    number = 1
    while f"{letter}{number}".casefold() in taken:
        number += 1
    taken.add(f"{letter}{number}".casefold())
    return f"{letter}{number}"


def parent_id(ref: str) -> int | None:
    """Return the row's number in `misi-7` or `tujuan-12`, None for ""."""
    return int(ref.partition("-")[2]) if ref else None


def write_objectives(plan: Plan, pairs: list[tuple[Objective, dict[str, Any]]], offices: dict[str, Opd]) -> None:
    """Write [(Objective, new or stored; its state)] with all indicators, in a fixed number of queries.

    offices  {ref: Opd} of the plan.
    """
    rows, links = [row for row, _ in pairs], {Objective: [], ObjectiveIndicator: []}
    for row, state in pairs:
        row.code, row.statement = state["code"], state["statement"] or None
        row.goal_id = parent_id(state["parent"])
        first = state["indicators"][0] if state["indicators"] else MEASURE
        links[Objective].append((row, _assign(row, first, offices)))
    stored = [row for row in rows if row.pk]
    Objective.objects.bulk_create([row for row in rows if not row.pk])
    if stored:
        Objective.objects.bulk_update(stored, [*_COLUMNS, "code", "statement", "goal"])
    links[ObjectiveIndicator] = _put_further(plan, pairs, stored, offices)
    for model, given in links.items():
        _link(model, given)


def _put_further(plan, pairs, stored, offices):
    """Writes the second and later indicators; gives [(row, support offices)]."""
    known = {}
    for one in ObjectiveIndicator.objects.filter(objective__in=stored) if stored else ():
        known.setdefault(one.objective_id, []).append(one)
    given, new, kept, surplus = [], [], [], []
    for row, state in pairs:
        rest, there = state["indicators"][1:], known.get(row.pk, [])
        for place, measure in enumerate(rest, 1):
            one = there[place - 1] if place <= len(there) else ObjectiveIndicator(plan=plan, objective=row)
            one.position = place
            given.append((one, _assign(one, measure, offices)))
            (kept if one.pk else new).append(one)
        surplus += there[len(rest) :]
    ObjectiveIndicator.objects.bulk_create(new)
    if kept:
        ObjectiveIndicator.objects.bulk_update(kept, [*_COLUMNS, "position"])
    if surplus:
        ObjectiveIndicator.objects.filter(pk__in=[one.pk for one in surplus]).delete()
    return given


def _assign(row, measure, offices):
    """Sets the columns of one indicator; gives the offices beside the one in charge."""
    row.indicator, row.unit = measure["indicator"] or None, measure["unit"] or None
    row.baseline = Decimal(measure["baseline"]) if measure["baseline"] else None
    row.baseline_text, row.baseline_year = measure["baseline_text"], measure["baseline_year"]
    row.targets, row.target_texts = measure["targets"], measure["target_texts"]
    named = [offices[ref] for ref in dict.fromkeys(measure["opds"]) if ref in offices]
    row.lead_opd = named[0] if named else None
    return named[1:]


def _link(model, given):
    """Makes the support offices of each row exactly the given ones."""
    through, name = model.support_opds.through, model._meta.model_name
    if not given:
        return
    through.objects.filter(**{f"{name}__in": [row for row, _ in given]}).delete()
    through.objects.bulk_create(through(**{name: row, "opd": office}) for row, offices in given for office in offices)


def set_renstra_columns(row: RenstraProgramme, state: dict[str, Any], offices: dict[str, Opd]) -> None:
    """Set the columns of a programme of a Renstra; the caller writes it."""
    row.opd = offices[state["opd"]]
    row.code, row.name = state["code"] or None, state["name"]
    row.period_start, row.period_end = state["period_start"], state["period_end"]
    row.pagu_by_year = state["pagu_by_year"]


RENSTRA_COLUMNS = ("opd", "code", "name", "period_start", "period_end", "pagu_by_year")
