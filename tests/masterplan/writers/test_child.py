"""The child process: progress that tells the truth, limits that hold, nothing fetched, a failure that names its
place.
"""

import http.server
import threading

import pytest

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.pieces import para, row
from masterplan.writers.child import Limits, RenderFailed, render_in_child
from tests.books.from_example import reading_of
from tests.books.plans import tiny_plan
from tests.house.mutations import mutated


def small_tree(*children) -> bytes:
    """A book of one chapter with these children."""
    chapter = tree.Chapter(id="bab-1", number="1", label="Bab 1", title="Bab percobaan", children=children)
    return tree.to_json(tree.Book(id="buku", title="Buku percobaan", parts=(chapter,)))


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

    return Engine(faces_for(html)).layout(html, 1).write_pdf()


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
    data = render_in_child(tree.to_json(build_book(reading_of(plan))))
    assert data.startswith(b"%PDF-") and asked == []


def test_progress_counts_every_part_once_and_ends_with_the_file():
    steps = []
    render_in_child(small_tree(para("Isi.")), on_progress=lambda *step: steps.append(step))
    assert steps == [(1, 2, "Bab 1: Bab percobaan"), (2, 2, "Menulis berkas")]


# Narrow and full cells: many seconds of layout for a few pages.
RUNAWAY = tree.Table(
    columns=tuple(tree.Column(title=f"k{n}", width=8) for n in range(6)),
    rows=tuple(row(*("kata " * 150 for _ in range(6))) for _ in range(20)),
)


def test_a_render_that_runs_away_is_stopped_and_the_part_is_named():
    with pytest.raises(RenderFailed, match="Bab 1: Bab percobaan") as caught:
        render_in_child(small_tree(RUNAWAY), limits=Limits(cpu_s=2, wall_s=120))
    assert caught.value.kind == "slow" and caught.value.part == "Bab 1: Bab percobaan"


def test_a_render_is_stopped_by_the_clock_as_well():
    with pytest.raises(RenderFailed) as caught:
        render_in_child(small_tree(RUNAWAY), limits=Limits(cpu_s=600, wall_s=2))
    assert caught.value.kind == "slow"


def test_a_render_that_takes_too_much_memory_is_stopped():
    with pytest.raises(RenderFailed) as caught:
        render_in_child(small_tree(para("Isi.")), limits=Limits(memory_mb=110))
    assert caught.value.kind in ("memory", "broken")


def test_a_cancelled_render_ends_at_once():
    with pytest.raises(RenderFailed) as caught:
        render_in_child(small_tree(RUNAWAY), cancelled=lambda: True)
    assert caught.value.kind == "cancelled" and caught.value.sentence == "Pembuatan buku dibatalkan."


def test_a_failing_callback_ends_the_child_too():
    with pytest.raises(ZeroDivisionError):
        render_in_child(small_tree(RUNAWAY), on_progress=lambda *step: 1 / 0)


def test_a_tree_that_is_none_is_a_clear_failure():
    with pytest.raises(RenderFailed) as caught:
        render_in_child(b'{"node": "Buku"}')
    assert caught.value.kind == "broken"
