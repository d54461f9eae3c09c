"""The laws of the merge: nothing of mine is lost, and what I did not touch is never written."""

from collections import Counter
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from pillars.fields import NO_DATA
from pillars.kinds import KINDS
from pillars.merge import both_in_one, both_lists, merge, same

TARGET = KINDS["sasaran"]
PROGRAMME = KINDS["program"]

texts = st.none() | st.text("ab ", max_size=3)
lines = st.lists(st.sampled_from("ABCDEF"), max_size=5)
distinct = st.lists(st.sampled_from(["TPB 1", "TPB 2", "TPB 3", "TPB 4"]), unique=True, max_size=4)
numbers = st.decimals(0, 3, places=0).map(lambda number: Decimal(int(number)))
tables = st.dictionaries(st.integers(2027, 2031), numbers, max_size=5)
entries = st.fixed_dictionaries(
    {},
    optional={
        "statement": texts,
        "baseline": st.none() | st.just(NO_DATA) | numbers,
        "baseline_year": st.none() | st.sampled_from([2024, 2025]),
        "direction": st.none() | st.sampled_from(["naik", "turun"]),
        "sources": lines,
        "sdg_refs": distinct,
        "targets_by_year": tables,
    },
)


def after(merged, theirs):
    return {**theirs, **merged.write}


def saved_by_both(base, mine, theirs):
    return after(merge(TARGET, base, mine, theirs), theirs)


@given(entries, entries, entries)
def test_each_field_of_mine_has_exactly_one_fate(base, mine, theirs):
    merged = merge(TARGET, base, mine, theirs)
    fates = [set(merged.write), set(merged.conflicts), merged.unchanged]
    assert set.union(*fates) == set(mine)
    assert sum(map(len, fates)) == len(mine)


@given(entries, entries, entries)
def test_a_field_that_i_did_not_change_is_never_written(base, mine, theirs):
    merged = merge(TARGET, base, mine, theirs)
    assert not [key for key in merged.write if same(mine[key], base.get(key))]
    assert not [key for key in merged.conflicts if same(mine[key], base.get(key))]


@given(entries, entries, entries)
def test_a_changed_value_of_mine_is_written_or_there_already_or_in_a_conflict(base, mine, theirs):
    merged = merge(TARGET, base, mine, theirs)
    now = after(merged, theirs)
    for key in ("statement", "baseline", "baseline_year", "direction"):
        if key in mine and not same(mine[key], base.get(key)):
            assert same(now.get(key), mine[key]) or merged.conflicts[key] == (base.get(key), mine[key], theirs.get(key))


@given(tables, tables, tables)
def test_each_year_that_i_changed_is_written_or_there_already_or_marked_as_clashing(base, mine, theirs):
    merged = merge(*of_table(base, mine, theirs))
    now = after(merged, {"targets_by_year": theirs})["targets_by_year"]
    conflict = merged.conflicts.get("targets_by_year")
    for year in range(2027, 2032):
        if mine.get(year) != base.get(year) and now.get(year) != mine.get(year):
            assert conflict[1].get(year) == mine.get(year)
            if theirs.get(year) != base.get(year):
                assert conflict[2].get(year) == theirs.get(year)
                assert year in merged.clashing["targets_by_year"]


@given(tables, tables, tables)
def test_choosing_either_side_of_a_clash_keeps_the_other_years_of_both(base, mine, theirs):
    conflict = merge(*of_table(base, mine, theirs)).conflicts.get("targets_by_year")
    for year in range(2027, 2032) if conflict else ():
        if mine.get(year) == base.get(year):
            assert conflict[1].get(year) == conflict[2].get(year) == theirs.get(year)
        elif theirs.get(year) == base.get(year):
            assert conflict[1].get(year) == conflict[2].get(year) == mine.get(year)


def of_table(base, mine, theirs):
    return (TARGET, *({"targets_by_year": side} for side in (base, mine, theirs)))


@given(distinct, distinct, distinct)
def test_choices_never_conflict_and_keep_what_both_put_in_and_took_out(base, mine, theirs):
    merged = merge(TARGET, {"sdg_refs": base}, {"sdg_refs": mine}, {"sdg_refs": theirs})
    now = after(merged, {"sdg_refs": theirs})["sdg_refs"]
    assert not merged.conflicts
    expected = (set(theirs) - (set(base) - set(mine))) | (set(mine) - set(base))
    assert set(now) == expected
    assert len(now) == len(set(now))


