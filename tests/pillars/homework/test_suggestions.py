"""Which tasks gaps ask for: pure."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from pillars.cards.gaps import GROUP, Gap, Hole
from pillars.homework.suggestions import LINK, OFFICE, PLANNING, planning_office, suggest

KEYS = ["baseline", "baseline_year", "sources", LINK]


@dataclass(frozen=True)
class Office:
    name: str
    short: str = ""


DINKES, BAPPERIDA = Office("Dinas Kesehatan", "Dinkes"), Office("Badan Perencanaan Pembangunan", "Bapperida")


def gap(*keys, who=OFFICE, ref="sasaran-1"):
    holes = tuple(Hole(key, key, "", who) for key in keys)
    return Gap(ref, "sasaran", "GOV-S1", "Antrean pendek", holes, who)


def test_what_the_group_can_close_and_missing_children_are_no_homework():
    child = Gap("sasaran-1", "sasaran", "S1", "", (Hole("strategi", "Strategi", "", GROUP, child=True),), GROUP)
    assert suggest([gap("unit", who=GROUP), child], owners={}) == []


def test_each_card_is_one_task_for_the_office_that_owes_it():
    (one,) = suggest([gap("baseline", "sources")], owners={"sasaran-1": DINKES})
    assert (one.to, one.keys, one.value) == (DINKES, ("baseline", "sources"), "sasaran-1:baseline,sources")
    (nobody,) = suggest([gap("baseline", ref="sasaran-2")], owners={"sasaran-1": DINKES})
    assert nobody.to is None


def test_the_rpjmd_is_asked_of_the_planning_office_whatever_the_region_calls_it():
    (one,) = suggest(
        [gap(LINK, who=PLANNING)], owners={"sasaran-1": DINKES}, planning=planning_office([DINKES, BAPPERIDA])
    )
    assert one.to == BAPPERIDA
    assert planning_office([DINKES]) is None


@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS), min_size=1))
def test_what_is_suggested_and_what_is_asked_already_are_the_gap_and_nothing_twice(taken, holes):
    found = suggest([gap(*sorted(holes))], owners={}, taken={("sasaran-1", key) for key in taken})
    keys = [key for one in found for key in one.keys]
    assert sorted(keys) == sorted(holes - taken)
    assert all(LINK not in one.keys or one.keys == (LINK,) for one in found)
