"""Two people on one card over http: both texts, names, times, and each way on."""

from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem, Strategy, Target
from tests.cast import form_values, new_op
from workshops.live.models import Event

BOARD = "/r/ponorogo/tata-kelola/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def problem(ani):
    values = {"statement": "Antrean panjang", "evidence": "Warga menunggu dua jam", "affected": "Lansia"}
    return add_entry(ani.actor, "masalah", "GOV", values, op=new_op()).ref


@pytest.fixture
def clash(ani, budi, problem):
    """Ani's answer after Budi was a moment earlier; both changed the evidence, Ani the affected too."""
    page = form_values(ani.get(f"{BOARD}{problem}/").content.decode())
    budi.form(f"{BOARD}{problem}/", evidence="Warga menunggu empat jam di loket")
    return ani.post(f"{BOARD}{problem}/", page | {"evidence": "Warga menunggu tiga jam", "affected": "Lansia, ibu"})


def buttons(answer):
    """The forms behind “Pakai ini”, own text first, then the one to merge by hand: [(action, values)]."""
    soup = BeautifulSoup(answer.content, "lxml")
    found = []
    for form in soup.select("form[data-choice]"):
        values = {}
        for item in form.select("input, textarea"):
            text = item.text.removeprefix("\n") if item.name == "textarea" else item["value"]
            values.setdefault(item["name"], []).append(text)
        found.append((form["action"], values))
    return found


def test_both_texts_stand_side_by_side_with_names_institution_and_time(clash):
    assert clash.status_code == 409
    soup = BeautifulSoup(clash.content, "lxml")
    assert soup.select_one("[data-kind=conflict]")
    mine, theirs = soup.select(".version")
    assert "Tulisan Anda" in mine.text and "Ani, Dinas Kesehatan" in mine.text
    assert "Tulisan Budi" in theirs.text and "Universitas Muhammadiyah Ponorogo" in theirs.text
    assert [mark.text.strip() for mark in mine.select("mark")] == ["tiga"]
    assert "empat" in theirs.select_one("mark").text
    assert "Warga menunggu dua jam" in soup.select_one("details.helper--quiet").text
    assert "Yang terkena" in soup.text and "Tersimpan" in soup.text


def test_the_rest_of_the_save_is_committed_and_the_earlier_text_stands(clash):
    row = Problem.objects.get()
    assert row.affected == "Lansia, ibu"
    assert row.evidence == "Warga menunggu empat jam di loket"


@pytest.mark.parametrize(("which", "text"), [(0, "Warga menunggu tiga jam"), (1, "Warga menunggu empat jam di loket")])
def test_choosing_either_is_an_ordinary_save_and_the_other_stays_in_the_history(ani, clash, which, text):
    action, values = buttons(clash)[which]
    answer = ani.post(action, values)
    assert answer.status_code == 303
    assert Problem.objects.get().evidence == text
    history = BeautifulSoup(ani.get(f"{BOARD}masalah-1/riwayat/").content, "lxml").text
    assert "Warga menunggu tiga jam" in history
    assert "tidak dipilih, disimpan di sini" in history


def test_merging_by_hand(ani, clash):
    action, values = buttons(clash)[2]
    assert values["evidence"] == ["Warga menunggu tiga empat jam di loket"]
    assert ani.post(action, values | {"evidence": "Tiga sampai empat jam"}).status_code == 303
    assert Problem.objects.get().evidence == "Tiga sampai empat jam"


def test_a_third_change_between_the_two_is_met_again(ani, budi, clash):
    budi.form(f"{BOARD}masalah-1/", evidence="Warga menunggu lima jam")
    action, values = buttons(clash)[0]
    answer = ani.post(action, values)
    assert answer.status_code == 409
    assert "lima" in answer.content.decode()
    assert Problem.objects.get().evidence == "Warga menunggu lima jam"


def test_a_repeated_save_gets_the_same_two_texts(ani, budi, problem):
    page = form_values(ani.get(f"{BOARD}{problem}/").content.decode()) | {"evidence": "Tiga"}
    budi.form(f"{BOARD}{problem}/", evidence="Empat")
    first, again = (ani.post(f"{BOARD}{problem}/", page) for _ in range(2))
    assert first.status_code == again.status_code == 409
    assert first["X-Rembuk"] == again["X-Rembuk"]
    assert Event.objects.filter(op=page["op"]).count() == 1


