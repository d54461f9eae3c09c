"""The checks on the example plan: what `content/checks.json` expects, and every case that was planted in it."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.check_catalogue import CHECKS
from pillars.checks.picture import read_picture
from pillars.checks.run import RULES, findings_of

ROOT = Path(__file__).parents[3]
CONTENT = json.loads((ROOT / "pillars/content/checks.json").read_text(encoding="utf-8"))
EXPECTED = {raw["id"]: raw["expected_in_example"] for raw in CONTENT["checks"]}
_once = {}


@pytest.fixture
def found(db):
    """{check: [Finding]} of the example plan, looked at once."""
    if not _once:
        example = ROOT / "masterplan/content/example_plan.json"
        plan = load_plan(read_document(example.read_bytes()), "contoh").plan
        with CaptureQueriesContext(connection) as seen:
            picture = read_picture(plan)
        by_check = {check: [] for check in CHECKS}
        for finding in findings_of(picture):
            by_check[finding.check].append(finding)
        _once.update(by_check=by_check, queries=len(seen), codes={card.ref: card.code for card in picture.cards})
    return _once


def codes(found, findings):
    return {found["codes"][ref] for finding in findings for ref in finding.refs}


def test_there_are_76_checks_and_each_has_its_rule():
    assert len(CHECKS) == len(RULES) == CONTENT["count"] == 76


@pytest.mark.parametrize("check", [check for check, expected in EXPECTED.items() if expected is not None])
def test_the_example_plan_has_what_is_expected(found, check):
    findings, expected = found["by_check"][check], EXPECTED[check]
    if check == "illustrative_left":
        assert [finding.more for finding in findings] == expected
    elif expected == ["rencana"]:
        assert [finding.subject for finding in findings] == expected
    else:
        assert codes(found, findings) == set(expected), [finding.sentence for finding in findings]
        assert bool(findings) == bool(expected), [finding.sentence for finding in findings]


@pytest.mark.parametrize("check", [check for check, expected in EXPECTED.items() if expected is None])
def test_what_needs_more_than_the_file_says_nothing_of_the_example(found, check):
    assert found["by_check"][check] == []


@pytest.mark.parametrize("seeded", CONTENT["seeded_checks"], ids=lambda seeded: seeded["note"])
def test_every_planted_case_is_found(found, seeded):
    findings = found["by_check"][seeded["check"]]
    if topic := seeded.get("topic"):
        findings = [finding for finding in findings if finding.subject == f"topik-{topic}"]
        assert codes(found, findings) == set(seeded["codes"])
    assert set(seeded["codes"]) <= codes(found, findings)


@pytest.mark.parametrize("topic", CONTENT["number_topics"], ids=lambda topic: topic["key"])
def test_each_topic_is_told_once_by_the_cards_that_contradict(found, topic):
    check = "two_measuring_methods" if topic.get("note") else "number_told_two_ways"
    findings = [one for one in found["by_check"][check] if one.subject == f"topik-{topic['key']}"]
    assert len(findings) == bool(topic["expected_in_example"])
    assert codes(found, findings) == set(topic["expected_in_example"])


def test_the_sentences_are_whole_and_speak_of_the_figures(found):
    said = [finding.sentence for findings in found["by_check"].values() for finding in findings]
    assert all("{" not in sentence and "None" not in sentence for sentence in said)
    assert "Target Persentase penduduk miskin 2029 (5 persen) lebih lemah daripada RPJMD S4.3 (4 persen)." in said


def test_a_plan_is_read_in_a_bounded_number_of_queries(found):
    assert found["queries"] <= 25
