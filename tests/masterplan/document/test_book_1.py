"""Buku 1 says what the analyses say, names what is missing and where to fill it in, and never names a participant."""

import re
from dataclasses import replace

import pytest

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.texts import shipped
from masterplan.writers.figures import DRAWINGS
from tests.books.from_example import book_data_of
from tests.books.gatherings import finished_book_data
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan, tiny_plan
from tests.masterplan.writers.test_pdf import faults

BOOK = next(book for book in shipped()["books"] if book["code"] == "buku_1")


@pytest.fixture(scope="module")
def whole():
    return build_book(finished_book_data(), "1")


def chapter(book, id):
    return next(part for part in book.parts if part.id == id)


def said(thing) -> str:
    return " ".join(tree.plain_text(thing).split())


def table(book, title):
    return next(node for node in tree.walk(book) if isinstance(node, tree.Table) and node.title == title)


def cells(row) -> list[str]:
    return [" ".join("".join(span.text for span in line) for line in cell.lines) for cell in row.cells]


def test_its_chapters_and_sections_stand_in_the_order_of_the_template(whole):
    labels = [part.label for part in whole.parts if isinstance(part, tree.Chapter) and part.label.startswith("Bab")]
    assert labels == [f"Bab {n}" for n in range(1, 9)]
    titles = [section["title"] for section in BOOK["chapters"][0]["sections"]]
    assert [n.title for n in chapter(whole, "b1-bab-1").children if isinstance(n, tree.Section)] == titles


@pytest.mark.parametrize("code", ["B1-1", "B1-2", "B1-5", "B1-6", "B1-7"])
def test_the_tables_of_the_template_are_there(whole, code):
    shipped_chapter = next(c for c in BOOK["chapters"] if c["code"] == code)
    titles = {node.title for node in tree.walk(whole) if isinstance(node, tree.Table)}
    for section in shipped_chapter["sections"]:
        assert {one["caption"] for one in section["tables"]} <= titles


def test_each_pillar_has_its_text_its_scores_and_its_problems_with_evidence(whole):
    plan, book = example_plan(), said(chapter(whole, "b1-bab-3"))
    for pillar in plan["pillars"]:
        assert " ".join(pillar["definition"].split()) in book
        for problem in pillar["problems"]:
            for key in ("statement", "evidence", "root_cause", "affected"):
                assert " ".join(problem[key].split()) in book
    figures = [n for n in tree.walk(chapter(whole, "b1-bab-3")) if isinstance(n, tree.Figure)]
    assert len(figures) == len(plan["pillars"])
    first = max(plan["pillars"][0]["problems"], key=lambda problem: problem["score"])
    assert first["code"] in figures[0].description and f"jumlah {first['score']}" in figures[0].description


def test_the_readiness_is_counted_and_the_weakest_components_are_named(whole):
    book = said(chapter(whole, "b1-bab-4"))
    assert "Dari 11 aspek, 2 bernilai baik, 7 sedang, dan 2 buruk." in book
    assert "Komponen yang paling memerlukan perhatian ialah Struktur dan Suprastruktur." in book
    figure = next(n for n in tree.walk(chapter(whole, "b1-bab-4")) if isinstance(n, tree.Figure))
    assert "Struktur: Sumber daya manusia TIK buruk, Anggaran sedang" in figure.description
    total = table(whole, "Banyaknya aspek menurut komponen dan nilai").rows[-1]
    assert [cell.value for cell in total.cells[1:]] == [2, 7, 2, 0, 11]


def test_a_gap_is_answered_by_the_targets_strategies_and_programmes_of_its_problems(whole):
    book_data = finished_book_data()
    row = next(r for r in table(whole, "Kesenjangan dan arah penyelesaian").rows if "Kebijakan" in cells(r)[0])
    problems = next(g.problems for g in book_data.gaps if g.element == "Kebijakan")
    answered = {
        t.code for p in book_data.pillars for t in p.targets if {q.code for q in p.problems}.intersection(problems)
    }
    assert answered and any(code in cells(row)[-1] for code in answered)
    assert "program" in cells(row)[-1]


def test_the_swot_stands_in_four_fields_the_most_agreed_first(whole):
    six = chapter(whole, "b1-bab-6")
    fields = [n for n in tree.walk(six) if isinstance(n, tree.Table) and not n.title]
    assert len(fields) == 4
    for field in fields:
        voices = [row.cells[1].value for row in field.rows]
        assert voices == sorted(voices, reverse=True)
    counts = table(whole, "Banyaknya strategi menurut silangan dan pilar")
    assert counts.rows[-1].cells[-1].value == sum(len(p["strategies"]) for p in example_plan()["pillars"])


