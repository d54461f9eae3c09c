"""The tree says everything that the plan says, says what is missing, and stays the same for the same plan."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from masterplan.document import tree
from masterplan.document.books import UnknownBook, build_book
from masterplan.document.pieces import status_words
from masterplan.server.paths import ROOT
from pillars.measures import same_indicator
from pillars.quick_win_guide import is_placeholder
from tests.books.from_example import book_data_of
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan
from workshops.number_format import show_number, show_rupiah

# Keys of the file that stand in the book as words of their own, and the words that stand for them
SAID_OTHERWISE = {"action_group", "group", "component_en", "condition", "direction", "term", "quick_win_status"}


def said(plan: dict) -> str:
    return " ".join(tree.plain_text(build_book(book_data_of(plan))).split())


def values(thing, key=""):
    """(key, value) of all that was written; the instruction of a form was not."""
    if isinstance(thing, dict):
        for name, inner in thing.items():
            yield from values(inner, name)
    elif isinstance(thing, list):
        for inner in thing:
            yield from values(inner, key)
    elif thing is not None and not isinstance(thing, bool) and not is_placeholder(str(thing)):
        yield key, thing


def printed(value) -> str:
    if isinstance(value, str):
        return " ".join(status_words(value).split()).rstrip(".")
    return show_number(Decimal(str(value)))


def test_every_sentence_number_code_and_source_of_the_plan_is_in_the_book():
    plan = example_plan()
    book = said(plan)
    years = {str(year) for year in range(1990, 2101)}
    missing = [
        (key, value)
        for key, value in values(plan)
        if key not in SAID_OTHERWISE and printed(value) not in book and str(value) not in years
    ]
    assert missing == []


def test_the_whole_budget_stands_once_in_full_rupiah():
    plan = example_plan()
    total = sum(p["budget"] for pillar in plan["pillars"] for p in pillar["programmes"])
    assert said(plan).count(show_rupiah(total)) == 1


def test_the_same_plan_gives_the_same_bytes_and_one_other_word_another_fingerprint():
    one, same = build_book(book_data_of(small_plan())), build_book(book_data_of(small_plan(), 99))
    assert tree.to_json(build_book(book_data_of(small_plan()))) == tree.to_json(one)
    # a later journal number with the same words is the same content
    assert one.fingerprint == same.fingerprint
    changed = small_plan()
    changed["pillars"][0]["programmes"][0]["output"] = "Keluaran lain"
    assert build_book(book_data_of(changed)).fingerprint != one.fingerprint


def test_the_tree_goes_to_json_and_comes_back_equal():
    book = build_book(book_data_of(small_plan()))
    assert tree.from_json(tree.to_json(book)) == book


def test_ids_are_unique_and_every_internal_link_has_its_place():
    book = build_book(book_data_of(example_plan()))
    ids = [node.id for node in tree.walk(book) if isinstance(node, tree.Node) and node.id]
    assert len(ids) == len(set(ids))
    numbered = {f"sumber-{cell.lines[0][0].text}" for cell in source_cells(book)}
    to = {span.to for span in tree.walk(book) if isinstance(span, tree.Span) and span.to}
    to |= {bar.to for bar in tree.walk(book) if isinstance(bar, tree.Bar)}
    assert to - set(ids) - numbered == set()


def source_cells(book):
    for table in tree.walk(book):
        if isinstance(table, tree.Table) and table.columns[0].kind == "source":
            yield from (row.cells[0] for row in table.rows)


def test_numbers_of_tables_and_figures_run_in_the_order_of_the_pages():
    book = build_book(book_data_of(example_plan()))
    for kinds in ((tree.Table, tree.Timeline), (tree.Figure,)):
        for chapter in book.parts:
            numbers = [
                int(node.number.rsplit(".", 1)[1])
                for node in tree.walk(chapter)
                if isinstance(node, kinds) and node.number
            ]
            assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "Bukti: belum ada data.",
        "Belum ada sasaran. Ditunggu dari kelompok Tata Kelola.",
        "Sasaran ini belum dikaitkan dengan masalah.",
        "Sasaran · GOV-S1 · belum dikaitkan dengan RPJMD",
        "Indikator belum ditulis",
        "Angka awal belum ada data; target 2027: belum ada",
        "tidak ada data",
        "Belum ada program untuk strategi GOV-ST1.",
        "belum dianggarkan",
        "belum ditetapkan",
        "belum dijadwalkan",
        "jangka belum ditetapkan",
        "belum ada sumber dana",
        "belum dikelompokkan",
        "belum dibagi per tahun",
        "Sebesar Rp1.234.567.890 belum dibagi per tahun",
        "Tanpa sub-dimensi",
        "Sub-dimensi Data belum memiliki masalah dan sasaran.",
        "Pilar Pilar Kosong belum memiliki strategi atau program.",
        "Pilar belum memiliki quick win terpilih.",
        "belum lengkap dinilai (mendesak 4)",
        "Visi dan misi belum ditetapkan.",
        "Kerangka RPJMD belum diisi.",
        "Susunan lembaga belum diisi.",
        "Arah jangka panjang belum ditulis.",
        "Belum ada sumber yang ditulis.",
        "1 program belum memiliki anggaran dan tidak termasuk dalam jumlah.",
        "[belum diisi: Nama kepala daerah",
    ],
)
def test_what_is_missing_is_said(sentence):
    assert sentence in said(plan_of_gaps())


def test_an_empty_plan_is_a_book_of_gaps():
    book = said(empty_plan())
    assert "Wali Kota Kosong" in book and "Pilar belum ditetapkan." in book
    assert "Penutup" in book and "None" not in book


@pytest.mark.parametrize(("start", "end"), [(2025, 2034), (2030, 2030), (2024, 2028)])
def test_another_period_is_taken_whole(start, end):
    plan = small_plan()
    plan["period"] = {"start": start, "end": end, "short_term": [start], "medium_term": list(range(start, end + 1))}
    target, programme = plan["pillars"][0]["targets"][0], plan["pillars"][0]["programmes"][0]
    target["targets_by_year"] = {str(year): 10 + year / 1000 for year in range(start, end + 1)}
    programme["budget_by_year"] = {str(year): 7_000_000 + year for year in range(start, end + 1)}
    programme["years"] = list(range(start, end + 1))
    book = said(plan)
    for year in range(start, end + 1):
        assert show_number(Decimal(str(10 + year / 1000))) in book
        assert f"{year}: {show_rupiah(7_000_000 + year)}" in book


@pytest.mark.parametrize("count", [1, 7, 12])
def test_any_number_of_pillars_with_codes_of_their_own(count):
    plan = small_plan()
    pillars = []
    for n in range(count):
        pillar = small_plan()["pillars"][0]
        pillar |= {"order": n + 1, "code": f"P {n}/x", "name_id": f"Pilar ke-{n}"}
        for key in ("problems", "targets", "strategies", "programmes"):
            for entry in pillar[key]:
                entry["code"] = f"P{n}-{entry['code']}"
        for target in pillar["targets"]:
            target["problem_refs"] = [f"P{n}-{code}" for code in target["problem_refs"]]
        for strategy in pillar["strategies"]:
            strategy["target_ref"] = f"P{n}-{strategy['target_ref']}"
        for programme in pillar["programmes"]:
            programme["strategy_ref"] = f"P{n}-{programme['strategy_ref']}"
        pillar["dimensions"] += [{"code": f"d{n}-{d}", "name": f"Sub-dimensi tambahan {d}"} for d in range(10)]
        pillars.append(pillar)
    plan["pillars"], plan["quick_win_profiles"] = pillars, []
    book = said(plan)
    for n in range(count):
        assert f"Pilar ke-{n}" in book and f"P{n}-GOV-PR1" in book
    assert "Sub-dimensi tambahan 9" in book


def test_marks_that_people_typed_stay_as_typed():
    plan = small_plan()
    plan["smart_city_vision"]["visi"] = "Kota {{total_anggaran}} dan {{tahun_awal}}"
    plan["pillars"][0]["name_id"] = "Pilar {{visi_rpjmd}}"
    book = said(plan)
    assert "Kota {{total_anggaran}} dan {{tahun_awal}}" in book and "Pilar {{visi_rpjmd}}" in book


def test_targets_weaker_than_the_rpjmd_are_named_where_both_measure_the_same():
    book = said(example_plan())
    sentence = book[book.index("Target lebih lemah daripada RPJMD.") :][:500]
    assert [code for code in ("BRA-S1", "ECO-S1", "ECO-S8", "LIV-S4", "ECO-S5") if code in sentence] == [
        "BRA-S1",
        "ECO-S1",
        "ECO-S8",
        "LIV-S4",
    ]
    assert not same_indicator("Realisasi retribusi parkir", "Pendapatan asli daerah")


def test_a_book_that_is_not_there_is_named():
    with pytest.raises(UnknownBook, match="Buku 9"):
        build_book(book_data_of(empty_plan()), "9")


def test_progress_counts_the_chapters():
    steps = []
    build_book(book_data_of(small_plan()), on_progress=lambda *step: steps.append(step))
    assert [n for n, _, _ in steps] == list(range(1, steps[0][1] + 1))


def test_the_tree_its_chapters_and_the_markup_know_neither_django_nor_weasyprint():
    program = "import sys, masterplan.document.books, masterplan.writers.html, masterplan.press.pool; "
    program += "print([m for m in ('django', 'weasyprint', 'psycopg') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_card_that_two_pillars_own_is_told_once_and_referred_to_from_the_other():
    book_data = book_data_of(example_plan())
    owner, other = book_data.pillars[0], book_data.pillars[1]
    target = owner.targets[0].replace(shared_with=(other.code,))
    programme = owner.programmes[0].replace(shared_with=(other.code,))
    owner = replace(owner, targets=(target, *owner.targets[1:]), programmes=(programme, *owner.programmes[1:]))
    text = tree.plain_text(build_book(replace(book_data, pillars=(owner, *book_data.pillars[1:]))))
    before = tree.plain_text(build_book(book_data))
    assert f"Milik bersama dengan pilar {other.name}." in text and "Milik bersama" not in before
    lines = [line for line in text.splitlines() if line.endswith(f"Diuraikan pada pilar {owner.name}.")]
    assert [target.code in line or programme.code in line for line in lines] == [True, True]
    assert "Irisan dari pilar lain" in text and "Irisan dari pilar lain" not in before
