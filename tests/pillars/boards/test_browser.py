"""The boards in a real browser: others' words appear, all can be reached, nothing is wider than the screen."""

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.overlap.actions import offer_overlap
from tests.browsing import faults
from tests.cast import new_op
from tests.long_board import lengthen

BOARD = "/r/ponorogo/tata-kelola/"
PAGES = {
    "ani": [
        BOARD,
        f"{BOARD}kelengkapan/",
        "/r/ponorogo/riwayat/",
        "/r/ponorogo/ekonomi/",
        f"{BOARD}irisan/",
        f"{BOARD}kertas/",
    ],
    "dewi": [f"{BOARD}mirip/", f"{BOARD}masalah-1/gabung/masalah-2/", f"{BOARD}sasaran-1/irisan/"],
    "fitri": ["/r/ponorogo/kelompok/"],
    "satya": ["/r/ponorogo/", "/r/ponorogo/buku/", "/r/ponorogo/excel/"],
}


@pytest.fixture
def room(transactional_db, plan, ani, budi, cici, dewi, fitri, satya):
    """People, and a board with one whole chain, one problem that waits, and a target without a problem."""
    first = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang di kecamatan"}, op=new_op()).ref
    add_entry(budi.actor, "masalah", "GOV", {"statement": "Data berbeda-beda"}, op=new_op())
    values = {"statement": "Antrean pendek", "problem_refs": [first], "targets_by_year": {2027: 30, 2028: 20}}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    add_entry(ani.actor, "program", "GOV", {"name": "Aplikasi", "strategy_ref": strategy}, op=new_op())
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Sasaran yang menunggu"}, op=new_op())
    theirs = add_entry(cici.actor, "sasaran", "ECO", {"statement": "Usaha tumbuh"}, op=new_op()).ref
    offer_overlap(fitri.actor, theirs, ["GOV"], "Satu aplikasi", op=new_op())
    return {"first": first, "target": target, "strategy": strategy}


@pytest.fixture
def visit(phone, server):
    """`visit(person, address, width=…)` opens a page as that person."""

    def open_page(person, address, **options):
        page = phone(**options)
        cookies = [
            {"name": name, "value": morsel.value, "url": server.url} for name, morsel in person.client.cookies.items()
        ]
        page.context.add_cookies(cookies)
        page.goto(server.url + address)
        return page

    return open_page


def test_ani_sees_what_budi_writes_without_a_reload(room, visit, ani, budi, plan):
    page = visit(ani, BOARD)
    page.evaluate("window.still = true")
    save_entry(budi.actor, room["target"], {"statement": "Antrean di bawah 10 menit"}, base=6, op=new_op())
    page.get_by_role("heading", name="Antrean di bawah 10 menit").wait_for()
    assert page.locator(f"#{room['target']}").get_by_text("Diubah Budi, baru saja").is_visible()
    add_entry(budi.actor, "strategi", "GOV", {"statement": "Loket keliling", "target_ref": room["target"]}, op=new_op())
    page.get_by_role("heading", name="Loket keliling").wait_for()
    assert page.locator("#hitungan").inner_text() == "2 masalah · 2 sasaran · 2 strategi · 1 program"
    assert page.evaluate("window.still")


def test_the_thread_under_anis_finger_is_not_moved_until_she_lets_go(room, visit, ani, budi):
    page = visit(ani, BOARD)
    plus = page.locator(f"a[href$='baru/?induk={room['strategy']}']")
    plus.focus()
    values = {"statement": "Loket keliling", "target_ref": room["target"]}
    add_entry(budi.actor, "strategi", "GOV", values, op=new_op())
    button = page.get_by_role("button", name="perubahan baru. Tampilkan")
    button.wait_for()
    assert plus.evaluate("element => element === document.activeElement")
    assert page.get_by_role("heading", name="Loket keliling").count() == 0
    # meanwhile a card inside that thread changes too: what is shown then must be the newest
    save_entry(budi.actor, room["target"], {"statement": "Antrean tinggal 5 menit"}, base=7, op=new_op())
    button.click()
    page.get_by_role("heading", name="Loket keliling").wait_for()
    page.get_by_role("heading", name="Antrean tinggal 5 menit").wait_for()


@pytest.mark.in_turn
def test_fitri_sees_all_groups_grow(room, visit, fitri, cici):
    page = visit(fitri, "/r/ponorogo/kelompok/", width=1280, height=800)
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Pasar desa sepi"}, op=new_op())
    page.locator("#kolom-ECO").get_by_text("Pasar desa sepi").wait_for()
    page.locator("#jumlah").get_by_text("3 masalah ·").wait_for()
    page.locator("#kolom-ECO .mini", has_text="Pasar desa sepi").click()
    assert page.url.endswith("/r/ponorogo/ekonomi/#masalah-3")
    assert page.locator("#masalah-3").is_visible()


@pytest.mark.in_turn
@pytest.mark.parametrize(("who", "address"), [(who, address) for who, pages in PAGES.items() for address in pages])
def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing(request, room, visit, who, address):
    page = visit(request.getfixturevalue(who), address)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width in (360, 1280):
            assert faults(page) == []


#: Pixels between the words of two neighbouring tabs, and between a word and its own edge, as [[between], [inside]].
WORDS_OF_TABS = """() => {
  const words = [...document.querySelectorAll(".tabs a")].map((tab) => {
    const range = document.createRange();
    range.selectNode(tab.lastChild);
    return [tab.getBoundingClientRect(), range.getBoundingClientRect()];
  });
  const between = words.slice(1).map(([, word], i) => word.left - words[i][1].right);
  return [between, words.map(([tab, word]) => word.left - tab.left)];
}"""


