"""The live page when its stream is cut, kept back, left alone or one of many."""

from urllib.parse import urlsplit

import pytest

from pillars.cards.actions.save import add_entry
from tests.benches.faults import FaultProxy
from tests.cast import new_op
from tests.processes import until

BOARD = "/r/ponorogo/tata-kelola/"
SENTENCE = "Sambungan langsung terputus. Halaman diperbarui tiap 10 detik."


@pytest.fixture
def proxy(server):
    place = urlsplit(server.url)
    with FaultProxy(place.hostname, place.port) as between:
        yield between


@pytest.fixture
def visit(phone, proxy, trouble):
    """`visit(person)` opens the board as that person, through the proxy; the clock of the page can be moved."""
    trouble.tolerate("Failed to load resource|EventSource")

    def open_page(person, page=None):
        page = page or phone()
        cookies = [{"name": n, "value": morsel.value, "url": proxy.url} for n, morsel in person.client.cookies.items()]
        page.context.add_cookies(cookies)
        page.clock.install()
        page.goto(proxy.url + BOARD)
        return page

    return open_page


def writes(person, text):
    add_entry(person.actor, "masalah", "GOV", {"statement": text}, op=new_op())


def sees(page, text):
    page.get_by_role("heading", name=text).wait_for()


def asked(proxy):
    """The questions what changed, since the last time that `proxy.seen` was cleared."""
    return [path for _, path, _ in proxy.seen if "since=" in path]


@pytest.mark.in_turn
def test_where_streams_are_cut_the_page_says_so_asks_by_itself_and_comes_back(visit, proxy, ani, budi):
    page = visit(ani)
    until(lambda: proxy.open_streams == 1)
    assert not page.get_by_text(SENTENCE).is_visible()
    proxy.cut_streams = True
    page.clock.run_for(20_000)
    page.get_by_text(SENTENCE).wait_for()
    writes(budi, "Antrean panjang di kecamatan")
    page.clock.run_for(11_000)
    sees(page, "Antrean panjang di kecamatan")
    proxy.cut_streams = False
    page.get_by_text(SENTENCE).wait_for(state="detached")
    writes(budi, "Data berbeda-beda")
    sees(page, "Data berbeda-beda")


@pytest.mark.in_turn
def test_a_stream_that_opens_and_delivers_nothing_is_noticed(visit, proxy, ani, budi):
    proxy.only, proxy.fault = ("GET",), lambda head: "silence" if b" /ring/" in head else None
    page = visit(ani)
    page.clock.run_for(24_000)
    assert not page.get_by_text(SENTENCE).is_visible()
    page.clock.run_for(2_000)
    page.get_by_text(SENTENCE).wait_for()
    writes(budi, "Antrean panjang di kecamatan")
    page.clock.run_for(11_000)
    sees(page, "Antrean panjang di kecamatan")
    proxy.fault = None
    proxy.seen.clear()

    def tries_again():
        page.clock.run_for(1_000)
        return any("/ring/" in path for _, path, _ in proxy.seen)

    until(tries_again)
    page.get_by_text(SENTENCE).wait_for(state="detached")


def show(page, visible):
    """Another tab comes to the front, or this one again, as the browser tells a page."""
    page.evaluate(
        """visible => {
            Object.defineProperty(document, "hidden", { value: !visible, configurable: true });
            const state = visible ? "visible" : "hidden";
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        visible,
    )


def test_a_page_that_nobody_looks_at_holds_no_stream_and_asks_once_when_it_is_back(visit, proxy, ani, budi):
    page = visit(ani)
    until(lambda: proxy.open_streams == 1)
    show(page, False)
    page.clock.run_for(6_000)
    until(lambda: proxy.open_streams == 0)
    writes(budi, "Antrean panjang di kecamatan")
    page.clock.run_for(60_000)
    assert page.get_by_role("heading", name="Antrean panjang di kecamatan").count() == 0
    proxy.seen.clear()
    show(page, True)
    sees(page, "Antrean panjang di kecamatan")
    until(lambda: proxy.open_streams == 1)
    page.clock.run_for(4_000)
    # a later question, with the new number, is about who is here: this page, again
    assert [path for path in asked(proxy) if path.endswith("since=0")] == [f"{BOARD}?since=0"]


@pytest.mark.in_turn
def test_the_tenth_window_of_a_laptop_still_loads_and_all_of_them_go_on(visit, proxy, ani, budi):
    first = visit(ani)
    windows = [first] + [visit(ani, first.context.new_page()) for _ in range(9)]
    for window in windows:
        window.get_by_role("heading", name="Tata Kelola").first.wait_for()
    until(lambda: 1 <= proxy.open_streams <= 4)
    writes(budi, "Antrean panjang di kecamatan")
    for window in windows:
        window.clock.run_for(12_000)
        sees(window, "Antrean panjang di kecamatan")


def settled(page, proxy):
    """The page has heard that it is here itself, and has asked for that."""
    until(lambda: proxy.open_streams == 1)
    until(lambda: asked(proxy))
    page.wait_for_load_state("networkidle")
    page.clock.run_for(4_000)
    page.wait_for_load_state("networkidle")
    proxy.seen.clear()


def test_a_page_at_rest_asks_for_nothing(visit, proxy, ani, budi):
    page = visit(ani)
    settled(page, proxy)
    page.clock.run_for(18_000)
    assert proxy.seen == []


def test_after_a_cut_a_page_asks_once_for_what_it_missed(visit, proxy, ani, budi):
    page = visit(ani)
    settled(page, proxy)
    proxy.cut_streams = True
    until(lambda: proxy.open_streams == 0)
    for text in ("Antrean panjang di kecamatan", "Data berbeda-beda"):
        writes(budi, text)
    proxy.cut_streams = False
    sees(page, "Data berbeda-beda")
    page.clock.run_for(4_000)
    # a later question, with the new number, is about who is here: this page, again
    assert [path for path in asked(proxy) if path.endswith("since=0")] == [f"{BOARD}?since=0"]