def test_statements_too_long_to_stand_side_by_side_stand_below_each_other():
    book_data = finished_book_data()
    long = book_data.swot[0].replace(statement="Kekuatan yang diuraikan panjang. " * 60)
    book = build_book(book_data.with_cards(swot=(long, *book_data.swot[1:])), "1")
    six = chapter(book, "b1-bab-6")
    assert long.statement.strip() in said(six)
    assert sum(isinstance(n, tree.Spread) for n in tree.walk(six)) == 1


def test_the_tree_of_the_vision_says_its_measures_in_words(whole):
    figure = next(n for n in tree.walk(whole) if isinstance(n, tree.Figure) and n.kind == "vision_tree")
    vision = example_plan()["smart_city_vision"]
    assert vision["visi"] in figure.description
    assert all(mission in figure.description for mission in vision["misi"])
    assert "9,11 menjadi 4,2 persen pada 2031" in figure.description


def test_every_target_has_its_line_and_a_weaker_one_says_so(whole):
    rows = table(whole, "Sasaran, indikator, angka awal, dan target").rows
    codes = {cells(row)[0] for row in rows}
    assert {t["code"] for p in example_plan()["pillars"] for t in p["targets"]} <= codes
    weak = next(row for row in rows if cells(row)[0] == "ECO-S1")
    assert "lebih lemah daripada RPJMD 2029: 4" in cells(weak)[1]


def test_the_matrix_and_its_small_picture_agree(whole):
    figure = next(n for n in tree.walk(whole) if isinstance(n, tree.Figure) and n.kind == "alignment")
    matrix = table(whole, "Matriks keselarasan sasaran RPJMD dan pilar")
    small = {code: [int(n or 0) for n in counts] for code, _, *counts in figure.data[1:]}
    for row in matrix.rows:
        if row.role == "group":
            continue
        marked = [len(text.split(", ")) if text != "·" else 0 for text in cells(row)[2:-1]]
        assert small[cells(row)[0]] == marked


def test_the_method_tells_of_the_bimteks_that_were_held(whole):
    book = said(chapter(whole, "b1-bab-1"))
    assert "melalui 3 bimbingan teknis selama 6 hari, dari 8 September 2026 sampai 4 Desember 2026" in book
    assert "164 dari 180 tugas telah diselesaikan" in book
    rows = table(whole, "Pelaksanaan bimbingan teknis").rows
    assert [cells(row)[0] for row in rows] == ["Bimtek I", "Bimtek II", "Bimtek III", "Bimtek IV"]
    assert "belum ditandatangani" in cells(rows[-1])[-1]


def test_the_annexes_tell_what_was_agreed_and_changed_and_how_many_came(whole):
    minutes = said(chapter(whole, "lampiran-berita-acara"))
    assert "000/102/DISKOMINFO/2026" in minutes and "Angka sampah harian diperiksa kembali." in minutes
    assert "Tidak ada keberatan yang dicatat." in minutes
    changes = chapter(whole, "lampiran-perubahan")
    counts = table(changes, "Banyaknya perubahan antarbimtek").rows[0]
    assert cells(counts)[:2] == ["Bimtek II", "sejak Bimtek I"]
    assert [cell.value for cell in counts.cells[2:4]] == [36, 12]
    came = table(whole, "Kehadiran menurut lembaga").rows[-1]
    held = [b for b in finished_book_data().closings.bimteks if b.came]
    assert [cell.value for cell in came.cells[1:]] == [sum(i.people for i in b.institutions) for b in held]
    assert "tidak memuat nama peserta" in said(chapter(whole, "lampiran-hadir"))


def test_what_is_missing_says_where_to_fill_it_in_and_goes_in_an_edition():
    book_data = book_data_of(plan_of_gaps())
    draft, final = said(build_book(book_data, "1")), said(build_book(book_data, "1", final=True))
    for where in ("Isi pada: Kesiapan.", "Isi pada: Kesenjangan.", "Isi pada: SWOT.", "Isi pada: Visi dan misi."):
        assert where in draft and where not in final
    assert "[belum diisi" in draft and "[belum diisi" not in final
    assert "(periksa" in draft and "periksa" not in said(chapter(build_book(book_data, "1", final=True), "b1-bab-1"))


def test_what_the_data_knows_is_never_said_to_be_missing(whole):
    """What stays open is written by staff, or is nowhere in a plan yet."""
    open_ones = set(re.findall(r"\[belum diisi: ([^\]]*)\]", said(whole)))
    meanings = {p["key"]: p["meaning"] for p in shipped()["placeholders"]}
    by_hand = {meanings[key] for key in ("kekhasan_daerah", "ringkasan_rpjpd", "ringkasan_rtrw")}
    known = {p["meaning"] for p in shipped()["placeholders"] if p["source"] not in ("manual", "buku")}
    assert by_hand <= open_ones and not open_ones & known


