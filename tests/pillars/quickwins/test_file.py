"""Nominations, profiles and risks in the plan file, in the example plan, and in the book."""

from masterplan.document.read import read_book_data
from pillars.cards.actions.trash import delete_entry
from pillars.models import Nomination, QuickWinProfile
from pillars.quickwins.queries import read_places
from tests.masterplan.exchange.files import dump, example, load, reread, small


def test_every_programme_that_a_file_marks_is_nominated_and_the_file_comes_back_as_it_was(db):
    document = example()
    plan, warnings = load(document)
    assert Nomination.objects.filter(plan=plan).count() == 26
    places = read_places(plan)
    assert [len(place.lines) for place in places] == [5, 4, 4, 4, 5, 4]
    assert [line.code for place in places for line in place.chosen][:2] == ["GOV-PR9", "BRA-PR5"]
    assert "quick_win_nominations" not in reread(dump(plan))
    assert reread(dump(plan))["quick_win_profiles"] == document["quick_win_profiles"]


def test_what_is_said_of_a_nomination_and_a_free_proposal_come_back(db):
    document = small()
    document["pillars"][0]["programmes"][0] |= {"quick_win": True, "quick_win_status": "nominasi"}
    document["quick_win_nominations"] = [
        {
            "programme_ref": "PR1",
            "pillar": "SEHAT",
            "proposer": "Ibu Sri, anggota Dewan",
            "gate": {"leverage": "sebagian"},
            "criteria": {"attraction": "ya", "risk": "tidak"},
            "criteria_reason": "Sudah diminta warga.",
        },
        {"pillar": "SEHAT", "usulan": "Pojok baca di pos ronda"},
    ]
    plan, warnings = load(document)
    assert warnings == []
    assert reread(dump(plan)) == document


def test_a_programme_named_twice_or_a_nomination_of_nothing_is_refused_by_its_place(db):
    import pytest

    from masterplan.exchange.faults import PlanFileError

    document = small()
    document["quick_win_profiles"] = [{"programme_ref": "PR1"}, {"programme_ref": "PR1"}]
    document["quick_win_nominations"] = [{"pillar": "SEHAT"}]
    with pytest.raises(PlanFileError) as bad:
        load(document)
    said = "\n".join(map(str, bad.value.faults))
    assert "quick_win_profiles[1].programme_ref" in said and "sudah punya profil quick win" in said
    assert "quick_win_nominations[0]" in said


def test_a_deleted_risk_and_a_deleted_profile_are_in_no_file_and_in_no_book(db):
    from tests.cast import new_op, seat_account

    plan, _ = load(example())
    satya = seat_account(plan, "Satya", "staf")
    profile = QuickWinProfile.objects.filter(plan=plan).order_by("number").first()
    risk = profile.risks.order_by("position").first()
    delete_entry(satya.actor, risk.ref, op=new_op())
    assert [one["kode"] for one in reread(dump(plan))["quick_win_profiles"][0]["risiko"]] == ["R2", "R3"]
    assert [one.label for one in read_book_data(plan).quick_wins[0].risks] == ["R2", "R3"]
    delete_entry(satya.actor, profile.ref, op=new_op())
    assert reread(dump(plan))["quick_win_profiles"][0]["programme_ref"] != "GOV-PR9"
    assert len(read_book_data(plan).quick_wins) == 5
