"""Checks of single cards: each finds its case and lets go what only looks like it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pillars.check_catalogue import CHECKS
from pillars.checks.checked_plan import Broken
from pillars.plan_view.values import Ref
from tests.pillars.checks.made import found, objective, pillar, problem, programme, said, target, targets

#: (check, what the plan holds, how often it is found)
ONE, OTHER = "rpjmd-1", "rpjmd-2"
CASES = [
    ("problem_without_target", {"targets": (target(problems=()),)}, 1),
    ("problem_without_target", {"targets": (target(pillar="ECO", code="ECO-S1"),)}, 0),
    ("target_without_problem", {"targets": (target(problems=()),)}, 1),
    ("target_without_problem", {}, 0),
    ("target_without_strategy", {"strategies": ()}, 1),
    ("strategy_without_programme", {"programmes": ()}, 1),
    ("strategy_without_programme", {"programmes": (), "stage": 1}, 0),
    ("dangling_reference", {"broken": (Broken("strategi-1", "target_ref", "sasaran yang terhapus"),)}, 1),
    ("dangling_reference", {}, 0),
    ("duplicate_code", {"problems": (problem(), problem(ref="masalah-2", code="gov -p1"))}, 1),
    ("duplicate_code", {"problems": (problem(code="GOV-1"),), "targets": (target(code="GOV-1"),)}, 0),
    ("dimension_empty", {"pillars": (pillar("GOV", "Tata Kelola", "GOV-1", "GOV-9"),)}, 1),
    ("dimension_empty", {"pillars": (pillar("ECO", "Ekonomi", "ECO-1"),)}, 0),
    ("dimension_differs", {"targets": (target(dimension="GOV-2"),)}, 1),
    ("dimension_differs", {"problems": (problem(pillar="ECO"),), "targets": (target(dimension="GOV-2"),)}, 0),
    ("problem_without_evidence", {"problems": (problem(evidence=""),)}, 1),
    ("evidence_without_source", {"problems": (problem(sources=()),)}, 1),
    ("evidence_without_source", {"targets": (target(sources=()),)}, 1),
    ("evidence_without_source", {"problems": (problem(sources=(), evidence_status="illustrative"),)}, 0),
    ("problem_cause_or_affected_missing", {"problems": (problem(root_cause="", affected=""),)}, 1),
    ("problem_sounds_like_answer", {"problems": (problem(statement="Belum ada aplikasi pengaduan"),)}, 1),
    ("problem_sounds_like_answer", {"problems": (problem(statement="Warga menunggu karena belum ada aplikasi"),)}, 0),
    ("usg_incomplete_or_wrong", {"problems": (problem(urgency=4),)}, 1),
    ("usg_incomplete_or_wrong", {"problems": (problem(urgency=4, seriousness=6, growth=1),)}, 1),
    ("usg_incomplete_or_wrong", {}, 0),
    ("target_measure_missing", {"targets": (target(unit="", direction=""),)}, 1),
    ("baseline_missing", {"targets": (target(baseline=None),)}, 1),
    ("baseline_missing", {"targets": (target(baseline=Decimal(0)),)}, 0),
    ("baseline_year_missing", {"targets": (target(baseline_year=None),)}, 1),
    ("baseline_year_missing", {"targets": (target(baseline=None, baseline_year=None),)}, 0),
    ("baseline_year_old", {"targets": (target(baseline_year=2022),)}, 1),
    ("baseline_year_old", {"targets": (target(baseline_year=2023),)}, 0),
    ("baseline_year_after_start", {"targets": (target(baseline_year=2027),)}, 1),
    ("target_against_direction", {"targets": (target(targets=targets(100, 80, 90, 45, 30)),)}, 1),
    ("target_against_direction", {"targets": (target(targets=targets(100, 100, 60, 45, 30)),)}, 0),
    ("target_against_direction", {"targets": (target(direction="tetap", targets=targets(1, 1, 2)),)}, 1),
    ("target_against_direction", {"targets": (target(targets=((2027, Decimal(90)), (2031, Decimal(95)))),)}, 1),
    ("first_target_worse_than_baseline", {"targets": (target(targets=targets(130, 80)),)}, 1),
    ("first_target_worse_than_baseline", {}, 0),
    ("target_year_missing", {"targets": (target(targets=targets(100, 80)),)}, 1),
    ("target_year_missing", {"targets": (target(targets=()),), "stage": 1}, 0),
    ("target_year_outside", {"targets": (target(targets=targets(20, years=(2036,))),)}, 1),
    ("target_flat", {"targets": (target(targets=targets(9, 9, 9, 9, 9)),)}, 1),
    ("target_flat", {"targets": (target(direction="tetap", targets=targets(100, 100)),)}, 0),
    ("target_leap", {"targets": (target(targets=targets(60, 58, 56, 54, 50)),)}, 1),
    ("target_leap", {"targets": (target(targets=targets(60, 58, 56, 54, 50), baseline_year=2024),)}, 0),
    ("percent_out_of_range", {"targets": (target(unit="persen"),)}, 1),
    ("percent_out_of_range", {"targets": (target(unit="%", indicator="Laju pertumbuhan usaha"),)}, 0),
    ("target_is_activity", {"targets": (target(statement="Tersusunnya dokumen rencana"),)}, 1),
    ("target_is_activity", {"targets": (target(statement="Warga terlayani setelah tersusunnya aturan"),)}, 0),
    ("indicator_counts_activity", {"targets": (target(indicator="Jumlah pelatihan", direction="naik"),)}, 1),
    ("indicator_counts_activity", {"targets": (target(indicator="Jumlah aplikasi", direction="turun"),)}, 0),
    ("rpjmd_link_missing", {"targets": (target(rpjmd_ref=None, alignment_status=""),)}, 1),
    (
        "rpjmd_link_missing",
        {"targets": (target(rpjmd_ref=None, alignment_status="belum_ada", alignment_reason="Baru"),)},
        0,
    ),
    (
        "rpjmd_link_missing",
        {"objectives": {ONE: objective(in_force=False), OTHER: objective(ref=OTHER)}},
        1,
    ),
    ("rpjmd_link_missing", {"objectives": {ONE: objective(in_force=False)}}, 0),
    ("rpjmd_partial_without_reason", {"targets": (target(alignment_status="sebagian"),)}, 1),
    ("rpjmd_partial_without_reason", {"targets": (target(alignment_status="sebagian", alignment_reason="Beda"),)}, 0),
    ("rpjmd_target_weaker", {"objectives": {ONE: objective(targets=targets(50, years=(2029,)))}}, 1),
    ("rpjmd_target_weaker", {"objectives": {ONE: objective(targets=targets(50, years=(2026,)))}}, 0),
    ("rpjmd_target_weaker", {"objectives": {ONE: objective(unit="jam", targets=targets(1, years=(2029,)))}}, 0),
    (
        "rpjmd_target_weaker",
        {"objectives": {ONE: objective(indicator="Indeks", targets=targets(1, years=(2029,)))}},
        0,
    ),
    (
        "rpjmd_target_weaker",
        {
            "objectives": {ONE: objective(targets=targets(50, years=(2029,)))},
            "targets": (target(direction="tetap"),),
        },
        0,
    ),
    ("rpjmd_baseline_differs", {"objectives": {ONE: objective(baseline=Decimal(110))}}, 1),
    ("rpjmd_baseline_differs", {"objectives": {ONE: objective(baseline=Decimal(110), baseline_year=2024)}}, 0),
    (
        "rpjmd_baseline_differs",
        {"objectives": {ONE: objective(baseline=Decimal("9.3"))}, "targets": (target(baseline=Decimal("9.33")),)},
        0,
    ),
    ("rpjmd_unit_differs", {"objectives": {ONE: objective(unit="jam")}}, 1),
    ("rpjmd_unit_differs", {"objectives": {ONE: objective(unit="%")}, "targets": (target(unit="Persen"),)}, 0),
    ("rpjmd_direction_differs", {"targets": (target(direction="naik"),)}, 1),
    (
        "rpjmd_direction_differs",
        {"objectives": {ONE: objective(baseline=Decimal(60))}, "targets": (target(direction="naik"),)},
        0,
    ),
    ("rpjmd_not_covered", {"targets": (target(rpjmd_ref=None),)}, 1),
    (
        "rpjmd_not_covered",
        {"targets": (target(rpjmd_ref=None),), "objectives": {ONE: objective(in_force=False)}},
        0,
    ),
    ("plan_beyond_rpjmd", {"rpjmd_end": 2029}, 1),
    ("plan_beyond_rpjmd", {"rpjmd_end": 2029, "later_rpjmd": True}, 0),
    ("programme_not_in_renstra", {"renstra": {"opd-1": frozenset(["2.16.03"])}}, 1),
    ("programme_not_in_renstra", {"renstra": {"opd-1": frozenset(["2.16.02"])}}, 0),
    ("programme_not_in_renstra", {"programmes": (programme(renstra_status="belum_ada"),)}, 0),
    (
        "programme_not_in_renstra",
        {
            "renstra": {"rpjmd-1": frozenset(["2.16.02"])},
            "programmes": (programme(nomenclature_code="2.16.02.2.01"),),
        },
        0,
    ),
    ("programme_without_lead", {"programmes": (programme(lead_opd=""),)}, 1),
    ("lead_opd_unknown", {"programmes": (programme(lead_opd="Dinas Kominfoo"),)}, 1),
    ("lead_opd_unknown", {"programmes": (programme(lead_opd="KOMINFO"),)}, 0),
    ("budget_sum_differs", {"programmes": (programme(budget=20_000_001),)}, 1),
    ("budget_sum_differs", {"programmes": (programme(budget=None),)}, 0),
    ("budget_missing", {"programmes": (programme(budget=None, budgets=()),)}, 1),
    ("budget_missing", {"programmes": (programme(budget=0, budgets=()),)}, 0),
    ("budget_missing", {"programmes": (programme(budget=None, budgets=()),), "stage": 2}, 0),
    ("budget_without_source", {"programmes": (programme(funding=()),)}, 1),
    ("budget_without_source", {"programmes": (programme(funding=(), budget=0, budgets=()),)}, 0),
    ("budget_year_differs", {"programmes": (programme(years=(2027, 2028)),)}, 1),
    (
        "budget_year_differs",
        {"programmes": (programme(years=(2027, 2028), budgets=((2027, 20_000_000), (2028, 0))),)},
        0,
    ),
    ("budget_suspicious_scale", {"programmes": (programme(budget=None, budgets=((2027, 500),)),)}, 1),
    ("budget_suspicious_scale", {"programmes": (programme(budget=300_000_000_000, budgets=()),)}, 0),
    ("year_outside_period", {"programmes": (programme(years=(2026, 2027)),)}, 1),
    ("year_outside_period", {"programmes": (programme(years=(2035,), term="panjang"),)}, 0),
    ("term_differs_from_years", {"programmes": (programme(term="menengah"),)}, 1),
    ("term_differs_from_years", {"programmes": (programme(term="menengah", years=()),)}, 0),
    ("term_differs_from_years", {"programmes": (programme(term="panjang", years=(2031, 2035)),)}, 0),
    ("output_missing", {"programmes": (programme(output=""),)}, 1),
    ("output_without_number", {"programmes": (programme(action_group="literasi", output="Warga terlatih"),)}, 1),
    ("output_without_number", {"programmes": (programme(action_group="literasi", output="Tiga kelas"),)}, 0),
    ("output_without_number", {"programmes": (programme(output="Peraturan ditetapkan"),)}, 0),
    ("nomenclature_shape", {"programmes": (programme(nomenclature_code="16/02"),)}, 1),
    ("nomenclature_shape", {"programmes": (programme(nomenclature_code="X.XX.01.2.05"),)}, 0),
    ("village_fund_without_village", {"programmes": (programme(funding=("Dana Desa",)),)}, 1),
    (
        "village_fund_without_village",
        {"programmes": (programme(funding=("Dana Desa",), support_opd=("Dinas PMD",)),)},
        0,
    ),
    ("personal_data_in_text", {"problems": (problem(evidence="NIK 3502011234567890 belum cocok"),)}, 1),
    ("personal_data_in_text", {"problems": (problem(note="Hubungi 081234567890"),)}, 1),
    ("personal_data_in_text", {"problems": (problem(note="Hubungi 119; Rp3.502.011.234.567.890"),)}, 0),
]


@pytest.mark.parametrize(("check", "plan", "times"), CASES, ids=[f"{c}-{t}-{n}" for n, (c, _, t) in enumerate(CASES)])
def test_a_check_finds_its_case_and_nothing_else(check, plan, times):
    assert len(said(check, **plan)) == times, said(check, **plan)


def test_a_plan_in_order_has_no_finding_of_its_cards():
    assert [check for check in CHECKS if CHECKS[check].group in ("rantai", "bukti", "angka") and said(check)] == []


def test_a_target_may_lean_on_two_rpjmd_and_is_set_beside_both():
    weak = objective(targets=targets(50, years=(2029,)))
    both = {ONE: weak, "rpjmd-9": replace(weak, ref="rpjmd-9", code="L3", in_force=False)}
    found_ones = found("rpjmd_target_weaker", objectives=both, targets=(target(rpjmd_previous_ref=Ref("rpjmd-9")),))
    assert [one.subject for one in found_ones] == ["sasaran-1", "sasaran-1+rpjmd-9"]


def test_money_in_another_unit_that_comes_to_the_same_is_only_a_hint():
    rpjmd = objective(indicator="PAD", unit="juta rupiah", baseline=Decimal(700_000))
    ours = target(indicator="Pendapatan asli daerah", unit="miliar rupiah", baseline=Decimal(700), direction="naik")
    seen = found("rpjmd_unit_differs", objectives={ONE: rpjmd}, targets=(ours,))
    assert [one.weight for one in seen] == ["saran"]


def test_a_finding_says_what_it_saw():
    goes_up = target(targets=targets(100, 80, 90, 45, 30))
    assert said("target_against_direction", targets=(goes_up,)) == [
        "Target 2029 (90) lebih tinggi daripada 2028 (80), padahal arahnya turun. "
        "Periksa, atau simpan dan jelaskan di catatan."
    ]
    assert said("budget_sum_differs", programmes=(programme(budget=25_000_000),)) == [
        "Jumlah anggaran GOV-PR1 Rp25.000.000, tetapi rinciannya Rp20.000.000."
    ]
    assert said("target_year_missing", targets=(target(targets=targets(100, 80)),)) == [
        "Sasaran GOV-S1 belum punya target 2029–2031."
    ]
    assert said("problem_cause_or_affected_missing", problems=(problem(root_cause="", affected=""),)) == [
        "Masalah GOV-P1 belum menyebut akar masalah dan yang terkena."
    ]


def test_an_answer_holds_for_the_figures_and_not_for_others():
    one, same, other = (
        found("baseline_year_old", targets=(target(baseline_year=year, statement=text),))[0].fingerprint
        for year, text in ((2021, "A"), (2021, "B"), (2020, "A"))
    )
    assert one == same != other


def test_the_link_leads_to_the_field_that_is_repaired():
    assert found("budget_sum_differs", programmes=(programme(budget=1),))[0].field == "budget"
    assert found("problem_without_target", targets=(), strategies=())[0].field == "+sasaran"
    assert found("strategy_without_programme", programmes=())[0].field == "+program"
