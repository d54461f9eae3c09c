"""What people see when something went wrong: the same for everybody, with the text kept."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory

from tests.cast import form_values, new_op
from tests.workshops.people.doors import enter, fill, kinds
from workshops.membership.models import Participant
from workshops.people.views.error_pages import broken

pytestmark = pytest.mark.django_db


def test_what_is_not_there_looks_alike_to_everybody_and_names_nothing(plan, other_plan, ani, satya, nana):
    seen = set()
    for who in (ani, satya, nana):
        for address in (
            "/r/trenggalek/",
            "/r/tidak-ada/",
            "/tidak/<b>ada</b>/",
            "/r/PONOROGO/",
            "/r/trenggalek/orang/1/",
        ):
            answer = who.client.get(address)
            headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
            seen.add((answer.status_code, answer.content, tuple(sorted(headers.items()))))
    assert len(seen) == 1
    assert kinds(answer) == ["not_found"]


@pytest.mark.parametrize("address", ["/a%00b", "/r/%ff%fe/", "/r/p%D0%BEnorogo/", "/r/ponorogo%0d%0aX:1/", "/%zz"])
def test_odd_addresses_are_not_there(ani, address):
    assert ani.client.get(address).status_code in (400, 404)


def test_htp_08_a_form_that_was_open_too_long_comes_back_ready_to_send(door):
    phone = Client(enforce_csrf_checks=True)
    long = "Dinas " + "Pemberdayaan Masyarakat dan Desa " * 3
    answer = phone.post(f"/g/{door.token}/", fill(institution=long, code="RAHASIA9", password="rahasia"))
    page = answer.content.decode()
    assert answer.status_code == 403 and kinds(answer) == ["expired_form"]
    assert "rahasia" not in page.lower()
    soup = BeautifulSoup(answer.content, "lxml")
    assert soup.select_one("form textarea").text.strip() == long.strip()
    assert Participant.objects.count() == 0
    form = soup.select_one("form")
    again = phone.post(form["action"], form_values(str(form)))
    assert again.status_code == 303 and Participant.objects.count() == 1


def test_htp_09_a_post_from_another_site_is_refused(door, everything):
    phone, before = Client(enforce_csrf_checks=True), everything()
    page = phone.get(f"/g/{door.token}/").content.decode()
    answer = phone.post(f"/g/{door.token}/", form_values(page) | fill(), headers={"origin": "https://canary.test"})
    assert answer.status_code == 403 and kinds(answer) == ["forbidden"]
    assert everything() == before


def test_htp_21_a_forged_host_is_400(plan, everything):
    before = everything()
    answer = Client().get("/", headers={"host": "canary.test"})
    assert answer.status_code == 400 and "canary" not in answer.content.decode()
    assert everything() == before


def test_htp_22_malformed_posts_are_400_or_say_what_is_missing(door, everything):
    before = everything()
    statuses = [
        Client().post(f"/g/{door.token}/", b"x", content_type="multipart/form-data").status_code,
        Client().post(f"/g/{door.token}/", b"{}", content_type="application/json").status_code,
        Client().post(f"/g/{door.token}/", b"%zz&=&&==", content_type="application/x-www-form-urlencoded").status_code,
    ]
    assert statuses[0] in (400, 422) and statuses[1:] == [422, 422]
    assert everything() == before


def test_a_refusal_says_who_may(ani):
    answer = ani.get("/r/ponorogo/gabung/")
    assert answer.status_code == 403 and kinds(answer) == ["forbidden"]
    assert "Hanya fasilitator atau staf yang dapat melakukan ini." in answer.content.decode()


def test_the_page_of_a_fault_needs_nothing_and_gives_a_number(django_assert_num_queries, caplog):
    with django_assert_num_queries(0):
        answer = broken(RequestFactory().get("/"))
    page = BeautifulSoup(answer.content, "lxml")
    number = page.select_one("b.num").text.split(" ")[0]
    assert answer.status_code == 500 and number in caplog.text
    assert "Tulisan Anda aman di HP ini." in page.h1.text


def test_personal_pages_are_not_kept(ani, door):
    for address in ("/r/ponorogo/saya/", "/r/ponorogo/orang/", "/", f"/g/{door.token}/", "/masuk/"):
        assert ani.get(address)["Cache-Control"] == "private, no-store"


def test_assets_are_kept_for_ever_and_an_old_name_leads_to_the_present(client):
    for name in ("room", "office"):
        led = client.get(f"/aset/{name}.000000000000.css")
        kept = client.get(led["Location"])
        assert led.status_code == 302 and kept.status_code == 200
        assert "immutable" in kept["Cache-Control"] and b"@layer" in kept.content
    assert client.get("/aset/settings.000000000000.py").status_code == 404
    assert client.get("/favicon.ico", follow=True).status_code == 200
    assert client.get("/manifest.webmanifest").json()["lang"] == "id"


def test_wrong_methods_are_405_with_the_right_ones_named(door, ani, satya):
    assert Client().get("/keluar/").status_code == 405
    answer = satya.client.put("/r/ponorogo/saya/")
    assert answer.status_code == 405 and answer["Allow"] == "GET, POST"
    assert ani.client.post("/r/ponorogo/orang/").status_code == 405


def test_a_first_visit_is_small(door, client):
    import gzip

    page = client.get(f"/g/{door.token}/").content
    assert len(gzip.compress(page)) < 4_500
    assert enter(door).status_code == 303 and new_op()
