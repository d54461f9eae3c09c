"""Whatever a file holds is in the plan and comes back, and what people change afterwards comes back changed."""

from decimal import Decimal

import pytest

from masterplan.exchange.faults import PlanFileError
from pillars.cards.actions.save import save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.evidence.actions import attach_file
from pillars.fields import NO_DATA
from pillars.models import Problem, Programme, Target
from pillars.uploads import CheckedFile
from tests.masterplan.exchange.files import dump, example, load, not_held, reread, small
from workshops.live.models import Event
from workshops.permissions import Actor


def held(document):
    """Loads, dumps, loads and dumps again; returns the first dump."""
    plan, _ = load(document)
    first = dump(plan)
    assert list(not_held(document, reread(first))) == []
    again, _ = load(first.encode(), "lagi")
    assert dump(again) == first
    return reread(first)


def staff(plan):
    return Actor("sistem", plan.pk, "staf", "Rembuk")


def test_the_example_comes_back_whole_without_a_word(db):
    plan, warnings = load(example())
    assert warnings == []
    assert reread(dump(plan)) == example()
    assert held_again(plan)


def held_again(plan):
    text = dump(plan)
    again, _ = load(text.encode(), "lagi")
    return dump(again) == text


def test_the_smallest_plan_comes_back_with_nothing_added(db):
    assert held(small()) == small()


def test_a_plan_in_the_making_loads_without_a_word(db):
    document = example()
    for key in ("rpjmd", "rpjmd_previous", "readiness", "swot", "smart_city_vision", "governance_bodies", "note"):
        document.pop(key)
    for pillar in document["pillars"]:
        for target in pillar["targets"]:
            for key in ("rpjmd_ref", "problem_refs", "baseline", "targets_by_year", "indicator"):
                target.pop(key)
        for programme in pillar["programmes"]:
            for key in ("budget", "budget_by_year", "lead_opd", "years", "funding", "quick_win"):
                programme.pop(key)
    plan, warnings = load(document)
    assert warnings == []
    assert reread(dump(plan)) == document


@pytest.mark.parametrize("empty", [None, "", [], {}], ids=repr)
def test_null_missing_and_empty_are_told_apart(db, empty):
    document = example()
    wanted = {str: ("evidence", "affected"), list: ("sources",), dict: ()}
    wrote = 0
    for pillar in document["pillars"]:
        for problem in pillar["problems"]:
            for key in wanted.get(type(empty), ("evidence", "sources", "dimension", "urgency", "score", "rank")):
                problem[key] = empty
                wrote += 1
        pillar["targets"][0]["targets_by_year"] = {} if empty == {} else pillar["targets"][0]["targets_by_year"]
    if empty in (None, []):
        document["readiness"] = document["quick_win_profiles"] = document["opd"][0]["aliases"] = empty
        document["pillars"][5]["strategies"] = document["pillars"][5]["programmes"] = empty
    if empty in (None, {}):
        document["rpjmd_previous"] = document["swot"] = document["governance_bodies"] = empty
    held(document)
    assert wrote or empty == {}


def test_keys_that_nobody_knows_come_back_at_their_place(db):
    odd = {"angka": Decimal("12345678901234567890.123456"), "daftar": [1, None, {"a": []}], "teks": "x", "null": None}
    document = example()
    spots = [
        document,
        document["region"],
        document["period"],
        document["rpjmd"],
        document["rpjmd"]["sasaran"][3],
        document["rpjmd_previous"]["program_unggulan"],
        document["rpjmd_previous"]["iku"][0],
        document["opd"][1],
        document["governance_bodies"],
        document["readiness"][0]["aspects"][0],
        document["swot"],
        document["smart_city_vision"],
        document["supporting_action_plans"][0],
        document["pillars"][0],
        document["pillars"][1]["dimensions"][0],
        *(document["pillars"][2][key][0] for key in ("problems", "targets", "strategies", "programmes")),
        document["quick_win_profiles"][0],
        document["quick_win_profiles"][0]["sumber_daya"],
        document["quick_win_profiles"][0]["peluang_kemitraan"][0],
        document["quick_win_profiles"][0]["risiko"][0],
    ]
    for spot in spots:
        spot["catatan_bebas"] = odd
    _, warnings = load(document, "peringatan")
    assert len(warnings) == len(spots)
    assert all("catatan_bebas: isian tidak dikenal" in warning for warning in warnings)
    held(document)


def test_numbers_keep_every_digit(db):
    text = b"""{"region": {"name": "Kota Angka", "area_km2": 0.1}, "period": {"start": 2027, "end": 2036},
      "note": {"besar": 0.12345678901234567890123, "pangkat": 1e400},
      "opd": [], "rpjmd": {"sasaran": [{"code": "S1", "baseline": -0.9, "target_2029": 999999999999999.999999}]},
      "pillars": [{"code": "X", "name_id": "X", "targets": [{"code": "X-S1", "statement": "s",
        "baseline": 123456789012345.654321, "targets_by_year": {"2027": 0.000001, "2028": 85.0, "2029": 1e3}}],
        "strategies": [{"code": "X-ST1", "statement": "s", "target_ref": "X-S1"}],
        "programmes": [{"name": "p", "strategy_ref": "X-ST1", "budget": 999999999999999,
          "budget_by_year": {"2027": 999999999999999}}]}]}"""
    plan, warnings = load(text)
    assert warnings == []
    assert list(not_held(reread(text), reread(dump(plan)))) == []
    assert held_again(plan)


