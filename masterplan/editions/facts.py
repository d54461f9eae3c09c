"""What the public page shows of a plan, taken from the book data that a book was frozen from. Pure.

Plain values only, kept as JSON beside the tree, so that the page of an edition stays what it was. Of people nothing is
taken: no names, notes, sources, or who watches over a number.
"""

import json

from masterplan.document import sums, words
from masterplan.document.book_data import BookData
from pillars.kinds import CHAIN, KINDS
from pillars.quick_win_guide import is_placeholder

#: Goes up when a key changes its meaning. Editions frozen before a key was added do without it.
VERSION = 1
HORIZONS = (("pendek", "Jangka pendek"), ("menengah", "Jangka menengah"), ("panjang", "Jangka panjang"))


def packed_facts(book_data: BookData) -> bytes:
    """Return the facts as stable UTF-8 JSON."""
    return json.dumps(facts_of(book_data), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def facts_of(book_data: BookData) -> dict:
    """Return what the public page shows: money in whole rupiah, other numbers as text, years as numbers; lists of
    [year, value] in the order of years."""
    programmes = [programme for pillar in book_data.pillars for programme in pillar.programmes]
    period, codes = book_data.period, _codes(book_data.pillars)
    return {
        "version": VERSION,
        "region": book_data.region.name,
        "province": book_data.region.province,
        "period": [period.start, period.end],
        "vision": book_data.vision.statement,
        "missions": list(book_data.vision.missions),
        "counts": _counts(book_data.pillars),
        "money": _money(period, programmes),
        "horizons": [
            [label, words.first_and_last(years) if key == "panjang" else words.years(years)]
            for (key, label), years in zip(
                HORIZONS, (period.short_term, period.medium_term, period.long_term), strict=True
            )
            if years
        ],
        "pillars": [_pillar(pillar, period, codes) for pillar in book_data.pillars],
        "quick_wins": _quick_wins(book_data),
    }


def _counts(pillars):
    return [[KINDS[kind].label.lower(), sum(len(pillar.of_kind(kind)) for pillar in pillars)] for kind in CHAIN]


def _codes(pillars):
    """{ref: code} of problems and targets; a strategy stands for the target that it serves."""
    codes = {one.ref: one.code for pillar in pillars for one in (*pillar.problems, *pillar.targets)}
    served = {one.ref: codes[one.target] for pillar in pillars for one in pillar.strategies if one.target in codes}
    return codes | served


def _money(period, programmes):
    told = sums.summed(programmes)
    years = sums.per_year(programmes)
    return {
        "total": told.total if told.known else None,
        "years": [[year, years.get(year, 0)] for year in sums.money_years(period.years, programmes)],
        "undated": told.undated,
        "unbudgeted": told.unbudgeted,
    }


def _pillar(pillar, period, codes):
    return {
        "code": pillar.code,
        "name": pillar.name,
        "definition": pillar.definition,
        "counts": _counts([pillar]),
        "money": _money(period, pillar.programmes),
        "problems": [{"ref": one.ref, "code": one.code, "statement": one.statement} for one in pillar.problems],
        "targets": [_target(target, codes) for target in pillar.targets],
        "programmes": [_programme(programme, codes) for programme in pillar.programmes],
        "long_term": list(pillar.long_term_directions),
    }


def _target(target, codes):
    return {
        "ref": target.ref,
        "code": target.code,
        "statement": target.statement,
        "problems": [codes[ref] for ref in target.problems if ref in codes],
        "indicator": target.indicator,
        "unit": target.unit,
        "baseline": None if target.baseline is None else str(target.baseline),
        "baseline_year": target.baseline_year,
        "targets": [[year, str(value)] for year, value in target.targets],
    }


def _programme(programme, codes):
    return {
        "ref": programme.ref,
        "target": codes.get(programme.strategy, ""),
        "code": programme.code,
        "name": programme.name,
        "agency": programme.lead_opd,
        "output": programme.output,
        "term": dict(HORIZONS).get(programme.term, ""),
        "years": list(programme.years) or [year for year, amount in programme.budgets if amount],
        "budgets": [[year, amount] for year, amount in programme.budgets],
        "budget": programme.cost,
        "quick_win": programme.chosen,
    }


def _quick_wins(book_data):
    """Those that are chosen, and any other that has a profile, with what the profile says to a reader."""
    profiles = {profile.programme: profile for profile in book_data.quick_wins}
    told = []
    for pillar in book_data.pillars:
        for programme in pillar.programmes:
            profile = profiles.get(programme.ref)
            if profile is None and not programme.chosen:
                continue
            told.append(
                {
                    "ref": programme.ref,
                    "pillar": pillar.code,
                    "code": programme.code,
                    "name": programme.name,
                    "agency": programme.lead_opd,
                    "budget": programme.cost,
                    "summary": _said(profile and profile.summary),
                    "benefit": _said(profile and profile.benefit),
                }
            )
    return told


def _said(text):
    """What somebody wrote, not what the form asks for."""
    return "" if not text or is_placeholder(text) else text
