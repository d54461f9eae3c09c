"""The people of a plan: who sees what, who changes whom, and what the journal keeps of it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pillars.cards.actions.save import add_entry
from tests.cast import form_values, new_op
from tests.workshops.people.doors import enter, kinds
from workshops import codes
from workshops.live.models import Event
from workshops.membership.models import Participant

pytestmark = pytest.mark.django_db


WHO = {"name": "Ani Lestari", "institution": "Kadin"}


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def give_codes():
    for row in Participant.objects.all():
        Participant.objects.filter(pk=row.pk).update(code_cipher=codes.seal("reog sate dua lima"))


def test_everybody_sees_names_and_institutions_by_group(ani, budi, cici, dewi, eko):
    for who in (ani, cici, eko):
        page = soup(who.get("/r/ponorogo/orang/"))
        assert [item.text for item in page.select(".person__who b")][:4] == ["Dewi", "Ani", "Budi", "Cici"]
        assert not page.select("form.person__acts") and not page.select('a[href*="/orang/1/"]')


def test_the_list_is_searched_by_name_and_institution(ani, budi, cici):
    for typed, found in (("kadin", ["Cici"]), ("bud", ["Budi"]), ("zzz", [])):
        page = soup(ani.get(f"/r/ponorogo/orang/?cari={typed}"))
        assert [item.text for item in page.select(".person__who b")] == found


def test_the_list_costs_the_same_for_many_people(door, fitri, django_assert_max_num_queries):
    for number in range(30):
        enter(door, name=f"Peserta {number} orang")
    with django_assert_max_num_queries(15):
        assert fitri.get("/r/ponorogo/orang/").status_code == 200


def test_the_facilitator_appoints_and_the_appointed_has_the_right_at_once(fitri, ani):
    answer = fitri.form("/r/ponorogo/orang/1/", role="ketua")
    assert answer.status_code == 303 and answer["X-Rembuk"] == "1"
    assert ani.actor.role == "ketua"
    event = Event.objects.get()
    assert (event.verb, event.refs, event.actor) == ("person.appointed", ["peserta-1"], fitri.key)
    assert "Ani" not in str(list(Event.objects.values_list()))
    assert "Tersimpan" in fitri.get(answer["Location"]).content.decode()


def test_who_moves_to_another_group_leaves_the_role_behind(fitri, dewi):
    fitri.form("/r/ponorogo/orang/1/", group="ekonomi")
    assert (dewi.actor.pillar, dewi.actor.role) == ("ECO", "anggota")
    assert Event.objects.get().verb == "person.moved"


def test_who_was_moved_in_the_middle_of_a_card_is_told_where_they_sit_now(fitri, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    card = "/r/ponorogo/tata-kelola/masalah-1/"
    open_form = form_values(ani.get(card).content.decode())
    fitri.form("/r/ponorogo/orang/1/", group="ekonomi")
    answer = ani.post(card, open_form | {"statement": "Antrean sangat panjang"})
    assert answer.status_code == 403
    assert "Anda sekarang di kelompok Ekonomi. Tulisan Anda aman sebagai draf di HP ini." in answer.content.decode()


def test_a_row_of_the_list_is_changed_in_place(fitri, ani):
    page = soup(fitri.get("/r/ponorogo/orang/"))
    form = page.select_one("form.person__acts")
    answer = fitri.post(form["action"], form_values(f"<form>{form.decode_contents()}</form>") | {"role": "notulis"})
    assert answer.status_code == 303 and answer["Location"].endswith("#orang-1")
    row = Participant.objects.get()
    assert (row.name, row.institution, row.role) == ("Ani", "Dinas Kesehatan", "notulis")


@pytest.mark.parametrize("who", ["ani", "dewi", "cici", "eko"])
def test_nobody_else_manages_people(request, plan, ani, fitri, who, everything):
    person = request.getfixturevalue(who)
    before = everything()
    for act in ({"role": "ketua"}, {"act": "cabut"}, {"act": "tampilkan"}, {"act": "baru"}):
        assert person.post("/r/ponorogo/orang/1/", act | {"op": new_op()}).status_code == 403
    assert person.get("/r/ponorogo/orang/1/").status_code == 403
    assert person.get("/r/ponorogo/gabung/").status_code == 403
    assert person.post("/r/ponorogo/gabung/", {"op": new_op()}).status_code == 403
    assert everything() == before


def test_a_person_of_another_plan_is_not_there(fitri, ani, oka, door):
    assert oka.get("/r/ponorogo/orang/1/").status_code == 404
    assert fitri.get("/r/ponorogo/orang/999/").status_code == 404
    assert fitri.get("/r/ponorogo/orang/99999999999999999999/").status_code == 404


def test_removing_is_asked_first_and_what_was_written_stays(fitri, ani):
    asked = fitri.get("/r/ponorogo/orang/1/?cabut=1").content.decode()
    assert "Cabut akses Ani?" in asked and "Yang sudah ditulisnya tetap ada." in asked
    answer = fitri.post("/r/ponorogo/orang/1/", form_values(asked) | {"act": "cabut"})
    assert answer.status_code == 303
    assert ani.get("/r/ponorogo/saya/").status_code == 404
    assert "Ani" not in fitri.get("/r/ponorogo/orang/").content.decode()
    assert Participant.objects.get().name == "Ani"


def test_showing_somebodys_code_is_written_down(fitri, ani):
    give_codes()
    assert "reog sate" not in fitri.get("/r/ponorogo/orang/1/").content.decode()
    answer = fitri.form("/r/ponorogo/orang/1/", act="tampilkan")
    page = fitri.get(answer["Location"]).content.decode()
    assert "reog sate dua lima" in page and "tercatat di catatan akses." in page
    event = Event.objects.get()
    assert (event.verb, event.actor, event.refs) == ("person.code_shown", fitri.key, ["peserta-1"])
    assert "reog" not in str(list(Event.objects.values_list()))
    fitri.form("/r/ponorogo/orang/1/", act="tutup")
    assert "reog sate" not in fitri.get("/r/ponorogo/orang/1/").content.decode()


def test_ones_own_code_is_shown_on_request(ani):
    give_codes()
    assert "reog" not in ani.get("/r/ponorogo/saya/").content.decode()
    ani.form("/r/ponorogo/saya/", act="tampilkan")
    assert ani.get("/r/ponorogo/saya/").content.decode().count("<span>reog</span>") == 1
    assert Event.objects.count() == 0


def test_no_page_but_these_shows_a_personal_code(ani, budi, fitri, door):
    give_codes()
    for who in (ani, budi, fitri):
        for address in ("/", "/r/ponorogo/orang/", "/r/ponorogo/riwayat/", "/r/ponorogo/kelompok/"):
            assert "reog sate" not in who.client.get(address, follow=True).content.decode()


def test_a_person_corrects_name_and_institution(ani):
    answer = ani.form("/r/ponorogo/saya/", name="Ani Lestari, S.Kom.", institution="Kadin")
    assert answer.status_code == 303 and answer["X-Rembuk-Op"]
    row = Participant.objects.get()
    assert (row.name, row.institution) == ("Ani Lestari, S.Kom.", "Kadin")
    wrong = ani.form("/r/ponorogo/saya/", name="")
    assert wrong.status_code == 422 and "field_error" in kinds(wrong)
    assert "Nama belum diisi." in wrong.content.decode()


def test_a_save_without_op_is_refused_with_the_sentence(ani, everything):
    before = everything()
    for op in ("", "x" * 300, "1' OR 1=1"):
        answer = ani.form("/r/ponorogo/saya/", **WHO, op=op)
        assert answer.status_code == 422 and "field_error" in kinds(answer)
    assert everything() == before


def test_the_same_save_twice_is_one_event_and_another_text_is_409(ani):
    form = form_values(ani.get("/r/ponorogo/saya/").content.decode()) | WHO
    numbers = [ani.post("/r/ponorogo/saya/", form)["X-Rembuk"] for _ in range(2)]
    assert numbers == ["1", "1"] and Event.objects.count() == 1
    assert ani.post("/r/ponorogo/saya/", form | {"name": "Lain"}).status_code == 409
    assert Participant.objects.get().name == "Ani Lestari"


def test_the_second_device_gets_the_door_and_not_the_person(ani, door):
    give_codes()
    page = soup(ani.get("/r/ponorogo/saya/"))
    from workshops.people.join_codes import qr_payload

    held = qr_payload(ani.get("/").wsgi_request, door.token)
    assert held == f"HTTP://TESTSERVER/G/{door.token}"
    assert page.select_one(".qr svg")["aria-label"]


def test_a_plan_without_a_join_code_gets_one_by_a_tap(satya):
    page = satya.get("/r/ponorogo/gabung/").content.decode()
    assert "Belum ada kode gabung" in page
    satya.form("/r/ponorogo/gabung/")
    page = soup(satya.get("/r/ponorogo/gabung/"))
    code = page.select_one(".gate__code").text
    assert Client().post("/", {"code": code}).status_code == 303
    assert len(page.select(".gate__groups svg[role=img]")) == 6
    for picture in page.select("svg[role=img]"):
        assert [path["fill"] for path in picture.select("path")] == ["#fff", "#000"]


def test_an_expert_and_staff_see_their_seat(eko, satya):
    for who, role in ((eko, "Tenaga ahli"), (satya, "Staf")):
        page = who.get("/r/ponorogo/saya/").content.decode()
        assert who.name in page and role in page


def test_what_cleaning_took_away_is_said(ani, door):
    answer = ani.form("/r/ponorogo/saya/", name="A\u200bni\u202e", institution="Kadin")
    assert Participant.objects.get().name == "Ani"
    assert "2 karakter tak terlihat dibuang" in ani.get(answer["Location"]).content.decode()
    nana = Client()
    answer = enter(door, nana, name="Na\u200bna")
    assert "1 karakter tak terlihat dibuang" in nana.get(answer["Location"]).content.decode()


def test_a_receipt_is_not_shown_for_what_others_saved(ani, budi):
    ani.form("/r/ponorogo/saya/", **WHO)
    assert "Tersimpan" in ani.get("/r/ponorogo/saya/?tersimpan=1").content.decode()
    assert "Tersimpan" not in budi.get("/r/ponorogo/orang/?tersimpan=1").content.decode()
    for odd in ("x", "-1", "9" * 40, "²"):
        assert ani.get(f"/r/ponorogo/orang/?tersimpan={odd}&since={odd}").status_code == 200


def test_a_form_that_is_sent_again_later_shows_no_code_without_a_note(fitri, ani):
    from datetime import timedelta

    from django.utils import timezone

    give_codes()
    form = form_values(fitri.get("/r/ponorogo/orang/1/").content.decode()) | {"act": "tampilkan"}
    fitri.post("/r/ponorogo/orang/1/", form)
    fitri.form("/r/ponorogo/orang/1/", act="tutup")
    long_ago = Event(plan=ani.plan, number=2, at=timezone.now() - timedelta(hours=1), actor=fitri.key)
    first = Event.objects.get()
    long_ago.verb, long_ago.refs, long_ago.op, long_ago.body = first.verb, first.refs, "lama-sekali", first.body
    long_ago.save()
    fitri.post("/r/ponorogo/orang/1/", form | {"op": "lama-sekali"})
    assert "reog sate" not in fitri.get("/r/ponorogo/orang/1/").content.decode()


def test_an_open_list_asks_only_when_people_changed(fitri, ani, cici, door):
    assert fitri.get("/r/ponorogo/orang/?since=0").content == b""
    enter(door, name="Nana")
    answer = fitri.get("/r/ponorogo/orang/?since=0")
    assert answer["X-Rembuk-Head"] == "1" and "Nana" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert fitri.get("/r/ponorogo/orang/?since=1").content == b""
    assert fitri.get("/r/ponorogo/gabung/?since=0").content == b""


def test_participants_are_out_when_the_plan_is_closed(plan, ani, satya):
    from django.utils import timezone

    plan.closed_at = timezone.now()
    plan.save()
    assert ani.get("/r/ponorogo/saya/").status_code == 404
    assert satya.get("/r/ponorogo/orang/").status_code == 200
