"""Laws over many small plans: whatever can be loaded comes back, and a second round changes nothing."""

from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from masterplan.exchange.faults import PlanFileError
from tests.amounts import either
from tests.masterplan.exchange.files import dump, load, not_held, reread, small
from tests.masterplan.exchange.made import Maker, tidy
from workshops.plans.models import Plan

# All plans of a test live in one transaction, each with its own address.
FEWER = settings(
    max_examples=either(20, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_numbers = count()


def new_slug():
    return f"rencana-{next(_numbers)}"


@FEWER
@given(seed=st.integers(0, 10**9))
def test_a_dump_holds_whatever_the_file_held_and_a_second_round_changes_nothing(db, seed):
    document = Maker(seed).plan()
    plan, _ = load(document, new_slug())
    first = dump(plan)
    assert list(not_held(document, reread(first))) == []
    again, _ = load(first.encode(), new_slug())
    assert dump(again) == first


@FEWER
@given(text=st.text(max_size=60))
@example(text="A\u0301" + "\u0323" * 9)
@example(text="\ud800")
def test_any_text_at_all_is_stored_clean_or_refused(db, text):
    document = small()
    problem = document["pillars"][0]["problems"][0]
    problem["evidence"] = problem["catatan"] = text
    before = Plan.objects.count()
    try:
        plan, _ = load(document, new_slug())
    except PlanFileError:
        assert Plan.objects.count() == before
        return
    stored = reread(dump(plan))["pillars"][0]["problems"][0]
    assert stored["evidence"] == stored["catatan"] == tidy(text, False)


def test_ten_tenths_are_one(db):
    document = small()
    document["period"] = {"start": 2027, "end": 2036}
    target = document["pillars"][0]["targets"][0]
    target["targets_by_year"] = {str(year): Decimal("0.1") for year in range(2027, 2037)}
    plan, _ = load(document)
    dumped = reread(dump(plan))["pillars"][0]["targets"][0]["targets_by_year"]
    assert sum(dumped.values()) == 1
