"""“Apakah semua sudah terkirim?”: what a facilitator reads before people go home."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pillars.cards.actions.save import add_entry
from tests.cast import form_values, new_op
from tests.journeys.law import applied, page_of, seen
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.models import Handset, Presence
from workshops.people.actions.membership import remove_person

ROOM = "/r/ponorogo/ruang/"
PHONE, OTHER = "a" * 12, "b" * 12


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def part(person, id, address=ROOM):
    answer = person.get(address)
    assert answer.status_code == 200
    return text(BeautifulSoup(answer.content, "lxml").find(id=id))


def says(person, unsent, drafts, phone=PHONE, **more):
    """A phone's report; with `lihat` somebody looks, with `pillar` the phone is connected by asking."""
    data = {"hp": phone, "unsent": unsent, "drafts": drafts} | more
    assert person.post("/r/ponorogo/hadir/", data).status_code == 204


def silent(person, minutes=15):
    """The phone of `person` is heard no more, without a good-bye."""
    Presence.objects.filter(member=person.key).delete()
    Handset.objects.filter(member=person.key).update(heard_at=timezone.now() - timedelta(minutes=minutes))


def test_before_anybody_came_nothing_is_promised(plan, fitri, ani):
    assert "Belum ada HP yang terdengar hari ini" in part(fitri, "jawaban")
    assert "Ani" in part(fitri, "belum-terdengar")
    assert "JavaScript dimatikan" in part(fitri, "belum-terdengar"), (
        "a phone without scripts is open, yet reports nothing"
    )


def test_yes_only_when_every_phone_says_so(plan, fitri, ani, budi):
    says(ani, 0, 0, pillar="GOV")
    says(budi, 0, 0)
    answer = part(fitri, "jawaban")
    assert re.match(r"Ya\. Semua 2 HP sudah terkirim, \d\d\.\d\d\. ", answer), answer
    assert "Tidak ada HP yang perlu didatangi" in part(fitri, "didatangi")


def test_the_number_of_fields_and_phones_that_wait_and_who_they_belong_to(plan, fitri, ani, budi, cici):
    says(ani, 1, 3, lihat="1", pillar="GOV")
    says(ani, 0, 0, OTHER, lihat="1", pillar="GOV")
    says(cici, 0, 1, lihat="1", pillar="ECO")
    says(budi, 0, 0, lihat="1", pillar="GOV")
    assert part(fitri, "jawaban").startswith("Belum: 4 isian di 2 HP")
    visits = part(fitri, "didatangi")
    assert "Ani Dinas Kesehatan GOV" in visits and "Sedang mengirim" in visits
    assert "Cici Kadin ECO" in visits and "Minta menekan Simpan." in visits
    assert "Budi" not in visits
    assert "HP tersambung dari 4 4" in part(fitri, "ukuran")
    assert "GOV 3 / 3" in part(fitri, "per-kelompok")


@pytest.mark.parametrize(("unsent", "drafts"), [(1, 1), (0, 1), (1, 0)])
def test_a_silent_phone_that_held_something_is_never_a_yes(plan, fitri, ani, budi, unsent, drafts):
    says(budi, 0, 0)
    says(ani, unsent, drafts)
    silent(ani, 60 * 30)
    assert part(fitri, "jawaban").startswith("Belum: 1 isian di 1 HP"), "not even the day after"
    assert "HP mati atau tertidur. Minta membuka Rembuk sekali lagi." in part(fitri, "didatangi")


def test_a_phone_that_was_put_away_with_nothing_left_is_sent(plan, fitri, ani):
    says(ani, 0, 0)
    silent(ani)
    assert part(fitri, "jawaban").startswith("Ya. Semua 1 HP")
    assert "1 HP sudah ditutup atau tertidur" in part(fitri, "per-kelompok")


def test_a_phone_that_vanished_without_a_word_is_unknown_and_not_zero(plan, fitri, ani, budi):
    says(budi, 0, 0)
    says(ani, 0, 0, lihat="1")
    silent(ani)
    assert part(fitri, "jawaban").startswith("Belum pasti: 1 HP tanpa kabar")
    assert "tidak diketahui" in part(fitri, "didatangi")
    says(budi, 2, 2, lihat="1", pillar="GOV")
    answer = part(fitri, "jawaban")
    assert answer.startswith("Belum: 2 isian di 1 HP Ditambah 1 HP yang tidak terdengar sejak ")
    assert "isiannya yang terakhir diketahui 0" in answer


def test_a_phone_that_listens_and_has_not_counted_yet_is_unknown(plan, fitri, ani):
    Presence.objects.create(
        plan=plan, member=ani.key, device=PHONE, pillar="GOV", since=timezone.now(), seen_at=timezone.now()
    )
    Handset.objects.create(plan=plan, member=ani.key, device=PHONE, heard_at=timezone.now())
    assert part(fitri, "jawaban").startswith("Belum pasti: 1 HP tanpa kabar")
    assert "Baru tersambung, belum melapor" in part(fitri, "didatangi")


