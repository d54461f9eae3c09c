"""Deleting with undo, the bin, order, moving: as plain forms, each with its way back."""

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem, Programme, Strategy, Target
from tests.cast import new_op

BOARD = "/r/ponorogo/tata-kelola/"


@pytest.fixture
def branch(ani):
    """masalah-1 → sasaran-1 → strategi-1 → program-1, program-2."""
    for kind, values in (
        ("masalah", {"statement": "Antrean panjang"}),
        ("sasaran", {"statement": "Antrean pendek", "problem_refs": ["masalah-1"]}),
        ("strategi", {"statement": "Melimpahkan berkas", "target_ref": "sasaran-1"}),
        ("program", {"name": "Pelimpahan", "strategy_ref": "strategi-1"}),
        ("program", {"name": "Pelatihan", "strategy_ref": "strategi-1"}),
    ):
        add_entry(ani.actor, kind, "GOV", values, op=new_op())


def press(person, page, part):
    """Presses the button of the form whose action holds `part`, on the page at `page`."""
    soup = BeautifulSoup(person.get(page).content, "lxml")
    form = next(form for form in soup.find_all("form") if part in form.get("action", ""))
    values = {item["name"]: item["value"] for item in form.select("input")}
    button = form.select_one("button[name]")
    return person.post(form["action"], values | ({button["name"]: button["value"]} if button else {}))


def test_the_question_names_what_goes_along(dewi, branch):
    page = dewi.get(f"{BOARD}sasaran-1/").content.decode()
    assert "Hapus sasaran GOV-S1? 1 strategi dan 2 program di bawahnya ikut tersembunyi." in page


def test_deleting_leads_to_the_board_and_can_be_undone_there(ani, branch):
    answer = press(ani, f"{BOARD}program-1/", "/hapus/")
    assert answer.status_code == 303 and answer["Location"].startswith(BOARD)
    assert Programme.objects.get(number=1).is_deleted
    assert "Dihapus" in ani.get(answer["Location"]).content.decode()
    undone = press(ani, answer["Location"], "/kembalikan/")
    assert undone.status_code == 303
    assert not Programme.objects.get(number=1).is_deleted


def test_the_bin_shows_who_when_and_what_went_along_and_brings_it_back(dewi, branch):
    delete_entry(dewi.actor, "strategi-1", op=new_op())
    page = BeautifulSoup(dewi.get(f"{BOARD}terhapus/").content, "lxml")
    assert "Dihapus Dewi" in page.text and "dulu di bawah GOV-S1" in page.text
    assert page.select_one("button.btn").text == "Kembalikan beserta 2 program"
    answer = press(dewi, f"{BOARD}terhapus/", "/kembalikan/")
    assert answer.status_code == 303
    assert not Strategy.objects.get().is_deleted and not any(row.is_deleted for row in Programme.objects.all())


def test_the_page_of_a_deleted_card_says_so(ani, branch):
    delete_entry(ani.actor, "program-1", op=new_op())
    page = ani.get(f"{BOARD}program-1/").content.decode()
    assert "Kartu ini ada di" in page and "/kembalikan/" in page


def test_an_empty_bin_and_who_may_not_look(ani, cici, eko):
    assert "Tidak ada kartu yang dihapus" in ani.get(f"{BOARD}terhapus/").content.decode()
    assert cici.get(f"{BOARD}terhapus/").status_code == eko.get(f"{BOARD}terhapus/").status_code == 403


def test_up_and_down_with_buttons(ani, branch):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Kedua"}, op=new_op())
    soup = BeautifulSoup(ani.get(f"{BOARD}masalah-2/").content, "lxml")
    assert [button.text for button in soup.select("button[name=arah]")] == ["Naikkan", "Turunkan"]
    answer = press(ani, f"{BOARD}masalah-2/", "/urutan/")
    assert answer.status_code == 303
    assert [row.ref for row in Problem.objects.all()] == ["masalah-2", "masalah-1"]
    data = {"op": new_op(), "arah": "samping"}
    assert ani.post(f"{BOARD}masalah-2/urutan/", data).status_code == 422


def test_moving_under_another_parent(ani, branch, everything):
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Lain", "target_ref": "sasaran-1"}, op=new_op())
    data = {"op": new_op(), "base": "6", "strategy_ref": "strategi-2"}
    answer = ani.post(f"{BOARD}program-1/pindah/", data)
    assert answer.status_code == 303
    assert Programme.objects.get(number=1).strategy.ref == "strategi-2"
    before = everything()
    assert ani.post(f"{BOARD}program-1/pindah/", data | {"op": new_op(), "strategy_ref": ""}).status_code == 422
    assert ani.post(f"{BOARD}masalah-1/pindah/", data | {"op": new_op()}).status_code == 422
    assert everything() == before


def test_a_target_hangs_from_another_of_its_problems_at_one_press(ani):
    for statement in ("Antrean", "Berkas hilang"):
        add_entry(ani.actor, "masalah", "GOV", {"statement": statement}, op=new_op())
    values = {"statement": "Layanan cepat", "problem_refs": ["masalah-1", "masalah-2"]}
    add_entry(ani.actor, "sasaran", "GOV", values, op=new_op())
    page = BeautifulSoup(ani.get(f"{BOARD}sasaran-1/").content, "lxml")
    button = page.find("button", {"name": "utama"})
    assert button.text == "Pindah ke GOV-P2"
    form = button.find_parent("form")
    data = {"utama": button["value"], "problem_refs": [i["value"] for i in form.select("[name=problem_refs]")]}
    data |= {i["name"]: i["value"] for i in form.select("[type=hidden]") if i["name"] != "problem_refs"}
    assert ani.post(form["action"], data).status_code == 303
    page = BeautifulSoup(ani.get(BOARD).content, "lxml")
    assert page.select_one("#sasaran-1").find_previous(id="masalah-2")
    assert [row.problem.ref for row in Target.objects.get().answers.order_by("position")] == ["masalah-2", "masalah-1"]


def test_a_branch_is_the_ketuas_to_delete(ani, branch, everything):
    before = everything()
    answer = press(ani, f"{BOARD}strategi-1/", "/hapus/")
    assert answer.status_code == 403
    assert "Hanya ketua" in answer.content.decode()
    assert everything() == before
