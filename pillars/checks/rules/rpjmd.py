"""Targets beside the RPJMD that they lean on, and what of the RPJMD nobody leans on. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_plan
from pillars.checks.rules.measures import differs
from pillars.fields import show_years
from pillars.kinds import CHOICES
from pillars.measures import plain_unit, rupiah_of, same_indicator
from pillars.plan_view.cards import Target
from pillars.plan_view.shapes import Objective
from workshops.number_format import show_number

_STATUS = {choice.value: choice.label.lower() for choice in CHOICES["alignment_status"]}


def _measured(picture, *, same_unit=True):
    """(target, objective, measure) of each pair that is measured by one indicator."""
    for target in picture.targets:
        for ref in target.objectives:
            objective = picture.objectives[ref]
            measures = (one for one in objective.measures if same_indicator(target.indicator, one.indicator))
            measure = next(measures, None)
            if measure and (not same_unit or plain_unit(target.unit) == plain_unit(measure.unit)):
                yield target, objective, measure


def _beside(target, objective, check, **found):
    """A finding on a target; beside the RPJMD before this one it is answered for itself."""
    finding = on(target, check, kode_rpjmd=objective.code, **found)
    return finding if objective.in_force else replace(finding, about=f"{target.ref}+{objective.ref}")


def _figure(number, unit):
    return f"{show_number(number)} {unit}".strip()


def rpjmd_link_missing(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets without a link to the RPJMD in force. “Belum ada” with a reason is an answer."""
    current = {ref for ref, objective in picture.objectives.items() if objective.in_force}
    for target in picture.targets:
        linked = current.intersection(target.objectives) if current else target.objectives
        if not linked and not (target.alignment_status == "belum_ada" and target.alignment_reason):
            yield on(target, "rpjmd_link_missing", field="rpjmd_ref", figures=(target.alignment_status,))


def rpjmd_partial_without_reason(picture: CheckedPlan) -> Iterator[Finding]:
    """Find partial links without a reason. A target without any link is told by `rpjmd_link_missing` already."""
    for target in picture.targets:
        status = target.alignment_status
        if status in ("sebagian", "belum_ada") and not target.alignment_reason and target.objectives:
            said: dict[str, Any] = {"status": _STATUS[status]}
            yield on(target, "rpjmd_partial_without_reason", field="rpjmd_ref", figures=(status,), **said)


def weaker_years(target: Target, measure: Objective) -> list[tuple[int, Decimal, Decimal]]:
    """Return [(year, ours, theirs)] of the years that both name and in which ours asks for less; none is estimated."""
    ours = dict(target.targets)
    return [
        (year, ours[year], theirs)
        for year, theirs in measure.targets
        if year in ours and {"naik": ours[year] < theirs, "turun": ours[year] > theirs}.get(target.direction, False)
    ]


def rpjmd_target_weaker(picture: CheckedPlan) -> Iterator[Finding]:
    for target, objective, measure in _measured(picture):
        years = weaker_years(target, measure)
        if not years:
            continue
        year, ours, theirs = years[0]
        also = show_years(found[0] for found in years[1:])
        yield _beside(
            target,
            objective,
            "rpjmd_target_weaker",
            field="targets_by_year",
            figures=(objective.code, target.direction, *years),
            more=f"Begitu juga {also}." if also else "",
            indikator=target.indicator,
            tahun=str(year),
            kita=_figure(ours, target.unit),
            rpjmd=_figure(theirs, measure.unit),
        )


def rpjmd_baseline_differs(picture: CheckedPlan) -> Iterator[Finding]:
    for target, objective, measure in _measured(picture):
        ours, theirs = target.baseline, measure.baseline
        if ours is None or theirs is None or target.baseline_year != measure.baseline_year:
            continue
        if target.baseline_year is not None and differs(ours, theirs, 0.005):
            said: dict[str, Any] = {"kita": _figure(ours, target.unit), "rpjmd": _figure(theirs, measure.unit)}
            figures = (objective.code, target.baseline_year, ours, theirs)
            yield _beside(target, objective, "rpjmd_baseline_differs", field="baseline", figures=figures, **said)


def rpjmd_unit_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find units that differ from the RPJMD's. Money that comes to the same is only a hint."""
    for target, objective, measure in _measured(picture, same_unit=False):
        if not target.unit or not measure.unit or plain_unit(target.unit) == plain_unit(measure.unit):
            continue
        said: dict[str, Any] = {"kita": target.unit, "rpjmd": measure.unit}
        severity = "saran" if _same_money(target, measure) else ""
        figures = (objective.code, target.unit, measure.unit)
        yield _beside(target, objective, "rpjmd_unit_differs", field="unit", figures=figures, severity=severity, **said)


def _same_money(target, measure):
    if target.baseline is None or measure.baseline is None:
        return False
    ours, theirs = rupiah_of(target.baseline, target.unit), rupiah_of(measure.baseline, measure.unit)
    return ours is not None and theirs is not None and not differs(ours, theirs, 0.005)


def rpjmd_direction_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find directions that differ from the RPJMD's, which is that from its angka awal to its last target, if any."""
    for target, objective, measure in _measured(picture, same_unit=False):
        if measure.baseline is None or not measure.targets:
            continue
        step = measure.targets[-1][1] - measure.baseline
        theirs = "naik" if step > 0 else "turun" if step < 0 else ""
        if {target.direction, theirs} == {"naik", "turun"}:
            figures = (objective.code, target.direction, measure.baseline, measure.targets[-1][1])
            more = f"RPJMD {objective.code} {theirs}, rencana ini {target.direction}."
            yield _beside(target, objective, "rpjmd_direction_differs", field="direction", figures=figures, more=more)


def rpjmd_not_covered(picture: CheckedPlan) -> Iterator[Finding]:
    leaned_on = {ref for target in picture.targets for ref in target.objectives}
    for objective in picture.objectives.values():
        if objective.in_force and objective.ref not in leaned_on:
            said: dict[str, Any] = {"kode_rpjmd": objective.code}
            yield on_plan("rpjmd_not_covered", objective.ref, more=objective.statement, **said)


def plan_beyond_rpjmd(picture: CheckedPlan) -> Iterator[Finding]:
    """Find a plan that goes beyond the RPJMD, but not once an RPJMD that reaches as far is here too."""
    end = picture.rpjmd_end
    if end is not None and picture.end > end and not picture.later_rpjmd:
        yield on_plan("plan_beyond_rpjmd", figures=(picture.end, end), akhir=str(picture.end), akhir_rpjmd=str(end))


def programme_not_in_renstra(picture: CheckedPlan) -> Iterator[Finding]:
    """Find programmes that are not in their office's Renstra, where that is entered; merged offices count as one."""
    for programme in picture.programmes:
        office = picture.office_of(programme)
        codes = picture.renstra.get(office.ref) if office else None
        if codes is None:
            continue
        code, missing = programme.nomenclature_code, programme.renstra_status == "belum_ada"
        unknown = bool(code and codes) and not programme.renstra and not _holds(codes, code)
        if missing or unknown:
            field = "renstra_status" if missing else "nomenclature_code"
            figures = (programme.renstra_status, code, office.brief)
            yield on(programme, "programme_not_in_renstra", field=field, figures=figures, opd=office.brief)


def _holds(codes, code):
    """A kegiatan belongs to the programme whose code it begins with."""
    parts = code.split(".")
    return any(".".join(parts[:length]) in codes for length in range(1, len(parts) + 1))
