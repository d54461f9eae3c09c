"""Programmes: who leads them, when they run, what they bring, and their mix in the plan. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from pillars.check_catalogue import CHECKS
from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_many, on_plan
from pillars.fields import show_years
from pillars.kinds import CHOICES

GROUPS = {choice.value: choice.label for choice in CHOICES["action_group"]}
_TERM = {choice.value: choice.label.lower() for choice in CHOICES["term"]}
_FEWER_APPLICATIONS = re.compile(r"menyederhanakan|penyederhanaan|memadukan|pemaduan|penghentian|menghentikan")
#: Shares (percent) of applications that are too many in a pillar and in the plan; below FEW nothing is said.
IN_PILLAR, IN_PLAN, FEW = 50, 40, 4
OVERLOAD, MANY = 25, 12


def programme_without_lead(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        if not programme.lead_opd:
            yield on(programme, "programme_without_lead", field="lead_opd")


def lead_opd_unknown(picture: CheckedPlan) -> Iterator[Finding]:
    """Find leading offices that no name, short or former one of the list knows; who supports may be anybody."""
    known = {name.casefold() for office in picture.offices.values() for name in office.names}
    for programme in picture.programmes:
        name = programme.lead_opd
        if name and picture.office_of(programme) is None and name.casefold() not in known:
            yield on(programme, "lead_opd_unknown", field="lead_opd", figures=(name,), opd=name)


def year_outside_period(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        late = programme.term != "panjang"
        odd = [year for year in programme.years if year < picture.start or (late and year > picture.end)]
        if odd:
            said: dict[str, Any] = {"tahun": show_years(odd)}
            yield on(programme, "year_outside_period", field="years", figures=tuple(odd), **said)


def term_of(years: tuple[int, ...], picture: CheckedPlan) -> str:
    """Return `pendek`, `menengah` or `panjang`: what the years of a programme make it."""
    short = picture.short_term or (picture.start,)
    if all(year in short for year in years):
        return "pendek"
    return "menengah" if max(years) <= picture.end else "panjang"


def term_differs_from_years(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        if programme.years and programme.term in _TERM and term_of(programme.years, picture) != programme.term:
            said: dict[str, Any] = {"jangka": _TERM[programme.term], "tahun": show_years(programme.years)}
            figures = (programme.term, programme.years)
            yield on(programme, "term_differs_from_years", field="term", figures=figures, **said)


def output_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        if not programme.output:
            yield on(programme, "output_missing", field="output")


def output_without_number(picture: CheckedPlan) -> Iterator[Finding]:
    """Find outputs without a number. A rule that is made is one; an empty output is found by `output_missing`."""
    pattern = CHECKS["output_without_number"].pattern
    for programme in picture.programmes:
        if not programme.output or programme.action_group == "kebijakan_kelembagaan":
            continue
        if not pattern.search(programme.output.lower()):
            yield on(programme, "output_without_number", field="output", figures=(programme.output,))


def _is_application(programme):
    return programme.action_group == "aplikasi" and not _FEWER_APPLICATIONS.search(programme.name.lower())


def too_many_applications(picture: CheckedPlan) -> Iterator[Finding]:
    by_pillar = defaultdict(list)
    for programme in picture.programmes:
        by_pillar[programme.pillar].append(programme)
    for pillar in picture.pillars:
        own = by_pillar[pillar.code]
        if found := _share(own, IN_PILLAR):
            yield _applications(f"pilar-{pillar.code}", (pillar.code,), found, len(own), f"pilar {pillar.name}")
    if found := _share(picture.programmes, IN_PLAN):
        yield _applications("rencana", (), found, len(picture.programmes), "seluruh rencana")


def _share(programmes, most):
    count = sum(map(_is_application, programmes))
    return count if len(programmes) >= FEW and count * 100 > most * len(programmes) else 0


def _applications(about, pillars, count, total, where):
    said: dict[str, Any] = {"jumlah": str(count), "semua": str(total), "pilar": where}
    return on_plan("too_many_applications", about, pillars=pillars, figures=(count, total), **said)


def action_group_empty(picture: CheckedPlan) -> Iterator[Finding]:
    """Find groups of action plans without a programme; a plan without any has its strategies found one by one."""
    used = {programme.action_group for programme in picture.programmes}
    for group, label in GROUPS.items() if picture.programmes else ():
        if group not in used:
            said: dict[str, Any] = {"kelompok_rencana_aksi": label[0].lower() + label[1:]}
            yield on_plan("action_group_empty", f"kelompok-{group}", **said)


def nomenclature_shape(picture: CheckedPlan) -> Iterator[Finding]:
    pattern = CHECKS["nomenclature_shape"].pattern
    for programme in picture.programmes:
        code = programme.nomenclature_code
        if code and not pattern.match(code):
            said: dict[str, Any] = {"kode_nomenklatur": code}
            yield on(programme, "nomenclature_shape", field="nomenclature_code", figures=(code,), **said)


def nomenclature_two_names(picture: CheckedPlan) -> Iterator[Finding]:
    """Find codes with two names, only within one list: another year's list may name a code anew."""
    holders = defaultdict(dict)
    for programme in picture.programmes:
        if programme.nomenclature_code and programme.nomenclature_program:
            name = " ".join(programme.nomenclature_program.lower().split())
            key = programme.nomenclature_code, programme.nomenclature_version
            holders[key].setdefault(name, programme)
    for (code, _), names in holders.items():
        if len(names) > 1:
            cards = list(names.values())
            more = "; ".join(f"{card.code}: {card.nomenclature_program}" for card in cards) + "."
            yield on_many(
                cards,
                "nomenclature_two_names",
                field="nomenclature_program",
                figures=(code, *sorted(names)),
                more=more,
                kode_nomenklatur=code,
            )


def opd_overload(picture: CheckedPlan) -> Iterator[Finding]:
    total = len(picture.programmes)
    if total < MANY:
        return
    leads = Counter(office.ref for office in map(picture.office_of, picture.programmes) if office)
    for ref, count in leads.items():
        if count * 100 > OVERLOAD * total:
            office = picture.offices[ref]
            said: dict[str, Any] = {"opd": office.brief, "jumlah": str(count), "semua": str(total)}
            yield on_plan("opd_overload", office.ref, figures=(count, total), **said)
