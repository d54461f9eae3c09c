"""Checks that look at several cards or at the whole plan."""

from decimal import Decimal

import pytest

from pillars.checks.rules.alike import alike
from pillars.checks.rules.quick_wins import is_placeholder
from pillars.plan_view.cards import QuickWin, Risk
from tests.pillars.checks.made import found, problem, programme, said, target, targets


def many(count, **changes):
    """`count` programmes of different names."""
    return tuple(
        programme(ref=f"program-{number}", code=f"GOV-PR{number}", name=f"Nama{number} kegiatan{number}", **changes)
        for number in range(1, count + 1)
    )


def told(*texts, field="evidence"):
    return tuple(
        problem(ref=f"masalah-{number}", code=f"GOV-P{number}", **{field: text}) for number, text in enumerate(texts, 1)
    )


WIN = {"quick_win": True, "quick_win_status": "terpilih"}
RISK = Risk.of("risiko-1", label="R1", event="Server mati", likelihood=4, impact=4, level=16, handling="Cadangan")


def profile(**changes):
    told = {"programme": "program-1", "benefit": "Warga hemat waktu", "budget": 20_000_000, "years": (2027,)}
    return QuickWin.of("profil_quick_win-1", risks=(RISK, RISK), **told).replace(**changes)


CASES = [
    ("same_indicator_two_numbers", {"targets": (target(), target(ref="sasaran-2", baseline=Decimal(90)))}, 1),
    ("same_indicator_two_numbers", {"targets": (target(), target(ref="sasaran-2"))}, 0),
    (
        "same_indicator_two_numbers",
        {"targets": (target(), target(ref="sasaran-2", indicator="Lama menunggu di puskesmas", baseline=Decimal(9)))},
        0,
    ),
    ("too_many_applications", {"programmes": many(4, action_group="aplikasi")}, 2),
    ("too_many_applications", {"programmes": many(3, action_group="aplikasi")}, 0),
    (
        "too_many_applications",
        {"programmes": (*many(3, action_group="aplikasi"), programme(ref="program-9", name="Memadukan aplikasi"))},
        2,
    ),
    ("action_group_empty", {}, 4),
    ("action_group_empty", {"programmes": ()}, 0),
    ("similar_programmes", {"programmes": (programme(), programme(ref="program-2"))}, 1),
    (
        "similar_programmes",
        {"programmes": (programme(location=("Ngebel",)), programme(ref="program-2", location=("Pudak",)))},
        0,
    ),
    ("similar_problems", {"problems": told("a", "b")}, 1),
    (
        "similar_problems",
        {"problems": told("a", "b"), "different": frozenset([frozenset(["masalah-1", "masalah-2"])])},
        0,
    ),
    (
        "nomenclature_two_names",
        {"programmes": (programme(), programme(ref="program-2", nomenclature_program="Program Lain"))},
        1,
    ),
    (
        "nomenclature_two_names",
        {"programmes": (programme(), programme(ref="program-2", nomenclature_program="PROGRAM  informasi"))},
        0,
    ),
    ("opd_overload", {"programmes": many(12)}, 1),
    ("opd_overload", {"programmes": many(11)}, 0),
    ("only_apbd", {"programmes": many(10)}, 1),
    ("only_apbd", {"programmes": many(9)}, 0),
    ("only_apbd", {"programmes": many(10, funding=("APBD Kabupaten", "CSR/TJSL"))}, 0),
    ("quick_win_none", {}, 1),
    ("quick_win_none", {"stage": 2}, 0),
    ("quick_win_none", {"programmes": (programme(**WIN),)}, 0),
    ("quick_win_too_many", {"programmes": many(3, **WIN)}, 1),
    ("quick_win_too_many", {"programmes": many(2, **WIN)}, 0),
    ("quick_win_starts_late", {"programmes": (programme(years=(2028,), **WIN),)}, 1),
    ("quick_win_starts_late", {"programmes": (programme(years=(), **WIN),)}, 1),
    ("quick_win_flag_differs", {"programmes": (programme(quick_win=True),)}, 1),
    ("quick_win_flag_differs", {"programmes": (programme(quick_win_status="terpilih"),)}, 1),
    ("quick_win_flag_differs", {"programmes": (programme(quick_win=True, quick_win_status="tidak_terpilih"),)}, 0),
    ("quick_win_without_profile", {"programmes": (programme(**WIN),)}, 1),
    ("quick_win_without_profile", {"programmes": (programme(**WIN),), "profiles": (profile(),)}, 0),
    ("profile_placeholder", {"profiles": (profile(benefit="(bagi warga)"),)}, 1),
    ("profile_placeholder", {"profiles": (profile(benefit="Hemat (dua jam) tiap kali"),)}, 0),
    ("profile_budget_differs", {"profiles": (profile(budget=5),)}, 1),
    ("profile_budget_differs", {"profiles": (profile(years=(2028,)),)}, 1),
    ("profile_budget_differs", {"profiles": (profile(),)}, 0),
    ("risk_missing", {"profiles": (profile(risks=(RISK,)),)}, 1),
    ("risk_missing", {"profiles": (profile(risks=(RISK, RISK.replace(handling=""))),)}, 1),
    ("risk_level_wrong", {"profiles": (profile(risks=(RISK.replace(level=15),)),)}, 1),
    ("risk_level_wrong", {"profiles": (profile(risks=(RISK.replace(likelihood=6, level=24),)),)}, 1),
    ("risk_level_wrong", {"profiles": (profile(),)}, 0),
    ("risk_very_high", {"profiles": (profile(risks=(RISK, RISK.replace(label="R2", owner="Sekda"))),)}, 1),
    ("risk_very_high", {"profiles": (profile(),)}, 0),
    ("readiness_component_missing", {"readiness_missing": (("alam", "Alam"),)}, 1),
    ("swot_quadrant_empty", {"swot_missing": (("threats", "Ancaman"),)}, 1),
    ("vision_missing", {"has_missions": False}, 1),
    ("vision_missing", {"has_missions": False, "stage": 1}, 0),
    ("bodies_missing", {"bodies_missing": (("dewan_smart_city", "Dewan Smart City"),)}, 1),
    ("illustrative_left", {"problems": (problem(evidence_status="illustrative"),)}, 1),
    ("illustrative_left", {"problems": (problem(evidence_status="illustrative"),), "stage": 3}, 0),
    ("review_must_open", {"open_musts": (("GOV", 2),)}, 1),
    ("review_must_open", {}, 0),
    ("number_told_two_ways", {"problems": told("Panjang jalan 900 km", "Panjang jalan 1.500 km")}, 1),
    ("number_told_two_ways", {"problems": told("Panjang jalan 1.500 km", "Panjang jalan 1.510 km")}, 0),
    ("number_told_two_ways", {"problems": told("Panjang jalan 1.500 km", "Panjang jalan rusak 40 km")}, 0),
    (
        "number_told_two_ways",
        {"problems": told("Penerimaan parkir Rp684 juta (2021)", "Penerimaan parkir Rp1,2 miliar (2022)")},
        0,
    ),
    (
        "number_told_two_ways",
        {"problems": told("Penerimaan parkir Rp684 juta (2022)", "Penerimaan parkir Rp1,2 miliar (2022)")},
        1,
    ),
    (
        "number_told_two_ways",
        {"problems": told("Penerimaan parkir Rp684 juta (2022)", "Parkir: target Rp1,2 miliar (2022)")},
        0,
    ),
    ("number_told_two_ways", {"problems": told("Timbulan 20–30 ton per hari", "Timbulan 90 ton per hari")}, 0),
    ("number_told_two_ways", {"problems": told("Pelaku UMKM 31.328 (2019)", "Pelaku UMKM 39.650 (2022)")}, 0),
    (
        "two_measuring_methods",
        {"problems": told("Bulan timbang 13,1 persen (2022); survei nasional 14,2 persen pada 2022")},
        1,
    ),
    (
        "two_measuring_methods",
        {"problems": told("Bulan timbang 13,1 persen (2021); survei nasional 14,2 persen pada 2022")},
        0,
    ),
    (
        "two_measuring_methods",
        {
            "problems": told("Menurut survei nasional masih tinggi"),
            "targets": (target(indicator="Prevalensi balita pendek hasil bulan timbang"),),
        },
        1,
    ),
]


