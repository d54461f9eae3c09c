"""A programme that is moved in time: its years, its term and its money."""

import pytest

from masterplan.roadmap.move import Horizons, move

HORIZONS = Horizons((2027, 2028, 2029, 2030, 2031), (2027,), (2027, 2028, 2029, 2030, 2031), (2032, 2036))


def stood(years=(2027, 2028), term="menengah", **money):
    return {"years": list(years), "term": term, "budget_by_year": {int(year[1:]): n for year, n in money.items()}}


def test_the_money_moves_along_with_the_years():
    moved = move(stood(y2027=300, y2028=200), 2029, 2030, along=True, horizons=HORIZONS)
    assert moved.values == {"years": [2029, 2030], "term": "menengah", "budget_by_year": {2029: 300, 2030: 200}}
    assert moved.outside == {}


def test_money_that_shall_stay_is_named_where_it_falls_outside():
    moved = move(stood(y2027=300, y2028=200), 2028, 2029, along=False, horizons=HORIZONS)
    assert moved.values["budget_by_year"] == {2027: 300, 2028: 200}
    assert moved.outside == {2027: 300}


@pytest.mark.parametrize(("first", "last", "outside"), [(2027, 2028, {2029: 5}), (2028, 2029, {2027: 3})])
def test_a_programme_that_gets_shorter_keeps_its_money_in_its_years(first, last, outside):
    moved = move(stood((2027, 2028, 2029), y2027=3, y2028=4, y2029=5), first, last, along=True, horizons=HORIZONS)
    assert moved.values["budget_by_year"] == {2027: 3, 2028: 4, 2029: 5}
    assert moved.outside == outside


def test_a_gap_in_its_years_moves_too_and_is_filled_when_the_length_changes():
    gap = stood((2027, 2029))
    assert move(gap, 2028, 2030, along=True, horizons=HORIZONS).values["years"] == [2028, 2030]
    assert move(gap, 2027, 2030, along=True, horizons=HORIZONS).values["years"] == [2027, 2028, 2029, 2030]


def test_the_years_of_a_programme_without_any_leave_its_money_where_it_was_written():
    moved = move(stood((), None, y2027=300), 2028, 2029, along=True, horizons=HORIZONS)
    assert moved.values == {"years": [2028, 2029], "term": "menengah", "budget_by_year": {2027: 300}}
    assert moved.outside == {2027: 300}


@pytest.mark.parametrize(
    ("first", "last", "term"), [(2027, 2027, "pendek"), (2027, 2031, "menengah"), (2031, 2032, "panjang")]
)
def test_the_term_follows_the_years(first, last, term):
    assert move(stood(), first, last, along=True, horizons=HORIZONS).values["term"] == term


def test_a_term_that_the_group_chose_against_the_years_stays():
    assert move(stood(term="pendek"), 2028, 2031, along=True, horizons=HORIZONS).values["term"] == "pendek"


def test_money_of_every_move_is_the_same_money():
    before = stood((2027, 2028, 2029), y2027=1, y2028=20, y2030=300)
    for first in range(2027, 2037):
        for last in range(first, 2037):
            for along in (True, False):
                moved = move(before, first, last, along=along, horizons=HORIZONS)
                assert sum(moved.values["budget_by_year"].values()) == 321
                inside = [n for year, n in moved.values["budget_by_year"].items() if year in moved.values["years"]]
                assert sum(inside) + sum(moved.outside.values()) == 321
