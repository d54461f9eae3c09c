"""A room that is steered, in real browsers: one clock for all, a step that arrives by itself, nothing typed is lost."""

import pytest

from tests.browsing import faults
from tests.cast import new_op
from tests.pillars.boards import test_browser as test_boards
from workshops.agenda.actions.announcements import broadcast, call_help
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import start_group_step, steer
from workshops.agenda.models import Step
from workshops.people.actions.join_codes import make_screen_key
from workshops.plans.models import Plan

SHEET, BOARD = "/r/ponorogo/acara/", test_boards.BOARD
room, visit = test_boards.room, test_boards.visit
#: A device whose clock is wrong by so many hours: everything that a page can ask the time of.
WRONG = """
const shift = %d * 3600000, right = Date;
Date = class extends right {
  constructor(...given) { given.length ? super(...given) : super(right.now() + shift); }
  static now() { return right.now() + shift; }
};
"""
#: Controls that are smaller than 44 px in one direction; links within a sentence may be.
SMALL = """() => [...document.querySelectorAll("button, summary, select, input, textarea, a.btn")]
  .filter((one) => one.type !== "hidden" && one.checkVisibility())
  .map((one) => [one.getBoundingClientRect(), one.textContent.trim() || one.name])
  .filter(([box]) => box.width < 44 || box.height < 44)
  .map(([box, name]) => `${name} ${box.width}×${box.height}`)"""


@pytest.fixture
def steps(room, plan, satya):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    return list(Step.objects.filter(plan=plan, bimtek__number=1, day=1))


@pytest.fixture
def press(plan, fitri):
    def do(act, **named):
        base = Plan.objects.get(pk=plan.pk).head
        return steer(fitri.actor, act, base=base, op=new_op(), **named)

    return do


@pytest.mark.in_turn
def test_clocks_that_are_hours_apart_show_the_same_time_that_is_left(steps, visit, press, ani, budi, fitri):
    press("start", number=steps[0].number)
    pages = [visit(person, BOARD) for person in (ani, budi)]
    for page, hours in zip(pages, (1, -26), strict=True):
        page.context.add_init_script(WRONG % hours)
        page.reload()
    far = [page.evaluate("Date.now()") for page in pages]
    assert far[0] - far[1] > 26 * 3600_000
    # the end is moved so that a minute ends soon: both pages turn over within one second of each other
    press("pause")
    for page in pages:
        page.locator("#waktu").get_by_text("Dijeda").wait_for()
    Step.objects.filter(pk=steps[0].pk).update(left_seconds=10 * 60 + 4)
    press("resume")
    turned = """() => new Promise((done) => {
      const place = () => document.querySelector("#waktu [data-quiet]").textContent;
      const now = () => performance.timeOrigin + performance.now();
      const look = () => (place() === "sisa 10 menit" ? done(now()) : setTimeout(look, 20));
      look();
    })"""
    for page in pages:
        page.locator("#waktu").get_by_text("sisa 11 menit").wait_for()
        page.evaluate(f"void (window.turned = ({turned})())")
    at = [page.evaluate("window.turned") for page in pages]
    assert abs(at[0] - at[1]) <= 1000
    # a screen reader hears it at ten minutes
    pages[0].locator("#pengumuman").get_by_text("sisa 10 menit").wait_for(state="attached")


def test_a_new_step_reaches_who_is_typing_and_takes_nothing_away(steps, room, visit, press, ani, fitri):
    press("start", number=steps[3].number)
    board, card = visit(ani, BOARD), visit(ani, f"{BOARD}{room['target']}/")
    for page in (board, card):
        page.locator("#waktu:not([hidden])").wait_for()
    field = card.locator("[name=statement]")
    field.fill("Antrean pendek, sedang saya tulis")
    press("next")
    board.locator("#langkah").get_by_text("Langkah 4 dari 9").wait_for()
    board.locator("#pengumuman").get_by_text("Langkah 4 dari 9").wait_for(state="attached")
    broadcast(fitri.actor, "Simpan tulisan Anda", op=new_op())
    card.locator("#umum").get_by_text("Simpan tulisan Anda").wait_for()
    assert field.input_value() == "Antrean pendek, sedang saya tulis"
    press("finish")
    board.locator("#langkah").wait_for(state="hidden")
    card.get_by_role("button", name="Tutup pengumuman ini").click()
    card.locator(".said__one").wait_for(state="detached")
    assert field.input_value() == "Antrean pendek, sedang saya tulis"
    card.get_by_role("button", name="Simpan").click()
    card.get_by_text("Tersimpan").first.wait_for()


