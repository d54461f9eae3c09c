"""A book as a plan has arranged it: chapters in another order, left out, renamed; own prose in a section; the wording
of an edition.
"""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from masterplan.document import books, references
from masterplan.document.book_data import BookCustomization, BookOutline, ChapterPlan, Passage, PictureFacts
from masterplan.document.books import UnknownBook, build_book
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Figure, Items, Picture, Section, Span, Table, plain_text, walk
from masterplan.writers.html import part_html
from tests.books.from_example import book_data_of
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan

PICTURE = PictureFacts(ref="gambar-3", sha256="a" * 64, width=800, height=600)


def written(book_data=None, **manuscript):
    return replace(book_data or book_data_of(small_plan()), customization=BookCustomization(**manuscript))


def outlined(*chapters, book_data=None):
    return written(book_data, outlines=(BookOutline(book="2", chapters=tuple(chapters)),))


def passage(*blocks, section="B2-1.1", title=""):
    return written(passages=(Passage(section=section, title=title, blocks=blocks),), pictures=(PICTURE,))


def said(*texts, **more):
    return {"type": "paragraph", "spans": [{"text": text, **more} for text in texts]}


def chapter(book, id) -> Chapter:
    return next(part for part in book.parts if part.id == id)


def section(book, id) -> Section:
    return next(node for node in walk(book.parts) if isinstance(node, Section) and node.id == id)


def labels(book):
    return [part.label for part in book.parts if isinstance(part, Chapter) and part.label]


#: How many numbered chapters Buku 2 has.
CHAPTERS = sum(code.startswith("B2-") for code, _ in books.VOLUMES["2"].makers)


def in_order(chapters, letters="ABCDEFGH"):
    return [*(f"Bab {n}" for n in range(1, chapters + 1)), *(f"Lampiran {letter}" for letter in letters)]


def test_what_is_shipped_is_numbered_in_order():
    book = build_book(book_data_of(example_plan()))
    assert labels(book) == in_order(CHAPTERS)
    for kinds, word in (((Table,), "Tabel"), ((Figure,), "Gambar")):
        numbers = [n.number for n in walk(chapter(book, "bab-5").children) if isinstance(n, kinds) and n.number]
        own = [n for n in numbers if n.startswith(word)]
        assert len(set(own)) == len(own)


def test_a_chapter_moved_takes_its_numbers_along():
    book = build_book(outlined(ChapterPlan(code="B2-5"), book_data=book_data_of(example_plan())))
    assert [part.id for part in book.parts if getattr(part, "label", "") == "Bab 1"][:1] == ["bab-5"]
    assert section(book, "bagian-5-2").number == "1.2"
    assert section(book, "pilar-1").opening.number == section(book, "pilar-1").number == "4.1"
    tables = [n.number for n in walk(chapter(book, "bab-5").children) if isinstance(n, Table) and n.number]
    assert tables and all(number.startswith("Tabel 1.") for number in tables)
    contents = next(part for part in book.parts if part.id == "daftar-isi")
    assert ("1", "Peta Jalan") in [(entry.number, entry.text) for entry in contents.entries]


def test_text_that_names_a_chapter_follows_it():
    text = plain_text(build_book(outlined(ChapterPlan(code="B2-5"))))
    assert "Bab 1 memuat peta jalan." in text
    assert "Bab 2 memuat arah pembangunan daerah." in text
    assert "\ue000" not in text


def test_a_chapter_left_out_is_named_nowhere_and_no_link_leads_to_it():
    book = build_book(outlined(ChapterPlan(code="B2-7", hidden=True), ChapterPlan(code="lampiran-sumber", hidden=True)))
    text = plain_text(book)
    assert f"Bab {CHAPTERS}" not in text and "menutup buku" not in text
    assert labels(book) == in_order(CHAPTERS - 1, "ABCDEFG")
    goals = {getattr(node, "id", "") for node in walk(book.parts)}
    assert not [span.to for span in walk(book.parts) if isinstance(span, Span) and span.to and span.to not in goals]


def test_a_chapter_has_the_title_that_the_plan_gave_it():
    book = build_book(outlined(ChapterPlan(code="B2-7", title="Akhir Kata")))
    assert chapter(book, "bab-7").title == "Akhir Kata"
    assert "Akhir Kata" in [e.text for e in next(p for p in book.parts if p.id == "daftar-isi").entries]


