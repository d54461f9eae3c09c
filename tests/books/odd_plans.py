"""Plans that are not like the example, for the summary and the quick wins: few pillars, many, names without end."""

import copy

from tests.books.plans import example_plan

LONG = (
    "Percepatan Transformasi Tata Kelola Pemerintahan dan Pelayanan Publik Terpadu Berbasis Data di Seluruh "
    "Kecamatan, Kelurahan, dan Desa"
)


def four_pillars() -> dict:
    """Four pillars, nothing proposed as a quick win."""
    plan = example_plan()
    plan["pillars"] = plan["pillars"][:4]
    plan["quick_win_profiles"] = []
    for pillar in plan["pillars"]:
        for programme in pillar["programmes"]:
            programme.pop("quick_win", None)
            programme.pop("quick_win_status", None)
    return plan


def one_pillar() -> dict:
    """The first pillar of the example with its quick win."""
    plan = example_plan()
    plan["pillars"] = plan["pillars"][:1]
    plan["quick_win_profiles"] = plan["quick_win_profiles"][:1]
    return plan


def two_pillars() -> dict:
    """The first two pillars of the example with their quick wins: enough to be added up."""
    plan = example_plan()
    plan["pillars"] = plan["pillars"][:2]
    kept = {programme["code"] for pillar in plan["pillars"] for programme in pillar["programmes"]}
    plan["quick_win_profiles"] = [one for one in plan["quick_win_profiles"] if one["programme_ref"] in kept]
    return plan


def ten_pillars() -> dict:
    """The six and four of the plan's own, whose codes no seat has."""
    plan = example_plan()
    own = copy.deepcopy(plan["pillars"][:4])
    for n, pillar in enumerate(own):
        pillar |= {"code": f"X{n}", "order": 7 + n}
        for key in ("problems", "targets", "strategies", "programmes"):
            for entry in pillar[key]:
                entry["code"] = f"X{entry['code']}"
                entry |= {k: f"X{entry[k]}" for k in ("target_ref", "strategy_ref") if k in entry}
                if "problem_refs" in entry:
                    entry["problem_refs"] = [f"X{code}" for code in entry["problem_refs"]]
    plan["pillars"] += own
    return plan


def long_names() -> dict:
    plan = example_plan()
    for pillar in plan["pillars"]:
        pillar |= {"name_id": f"{pillar['name_id']} {LONG}", "long_term_directions": [LONG] * 4}
        for key, name in (("problems", "statement"), ("targets", "indicator"), ("programmes", "name")):
            for entry in pillar[key]:
                entry[name] = f"{entry.get(name) or ''} {LONG}"
    for profile in plan["quick_win_profiles"]:
        profile |= {"nama_inovasi": f"{profile['nama_inovasi']} {LONG}", "manfaat": LONG * 6}
    plan["smart_city_vision"]["visi"] = " ".join([LONG] * 4)
    return plan
