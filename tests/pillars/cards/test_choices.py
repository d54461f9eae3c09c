"""What is a conflict and what is not, for each kind of value; and what choosing writes."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry
from pillars.models import Objective, Problem, Programme, RpjmdDocument, Target
from tests.amounts import in_turn_after
from tests.cast import form_values, new_op
from tests.pillars.cards.test_conflict import BOARD, HTMX, buttons
from workshops.live.models import Event

TARGET = f"{BOARD}sasaran-1/"


@pytest.fixture
def target(ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    values = {"statement": "Antrean pendek", "sources": ["BPS", "Renstra"], "unit": "orang"}
    add_entry(ani.actor, "sasaran", "GOV", values, op=new_op())


def both(ani, budi, mine, theirs, address=TARGET, **headers):
    """Ani's answer after Budi, from the same page, was a moment earlier."""
    page = form_values(ani.get(address).content.decode())
    assert budi.form(address, **theirs).status_code == 303
    return ani.post(address, page | mine, **headers)


def versions(answer):
    return [version.text.strip() for version in BeautifulSoup(answer.content, "lxml").select(".version__text")]


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


# ── no conflict ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "mine", "theirs"),
    in_turn_after(
        2,
        [
            ("baseline", "17,630", "17,63"),
            ("statement", "  Antrean satu jam\u200b ", "Antrean satu jam"),
            ("baseline", "1.000", "1000"),
            ("targets_by_year.2027", "5,0", "5"),
            ("statement", "Kafe\u0301 desa", "Kaf\u00e9 desa"),
            ("baseline", "tidak ada data", "tidak ada data"),
        ],
    ),
)
def test_the_same_in_another_spelling_is_no_conflict_and_is_told(ani, budi, target, field, mine, theirs):
    answer = both(ani, budi, {field: mine}, {field: theirs})
    assert answer.status_code == 303
    assert "Budi sudah menulis" in text_of(ani.get(answer["Location"]))
    assert Event.objects.filter(verb="entry.conflict").count() == 0


def test_the_same_change_by_both_is_told_in_the_answer_to_the_outbox_too(ani, budi, target):
    answer = both(ani, budi, {"indicator": "Waktu tunggu"}, {"indicator": "Waktu tunggu"}, **HTMX)
    assert answer.status_code == 200
    assert "Budi sudah menulis Indikator yang sama" in text_of(answer)


def test_a_save_that_had_nothing_to_write_shows_no_receipt_of_somebody_else(ani, budi, target):
    page = form_values(ani.get(TARGET).content.decode())
    budi.form(TARGET, indicator="Waktu tunggu")
    shown = BeautifulSoup(ani.get(ani.post(TARGET, page)["Location"]).content, "lxml")
    assert "Budi mengubah Indikator" in shown.select_one("#tanda-terima").text
    assert not shown.select("#f-indicator .receipt--ok")


def test_items_of_a_list_and_choices_of_both_stand(ani, budi, target):
    answer = both(ani, budi, {"sources": "BPS 2026\nRenstra\nIKM"}, {"sources": "BPS\nRenstra Dinkes"})
    assert answer.status_code == 303
    assert Target.objects.get().sources == ["BPS 2026", "Renstra Dinkes", "IKM"]


# ── conflict ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "shown"),
    in_turn_after(
        2,
        [
            ("baseline", "tidak ada data", "17,63", ["tidak ada data", "17,63"]),
            ("measurement", "", "Dihitung tiap bulan", ["dikosongkan", "Dihitung tiap bulan"]),
            ("baseline", "0", "", ["0", "dikosongkan"]),
            ("direction", "naik", "turun", ["Naik", "Turun"]),
        ],
    ),
)
def test_each_of_two_values_can_be_chosen(ani, budi, target, field, mine, theirs, shown):
    first = {field: "12"} if field == "baseline" else {field: "Lama"} if field == "measurement" else {}
    ani.form(TARGET, **first)
    answer = both(ani, budi, {field: mine}, {field: theirs})
    assert answer.status_code == 409 and versions(answer) == shown
    for n in (0, 1):
        assert ani.post(*buttons(answer)[n]).status_code == 303
        page = form_values(ani.get(TARGET).content.decode())
        assert page.get(field, "") in ([mine, theirs][n], ["", [mine, theirs][n]])
        answer = ani.get(f"{TARGET}beda/?op={Event.objects.get(verb='entry.conflict').op}")
        if n == 0:  # chosen: nothing is left of this choice
            assert answer.url == TARGET
            break