@pytest.mark.parametrize(("check", "plan", "times"), CASES, ids=[f"{c}-{t}-{n}" for n, (c, _, t) in enumerate(CASES)])
def test_a_check_finds_its_case_and_nothing_else(check, plan, times):
    assert len(said(check, **plan)) == times, said(check, **plan)


def test_a_topic_is_told_once_with_all_its_numbers():
    (one,) = found(
        "number_told_two_ways",
        problems=told("Panjang jalan 900 km", "Panjang jalan 1.500 km", "Panjang jalan 2.000 km"),
    )
    assert one.sentence == "Panjang jalan kabupaten: GOV-P1 menyebut 900 km, GOV-P3 menyebut 2.000 km."
    assert one.more == "GOV-P1 900 km; GOV-P2 1.500 km; GOV-P3 2.000 km."
    assert one.refs == ("masalah-1", "masalah-2", "masalah-3")


def test_a_note_that_explains_two_numbers_contradicts_nothing():
    explained = problem(evidence="Panjang jalan 900 km", note="Panjang jalan 1.500 km menurut SK lama")
    assert said("number_told_two_ways", problems=(explained,)) == []


def test_each_risk_of_a_profile_is_answered_for_itself():
    risks = (RISK.replace(level=3), RISK.replace(label="R2", level=3))
    subjects = [one.subject for one in found("risk_level_wrong", profiles=(profile(risks=risks),))]
    assert subjects == ["program-1+risiko-R1", "program-1+risiko-R2"]


