"""Attendance of a half day: by coming in, by a phone that is there, by who marks it; and who may not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.cast import form_values, new_op
from tests.workshops.people.doors import enter
from workshops.live.models import Event
from workshops.people.attendance import current_half_day, half_days_of
from workshops.people.models import Attendance
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek

PAGE = "/r/ponorogo/kehadiran/"


@pytest.fixture
def bimtek(plan):
    """The first of two days of an open bimtek."""
    now = timezone.now()
    return Bimtek.objects.create(
        plan=plan, number=1, title="Bimtek I: Kesiapan", first_day=local(now, plan).date(), days=2, opened_at=now
    )


def said(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def there(**known):
    return list(Attendance.objects.filter(**known).order_by("id").values_list("name", flat=True))


def tick(person, *numbers, **changes):
    """Opens the page, sets exactly these ticks and saves."""
    values = form_values(person.get(PAGE).content.decode())
    return person.post(PAGE, values | {"hadir": [str(number) for number in numbers]} | changes)


def report(person, **more):
    return person.post("/r/ponorogo/hadir/", {"hp": "0123456789ab", "unsent": "0", "drafts": "0", **more})


def test_who_joins_on_a_day_of_the_bimtek_is_there(bimtek, door, fitri):
    enter(door)
    row = Attendance.objects.get()
    assert (row.name, row.institution, row.how) == ("Ani Lestari", "Dinas Kesehatan", "gabung")
    assert "1 dari 1 orang hadir" in said(fitri.get(PAGE))


def test_who_joins_outside_of_its_days_is_noted_nowhere(bimtek, door):
    Bimtek.objects.update(first_day=bimtek.first_day + timedelta(days=1))
    enter(door)
    Bimtek.objects.update(first_day=bimtek.first_day - timedelta(days=2))
    enter(door, name="Budi")
    assert there() == []


@pytest.mark.parametrize(("hour", "half"), [(7, "pagi"), (11, "pagi"), (12, "siang"), (16, "siang")])
def test_the_half_day_is_that_of_the_clocks_of_the_region(bimtek, plan, hour, half):
    plan.time_zone = "Asia/Jayapura"
    moment = local(timezone.now(), plan).replace(hour=hour, minute=0)
    Bimtek.objects.update(first_day=moment.date() - timedelta(days=1))
    assert current_half_day(plan, moment).key == f"1-2-{half}"


def test_a_phone_that_is_looked_at_is_there_and_no_other(bimtek, ani, budi, fitri):
    report(budi)
    report(fitri, lihat="1")
    assert there() == []
    report(ani, lihat="1")
    report(ani, lihat="1")
    assert there() == ["Ani"]
    assert not Event.objects.exists()


def test_whom_somebody_took_off_the_list_their_phone_does_not_bring_back(bimtek, ani, fitri):
    report(ani, lihat="1")
    tick(fitri)
    report(ani, lihat="1")
    from workshops.people.actions import attendance

    attendance._SEEN.clear()
    report(ani, lihat="1")
    assert there() == []
    tick(fitri, 1)
    assert there() == ["Ani"]


def test_a_facilitator_marks_everybody_and_a_ketua_their_own_group(bimtek, dewi, ani, cici, fitri):
    tick(dewi, ani.number)
    assert there(how="ketua") == ["Ani"]
    page = said(dewi.get(PAGE))
    assert "Cici" not in page and "dicatat Dewi" in page
    half = next(half_days_of(bimtek)).key
    wrong = {"saat": half, "orang": f"{cici.number}", "tadi": "", "hadir": [str(cici.number)], "op": new_op()}
    assert dewi.post(PAGE, wrong).status_code == 403
    tick(fitri, ani.number, cici.number)
    assert there() == ["Ani", "Cici"]
    assert there(how="petugas") == ["Cici"]


def test_two_who_mark_at_once_do_not_undo_each_other(bimtek, ani, budi, fitri, satya):
    mine, theirs = (form_values(one.get(PAGE).content.decode()) for one in (fitri, satya))
    fitri.post(PAGE, mine | {"hadir": ["1"]})
    satya.post(PAGE, theirs | {"hadir": ["2"]})
    assert there() == ["Ani", "Budi"]


def test_somebody_without_a_phone_is_noted_with_instansi_and_jabatan_and_taken_off_again(bimtek, fitri, dewi):
    values = {"saat": "1-1-pagi", "act": "tambah", "name": "Pak Lurah", "institution": "Kelurahan Banyudono"}
    values |= {"position": "Lurah", "op": new_op()}
    for _ in range(2):
        assert fitri.post(PAGE, values).status_code == 303
    row = Attendance.objects.get()
    assert (row.position, row.participant, row.how) == ("Lurah", None, "petugas")
    assert "Kelurahan Banyudono · Lurah · dicatat Fitri" in said(fitri.get(PAGE + "?saat=1-1-pagi"))
    assert dewi.post(PAGE, values | {"op": new_op(), "as": dewi.key}).status_code == 403
    fitri.post(PAGE, {"saat": "1-1-pagi", "act": "hapus", "baris": row.pk, "op": new_op()})
    assert there() == []


def test_what_is_missing_is_said_and_what_was_typed_stays(bimtek, fitri):
    answer = fitri.post(PAGE, {"saat": "1-1-pagi", "act": "tambah", "name": "Pak Lurah", "op": new_op()})
    assert answer.status_code == 422
    assert "Instansi belum diisi." in said(answer) and 'value="Pak Lurah"' in answer.content.decode()


def test_a_signed_bimtek_keeps_its_attendance(bimtek, ani, fitri, door):
    values = form_values(fitri.get(PAGE).content.decode())
    Bimtek.objects.update(signed_at=timezone.now(), minutes_number="041/2026")
    answer = fitri.post(PAGE, values | {"hadir": ["1"]})
    assert answer.status_code == 403 and "041/2026" in said(answer)
    enter(door)
    report(ani, lihat="1")
    assert there() == []
    assert "sudah ditandatangani" in said(fitri.get(PAGE))


def test_a_page_filters_by_group_and_by_who_is_missing(bimtek, ani, cici, fitri):
    tick(fitri, ani.number)
    assert "Ani" not in said(fitri.get(PAGE + "?tampil=belum")) and "Cici" in said(fitri.get(PAGE + "?tampil=belum"))
    assert "Cici" not in said(fitri.get(PAGE + "?kelompok=tata-kelola"))
    assert "1 dari 2 orang hadir" in said(fitri.get(PAGE))


@pytest.mark.parametrize("half", ["", "9-9-pagi", "1-1-malam", "x"])
def test_a_half_day_that_is_not_there_is_not_there(bimtek, fitri, half):
    values = {"saat": half, "act": "tambah", "name": "Pak", "institution": "Desa", "op": new_op()}
    assert fitri.post(PAGE, values).status_code == 404


def test_a_ketua_finds_the_way_and_a_member_sees_only_their_own(bimtek, dewi, ani, fitri):
    assert PAGE in dewi.get("/r/ponorogo/saya/").content.decode()
    tick(fitri, ani.number)
    own = ani.get("/r/ponorogo/saya/")
    assert PAGE not in own.content.decode() and "Bimtek I, hari 1" in said(own)


def test_before_a_bimtek_is_opened_the_page_says_so(fitri):
    assert "Belum ada bimtek yang dibuka" in said(fitri.get(PAGE))
