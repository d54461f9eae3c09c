"""The cards of a document beyond the chain, as a comparison knows them: the analyses, quick wins, realisations. Pure.

An analysis is known by its code; a finding of the readiness by its component and aspect; what is said of a programme by
the programme's code, which it then carries, and of a realisation by the year too; prose by the code of its section.
"""

from collections.abc import Mapping
from typing import Any

#: Where the cards of no pillar are told.
SHARED, SHARED_NAME = "", "Analisis bersama"
#: The further kinds in the order in which they are told.
FURTHER = (
    "kesiapan",
    "kesenjangan",
    "kata_kunci",
    "tujuan",
    "nominasi_quick_win",
    "profil_quick_win",
    "risiko",
    "realisasi",
    "naskah",
)


def further(plan: Mapping[str, Any]) -> dict:
    """Return {(kind, what it is known by): (code of its pillar or SHARED, object)}; its `code` is for people."""
    found = {}
    for kind, pillar, key, told in _told(plan):
        if key:
            found[kind, key] = (pillar, told)
    return found


def _told(plan):
    vision = plan.get("smart_city_vision") or {}
    for component in plan.get("readiness") or ():
        for one in component.get("aspects") or ():
            key = f"{component.get('component')}: {one.get('aspect')}"
            yield "kesiapan", SHARED, key, one | {"code": "", "component": component.get("component")}
    for kind, given in (
        ("kesenjangan", plan.get("gap_analysis")),
        ("kata_kunci", plan.get("vision_keywords")),
        ("tujuan", vision.get("tujuan")),
    ):
        for one in given or ():
            yield kind, SHARED, one.get("code"), one
    yield from _of_programmes(plan)
    for one in plan.get("narratives") or ():
        # known by where it stands in its book
        code = one.get("section")
        yield "naskah", SHARED, code, one | {"code": code, "name": one.get("title") or code}


def _of_programmes(plan):
    homes = {
        one.get("code"): (pillar.get("code"), one.get("name"))
        for pillar in plan.get("pillars") or ()
        for one in pillar.get("programmes") or ()
    }
    for one in plan.get("quick_win_nominations") or ():
        code = one.get("programme_ref") or ""
        pillar, name = homes.get(code, (one.get("pillar"), ""))
        known = {"code": code, "usulan": one.get("usulan") or name}
        yield "nominasi_quick_win", pillar or SHARED, code or one.get("usulan"), one | known
    for one in plan.get("quick_win_profiles") or ():
        code = one.get("programme_ref") or ""
        pillar, name = homes.get(code, (one.get("pillar"), ""))
        known = {"code": code, "kemitraan": [_partner(each) for each in one.get("peluang_kemitraan") or ()]}
        known |= {"nama_inovasi": one.get("nama_inovasi") or name}
        yield "profil_quick_win", pillar or SHARED, code, one | (one.get("sumber_daya") or {}) | known
        for risk in one.get("risiko") or ():
            key = f"{code}: {risk.get('kode') or risk.get('peristiwa')}"
            yield "risiko", pillar or SHARED, key, risk | {"code": code}
    for one in plan.get("realisations") or ():
        code, year = one.get("programme_ref") or "", one.get("year")
        pillar, name = homes.get(code, (SHARED, ""))
        yield "realisasi", pillar, f"{code}: {year}", one | {"code": code, "name": f"{name}, {year}"}


def _partner(told):
    if not isinstance(told, dict):
        return str(told)
    return ": ".join(str(told[key]) for key in ("nama", "bentuk") if told.get(key))
