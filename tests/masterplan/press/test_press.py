"""What a reader finds in a book that was laid out unit by unit, and what becomes of units that cannot be."""

import io
import time

import pikepdf
import pypdf
import pytest

from masterplan.document.books import build_book
from masterplan.document.tree import to_json
from masterplan.press.render import RenderLimits, render_book
from masterplan.press.render_cache import Rendered
from masterplan.press.units import engine_key
from masterplan.writers.failures import RenderFailed
from tests.books.check_pdf import check, kids_of, walk_structure
from tests.books.folder_cache import FolderCache
from tests.books.from_example import book_data_of
from tests.books.made import SHELF
from tests.books.plans import plan_of_gaps
from tests.books.reader import Reader, squeezed
from tests.books.whole import whole
from tests.masterplan.press.books import (
    NO_PICTURE,
    RUNAWAY,
    book,
    chain,
    chapter,
    knot,
    link,
    long_table,
    para,
    section,
)

QUICK = RenderLimits(cpu_s=3, letters=10**9, search_s=0)


@pytest.fixture
def shelf(tmp_path):
    return FolderCache(tmp_path / "shelf")


def monolith(tree):
    """The book laid out part by part in one process and never cut: what the joined one must equal."""
    kept, key = FolderCache(SHELF), f"monolith-{hash_of(tree)}"
    if key not in (found := kept.take([key])):
        kept.put({key: Rendered(whole(tree))})
        found = kept.take([key])
    return Reader(found[key].pdf)


def hash_of(tree):
    import hashlib

    return hashlib.sha256(to_json(tree) + engine_key().encode()).hexdigest()


def places(reader):
    named = reader.pdf.named_destinations
    pages = {name: reader.pdf.get_destination_page_number(to) for name, to in named.items()}
    return {name: (pages[name], round(float(to.top) / 2)) for name, to in named.items()}


@pytest.mark.in_turn
@pytest.mark.parametrize("which", ["gaps", "sides"])
def test_the_joined_book_is_the_book_that_was_never_cut(which):
    if which == "gaps":
        tree = build_book(book_data_of(plan_of_gaps()))
    else:
        left = section("1.2", para("Kiri."), new_page=True, side="left")
        tree = book(chapter(1, section("1.1", para("Isi."), long_table(70)), left), chapter(2, link("ke", "s-1.1")))
    joined, uncut = Reader(render_book(tree, shelf=FolderCache(SHELF)).pdf), monolith(tree)
    assert [sorted(squeezed(page)) for page in joined.pages] == [sorted(squeezed(page)) for page in uncut.pages]
    assert joined.labels == uncut.labels and joined.outline() == uncut.outline()
    assert places(joined) == places(uncut)


def test_what_was_laid_out_is_not_laid_out_again(shelf):
    def of(text):
        return book(chapter(1, para(text)), chapter(2, section("2.1", para("b")), section("2.2", new_page=True)))

    first = render_book(of("a"), shelf=shelf)
    again, edited = render_book(of("a"), shelf=shelf), render_book(of("c"), shelf=shelf)
    assert first.made > again.made == 0 and again.pdf == first.pdf
    # the chapter, and the joining
    assert edited.made == 2 and Reader(edited.pdf).holds("c")


def test_a_page_more_moves_numbers_without_laying_out_what_follows(shelf):
    def of(count):
        return book(chapter(1, long_table(count)), chapter(2, section("2.1", link("ke bab satu", "bab-1"))))

    render_book(of(20), shelf=shelf)
    longer = render_book(of(100), shelf=shelf)
    # the first chapter, the list of contents, the joining
    assert longer.made == 3
    reader = Reader(longer.pdf)
    assert reader.labels[-1] == "5" and ("2 Judul 2", "5") in [(" ".join(w.split()), n) for w, n in reader.listed()]


def test_left_pages_have_their_wide_margin_and_their_number_outside():
    made = render_book(book(chapter(1, long_table(70)), lists=False), shelf=FolderCache(SHELF))
    first, second = pypdf.PdfReader(io.BytesIO(made.pdf)).pages[2:4]

    def where(page):
        found = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_: found.append((text.strip(), tm[4] - page.mediabox.left))
        )
        return dict(found)

    assert where(first)["Kode"] - where(second)["Kode"] == pytest.approx(14.17, abs=0.1)
    assert where(first)["1"] > 500 and where(second)["2"] < 60


