"""Irisan: a card is offered to the groups that it touches, they answer, and everybody sees whose it is."""

import pytest
from bs4 import BeautifulSoup

from pillars.chain.actions import add_entry, delete_entry
from pillars.chain.reading import find_entry
from pillars.merging.actions import merge_entries, split_entry
from pillars.overlap.models import Overlap
from tests.cast import form_values, new_op, seat_participant
from workshops.plans.models import Plan

GOV, ECO, SOC = ("/r/ponorogo/tata-kelola/", "/r/ponorogo/ekonomi/", "/r/ponorogo/masyarakat/")
CARD = f"{GOV}sasaran-1/"


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html5lib").get_text(" ").split())


@pytest.fixture
def lia(plan):
    return seat_participant(plan, "Lia", "ECO", role="ketua")


@pytest.fixture
def card(plan, ani):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Satu aplikasi warga"}, op=new_op())
    return find_entry(plan, "sasaran-1")


def offer(who, groups=("ECO",), reason="Alurnya sama", address=CARD):
    page = form_values(who.get(f"{address}irisan/").content.decode())
    return who.post(f"{address}irisan/", page | {"kelompok": list(groups), "alasan": reason})


def answer(who, how, note="", number=1, board=ECO, **more):
    version = Overlap.objects.get(number=number).version
    sent = {"op": new_op(), "versi": version, "jawaban": how, "catatan": note} | more
    return who.post(f"{board}irisan/{number}/jawab/", sent)


def badge(who, board=GOV):
    return "Bersama ECO" in words(who.get(board))


def test_an_offer_is_seen_by_both_groups_and_answered_by_the_other_and_its_card_says_so(card, ani, lia, cici, plan):
    assert offer(ani).status_code == 303
    assert "1 tawaran irisan menunggu jawaban kelompok ini" in words(lia.get(ECO))
    assert "Alurnya sama" in words(cici.get(f"{ECO}irisan/")) and "Terima" not in words(cici.get(f"{ECO}irisan/"))
    assert not badge(ani)
    assert answer(lia, "diterima", "Setuju").status_code == 303
    assert badge(ani) and find_entry(plan, "sasaran-1").shared_with == ["ECO"]
    assert "“Setuju” Lia" in words(ani.get(f"{GOV}irisan/"))
    assert "1 kartu kelompok lain juga milik kelompok ini" in words(cici.get(ECO))
    assert "menerima irisan sasaran" in words(ani.get("/r/ponorogo/riwayat/"))


def test_an_answer_may_be_changed_and_an_offer_be_withdrawn_and_made_again(card, ani, lia):
    offer(ani)
    answer(lia, "dijawab", "Siapa yang membayar?")
    assert "Siapa yang membayar?" in words(ani.get(f"{GOV}irisan/"))
    answer(lia, "diterima")
    answer(lia, "ditolak", "Ternyata lain")
    assert not badge(ani)
    offer(ani, reason="Coba lagi")
    answer(lia, "diterima")
    assert badge(ani)
    assert ani.post(f"{GOV}irisan/1/tarik/", {"op": new_op()}).status_code == 303
    assert not badge(ani) and "Belum ada kartu milik bersama" in words(lia.get(f"{ECO}irisan/"))
    offer(ani)
    assert Overlap.objects.get().state == Overlap.OFFERED


def test_somebody_of_another_group_proposes_their_own_and_the_owner_answers(card, cici, dewi, lia):
    assert "Ekonomi" in words(cici.get(f"{CARD}irisan/")) and "Branding" not in words(cici.get(f"{CARD}irisan/"))
    assert offer(cici).status_code == 303
    assert offer(cici, groups=["SOC"]).status_code == 422
    assert answer(lia, "diterima").status_code == 404, "who proposed does not answer"
    assert answer(dewi, "diterima", board=GOV).status_code == 303
    assert badge(dewi)


@pytest.mark.parametrize(
    "groups, reason, said",
    [
        ([], "Alurnya sama", "Pilih paling sedikit satu kelompok"),
        (["ECO"], "  ", "Tulis mengapa kelompok itu perlu ikut"),
        (["ECO"], "x" * 2001, "2.000"),
        (["XXX"], "Alurnya sama", "Pilih paling sedikit satu kelompok"),
    ],
)
def test_an_offer_that_cannot_be_taken_keeps_what_was_typed(card, ani, groups, reason, said):
    page = offer(ani, groups, reason)
    assert page.status_code == 422 and said in words(page)
    assert reason in page.content.decode() and not Overlap.objects.exists()


def test_a_refusal_needs_its_reason_and_keeps_the_note(card, ani, lia):
    offer(ani)
    page = answer(lia, "ditolak")
    assert page.status_code == 422 and "Tulis alasan penolakan di Catatan" in words(page)
    page = answer(lia, "mungkin", "Catatan saya")
    assert page.status_code == 422 and "Catatan saya" in page.content.decode()


def test_who_answers_an_offer_that_was_changed_meanwhile_is_told_and_keeps_the_note(card, ani, lia):
    offer(ani)
    page = answer(lia, "diterima", "Catatan saya", versi=1)
    assert page.status_code == 409 and "Catatan saya" in page.content.decode() and not badge(ani)
    ani.post(f"{GOV}irisan/1/tarik/", {"op": new_op()})
    assert answer(lia, "diterima").status_code == 409
    assert ani.post(f"{ECO}irisan/1/tarik/", {"op": new_op()}).status_code == 404


def test_an_offer_of_a_card_in_the_bin_is_shown_to_nobody_and_cannot_be_accepted(card, ani, lia, plan):
    offer(ani)
    delete_entry(ani.actor, "sasaran-1", op=new_op())
    assert "Satu aplikasi warga" not in words(lia.get(f"{ECO}irisan/"))
    assert answer(lia, "diterima").status_code == 409
    assert find_entry(plan, "sasaran-1", with_bin=True).shared_with == []


def test_only_targets_and_programmes_are_offered(card, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    assert ani.get(f"{GOV}masalah-1/irisan/").status_code == 404


def test_an_irisan_moves_to_the_merged_card_and_back(card, ani, dewi, lia, plan):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Satu aplikasi untuk warga"}, op=new_op())
    offer(ani, address=f"{GOV}sasaran-2/")
    answer(lia, "diterima")
    head = Plan.objects.get(pk=plan.pk).head
    merge_entries(dewi.actor, "sasaran-1", "sasaran-2", {}, base=head, op=new_op())
    assert find_entry(plan, "sasaran-1").shared_with == ["ECO"] and Overlap.objects.get().card == "sasaran-1"
    split_entry(dewi.actor, "sasaran-2", op=new_op())
    assert find_entry(plan, "sasaran-1").shared_with == [] and Overlap.objects.get().card == "sasaran-2"
    assert find_entry(plan, "sasaran-2").shared_with == ["ECO"]