def test_own_prose_stands_in_place_of_the_shipped_text_and_its_marks_are_filled():
    shipped = "Buku ini memuat"
    own = passage(said("Rencana {{nama_daerah}} ", "kuat", bold=True), title="Tempat buku ini")
    at = section(build_book(own), "bagian-1-1")
    assert at.title == "Tempat buku ini"
    text = plain_text(at)
    assert "Rencana Ponorogo kuat" in text and shipped not in text


def test_what_looks_like_a_mark_and_is_none_stays_as_typed():
    text = plain_text(section(build_book(passage(said("Pakai {{bukan_tanda}} di sini."))), "bagian-1-1"))
    assert "Pakai {{bukan_tanda}} di sini." in text
    assert "{{bukan_tanda}}" in plain_text(build_book(passage(said("Pakai {{bukan_tanda}} di sini.")), final=True))


def test_every_kind_of_block_becomes_what_a_reader_knows():
    blocks = (
        {"type": "heading", "level": 1, "text": "Judul kecil"},
        {"type": "list", "ordered": True, "items": [[{"text": "satu"}], [{"text": "dua"}]]},
        {"type": "quote", "spans": [{"text": "kutipan"}]},
        said("tautan", href="https://ponorogo.go.id"),
        {"type": "picture", "ref": "gambar-3", "alt": "Alun-alun", "caption": "Alun-alun pagi hari"},
    )
    nodes = list(walk(section(build_book(passage(*blocks)), "bagian-1-1")))
    assert next(n for n in nodes if isinstance(n, Items)).ordered
    assert next(n for n in nodes if isinstance(n, Span) and n.href).href == "https://ponorogo.go.id"
    picture = next(n for n in nodes if isinstance(n, Picture))
    assert (picture.number, picture.title, picture.description) == ("Gambar 1.1", "Alun-alun pagi hari", "Alun-alun")


def test_a_heading_that_staff_wrote_is_a_heading_to_those_who_listen():
    book = build_book(passage({"type": "heading", "text": "Yang sudah ada"}, said("Tiga layanan.")))
    page = BeautifulSoup(part_html(chapter(book, "bab-1"), book), "html.parser")
    assert page.find("h3", string="Yang sudah ada").find_previous("h2")["id"] == "bagian-1-1"


def test_a_table_by_reference_is_numbered_among_the_others_and_shows_the_plan_as_it_stands():
    book_data = replace(
        book_data_of(example_plan()), customization=passage({"type": "table", "ref": "isi-pilar"}).customization
    )
    tables = [n for n in walk(chapter(build_book(book_data), "bab-1").children) if isinstance(n, Table) and n.number]
    assert [t.number for t in tables[:2]] == ["Tabel 1.1", "Tabel 1.2"]
    assert "Isi pilar" in tables[0].title


@pytest.mark.parametrize("plan", [example_plan, small_plan, plan_of_gaps, empty_plan])
def test_every_reference_of_the_catalogue_prints_or_says_that_it_has_nothing(plan):
    book_data = book_data_of(plan())
    blocks = tuple({"type": r.kind, "ref": r.key} for r in references.catalogue(book_data))
    own = BookCustomization(passages=(Passage(section="B2-1.1", blocks=blocks),))
    book_data = replace(book_data, customization=own)
    at = section(build_book(book_data), "bagian-1-1")
    shown = sum(isinstance(n, Table | Figure) for n in walk(at))
    assert shown + plain_text(at).count("belum ada isinya") >= len(blocks)


def test_what_prose_names_and_is_gone_is_said_in_a_draft_only():
    own = passage(said("Lihat foto."), {"type": "picture", "ref": "gambar-9", "alt": "", "caption": ""})
    assert "gambar-9 tidak ada lagi" in plain_text(build_book(own))
    assert "gambar-9" not in plain_text(build_book(own, final=True))


def test_an_edition_says_nothing_of_what_is_missing_in_drafts():
    book_data = book_data_of(plan_of_gaps())
    draft, edition = plain_text(build_book(book_data)), plain_text(build_book(book_data, final=True))
    for sign in ("Bagian ini belum lengkap", "[belum diisi", "DRAF"):
        assert sign in draft
        assert sign not in edition
    chapters = [label for label in labels(build_book(book_data)) if label.startswith("Bab")]
    assert [label for label in labels(build_book(book_data, final=True)) if label.startswith("Bab")] == chapters


def test_a_chapter_without_anything_keeps_its_number_and_says_so():
    book = build_book(book_data_of(empty_plan()), final=True)
    assert labels(book)[:7] == [f"Bab {n}" for n in range(1, 8)]
    assert "Belum ada data." in plain_text(chapter(book, "bab-5"))


