"""Sampul kantor: what lies on the tray of an office's printer, beside the book in full colour."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from masterplan.document.tree import OFFICE
from masterplan.press.render import render_book
from masterplan.writers.raster import pages_as_png
from tests.books.check_pdf import check
from tests.books.folder_cache import FolderCache
from tests.books.made import SHELF, Made
from tests.books.plans import example_plan
from tests.books.reader import Reader, squeezed

COVER, VISION, DIVIDER = 0, 1, 9
OPENINGS = range(10, 16)
BLUE = (0x26, 0x57, 0xC8)
WIDTH = 420  # pixels of 210 mm


@pytest.fixture(scope="module")
def colour():
    """Buku 3 of the example: it has a page of every kind that bleeds."""
    return Made(example_plan(), "3")


@pytest.fixture(scope="module")
def white(colour):
    return render_book(replace(colour.tree, look=OFFICE), shelf=FolderCache(SHELF)).pdf


def sheets(pdf):
    return [Image.open(io.BytesIO(png)).convert("RGB") for png in pages_as_png(pdf, WIDTH)]


def darkness(sheet) -> float:
    """The share of black on the whole sheet: 0 is blank paper."""
    grey = sheet.convert("L").histogram()
    return 1 - sum(level * count for level, count in enumerate(grey)) / 255 / sum(grey)


@pytest.mark.in_turn
def test_no_sheet_is_full_of_ink_and_all_that_is_said_can_be_seen(colour, white):
    dark, office = sheets(colour.data), sheets(white)
    for page in (COVER, VISION, DIVIDER):
        assert darkness(dark[page]) > 0.7
        assert 0.005 < darkness(office[page]) < 0.035
    for page in OPENINGS:
        assert darkness(office[page]) < 0.065 < 0.1 < darkness(dark[page])
    assert max(map(darkness, office)) < 0.08


def test_the_cover_and_the_divider_are_black_and_grey_without_the_inks_of_the_pillars(white):
    for page in (COVER, DIVIDER):
        strongest = max(max(pixel) - min(pixel) for _, pixel in sheets(white)[page].getcolors(WIDTH * 600))
        assert strongest < 80  # the ink of the books; that of a pillar has 140 and more


def test_a_pillar_opens_under_a_bar_of_six_millimetres_that_a_printer_reaches(white):
    opening = sheets(white)[OPENINGS[0]]
    bar = [y for y in range(opening.height) if opening.getpixel((WIDTH // 2, y)) == BLUE]
    assert abs(len(bar) / 2 - 6) <= 0.5 and bar[0] / 2 > 5
    blue = [x for x in range(WIDTH) if opening.getpixel((x, bar[len(bar) // 2])) == BLUE]
    assert blue[0] / 2 > 15 and (WIDTH - blue[-1]) / 2 > 15


def test_both_say_the_same_on_the_same_pages(colour, white, tmp_path):
    usual, office = colour.reader, Reader(white)
    assert [sorted(squeezed(page)) for page in office.pages] == [sorted(squeezed(page)) for page in usual.pages]
    assert (office.labels, office.outline()) == (usual.labels, usual.outline())
    (tmp_path / "putih.pdf").write_bytes(white)
    results, _ = check(str(tmp_path / "putih.pdf"), lang="id")
    assert [r for r in results if r[1] != "OK"] == []


@pytest.mark.parametrize("look", ["", OFFICE])
def test_the_arms_of_the_region_stand_beside_its_name_and_not_over_it(colour, look):
    red, sha = io.BytesIO(), "a" * 64
    Image.new("RGB", (600, 720), (255, 0, 0)).save(red, "PNG")
    cover, last = replace(colour.tree.parts[0], logo=sha), colour.tree.parts[-1]
    pdf = render_book(replace(colour.tree, look=look, parts=(cover, last)), pictures={sha: red.getvalue()}).pdf
    sheet = sheets(pdf)[0]
    marks = [(x / 2, y / 2) for x in range(WIDTH) for y in range(200) if sheet.getpixel((x, y)) == (255, 0, 0)]
    (left, right), (top, bottom) = ((min(at), max(at)) for at in zip(*marks, strict=True))
    assert left > 145 and right < 191 and top > 20 and bottom < 46
