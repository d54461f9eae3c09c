"""Look-alikes by their letters, and what a merged card says unless somebody chooses."""

import json

import pytest

from masterplan.server.paths import ROOT
from pillars.card_merge.texts import BOTH, KEPT, TWIN, default, merged_values, taken_over, to_choose
from pillars.likeness import alike

EMPTY = dict.fromkeys(
    [
        "statement",
        "dimension",
        "indicator",
        "unit",
        "direction",
        "baseline",
        "baseline_year",
        "baseline_status",
        "baseline_owner",
        "measurement",
        "sources",
        "targets_by_year",
        "targets_status",
        "rpjmd_ref",
        "rpjmd_previous_ref",
        "alignment_status",
        "alignment_reason",
        "sdg_refs",
        "note",
    ]
)
ONE = EMPTY | {"statement": "Pendek", "indicator": "Lama antrean", "unit": "menit", "note": "Satu", "sources": ["A"]}
TWO = EMPTY | {"statement": "Lebih panjang", "indicator": "Jumlah", "baseline": 4, "note": "Dua", "sources": ["B", "A"]}


@pytest.mark.parametrize(
    ("kind", "name"), [("problems", "statement"), ("targets", "statement"), ("programmes", "name")]
)
def test_the_example_plan_has_no_look_alikes_and_a_reworded_copy_is_found(kind, name):
    plan = json.loads((ROOT / "masterplan" / "content" / "example_plan.json").read_text(encoding="utf-8"))
    sentences = {row["code"]: row[name] for pillar in plan["pillars"] for row in pillar[kind]}
    assert alike(sentences) == []
    code = next(iter(sentences))
    words = sentences[code].rstrip(".").split()
    sentences["salinan"] = " ".join([*words[len(words) // 2 :], "dan", *words[: len(words) // 2]]).upper()
    (_, *pair), *others = alike(sentences)
    assert pair == [code, "salinan"] and others == []


@pytest.mark.parametrize("sentences", [{}, {1: ""}, {1: "", 2: ""}, {1: "dan di", 2: "dan di"}, {1: "日本", 2: "日本"}])
def test_what_says_nothing_is_like_nothing(sentences):
    assert alike(sentences) == []


def test_of_two_cards_the_longer_sentence_both_notes_and_one_whole_measure_stand():
    chosen = {part.key: default(part, ONE, TWO) for part in to_choose("sasaran", ONE, TWO)}
    assert chosen == {"statement": TWIN, "indicator": KEPT, "sources": BOTH, "note": BOTH}
    values = merged_values("sasaran", ONE, TWO, {})
    assert sorted(values.pop("sources")) == ["A", "B"]
    assert values == {"statement": "Lebih panjang", "note": "Satu\n\nDua"}


def test_nobody_gets_the_figures_of_one_indicator_under_the_name_of_another():
    values = merged_values("sasaran", ONE, TWO, {"indicator": TWIN})
    assert (values["indicator"], values["unit"], values["baseline"]) == ("Jumlah", None, 4)


def test_what_only_the_twin_says_is_taken_over_and_named():
    assert taken_over("sasaran", ONE, TWO | {"dimension": "GOV-1"}) == ["Subdimensi"]
    assert taken_over("sasaran", ONE, TWO | {"dimension": "GOV-1"}, across=True) == []