def test_the_choice_can_be_left_and_found_again_by_its_author_only(ani, budi, clash):
    op = Event.objects.get(verb="entry.conflict").op
    page = ani.get(f"{BOARD}masalah-1/beda/?op={op}")
    assert page.status_code == 200 and len(buttons(page)) == 3
    assert budi.get(f"{BOARD}masalah-1/beda/?op={op}").url == f"{BOARD}masalah-1/"
    assert ani.get(f"{BOARD}masalah-1/beda/?op=unknown-op").url == f"{BOARD}masalah-1/"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_several_fields_are_settled_one_after_the_other(ani, budi, problem, headers):
    page = form_values(ani.get(f"{BOARD}{problem}/").content.decode())
    budi.form(f"{BOARD}{problem}/", evidence="B1", affected="B2")
    answer = ani.post(f"{BOARD}{problem}/", page | {"evidence": "A1", "affected": "A2"}, **headers)
    assert len(buttons(answer)) == 6
    action, values = buttons(answer)[0]
    answer = ani.post(action, values, **headers)
    if not headers:
        assert answer.status_code == 303
        answer = ani.get(answer["Location"])
    assert len(buttons(answer)) == 3
    action, values = buttons(answer)[0]
    answer = ani.post(action, values, **headers)
    assert answer.status_code == (200 if headers else 303)
    row = Problem.objects.get()
    assert (row.evidence, row.affected) == ("A1", "A2")


def test_a_table_conflict_shows_the_years_and_loses_no_other_year(ani, budi, problem):
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "S"}, op=new_op()).ref
    page = form_values(ani.get(f"{BOARD}{target}/").content.decode())
    budi.form(f"{BOARD}{target}/", **{"targets_by_year.2027": "10", "targets_by_year.2028": "20"})
    answer = ani.post(f"{BOARD}{target}/", page | {"targets_by_year.2027": "11", "targets_by_year.2029": "30"})
    assert answer.status_code == 409
    action, values = buttons(answer)[0]
    assert ani.post(action, values).status_code == 303
    assert ani.plan.targets.get().targets_by_year == {"2027": "11", "2028": "20", "2029": "30"}


def test_a_save_for_a_card_that_was_deleted_says_by_whom_and_offers_both_ways(ani, dewi, problem):
    page = form_values(ani.get(f"{BOARD}{problem}/").content.decode()) | {"evidence": "Teks Ani"}
    delete_entry(dewi.actor, problem, op=new_op())
    for headers in ({}, HTMX):
        answer = ani.post(f"{BOARD}{problem}/", page, **headers)
        assert answer.status_code == 409 and answer["X-Rembuk-Op"] == page["op"]
    text = BeautifulSoup(answer.content, "lxml").text
    assert "Dewi menghapus masalah GOV-P1" in text
    assert "Pulihkan dengan isi saya" in text and "Biarkan terhapus" in text and "Teks Ani" in text
    assert Problem.objects.get().is_deleted
    action, values = buttons(answer)[0]
    assert ani.post(action, values).status_code == 303
    row = Problem.objects.get()
    assert not row.is_deleted and row.evidence == "Teks Ani"


def test_a_new_card_whose_parent_was_deleted_keeps_its_text_and_can_hang_elsewhere(ani, dewi, problem):
    for n in (1, 2):
        add_entry(ani.actor, "sasaran", "GOV", {"statement": f"Sasaran {n}"}, op=new_op())
    page = form_values(ani.get(f"{BOARD}strategi/baru/?induk=sasaran-1").content.decode())
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    answer = ani.post(f"{BOARD}strategi/baru/", page | {"statement": "Melimpahkan berkas"})
    assert answer.status_code == 409
    deleted = Target.objects.get(number=1).deleted_at.astimezone(ZoneInfo("Asia/Jakarta"))
    assert f"Dewi menghapus sasaran GOV-S1 pada {deleted:%H.%M}" in answer.content.decode()
    again = form_values(answer.content.decode())
    assert again["statement"] == "Melimpahkan berkas" and again["op"] != page["op"]
    assert ani.post(f"{BOARD}strategi/baru/", again | {"target_ref": "sasaran-2"}).status_code == 303
    assert Strategy.objects.get().target.ref == "sasaran-2"


def test_whoever_saves_other_fields_is_told_what_changed_meanwhile(ani, budi, problem):
    page = form_values(ani.get(f"{BOARD}{problem}/").content.decode())
    budi.form(f"{BOARD}{problem}/", evidence="Empat jam")
    answer = ani.post(f"{BOARD}{problem}/", page | {"affected": "Ibu"})
    assert answer.status_code == 303
    assert "Budi mengubah Bukti" in ani.get(answer["Location"]).content.decode()