def test_a_table_over_three_pages_is_one_table_and_its_head_is_read_once():
    made = render_book(book(chapter(1, section("1.1", long_table(100)))), shelf=FolderCache(SHELF))
    pages = [page for page in Reader(made.pdf).pages if "Uraian program" in page]
    assert len(pages) >= 3 and all("Kode" in page for page in pages)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        tags = [(str(e.S), e) for e, _, _ in walk_structure(pdf.Root.StructTreeRoot)]
        tables = [e for name, e in tags if name == "/Table"]
        assert len(tables) == 1 and sum(name == "/THead" for name, _ in tags) == 1
        assert sum(name == "/TR" for name, _ in tags) == 101
        assert [str(kid.S) for kid in kids_of(tables[0])] == ["/Caption", "/THead", "/TBody"]


def faults(data, tmp_path):
    place = tmp_path / "buku.pdf"
    place.write_bytes(data)
    return [rule for rule in check(str(place), lang="id")[0] if rule[1] != "OK" and not rule[0].startswith("has ")]


def test_a_broken_unit_is_a_page_that_names_the_entry(tmp_path):
    broken = section("2.2", chain(*(knot(n) for n in range(3, 6)), knot(6, NO_PICTURE)), new_page=True)
    chapters = (
        chapter(1, link("ke yang rusak", "m-6")),
        chapter(2, section("2.1", chain(knot(1))), broken),
        chapter(3),
    )
    warnings = []
    # the search is no race against the clock here
    made = render_book(book(*chapters), limits=RenderLimits(cpu_s=80), on_warning=warnings.append)
    (one,) = made.broken
    assert one.part == "Bab 2: Judul 2" and one.entry.startswith("Masalah GOV-P6")
    assert warnings == [one.sentence] and "2.2 Bagian 2.2" in one.sentence
    reader = Reader(made.pdf)
    assert reader.holds("Masalah nomor 1") and reader.holds("Judul 3") and not reader.holds("Masalah nomor 4")
    (page,) = reader.pages_with("Bagian ini belum tercetak")
    assert squeezed("Masalah GOV-P6") in squeezed(reader.pages[page]) and "Bab 2" in reader.pages[page]
    # what led to the entry leads to the page that speaks of it
    assert reader.pdf.get_destination_page_number(reader.pdf.named_destinations["m-6"]) == page
    assert faults(made.pdf, tmp_path) == []


@pytest.mark.in_turn
def test_a_unit_that_runs_away_is_stopped_and_the_book_comes_out():
    started = time.monotonic()
    made = render_book(book(chapter(1, para("Baik.")), chapter(2, RUNAWAY)), limits=QUICK)
    assert [one.part for one in made.broken] == ["Bab 2: Judul 2"] and "terlalu lama" in made.broken[0].sentence
    assert Reader(made.pdf).holds("Baik.") and time.monotonic() - started < 60


def test_a_link_that_leads_nowhere_is_plain_text(tmp_path):
    made = render_book(
        book(chapter(1, section("1.1", link("ke mana", "tiada"), link("ke bab dua", "bab-2"))), chapter(2))
    )
    assert Reader(made.pdf).holds("ke mana") and faults(made.pdf, tmp_path) == []


def test_progress_counts_up_to_the_file_and_names_the_chapters(shelf):
    steps = []
    render_book(book(chapter(1), chapter(2)), shelf=shelf, on_progress=lambda *step: steps.append(step))
    assert steps[-1] == (6, 6, "Menulis berkas") and [n for n, _, _ in steps] == sorted(n for n, _, _ in steps)
    assert {"Bab 1: Judul 1", "Bab 2: Judul 2", "Daftar Isi"} <= {name for *_, name in steps}


def test_who_does_not_want_the_book_any_more_waits_no_longer():
    started = time.monotonic()
    with pytest.raises(RenderFailed, match="dibatalkan"):
        render_book(book(chapter(1, RUNAWAY)), cancelled=lambda: True)
    assert time.monotonic() - started < 10
