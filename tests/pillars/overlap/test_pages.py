"""Irisan: a card is offered to the groups that it touches, they answer, and everybody sees whose it is."""

import pytest
from bs4 import BeautifulSoup

from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry
from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.models import Overlap
from tests.cast import form_values, new_op, seat_participant
from workshops.plans.models import Plan

GOV, ECO, SOC = ("/r/ponorogo/tata-kelola/", "/r/ponorogo/ekonomi/", "/r/ponorogo/masyarakat/")
CARD = f"{GOV}sasaran-1/"


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").get_text(" ").split())


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


def test_an_answer_that_came_without_its_note_leaves_the_field_empty(card, ani, lia):
    offer(ani)
    page = lia.post(f"{ECO}irisan/1/jawab/", {"op": new_op(), "versi": 1, "jawaban": "ditolak"})
    assert page.status_code == 422 and "Tulis alasan penolakan di Catatan" in words(page)
    assert "None" not in page.content.decode()


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
    assert find_entry(plan, "sasaran-1", with_deleted=True).shared_with == []


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


def merge(who, plan, ref, twin):
    plan.refresh_from_db()
    assert merge_entries(who.actor, ref, twin, {}, base=plan.head, op=new_op()).status == "saved"


def test_what_a_group_proposed_is_answered_by_the_group_that_the_card_came_to(card, plan, lia, fitri, dewi):
    add_entry(lia.actor, "sasaran", "ECO", {"statement": "Satu aplikasi usaha"}, op=new_op())
    soc = seat_participant(plan, "Sari", "SOC")
    offer(soc, ["SOC"], address=f"{ECO}sasaran-2/")
    merge(fitri, plan, "sasaran-1", "sasaran-2")
    assert "1 tawaran irisan menunggu" in words(dewi.get(GOV)) and "1 tawaran irisan" not in words(lia.get(ECO))
    assert answer(dewi, "dijawab", "Kami bahas", board=GOV).status_code == 303
    split_entry(fitri.actor, "sasaran-2", op=new_op())
    assert "1 tawaran irisan menunggu" in words(lia.get(ECO)) and "1 tawaran irisan" not in words(dewi.get(GOV))
    assert answer(lia, "diterima").status_code == 303 and find_entry(plan, "sasaran-2").shared_with == ["SOC"]


def test_a_card_that_comes_to_a_group_with_its_branch_is_not_shared_with_that_group(card, plan, ani, lia, fitri, dewi):
    for who, pillar in ((ani, "GOV"), (lia, "ECO")):
        add_entry(who.actor, "masalah", pillar, {"statement": "Antrean"}, op=new_op())
    given = {"statement": "Antrean pendek", "problem_refs": ["masalah-2"]}
    add_entry(lia.actor, "sasaran", "ECO", given, op=new_op())
    offer(lia, ["GOV"], address=f"{ECO}sasaran-2/")
    answer(dewi, "diterima", board=GOV)
    merge(fitri, plan, "masalah-1", "masalah-2")
    came = find_entry(plan, "sasaran-2")
    assert (came.pillar.code, came.shared_with) == ("GOV", [])
    assert "Antrean pendek" not in words(dewi.get(f"{GOV}irisan/"))
    assert answer(dewi, "ditolak", "Milik kami", board=GOV).status_code == 409
    split_entry(fitri.actor, "masalah-2", op=new_op())
    back = find_entry(plan, "sasaran-2")
    assert (back.pillar.code, back.shared_with) == ("ECO", ["GOV"])


def test_what_was_withdrawn_of_one_card_and_accepted_of_the_other_can_be_withdrawn_again(card, plan, ani, lia, dewi):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Satu pintu"}, op=new_op())
    offer(ani)
    ani.post(f"{GOV}irisan/1/tarik/", {"op": new_op()})
    offer(ani, address=f"{GOV}sasaran-2/")
    answer(lia, "diterima", number=2)
    merge(dewi, plan, "sasaran-1", "sasaran-2")
    assert badge(ani) and find_entry(plan, "sasaran-1").shared_with == ["ECO"]
    split_entry(dewi.actor, "sasaran-2", op=new_op())
    assert find_entry(plan, "sasaran-1").shared_with == [] and find_entry(plan, "sasaran-2").shared_with == ["ECO"]
    assert Overlap.objects.get(number=1).state == Overlap.WITHDRAWN
    merge(dewi, plan, "sasaran-1", "sasaran-2")
    assert ani.post(f"{GOV}irisan/1/tarik/", {"op": new_op()}).status_code == 303
    assert find_entry(plan, "sasaran-1").shared_with == []


def test_what_became_of_an_offer_while_two_cards_were_one_is_told_by_the_card_that_it_goes_back_to(
    card, plan, ani, lia, dewi
):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Satu pintu"}, op=new_op())
    offer(ani, address=f"{GOV}sasaran-2/")
    answer(lia, "diterima")
    merge(dewi, plan, "sasaran-1", "sasaran-2")
    answer(lia, "ditolak", "Ternyata lain")
    split_entry(dewi.actor, "sasaran-2", op=new_op())
    assert [find_entry(plan, f"sasaran-{n}").shared_with for n in (1, 2)] == [[], []]
