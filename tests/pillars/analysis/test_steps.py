"""What the steps of a bimtek ask for in the analyses, and where they lead."""

import json
from pathlib import Path
from types import SimpleNamespace

from pillars.analysis.guide import component_of
from pillars.boards.field_choice import fills_of
from pillars.kinds import KINDS

AGENDAS = Path(__file__).parents[3] / "workshops" / "content" / "agendas.json"
SIX = ("kesiapan", "kesenjangan", "swot", "kata_kunci", "visi_misi", "tujuan")


def fills_in(told):
    """Every fill of a document, however deep."""
    if isinstance(told, dict):
        yield from (fill for fill in told.get("fills") or () if isinstance(fill, dict))
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from fills_in(one)


def test_the_agendas_that_ship_ask_only_for_fields_that_there_are():
    asked = [fill for fill in fills_in(json.loads(AGENDAS.read_text(encoding="utf-8"))) if fill.get("kind") in SIX]
    assert {fill["kind"] for fill in asked} == set(SIX)
    unknown = [(fill["kind"], key) for fill in asked for key in fill["fields"] if key not in KINDS[fill["kind"]].keys]
    assert unknown == []


def test_a_step_leads_to_the_page_where_it_is_written():
    fills = [{"kind": "kesiapan", "fields": ["aspect", "condition"]}, {"kind": "tujuan"}, {"kind": "masalah"}]
    told = fills_of(SimpleNamespace(step=SimpleNamespace(fills=fills)))
    assert [(fill.kind, fill.page) for fill in told] == [
        ("kesiapan", "analysis"),
        ("tujuan", "vision"),
        ("masalah", ""),
    ]
    assert told[0].fields == ("aspek", "keadaan")


def test_a_table_is_known_by_its_component():
    names = ("Kelompok Alam", "infrastruktur", "Suprastruktur", "Analisis Kesenjangan", "Meja 3")
    assert [component_of(name) for name in names] == ["alam", "infrastruktur", "suprastruktur", "kesenjangan", ""]