def test_who_was_removed_while_something_waited_is_visited_all_the_same(plan, fitri, ani, budi):
    says(budi, 0, 0)
    says(ani, 2, 2, lihat="1")
    remove_person(fitri.actor, ani.number, op=new_op())
    assert part(fitri, "jawaban").startswith("Belum: 2 isian di 1 HP")
    assert "Sudah dikeluarkan. Minta menyalin tulisannya dari HP." in part(fitri, "didatangi")
    assert "Ani" not in part(fitri, "belum-terdengar")
    silent(ani, 60 * 30)
    assert part(fitri, "jawaban").startswith("Ya. Semua 1 HP"), "the day after nobody waits for them"


def test_who_joined_and_was_not_heard_today_stands_apart(plan, fitri, ani, budi):
    says(ani, 0, 0)
    says(budi, 0, 0)
    silent(budi, 60 * 30)
    assert part(fitri, "jawaban").startswith("Ya. Semua 1 HP")
    assert "Budi" in part(fitri, "belum-terdengar")
    assert "Ani" not in part(fitri, "belum-terdengar")


def test_the_last_save_is_named_with_its_code_and_its_time_on_the_server(plan, fitri, ani):
    assert "belum ada" in part(fitri, "ukuran") or "jeda simpan di server" in part(fitri, "ukuran")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    gauges = part(fitri, "ukuran")
    assert re.search(r"tersimpan terakhir, GOV-P1 \d\d\.\d\d\.\d\d", gauges), gauges
    assert re.search(r"jeda simpan di server.* \d+ ms", gauges), gauges


def test_the_page_of_before_with_its_changes_is_the_page_of_now(plan, fitri, ani, budi):
    says(ani, 0, 2, lihat="1", pillar="GOV")
    stale = fitri.get(ROOM)
    says(ani, 0, 0, lihat="1", pillar="GOV")
    says(budi, 1, 1, OTHER)
    answer = fitri.get(f"{ROOM}?since={stale.headers['X-Rembuk-Head']}")
    fresh = fitri.get(ROOM)
    assert seen(applied(page_of(stale.content), answer.content)) == seen(page_of(fresh.content))


@pytest.mark.parametrize("address", ["/r/ponorogo/tata-kelola/", "/r/ponorogo/tata-kelola/masalah-1/"])
def test_who_came_and_went_reaches_the_page_of_before(plan, ani, budi, dewi, fitri, address):
    ref = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    says(dewi, 0, 0, pillar="GOV", ref=ref)
    stale = fitri.get(address)
    says(dewi, 0, 0)
    says(budi, 0, 0, OTHER, pillar="GOV", ref=ref)
    answer = fitri.get(f"{address}?since={stale.headers.get('X-Rembuk-Head', '1')}")
    fresh = page_of(fitri.get(address).content)
    now = applied(page_of(stale.content), answer.content)
    for place in ("hadir", "di-sini"):
        assert str(now.find(id=place)) == str(fresh.find(id=place))
    assert "Budi" in str(now) and "Dewi sedang" not in str(now)


def test_the_state_of_the_room_costs_few_queries(plan, fitri, ani, budi, cici, django_assert_max_num_queries):
    for person in (ani, budi, cici):
        for phone in (PHONE, OTHER):
            says(person, 1, 1, phone, pillar="GOV")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    with django_assert_max_num_queries(15):
        fitri.get(ROOM)


def test_a_plan_knows_only_its_own_phones(plan, other_plan, fitri, ani, oka):
    says(ani, 0, 0)
    assert oka.post("/r/trenggalek/hadir/", {"hp": OTHER, "unsent": "7", "drafts": "7"}).status_code == 204
    page = fitri.get(ROOM).content.decode()
    assert "Ya. Semua 1 HP" in page and "Oka" not in page
    assert "Belum: 7 isian di 1 HP" in oka.get("/r/trenggalek/ruang/").content.decode()


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("ani", "Hanya fasilitator atau staf"),
        ("dewi", "Hanya fasilitator atau staf"),
        ("eko", "Tenaga ahli memberi catatan"),
    ],
)
def test_whom_the_page_is_not_for_is_told_so_and_sees_no_link(request, plan, who, sentence):
    person = request.getfixturevalue(who)
    answer = person.get(ROOM)
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert ROOM not in person.get("/r/ponorogo/kelompok/").content.decode()


def test_the_button_tells_the_whole_room_to_wait(plan, fitri, satya, ani):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    page = fitri.get(ROOM).content.decode()
    form = BeautifulSoup(page, "lxml").find("form", action="/r/ponorogo/acara/umum/")
    assert text(form) == "Umumkan: tunggu sampai “Tersimpan”"
    answer = fitri.post(form["action"], form_values(page))
    assert answer.status_code == 303
    assert "Tersimpan" in fitri.get(answer.headers["Location"]).content.decode()
    assert "tunggu sampai HP Anda menulis “Tersimpan”" in ani.get("/r/ponorogo/tata-kelola/").content.decode()


def test_the_facilitator_finds_it_from_the_board_of_six(plan, fitri, satya):
    for person in (fitri, satya):
        assert f'href="{ROOM}"' in person.get("/r/ponorogo/kelompok/").content.decode()