@pytest.mark.parametrize("plan", [example_plan(), small_plan(), tiny_plan(), plan_of_gaps(), empty_plan()])
@pytest.mark.parametrize("final", [False, True])
def test_every_plan_has_a_book_with_unique_ids_links_that_lead_and_numbers_that_run(plan, final):
    book = build_book(book_data_of(plan), "1", final=final)
    ids = [node.id for node in tree.walk(book) if isinstance(node, tree.Node) and node.id]
    assert len(ids) == len(set(ids))
    sources = {f"sumber-{n}" for n in range(1, 400)}
    assert {s.to for s in tree.walk(book) if isinstance(s, tree.Span) and s.to} <= set(ids) | sources
    for part in book.parts:
        numbers = [n.number for n in tree.walk(part) if isinstance(n, tree.Table) and n.number]
        assert [number.rpartition(".")[2] for number in numbers] == [str(n) for n in range(1, len(numbers) + 1)]
    assert tree.from_json(tree.to_json(book)) == book


def test_a_pillar_of_the_plans_own_has_its_pages_too():
    plan = example_plan()
    plan["pillars"][0] |= {"code": "AIR", "name_id": "Tata Air Cerdas"}
    book = said(chapter(build_book(book_data_of(plan), "1"), "b1-bab-3"))
    assert "Tata Air Cerdas" in book and "Pilar ini melihat pemerintah daerah" not in book


def test_every_chart_has_a_title_and_its_numbers_in_words(whole):
    figures = [n for n in tree.walk(whole) if isinstance(n, tree.Figure)]
    assert {f.kind for f in figures} == {"steps", "framework", "readiness", "scores", "vision_tree", "alignment"}
    for figure in figures:
        drawing = DRAWINGS[figure.kind](figure, "", {})
        assert "<title>" in drawing and "<desc>" in drawing and figure.description


def test_names_of_any_length_stay_inside_their_charts():
    book_data = finished_book_data()
    long = "Keadaan yang namanya sangat panjang sekali " * 12
    swollen = tuple(
        replace(c, component=f"{long}{n}", aspects=tuple(a.replace(aspect=long) for a in c.aspects))
        for n, c in enumerate(book_data.readiness)
    )
    pillars = tuple(replace(pillar, name=long) for pillar in book_data.pillars)
    told = book_data.with_cards(visi_misi=[book_data.vision.replace(statement=long)])
    book = build_book(replace(told, readiness=swollen, pillars=pillars), "1")
    for figure in (n for n in tree.walk(book) if isinstance(n, tree.Figure)):
        for x, size, text in re.findall(
            r'<text x="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*text-anchor="start"[^>]*>([^<]*)<',
            DRAWINGS[figure.kind](figure, "", {}),
        ):
            assert float(x) + len(text) * float(size) * 0.56 <= 172, (figure.kind, text)


def test_the_file_keeps_the_promises_of_all_our_files(made, tmp_path):
    found = faults(made(small_plan(), "1").data, tmp_path, min_pages=30)
    assert found == []


def test_a_decree_whose_number_is_known_is_named_and_no_longer_to_be_looked_up():
    book_data = finished_book_data()
    known = (("nomor_sk", "188.45/120/2026"),)
    told = replace(book_data, customization=replace(book_data.customization, values=known))
    for one, there in ((book_data, False), (told, True)):
        book = build_book(one, "1", final=True)
        assert ("188.45/120/2026" in said(chapter(book, "lampiran-sk"))) is there
        assert ("188.45/120/2026" in said(chapter(book, "b1-bab-1"))) is there


def test_a_picture_is_never_taller_than_its_page():
    book_data = finished_book_data()
    pillar, rpjmd = book_data.pillars[0], book_data.rpjmd
    many = replace(pillar, problems=tuple(pillar.problems[n % 8].replace(ref=f"masalah-{900 + n}") for n in range(60)))
    component = book_data.readiness[0]
    crowded = tuple(replace(c, component=c.component, aspects=component.aspects * 40) for c in book_data.readiness)
    objectives = tuple(replace(rpjmd.objectives[n % 17], code=f"S{n}") for n in range(90))
    missions = tuple(f"Misi yang ke-{n}" for n in range(30))
    full = replace(
        book_data.with_cards(visi_misi=[book_data.vision.replace(missions=missions)]),
        pillars=(many, *book_data.pillars[1:]),
        readiness=crowded,
        rpjmd=replace(rpjmd, objectives=objectives),
    )
    for figure in (n for n in tree.walk(build_book(full, "1")) if isinstance(n, tree.Figure)):
        tall = re.search(r'height="([\d.]+)mm"', DRAWINGS[figure.kind](figure, "", {}))
        assert float(tall[1]) <= 215, figure.kind