def test_a_bimtek_is_run_from_a_phone_and_the_wall_follows(steps, visit, plan, fitri, ani, cici):
    page = visit(fitri, SHEET)
    wall = visit(ani, f"/r/ponorogo/layar/{make_screen_key(plan).lower()}/", width=1280, height=720)
    page.get_by_role("button", name="Mulai: Registrasi dan gabung ke Rembuk").click()
    wall.get_by_role("heading", name="Registrasi dan gabung ke Rembuk").wait_for()
    page.get_by_role("button", name="+5 menit").click()
    page.get_by_text("Waktu selesai diubah dari").wait_for()
    page.get_by_role("button", name="Jeda").click()
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("link", name="Lanjut ke langkah 2").click()
    page.get_by_role("button", name="Lanjut", exact=True).click()
    wall.get_by_role("heading", name="Pembukaan").wait_for()
    page.get_by_role("button", name="Kembali").click()
    wall.get_by_role("heading", name="Registrasi dan gabung ke Rembuk").wait_for()
    member = visit(cici, "/r/ponorogo/ekonomi/")
    member.get_by_role("link", name="Panggil fasilitator").click()
    member.get_by_label("Yang ingin ditanyakan").fill("Angka BPS atau data desa?")
    member.get_by_role("button", name="Panggil fasilitator").click()
    page.locator("#panggilan").get_by_text("Angka BPS atau data desa?").wait_for()
    page.get_by_role("button", name="Saya ke sana").click()
    member.locator("#panggil").get_by_text("Fitri menuju kelompok ini").wait_for()
    page.get_by_label("Isi pengumuman").fill("Makan siang maju ke 11.45")
    page.get_by_role("button", name="Umumkan").click()
    wall.get_by_role("heading", name="Makan siang maju ke 11.45").wait_for()
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.in_turn
@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("fitri", SHEET),
        ("fitri", "/r/ponorogo/kelompok/"),
        ("fitri", f"{SHEET}langkah/5/"),
        ("ani", BOARD),
        ("ani", f"{BOARD}panggil/"),
    ],
)
def test_nothing_is_too_wide_or_too_small_and_axe_finds_nothing(
    request,
    steps,
    visit,
    press,
    fitri,
    cici,
    who,
    address,
):
    press("start", number=steps[3].number)
    press("next")
    broadcast(fitri.actor, "Makan siang maju ke 11.45. Simpan tulisan Anda.", op=new_op())
    call_help(cici.actor, "ekonomi", note="Angka mana yang dipakai?", op=new_op())
    start_group_step(fitri.actor, "branding", number=steps[3].number, minutes=15, op=new_op())
    page = visit(request.getfixturevalue(who), address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []
        assert faults(page) == []


@pytest.mark.in_turn
def test_without_javascript_a_room_is_steered_and_followed(steps, visit, fitri, ani):
    page = visit(fitri, SHEET, java_script_enabled=False)
    page.get_by_role("button", name="Mulai: Registrasi dan gabung ke Rembuk").click()
    page.get_by_role("button", name="+5 menit").click()
    page.get_by_label("Isi pengumuman").fill("Selamat datang")
    page.get_by_role("button", name="Umumkan").click()
    board = visit(ani, BOARD, java_script_enabled=False)
    assert board.locator("#waktu").get_by_text("sisa 50 menit").is_visible()
    board.get_by_role("button", name="Tutup pengumuman ini").click()
    assert board.url.endswith(BOARD) and board.get_by_text("Selamat datang").count() == 0
