"""The description of the kinds: complete, frozen, and what it calls "lengkap"."""

import dataclasses
from decimal import Decimal

import pytest

from pillars.catalogue import BY_CODE, PILLARS
from pillars.fields import NO_DATA, Context, parse_field
from pillars.kinds import CHAIN, CHOICES, KINDS, missing

PERIOD = (2027, 2031)
WHOLE_TARGET = {
    "statement": "Meningkatnya kepuasan warga",
    "problem_refs": ["masalah-1"],
    "dimension": "GOV-1",
    "indicator": "IKM",
    "unit": "indeks",
    "direction": "naik",
    "baseline": Decimal("84.1"),
    "baseline_year": 2025,
    "sources": ["Bagian Organisasi"],
    "targets_by_year": {year: Decimal(85) for year in range(2027, 2032)},
    "rpjmd_ref": "S5.2",
}
WHOLE_PROGRAMME = {
    "name": "Pelimpahan pemeriksaan berkas",
    "strategy_ref": "strategi-1",
    "action_group": "kebijakan_kelembagaan",
    "lead_opd": "Dukcapil",
    "funding": ["APBD Kabupaten"],
    "budget_by_year": {2027: 325_000_000, 2028: 0},
    "years": [2027, 2028],
    "term": "menengah",
    "output": "12 kantor kecamatan",
}
ALL_FIELDS = {f"{kind.key}.{field.key}": field for kind in KINDS.values() for field in kind.fields}


def keys(gaps):
    return [field.key for field in gaps]


def test_the_four_kinds_of_the_chain_hang_together():
    assert [KINDS[key].children for key in CHAIN] == ["sasaran", "strategi", "program", None]
    assert [KINDS[key].parent for key in CHAIN] == [None, "masalah", "sasaran", "strategi"]
    fields = [KINDS[key].parent_field for key in CHAIN[1:]]
    assert keys(fields) == ["problem_refs", "target_ref", "strategy_ref"]


def test_a_kind_cannot_be_changed_while_the_program_runs():
    with pytest.raises(dataclasses.FrozenInstanceError):
        KINDS["masalah"].label = "Isu"
    with pytest.raises(TypeError):
        KINDS["masalah"].field("statement").limits["max_chars"] = 3


def test_a_field_says_what_a_person_needs():
    assert [name for name, field in ALL_FIELDS.items() if not (field.label and field.empty_text)] == []
    assert {name: len(field.help) for name, field in ALL_FIELDS.items() if not 0 < len(field.help) <= 120} == {}


def test_the_good_example_of_a_field_is_accepted_by_it(subtests):
    for name, field in ALL_FIELDS.items():
        if field.editable:
            with subtests.test(name):
                assert parse_field(field, all_typed(field.example_good), Context(period=PERIOD)).value not in (
                    None,
                    [],
                    {},
                )


def all_typed(example):
    if isinstance(example, dict):
        return {key: str(value).replace(".", ",") for key, value in example.items()}
    return [typed(item) for item in (example if isinstance(example, list) else [example])]


def typed(value):
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_open_lists_keep_a_value_that_is_not_in_them():
    field = KINDS["program"].field("funding")
    assert parse_field(field, ["APBN/Pelatihan nasional"]).value == ["APBN/Pelatihan nasional"]
    assert field.label_of("APBN/Pelatihan nasional") == "APBN/Pelatihan nasional"


def test_a_choice_that_is_not_offered_is_refused():
    with pytest.raises(Exception, match="Pilih dari daftar"):
        parse_field(KINDS["sasaran"].field("direction"), ["stabil"])


def test_references_are_checked_against_the_plan_when_the_caller_knows_them():
    field = KINDS["strategi"].field("target_ref")
    context = Context(allowed={"target_ref": {"sasaran-1"}})
    assert parse_field(field, ["sasaran-1"], context).value == "sasaran-1"
    with pytest.raises(Exception, match="Pilih dari daftar"):
        parse_field(field, ["sasaran-2"], context)


def test_there_are_seventeen_goals():
    assert [choice.value for choice in CHOICES["sdg"]] == [f"TPB {n}" for n in range(1, 18)]


def test_a_whole_target_misses_nothing():
    assert missing("sasaran", WHOLE_TARGET, period=PERIOD) == []


def test_a_target_without_one_of_its_fields_misses_exactly_that():
    missed = {key: keys(missing("sasaran", {**WHOLE_TARGET, key: None}, period=PERIOD)) for key in WHOLE_TARGET}
    assert missed == {key: [key] for key in WHOLE_TARGET}


def test_a_target_is_complete_only_with_a_figure_for_each_year_of_the_plan():
    table = {year: Decimal(85) for year in range(2027, 2031)}
    assert keys(missing("sasaran", {**WHOLE_TARGET, "targets_by_year": table}, period=PERIOD)) == ["targets_by_year"]
    assert missing("sasaran", {**WHOLE_TARGET, "targets_by_year": table}, period=(2027, 2030)) == []


def test_no_data_is_an_answer_but_the_number_is_still_owed():
    assert keys(missing("sasaran", {**WHOLE_TARGET, "baseline": NO_DATA}, period=PERIOD)) == ["baseline"]


def test_zero_is_a_baseline():
    assert missing("sasaran", {**WHOLE_TARGET, "baseline": Decimal(0)}, period=PERIOD) == []


def test_a_programme_owes_a_budget_for_the_years_it_runs():
    assert missing("program", WHOLE_PROGRAMME, period=PERIOD) == []
    longer = {**WHOLE_PROGRAMME, "years": [2027, 2028, 2029]}
    assert keys(missing("program", longer, period=PERIOD)) == ["budget_by_year"]


def test_a_strategy_without_a_programme_is_not_complete():
    strategy = {"statement": "Menyederhanakan proses", "target_ref": "sasaran-1"}
    assert missing("strategi", strategy, children=1) == []
    (gap,) = missing("strategi", strategy, children=0)
    assert (gap.key, gap.type, gap.empty_text) == ("program", "children", KINDS["program"].empty_state)


def test_six_pillars_with_three_sub_dimensions_each():
    assert [pillar.code for pillar in PILLARS] == ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]
    assert [d.code for d in BY_CODE["ENV"].dimensions] == ["ENV-1", "ENV-2", "ENV-3"]
    assert sum(len(pillar.dimensions) for pillar in PILLARS) == 18
