"""Plans made by chance: whatever can be loaded is checked, and its page is shown."""

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pillars.checks.picture import read_picture
from pillars.checks.run import findings_of
from tests.cast import seat_account
from tests.masterplan.exchange.files import load
from tests.masterplan.exchange.made import Maker
from tests.masterplan.exchange.test_any_plan import new_slug
from workshops.plans.models import Account


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_whatever_can_be_loaded_is_checked_and_shown(db, seed):
    plan, _ = load(Maker(seed).plan(), new_slug())
    findings = findings_of(read_picture(plan))
    assert len({(one.check, one.subject) for one in findings}) == len(findings)
    for one in findings:
        assert one.sentence and len(one.subject) <= 140
        assert reverse("answer_check", args=[plan.slug, one.check, one.subject])
    Account.objects.filter(username="satya").delete()
    satya = seat_account(plan, "Satya", "staf")
    assert satya.get(f"/r/{plan.slug}/periksa/").status_code == 200
