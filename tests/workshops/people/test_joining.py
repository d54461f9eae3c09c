"""Joining with a code, as people do it and as nobody should be able to (corpus JOI, NAM, DUP)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import form_values, make_plan, new_op
from tests.workshops.people.doors import GROUP, enter, fill, kinds, person
from workshops import codes
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.actions.join_codes import make_code
from workshops.people.models import JoinCode, WrongTry
from workshops.people.rate_limits import opened
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_before():
    opened.seen.clear()


def codes_in(page):
    found = re.search(r'<p class="words">(.*?)</p>', page)
    return re.findall(r"<span>(\w+)</span>", found[1]) if found else []


def test_a_person_joins_and_reads_the_personal_code_once(door, plan):
    nana = Client()
    page = nana.get(f"/g/{door.token}/")
    answer = nana.post(f"/g/{door.token}/", form_values(page.content.decode()) | fill(op=new_op()))
    assert (answer.status_code, answer["Location"]) == (303, "/r/ponorogo/saya/")
    assert answer["X-Rembuk"] == "1" and answer["X-Rembuk-Op"]
    shown = nana.get("/r/ponorogo/saya/").content.decode()
    assert " ".join(codes_in(shown)) == codes.unseal(person(plan).code_cipher)
    done = nana.post("/r/ponorogo/saya/", form_values(shown) | {"act": "catat"})
    assert done["Location"] == f"/r/ponorogo/{GROUP}/"
    assert codes_in(nana.get("/r/ponorogo/saya/").content.decode()) == []


def test_joi_01_a_code_opens_the_same_door_however_it_is_typed(door):
    code = door.code
    for typed in (code, code.lower(), f" {code.replace('-', ' ').lower()} ", code.replace("-", "–").lower()):
        answer = Client().post("/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (303, f"/g/{code.replace('-', '')}/")
        assert Client().get(answer["Location"]).status_code == 200
        assert Client().get(f"/g/{typed}/").status_code == 200


def test_joi_02_letters_that_are_in_no_code_are_said_and_not_guessed(door, everything):
    answer = Client().post("/", {"code": "KO1L0IQX"})
    assert answer.status_code == 422 and "bad_code" in kinds(answer)
    assert "tanpa 0, O, 1, I, dan L" in answer.content.decode()


def dead_doors(plan):
    """Codes that open nothing, each for another reason: (name, code)."""
    revoked, expired, closed = make_code(plan), make_code(plan), make_code(make_plan("tutup", "Kota Tutup"))
    JoinCode.objects.filter(pk=revoked.row.pk).update(revoked_at=timezone.now())
    JoinCode.objects.filter(pk=expired.row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    Plan.objects.filter(slug="tutup").update(closed_at=timezone.now())
    return {
        "revoked": revoked.code,
        "expired": expired.code,
        "closed": closed.code,
        "never made": codes.display_code(codes.new_code()),
    }


def without(page, typed):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode()).replace(typed, "…")


def test_joi_03_every_code_that_opens_nothing_gets_the_same_answer(plan):
    dead = dead_doors(plan)
    for ask in (lambda code: Client().get(f"/g/{code}/"), lambda code: Client().post("/", {"code": code})):
        answers = {name: ask(code) for name, code in dead.items()}
        assert {answer.status_code for answer in answers.values()} == {422}
        assert len({without(answer, dead[name]) for name, answer in answers.items()}) == 1


def test_joi_04_a_code_of_another_plan_leads_into_that_plan_only(door, ani, other_plan):
    there = make_code(other_plan)
    before = Participant.objects.filter(plan=ani.plan).count()
    assert enter(there, ani.client, name="Ani di Trenggalek").status_code == 303
    assert Participant.objects.filter(plan=ani.plan).count() == before
    assert person(other_plan, "Ani di Trenggalek").group.plan == other_plan
    assert "Ani di Trenggalek" in ani.get("/r/trenggalek/saya/").content.decode()
    assert "Ani di Trenggalek" not in ani.get("/r/ponorogo/saya/").content.decode()


def test_joi_05_the_eleventh_wrong_code_of_a_browser_has_to_wait(door):
    nana, wrong = Client(), [codes.new_code() for _ in range(200)]
    statuses = [nana.post("/", {"code": code}).status_code for code in wrong]
    assert statuses[:10] == [422] * 10 and set(statuses[10:]) == {429}
    answer = nana.post("/", {"code": door.code})
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 300
    assert kinds(answer) == ["slow_down"]
    # the neighbour at the same address types her first code, and a printed QR still works for everybody
    assert Client().post("/", {"code": door.code}).status_code == 303
    assert nana.get(f"/g/{door.token}/").status_code == 200


def test_joi_05_an_address_has_a_wider_limit_that_a_fresh_browser_does_not_lift(door):
    from workshops.people.actions.sign_in import note_wrong_try
    from workshops.people.rate_limits import address_scope

    request = Client().get("/").wsgi_request
    note_wrong_try(*[address_scope(request)] * 300)
    guess = codes.new_code()
    assert Client().post("/", {"code": guess}).status_code == 429
    assert Client().get(f"/g/{guess}/").status_code == 429
    # who has the code of the hall that all of them share is let in
    assert Client().post("/", {"code": door.code}).status_code == 303
    assert Client().get(f"/g/{door.code}/").status_code == 200
    WrongTry.objects.update(at=timezone.now() - timedelta(minutes=5, seconds=1))
    assert Client().post("/", {"code": guess}).status_code == 422


def test_joi_05_codes_guessed_as_addresses_are_counted_too(door):
    guesser = Client()
    statuses = [guesser.get(f"/g/{codes.new_code()}/").status_code for _ in range(305)]
    assert statuses == [422] * 300 + [429] * 5
    assert WrongTry.objects.count() == 0


@pytest.mark.in_turn
def test_joi_06_120_people_behind_one_address_join(door, plan):
    statuses = {enter(door, name=f"peserta {number} orang").status_code for number in range(120)}
    assert statuses == {303}
    rows = Participant.objects.filter(plan=plan)
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, 121))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"name": ""}, "Nama belum diisi."), ({"group": ""}, "Pilih kelompok Anda."), ({"group": "x"}, "Pilih kelompok")],
)
def test_joi_07_what_is_missing_is_named_and_what_was_typed_stays(door, everything, wrong, sentence):
    before = everything()
    answer = enter(door, **{"institution": "Kadin Ponorogo"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and "field_error" in kinds(answer) and sentence in page
    assert "Kadin Ponorogo" in page
    assert everything() == before


def test_joi_07_a_full_group_offers_the_others(door, plan, cici):
    Group.objects.filter(plan=plan, slug="ekonomi").update(size_limit=1)
    answer = enter(door, group="ekonomi")
    assert answer.status_code == 422 and "Kelompok Ekonomi sudah penuh" in answer.content.decode()
    assert 'value="branding"' in answer.content.decode()
    assert enter(door, group="branding").status_code == 303


def test_joi_08_opening_the_qr_five_times_creates_nobody(door, everything):
    before, robot = everything(), Client()
    assert {robot.get(f"/g/{door.token}/").status_code for _ in range(5)} == {200}
    assert everything() == before


def test_a_qr_is_read_in_capitals_and_may_name_the_group(door):
    nana = Client()
    led = nana.get(f"/G/{door.token}/EKONOMI", follow=True)
    assert led.status_code == 200 and "Gabung ke Kelompok Ekonomi" in led.content.decode()
    assert 'type="radio"' not in led.content.decode()
    assert nana.get(f"/G/{door.token}", follow=True).status_code == 200
    assert nana.get(f"/g/{door.token.lower()}/").status_code == 200


def test_joi_09_a_tampered_qr_opens_nothing_and_names_nobody(door, other_plan, everything):
    Group.objects.create(plan=other_plan, pillar_code="X", slug="rahasia", name="Kelompok Rahasia", position=9)
    changed = ("A" if door.token[0] != "A" else "B") + door.token[1:]
    before = everything()
    for address in (f"/g/{door.token}/?kelompok=rahasia", f"/g/{changed}/"):
        for answer in (Client().get(address), Client().post(address, fill())):
            assert answer.status_code == 422 and "bad_code" in kinds(answer)
            assert "Rahasia" not in answer.content.decode()
    assert everything() == before


def guess(client, door, words, name="Ani Lestari"):
    return client.post(f"/g/{door.token}/lagi/", {"name": name, "words": words})


def test_joi_10_five_wrong_personal_codes_lock_the_name_and_tell_the_facilitator(door, plan, fitri):
    enter(door)
    right, thief = codes.unseal(person(plan).code_cipher), Client()
    answers = [guess(thief, door, f"reog sate dua {word}") for word in ("nol", "satu", "dua", "tiga", "empat", "lima")]
    assert {answer.status_code for answer in answers} == {422}
    assert all("bad_code" in kinds(answer) for answer in answers)
    assert "Masih dapat dicoba 4 kali" in answers[0].content.decode()
    assert "dikunci sampai" in answers[5].content.decode()
    # also for the owner and from another phone, until a quarter of an hour has passed
    assert guess(Client(), door, right).status_code == 422
    assert Event.objects.filter(plan=plan, verb="person.code_locked").count() == 1
    assert "Terkunci 15 menit lagi" in fitri.get("/r/ponorogo/orang/1/").content.decode()
    WrongTry.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert guess(Client(), door, right).status_code == 303


def test_joi_10_a_name_that_nobody_has_answers_the_same(door, plan):
    enter(door)
    wrong = "reog sate dua enam"
    known = [guess(Client(), door, wrong).content.decode() for _ in range(6)]
    unknown = [guess(Client(), door, wrong, name="Tidak Ada").content.decode() for _ in range(6)]
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|Ani Lestari|Tidak Ada')
    assert [strip.sub("", page) for page in known] == [strip.sub("", page) for page in unknown]


def test_joi_10_a_personal_code_is_worth_nothing_in_another_plan(door, plan, other_plan):
    enter(door)
    right = codes.unseal(person(plan).code_cipher)
    assert guess(Client(), make_code(other_plan), right).status_code == 422


def test_coming_back_needs_name_and_code_and_takes_the_same_seat(door, plan):
    first, second = Client(), Client()
    enter(door, first)
    answer = guess(second, door, codes.unseal(person(plan).code_cipher).upper(), name=" ani  LESTARI")
    assert (answer.status_code, answer["Location"]) == (303, f"/r/ponorogo/{GROUP}/")
    for phone in (first, second):
        assert phone.get("/r/ponorogo/saya/").status_code == 200
    assert Participant.objects.filter(plan=plan).count() == 1


def test_joi_11_a_renewed_code_is_dead_at_once_and_people_stay_in(door, fitri, plan):
    inside = Client()
    enter(door, inside)
    answer = fitri.form("/r/ponorogo/gabung/?ganti=1")
    assert answer.status_code == 303 and answer["X-Rembuk"]
    assert Client().get(f"/g/{door.token}/").status_code == 422
    assert Client().post("/", {"code": door.code}).status_code == 422
    page = fitri.get("/r/ponorogo/gabung/").content.decode()
    fresh = re.search(r'class="gate__code">([^<]+)<', page)[1]
    assert fresh != door.code
    assert Client().post("/", {"code": fresh}).status_code == 303
    assert inside.get("/r/ponorogo/saya/").status_code == 200


def test_joi_12_a_removed_person_is_out_and_waits_at_the_door(door, fitri, plan):
    ani = Client()
    enter(door, ani)
    fitri.form("/r/ponorogo/orang/1/?cabut=1", act="cabut")
    assert ani.get("/r/ponorogo/saya/").status_code == 404
    assert guess(Client(), door, codes.unseal(person(plan).code_cipher)).status_code == 422
    answer = enter(door, ani)
    assert (answer.status_code, answer["Location"]) == (303, "/tunggu/")
    assert not Participant.objects.filter(plan=plan, removed_at=None).exists()


def test_dup_01_a_namesake_of_the_same_office_is_asked_for_the_code(door, plan):
    enter(door, name="Ani", institution="Dinkes")
    second = Client()
    answer = enter(door, second, name="ANI ", institution=" dinas kesehatan")
    assert answer.status_code == 200 and kinds(answer) == ["similar"]
    assert Participant.objects.count() == 1 and second.get("/r/ponorogo/saya/").status_code == 404
    assert guess(second, door, codes.unseal(person(plan, "Ani").code_cipher), name="ANI ").status_code == 303
    assert Participant.objects.count() == 1


def test_dup_01_without_the_code_a_second_person_is_made(door):
    enter(door, name="Ani", institution="Dinkes")
    second = Client()
    page = enter(door, second, name="Ani", institution="Dinkes").content.decode()
    assert second.post(f"/g/{door.token}/", form_values(page)).status_code == 303
    assert list(Participant.objects.values_list("number", "name")) == [(1, "Ani"), (2, "Ani")]


def test_a_double_tap_is_one_person(door):
    nana = Client()
    form = fill()
    answers = [nana.post(f"/g/{door.token}/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["X-Rembuk"] == answers[1]["X-Rembuk"]
    assert Participant.objects.count() == 1 and Event.objects.count() == 1


def test_the_next_person_on_a_shared_laptop_who_goes_back_to_the_form_is_not_the_first(door):
    laptop, form = Client(), fill()
    laptop.post(f"/g/{door.token}/", form)
    answer = laptop.post(f"/g/{door.token}/", form | {"name": "Budi Santoso"})
    assert answer.status_code == 409 and Participant.objects.count() == 1


def test_the_journal_says_that_somebody_joined_but_not_who(door, plan):
    enter(door)
    event = Event.objects.get()
    assert (event.verb, event.refs) == ("person.joined", ["peserta-1"])
    assert "Ani" not in str(list(Event.objects.values_list()))


@pytest.mark.parametrize(
    "name",
    ["Suharto", "Dr. H. Ma'ruf Al-Amin, S.T., M.Si., Ph.D.", "R.Ay. Siti Nur ‘Aini", "Y", "Muh. 'Abdu'l Ghafūr"]
    + ["Ketut Alit II / Agung", "Null", "Kristina-Maria d'Alençon", "<b>Tebal</b> & {{ 7*7 }}"],
)
def test_nam_names_are_kept_as_they_are_written(door, plan, name):
    nana = Client()
    assert enter(door, nana, name=name).status_code == 303
    assert Participant.objects.get().name == name
    from bs4 import BeautifulSoup

    page = BeautifulSoup(nana.get("/r/ponorogo/orang/").content, "lxml")
    assert page.select_one(".person__who b").text == name


@pytest.mark.parametrize(("name", "kind"), [(".,;'", "field_error"), ("Raden " * 20 + "M", "too_long")])
def test_nam_what_is_no_name_is_refused_and_stays_in_the_field(door, everything, name, kind):
    before, answer = everything(), enter(door, name=name)
    assert answer.status_code == 422 and kind in kinds(answer)
    assert everything() == before


def test_wrong_and_revoked_codes_cost_the_same_work(plan, django_assert_num_queries):
    for code in dead_doors(plan).values():
        with django_assert_num_queries(2):
            Client().get(f"/g/{code}/")
