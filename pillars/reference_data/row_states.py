"""What a row of the frame holds, as the journal keeps it: {key: JSON value}. Forms, preview and undo compare these.

misi, tujuan   code, statement, parent (`misi-<row>` of a tujuan)
sasaran        code, statement, parent (`tujuan-<row>`), indicators: a list of `MEASURE` objects, the first one first
renstra        opd (ref), code, name, period_start, period_end, pagu_by_year {"2027": rupiah}
opd            name, short, aliases, status, source, closed_year, merged_into (ref)
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from pillars.cards.values import parse_ref
from pillars.models import Goal, Mission, Objective, RenstraProgramme, RpjmdDocument
from workshops.live.actions import digest
from workshops.plans.models import Opd, Plan

#: What stands in an indicator of a state, each with what nothing is.
MEASURE: dict[str, Any] = {"indicator": "", "unit": "", "baseline": "", "baseline_text": "", "baseline_year": None}
MEASURE |= {"targets": {}, "target_texts": {}, "opds": []}
DOCUMENT = ("document", "period_start", "period_end", "visi")


def text_of(number: Decimal | None) -> str:
    """Return a Decimal as the states hold it, "" for none: no zeros behind the comma that a column adds."""
    if number is None:
        return ""
    whole = number.to_integral_value()
    return f"{whole:f}" if number == whole else f"{number.normalize():f}"


def document_state(row: RpjmdDocument) -> dict[str, Any]:
    return {key: getattr(row, key) if getattr(row, key) is not None else "" for key in DOCUMENT}


def mission_state(row: Mission) -> dict[str, str]:
    return {"code": row.code, "statement": row.statement or ""}


def goal_state(row: Goal) -> dict[str, str]:
    parent = f"misi-{row.mission_id}" if row.mission_id else ""
    return {"code": row.code, "statement": row.statement or "", "parent": parent}


def objective_state(row: Objective) -> dict[str, Any]:
    parent = f"tujuan-{row.goal_id}" if row.goal_id else ""
    indicators = [measure_state(one) for one in row.measures]
    return {"code": row.code, "statement": row.statement or "", "parent": parent, "indicators": indicators}


def measure_state(row: Objective) -> dict[str, Any]:
    """Return one indicator: `opds` are refs, the one in charge first."""
    offices = [row.lead_opd, *row.support_opds.all()] if row.lead_opd_id else list(row.support_opds.all())
    return {
        "indicator": row.indicator or "",
        "unit": row.unit or "",
        "baseline": text_of(row.baseline),
        "baseline_text": row.baseline_text,
        "baseline_year": row.baseline_year,
        "targets": {year: value for year, value in sorted(row.targets.items()) if value is not None},
        "target_texts": dict(sorted(row.target_texts.items())),
        "opds": [office.ref for office in offices],
    }


def renstra_state(row: RenstraProgramme) -> dict[str, Any]:
    return {
        "opd": row.opd.ref,
        "code": row.code or "",
        "name": row.name,
        "period_start": row.period_start,
        "period_end": row.period_end,
        "pagu_by_year": dict(sorted(row.pagu_by_year.items())),
    }


def office_state(row: Opd) -> dict[str, Any]:
    return {
        "name": row.name,
        "short": row.short or "",
        "aliases": list(row.aliases),
        "status": row.status or "",
        "source": row.source or "",
        "closed_year": row.closed_year,
        "merged_into": row.merged_into.ref if row.merged_into_id else "",
    }


_STATES: dict[type[Model], Callable[..., dict[str, Any]]] = {
    Mission: mission_state,
    Goal: goal_state,
    Objective: objective_state,
    RenstraProgramme: renstra_state,
    Opd: office_state,
    RpjmdDocument: document_state,
}


def state_of(row: Model) -> dict[str, Any]:
    """Return the state of any row of the frame."""
    return _STATES[type(row)](row)


def ref_of(row: Any) -> str:
    """Return the journal's name of a row: `misi-<row>`, `tujuan-<row>`, else its own ref."""
    names = {Mission: "misi", Goal: "tujuan", RpjmdDocument: "dokumen"}
    return f"{names[type(row)]}-{row.pk}" if type(row) in names else row.ref


def row_fingerprint(row: Model) -> str:
    """Return a fingerprint of what a page has shown of a row."""
    return digest(state_of(row))


def find_row(plan: Plan, ref: str) -> Model | None:
    """Return the row of the frame with this ref, or None; offices that were merged away included."""
    try:
        kind, number = parse_ref(ref)
    except ValueError:
        return None
    rows = {
        "misi": lambda: Mission.objects.filter(pk=number),
        "tujuan": lambda: Goal.objects.filter(pk=number),
        "rpjmd": lambda: objectives().filter(number=number),
        "renstra": lambda: RenstraProgramme.objects.filter(number=number).select_related("opd"),
        "opd": lambda: Opd.every.filter(number=number).select_related("merged_into"),
        "dokumen": lambda: RpjmdDocument.objects.filter(pk=number),
    }
    return rows[kind]().filter(plan=plan).first() if kind in rows else None


def objectives() -> QuerySet[Any]:
    """Return Sasaran of the RPJMD with everything that their state names."""
    rows = Objective.objects.select_related("lead_opd", "document", "goal")
    return rows.prefetch_related("support_opds", "further__lead_opd", "further__support_opds")


def differences(before: Any, after: dict[str, Any]) -> dict[str, list[Any]]:
    """Return {key: [before, after]} of what differs between two states; None stands for a row that was not there."""
    keys = dict.fromkeys([*(before or {}), *(after or {})])
    old, new = before or {}, after or {}
    return {key: [old.get(key), new.get(key)] for key in keys if before is None or old.get(key) != new.get(key)}
