"""The strip of the bimteks on the home of staff: what is over, where one is, and what comes next."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from workshops.dates import short_date
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(plan):
    return local(timezone.now(), plan).date()


def hold(plan, number, name, first_day, **known):
    return Bimtek.objects.create(plan=plan, number=number, title=name, first_day=first_day, days=2, **known)


def seen(person, page=""):
    """The page, and the stops of its strip as (look, words)."""
    page = BeautifulSoup(person.get(f"/r/ponorogo/{page}").content, "lxml")
    return page, [(item["class"][0], " ".join(item.get_text(" ").split())) for item in page.select(".bimteks li")]


def test_between_two_bimteks_one_is_in_the_time_of_the_offices(satya, plan, today):
    now = timezone.now()
    until = today + timedelta(days=5)
    hold(plan, 1, "Bimtek I: Masalah", today - timedelta(days=9), opened_at=now, window_until=now + timedelta(days=5))
    hold(plan, 2, "Bimtek II: Sasaran", today + timedelta(days=7))
    page, stops = seen(satya)
    assert [look for look, _ in stops] == ["done", "now", "later"]
    assert stops[1][1] == f"Masa kerja OPD sampai {short_date(until)} Angka dan bukti"
    assert stops[2][1].startswith("Bimtek II ") and stops[2][1].endswith(" Sasaran")
    assert page.select_one(".bimteks [aria-current=step] b").text == "Masa kerja OPD"
    assert "Bimtek II tinggal 7 hari lagi: " in page.select_one(".page-head__lead").text
    assert "Siapkan Bimtek II" in page.select_one("main a.btn").text
    assert seen(satya, "siapkan/")[0].h1.text == "Siapkan Bimtek II"


def test_a_bimtek_is_present_until_its_last_day_is_past(satya, plan, today):
    first = hold(plan, 1, "Bimtek I: Masalah", today - timedelta(days=1), opened_at=timezone.now())
    page, stops = seen(satya)
    assert [look for look, _ in stops] == ["now"] and "hari lagi" not in page.text
    Bimtek.objects.filter(pk=first.pk).update(first_day=today - timedelta(days=2))
    assert [look for look, _ in seen(satya)[1]] == ["done"]


def test_a_signed_bimtek_is_over_and_one_without_a_day_says_so(satya, plan, today):
    now = timezone.now()
    hold(plan, 1, "Bimtek I: Masalah", today, opened_at=now, signed_at=now)
    hold(plan, 2, "Bimtek II", None, purpose="Menetapkan sasaran")
    assert seen(satya)[1][1] == ("later", "Bimtek II tanggal belum diisi Menetapkan sasaran")
    assert seen(satya)[1][0][0] == "done"


def test_a_plan_without_bimteks_has_no_strip(satya, plan):
    page, stops = seen(satya)
    assert stops == [] and "Siapkan bimtek" in page.select_one("main a.btn").text