def test_null_baseline_means_that_there_is_no_data(db):
    document = small()
    document["pillars"][0]["targets"][0]["baseline"] = None
    held(document)
    assert Target.objects.filter(baseline_no_data=True).count() == 2


def test_an_office_is_found_by_any_of_its_names_and_stays_as_written(db):
    document = small()
    document["opd"][1]["aliases"] = ["Penanggulangan Bencana"]
    programmes = document["pillars"][0]["programmes"]
    spellings = ["dinkes", "DINAS  kesehatan", "penanggulangan bencana", "BPBD"]
    for number, spelling in enumerate(spellings, 2):
        programmes.append({**programmes[0], "code": f"PR{number}", "lead_opd": spelling})
    plan, _ = load(document)
    assert list(plan.programmes.exclude(lead_opd=None).values_list("lead_opd__number", flat=True)) == [1, 1, 2, 2]
    written = [programme.get("lead_opd") for programme in reread(dump(plan))["pillars"][0]["programmes"]]
    assert written == [None, "dinkes", "DINAS kesehatan", "penanggulangan bencana", "BPBD"]


def test_what_the_app_knows_beyond_the_example_loads_and_comes_back(db):
    document = small()
    pillar = document["pillars"][0]
    pillar["problems"][0]["note"] = "Catatan\nkelompok"
    pillar["targets"][0] |= {
        "baseline_owner": "Dinas Kesehatan",
        "measurement": "Jumlah kunjungan",
        "rpjmd_ref": "S1",
        "alignment_status": "sebagian",
        "alignment_reason": "Ukurannya berbeda",
    }
    pillar["programmes"][0] |= {"location": ["Desa A", "Desa B"], "renstra_status": "selaras"}
    document["opd"][0]["aliases"] = ["Dinas Kesehatan Kabupaten"]
    document["smart_city_vision"] = {"visi": "Sehat", "rpjmd_misi_refs": ["M1"]}
    document["readiness"] = [{"component": "alam", "aspects": [{"aspect": "Air", "evidence": "PDAM 2025"}]}]
    document["swot"] = {"strengths": ["Warga guyub", {"statement": "Sungai", "component": "alam"}]}
    document["quick_win_profiles"] = [
        {
            "programme_ref": "PR1",
            "jenis": "metode",
            "tahap": "perencanaan",
            "progres": Decimal("12.5"),
            "sumber_daya": {"anggaran": 5, "tenaga": "dua bidan"},
            "risiko": [{"peristiwa": "Hujan", "sebab": "musim", "akibat": "sepi", "penanggung_jawab": "BPBD"}],
        }
    ]
    plan, warnings = load(document)
    assert warnings == []
    assert reread(dump(plan)) == document


def test_lists_keep_their_order_even_where_the_order_key_says_otherwise(db):
    document = example()
    document["pillars"].reverse()
    document["pillars"][0]["problems"].reverse()
    plan, _ = load(document)
    assert reread(dump(plan)) == document
    assert [pillar.code for pillar in plan.pillars.all()] == ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]


def test_orders_that_cannot_be_places_are_kept_but_not_followed(db):
    document = example()
    for pillar in document["pillars"]:
        pillar["order"] = 7
    plan, _ = load(document)
    assert [pillar.code for pillar in plan.pillars.all()] == ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]
    held_document = reread(dump(plan))
    assert [pillar["order"] for pillar in held_document["pillars"]] == [7] * 6


def test_missing_codes_are_given_after_the_highest_one(db):
    document = small()
    document["pillars"][0]["problems"] = [
        {"statement": "a"},
        {"code": "SEHAT-P4", "statement": "b"},
        {"statement": "c"},
    ]
    plan, _ = load(document)
    assert list(plan.problems.values_list("code", flat=True)) == ["SEHAT-P5", "SEHAT-P4", "SEHAT-P6"]


def test_the_score_is_computed_and_the_rank_is_as_given(db):
    document = example()
    document["pillars"][4]["problems"][0] |= {"score": 15, "rank": 40}
    plan, warnings = load(document)
    assert warnings == ["pillars[4].problems[0].score: 15 diganti dengan hasil hitungan 13"]
    problem = reread(dump(plan))["pillars"][4]["problems"][0]
    assert (problem["score"], problem["rank"]) == (13, 40)


