"""The projector: what the wall shows, who opens it, and what happens to an old address."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pillars.cards.actions.save import add_entry
from tests.cast import Person, new_op, seat_participant
from workshops.live.models import Presence
from workshops.membership.actors import current_projector_key
from workshops.membership.models import ScreenKey
from workshops.people.actions.join_codes import make_code, make_screen_key, renew_code, renew_screen_key

STEER = "/r/ponorogo/layar/tautan/"


@pytest.fixture
def wall(plan):
    """A browser without a session on the secret address; `wall("?…")` gives what it reads."""
    key = make_screen_key(plan).lower()
    screen = Person("layar", plan, number=0)

    def read(query=""):
        answer = screen.get(f"/r/ponorogo/layar/{key}/{query}")
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    read.key, read.person = key, screen
    return read


def add(person, kind, pillar="GOV", **values):
    return add_entry(person.actor, kind, pillar, values, op=new_op()).ref


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def test_the_wall_says_how_far_each_group_is_and_how_many_are_here(plan, wall, ani, budi, cici):
    first = add(ani, "masalah", statement="Antrean panjang")
    add(budi, "masalah", statement="Data berbeda-beda")
    add(cici, "masalah", "ECO", statement="Pasar sepi")
    target = add(ani, "sasaran", statement="Antrean pendek", problem_refs=[first])
    strategy = add(ani, "strategi", statement="Daring", target_ref=target)
    add(ani, "program", name="Aplikasi antrean", strategy_ref=strategy)
    Presence.objects.create(plan=plan, member=ani.key, pillar="GOV", since=timezone.now(), seen_at=timezone.now())
    screen = wall()
    assert words(screen.find("h1")) == "1 dari 3 masalah sudah punya sasaran"
    gov = screen.find(class_="proj__tile", attrs={"data-pillar": "GOV"})
    assert words(gov) == "GOV hadir 1 Tata Kelola 1 / 2 Sasaran 1 Strategi 1 Program 1 Lengkap 1"
    assert [words(row) for row in screen.select(".proj__last li")] == [
        "GOV-PR1 Aplikasi antrean",
        "GOV-ST1 Daring",
        "GOV-S1 Antrean pendek",
    ]
    assert words(screen.find(class_="proj__clock")) == "Hadir sekarang 1 dari 3 orang"


def test_no_name_of_a_person_stands_on_any_screen(plan, wall, fitri):
    make_code(plan)
    someone = seat_participant(plan, "Zulkarnain", "GOV", institution="Dinas Zamrud")
    Presence.objects.create(plan=plan, member=someone.key, pillar="GOV", since=timezone.now(), seen_at=timezone.now())
    problem = add(someone, "masalah", statement="Antrean panjang", urgency=5, seriousness=4, growth=4)
    add(someone, "sasaran", statement="Antrean pendek", problem_refs=[problem])
    for query in ("", "?tampil=gabung", "?kelompok=tata-kelola", "?kelompok=tata-kelola&jenis=masalah"):
        page = str(wall(query))
        assert "Zulkarnain" not in page
        assert "Zamrud" not in page
        assert "USG" not in page


def test_the_wall_shows_how_to_join_with_the_code_of_now(plan, wall, fitri):
    assert wall("?tampil=gabung").find(class_="proj__code") is None
    code = make_code(plan).code
    assert words(wall("?tampil=gabung").find(class_="proj__code")) == code
    renew_code(fitri.actor, op=new_op())
    assert code not in wall("?tampil=gabung").get_text()


def test_results_are_shown_five_a_screen(plan, wall, ani):
    for number in range(1, 8):
        values = {"indicator": "Lama antrean", "unit": "menit", "baseline": 40 + number, "targets_by_year": {2031: 9}}
        add(ani, "sasaran", statement=f"Antrean pendek {number}", **values)
    first, second = wall("?kelompok=tata-kelola"), wall("?kelompok=tata-kelola&bagian=2")
    assert words(first.find("h1")) == "Tata Kelola: sasaran 1–5 dari 7"
    assert words(second.find("h1")) == "Tata Kelola: sasaran 6–7 dari 7"
    rows = first.select("tbody tr") + second.select("tbody tr")
    assert words(rows[6]) == "GOV-S7 Antrean pendek 7 Lama antrean, menit 47 9"
    assert words(wall("?kelompok=ekonomi").find(class_="proj__next")) == "Belum ada sasaran."


@pytest.mark.parametrize("query", ["?bagian=x", "?kelompok=x", "?kelompok=tata-kelola&bagian=99&jenis=x", "?since=1"])
def test_an_address_that_asks_for_nothing_known_shows_something(plan, wall, ani, query):
    add(ani, "masalah", statement="Antrean panjang")
    assert wall(query).find(id="layar")


def test_a_wrong_a_renewed_and_a_foreign_key_are_nothing(plan, other_plan, wall, fitri, oka, nana):
    nothing = nana.get("/r/tidak-ada/layar/ABC/").content
    old = f"/r/ponorogo/layar/{wall.key}/"
    theirs = make_screen_key(other_plan)
    renew_screen_key(fitri.actor, op=new_op())
    for address in (old, "/r/ponorogo/layar/ABC/", f"/r/ponorogo/layar/{theirs}/", f"{old}?since=0"):
        for person in (nana, oka, fitri):
            answer = person.get(address)
            assert (answer.status_code, answer.content) == (404, nothing)
    assert nana.get(f"/r/ponorogo/layar/{current_projector_key(plan)}/").status_code == 200


def test_the_facilitator_makes_and_renews_the_address(plan, fitri, nana):
    assert "Belum ada tautan layar" in fitri.get(STEER).content.decode()
    assert fitri.form(STEER).status_code == 303
    old = current_projector_key(plan)
    page = fitri.get(STEER).content.decode()
    assert f"http://testserver/r/ponorogo/layar/{old}/" in page
    assert "?tampil=gabung" in page
    assert fitri.form(f"{STEER}?ganti=1").status_code == 303
    assert nana.get(f"/r/ponorogo/layar/{old}/").status_code == 404
    assert nana.get(f"/r/ponorogo/layar/{current_projector_key(plan)}/").status_code == 200


def test_the_key_stands_nowhere_in_the_database_as_it_is(plan, wall):
    row = ScreenKey.objects.get(plan=plan)
    assert wall.key.upper() not in row.key_hash + row.key_cipher


def test_a_closed_plan_has_no_screen(plan, wall):
    plan.closed_at = timezone.now()
    plan.save(update_fields=["closed_at"])
    assert wall.person.get(f"/r/ponorogo/layar/{wall.key}/").status_code == 404
