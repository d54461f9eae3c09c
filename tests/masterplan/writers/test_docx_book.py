"""A bound book in Word: what it works out itself says the same as we do, and everything can be led to and read out."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from masterplan.document import tree as t
from masterplan.document.books import build_book
from masterplan.writers import docx as writer
from masterplan.writers import raster
from tests.books.check_docx import problems
from tests.books.every_node import book
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan


def png(colour, size=(400, 100)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def example():
    return build_book(book_data_of(example_plan()), "2")


@pytest.fixture(scope="module")
def data(example):
    """Its Word file, with a stand-in for every drawing."""
    shown = {raster.node_key(n): png("#2657c8") for n in t.walk(example) if isinstance(n, t.Figure)}
    return writer.write(example, {}, shown | {"cincin": png("#fff", (50, 50)), "lambang GOV": png("#fff", (50, 50))})


@pytest.fixture(scope="module")
def word(data):
    return docx.Document(io.BytesIO(data))


def fields_of(paragraph):
    """[(code, present result)] of the fields of a paragraph that are whole in it."""
    found, code, said, at = [], "", "", ""
    for run in paragraph._p.iter(qn("w:r")):
        for child in run:
            if child.tag == qn("w:fldChar"):
                at = child.get(qn("w:fldCharType"))
                if at == "end":
                    found.append((code.strip(), said))
                    code = said = ""
            elif child.tag == qn("w:instrText"):
                code += child.text
            elif child.tag == qn("w:t") and at == "separate":
                said += child.text or ""
    return found


def test_word_opens_it_without_repair(data):
    assert problems(data) == []


def test_the_list_of_contents_holds_the_headings_that_word_would_find(example, word):
    entries = [p for p in word.paragraphs if p.style.name in ("toc 1", "toc 2", "toc 3")]
    headings = {p.text for p in word.paragraphs if p.style.name in ("Heading 1", "Heading 2", "Heading 3")}
    listed = [p.text.split("\t")[0] for p in entries]
    assert len(listed) == len(next(c for c in example.parts if isinstance(c, t.Contents)).entries)
    assert [one for one in listed if one not in headings] == []
    assert all("PAGEREF" in p._p.xml for p in entries) and 'TOC \\o "1-3"' in entries[0]._p.xml


def test_word_counts_captions_to_the_numbers_that_are_printed(example, word):
    """SEQ goes on from the last of its word unless it is told where to begin."""
    counted, found = {}, []
    for paragraph in word.paragraphs:
        for code, said in fields_of(paragraph):
            told = re.fullmatch(r"SEQ (Tabel|Gambar) \\\* ARABIC(?: \\r (\d+))?", code)
            if told:
                counted[told[1]] = int(told[2]) if told[2] else counted.get(told[1], 0) + 1
                assert said == str(counted[told[1]])
                found.append(paragraph.text.split("  ")[0])
    kinds = (t.Table, t.Timeline, t.Figure)
    assert sorted(found) == sorted(n.number for n in t.walk(example) if isinstance(n, kinds) and n.number)
    lists = [p._p.xml for p in word.paragraphs if p.style.name == "table of figures"]
    assert any('TOC \\h \\z \\c "Tabel"' in xml for xml in lists) and any('\\c "Gambar"' in xml for xml in lists)


def test_pages_are_bound_numbered_and_turned(word):
    sections = list(word.sections)
    kinds = {s.orientation for s in sections}
    assert len(kinds) == 2 and {round(s.page_width.mm) for s in sections} == {210, 297}
    assert (
        word.settings.odd_and_even_pages_header_footer and word.settings.element.find(qn("w:mirrorMargins")) is not None
    )
    numbers = [s._sectPr.find(qn("w:pgNumType")) for s in sections]
    assert numbers[0] is None and numbers[1].get(qn("w:fmt")) == "lowerRoman"
    assert [n.get(qn("w:start")) for n in numbers if n is not None and n.get(qn("w:start"))] == ["1"]
    first = sections[-1]
    assert first.header.paragraphs[0].text.endswith("DRAF · 24 November 2026")
    assert first.even_page_header.paragraphs[0].text.startswith("DRAF · 24 November 2026")
    assert "STYLEREF 1" in first.header._element.xml and "PAGE" in first.footer._element.xml
    assert sections[0].header.paragraphs[0].text == "", "nothing stands over the cover"


def test_a_chapter_begins_on_the_side_of_the_open_book_that_it_asks_for():
    spread = t.Section(id="b", title="Kiri", side="left")
    parts = (t.Chapter(id="satu", title="Satu", children=(spread,)), t.Chapter(id="dua", title="Dua", side=""))
    opened = docx.Document(io.BytesIO(writer.write(t.Book(title="Buku", parts=parts), {}, {})))
    starts = [s._sectPr.find(qn("w:type")).get(qn("w:val")) for s in opened.sections]
    assert starts == ["oddPage", "evenPage", "nextPage"]


def test_every_chart_is_a_picture_that_is_read_out(example, word):
    charts = [n for n in t.walk(example) if isinstance(n, t.Figure)]
    words = [e.get("descr") for e in word.element.body.iter(qn("wp:docPr"))]
    assert len(charts) > 40 and all(any(chart.description in said for said in words) for chart in charts)


def test_pictures_and_arms_of_the_plan_stand_in_the_book_and_a_lost_one_is_said():
    made, _ = book(["teks"])
    with_them = writer.write(made, {"ab" * 32: png("red"), "cd" * 32: png("blue")}, {})
    opened = docx.Document(io.BytesIO(with_them))
    words = [e.get("descr") for e in opened.element.body.iter(qn("wp:docPr"))]
    assert (
        any(said.startswith("Lambang teks") for said in words) and len(words) == 3
    )  # arms, picture, code of the colophon
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(writer.write(made, {}, {}))).paragraphs)
    assert "Gambar tidak tersedia: teks" in text and problems(with_them) == []


@pytest.mark.parametrize("mode, kind", [("RGB", "jpeg"), ("RGBA", "png")])
def test_a_picture_that_word_does_not_know_is_written_anew(mode, kind):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "WEBP")
    made, _ = book(["teks"])
    opened = docx.Document(io.BytesIO(writer.write(made, {"ab" * 32: out.getvalue()}, {})))
    assert f"image/{kind}" in {part.content_type for part in opened.part.package.iter_parts()}


def test_links_lead_inside_by_name_and_outside_only_to_addresses():
    made, _ = book(["teks"])
    data = writer.write(made, {}, {})
    opened = docx.Document(io.BytesIO(data))
    outside = [r.target_ref for r in opened.part.rels.values() if r.is_external]
    assert outside == ["https://contoh.id/?a=1&b='2'"]
    xml = opened.element.xml
    assert "javascript" not in xml and 'w:anchor="tidak_ada"' not in xml
    assert "REF tabel_1_0 \\h" in xml, "a number of a table is the table's own"


def test_what_can_be_led_to_bears_a_name_of_its_own(example, word):
    names = [e.get(qn("w:name")) for e in word.element.body.iter(qn("w:bookmarkStart"))]
    ids = {n.id for n in t.walk(example) if getattr(n, "id", "") and not isinstance(n, t.Book)}
    assert len(names) == len(set(names)) and len(names) >= len(ids)


@pytest.mark.in_turn
def test_a_drawing_that_breaks_costs_itself_only(monkeypatch):
    """It asks for a file and is refused: its numbers stand in words, and the other chart is drawn."""
    strip = {"kind": "years_strip", "data": (("2026", "1", "1"), ("2027", "2", "2"))}
    good = t.Figure(id="baik", title="Baik", description="Naik dari 1 ke 2.", **strip)
    bad = t.Figure(id="rusak", title="Rusak", description="Turun dari 9 ke 8.", **strip)
    usual = raster.figures.DRAWINGS["years_strip"]

    def drawing(node, seat, seats):
        asks = '<svg width="9mm" height="9mm"></svg><img src="file:///etc/hostname"/>'
        return asks if node.id == "rusak" else usual(node, seat, seats)

    monkeypatch.setitem(raster.figures.DRAWINGS, "years_strip", drawing)
    made = t.Book(title="Buku", parts=(t.Chapter(title="Bab", children=(good, bad)),))
    shown = raster.drawings(made)
    assert list(shown) == ["baik"]
    with Image.open(io.BytesIO(shown["baik"])) as picture:
        assert picture.width > 250 and len(picture.convert("L").getcolors(256)) > 2
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(writer.write(made, {}, shown))).paragraphs)
    assert "Turun dari 9 ke 8." in text and "Naik dari 1" not in text


@pytest.mark.parametrize(
    "old, new, said",
    [
        (b'<w:bookmarkEnd w:id="2"/>', b"", "bookmarks begin"),
        (b'w:fldCharType="end"', b'w:fldCharType="begin"', "have no end"),
        (b"<w:tblW ", b"<w:tblLook/><w:tblW ", "stands too late in tblPr"),
        (b'w:val="Heading1"', b'w:val="Judul1"', "style Judul1 is not there"),
        (b'w:anchor="bab_1"', b'w:anchor="bab_x"', "which is not there"),
        (b'<w:gridCol w:w="', b'<w:gridCol/><w:gridCol w:w="', "in a table of"),
        (b"</w:tcPr><w:p>", b"</w:tcPr><w:tbl/><w:p>", "a table without rows"),
        (b' w:orient="landscape"', b"", "do not say so"),
        (b"> PAGEREF bab_1", b"> INCLUDETEXT bab_1", "field"),
        (b'descr="', b'descr="" x="', "without words"),
        (b'r:id="rId', b'r:id="rId9', "no relationship"),
    ],
)
def test_the_checker_notices_what_word_would_repair(old, new, said):
    made, _ = book(["teks"])
    data, out = writer.write(made, {}, {}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as broken:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "word/document.xml":
                assert old in part
                part = part.replace(old, new, 1)
            broken.writestr(name, part)
    assert any(said in problem for problem in problems(out.getvalue())), problems(out.getvalue())[:5]
