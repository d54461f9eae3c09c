"""Long boards: what is seen at first, how the rest comes, and that an ordinary board is as it was."""

import pytest
from bs4 import BeautifulSoup

from pillars.boards.completeness import ROWS
from pillars.cards.actions.save import add_entry, save_entry
from tests.amounts import either
from tests.cast import new_op
from tests.long_board import THREAD, lengthen

BOARD = "/r/ponorogo/tata-kelola/"
#: Threads of fifteen cards: 450 of them, or 1,350.
LONG = either(30, 90)


@pytest.fixture
def long(plan, ani, budi):
    """The refs of the problems of a long board."""
    return lengthen(plan, "GOV", LONG, by=budi.key)


def page(person, address=BOARD):
    answer = person.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def cards(soup):
    return [card["id"] for card in soup.select("article.entry")]


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def test_at_first_sight_a_long_board_and_its_gaps_are_150_kilobytes_at_most(long, ani):
    queries = ["", "?dari=20", f"?kartu=program-{7 * LONG}"]
    gaps = [f"kelengkapan/{query}" for query in ("", "?siapa=kelompok", f"?dari={ROWS}")]
    for address in [*queries, *gaps]:
        assert len(ani.get(BOARD + address).content) <= 150_000, address


def test_an_ordinary_board_comes_whole_and_without_a_word_about_parts(plan, ani, budi):
    lengthen(plan, "GOV", 6, by=budi.key)
    board = page(ani)
    assert len(cards(board)) == 6 * THREAD
    assert not board.select("#utas-lanjutan, [href*=kartu], [hx-get], script[src*=long_board]")


def test_whoever_follows_the_links_reads_every_card_once_and_in_order(long, ani):
    whole, read, address = cards(page(ani, f"{BOARD}?semua=1")), [], BOARD
    assert len(whole) == LONG * THREAD
    while address:
        board = page(ani, address)
        read += cards(board)
        further = board.select_one("#utas-lanjutan a.btn")
        address = further and BOARD + further["href"]
    assert read == whole


def test_whoever_scrolls_gets_the_next_part_behind_what_is_shown(long, ani):
    board = page(ani)
    rest = board.find(id="utas-lanjutan")
    assert text(rest.p) == f"{len(cards(board))} dari {LONG * THREAD} kartu ditampilkan."
    more = page(ani, BOARD + rest["hx-get"])
    both = cards(board) + cards(more)
    assert both == cards(page(ani, more.find(id="utas-lanjutan")["data-live"]))
    assert len(both) == len(set(both)) > len(cards(board)) > 0


def test_a_page_ends_also_for_those_who_scroll(long, ani):
    """The tools below a board stay within reach: after some parts a link leads on."""
    rest, shown = page(ani).find(id="utas-lanjutan"), 0
    while rest.get("hx-get"):
        more = page(ani, BOARD + rest["hx-get"])
        rest, shown = more.find(id="utas-lanjutan"), shown + len(cards(more))
    assert 200 <= shown <= 400
    assert rest.select_one("a.btn")["href"].startswith("?dari=")


def test_the_address_of_a_card_in_a_later_part_shows_it(long, ani):
    first = cards(page(ani))
    for ref in (f"masalah-{LONG}", f"sasaran-{LONG + 10}", f"program-{7 * LONG}"):
        board = page(ani, f"{BOARD}?kartu={ref}")
        assert ref in cards(board) and ref not in first
        assert board.find("a", string="Tampilkan dari kartu pertama")["href"] == BOARD


def test_what_no_part_is_shows_one_all_the_same(long, ani):
    for query in ("?kartu=program-9999", "?kartu=", "?dari=abc&sampai=-4", "?dari=9999", "?sampai=0"):
        assert cards(page(ani, BOARD + query)), query


def test_counts_and_what_is_missing_are_those_of_the_whole_board(long, ani):
    board = page(ani)
    counts = f"{LONG} masalah · {2 * LONG} sasaran · {4 * LONG} strategi · {8 * LONG} program"
    assert text(board.find(id="hitungan")) == counts
    assert text(board.select_one("#daftar-masalah .code")) == str(LONG)
    # a problem of a later part is in the list, and leads to its part
    assert board.select_one(f"#daftar-masalah a[href$='#{long[-1]}']")["href"] == f"?kartu={long[-1]}#{long[-1]}"


def test_a_change_in_a_later_part_is_counted_and_sends_no_card(long, ani, budi, plan):
    """static/js/read_marker.js counts what has a number and a writer."""
    opened = ani.get(BOARD)
    plan.refresh_from_db()
    save_entry(budi.actor, long[-1], {"statement": "Diubah jauh di bawah"}, base=plan.head, op=new_op())
    asked = BeautifulSoup(opened.content, "lxml").find(id="utas-lanjutan")["data-live"]
    answer = page(ani, f"{asked}&since={opened.headers['X-Rembuk-Head']}")
    assert cards(answer) == []
    plan.refresh_from_db()
    told = answer.select_one(f"#utas-{long[-1]} [id={long[-1]}]")
    assert (told["data-version"], told["data-who"]) == (str(plan.head), budi.key)


def test_a_page_that_was_shown_whole_and_is_long_now_is_loaded_again(plan, ani, budi):
    head = ani.get(BOARD).headers["X-Rembuk-Head"]
    lengthen(plan, "GOV", 10, by=budi.key)
    add_entry(budi.actor, "masalah", "GOV", {"statement": "Satu lagi"}, op=new_op())
    assert ani.get(f"{BOARD}?since={head}").headers["X-Rembuk-Reload"] == "1"


def test_whoever_follows_the_links_reads_every_gap_once(long, ani):
    address, read = f"{BOARD}kelengkapan/", []
    total = int(page(ani, address).select_one(".segment a").get_text().split("(")[1].rstrip(") \n"))
    while address:
        gaps = page(ani, address)
        read += [text(row) for row in gaps.select("[data-rows] li")]
        further = gaps.select_one("[data-rows] > p a")
        address = further and f"{BOARD}kelengkapan/{further['href']}"
    assert len(read) == total > ROWS
