"""What a reader finds in the file: pages that the lists name, words as typed, Indonesian numbers, tags and
bookmarks.
"""

import io
import re

import pikepdf
import pytest

from masterplan.document import tree
from pillars.fields import FieldError, clean
from tests.amounts import either, one_of
from tests.books.check_pdf import check
from tests.books.plans import empty_plan, tiny_plan
from tests.corpus.expectation import ITEMS, sent
from tests.masterplan.document.test_tree import SAID_OTHERWISE, printed, values
from workshops.number_format import show_rupiah


def faults(data: bytes, tmp_path, **wanted):
    """The rules of the checker that did not hold, warnings included."""
    place = tmp_path / "buku.pdf"
    place.write_bytes(data)
    results, _ = check(str(place), lang="id", **wanted)
    return [(name, state, detail) for name, state, detail in results if state != "OK"]


def test_the_checker_has_nothing_to_say(small_book, tmp_path):
    assert faults(small_book.data, tmp_path, min_pages=30, min_outline=40) == []


def test_a_book_of_gaps_and_an_empty_book_are_whole_files(book_of_gaps, made, tmp_path):
    assert faults(book_of_gaps.data, tmp_path) == []
    empty = made(empty_plan())
    assert [f for f in faults(empty.data, tmp_path) if not f[0].startswith("has ")] == []
    assert empty.reader.holds("Pilar belum ditetapkan.")
    assert book_of_gaps.reader.holds("Belum ada sasaran. Ditunggu dari kelompok Tata Kelola.")


def test_the_numbers_of_the_lists_are_those_printed_on_the_pages(small_book):
    reader = small_book.reader
    entries = [e for part in small_book.tree.parts if isinstance(part, tree.Contents) for e in part.entries]
    listed = reader.listed()
    assert len(listed) == len(entries)
    for entry, (line, number) in zip(entries, listed, strict=True):
        assert line.split() == f"{entry.number} {entry.text}".split()
        page = reader.page_labelled(number)
        assert "".join(entry.text.split()) in "".join(page.split())
        # the number is also what the page itself shows at its foot
        assert re.search(rf"(?m)^{number}\b|\b{number}$", page)


def test_the_outline_leads_to_the_pages_of_its_titles(small_book):
    outline = small_book.reader.outline()
    assert [t for t, _ in outline if t.startswith("Bab ")] == [
        f"{part.label} {part.title}" for part in small_book.tree.parts if getattr(part, "label", "").startswith("Bab ")
    ]
    for title, at in outline[1:]:
        heading = re.sub(r"^(Bab \d+|Lampiran \w|[\d.]+|[A-Z]+-\w+) ", "", title)
        assert "".join(heading.split()) in "".join(small_book.reader.pages[at].split()), title


def test_every_entry_stands_with_its_code_and_its_sentence(small_book):
    reader = small_book.reader
    for pillar in small_book.plan["pillars"]:
        for key, field in (
            ("problems", "statement"),
            ("targets", "statement"),
            ("strategies", "statement"),
            ("programmes", "name"),
        ):
            for entry in pillar[key]:
                together = [
                    at for at in reader.pages_with(entry[field]) if entry["code"] in reader.pages[at].replace("\n", "")
                ]
                assert together, entry["code"]


def test_numbers_are_written_the_indonesian_way(small_book):
    reader = small_book.reader
    budgets = [p["budget"] for p in small_book.plan["pillars"][0]["programmes"]]
    assert reader.holds(show_rupiah(sum(budgets)))
    assert reader.holds("1.371,78 km²") and reader.holds("84,1")
    # 1.4 in the first words of the page is its section; a decimal point would stand in a table
    assert not re.search(r"\b\d+\.\d{1,2}\b(?![.\d])", reader.pages[reader.pages_with("2.2 Sasaran utama")[-1]][200:])


@pytest.mark.in_turn
def test_a_landscape_table_repeats_its_head_on_every_page(made):
    plan = tiny_plan()
    programmes = plan["pillars"][0]["programmes"]
    plan["pillars"][0]["programmes"] = [
        programmes[0] | {"code": f"GOV-PR{n}", "name": f"Program nomor {n}"} for n in range(1, 31)
    ]
    plan["quick_win_profiles"] = []
    book = made(plan, only="bab-4")
    start = book.reader.pages_with("4.1 Kebijakan dan kelembagaan")[-1]
    last = max(book.reader.pages_with("Jumlah anggaran"))
    pages = book.reader.pages[start : last + 1]
    assert len(pages) > 2
    assert all("Indikator sasaran" in page and "2027" in page for page in pages)
    sizes = {tuple(round(float(v)) for v in book.reader.pdf.pages[at].mediabox[2:]) for at in range(start, last + 1)}
    assert sizes == {(842, 595)}


