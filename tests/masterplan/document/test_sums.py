"""Rupiah are added up in one place, and every way of adding them gives the same."""

import random

from masterplan.document.sums import dearest_first, differs, funding_of, grouped, money_years, summed
from pillars.plan_view.cards import Programme


def programme(budget=None, funding=(), **years):
    budgets = tuple((int(year[1:]), amount) for year, amount in years.items())
    return Programme.of("program-1", budget=budget, budgets=budgets, funding=funding)


def test_the_years_count_and_a_sum_only_where_there_are_none():
    assert programme(100, y2027=30, y2028=30).cost == 60
    assert programme(100).cost == 100
    assert programme(None, y2027=0).cost == 0
    assert programme().cost is None
    assert differs(programme(100, y2027=30)) and not differs(programme(30, y2027=30)) and not differs(programme(100))


def test_nothing_written_is_not_nought():
    assert not summed([programme(), programme()]).known
    nought = summed([programme(None, y2027=0), programme()])
    assert (nought.known, nought.total, nought.unbudgeted, nought.count) == (True, 0, 1, 2)


def test_a_year_outside_the_period_has_a_column_once_it_has_money():
    plans = [programme(None, y2026=0, y2035=7)]
    assert money_years((2027, 2028), plans) == (2027, 2028, 2035)


def test_programmes_of_several_sources_stand_under_them_together():
    found = dearest_first(grouped([programme(5, ("APBD", "CSR")), programme(9, ("APBD",)), programme(1)], funding_of))
    assert [(name, summed(members).total) for name, members in found] == [("APBD", 9), ("APBD dan CSR", 5), ("", 1)]


def test_any_grouping_adds_up_to_the_whole():
    dice = random.Random(7)
    for _ in range(200):
        programmes = [
            programme(
                dice.choice([None, 0, dice.randint(1, 10**15)]),
                tuple(dice.sample(["APBD", "CSR", "DAK"], dice.randint(0, 3))),
                **{f"y{year}": dice.choice([0, dice.randint(1, 10**15)]) for year in dice.sample(range(2025, 2037), 3)}
                if dice.random() < 0.7
                else {},
            )
            for _ in range(dice.randint(0, 12))
        ]
        whole = summed(programmes)
        assert whole.total == sum(whole.years.values()) + whole.undated
        parts = [summed(members) for members in grouped(programmes, funding_of).values()]
        assert sum(part.total for part in parts) == whole.total
        assert sum(part.undated for part in parts) == whole.undated
        for year in money_years(range(2027, 2032), programmes):
            assert sum(part.years.get(year, 0) for part in parts) == whole.years.get(year, 0)
