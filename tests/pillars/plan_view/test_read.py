"""The view of a plan holds every field of every living card, and costs the same few queries for any plan."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pillars.cards.queries import entries
from pillars.cards.values import CARD_MODELS, read_value
from pillars.kinds import KINDS
from pillars.models import QuickWinProfile, Strategy, Target
from pillars.plan_view.cards import Programme
from pillars.plan_view.read import read_plan_view
from pillars.plan_view.values import Ref
from tests.amounts import in_turn_after
from tests.books.odd_plans import four_pillars, one_pillar
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan
from tests.masterplan.document.test_read import loaded

pytestmark = pytest.mark.django_db
PLANS = (example_plan, plan_of_gaps, empty_plan, small_plan, four_pillars, one_pillar)
QUERIES = 35


def plainly(value):
    """The value of a view as forms know it."""
    if isinstance(value, tuple):
        return [plainly(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    return str(value) if isinstance(value, Ref) else value


def full_plan():
    """The example with a card of every kind."""
    plan = example_plan()
    first = plan["pillars"][0]
    programme = first["programmes"][0]["code"]
    plan["gap_analysis"] = [{"element": "Jaringan", "problem_refs": [first["problems"][0]["code"]]}]
    plan["vision_keywords"] = [{"word": "unggul", "meaning": "mutu"}]
    plan["smart_city_vision"]["tujuan"] = [{"statement": "Cepat", "target_refs": [first["targets"][0]["code"]]}]
    plan["realisations"] = [{"programme_ref": programme, "year": 2027, "status": "berjalan", "percent": 12.5}]
    plan["narratives"] = [{"section": "B2-3", "body": "Satu.\n\nDua."}]
    plan["evaluation_answers"] = [{"item": "a.1", "report_year": 2027, "answer": "Sudah", "own_score": 3}]
    return plan


def test_every_field_of_every_card_is_in_the_view_as_forms_read_it(tmp_path):
    plan = loaded(full_plan(), tmp_path)
    view = read_plan_view(plan)
    for kind in CARD_MODELS:
        rows = list(entries(plan, kind))
        assert rows, f"the plan of this test has no {kind}"
        assert {row.ref for row in rows} == {card.ref for card in view.of_kind(kind)}
        for row in rows:
            card = view.by_ref[row.ref]
            assert (card.code, card.pillar) == (row.code, row.pillar.code)
            for field in KINDS[kind].fields:
                if field.key != "agreement":
                    said, kept = card.values.get(field.key), read_value(row, field)
                    assert (plainly(said) or None) == (kept or None), (row.ref, field.key)


@pytest.mark.parametrize("plan", in_turn_after(3, PLANS))
def test_a_plan_of_any_size_is_read_in_the_same_few_queries(plan, tmp_path):
    row = loaded(plan(), tmp_path)
    with CaptureQueriesContext(connection) as queries:
        read_plan_view(row)
    assert len(queries) <= QUERIES


def test_what_a_card_names_has_the_name_that_people_know(tmp_path):
    view = read_plan_view(loaded(example_plan(), tmp_path))
    given = {one["code"]: one for pillar in example_plan()["pillars"] for one in pillar["programmes"]}
    for programme in view.of_kind("program"):
        assert programme.lead_opd == given[programme.code].get("lead_opd", "")
        assert view.by_ref[programme.strategy].code == given[programme.code]["strategy_ref"]
        assert programme.values["strategy_ref"].label == given[programme.code]["strategy_ref"]


def test_a_card_in_the_bin_is_neither_there_nor_named(tmp_path):
    plan = loaded(example_plan(), tmp_path)
    target = Target.objects.filter(plan=plan).first()
    profile = QuickWinProfile.objects.filter(plan=plan).select_related("programme").first()
    Target.objects.filter(pk=target.pk).update(deleted_in=1)
    type(profile.programme).objects.filter(pk=profile.programme_id).update(deleted_in=1)
    view = read_plan_view(plan)
    assert not {target.ref, profile.ref, profile.programme.ref} & set(view.by_ref)
    below = Strategy.objects.filter(plan=plan, target=target)
    assert below and all(view.by_ref[row.ref].target == "" for row in below)


def test_a_card_changes_by_its_properties_or_by_its_fields():
    one = Programme.of("program-1", "GOV-PR1", "GOV", name="Parkir", budgets=((2027, 5),), lead_opd="Dinas")
    assert one.values == {"name": "Parkir", "budget_by_year": {2027: 5}, "lead_opd": "Dinas"}
    other = one.replace(code="GOV-PR2", budget_by_year={2028: 7}, note="baru")
    assert (other.code, other.name, other.budgets, other.note) == ("GOV-PR2", "Parkir", ((2028, 7),), "baru")
    assert one.code == "GOV-PR1" and one.kind is KINDS["program"] and one.years == () and one.budget is None