@pytest.mark.in_turn
@pytest.mark.parametrize(("who", "address"), [("ani", BOARD), ("fitri", "/r/ponorogo/kelompok/")])
def test_on_a_phone_the_words_of_the_tabs_do_not_touch(request, room, visit, who, address):
    page = visit(request.getfixturevalue(who), address, width=320, height=640)
    for width in (320, 358, 360, 390):
        page.set_viewport_size({"width": width, "height": 640})
        between, inside = page.evaluate(WORDS_OF_TABS)
        assert min(between) >= 6 and min(inside) >= 2, width
        heights = {box.bounding_box()["y"] for box in page.locator(".tabs a").all()}
        assert len(heights) == 1, f"one row at {width}"


@pytest.mark.in_turn
@pytest.mark.parametrize(
    ("who", "address"), [("ani", BOARD), ("fitri", "/r/ponorogo/kelompok/"), ("satya", "/r/ponorogo/")]
)
def test_axe_finds_nothing_in_the_dark(request, room, visit, who, address):
    page = visit(request.getfixturevalue(who), address, width=1280, height=800, color_scheme="dark")
    assert faults(page) == []


@pytest.mark.in_turn
def test_the_board_is_walked_by_keyboard(room, visit, ani):
    page = visit(ani, BOARD, width=1280, height=800)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
    order = [f"{BOARD}masalah-1/", f"{BOARD}sasaran-1/", f"{BOARD}strategi-1/", f"{BOARD}program-1/"]
    places = [reached.index(address) for address in order]
    assert places == sorted(places)
    assert f"{BOARD}program/baru/?induk={room['strategy']}" in reached


@pytest.mark.in_turn
def test_without_javascript_everything_is_there_to_read_and_to_follow(room, visit, ani, satya):
    page = visit(ani, BOARD, java_script_enabled=False)
    page.get_by_role("link", name="Masalah", exact=True).last.click()
    assert page.url.endswith(f"{BOARD}masalah/baru/")
    page = visit(satya, "/r/ponorogo/buku/", java_script_enabled=False)
    page.get_by_role("button", name="Buat PDF").first.click()
    assert page.get_by_text("Menunggu giliran").is_visible()
    page.get_by_role("button", name="Batalkan").click()
    assert page.get_by_role("cell", name="Dibatalkan").is_visible()


@pytest.fixture
def long(room, plan, budi):
    """The refs of the problems that make the board of the room a long one."""
    return lengthen(plan, "GOV", 24, by=budi.key)


@pytest.mark.in_turn
def test_a_long_board_comes_in_parts_while_ani_scrolls_and_stays_live(long, visit, ani, budi, plan):
    page = visit(ani, BOARD, width=1280, height=800)
    shown = page.locator("article.entry")
    first = shown.count()
    page.locator("#utas-lanjutan").scroll_into_view_if_needed()
    page.wait_for_function("first => document.querySelectorAll('article.entry').length > first", arg=first)
    ref = shown.last.get_attribute("id")
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size") == (
        page.locator("[id]").count()
    )
    plan.refresh_from_db()
    save_entry(budi.actor, ref, {"name": "Ditulis di bagian kedua"}, base=plan.head, op=new_op())
    page.locator(f"#{ref}").get_by_text("Ditulis di bagian kedua").wait_for()


@pytest.mark.in_turn
def test_the_address_of_a_card_leads_to_it_wherever_it_stands(long, visit, ani):
    page = visit(ani, f"{BOARD}#{long[-1]}")
    page.locator(f"article#{long[-1]}").wait_for()
    page.wait_for_function(
        "ref => document.getElementById(ref).getBoundingClientRect().top < innerHeight", arg=long[-1]
    )
    assert page.url.endswith(f"?kartu={long[-1]}#{long[-1]}")
    # a card that is nowhere leads to the beginning, once
    page.goto(page.url.partition("?")[0] + "#masalah-9999")
    page.get_by_role("heading", name="Antrean panjang di kecamatan").wait_for()


def test_a_change_that_ani_has_not_seen_counts_also_where_she_has_not_scrolled(long, visit, ani, budi, plan):
    page = visit(ani, BOARD)
    plan.refresh_from_db()
    save_entry(budi.actor, long[-1], {"statement": "Jauh di bawah"}, base=plan.head, op=new_op())
    told = page.get_by_role("link", name="1 kartu berubah sejak terakhir Anda lihat")
    told.click()
    page.locator(f"article#{long[-1]}", has_text="Jauh di bawah").wait_for()


@pytest.mark.in_turn
def test_a_long_board_is_read_without_javascript_too(long, visit, ani):
    page = visit(ani, BOARD, java_script_enabled=False)
    page.get_by_role("link", name="Tampilkan kartu berikutnya").click()
    assert page.locator("#masalah-1").count() == 0 and page.locator("article.entry").count() > 50
    page.get_by_role("link", name="Tampilkan dari kartu pertama").click()
    page.get_by_role("link", name="Tampilkan semua").click()
    page.locator(f"article#{long[-1]}").wait_for()


@pytest.mark.in_turn
def test_a_long_board_is_no_wider_than_the_screen_and_axe_finds_nothing(long, visit, ani):
    page = visit(ani, f"{BOARD}?dari=5")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