@pytest.mark.parametrize("text", ["(isi ringkas 3–5 kalimat)", "xxx", "TBD", "…", "....", "Isi di sini"])
def test_an_instruction_is_no_text(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "Warga (desa) hemat", "(desa) dan (kota)", "Xenia"])
def test_a_text_is_no_instruction(text):
    assert not is_placeholder(text)


def test_look_alikes_are_the_same_as_those_of_comparing_all():
    words = ["air", "jalan", "pasar", "sekolah", "sampah", "loket", "sawah", "sungai"]
    texts = {n: " ".join(words[(n * step) % 8] for step in range(1, 6)) for n in range(60)}
    sets = {key: frozenset(text.split()) for key, text in texts.items()}

    def share(one, other):
        return len(sets[one] & sets[other]) / len(sets[one] | sets[other])

    pairs = alike(texts, 0.6)
    assert pairs and all(share(*pair) >= 0.6 for pair in pairs)
    firsts = {}
    for key, found_words in sets.items():
        firsts.setdefault(found_words, key)
    every = {(a, b) for a in firsts.values() for b in firsts.values() if a < b and share(a, b) >= 0.6}
    assert every <= set(pairs)


def test_five_thousand_sentences_of_one_machine_do_not_stop_the_page():
    assert len(alike({n: f"Pelatihan operator desa tahap {n} di balai" for n in range(5000)}, 0.7)) == 200


def test_figures_of_a_whole_period_are_compared_year_by_year():
    other = target(ref="sasaran-2", code="GOV-S2", targets=targets(100, 80, 61, 45, 30))
    (one,) = found("same_indicator_two_numbers", targets=(target(), other))
    assert one.more == "Target 2029: GOV-S1 60; GOV-S2 61."
