"""Papers as PDF, Word and Excel are made in a process of the press: limits hold, nothing is fetched, what fails is a
sentence.
"""

import http.server
import threading
from dataclasses import replace
from functools import partial

import pytest

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.pieces import para
from masterplan.press.pool import Pool
from masterplan.press.render import render_book
from masterplan.press.whole_files import office_file, papers
from masterplan.writers import docx, xlsx
from masterplan.writers.failures import RenderFailed
from tests.books.from_example import book_data_of
from tests.books.plans import tiny_plan
from tests.books.reader import Reader
from tests.house.mutations import mutated
from tests.masterplan.press.books import RUNAWAY


def papers_of(*children) -> tree.Book:
    """One paper with these children."""
    paper = tree.Paper(id="berita", title="Berita acara", children=children)
    return tree.Book(id="buku", title="Berita acara", parts=(paper,))


CHAPTER = tree.Chapter(id="bab-1", number="1", label="Bab 1", title="Satu", children=(para("=1+1 <b> \U0001f469"),))
BOOK = tree.Book(id="buku", title="Buku uji", code="buku_2", parts=(CHAPTER,))
LARGE = replace(BOOK, parts=BOOK.parts * 30_000)


@pytest.fixture
def canary():
    """A server that nobody may ask; `asked` lists the paths that somebody did."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def markup_with(address: str) -> str:
    """A document that asks in every way we know; no writer of ours makes such a one."""
    return (
        f'<html lang="id"><head><title>x</title><link rel="stylesheet" href="{address}/a.css"/>'
        f"<style>@import url({address}/b.css); p {{ background: url({address}/c.png) }}</style></head>"
        f'<body><p>x</p><img src="{address}/d.png" alt="x"/><object data="{address}/e"></object>'
        '<img src="file:///etc/hostname" alt="x"/></body></html>'
    )


def render_markup(html: str) -> bytes:
    """One document through the engine as the child makes it."""
    from masterplan.writers.fonts import faces_for
    from masterplan.writers.pdf import Engine

    return Engine(faces_for(html)).layout(html).write_pdf()


def test_nothing_is_fetched_even_if_a_document_asks(canary):
    address, asked = canary
    with pytest.raises(BaseException, match=r"blocked|FatalURLFetchingError|Error"):
        render_markup(markup_with(address))
    assert asked == []


def test_without_the_refusal_the_canary_is_asked(canary):
    address, asked = canary
    with mutated("deny_fetcher"):
        render_markup(markup_with(address).replace('<img src="file:///etc/hostname" alt="x"/>', ""))
    assert asked


def test_addresses_in_the_texts_of_a_plan_ask_nobody(canary):
    address, asked = canary
    plan = tiny_plan()
    problem = plan["pillars"][0]["problems"][0]
    problem["statement"] = f'<img src="{address}/x.png"> {address}/y <style>@import url({address}/z)</style>'
    problem["sources"] = [f"{address}/sumber"]
    plan["pillars"][0]["name_id"] = f'"><link rel=attachment href="{address}/nama">'
    book = build_book(book_data_of(plan))
    naming = [part for part in book.parts if isinstance(part, tree.Chapter) and address in tree.plain_text(part)]
    assert len(naming) > 3
    data = render_book(replace(book, parts=tuple(naming))).pdf
    assert data.startswith(b"%PDF-") and asked == []


def test_papers_have_pages_of_their_own_and_the_faces_of_the_books():
    both = papers_of(para("Isi.")).parts * 2
    made = render_book(tree.Book(id="buku", title="Berita acara", parts=both))
    reader = Reader(made.pdf)
    assert made.pages == len(reader.pages) == 2
    assert all("Isi." in page and "1 dari 1" in page for page in reader.pages)


def test_one_process_makes_papers_and_books_one_after_the_other():
    pool = Pool(size=1)
    papers(papers_of(para("Isi.")), {}, pool=pool)
    child = pool._idle[0]
    book = Reader(render_book(BOOK, pool=pool).pdf)
    made, _ = papers(papers_of(para("Isi.")), {}, pool=pool)
    assert pool._idle == [child] and child.is_alive()
    assert "=1+1 <b>" in book.pages[0] and "Isi." in Reader(made).pages[0]
    pool.close()


@pytest.mark.in_turn
def test_a_file_that_runs_away_is_stopped():
    with pytest.raises(RenderFailed) as caught:
        papers(papers_of(RUNAWAY), {}, cpu_s=1, wall_s=120)
    assert caught.value.kind == "slow"
    with pytest.raises(RenderFailed) as caught:
        office_file(LARGE, "docx", cpu_s=1, wall_s=120)
    assert caught.value.kind == "slow"


def test_a_file_is_stopped_by_the_clock_as_well():
    with pytest.raises(RenderFailed) as caught:
        papers(papers_of(replace(RUNAWAY, rows=RUNAWAY.rows[:60])), {}, cpu_s=600, wall_s=1)
    assert caught.value.kind == "slow"


def test_a_file_that_takes_too_much_memory_is_stopped():
    pool = Pool(size=1, memory_mb=150)
    with pytest.raises(RenderFailed) as caught:
        office_file(LARGE, "xlsx", pool=pool)
    assert caught.value.kind in ("memory", "broken")
    pool.close()


@pytest.mark.parametrize(
    "make", [lambda **of: papers(papers_of(RUNAWAY), {}, **of), partial(office_file, LARGE, "docx")]
)
def test_a_cancelled_file_is_left_alone(make):
    with pytest.raises(RenderFailed) as caught:
        make(cancelled=lambda: True)
    assert caught.value.kind == "cancelled" and caught.value.sentence == "Pembuatan buku dibatalkan."


@pytest.mark.parametrize(("format", "write"), [("docx", lambda book: docx.write(book, {})), ("xlsx", xlsx.write)])
def test_the_process_gives_the_bytes_that_the_writer_gives(format, write):
    assert office_file(BOOK, format) == write(BOOK)


def test_a_book_that_the_writer_cannot_take_is_a_sentence():
    with pytest.raises(RenderFailed) as failed:
        office_file(tree.Paragraph(), "docx")
    assert (failed.value.kind, failed.value.sentence) == ("broken", "Pembuatan buku gagal.")
