"""The law of live pages once more, in a real browser: pages that stayed open while others worked equal fresh ones."""

import random

import pytest

from tests.amounts import either
from tests.browsing import faults
from tests.journeys.law import Room, difference, page_of, seen
from tests.journeys.test_since_law import CARDS, GROWN, KINDS
from tests.processes import until

ACTS = [*CARDS, *CARDS, "come", "rename", "appoint", "new_code", "export"]
#: What fades by itself, and what scripts keep for themselves.
FLEETING = ".entry__live, #pengumuman, #perubahan-baru, #sambungan, script, noscript"


@pytest.fixture
def visit(phone, server):
    def open_page(person, address):
        page = phone(width=1920, height=1080)
        cookies = [
            {"name": name, "value": morsel.value, "url": server.url} for name, morsel in person.client.cookies.items()
        ]
        page.context.add_cookies(cookies)
        page.goto(server.url + address)
        return page

    return open_page


def shown(page):
    soup = page_of(page.content())
    for tag in soup.select(FLEETING):
        tag.decompose()
    for tag in soup.select(".entry--live, .mini--live, .was-new"):
        tag["class"] = [name for name in tag["class"] if not name.endswith(("--live", "was-new"))]
    return seen(soup)


def reached(page):
    """The number that an open page has come to."""
    place = "document.querySelector('[data-live]')?.dataset.since || document.body.dataset.head"
    return int(page.evaluate(place))


def test_pages_that_stayed_open_equal_pages_loaded_now(server, visit):
    room, dice = Room(), random.Random(11)
    for step in GROWN:
        room.do(*step)
    slug = room.plan.slug
    addresses = [
        (room.budi, f"/r/{slug}/tata-kelola/"),
        (room.cici, f"/r/{slug}/tata-kelola/"),
        (room.fitri, f"/r/{slug}/kelompok/"),
        (room.wall, f"/r/{slug}/layar/{room.key}/"),
    ]
    pages = [visit(*place) for place in addresses]
    for _ in range(either(1, 3)):
        for _ in range(10):
            room.do(dice.choice(ACTS), dice.choice(KINDS), dice.randrange(10), dice.randrange(10))
        # a newcomer concerns every page, so all of them come to this number
        room.do("come", "masalah", 0, 0)
        for page, (reader, address) in zip(pages, addresses, strict=True):
            until(lambda page=page: (page.wait_for_timeout(50), reached(page))[1] == room.plan.head)
            fresh = page.context.new_page()
            fresh.goto(server.url + address)
            assert difference(shown(page), shown(fresh)) == [], f"{reader.name} on {address}"
            fresh.close()


VIEWS = ["", "?tampil=gabung", "?kelompok=tata-kelola", "?kelompok=tata-kelola&jenis=masalah", "?kelompok=ekonomi"]


@pytest.mark.in_turn
def test_each_screen_fills_the_wall_without_scrolling_and_axe_finds_nothing(server, visit):
    room = Room()
    for step in GROWN * 2:
        room.do(*step)
    long = "Antrean panjang di kantor kecamatan karena petugas hanya satu orang " * 6
    for kind, which in (("masalah", 0), ("masalah", 1), ("sasaran", 0)):
        room.save(room.pick(kind, which), {"statement": long.strip()})
    page = visit(room.wall, f"/r/{room.plan.slug}/layar/{room.key}/")
    for view in VIEWS:
        page.goto(f"{server.url}/r/{room.plan.slug}/layar/{room.key}/{view}")
        outside = page.evaluate(
            """() => [document.documentElement.scrollWidth - innerWidth,
            document.documentElement.scrollHeight - innerHeight,
            [...document.querySelectorAll("#layar *")].filter((part) => {
                const { right, bottom } = part.getBoundingClientRect();
                return right > innerWidth || bottom > innerHeight;
            }).length, document.querySelectorAll("#layar :is(a, button, input)").length]"""
        )
        assert outside == [0, 0, 0, 0], view
        assert faults(page) == []


def test_a_screen_whose_address_was_renewed_says_so_at_once(server, visit, trouble):
    trouble.tolerate("status of 404")
    room = Room()
    page = visit(room.wall, f"/r/{room.plan.slug}/layar/{room.key}/")
    page.get_by_text("Hadir sekarang").wait_for()
    room.do("new_screen", "masalah", 0, 0)
    page.get_by_text("Tautan layar ini tidak berlaku lagi.").wait_for()
    assert not page.locator("#layar").is_visible()