def test_the_plan_starts_with_one_event_and_its_numbers_go_on(db):
    plan, _ = load(example())
    event = Event.objects.get(plan=plan)
    assert (event.number, event.actor, event.verb) == (1, "sistem", "plan.loaded")
    assert (plan.head, plan.counters["masalah"], plan.counters["program"]) == (1, 50, 80)
    first = Problem.objects.filter(plan=plan).order_by("number").first()
    assert (first.ref, first.code, first.version) == ("masalah-1", "GOV-P1", 1)
    numbers = list(Programme.objects.filter(plan=plan).order_by("pillar__position", "position").values_list("number"))
    assert [number for (number,) in numbers] == list(range(1, 81))


def test_every_pillar_has_its_group_with_the_same_address(db):
    plan, _ = load(example())
    groups = list(plan.groups.values_list("pillar_code", "slug", "name"))
    assert groups[0] == ("GOV", "tata-kelola", "Tata Kelola")
    assert [group[:2] for group in groups] == list(plan.pillars.values_list("code", "slug"))
    other, _ = load(small(), "kecil")
    assert other.groups.get().name == "Sehat Bersama"
    assert other.pillars.get().slug == "sehat-bersama"


def test_what_people_change_wins_over_what_the_file_said(db):
    document = small()
    document["pillars"][0]["targets"][0] |= {"baseline": None, "indicator": None, "catatan": "tetap"}
    document["pillars"][0]["programmes"][0]["lead_opd"] = "dinkes"
    plan, _ = load(document)
    save_entry(staff(plan), "sasaran-1", {"indicator": "Kunjungan"}, base=1, op="uji-ubah-1")
    save_entry(staff(plan), "program-1", {"lead_opd": "opd-2"}, base=1, op="uji-ubah-2")
    pillar = reread(dump(plan))["pillars"][0]
    assert pillar["targets"][0] == {**document["pillars"][0]["targets"][0], "indicator": "Kunjungan"}
    assert pillar["programmes"][0]["lead_opd"] == "BPBD"


def test_no_data_said_on_a_page_is_null_in_the_file(db):
    plan, _ = load(small())
    save_entry(staff(plan), "sasaran-1", {"baseline": NO_DATA}, base=1, op="uji-nodata")
    dumped = reread(dump(plan))["pillars"][0]["targets"][0]
    assert dumped["baseline"] is None
    assert held_again(plan)


def test_the_bin_is_not_part_of_the_file(db):
    document = example()
    plan, _ = load(document)
    delete_entry(staff(plan), "masalah-1", op="uji-hapus-1")
    dumped = reread(dump(plan))
    codes = [problem["code"] for problem in dumped["pillars"][0]["problems"]]
    assert "GOV-P1" not in codes and len(codes) == len(document["pillars"][0]["problems"]) - 1
    assert all("GOV-P1" not in target["problem_refs"] for target in dumped["pillars"][0]["targets"])
    assert held_again(plan)


def test_a_dump_asks_the_database_no_more_for_a_bigger_plan(db, django_assert_max_num_queries):
    plan, _ = load(example())
    with django_assert_max_num_queries(42) as few:
        dump(plan)
    little, _ = load(small(), "kecil")
    with django_assert_max_num_queries(len(few.captured_queries)):
        dump(little)


def test_realisations_come_back_and_proofs_are_named_but_not_carried(db):
    document = example()
    code = document["pillars"][0]["programmes"][0]["code"]
    document["realisations"] = [
        {"programme_ref": code, "year": 2027, "status": "berjalan", "percent": Decimal("62.5"), "evidence": "hlm. 14"},
        {"programme_ref": code, "year": 2028, "status": "belum_mulai"},
    ]
    document["evaluation_answers"] = [{"item": "A01", "report_year": 2027, "answer": "Perbup 12", "own_score": 3}]
    document["rpjmd"]["sasaran"][0]["expected_pillars"] = ["ENV"]
    plan, warnings = load(document)
    assert warnings == []
    assert reread(dump(plan)) == document
    proof = CheckedFile("bukti.pdf", "pdf", b"%PDF-1.7 rahasia %%EOF")
    attach_file(staff(plan), "realisasi-1", proof, op="uji-bukti-1")
    text = dump(plan)
    named = reread(text)["evidence_files"]
    assert named["note"].startswith("Berkas bukti tidak ikut")
    assert [(one["card"], one["name"]) for one in named["files"]] == [(f"{code} 2027", "bukti.pdf")]
    assert "rahasia" not in text
    again, _ = load(text.encode(), "lagi")
    assert dump(again) == text


def test_a_programme_is_reported_once_a_year(db):
    document = example()
    code = document["pillars"][0]["programmes"][0]["code"]
    document["realisations"] = [{"programme_ref": code, "year": 2027, "status": "berjalan"}] * 2
    document["realisations"].append({"programme_ref": "GOV-PR999", "year": 2027, "status": "berjalan"})
    with pytest.raises(PlanFileError) as refused:
        load(document)
    said = [str(fault) for fault in refused.value.faults]
    assert said[0].startswith("realisations[1].year: ")
    assert said[1].startswith("realisations[2].programme_ref: ")
