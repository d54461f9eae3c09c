"""Plans for the tests of the books, as parsed exchange files: a small one, one full of gaps, an empty one."""

import copy
import json
from functools import cache

from masterplan.server.paths import ROOT


@cache
def _example():
    return json.loads((ROOT / "masterplan" / "content" / "example_plan.json").read_text())


def example_plan() -> dict:
    """The example plan of the product, as a fresh copy."""
    return copy.deepcopy(_example())


def small_plan() -> dict:
    """One pillar with two sub-dimensions, three chains and four programmes; the frame of the example around it."""
    plan = example_plan()
    pillar = plan["pillars"][0]
    pillar["problems"] = pillar["problems"][:3]
    codes = {p["code"] for p in pillar["problems"]}
    pillar["targets"] = [t for t in pillar["targets"] if codes.intersection(t["problem_refs"])][:3]
    for target in pillar["targets"]:
        target["problem_refs"] = [code for code in target["problem_refs"] if code in codes]
    targets = {t["code"] for t in pillar["targets"]}
    pillar["strategies"] = [s for s in pillar["strategies"] if s["target_ref"] in targets]
    strategies = {s["code"] for s in pillar["strategies"]}
    pillar["programmes"] = [p for p in pillar["programmes"] if p["strategy_ref"] in strategies][:4]
    plan["pillars"] = [pillar]
    programmes = {p["code"] for p in pillar["programmes"]}
    plan["quick_win_profiles"] = [w for w in plan["quick_win_profiles"] if w["programme_ref"] in programmes]
    return plan


def tiny_plan() -> dict:
    """The small plan without the frame around it."""
    plan = small_plan()
    return {key: plan[key] for key in ("region", "period", "pillars")}


def empty_plan() -> dict:
    """A region, a period, nothing else."""
    return {"region": {"name": "Kota Kosong"}, "period": {"start": 2026, "end": 2026}, "pillars": []}


def plan_of_gaps() -> dict:
    """Every optional thing missing once: normal states of a plan in the making."""
    return {
        "region": {"name": "Kabupaten Setengah Jadi", "province": "Jawa Timur"},
        "period": {"start": 2027, "end": 2031},
        "pillars": [
            {
                "order": 1,
                "code": "GOV",
                "name_id": "Tata Kelola",
                "dimensions": [{"code": "GOV-1", "name": "Layanan"}, {"code": "GOV-2", "name": "Data"}],
                "problems": [
                    {"code": "GOV-P1", "statement": "Masalah tanpa bukti dan tanpa sasaran", "dimension": "GOV-1"},
                    {"code": "GOV-P2", "statement": "Masalah tanpa subdimensi", "urgency": 4},
                ],
                "targets": [
                    {"code": "GOV-S1", "statement": "Sasaran tanpa masalah, RPJMD, angka, dan tahun"},
                    {
                        "code": "GOV-S2",
                        "statement": "Sasaran yang angkanya tidak ada",
                        "problem_refs": ["GOV-P2"],
                        "baseline": None,
                        "indicator": "Jumlah laporan",
                        "targets_by_year": {"2027": 3, "2029": 7.5},
                    },
                ],
                "strategies": [
                    {"code": "GOV-ST1", "statement": "Strategi tanpa program", "target_ref": "GOV-S1"},
                    {"code": "GOV-ST2", "statement": "Strategi dengan program", "target_ref": "GOV-S2"},
                ],
                "programmes": [
                    {"code": "GOV-PR1", "name": "Program tanpa apa pun", "strategy_ref": "GOV-ST2"},
                    {
                        "code": "GOV-PR2",
                        "name": "Program dengan jumlah saja",
                        "strategy_ref": "GOV-ST2",
                        "budget": 1_234_567_890,
                        "years": [2028],
                        "term": "menengah",
                    },
                ],
            },
            {"order": 2, "code": "XYZ", "name_id": "Pilar Kosong", "dimensions": []},
        ],
    }
