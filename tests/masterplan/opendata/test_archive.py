"""The open data of a plan: every table as its schema says, everything of the plan in it, the same bytes again."""

import csv
import io
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache

import pytest

from masterplan.document import sums
from masterplan.opendata.archive import archive, harmless, original
from masterplan.opendata.description import KINDS, RISKY
from masterplan.server.paths import ROOT
from pillars.plan_view.cards import Aim, CardView, Gap, Keyword, Nomination
from tests.books.from_example import book_data_of
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan
from tests.masterplan.opendata.check_package import Package

PLANS = {"contoh": example_plan, "kecil": small_plan, "celah": plan_of_gaps, "kosong": empty_plan}


def fuller(book_data):
    """The example with what its file leaves empty, so that no table has no row."""
    first, *others = book_data.pillars
    target = first.targets[0].replace(sdg=("3", "11"), shared_with=("ECO", "ECO"))
    programme = first.programmes[0].replace(location=("Ngrayun", "Pudak"), shared_with=("SOC",))
    strategy = first.strategies[0].replace(swot_refs=("Reog dikenal",))
    first = replace(first, strategies=(strategy, *first.strategies[1:]))
    first = replace(first, targets=(target, *first.targets[1:]), programmes=(programme, *first.programmes[1:]))
    nominated = {"programme": programme.ref, "proposer": "Pak Ahmad", "gate": (("leverage", "ya"),)}
    told = book_data.with_cards(
        kesenjangan=[
            Gap.of("kesenjangan-1", "K1", element="Jaringan", gap="8 desa", problems=(first.problems[0].code,))
        ],
        kata_kunci=[
            Keyword.of("kata_kunci-1", word="unggul", meaning="mutu", sources=("Reog dikenal",), rpjmd="hebat")
        ],
        nominasi_quick_win=[Nomination.of("nominasi_quick_win-1", "", "GOV", **nominated)],
        visi_misi=[book_data.vision.replace(rpjmd_misi_refs=("M1",))],
        realisasi=[CardView.of("realisasi-1", programme_ref=programme.ref, year=2027, status="berjalan")],
        tujuan=[Aim.of("tujuan-1", "T1", statement="Cepat", mission="Misi", targets=(target.ref, "sasaran-999"))],
    )
    return replace(told, pillars=(first, *others))


@cache
def whole():
    return fuller(book_data_of(example_plan()))


@cache
def package():
    return Package(archive(whole()))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_table_is_as_the_description_says(plan):
    assert Package(archive(book_data_of(plan()))).faults() == []


def test_every_kind_has_rows_in_a_full_plan():
    assert package().faults() == []
    assert [name for name, rows in package().tables.items() if not rows] == []


def test_cards_are_in_the_tables_field_by_field():
    tables = package().tables
    for kind, name, same in (
        ("masalah", "problems", ("statement", "evidence", "root_cause", "urgency", "score", "rank", "note")),
        ("sasaran", "targets", ("statement", "indicator", "unit", "baseline", "baseline_year", "baseline_unavailable")),
        ("strategi", "strategies", ("statement", "swot_quadrant")),
        ("program", "programmes", ("name", "lead_opd", "budget", "term", "output", "quick_win", "action_group")),
    ):
        cards = [(p.code, card) for p in whole().pillars for card in getattr(p, name)]
        said = [
            (pillar, card.code, *(None if getattr(card, key) == "" else getattr(card, key) for key in same))
            for pillar, card in cards
        ]
        assert [(row["pillar"], row["code"], *(row[key] for key in same)) for row in tables[kind]] == said


def test_targets_and_money_add_up_to_those_of_the_plan():
    tables = package().tables
    programmes = [e for p in whole().pillars for e in p.programmes]
    assert sum(row["budget"] for row in tables["program_anggaran"]) == sum(sums.per_year(programmes).values())
    dated = {row["programme_ref"] for row in tables["program_anggaran"]}
    rest = sum(row["budget"] or 0 for row in tables["program"] if row["code"] not in dated)
    assert sum(row["budget"] for row in tables["program_anggaran"]) + rest == sums.total(programmes)
    targets = {(t.code, y): v for p in whole().pillars for t in p.targets for y, v in t.targets}
    assert {(row["target_ref"], row["year"]): row["target"] for row in tables["sasaran_target"]} == targets


