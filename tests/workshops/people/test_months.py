"""One person over months: removed and let in again, moved, seated by component, joined twice, a table that is full."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pillars.cards.actions.save import add_entry
from tests.cast import form_values, new_op, seat_participant
from tests.journeys.law import applied, page_of, seen
from tests.workshops.people.doors import enter, kinds
from workshops import codes
from workshops.agenda.actions.announcements import broadcast
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import steer
from workshops.agenda.models import Step
from workshops.agenda.templates import DEFAULT
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.membership.models import Group, Participant
from workshops.people.actions.group_assignment import add_tables, set_places
from workshops.people.actions.membership import merge_people, unmerge_people
from workshops.people.models import Attendance, Petition
from workshops.plans.models import Bimtek

pytestmark = pytest.mark.django_db

PEOPLE, SEATING, ME = "/r/ponorogo/orang/", "/r/ponorogo/orang/susunan/", "/r/ponorogo/saya/"
TABLES = ["Akademisi", "Bisnis", "Komunitas", "Pemerintah"]


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def words(answer):
    return " ".join(soup(answer).get_text(" ", strip=True).split())


def remove(fitri, number=1):
    fitri.form(f"{PEOPLE}{number}/?cabut=1", act="cabut")


def answer(fitri, number, act, op=None):
    return fitri.post(f"{PEOPLE}permintaan/{number}/", {"act": act, "op": op or new_op()})


# let in again


def test_who_was_removed_waits_on_a_calm_page_and_is_let_in_by_a_yes(door, fitri, plan):
    phone = Client()
    enter(door, phone)
    remove(fitri)
    assert enter(door, phone)["Location"] == "/tunggu/"
    page = phone.get("/tunggu/")
    assert kinds(page) == ["waiting"] and page["Refresh"] == "5" and "Menunggu fasilitator" in words(page)
    # nothing of the plan while waiting
    for address in (ME, PEOPLE, "/r/ponorogo/", "/r/ponorogo/tata-kelola/"):
        assert phone.get(address).status_code == 404
    told = words(fitri.get(PEOPLE))
    assert "Ani Lestari , Dinas Kesehatan" in told and "minta masuk ke Tata Kelola" in told
    assert answer(fitri, 1, "ya").status_code == 303
    assert phone.get("/tunggu/")["Location"] == ME
    assert "Ani Lestari" in words(phone.get(ME))
    assert Participant.objects.filter(plan=plan, removed_at=None).values_list("number", flat=True)[::1] == [1]
    assert "Menunggu jawaban Anda" not in words(fitri.get(PEOPLE))


def test_a_no_keeps_the_door_shut_and_says_what_to_do(door, fitri):
    phone = Client()
    enter(door, phone)
    remove(fitri)
    enter(door, phone)
    answer(fitri, 1, "tidak")
    page = phone.get("/tunggu/")
    assert kinds(page) == ["declined"] and "Refresh" not in page and "Temui fasilitator" in words(page)
    assert phone.get(ME).status_code == 404


def test_a_fresh_phone_with_the_same_name_waits_too_and_a_yes_is_for_one_phone(door, fitri):
    first, second = Client(), Client()
    enter(door, first)
    remove(fitri)
    enter(door, first)
    # also when somebody says that they are another Ani of that office
    assert enter(door, second, name="ANI LESTARI", as_new="1")["Location"] == "/tunggu/"
    answer(fitri, 1, "ya")
    assert first.get(ME).status_code == 200
    assert second.get(ME).status_code == 404 and kinds(second.get("/tunggu/")) == ["declined"]
    # no later sign-out ever makes the promised seat of the other phone a real one
    for _ in range(3):
        page = first.get(ME).content.decode()
        first.post(ME, {"op": new_op(), "act": "keluarkan", "as": "p1"})
        assert "Ani" in page and first.get(ME).status_code == 200 and second.get(ME).status_code == 404


def test_another_name_in_a_browser_whose_person_was_removed_waits_under_a_record_of_its_own(door, fitri):
    phone = Client()
    enter(door, phone)
    remove(fitri)
    assert enter(door, phone, name="Rudi", institution="Kadin")["Location"] == "/tunggu/"
    assert "memakai HP yang aksesnya dicabut" in words(fitri.get(PEOPLE))
    answer(fitri, 1, "ya")
    assert phone.get(ME).status_code == 200
    assert (
        Participant.objects.get(name="Ani Lestari").removed_at and not Participant.objects.get(name="Rudi").removed_at
    )


def test_the_same_tap_twice_asks_once_and_two_facilitators_are_told_of_each_other(door, fitri, satya):
    phone, op = Client(), new_op()
    enter(door, phone)
    remove(fitri)
    enter(door, phone, op=op)
    enter(door, phone, op=op)
    assert Petition.objects.count() == 1
    answer(fitri, 1, "ya")
    late = satya.client.post(f"{PEOPLE}permintaan/1/", {"act": "tidak", "op": new_op()}, follow=True)
    assert "Fitri sudah menjawab permintaan Ani Lestari: ya." in words(late)
    assert phone.get(ME).status_code == 200


# moved on request


def test_a_wish_to_move_is_answered_at_the_same_place(fitri, ani):
    assert ani.post(f"{ME}pindah/", {"group": "ekonomi", "op": new_op()}).status_code == 303
    assert "Anda minta pindah ke Ekonomi" in words(ani.get(ME))
    assert "minta pindah dari Tata Kelola ke Ekonomi" in words(fitri.get(PEOPLE))
    answer(fitri, 1, "ya")
    assert ani.actor.pillar == "ECO"
    board = ani.get("/r/ponorogo/tata-kelola/")
    assert "Anda sekarang di kelompok Ekonomi." in words(board)
    assert ani.post("/r/ponorogo/tata-kelola/masalah/baru/", {"statement": "x", "op": new_op()}).status_code == 403


def test_a_wish_is_declined_or_taken_back_and_a_wrong_one_is_said(fitri, ani):
    for group, sentence in (("", "Pilih kelompok tujuan."), ("tata-kelola", "Anda sudah di kelompok itu.")):
        wrong = ani.post(f"{ME}pindah/", {"group": group, "op": new_op()})
        assert wrong.status_code == 422 and sentence in words(wrong)
    ani.post(f"{ME}pindah/", {"group": "ekonomi", "op": new_op()})
    ani.post(f"{ME}pindah/", {"group": "branding", "op": new_op()})
    assert "ke Branding" in words(fitri.get(PEOPLE)) and Petition.objects.count() == 1
    answer(fitri, 1, "tidak")
    assert ani.actor.pillar == "GOV" and "menjawab tidak untuk pindah ke Branding" in words(ani.get(ME))
    ani.post(f"{ME}pindah/", {"group": "ekonomi", "op": new_op()})
    ani.post(f"{ME}pindah/", {"act": "batal", "op": new_op()})
    assert "Menunggu jawaban Anda" not in words(fitri.get(PEOPLE))
    assert "menjawab tidak" not in words(ani.get(ME))


# full groups


def test_a_full_group_says_so_on_the_form_and_the_facilitator_may_seat_more(door, fitri, cici, ani):
    fitri.post(SEATING, {"act": "atur", "group": "ekonomi", "size_limit": "1", "op": new_op()})
    page = Client().get(f"/g/{door.token}/?kelompok=ekonomi")
    assert "Kelompok Ekonomi sudah penuh (1 orang). Pilih kelompok lain" in words(page)
    assert soup(page).select_one('input[value="ekonomi"]').has_attr("disabled")
    assert not soup(page).select_one('input[value="branding"]').has_attr("disabled")
    assert fitri.form(f"{PEOPLE}{ani.number}/", group="ekonomi").status_code == 303
    assert ani.actor.pillar == "ECO"


@pytest.mark.parametrize("typed", ["0", "-3", "banyak", "501", "1,5", "٣"])
def test_a_limit_that_is_no_number_of_people_is_refused_with_what_was_typed(fitri, typed, everything):
    before = everything()
    wrong = fitri.post(SEATING, {"act": "atur", "group": "ekonomi", "size_limit": typed, "op": new_op()})
    assert wrong.status_code == 422 and "Tulis batas orang sebagai angka 1 sampai 500" in words(wrong)
    assert typed in wrong.content.decode() and everything() == before


# component groups in the morning, pillar groups after lunch


@pytest.fixture
def tables(plan, fitri, satya, ani, budi, cici, dewi):
    """Four component groups; Ani and Cici with the academics, Budi with the firms, Dewi nowhere."""
    add_tables(fitri.actor, TABLES, op=new_op())
    slugs = {group.name: group.slug for group in Group.objects.filter(formation="komponen")}
    seats = {ani.number: slugs["Akademisi"], cici.number: slugs["Akademisi"], budi.number: slugs["Bisnis"]}
    set_places(fitri.actor, "komponen", seats, op=new_op())
    plan_agenda(satya.actor, DEFAULT, op=new_op())
    open_bimtek(fitri.actor, 1, op=new_op())
    return slugs


def start(fitri, who):
    step = Step.objects.filter(plan=fitri.plan, bimtek__number=1, who=who).exclude(state="running").first()
    fitri.plan.refresh_from_db()
    steer(fitri.actor, "start", number=step.number, base=fitri.plan.head, op=new_op())


def test_a_step_leads_everybody_to_their_table_and_back_with_role_and_authorship(tables, fitri, ani, cici, dewi, plan):
    card = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    open_form = form_values(ani.get(f"/r/ponorogo/tata-kelola/{card}/").content.decode())
    start(fitri, "component_groups")
    assert (ani.actor.pillar, cici.actor.pillar) == ("MEJA-1", "MEJA-1")
    # Dewi has no place there: she stays, and the facilitator sees it
    assert (dewi.actor.pillar, dewi.actor.role) == ("GOV", "ketua")
    seats = words(fitri.get(SEATING))
    assert "1 orang belum punya tempat dalam susunan ini dan masih di meja lama." in seats
    assert "Tempatkan di bawah: Dewi" in seats and "3 orang pindah meja" in seats
    table = ani.client.get("/r/ponorogo/", follow=True)
    assert "Kelompok Akademisi" in words(table) and "Cici" in words(table)
    # the seat in force decides: what was open on the old board is kept as a draft and refused
    late = ani.post(f"/r/ponorogo/tata-kelola/{card}/", open_form | {"statement": "Antrean sangat panjang"})
    assert late.status_code == 403 and "Anda sekarang di kelompok Akademisi." in words(late)
    start(fitri, "pillar_groups")
    assert (ani.actor.pillar, cici.actor.pillar, dewi.actor.role) == ("GOV", "ECO", "ketua")
    assert ani.post(f"/r/ponorogo/tata-kelola/{card}/", open_form | {"statement": "Antrean lama"}).status_code == 303
    assert "Ani" in words(cici.get(f"/r/ponorogo/tata-kelola/{card}/riwayat/"))


def test_a_ketua_of_a_table_is_ketua_there_only(tables, fitri, ani):
    start(fitri, "component_groups")
    fitri.form(f"{PEOPLE}{ani.number}/", role="ketua")
    assert (ani.actor.pillar, ani.actor.role) == ("MEJA-1", "ketua")
    start(fitri, "pillar_groups")
    assert (ani.actor.pillar, ani.actor.role) == ("GOV", "anggota")
    start(fitri, "component_groups")
    assert (ani.actor.pillar, ani.actor.role) == ("MEJA-1", "ketua")


def test_open_pages_of_those_who_were_led_elsewhere_load_again_and_others_do_not(tables, fitri, ani, eko):
    head = ani.get("/r/ponorogo/tata-kelola/")["X-Rembuk-Head"]
    start(fitri, "component_groups")
    assert ani.get(f"/r/ponorogo/tata-kelola/?since={head}")["X-Rembuk-Reload"] == "1"
    assert "X-Rembuk-Reload" not in eko.get(f"/r/ponorogo/tata-kelola/?since={head}")


def test_pages_of_cards_are_not_there_for_a_table(tables, fitri, ani, door):
    table = f"/r/ponorogo/{tables['Akademisi']}/"
    start(fitri, "component_groups")
    for person in (ani, fitri):
        assert person.get(table).status_code == 200
        for below in ("kelengkapan/", "masalah/baru/", "terhapus/"):
            assert person.get(table + below).status_code == 404
    assert ani.form(f"{table}panggil/", text="Kertas habis").status_code == 303
    assert "Kertas habis" in words(fitri.get("/r/ponorogo/acara/"))
    joined = soup(Client().get(f"/g/{door.token}/"))
    assert [item["value"] for item in joined.select("input[name=group]")] == list(tables.values())


def test_the_seating_page_does_it_all(fitri, ani, cici):
    assert fitri.form(SEATING, act="meja", names="Akademisi\n\nBisnis").status_code == 303
    again = fitri.post(SEATING, {"act": "meja", "names": "Bisnis", "op": new_op()})
    assert again.status_code == 422 and "Kelompok Bisnis sudah ada." in words(again)
    first, second = Group.objects.filter(formation="komponen")
    given = {"act": "duduk", "formation": "komponen", "orang-1": first.slug, "orang-2": second.slug, "op": new_op()}
    assert fitri.post(SEATING, given).status_code == 303
    chosen = [item["value"] for item in soup(fitri.get(SEATING)).select("select[name=orang-1] option[selected]")]
    assert chosen == [first.slug, "tata-kelola"]
    fitri.post(SEATING, {"act": "pakai", "formation": "komponen", "op": new_op()})
    assert (ani.actor.pillar, cici.actor.pillar) == (first.pillar_code, second.pillar_code)
    refused = fitri.post(SEATING, {"act": "hapus", "group": first.slug, "op": new_op()})
    assert refused.status_code == 409 and "sudah dipakai" in words(refused)
    fitri.post(SEATING, {"act": "pakai", "formation": "pilar", "op": new_op()})
    assert (ani.actor.pillar, cici.actor.pillar) == ("GOV", "ECO")


# two records of one person


@pytest.fixture
def twice(plan):
    """Siti joined in bimtek I and, with another phone and spelling, again in bimtek II."""
    first = seat_participant(plan, "Siti Aminah", "LIV", institution="Dinkes")
    second = seat_participant(plan, "Siti Aminah, S.KM.", "SOC", role="notulis")
    for row in Participant.objects.all():
        code = codes.tidy_words(f"reog sate dua {row.number}")
        Participant.objects.filter(pk=row.pk).update(code_cipher=codes.seal(code))
    return first, second


def test_likely_doubles_are_offered_compared_and_merged(twice, fitri, ani):
    old, new = twice
    card = add_entry(new.actor, "masalah", "SOC", {"statement": "Putus sekolah"}, op=new_op()).ref
    page = fitri.get(PEOPLE)
    assert "1 pasang catatan mungkin satu orang." in words(page)
    compare = f"{PEOPLE}{old.number}/satukan/?dengan={new.number}"
    assert "1 perubahan" in words(fitri.get(compare))
    assert fitri.form(compare, act="satukan").status_code == 303
    # one person in the list; both numbers and both phones lead to them
    assert words(fitri.get(PEOPLE)).count("Siti Aminah") == 1
    assert fitri.get(f"{PEOPLE}{new.number}/")["Location"] == f"{PEOPLE}{old.number}/"
    assert (old.actor.pillar, new.actor.pillar, new.actor.role) == ("LIV", "LIV", "anggota")
    for phone in twice:
        assert soup(phone.get(ME)).select_one("input[name=name]")["value"] == "Siti Aminah"
    assert names_of(fitri.plan, [old.key, new.key]) == {
        "sistem": "Rembuk",
        old.key: "Siti Aminah",
        new.key: "Siti Aminah",
    }
    assert "Siti Aminah" in words(ani.get(f"/r/ponorogo/masyarakat/{card}/riwayat/"))
    assert Event.objects.get(verb="entry.added").actor == new.key


def test_both_codes_open_the_one_person_and_removing_ends_both(twice, fitri, door):
    old, new = twice
    merge_people(fitri.actor, old.number, new.number, op=new_op())
    other = Client()
    back = other.post(f"/g/{door.token}/lagi/", {"name": "Siti Aminah, S.KM.", "words": "reog sate dua 2"})
    assert back["Location"] == "/r/ponorogo/kehidupan/"
    fitri.form(f"{PEOPLE}{old.number}/", group="ekonomi")
    assert (old.actor.pillar, new.actor.pillar) == ("ECO", "ECO")
    remove(fitri, old.number)
    assert [phone.get(ME).status_code for phone in (old, new, other)] == [404, 404, 404]


def test_taking_apart_restores_seat_role_and_attendance(twice, fitri, plan):
    old, new = twice
    bimtek = Bimtek.objects.create(plan=plan, number=1, title="Bimtek I")
    rows = {row.number: row for row in Participant.objects.all()}
    for number, half in ((1, "pagi"), (2, "pagi"), (2, "siang")):
        known = {"plan": plan, "bimtek": bimtek, "day": 1, "half": half, "marked_by": "sistem"}
        Attendance.objects.create(participant=rows[number], name="Siti", at=plan.created_at, **known)
    before = sorted(Attendance.objects.values_list("participant__number", "half"))
    merge_people(fitri.actor, old.number, new.number, op=new_op())
    assert sorted(Attendance.objects.filter(participant__number=1).values_list("half", flat=True)) == ["pagi", "siang"]
    form = next(form for form in soup(fitri.get(f"{PEOPLE}1/")).find_all("form") if "Pisahkan lagi" in form.text)
    values = form_values(f"<form>{form.decode_contents()}</form>")
    assert fitri.post(form["action"], values | {"act": "pisah"}).status_code == 303
    assert (new.actor.pillar, new.actor.role, new.actor.name) == ("SOC", "notulis", "Siti Aminah, S.KM.")
    assert sorted(Attendance.objects.values_list("participant__number", "half")) == before


def test_who_only_looks_alike_is_not_offered_again(twice, fitri):
    fitri.form(f"{PEOPLE}1/satukan/?dengan=2", act="beda")
    assert "mungkin satu orang" not in words(fitri.get(PEOPLE))


def test_merging_is_idempotent_and_the_journal_holds_no_name(twice, fitri):
    op = new_op()
    first = merge_people(fitri.actor, 1, 2, op=op)
    assert merge_people(fitri.actor, 1, 2, op=op).number == first.number
    unmerge_people(fitri.actor, 2, op=new_op())
    assert "Siti" not in str(list(Event.objects.values_list()))


# one identity over months and phones


def test_two_phones_at_once_write_as_one_person(door, plan):
    phone, laptop = Client(), Client()
    enter(door, phone)
    code = codes.unseal(Participant.objects.get().code_cipher)
    laptop.post(f"/g/{door.token}/lagi/", {"name": "ani lestari", "words": code})
    for browser, text in ((phone, "Antrean panjang"), (laptop, "Data berbeda")):
        sent = browser.post("/r/ponorogo/tata-kelola/masalah/baru/", {"statement": text, "op": new_op(), "base": "0"})
        assert sent.status_code == 303
    assert set(Event.objects.filter(verb="entry.added").values_list("actor", flat=True)) == {"p1"}


# what waits is seen where the facilitator looks


def test_the_six_say_that_somebody_waits_and_that_a_table_calls(tables, fitri, ani, eko):
    start(fitri, "component_groups")
    head = fitri.get("/r/ponorogo/kelompok/")["X-Rembuk-Head"]
    ani.form(f"/r/ponorogo/{tables['Akademisi']}/panggil/", text="Kertas habis")
    ani.post(f"{ME}pindah/", {"group": tables["Bisnis"], "op": new_op()})
    fresh, parts = fitri.get("/r/ponorogo/kelompok/"), fitri.get(f"/r/ponorogo/kelompok/?since={head}")
    for answer_ in (fresh, parts):
        assert "1 orang menunggu jawaban Anda" in words(answer_) and "Kertas habis" in words(answer_)
    assert "menunggu jawaban" not in words(eko.get("/r/ponorogo/kelompok/"))


def test_a_wish_that_is_answered_while_the_tables_stand_otherwise_holds_for_their_return(tables, fitri, ani):
    ani.post(f"{ME}pindah/", {"group": "ekonomi", "op": new_op()})
    start(fitri, "component_groups")
    answer(fitri, 1, "ya")
    assert ani.actor.pillar == "MEJA-1"
    start(fitri, "pillar_groups")
    assert ani.actor.pillar == "ECO"


def test_a_stale_page_of_a_table_or_of_the_people_with_its_changes_is_the_fresh_page(tables, fitri, ani, eko):
    table = f"/r/ponorogo/{tables['Akademisi']}/"
    start(fitri, "component_groups")
    stale = [(who, address, who.get(address)) for who, address in ((eko, table), (fitri, table), (fitri, PEOPLE))]
    broadcast(fitri.actor, "Makan siang pukul 11.45", op=new_op())
    ani.form(f"{table}panggil/", text="Kertas habis")
    ani.post(f"{ME}pindah/", {"group": tables["Bisnis"], "op": new_op()})
    fitri.form(f"{PEOPLE}4/", group=tables["Akademisi"])
    for who, address, before in stale:
        head = page_of(before.content).body["data-head"]
        page = applied(page_of(before.content), who.get(f"{address}?since={head}").content)
        assert seen(page) == seen(page_of(who.get(address).content))