def test_of_a_table_only_the_clashing_year_waits_and_the_others_are_saved_at_once(ani, budi, target):
    answer = both(
        ani,
        budi,
        {"targets_by_year.2027": "11", "targets_by_year.2029": "30"},
        {"targets_by_year.2027": "10", "targets_by_year.2028": "20"},
    )
    assert answer.status_code == 409
    assert versions(answer) == ["2027: 11", "2027: 10"]
    assert "Target tiap tahun, 2027" in text_of(answer) and "Tahun lain sudah tersimpan" in text_of(answer)
    assert Target.objects.get().targets_by_year == {"2027": "10", "2028": "20", "2029": "30"}
    # a third change of another year between the two is kept by the choice
    budi.form(TARGET, **{"targets_by_year.2030": "40"})
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Target.objects.get().targets_by_year == {"2027": "11", "2028": "20", "2029": "30", "2030": "40"}
    assert "tidak dipilih, disimpan di sini" in text_of(ani.get(f"{TARGET}riwayat/"))


def test_a_year_that_one_took_out_and_the_other_changed_is_a_choice_of_that_year(ani, budi, target):
    ani.form(TARGET, **{"targets_by_year.2027": "9", "targets_by_year.2028": "8"})
    answer = both(ani, budi, {"targets_by_year.2027": ""}, {"targets_by_year.2027": "10"})
    assert versions(answer) == ["2027: dikosongkan", "2027: 10"]
    op = Event.objects.get(verb="entry.conflict").op
    again = ani.get(f"{TARGET}beda/?op={op}")
    assert versions(again) == ["2027: dikosongkan", "2027: 10"]
    assert ani.post(*buttons(again)[0]).status_code == 303
    assert Target.objects.get().targets_by_year == {"2028": "8"}


def test_each_clashing_year_can_be_decided_for_itself(ani, budi, target):
    years = ("targets_by_year.2027", "targets_by_year.2028", "targets_by_year.2029")
    answer = both(ani, budi, dict(zip(years, "123", strict=True)), dict(zip(years[:2], "56", strict=True)))
    action, values = buttons(answer)[2]
    assert "Anda 2, Budi 6" in text_of(answer)
    assert ani.post(action, values | {years[1]: "6"}).status_code == 303
    assert Target.objects.get().targets_by_year == {"2027": "1", "2028": "6", "2029": "3"}


def test_of_a_list_only_the_line_that_both_rewrote_waits(ani, budi, target):
    answer = both(ani, budi, {"sources": "BPS 2025\nRenstra\nIKM"}, {"sources": "BPS 2026\nRenstra Dinkes"})
    assert answer.status_code == 409
    assert versions(answer) == ["BPS 2025", "BPS 2026"]
    assert Target.objects.get().sources == ["BPS 2026", "Renstra Dinkes", "IKM"]
    by_hand = buttons(answer)[2][1]["sources"][0]
    assert by_hand.split("\n") == ["BPS 2025", "BPS 2026", "Renstra Dinkes", "IKM"]
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Target.objects.get().sources == ["BPS 2025", "Renstra Dinkes", "IKM"]


def test_two_long_texts_mark_only_what_differs(ani, budi, target):
    words = [f"kata{n % 700}" for n in range(2500)]
    long = " ".join(words)
    ani.form(TARGET, note=long)
    mine, theirs = (" ".join([*words[:at], text, *words[at:]]) for at, text in ((200, "SATU"), (200, "DUA")))
    assert len(mine) > 17_000
    answer = both(ani, budi, {"note": mine + " akhir"}, {"note": theirs})
    marks = [mark.text.strip() for mark in BeautifulSoup(answer.content, "lxml").select("mark")]
    assert sorted(marks) == ["DUA", "SATU", "akhir"]
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Target.objects.get().note == mine + " akhir"


def test_line_breaks_and_what_looks_like_code_are_shown_as_they_were_written(ani, budi, target):
    answer = both(ani, budi, {"note": "Baris satu\n<b>dua</b>"}, {"note": "Baris satu\ntiga"})
    assert versions(answer)[0] == "Baris satu\n<b>dua</b>"
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Target.objects.get().note == "Baris satu\n<b>dua</b>"


def test_a_choice_between_two_sasaran_of_the_rpjmd_is_an_ordinary_choice(ani, budi, plan, target):
    document = RpjmdDocument.objects.create(plan=plan, role=RpjmdDocument.CURRENT)
    for number in (1, 2):
        place = {"number": number, "position": number, "code": f"S{number}"}
        Objective.objects.create(plan=plan, document=document, statement=f"Sasaran {number}", **place)
    page = ani.get(f"{TARGET}selaras/?pilih=rpjmd-1").content.decode()
    budi.form(f"{TARGET}selaras/?pilih=rpjmd-2", alignment_status="selaras")
    answer = ani.post(f"{TARGET}selaras/", form_values(page) | {"alignment_status": "selaras"})
    assert answer.status_code == 409
    assert ["S1" in versions(answer)[0], "S2" in versions(answer)[1]] == [True, True]
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Target.objects.get().rpjmd.code == "S1"


# ── who, when, and what follows ────────────────────────────────────────────────────────────────────


