"""Logging in, leaving, two hats in one browser (corpus SES, HTP-23)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Person, form_values, new_op, seat_account
from tests.workshops.people.doors import enter, kinds, person
from workshops import codes
from workshops.live.models import Event
from workshops.membership.models import Participant
from workshops.people.models import WrongTry
from workshops.plans.models import StaffRole

pytestmark = pytest.mark.django_db


def log_in(client, username, password=PASSWORD, following=""):
    return client.post(f"/masuk/{following}", {"username": username, "password": password})


def test_staff_log_in_and_land_in_their_plan(satya):
    laptop = Client()
    answer = log_in(laptop, "SATYA")
    assert (answer.status_code, answer["Location"]) == (303, "/r/ponorogo/")
    assert laptop.get("/r/ponorogo/orang/").status_code == 200
    assert laptop.post("/keluar/").status_code == 303
    assert laptop.get("/r/ponorogo/orang/").status_code == 404


def test_a_wrong_name_and_a_wrong_password_get_one_sentence(satya):
    pages = []
    for name, password in (("satya", "salah sekali"), ("tidak-ada", "salah sekali")):
        answer = log_in(Client(), name, password)
        assert answer.status_code == 422 and kinds(answer) == ["field_error"]
        assert "Nama pengguna atau kata sandi tidak cocok. Periksa keduanya." in answer.content.decode()
        pages.append(len(answer.content) - len(name))
    assert len(set(pages)) == 1


def test_an_unknown_name_costs_the_same_queries(satya, django_assert_num_queries):
    for name in ("satya", "tidak-ada"):
        with django_assert_num_queries(6):
            log_in(Client(), name, "salah sekali")


def test_ses_07_ten_wrong_passwords_lock_the_name_at_this_address_only(satya, fitri):
    statuses = [log_in(Client(), "satya", f"password{number}").status_code for number in range(1, 21)]
    assert statuses == [422] * 10 + [429] * 10
    locked = log_in(Client(), "satya")
    assert locked.status_code == 429 and 0 < int(locked["Retry-After"]) <= 900
    assert log_in(Client(REMOTE_ADDR="10.0.0.9"), "satya").status_code == 303
    assert log_in(Client(), "fitri").status_code == 303
    WrongTry.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert log_in(Client(), "satya").status_code == 303


def test_what_is_typed_wrongly_is_not_kept_readable(satya):
    log_in(Client(REMOTE_ADDR="10.0.0.9"), "satya", "salah sekali")
    kept = str(list(WrongTry.objects.values()))
    assert "satya" not in kept and "10.0.0.9" not in kept


def test_ses_01_the_session_key_changes_at_login(satya):
    laptop = Client()
    laptop.cookies["rembuk"] = "abc"
    [laptop.post("/", {"code": "XXXXXXXX"}) for _ in range(2)]
    before = laptop.cookies["rembuk"].value
    assert log_in(laptop, "satya").status_code == 303
    assert laptop.cookies["rembuk"].value not in ("abc", before)
    stolen = Client()
    stolen.cookies["rembuk"] = before
    assert stolen.get("/r/ponorogo/orang/").status_code == 404


def test_ses_01_the_session_key_changes_at_joining(door):
    phone = Client()
    [phone.post("/", {"code": "XXXXXXXX"}) for _ in range(2)]
    before = phone.cookies["rembuk"].value
    enter(door, phone)
    assert phone.cookies["rembuk"].value != before
    stolen = Client()
    stolen.cookies["rembuk"] = before
    assert stolen.get("/r/ponorogo/saya/").status_code == 404


def test_ses_03_leaving_a_shared_laptop_leaves_nothing(door):
    laptop = Client()
    enter(door, laptop)
    page = laptop.get("/r/ponorogo/saya/").content.decode()
    answer = laptop.post("/r/ponorogo/saya/", form_values(page) | {"act": "tinggalkan"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert laptop.get("/r/ponorogo/saya/").status_code == 404
    assert Session.objects.count() == 0


def test_ses_05_other_devices_are_signed_out_and_this_one_stays(door, plan):
    first, second = Client(), Client()
    enter(door, first)
    second.post(f"/g/{door.token}/lagi/", {"name": "Ani Lestari", "words": codes.unseal(person(plan).code_cipher)})
    page = first.get("/r/ponorogo/saya/").content.decode()
    assert first.post("/r/ponorogo/saya/", form_values(page) | {"act": "keluarkan"}).status_code == 303
    assert first.get("/r/ponorogo/saya/").status_code == 200
    assert second.get("/r/ponorogo/saya/").status_code == 404


def test_ses_06_a_renewed_personal_code_signs_every_phone_out(door, plan, fitri):
    thief = Client()
    enter(door, thief)
    old = codes.unseal(person(plan).code_cipher)
    fitri.form("/r/ponorogo/orang/1/", act="baru")
    assert thief.get("/r/ponorogo/saya/").status_code == 404
    again = {"name": "Ani Lestari", "words": old}
    assert Client().post(f"/g/{door.token}/lagi/", again).status_code == 422
    fresh = codes.unseal(person(plan).code_cipher)
    assert fresh != old
    assert Client().post(f"/g/{door.token}/lagi/", again | {"words": fresh}).status_code == 303


def test_ses_09_cookies_are_shut_and_end_in_time(door, satya):
    phone, laptop = Client(), Client()
    enter(door, phone)
    log_in(laptop, "satya")
    for browser, longest in ((phone, 120 * 24 * 3600), (laptop, 12 * 3600)):
        cookie = browser.cookies["rembuk"]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"]) <= longest
        assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE
        assert len(cookie.value) == 32 and "ani" not in cookie.value.lower()


@pytest.mark.parametrize("value", ["a" * 8000, "x" * 32, "a", "../../etc", r'"\000aaaaaaaa"', r'"\001aaaaaaaa"'])
def test_ses_10_a_forged_cookie_is_nobody(plan, value):
    phone = Client(headers={"cookie": f"rembuk={value}"})
    assert phone.get("/").status_code == 200
    assert phone.get("/r/ponorogo/saya/").status_code == 404


@pytest.mark.parametrize(
    "address", ["//canary.test", "https://canary.test", "/\\canary.test", "javascript:alert(1)", "http:///canary.test"]
)
def test_htp_23_login_never_leads_to_another_site(satya, address):
    answer = log_in(Client(), "satya", following=f"?next={address}")
    assert (answer.status_code, answer["Location"]) == (303, "/r/ponorogo/")


def test_login_leads_back_to_where_somebody_wanted_to_go(satya):
    answer = log_in(Client(), "satya", following="?next=/r/ponorogo/orang/")
    assert answer["Location"] == "/r/ponorogo/orang/"


def test_a_page_that_was_opened_as_somebody_else_writes_nothing(door, plan, ani):
    page = ani.get("/r/ponorogo/saya/").content.decode()
    enter(door, ani.client, name="Budi di HP Ani")
    answer = ani.client.post("/r/ponorogo/saya/", form_values(page) | {"name": "Bukan Ani"})
    assert answer.status_code == 403 and "forbidden" in kinds(answer)
    assert not Participant.objects.filter(name="Bukan Ani").exists()


def test_an_account_without_a_plan_sees_only_itself(plan):
    oka = seat_account(plan, "Lia", None)
    assert oka.get("/akun/").status_code == 200
    assert oka.get("/r/ponorogo/orang/").status_code == 404


def test_nobody_without_an_account_has_an_account_page(ani, nana):
    assert ani.get("/akun/").status_code == nana.get("/akun/").status_code == 404


def test_an_account_changes_its_password_and_ends_its_other_sessions(satya):
    other = Client()
    log_in(other, "satya")
    wrong = satya.post("/akun/", {"password": "bukan ini", "new_password": "pendek"})
    assert wrong.status_code == 422 and kinds(wrong) == ["field_error", "field_error"]
    done = satya.post("/akun/", {"password": PASSWORD, "new_password": "kopi-jati-awan-47"})
    assert done.status_code == 303
    assert satya.get("/r/ponorogo/orang/").status_code == 200
    assert other.get("/r/ponorogo/orang/").status_code == 404
    assert log_in(Client(), "satya", "kopi-jati-awan-47").status_code == 303


def test_an_account_that_was_switched_off_is_out_at_once(satya):
    satya.account.is_active = False
    satya.account.save()
    assert satya.get("/r/ponorogo/orang/").status_code == 404
    assert log_in(Client(), "satya").status_code == 422


def test_the_front_page_names_no_plan_to_a_stranger_and_ones_own_to_a_member(door, plan, ani, satya):
    assert "Ponorogo" not in Client().get("/").content.decode()
    assert "Kabupaten Ponorogo" in ani.get("/").content.decode()
    assert "Kabupaten Ponorogo" in satya.get("/").content.decode()


def test_a_member_of_staff_may_join_a_group_as_well_and_stays_staff(door, satya):
    enter(door, satya.client, name="Satya Nugraha")
    assert StaffRole.objects.get(account=satya.account).role == "staf"
    assert "Satya Nugraha" in satya.get("/r/ponorogo/orang/").content.decode()
    assert satya.get("/r/ponorogo/gabung/").status_code == 200


def test_ses_08_a_right_that_was_taken_away_is_gone_for_an_open_page(fitri, ani):
    page = fitri.get("/r/ponorogo/orang/1/").content.decode()
    StaffRole.objects.filter(account=fitri.account).update(role="ahli")
    answer = fitri.post("/r/ponorogo/orang/1/", form_values(page) | {"role": "ketua"})
    assert answer.status_code == 403
    assert Participant.objects.get(number=1).role == "anggota"
    assert isinstance(fitri, Person) and Event.objects.count() == 0 and new_op()