def test_an_annex_without_anything_is_no_page_of_an_edition():
    book_data = book_data_of(example_plan())
    draft, edition = build_book(book_data, "1"), build_book(book_data, "1", final=True)
    empty = {"lampiran-berita-acara", "lampiran-perubahan", "lampiran-hadir"}
    assert empty < {part.id for part in draft.parts}
    assert not empty & {part.id for part in edition.parts}
    assert [label for label in labels(edition) if "Lampiran" in label] == ["Lampiran A", "Lampiran B"]
    assert "Belum ada data." not in plain_text(edition)


def test_an_annex_that_the_text_leads_to_is_printed_empty_as_it_is():
    edition = build_book(book_data_of(empty_plan()), final=True)
    assert "nomor sumber pada Lampiran A." in plain_text(chapter(edition, "bab-1"))
    assert chapter(edition, "lampiran-sumber").label == "Lampiran A"
    assert "Belum ada data." in plain_text(chapter(edition, "lampiran-sumber"))


def test_an_annex_that_moved_is_named_by_its_new_letter():
    first = (ChapterPlan(code="lampiran-sumber"), ChapterPlan(code="lampiran-keselarasan"))
    book = build_book(outlined(*first, book_data=book_data_of(example_plan())))
    assert chapter(book, "lampiran-sumber").label == "Lampiran A"
    assert "dimuat pada Bab 3 dan Lampiran A." in plain_text(section(book, "bagian-2-2"))


def test_one_chapter_alone_has_the_number_it_has_in_the_book():
    book = build_book(book_data_of(example_plan()), part="bab:B2-5")
    assert [part.id for part in book.parts] == ["bab-5"]
    assert book.parts[0].label == "Bab 5"
    assert section(book, "bagian-5-2").number == "5.2"
    goals = {getattr(node, "id", "") for node in walk(book.parts)}
    assert not [span for span in walk(book.parts) if isinstance(span, Span) and span.to and span.to not in goals]


@pytest.mark.parametrize("part", ["bab:B2-99", "bab:"])
def test_a_chapter_that_is_not_there_is_refused_in_a_sentence(part):
    with pytest.raises(UnknownBook, match="tidak memiliki bab"):
        build_book(book_data_of(small_plan()), part=part)


def test_a_chapter_that_cannot_be_built_names_itself_and_the_others_stand(monkeypatch):
    def broken(book_data, texts):
        raise ZeroDivisionError

    volume = books.VOLUMES["2"]
    makers = tuple((code, broken if code == "B2-2" else make) for code, make in volume.makers)
    monkeypatch.setitem(books.VOLUMES, "2", replace(volume, makers=makers))
    book = build_book(book_data_of(small_plan()))
    assert "Bagian B2-2 tidak dapat disusun" in plain_text(book)
    assert labels(book)[:7] == [f"Bab {n}" for n in range(1, 8)]
    with pytest.raises(ZeroDivisionError):
        build_book(book_data_of(small_plan()), final=True)


def test_an_edition_leaves_a_sentence_out_however_its_words_look():
    spans = [
        {"text": "Awal tetap. Dengan "},
        {"text": "{{nama_program}}", "bold": True},
        {"text": " daerah maju. Di "},
        {"text": "{{nama_daerah}}", "bold": True},
        {"text": " kita bekerja. Ikut "},
        {"text": "{{nama_program}}", "italic": True},
        {"text": "."},
    ]
    book_data, first = passage({"type": "paragraph", "spans": spans}), {"code": "B2-1.1"}
    (told,) = BookTexts(book_data, "buku_2", draft=False).opening(first)
    assert plain_text((told.spans,)) == "Awal tetap. Di Ponorogo kita bekerja."
    assert [span.text for span in told.spans if span.style] == ["Ponorogo"]
    (told,) = BookTexts(book_data, "buku_2").opening(first)
    assert plain_text((told.spans,)).count("[belum diisi: ") == 2


def test_marks_in_titles_of_the_plan_are_filled():
    book_data = passage(said("Isi."), title="Mengapa {{nama_daerah}}")
    outline = BookOutline(book="2", chapters=(ChapterPlan(code="B2-1", title="{{nama_daerah}} Hari Ini"),))
    book_data = replace(book_data, customization=replace(book_data.customization, outlines=(outline,)))
    one = build_book(book_data, "2", part="bab:B2-1").parts[0]
    assert one.title == "Ponorogo Hari Ini"
    assert "Mengapa Ponorogo" in [getattr(child, "title", "") for child in one.children]
