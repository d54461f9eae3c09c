"""Budgets of programmes: sums, sources, years, size. Pure."""

from collections.abc import Iterator

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_plan
from pillars.fields import show_years
from workshops.number_format import show_number

LEAST_LIKELY, MOST_LIKELY = 1_000_000, 10_000_000_000_000
#: Below so many programmes with a source nothing is said about where the money comes from.
FUNDED = 10
_OWN = frozenset(["APBD Kabupaten", "APBD Kota"])
_VILLAGE_MONEY = frozenset(["Dana Desa", "APBDes"])
_VILLAGE = ("desa", "pmd", "kecamatan", "pkk")


def budget_sum_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find sums that differ from their years, to the rupiah."""
    for programme in picture.programmes:
        parts = sum(amount for _, amount in programme.budgets)
        if programme.budget is None or not programme.budgets or parts == programme.budget:
            continue
        said = {
            "jumlah": show_number(programme.budget),
            "rincian": show_number(parts),
            "selisih": show_number(abs(parts - programme.budget)),
        }
        yield on(programme, "budget_sum_differs", field="budget", figures=(programme.budget, parts), **said)


def budget_missing(picture: CheckedPlan) -> Iterator[Finding]:
    """Find programmes without a budget; Rp0 is one."""
    for programme in picture.programmes:
        if programme.budget is None and not programme.budgets:
            yield on(programme, "budget_missing", field="budget_by_year")


def budget_without_source(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        if (programme.cost or 0) > 0 and not programme.funding:
            yield on(programme, "budget_without_source", field="funding")


def budget_year_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find years with money outside the programme; a year whose budget is written as 0 is a year without cost."""
    for programme in picture.programmes:
        if not programme.budgets:
            continue
        paid = {year for year, amount in programme.budgets if amount > 0}
        given = {year for year, _ in programme.budgets}
        odd = (paid - set(programme.years)) | (set(programme.years) - given)
        if odd:
            more = f"Berbeda pada {show_years(odd)}."
            figures = (programme.years, tuple(sorted(paid)))
            yield on(programme, "budget_year_differs", field="budget_by_year", figures=figures, more=more)


def budget_suspicious_scale(picture: CheckedPlan) -> Iterator[Finding]:
    """Find budgets of a suspicious scale. Other programmes are no measure: roads do cost hundreds of billions."""
    for programme in picture.programmes:
        small = [amount for _, amount in programme.budgets if 0 < amount < LEAST_LIKELY]
        large = (programme.cost or 0) > MOST_LIKELY
        if small or large:
            value = small[0] if small else programme.cost or 0
            said = {"kecil_besar": "kecil" if small else "besar", "nilai": show_number(value)}
            yield on(programme, "budget_suspicious_scale", field="budget_by_year", figures=(value,), **said)


def only_apbd(picture: CheckedPlan) -> Iterator[Finding]:
    funded = [programme for programme in picture.programmes if programme.funding]
    own = [programme for programme in funded if _OWN.issuperset(programme.funding)]
    if len(funded) >= FUNDED and len(own) * 100 > 80 * len(funded):
        share = f"{len(own) * 100 // len(funded)}"
        yield on_plan("only_apbd", figures=(len(own), len(funded)), bagian=share)


def village_fund_without_village(picture: CheckedPlan) -> Iterator[Finding]:
    for programme in picture.programmes:
        if not _VILLAGE_MONEY.intersection(programme.funding):
            continue
        named = " ".join((programme.lead_opd, *programme.support_opd)).lower()
        if not any(word in named for word in _VILLAGE):
            yield on(programme, "village_fund_without_village", field="support_opd", figures=(named,))
