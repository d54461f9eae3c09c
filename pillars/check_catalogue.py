"""The checks as `content/checks.json` describes them, read once into frozen values. Pure."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("content") / "checks.json"
MUST, LOOK, HINT = "wajib", "periksa", "saran"
SEVERITIES = (MUST, LOOK, HINT)
#: Names of the groups of checks, in the order of the page.
GROUPS = {
    "rantai": "Rantai",
    "bukti": "Bukti",
    "angka": "Angka awal dan target",
    "angka_bertentangan": "Angka bertentangan",
    "keselarasan": "Keselarasan dengan RPJMD dan Renstra",
    "program": "Program",
    "anggaran": "Anggaran",
    "quick_win": "Quick win",
    "analisis": "Analisis dan kelembagaan",
    "mutu": "Mutu isi",
    "buku": "Buku dan telaah",
}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
#: What a kind of finding is called in lists.
TITLES = {
    "problem_without_target": "Masalah tanpa sasaran",
    "target_without_problem": "Sasaran tanpa masalah",
    "target_without_strategy": "Sasaran tanpa strategi",
    "strategy_without_programme": "Strategi tanpa program",
    "dangling_reference": "Rujukan yang putus",
    "duplicate_code": "Kode ganda",
    "dimension_empty": "Subdimensi kosong",
    "dimension_differs": "Subdimensi berbeda",
    "problem_without_evidence": "Masalah tanpa bukti",
    "evidence_without_source": "Bukti tanpa sumber",
    "problem_cause_or_affected_missing": "Akar masalah atau yang terkena",
    "problem_sounds_like_answer": "Masalah berbunyi jawaban",
    "usg_incomplete_or_wrong": "Nilai USG belum lengkap",
    "target_measure_missing": "Sasaran tanpa ukuran",
    "baseline_missing": "Angka awal belum ada",
    "baseline_year_missing": "Angka awal tanpa tahun",
    "baseline_year_old": "Angka awal lama",
    "baseline_year_after_start": "Angka awal sesudah rencana mulai",
    "target_against_direction": "Target melawan arah",
    "first_target_worse_than_baseline": "Target lebih buruk daripada angka awal",
    "target_year_missing": "Target tahun yang kosong",
    "target_year_outside": "Target di luar masa rencana",
    "target_flat": "Target sama setiap tahun",
    "target_leap": "Lompatan di tahun pertama",
    "percent_out_of_range": "Persen di luar 0–100",
    "target_is_activity": "Sasaran berbunyi pekerjaan",
    "indicator_counts_activity": "Indikator menghitung pekerjaan",
    "same_indicator_two_numbers": "Indikator sama, angka berbeda",
    "rpjmd_link_missing": "Belum dikaitkan dengan RPJMD",
    "rpjmd_target_weaker": "Lebih lemah daripada RPJMD",
    "rpjmd_baseline_differs": "Angka awal berbeda dari RPJMD",
    "rpjmd_unit_differs": "Satuan berbeda dari RPJMD",
    "rpjmd_direction_differs": "Arah berlawanan dengan RPJMD",
    "rpjmd_not_covered": "Sasaran RPJMD tanpa pendukung",
    "rpjmd_partial_without_reason": "Kaitan tanpa alasan",
    "plan_beyond_rpjmd": "Masa rencana melewati RPJMD",
    "programme_not_in_renstra": "Program di luar Renstra",
    "programme_without_lead": "Program tanpa OPD",
    "lead_opd_unknown": "OPD di luar daftar",
    "budget_sum_differs": "Jumlah anggaran tidak cocok",
    "budget_missing": "Program tanpa anggaran",
    "budget_without_source": "Anggaran tanpa sumber dana",
    "budget_year_differs": "Tahun anggaran berbeda",
    "budget_suspicious_scale": "Anggaran terlalu kecil atau besar",
    "year_outside_period": "Tahun di luar masa rencana",
    "term_differs_from_years": "Jangka tidak cocok dengan tahun",
    "output_missing": "Program tanpa keluaran",
    "output_without_number": "Keluaran tanpa jumlah",
    "too_many_applications": "Terlalu banyak aplikasi",
    "action_group_empty": "Kelompok rencana aksi kosong",
    "similar_programmes": "Program mirip",
    "similar_problems": "Masalah mirip",
    "nomenclature_shape": "Kode nomenklatur tidak lazim",
    "nomenclature_two_names": "Satu kode, dua nama",
    "opd_overload": "Satu OPD memegang banyak program",
    "only_apbd": "Hanya mengandalkan APBD",
    "village_fund_without_village": "Dana Desa tanpa desa",
    "quick_win_none": "Pilar tanpa quick win",
    "quick_win_too_many": "Terlalu banyak quick win",
    "quick_win_starts_late": "Quick win mulai terlambat",
    "quick_win_flag_differs": "Tanda quick win tidak cocok",
    "quick_win_without_profile": "Quick win tanpa profil",
    "profile_placeholder": "Profil masih berisi petunjuk",
    "profile_budget_differs": "Anggaran profil berbeda",
    "risk_missing": "Risiko belum cukup",
    "risk_level_wrong": "Tingkat risiko tidak cocok",
    "risk_very_high": "Risiko sangat tinggi",
    "readiness_component_missing": "Kesiapan belum dinilai",
    "swot_quadrant_empty": "Bagian SWOT kosong",
    "vision_missing": "Visi atau misi belum ada",
    "bodies_missing": "Susunan lembaga belum ada",
    "illustrative_left": "Masih bertanda perkiraan",
    "review_must_open": "Catatan wajib yang terbuka",
    "personal_data_in_text": "Data pribadi dalam teks",
    "number_told_two_ways": "Angka yang sama disebut berbeda",
    "two_measuring_methods": "Dua cara ukur",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `message` has placeholders in braces; `stage` 1–4: the bimtek from which it is shown.

    `pattern` is a compiled expression for checks of wording, or None.
    """

    id: str
    title: str
    group: str
    severity: str
    kind: str
    message: str
    what_to_do: str
    answerable: bool
    answer_example: str
    who: str
    stage: int
    pattern: re.Pattern | None


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that texts tell numbers of; see `number_topics`. `note`: two ways of measuring, not a mistake."""

    key: str
    label: str
    unit: str
    include: re.Pattern
    exclude_before: re.Pattern | None
    exclude_after: re.Pattern | None
    year_rule: str
    least: int
    note: str


def _check(raw: dict) -> Check:
    return Check(
        id=raw["id"],
        title=TITLES[raw["id"]],
        group=raw["group"],
        severity=raw["severity"],
        kind=raw["kind"],
        message=raw["message"],
        what_to_do=raw["what_to_do"],
        answerable=raw["answerable"],
        answer_example=raw["answer_example"] or "",
        who=raw["gap_owner"],
        stage=_ROMAN[raw["from_bimtek"]],
        pattern=re.compile(raw["pattern"]) if raw.get("pattern") else None,
    )


def _topic(raw: dict) -> Topic:
    return Topic(
        key=raw["key"],
        label=raw["label"],
        unit=raw["unit"],
        include=re.compile(raw["include"]),
        exclude_before=re.compile(raw["exclude_before"]) if raw["exclude_before"] else None,
        exclude_after=re.compile(raw["exclude_after"]) if raw["exclude_after"] else None,
        year_rule=raw["year_rule"],
        least=raw.get("min_value", 0),
        note=raw.get("note", ""),
    )


_CONTENT = json.loads(SOURCE.read_text(encoding="utf-8"))
CHECKS: dict[str, Check] = {raw["id"]: _check(raw) for raw in _CONTENT["checks"]}
TOPICS: tuple[Topic, ...] = tuple(map(_topic, _CONTENT["number_topics"]))
#: How a number is written in a text (`number_search.number`).
NUMBER = re.compile(_CONTENT["number_search"]["number"], re.IGNORECASE)
SKIPPED_IN_TEXTS = frozenset(_CONTENT["number_search"]["skip_fields"])
LONGEST_ANSWER: int = _CONTENT["answer"]["limits"]["max_chars"]