def test_only_the_books_own_letters_are_in_the_file(small_book):
    with pikepdf.open(io.BytesIO(small_book.data)) as pdf:
        fonts = {
            str(o.BaseFont).split("+")[1] for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert {name.split("-")[0] + "-" + name.split("-")[1] for name in fonts} == {"Buku-Sans", "Buku-Judul"}
    assert len(fonts) <= 5  # no word of it is bold and italic
    assert small_book.warnings == []
    # a ligature would lose letters here
    assert small_book.reader.holds("verifikasi")


def stored_texts() -> list[str]:
    """The texts of the corpus as a long field stores them; what is refused or is longer than a statement stays out."""
    texts = []
    for item in ITEMS.values():
        if item["category"] in ("injection", "text", "names"):
            try:
                value = sent(item["id"])
                text = clean(value, one_line=False).text if isinstance(value, str | bytes) else ""
            except (FieldError, KeyError, TypeError):
                continue
            if text and len(text) <= 2_000:
                texts.append(text)
    return texts


def fits(text: str, letters: int = 100) -> str:
    return text[: either(letters, 2_000)]


def hostile_plan():
    """A quarter of the texts of the corpus in a statement, an evidence, a source, a name, an output, a partner.

    A word of some hundred letters takes the layout seconds, in each narrow cell: those stand there with `--slow` alone.
    """
    plan = tiny_plan()
    pillar, texts = plan["pillars"][0], [fits(text, 300) for text in one_of(4, stored_texts())]
    first = pillar["problems"][0]
    pillar["problems"] += [
        first | {"code": f"GOV-P{n}", "statement": text, "evidence": text, "sources": [fits(text)]}
        for n, text in enumerate(texts, 100)
    ]
    programme = pillar["programmes"][0]
    pillar["programmes"] += [
        programme | {"code": f"GOV-PR{n}", "name": text[:500], "output": text, "support_opd": [text], "funding": [text]}
        for n, text in enumerate(map(fits, texts[::4]), 100)
    ]
    return plan, texts


@pytest.fixture(scope="module")
def hostile(request):
    from tests.books.made import Made

    plan, texts = hostile_plan()
    return Made(plan), texts


@pytest.mark.in_turn
def test_hostile_texts_are_printed_as_they_were_typed(hostile):
    book, texts = hostile
    assert len(texts) > either(9, 40)
    lost = [text for text in texts if all(ord(c) < 0x600 for c in text) and not book.reader.holds(text)]
    assert lost == []


def test_hostile_texts_leave_no_link_no_attachment_and_no_fault(hostile, tmp_path):
    book, _ = hostile
    assert faults(book.data, tmp_path) == []
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        assert not pdf.attachments
        actions = [a.A for page in pdf.pages for a in page.get("/Annots", ()) if "/A" in a and "/URI" in a.A]
    assert actions == []


@pytest.mark.in_turn
def test_letters_of_other_scripts_are_printed_and_what_has_no_letter_is_said(made):
    plan = tiny_plan()
    entries = plan["pillars"][0]["problems"]
    entries[0]["statement"] = "Aksara ꦥꦺꦩ꧀ꦧꦁꦒꦸꦤꦤ꧀ di papan nama"
    entries[1]["statement"] = "Pondok دار السلام tiga unit"
    entries[2]["statement"] = "Keluarga 👨‍👩‍👧‍👦 sehat 汉字"
    book = made(plan)
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        fonts = " ".join(str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o)
    assert "Buku-Jawa" in fonts and "Buku-Arab" in fonts
    assert any("汉" in sentence for sentence in book.warnings)
    assert book.reader.holds("Keluarga") and book.reader.holds("sehat")


@pytest.mark.in_turn
def test_long_words_long_texts_and_long_cells_are_read_back_whole(made):
    plan = tiny_plan()
    problem, programme = plan["pillars"][0]["problems"][0], plan["pillars"][0]["programmes"][0]
    problem["statement"] = "w" * 1_900
    problem["evidence"] = ("Baris prosa yang wajar nomor satu. " * 600)[:20_000].strip()
    programme["output"] = ("Keluaran yang panjang sekali, " * 70)[:1_990].strip() + " SELESAI."
    plan["rpjmd_previous"] = {"document": "RPJMD lama", "iku": [{"indicator": "Indeks lama"}]}
    plan["rpjmd_previous"]["iku"][0]["note"] = ("Catatan indikator lama. " * 300).strip() + " TAMAT"
    problem["root_cause"] = "\n".join(f"baris {n}" for n in range(500))
    book = made(plan)
    pages = [page for page in book.reader.pages if "wwwww" in page]
    assert sum(page.count("w") for page in pages) >= 1_900
    assert book.reader.squeezed.count("Barisprosayangwajarnomorsatu.") >= problem["evidence"].count(
        "Baris prosa yang wajar nomor satu."
    )
    assert book.reader.holds("SELESAI.") and book.reader.holds("TAMAT")
    assert book.reader.squeezed.count("Catatanindikatorlama.") == 300
    assert book.reader.holds("baris 499")


def test_every_text_of_the_example_plan_can_be_found_in_the_file(example_book):
    reader = example_book.reader
    lost = [
        (key, value)
        for key, value in values(example_book.plan)
        if isinstance(value, str) and key not in SAID_OTHERWISE and not reader.holds(printed(value))
    ]
    assert lost == []
    # no line ends within a word: who searches for a word finds it
    assert not [line for page in reader.pages for line in page.splitlines() if line.endswith(("-", "\u2010"))]


def test_the_example_plan_is_a_book_of_its_size(example_book, tmp_path):
    few, many, letters = either((80, 105, 1 << 20), (150, 195, 2 << 20))
    assert faults(example_book.data, tmp_path, min_pages=few, min_outline=few) == []
    assert few <= len(example_book.reader.pages) <= many
    assert len(example_book.data) <= letters
    reader = example_book.reader
    total = sum(p["budget"] for pillar in example_book.plan["pillars"] for p in pillar["programmes"])
    assert reader.squeezed.count(show_rupiah(total)) == 1
    for pillar in example_book.plan["pillars"]:
        for key in ("problems", "targets", "strategies", "programmes"):
            for entry in pillar[key]:
                assert reader.holds(entry.get("statement") or entry["name"]), entry["code"]
