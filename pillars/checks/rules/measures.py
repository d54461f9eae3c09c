"""Angka awal and targets of a target card: years, direction, size. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_many
from pillars.fields import show_years
from pillars.measures import indicator_words, plain_unit, steps_against
from workshops.number_format import show_number

_MAY_PASS_100 = re.compile(r"pertumbuhan|laju|perubahan|selisih|rasio|inflasi|cakupan")


def baseline_missing(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets without a baseline. “Tidak ada data” is no figure either: its owner still owes it. Zero is one."""
    for target in picture.targets:
        if target.baseline is None:
            yield on(target, "baseline_missing", field="baseline")


def baseline_year_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        if target.baseline is not None and target.baseline_year is None:
            yield on(target, "baseline_year_missing", field="baseline_year")


def baseline_year_old(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        year = target.baseline_year
        if year is not None and year < picture.start - 4:
            yield on(target, "baseline_year_old", field="baseline_year", figures=(year,), tahun=str(year))


def baseline_year_after_start(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        year = target.baseline_year
        if year is not None and year >= picture.start:
            said = {"tahun": str(year), "tahun_mulai": str(picture.start)}
            yield on(target, "baseline_year_after_start", field="baseline_year", figures=(year,), **said)


def target_against_direction(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets that run against their direction: by card, the first step in words, the years of the others."""
    for target in picture.targets:
        steps = steps_against(target.direction, target.targets)
        if not steps:
            continue
        before, old, year, new, word = steps[0]
        also = show_years(step[2] for step in steps[1:])
        yield on(
            target,
            "target_against_direction",
            field="targets_by_year",
            figures=(target.direction, *target.targets),
            more=f"Begitu juga {also}." if also else "",
            tahun1=str(before),
            nilai1=show_number(old),
            tahun2=str(year),
            nilai2=show_number(new),
            lebih_rendah_atau_tinggi=word,
            arah=target.direction,
        )


def first_target_worse_than_baseline(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        if target.baseline is None or not target.targets:
            continue
        year, first = target.targets[0]
        worse = {"naik": first < target.baseline, "turun": first > target.baseline}.get(target.direction, False)
        if worse:
            said = {"tahun": str(year), "nilai": show_number(first), "awal": show_number(target.baseline)}
            figures = (target.direction, target.baseline, year, first)
            yield on(target, "first_target_worse_than_baseline", field="targets_by_year", figures=figures, **said)


def target_year_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        given = {year for year, _ in target.targets}
        missing = [year for year in picture.years if year not in given]
        if missing:
            said = {"tahun": show_years(missing)}
            yield on(target, "target_year_missing", field="targets_by_year", figures=tuple(missing), **said)


def target_year_outside(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        outside = [year for year, _ in target.targets if year not in picture.years]
        if outside:
            said = {"tahun": show_years(outside)}
            yield on(target, "target_year_outside", field="targets_by_year", figures=tuple(outside), **said)


def target_flat(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets that do not change; of one year alone nothing can be said."""
    for target in picture.targets:
        figures = {figure for _, figure in target.targets}
        if target.direction != "tetap" and len(target.targets) > 1 and len(figures) == 1:
            yield on(target, "target_flat", field="targets_by_year", figures=(target.direction, *target.targets))


def target_leap(picture: CheckedPlan) -> Iterator[Finding]:
    """Find leaps between years, but not from an angka awal of more than two years before the plan."""
    for target in picture.targets:
        if target.baseline is None or len(target.targets) < 2:
            continue
        first, last = target.targets[0][1], target.targets[-1][1]
        old = target.baseline_year is not None and target.baseline_year < picture.start - 2
        if not old and first != last and abs(first - target.baseline) > 2 * abs(last - first):
            yield on(target, "target_leap", field="targets_by_year", figures=(target.baseline, first, last))


def percent_out_of_range(picture: CheckedPlan) -> Iterator[Finding]:
    """Find percents outside 0 to 100; growth, ratios and coverage may be above 100 or below zero."""
    for target in picture.targets:
        if target.unit.strip().lower() not in ("persen", "%") or _MAY_PASS_100.search(target.indicator.lower()):
            continue
        figures = [figure for _, figure in target.targets]
        figures += [] if target.baseline is None else [target.baseline]
        odd = [figure for figure in figures if not 0 <= figure <= 100]
        if odd:
            more = f"Nilainya {', '.join(show_number(figure) for figure in dict.fromkeys(odd))}."
            field = "baseline" if target.baseline in odd else "targets_by_year"
            yield on(target, "percent_out_of_range", field=field, figures=tuple(odd), more=more)


def same_indicator_two_numbers(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets of one indicator and one unit that tell different figures of the same year, all in one finding."""
    groups = defaultdict(list)
    for target in picture.targets:
        if words := indicator_words(target.indicator):
            groups[words, plain_unit(target.unit)].append(target)
    for same in groups.values():
        if len(same) < 2:
            continue
        told = defaultdict(set)
        for target in same:
            for key, figure in _told(target):
                told[key].add((figure, target.ref))
        split = {key: found for key, found in told.items() if len({figure for figure, _ in found}) > 1}
        if split:
            involved = {ref for found in split.values() for _, ref in found}
            cards = [target for target in same if target.ref in involved]
            yield _two_numbers(cards, split)


def _told(target):
    if target.baseline is not None and target.baseline_year is not None:
        yield ("angka awal", target.baseline_year), target.baseline
    for year, figure in target.targets:
        yield ("target", year), figure


def _two_numbers(cards, split):
    (what, year), found = min(split.items(), key=lambda item: item[0][1])
    codes = {card.ref: card.code for card in cards}
    values = "; ".join(f"{codes[ref]} {show_number(figure)}" for figure, ref in sorted(found))
    figures = tuple((*key, *sorted(told)) for key, told in sorted(split.items()))
    return on_many(
        cards,
        "same_indicator_two_numbers",
        field="baseline" if what == "angka awal" else "targets_by_year",
        figures=figures,
        more=f"{what.capitalize()} {year}: {values}.",
        kode1=cards[0].code,
        kode2=cards[1].code,
    )


def differs(ours: Decimal, theirs: Decimal, share: float) -> bool:
    """Return whether two figures are more than `share` (0.005 = half a percent) apart, also once rounded alike."""
    if ours == theirs or abs(ours - theirs) <= abs(theirs) * Decimal(str(share)):
        return False
    digits = min(_digits(ours), _digits(theirs))
    return round(ours, digits) != round(theirs, digits)


def _digits(number):
    return max(0, -number.normalize().as_tuple().exponent)
