"""A signed bimtek locks the analyses: pages are read, nothing is written, and the reason is said."""

from datetime import UTC, datetime

import pytest

from pillars.analysis.actions import add_words, agree
from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import Keyword, SwotAgreement
from tests.cast import new_op
from tests.pillars.analysis.conftest import HOME, write
from tests.pillars.analysis.test_pages import soup, words
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import Refused
from workshops.plans.models import Bimtek

SIGNED = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def signed(plan, ani, satya):
    """Ani wrote a statement; bimtek I is signed."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    write(ani, "swot", type="strengths", statement="Reog diakui dunia")
    Bimtek.objects.filter(plan=plan, number=1).update(signed_at=SIGNED, minutes_number="041/12/2026")
    plan.refresh_from_db()
    return plan


def test_everybody_reads_and_is_told_why_nothing_can_be_written(signed, ani):
    for address in ("", "swot/", "visi/"):
        page = soup(ani.get(f"{HOME}{address}"))
        assert "041/12/2026" in words(page.select_one("[data-kind=locked]"))
        assert not page.select(".btn--add") and not page.select("form[action*=setuju]")


@pytest.mark.parametrize(
    "act",
    [
        lambda one: add_entry(one, "kesiapan", "", {"component": "alam", "aspect": "Air"}, op=new_op()),
        lambda one: add_entry(one, "visi_misi", "", {}, op=new_op()),
        lambda one: save_entry(one, "swot-1", {"statement": "Lain"}, base=3, op=new_op()),
        lambda one: add_words(one, [("Reog", ["swot-1"])], op=new_op()),
        lambda one: agree(one, 1, True, op=new_op()),
    ],
)
def test_every_write_is_refused_with_the_number_of_the_minutes(signed, ani, act):
    with pytest.raises(Refused) as refused:
        act(ani.actor)
    assert refused.value.verdict.reason == "terkunci" and "041/12/2026" in refused.value.verdict.sentence
    assert not SwotAgreement.objects.exists() and not Keyword.objects.exists()