def test_a_phone_that_was_away_for_an_hour_meets_the_last_of_two_changes_and_then_a_third(ani, budi, dewi, target):
    page = form_values(ani.get(TARGET).content.decode()) | {"indicator": "Ani"}
    budi.form(TARGET, indicator="Budi")
    dewi.form(TARGET, indicator="Dewi")
    answer = ani.post(TARGET, page, **HTMX)
    assert answer.status_code == 409 and versions(answer) == ["Ani", "Dewi"]
    assert "Anda dan Dewi mengubah Indikator" in text_of(answer)
    budi.form(TARGET, indicator="Budi lagi")
    third = ani.post(*buttons(answer)[0], **HTMX)
    assert third.status_code == 409 and versions(third) == ["Ani", "Budi lagi"]
    assert Target.objects.get().indicator == "Budi lagi"
    assert ani.post(*buttons(third)[0], **HTMX).status_code == 200
    assert Target.objects.get().indicator == "Ani"
    history = text_of(ani.get(f"{TARGET}riwayat/?isian=indicator"))
    assert all(name in history for name in ("Ani", "Dewi", "Budi lagi"))


def test_a_conflict_that_is_sent_again_after_a_third_change_shows_that_change_and_its_choice_holds(ani, budi, target):
    page = form_values(ani.get(TARGET).content.decode()) | {"indicator": "Ani"}
    budi.form(TARGET, indicator="Budi")
    assert ani.post(TARGET, page).status_code == 409
    budi.form(TARGET, indicator="Budi lagi")
    again = ani.post(TARGET, page)
    assert again.status_code == 409 and versions(again) == ["Ani", "Budi lagi"]
    assert ani.post(*buttons(again)[0]).status_code == 303
    settled = ani.post(TARGET, page)
    assert settled.status_code == 303, "nothing is left to choose"
    assert Target.objects.get().indicator == "Ani"


def test_two_pages_of_one_person_do_not_name_another_one(ani, target):
    page = form_values(ani.get(TARGET).content.decode())
    ani.form(TARGET, indicator="Dari laptop")
    answer = ani.post(TARGET, page | {"indicator": "Dari HP"})
    assert answer.status_code == 409
    assert "Anda mengubah Indikator dari dua halaman" in text_of(answer)
    assert "Anda dan Ani" not in text_of(answer) and "Tulisan Anda dari halaman lain" in text_of(answer)


def test_the_times_are_those_of_the_server_and_of_the_plans_zone(ani, budi, plan, target):
    answer = both(ani, budi, {"indicator": "Ani"}, {"indicator": "Budi"})
    event = Event.objects.filter(verb="entry.saved").latest("number")
    local = event.at + timedelta(hours=7)
    assert f"Budi, Universitas Muhammadiyah Ponorogo · {local:%H.%M}" in text_of(answer)


def test_leaving_without_a_choice_keeps_the_text_that_stands(ani, budi, target):
    answer = both(ani, budi, {"indicator": "Ani"}, {"indicator": "Budi"})
    way = BeautifulSoup(answer.content, "lxml").find(
        "a", string=lambda s: s and s.strip().startswith("Biarkan teks Budi")
    )
    assert ani.get(way["href"]).status_code == 200
    assert Target.objects.get().indicator == "Budi"
    assert "Ani" in text_of(ani.get(f"{TARGET}riwayat/?isian=indicator"))


def test_a_programmes_years_and_money_merge_by_year(ani, budi, target):
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Cara", "target_ref": "sasaran-1"}, op=new_op())
    add_entry(
        ani.actor, "program", "GOV", {"name": "Loket", "strategy_ref": "strategi-1", "years": [2028]}, op=new_op()
    )
    address = f"{BOARD}program-1/"
    mine = {"years": ["2027", "2028"], "budget_by_year.2027": "1 juta", "term": "pendek"}
    theirs = {"years": ["2028", "2030"], "budget_by_year.2028": "2 juta", "term": "panjang"}
    answer = both(ani, budi, mine, theirs, address)
    assert answer.status_code == 409 and versions(answer) == ["Jangka pendek", "Jangka panjang"]
    row = Programme.objects.get()
    assert row.years == [2027, 2028, 2030]
    assert row.budget_by_year == {"2027": 1_000_000, "2028": 2_000_000}
    assert Problem.objects.count() == 1


def test_each_of_two_other_people_is_named_at_what_they_wrote(ani, budi, dewi, target):
    page = form_values(ani.get(TARGET).content.decode())
    budi.form(TARGET, indicator="Budi")
    dewi.form(TARGET, measurement="Dewi")
    answer = ani.post(TARGET, page | {"indicator": "Ani", "measurement": "Ani juga"})
    assert "Anda, Budi dan Dewi mengubah" in text_of(answer)
    heads = [head.text for head in BeautifulSoup(answer.content, "lxml").select(".version__by b")]
    assert heads == ["Tulisan Anda", "Tulisan Budi", "Tulisan Anda", "Tulisan Dewi"]