@given(lines, lines, lines)
def test_lines_of_a_list_are_kept_or_shown_in_a_conflict(base, mine, theirs):
    merged = merge(TARGET, {"sources": base}, {"sources": mine}, {"sources": theirs})
    if "sources" in merged.conflicts:
        _, my_side, their_side = merged.conflicts["sources"]
        before, my_lines, their_lines = merged.clashing["sources"]
        assert set(mine) - set(base) <= set(my_side)
        assert set(theirs) - set(base) <= set(their_side)
        # the two sides differ in the clashing lines and in no others
        assert Counter(my_side) - Counter(their_side) <= Counter(my_lines)
        assert Counter(their_side) - Counter(my_side) <= Counter(their_lines)
        assert set(before) <= set(base)
        return
    now = after(merged, {"sources": theirs})["sources"]
    for line in set(mine) - set(base):
        assert line in now
    for line in set(theirs) - set(base):
        assert line in now
    for line in set(base) - set(mine) - set(theirs):
        assert line not in now


@given(lines, lines, lines)
def test_choosing_either_side_of_clashing_lines_is_a_change_of_these_lines_alone(base, mine, theirs):
    conflict = merge(TARGET, {"sources": base}, {"sources": mine}, {"sources": theirs}).conflicts.get("sources")
    if conflict:
        _, my_side, their_side = conflict
        assert merge(TARGET, {"sources": their_side}, {"sources": my_side}, {"sources": their_side}).conflicts == {}


@given(entries, entries, entries)
@example({"sources": ["A"]}, {"sources": ["A", "A"]}, {"sources": ["B"]})
def test_merging_twice_changes_nothing(base, mine, theirs):
    first = merge(TARGET, base, mine, theirs)
    now = after(first, theirs)
    again = merge(TARGET, base, {key: mine[key] for key in mine if key not in first.conflicts}, now)
    assert again.write == {}
    assert again.conflicts == {}


@given(entries, entries)
def test_equal_changes_are_no_conflict(base, both):
    merged = merge(TARGET, base, both, both)
    assert merged.write == {}
    assert merged.conflicts == {}


@given(entries, entries)
def test_what_nobody_else_touched_is_written_as_typed(base, mine):
    merged = merge(TARGET, base, mine, base)
    assert merged.conflicts == {}
    assert merged.write == {key: value for key, value in mine.items() if not same(value, base.get(key))}


@given(entries, entries, entries, st.sets(st.sampled_from([field.key for field in TARGET.fields])))
def test_changes_of_different_fields_give_the_same_entry_in_either_order(base, one, two, ani):
    hers = {key: value for key, value in one.items() if key in ani}
    his = {key: value for key, value in two.items() if key not in ani}
    first = saved_by_both(base, hers, {**base, **his})
    second = saved_by_both(base, his, {**base, **hers})
    assert all(same(first.get(key), second.get(key)) for key in {*first, *second})


@given(tables, tables, tables, st.sets(st.integers(2027, 2031)))
def test_changes_of_different_years_give_the_same_table_in_either_order(base, one, two, ani):
    hers = {year: (one if year in ani else base).get(year) for year in range(2027, 2032)}
    his = {year: (base if year in ani else two).get(year) for year in range(2027, 2032)}
    hers, his = ({y: v for y, v in side.items() if v is not None} for side in (hers, his))
    results = [merge(*of_table(base, a, b)) for a, b in ((hers, his), (his, hers))]
    assert not any(merged.conflicts for merged in results)
    first = after(results[0], {"targets_by_year": his})
    second = after(results[1], {"targets_by_year": hers})
    assert first == second


@given(*(st.lists(st.sampled_from(letters), unique=True, max_size=3) for letters in ("ABC", "XY", "VW")))
def test_lines_added_by_two_people_are_the_same_set_in_either_order(base, hers, his):
    ani, budi = {"sources": base + hers}, {"sources": base + his}
    first = after(merge(TARGET, {"sources": base}, ani, budi), budi)
    second = after(merge(TARGET, {"sources": base}, budi, ani), ani)
    assert sorted(first["sources"]) == sorted(second["sources"]) == sorted(base + hers + his)


