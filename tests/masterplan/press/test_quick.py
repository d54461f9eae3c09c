"""What the press does by shorter ways than the library, and the file that it writes itself."""

import io
import subprocess
import sys

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from masterplan.press.font_subset import subset_of
from masterplan.press.numbered import TOGETHER, Numbered
from masterplan.server.paths import ROOT
from masterplan.writers.fonts import FACES, HERE

#: In a process of its own: what is put into the library stays in it.
SCRIPT = """
from hashlib import sha256
from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.press import quick, units
from masterplan.press.layout import Layout
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan

book = build_book(book_data_of(small_plan()))
parts = [(at, part) for at, part in enumerate(book.parts) if not isinstance(part, tree.Contents)]
made = [unit for at, part in parts for unit in units.units_of(part, at, book)]
layout = Layout("")
for again in (False, True):
    if again:
        quick.install(layout)
    print(sha256(b"".join(layout.unit(unit.html, {})[0] for unit in made if not unit.missing)).hexdigest(), len(made))
"""


@pytest.mark.in_turn
def test_the_shorter_ways_lead_to_the_same_pages_byte_for_byte():
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False)
    plain, quick = done.stdout.split("\n")[:2]
    assert plain == quick and int(plain.split()[1]) > 10, done.stderr


def test_a_file_of_many_objects_is_read_as_it_was_written():
    out = Numbered()
    root, leaves = out.number(), out.number()
    page = out.add(b"<</Type /Page/Parent %d 0 R/MediaBox [0 0 9 9]/Resources <<>>>>" % leaves)
    out.bodies[leaves] = b"<</Type /Pages/Kids [%s]/Count 1>>" % page
    said = [out.add(b"(%d)" % n) for n in range(3 * TOGETHER)]
    stream = out.add_stream(b"isi" * 100)
    out.bodies[root] = b"<</Type /Catalog/Pages %d 0 R/All [%s]/Stream %s>>" % (leaves, b" ".join(said), stream)
    data = out.file(b"%d 0 R" % root, out.add(b"<</Title (Buku)>>"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == [] and str(pdf.docinfo.Title) == "Buku"
        assert [str(one) for one in pdf.Root.All] == [str(n) for n in range(3 * TOGETHER)]
        assert pdf.Root.Stream.read_bytes() == b"isi" * 100


def test_a_face_that_is_cut_holds_no_hour_so_that_the_same_book_is_the_same_file():
    *_, name = FACES[0]
    whole, cut = TTFont(HERE / f"{name}.ttf"), TTFont(io.BytesIO(subset_of(name, [3, 4, 5])))
    assert cut["head"].modified == whole["head"].modified