def test_the_chain_can_be_followed_by_codes():
    tables = package().tables
    steps = {name: {row["code"]: row for row in tables[name]} for name in ("program", "strategi", "sasaran")}
    programme = whole().pillars[2].programmes[5]
    strategy = steps["strategi"][steps["program"][programme.code]["strategy_ref"]]
    answered = {row["problem_ref"] for row in tables["sasaran_masalah"] if row["target_ref"] == strategy["target_ref"]}
    problems = {e.ref: e.code for p in whole().pillars for e in p.problems}
    (target,) = [t for p in whole().pillars for t in p.targets if t.code == strategy["target_ref"]]
    assert answered == {problems[ref] for ref in target.problems}


def test_the_json_holds_what_the_tables_hold():
    for kind in KINDS:
        assert package().json[kind.name] == package().tables[kind.name], kind.name


def test_the_same_reading_gives_the_same_bytes():
    assert archive(fuller(book_data_of(example_plan()))) == archive(whole())


@pytest.mark.parametrize("sign", RISKY)
def test_no_cell_is_a_formula_and_every_text_can_be_had_back(sign):
    evil = f'{sign}HYPERLINK("http://x","klik"),\r\n\'{sign}2'
    book_data = everywhere(whole(), lambda text: evil + text)
    made = Package(archive(book_data))
    for kind in KINDS:
        for row in made.cells[kind.name]:
            for cell, column in zip(row, kind.columns, strict=True):
                assert column.type != "string" or not cell or cell == original(cell) or cell.startswith("'"), cell
                assert not (column.type == "string" and cell.startswith(tuple(set(RISKY) - {"'"}))), cell
    assert [row["statement"] for row in made.tables["masalah"]] == [
        e.statement for p in book_data.pillars for e in p.problems
    ]
    assert made.json["masalah"] == made.tables["masalah"]


CHANGED = ("statement", "evidence", "output", "note", "finding")


def everywhere(thing, change):
    """The book data with every statement, name and text of its cards changed; codes and refs stay."""
    if isinstance(thing, CardView):
        texts = {key: one for key, one in thing.values.items() if key in CHANGED}
        return thing.replace(**{key: change(one or "") for key, one in texts.items()})
    if is_dataclass(thing):
        return replace(
            thing,
            **{
                field.name: everywhere(getattr(thing, field.name), change)
                if field.name not in CHANGED
                else change(getattr(thing, field.name))
                for field in fields(thing)
            },
        )
    return tuple(everywhere(item, change) for item in thing) if isinstance(thing, tuple) else thing


def test_the_sign_before_a_text_comes_off_again():
    for text in ("=1+1", "-", "'", "''=", "\t", "biasa", "a=b", ""):
        assert original(harmless(text)) == text


def test_a_negative_number_stays_a_number():
    book_data = whole()
    first = book_data.pillars[0]
    target = first.targets[0].replace(baseline=Decimal("-2.50"), targets=((2027, Decimal("0.000001")),))
    pillar = replace(first, targets=(target, *first.targets[1:]))
    data = Package(archive(replace(book_data, pillars=(pillar, *book_data.pillars[1:]))))
    cells = {row[0]: row for row in data.cells["sasaran"]}
    assert cells[target.code][7] == "-2.50"
    assert [row[2] for row in data.cells["sasaran_target"] if row[0] == target.code] == ["0.000001"]


def test_the_page_for_people_says_how_to_read_it():
    said = package().files["BACA-SAYA.md"].decode()
    assert "Kabupaten Ponorogo" in said and "buang satu `'`" in said
    rows = len(package().tables["program"])
    assert f"`program.csv` ({rows} baris)" in said


def test_who_sits_in_council_and_team_and_who_proposed_is_in_no_file():
    names = {name for names in (whole().governance.council, whole().governance.team) for name in names}
    assert names
    governance = replace(whole().governance, council=("Ir. Sutejo Kusumo",), team=("Rr. Endah Lestari",))
    made = Package(archive(replace(whole(), governance=governance)))
    for data in made.files.values():
        assert not [name for name in (b"Sutejo", b"Endah", b"Ahmad") if name in data]


def test_files_have_no_mark_of_byte_order_and_lines_end_as_the_rfc_says():
    data = package().files["opd.csv"]
    assert data.startswith(b"name,short,")
    assert data.endswith(b"\r\n")
    assert len(list(csv.reader(io.StringIO(data.decode(), newline="")))) == len(whole().opd) + 1


def test_the_command_of_the_documentation_prints_every_table_and_column():
    page = " ".join((ROOT / "docs" / "open-data.md").read_text().split())
    assert "python -m masterplan.opendata.description" in page
    asked = [sys.executable, "-m", "masterplan.opendata.description"]
    printed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for kind in KINDS:
        table = printed.partition(f"### {kind.name}\n")[2].partition("\n### ")[0]
        assert all(f"| `{column.name}` | {column.title} |" in table for column in kind.columns), kind.name