def test_ani_and_budi_rewrite_different_lines_and_both_stand_in_their_places():
    base, ani, budi = ["BPS 2025", "Renstra"], ["BPS 2026", "Renstra"], ["BPS 2025", "Renstra Dinkes"]
    merged = merge(TARGET, {"sources": base}, {"sources": ani}, {"sources": budi})
    assert merged.write == {"sources": ["BPS 2026", "Renstra Dinkes"]}


def test_the_same_line_written_in_two_ways_is_a_conflict():
    merged = merge(TARGET, {"sources": ["BPS"]}, {"sources": ["BPS 2025"]}, {"sources": ["BPS 2026"]})
    assert merged.conflicts == {"sources": (["BPS"], ["BPS 2025"], ["BPS 2026"])}


def test_lines_beside_the_one_that_both_rewrote_stand_on_both_sides():
    base, ani, budi = ["BPS", "Renstra"], ["BPS 2025", "Renstra", "SPBE"], ["BPS 2026", "Renstra Dinkes", "IKM"]
    merged = merge(TARGET, {"sources": base}, {"sources": ani}, {"sources": budi})
    _, mine, theirs = merged.conflicts["sources"]
    assert mine == ["BPS 2025", "Renstra Dinkes", "IKM", "SPBE"]
    assert theirs == ["BPS 2026", "Renstra Dinkes", "IKM", "SPBE"]
    assert merged.clashing["sources"] == (["BPS"], ["BPS 2025"], ["BPS 2026"])


def test_a_text_to_merge_by_hand_holds_what_both_wrote_and_each_shared_word_once():
    base = "Tersedianya data pembangunan yang seragam dan terbuka"
    ani = "Tersedianya data pembangunan yang seragam, bermetadata baku, dan terbuka bagi warga"
    budi = "Tersedianya satu rujukan data pembangunan yang seragam dan terbuka untuk seluruh perangkat daerah"
    assert both_in_one(base, ani, budi) == (
        "Tersedianya satu rujukan data pembangunan yang seragam, bermetadata baku, dan terbuka bagi warga "
        "untuk seluruh perangkat daerah"
    )
    assert both_lists(["A1", "B", "C"], ["A2", "B", "C"]) == ["A1", "A2", "B", "C"]


@given(
    *(st.lists(st.sampled_from(["air ", "bersih. ", "desa\n", "jauh "]), max_size=12).map("".join) for _ in range(3))
)
def test_no_word_that_either_wrote_is_missing_from_the_text_to_merge_by_hand(base, mine, theirs):
    both = Counter(both_in_one(base, mine, theirs).split())
    for written in (mine, theirs):
        assert Counter(written.split()) - Counter(base.split()) <= both


def test_a_sorted_list_keeps_its_order_and_the_line_that_somebody_added():
    merged = merge(
        TARGET, {"sources": ["A", "B", "C"]}, {"sources": ["C", "A", "B"]}, {"sources": ["A", "B", "X", "C"]}
    )
    assert merged.write["sources"][:2] == ["C", "A"]
    assert sorted(merged.write["sources"]) == ["A", "B", "C", "X"]


def test_two_people_who_type_different_budgets_for_one_year_see_that_year_marked():
    merged = merge(
        PROGRAMME,
        {"budget_by_year": {2027: 1, 2028: 1}},
        {"budget_by_year": {2027: 5, 2028: 2}},
        {"budget_by_year": {2027: 7, 2028: 1, 2029: 3}},
    )
    assert merged.clashing == {"budget_by_year": (2027,)}
    _, mine, theirs = merged.conflicts["budget_by_year"]
    assert mine == {2027: 5, 2028: 2, 2029: 3}
    assert theirs == {2027: 7, 2028: 2, 2029: 3}


def test_years_of_a_programme_stay_sorted():
    merged = merge(PROGRAMME, {"years": [2028]}, {"years": [2028, 2030]}, {"years": [2027, 2028]})
    assert merged.write == {"years": [2027, 2028, 2030]}
