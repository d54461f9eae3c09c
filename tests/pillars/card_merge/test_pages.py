"""Two cards side by side, the address of a merged card, and what somebody typed on it meanwhile."""

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.queries import find_entry
from tests.cast import form_values, new_op
from workshops.plans.models import Plan

BOARD = "/r/ponorogo/tata-kelola/"
ONE, TWO = f"{BOARD}masalah-1/", f"{BOARD}masalah-2/"


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").get_text(" ").split())


@pytest.fixture
def twins(plan, ani, budi):
    """Two problems that read alike; Budi's page of the second one was opened before anything happened."""
    for statement, evidence in (
        ("Antrean loket panjang", "Antrean 2 jam"),
        ("Antrean panjang di loket", "Survei 2025"),
    ):
        values = {"statement": statement, "evidence": evidence}
        add_entry(ani.actor, "masalah", "GOV", values, op=new_op())
    return form_values(budi.get(TWO).content.decode())


def test_the_list_of_look_alikes_leads_to_two_cards_side_by_side_and_to_one(twins, plan, dewi, ani):
    assert "Antrean panjang di loket" in words(dewi.get(f"{BOARD}mirip/"))
    assert "Bandingkan" not in words(ani.get(f"{BOARD}mirip/"))
    page = dewi.get(f"{ONE}gabung/masalah-2/")
    assert "GOV-P2 masuk ke GOV-P1" in words(page)
    sent = form_values(page.content.decode()) | {"pilih.evidence": "kembar", "gabungan": "Antrean di loket panjang"}
    answer = dewi.client.post(f"{ONE}gabung/masalah-2/", sent, follow=True)
    assert "GOV-P2 masuk ke kartu ini" in words(answer) and "Tersimpan" in words(answer)
    kept = find_entry(plan, "masalah-1")
    assert (kept.statement, kept.evidence) == ("Antrean di loket panjang", "Survei 2025")
    assert "Antrean panjang di loket" not in words(dewi.get(BOARD))


def test_the_address_of_a_merged_card_leads_to_the_merged_one_with_a_sentence_and_back_again(twins, dewi, ani):
    dewi.form(f"{ONE}gabung/masalah-2/")
    page = ani.client.get(TWO, follow=True)
    assert page.redirect_chain == [(f"{ONE}?dari=masalah-2", 302)]
    assert "GOV-P2 sudah digabungkan ke kartu ini oleh Dewi" in words(page)
    assert "Survei 2025" in words(ani.get(f"{TWO}asli/"))
    assert "menggabungkan kartu ini ke GOV-P1" in words(ani.get(f"{TWO}riwayat/"))
    assert "menggabungkan GOV-P2 ke kartu ini" in words(ani.get(f"{ONE}riwayat/"))
    assert "Pisahkan lagi" in words(dewi.get(f"{BOARD}terhapus/"))
    assert "Pisahkan lagi" not in words(ani.get(f"{BOARD}terhapus/"))
    answer = dewi.client.post(f"{TWO}pisahkan/", {"op": new_op()}, follow=True)
    assert "Masalah GOV-P2" in words(answer)
    assert "memisahkan kartu ini dari GOV-P1" in words(ani.get(f"{TWO}riwayat/"))


def test_a_text_typed_on_a_card_that_was_merged_meanwhile_stands_beside_the_merged_card(twins, plan, dewi, budi):
    dewi.form(f"{ONE}gabung/masalah-2/")
    answer = budi.post(TWO, twins | {"evidence": "Survei Budi", "affected": "Lansia"})
    assert answer.status_code == 409
    assert "Dewi menggabungkan masalah GOV-P2 ke GOV-P1" in words(answer)
    assert {"Survei Budi", "Lansia"} <= {line.strip() for line in BeautifulSoup(answer.content, "lxml").strings}
    assert find_entry(plan, "masalah-1").affected is None
    forms = [form_values(str(form)) for form in BeautifulSoup(answer.content, "lxml").select("article form")]
    mine = next(form for form in forms if form.get("affected") == "Lansia")
    left = budi.client.post(ONE, mine, follow=True)
    assert find_entry(plan, "masalah-1").affected == "Lansia"
    assert "Survei Budi" in words(left) and "Lansia" not in words(left), "the other text still waits for a choice"
    assert "Survei Budi" in words(budi.get(f"{TWO}riwayat/"))


