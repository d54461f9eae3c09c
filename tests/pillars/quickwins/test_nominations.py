"""Nominating, answering, deciding: what the card, its programme and the journal say afterwards."""

import pytest
from django.db import IntegrityError, transaction

from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry
from pillars.cards.actions.quick_win_mark import Doubled
from pillars.cards.actions.save import save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.history import trail_of
from pillars.cards.queries import find_entry
from pillars.models import Nomination, QuickWinProfile
from pillars.quickwins.actions import decide
from pillars.quickwins.queries import CHOSEN, DROPPED, NOMINATED
from tests.cast import new_op
from tests.pillars.quickwins.quick import add, nominate, standing
from workshops.live.actions import Refused

REASON = "Anggaran 2027 sudah ada; musyawarah 24 Juli."


def choose(person, ref, seen=NOMINATED, standing=CHOSEN, **more):
    return decide(person.actor, ref, standing, REASON, seen=seen, op=new_op(), **more)


def test_a_programme_says_that_it_is_nominated_as_long_as_it_is(plan, ani, programmes):
    ref = nominate(ani, programmes[0])
    assert standing(plan, programmes[0]) == (True, "nominasi")
    delete_entry(ani.actor, ref, op=new_op())
    assert standing(plan, programmes[0]) == (False, None)
    restore_entry(ani.actor, ref, op=new_op())
    assert standing(plan, programmes[0]) == (True, "nominasi")


def test_a_proposal_becomes_a_programme_later(plan, ani, programmes):
    ref = add(ani, "nominasi_quick_win", usulan="Pojok baca di pos ronda", proposer="Ibu Sri, anggota Dewan")
    assert find_entry(plan, ref).title == "Pojok baca di pos ronda"
    save_entry(ani.actor, ref, {"programme_ref": programmes[1]}, base=plan.head, op=new_op())
    assert standing(plan, programmes[1]) == (True, "nominasi")
    plan.refresh_from_db()
    save_entry(ani.actor, ref, {"programme_ref": programmes[2]}, base=plan.head, op=new_op())
    assert standing(plan, programmes[1]) == (False, None)
    assert standing(plan, programmes[2]) == (True, "nominasi")


def test_a_programme_is_nominated_once_and_has_one_profile(plan, ani, programmes):
    first = nominate(ani, programmes[0])
    with pytest.raises(Doubled, match=f"sudah dinominasikan: {find_entry(plan, first).code}"):
        nominate(ani, programmes[0])
    add(ani, "profil_quick_win", programme_ref=programmes[0])
    with pytest.raises(Doubled, match="sudah punya profil"):
        add(ani, "profil_quick_win", programme_ref=programmes[0])
    row = Nomination.objects.get()
    row.pk, row.number, row.code = None, 99, "GOV-NQ99"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_deleted_nomination_does_not_come_back_beside_a_new_one(plan, ani, programmes):
    first = nominate(ani, programmes[0])
    delete_entry(ani.actor, first, op=new_op())
    nominate(ani, programmes[0])
    with pytest.raises(Doubled):
        restore_entry(ani.actor, first, op=new_op())


def test_answers_to_different_criteria_never_clash_and_to_one_they_do(plan, ani, budi, programmes):
    ref = nominate(ani, programmes[0])
    plan.refresh_from_db()
    base = plan.head
    save_entry(ani.actor, ref, {"criteria": {"benefit": "ya"}}, base=base, op=new_op())
    saved = save_entry(budi.actor, ref, {"criteria": {"risk": "tidak"}}, base=base, op=new_op())
    assert saved.status == "saved"
    assert find_entry(plan, ref).criteria == {"benefit": "ya", "risk": "tidak"}
    saved = save_entry(
        budi.actor, ref, {"criteria": {"benefit": "sebagian", "resources": "ya"}}, base=base, op=new_op()
    )
    assert [clash.field.key for clash in saved.clashes] == ["criteria"]
    assert saved.clashes[0].part[1:] == ({"benefit": "sebagian"}, {"benefit": "ya"})
    assert find_entry(plan, ref).criteria == {"benefit": "ya", "risk": "tidak", "resources": "ya"}


def test_a_decision_is_written_on_the_card_and_on_the_programme_and_can_be_taken_back(plan, dewi, programmes):
    ref = nominate(dewi, programmes[0])
    assert choose(dewi, ref).status == "saved"
    assert standing(plan, programmes[0]) == (True, CHOSEN)
    assert find_entry(plan, ref).decision_reason == REASON
    assert any(
        "kedudukan" in line.what.lower() or "quick win" in line.what.lower() for line in trail(plan, programmes[0])
    )
    assert choose(dewi, ref, CHOSEN, NOMINATED).status == "saved"
    assert standing(plan, programmes[0]) == (True, NOMINATED)
    assert choose(dewi, ref, NOMINATED, DROPPED).status == "saved"
    assert standing(plan, programmes[0]) == (True, DROPPED)


def trail(plan, ref):
    return trail_of(plan, find_entry(plan, ref)).lines


def test_a_decision_on_what_somebody_has_just_decided_is_not_written(plan, dewi, fitri, programmes):
    ref = nominate(dewi, programmes[0])
    choose(fitri, ref)
    assert choose(dewi, ref, NOMINATED, DROPPED).status == "changed"
    assert standing(plan, programmes[0]) == (True, CHOSEN)


