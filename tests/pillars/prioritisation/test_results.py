"""From scores to an order: what is counted, what adds up, who comes first."""

from hypothesis import given
from hypothesis import strategies as st

from pillars.prioritisation.results import counted, ranked, rounded_usg

score = st.integers(1, 5)
triples = st.lists(st.tuples(score, score, score), min_size=1, max_size=12)


def usg(ref, *triples):
    return [(ref, *triple, None) for triple in triples]


def test_means_spread_and_disagreement_of_one_problem():
    cards = counted(usg("masalah-1", *[(5, 5, 3)] * 8, (4, 4, 3)) + usg("masalah-2", (4, 5, 1), (4, 4, 5)))
    first, second = ranked(cards, ["masalah-2", "masalah-1"])
    assert (first.ref, first.place, first.total, first.sums, first.people) == ("masalah-1", 1, 13, "5 + 5 + 3", 9)
    assert [(one.mean, one.low, one.high) for one in first.letters] == [("4,9", 4, 5), ("4,9", 4, 5), ("3,0", 3, 3)]
    assert first.letters[0].sentence == "Mendesak: 1 orang memberi 4, 8 orang memberi 5"
    assert first.wide == [] and second.wide == ["Memburuk: 1 sampai 5"]


@given(triples)
def test_the_three_whole_numbers_are_scores_and_add_up_to_the_rounded_mean_total(triples):
    (result,) = counted(usg("masalah-1", *triples)).values()
    parts, total = rounded_usg(result), sum(map(sum, triples))
    assert sum(parts) == (2 * total + len(triples)) // (2 * len(triples))
    for part, given_ in zip(parts, zip(*triples, strict=True), strict=True):
        assert 1 <= part <= 5 and abs(part - sum(given_) / len(given_)) < 1


@given(st.dictionaries(st.sampled_from([f"masalah-{n}" for n in range(1, 7)]), triples, min_size=2))
def test_the_higher_total_comes_first_then_the_graver_then_the_more_urgent(given_):
    cards = counted([row for ref, triples in given_.items() for row in usg(ref, *triples)])
    found = ranked(cards, sorted(cards))
    assert sorted(one.ref for one in found) == sorted(given_)
    keys = [(one.total, one.parts[1], one.parts[0]) for one in found]
    assert keys == sorted(keys, reverse=True)
    places = [one.place for one in found]
    assert places[0] == 1 and places == sorted(places)


def test_equal_dots_share_a_place_and_no_dots_have_none():
    rows = [("program-1", None, None, None, 2), ("program-2", None, None, None, 3), ("program-1", None, None, None, 1)]
    cards = counted([*rows, ("program-4", None, None, None, 1)])
    found = ranked(cards, ["program-1", "program-2", "program-3", "program-4"])
    told = [(one.ref, one.place, one.total, one.people) for one in found]
    assert told == [("program-1", 1, 3, 2), ("program-2", 1, 3, 1), ("program-4", 3, 1, 1)]