def test_a_card_of_a_group_whose_text_is_merged_into_another_group_is_not_written_there(twins, plan, fitri, budi, cici):
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Antrean panjang di loket bank"}, op=new_op())
    fitri.form("/r/ponorogo/ekonomi/masalah-3/gabung-lintas/masalah-2/")
    answer = budi.post(TWO, twins | {"evidence": "Survei Budi"})
    assert answer.status_code == 409 and "Survei Budi" in words(answer)
    assert "Kartu ini milik kelompok lain" in words(answer) and "Pakai ini" not in words(answer)


def test_a_new_card_below_a_merged_one_is_offered_below_the_card_that_it_is_part_of(twins, plan, dewi, ani):
    page = form_values(ani.get(f"{BOARD}sasaran/baru/?induk=masalah-2").content.decode())
    dewi.form(f"{ONE}gabung/masalah-2/")
    answer = ani.post(f"{BOARD}sasaran/baru/", page | {"statement": "Antrean pendek"})
    assert answer.status_code == 409 and "Simpan lagi untuk menaruhnya di bawah GOV-P1" in words(answer)
    ani.post(f"{BOARD}sasaran/baru/", form_values(answer.content.decode()))
    target = find_entry(plan, "sasaran-1")
    assert [one.problem.ref for one in target.answers.all()] == ["masalah-1"]


def test_who_merges_sees_first_what_others_wrote_since_the_page_was_opened(twins, plan, dewi, ani):
    page = form_values(dewi.get(f"{ONE}gabung/masalah-2/").content.decode())
    save_entry(ani.actor, "masalah-2", {"evidence": "Baru"}, base=Plan.objects.get(pk=plan.pk).head, op=new_op())
    answer = dewi.post(f"{ONE}gabung/masalah-2/", page)
    assert answer.status_code == 409 and "Belum digabungkan" in words(answer) and "Ani" in words(answer)
    assert "Baru" in words(answer)
    dewi.post(f"{ONE}gabung/masalah-2/", form_values(answer.content.decode()))
    assert find_entry(plan, "masalah-2", with_deleted=True).merged_into == "masalah-1"


@pytest.mark.parametrize("text", ["x" * 20001, "Antrean\u202e"])
def test_a_joint_sentence_that_cannot_be_taken_is_refused_and_stays_in_its_field(twins, dewi, text):
    page = form_values(dewi.get(f"{ONE}gabung/masalah-2/").content.decode())
    answer = dewi.post(f"{ONE}gabung/masalah-2/", page | {"gabungan": text})
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert text in answer.content.decode() and "Belum digabungkan" in words(answer)


@pytest.mark.parametrize("other", ["masalah-1", "masalah-99", "sasaran-1"])
def test_what_cannot_be_merged_is_not_there(twins, dewi, other):
    assert dewi.get(f"{ONE}gabung/{other}/").status_code == 404


def test_a_new_card_below_one_that_went_to_another_group_needs_another_parent(twins, plan, fitri, ani, cici):
    page = form_values(ani.get(f"{BOARD}sasaran/baru/?induk=masalah-2").content.decode())
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Antrean panjang di loket bank"}, op=new_op())
    fitri.form("/r/ponorogo/ekonomi/masalah-3/gabung-lintas/masalah-2/")
    answer = ani.post(f"{BOARD}sasaran/baru/", page | {"statement": "Antrean pendek"})
    assert answer.status_code == 409 and "Pilih induk lain, lalu simpan lagi" in words(answer)
    assert "Antrean pendek" in answer.content.decode()