def test_a_third_is_asked_of_and_only_staff_go_beyond_two(plan, dewi, satya, programmes):
    refs = [nominate(dewi, one) for one in programmes[:3]]
    assert [choose(dewi, ref).status for ref in refs] == ["saved", "saved", "full"]
    assert choose(dewi, refs[2], more=True).status == "full"
    assert choose(satya, refs[2]).status == "full"
    assert choose(satya, refs[2], more=True).status == "saved"


def test_a_member_nominates_and_does_not_choose(plan, ani, cici, programmes):
    ref = nominate(ani, programmes[0])
    with pytest.raises(Refused):
        choose(ani, ref)
    with pytest.raises(Refused):
        nominate(cici, programmes[1])


def test_a_high_risk_without_treatment_is_handled_before_the_choice(plan, dewi, programmes):
    ref = nominate(dewi, programmes[0])
    profile = add(dewi, "profil_quick_win", programme_ref=programmes[0])
    risk = add(dewi, "risiko", profile_ref=profile, peristiwa="Usulan tidak dijawab", kemungkinan=4, dampak=4)
    done = choose(dewi, ref)
    assert (done.status, [row.kode for row in done.others]) == ("risky", ["R1"])
    save_entry(dewi.actor, risk, {"penanganan": "Batas jawab 30 hari"}, base=done.receipt.number, op=new_op())
    assert choose(dewi, ref).status == "saved"


def test_a_free_proposal_is_no_quick_win_before_it_is_a_programme(plan, dewi):
    ref = add(dewi, "nominasi_quick_win", usulan="Pojok baca")
    assert choose(dewi, ref).status == "free"


def test_risks_are_numbered_within_their_profile(plan, dewi, programmes):
    profile = add(dewi, "profil_quick_win", programme_ref=programmes[0])
    refs = [add(dewi, "risiko", profile_ref=profile, peristiwa=f"Risiko {n}") for n in range(2)]
    assert [find_entry(plan, ref).kode for ref in refs] == ["R1", "R2"]


def test_the_parts_of_a_profile_that_share_a_column_are_written_one_by_one(plan, dewi, budi, programmes):
    values = {"kemitraan": ["Universitas Contoh: pengetahuan", "Bank daerah"], "anggaran": 5, "tahun": [2027]}
    ref = add(dewi, "profil_quick_win", programme_ref=programmes[0], **values)
    row = find_entry(plan, ref)
    assert row.partnerships == [{"nama": "Universitas Contoh", "bentuk": "pengetahuan"}, {"nama": "Bank daerah"}]
    plan.refresh_from_db()
    save_entry(budi.actor, ref, {"tenaga": "Dua operator", "anggaran": None}, base=plan.head, op=new_op())
    assert find_entry(plan, ref).resources == {"tahun": [2027], "tenaga": "Dua operator"}


def whole(dewi, programme):
    nomination = nominate(dewi, programme)
    profile = add(dewi, "profil_quick_win", programme_ref=programme)
    return nomination, profile, add(dewi, "risiko", profile_ref=profile, peristiwa="Hujan")


def live(plan, *refs):
    return [find_entry(plan, ref) is not None for ref in refs]


def test_what_hangs_from_a_deleted_programme_goes_with_it_and_comes_back(plan, dewi, programmes):
    refs = whole(dewi, programmes[0])
    delete_entry(dewi.actor, programmes[0], op=new_op())
    assert live(plan, *refs) == [False] * 3
    restore_entry(dewi.actor, programmes[0], op=new_op())
    assert live(plan, *refs) == [True] * 3
    assert standing(plan, programmes[0]) == (True, "nominasi")


def test_a_risk_brings_its_profile_and_its_programme_back(plan, dewi, programmes):
    refs = whole(dewi, programmes[0])
    delete_entry(dewi.actor, programmes[0], op=new_op())
    restore_entry(dewi.actor, refs[2], op=new_op())
    assert live(plan, programmes[0], *refs) == [True] * 4


def merge(person, kept, twin):
    base = person.plan
    base.refresh_from_db()
    return merge_entries(person.actor, kept, twin, {}, base=base.head, op=new_op())


def test_of_two_merged_programmes_with_a_profile_each_one_stands_and_the_other_comes_back_when_parted(
    plan,
    dewi,
    programmes,
):
    kept, twin = whole(dewi, programmes[0]), whole(dewi, programmes[1])
    merge(dewi, programmes[0], programmes[1])
    assert live(plan, *kept) == [True] * 3 and live(plan, *twin) == [False] * 3
    assert restore_entry(dewi.actor, twin[1], op=new_op()).status == "deleted"
    for ref in (*twin, programmes[0]):
        assert dewi.get(f"/r/ponorogo/tata-kelola/{ref}/").status_code in (200, 302)
    assert "Digabungkan ke" in dewi.get("/r/ponorogo/tata-kelola/terhapus/").content.decode()
    split_entry(dewi.actor, programmes[1], op=new_op())
    assert live(plan, *kept, *twin) == [True] * 6
    assert {standing(plan, one) for one in programmes[:2]} == {(True, "nominasi")}


def test_the_nomination_of_a_twin_goes_to_a_programme_that_has_none_and_back(plan, dewi, programmes):
    refs = whole(dewi, programmes[1])
    merge(dewi, programmes[0], programmes[1])
    assert {find_entry(plan, ref).programme.ref for ref in refs[:2]} == {programmes[0]}
    assert standing(plan, programmes[0]) == (True, "nominasi")
    split_entry(dewi.actor, programmes[1], op=new_op())
    assert {find_entry(plan, ref).programme.ref for ref in refs[:2]} == {programmes[1]}
    assert not standing(plan, programmes[0])[0]
    assert QuickWinProfile.objects.filter(deleted_in=None).count() == 1
