"""A section of a book is written in a browser: as it will look, pasted from Word, without a network, with others."""

import random
import re

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from masterplan.server.paths import ROOT
from pillars.models import Narrative, Picture
from pillars.narrative.actions import add_picture, save_section
from pillars.narrative.picture_check import check_picture
from pillars.prose import parse, write
from tests.browsing import faults
from tests.cast import make_plan, new_op, seat_account
from tests.phones import heal, says, sit_down, wifi
from tests.pillars.narrative.test_pictures import drawn
from tests.pillars.narrative.test_scans import scanned

__all__ = ["wifi"]

EXAMPLE = ROOT / "masterplan/content/example_plan.json"
SECTION = "B2-1.1"
PAGE = f"/r/contoh/buku/2/bab/{SECTION}/"
SHIPPED = "B1-1.1"
SURFACE = ".prose__text"
WORD = (ROOT / "tests/pillars/narrative/pasted_from_word.html").read_text()
PASTED = (
    "# Keadaan sekarang\n\nAngka **dasar** dan *catatan* di [portal](https://data.go.id), **tegas**.\n\n"
    "- Butir satu\n- Butir dua\n\n1. Langkah pertama\n\nOPD | Jumlah\n\nDinkes | 12"
)
PIECES = [
    "**",
    "*",
    "a",
    "b",
    " ",
    "  ",
    "[x](https://a.id)",
    "[",
    "](",
    "\\",
    "\n",
    "- ",
    "1. ",
    "2. ",
    "# ",
    "> ",
    ")",
    "{{nama_daerah}}",
    "{{ nama_program }}",
    "{{tidak_dikenal}}",
    "{{",
    "}}",
]
SETTLE = """(texts) => {
  const box = document.querySelector("#i-body"), surface = document.querySelector(".prose__text");
  return texts.map((text) => { box.value = text; surface.dispatchEvent(new Event("input")); return box.value; });
}"""
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(".prose__text").dispatchEvent(paste);
}"""


SMALL = """() => [
  ...document.querySelectorAll('.prose button, .pictures button, .prose-pick button, [id^=pindaian] button'),
].filter((one) => {
  const {width, height} = one.getBoundingClientRect();
  return width && (height < 44 || width < 44);
}).map((one) => one.outerHTML)"""


@pytest.fixture
def satya(request, transactional_db):
    """Staff of a plan without cards, or of the example where a test asks for a `full` one."""
    full = getattr(request, "param", "empty") == "full"
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan if full else make_plan("contoh")
    return seat_account(plan, "Satya", "staf")


@pytest.fixture
def visit(phone, wifi, satya):
    def open_page(address=PAGE, **options):
        page = phone(**options)
        sit_down(page, wifi, satya)
        # the printed pages beside the form are the manuscript's
        page.route("**/pratinjau/", lambda route: route.fulfill(status=204))
        page.goto(f"{wifi.url}{address}")
        return page

    return open_page


def text(page):
    return page.locator("#i-body").evaluate("one => one.value")


def write_all(page, words):
    page.locator(SURFACE).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_a_person_writes_pastes_from_word_loses_the_network_and_saves(visit, wifi, satya):
    page = visit(width=1280, height=900)
    write_all(page, "Kalimat pertama yang ")
    page.keyboard.press("Control+B")
    page.keyboard.type("tebal")
    page.keyboard.press("Control+B")
    page.keyboard.type(" sekali.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Subjudul").click()
    page.keyboard.type("Data")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Butir").click()
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.type("dua")
    assert text(page) == "Kalimat pertama yang **tebal** sekali.\n\n## Data\n\n- satu\n- dua"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, [WORD, ""])
    assert text(page).endswith("- dua\n\n" + PASTED), text(page)
    expect(page.locator(".prose__said")).to_contain_text("Gambar tidak ikut ditempel")
    assert (
        page.evaluate("window.hacked") is None
        and not page.locator(f"{SURFACE} [style], {SURFACE} [class^=Mso]").count()
    )
    wifi.fault = "reset_before"
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "[data-bar], #kirim", "Belum terkirim|belum terkirim")
    heal(page, wifi)
    says(page, "[data-bar]", "Tersimpan")
    row = Narrative.objects.get()
    assert write(row.body).endswith(PASTED) and row.section == SECTION
    page.locator(SURFACE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Dan lagi.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "[data-bar]", "Tersimpan")
    row.refresh_from_db()
    assert write(row.body).endswith("Dinkes | 12 Dan lagi.")


@pytest.mark.in_turn
def test_data_and_pictures_stand_in_the_text_whole_and_old_marks_look_as_they_were_typed(visit, satya):
    add_picture(satya.actor, check_picture("balai.jpg", drawn()), "Balai desa", op=new_op())
    typed = (
        "# Judul *satu*\n## Anak\nBiasa \\*bukan miring\\* [tautan (a)](https://a.id/x_(y)) **a***b*\n> Kutipan\n"
        "3. bukan daftar\n1. a\n2. b\n[[tabel: tak-ada]]\n[[foto: gambar-1 | Kiri \\| kanan | Balai]]\n5 * 3 * 2"
    )
    settled = write(parse(typed))
    how = {"beginning": [], "base": satya.plan.head, "op": new_op()}
    satya.plan.refresh_from_db()
    save_section(satya.actor, satya.plan, SECTION, {"body": parse(typed)}, **how | {"base": satya.plan.head})
    page = visit(width=1280, height=1000)
    assert text(page) == settled
    # the same text is read from the surface: a letter typed and taken back changes nothing
    page.locator(f"{SURFACE} blockquote").click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert text(page) == settled
    expect(page.locator(f"{SURFACE} .prose__ref").first).to_contain_text("tidak dikenal")
    expect(page.locator(f"{SURFACE} .prose__ref img")).to_have_js_property("complete", True)
    page.get_by_role("button", name="Keluarkan tabel").click()
    page.locator(f"{SURFACE} blockquote").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Tabel data").click()
    page.get_by_label("Saring").fill("anggaran")
    chosen = page.locator("#prosa-rujukan [data-mark]:visible").first
    mark = chosen.get_attribute("data-mark")
    chosen.click()
    assert f"> Kutipan\n\n{mark}\n\n3\\. bukan daftar" in text(page), text(page)
    page.get_by_role("button", name="Ubah", exact=True).click()
    page.get_by_label("Keterangan di bawah gambar").fill("Balai [baru]")
    page.get_by_role("button", name="Pasang gambar").click()
    assert "[[foto: gambar-1 | Balai [baru\\] | Balai]]" in text(page)
    page.locator(f"{SURFACE} p").last.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tautan").click()
    page.get_by_label("Alamat").fill("ponorogo")
    page.get_by_label("Teks yang dibaca").fill("laman")
    page.get_by_role("button", name="Pasang tautan").click()
    expect(page.locator("#prosa-alamat-salah")).to_be_visible()
    page.get_by_label("Alamat").fill("https://ponorogo.go.id")
    page.get_by_role("button", name="Pasang tautan").click()
    assert text(page).endswith("\n\n[laman](https://ponorogo.go.id)"), text(page)
    page.keyboard.press("Control+Z")
    assert not text(page).endswith("ponorogo.go.id)")
    page.get_by_role("button", name="Teks bertanda").click()
    page.locator("#i-body").fill("- satu\n- **dua**")
    page.get_by_role("button", name="Teks bertanda").click()
    expect(page.locator(f"{SURFACE} li b")).to_have_text("dua")
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "[data-bar]", "Tersimpan")
    assert write(Narrative.objects.get().body) == "- satu\n- **dua**"


def test_the_browser_reads_and_writes_every_text_as_the_server_does(visit):
    page, rnd = visit(width=1280, height=900), random.Random(5)
    made = ["".join(rnd.choice(PIECES) for _ in range(rnd.randint(1, 25))) for _ in range(500)]
    settled = [(text, write(parse(text))) for text in made]
    found = page.evaluate(SETTLE, made)
    assert [(text, seen) for (text, right), seen in zip(settled, found, strict=True) if seen != right] == []


@pytest.mark.in_turn
def test_a_mark_shows_what_is_printed_and_stays_a_mark(visit, satya):
    page = visit(f"/r/contoh/buku/1/bab/{SHIPPED}/", width=1280, height=900)
    shipped = text(page)
    chips = page.locator(f"{SURFACE} .prose__fill")
    assert shipped.count("{{") == chips.count() > 2 and "{{" not in page.locator(SURFACE).inner_text()
    expect(chips.get_by_text("Ponorogo", exact=True).first).to_have_attribute("title", "{{nama_daerah}}")
    expect(page.get_by_role("group", name="{{nama_program}}")).to_have_text("nama program nasional · belum diisi")
    # written on behind it: the text keeps its marks
    page.locator(SURFACE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Di {{nama_daerah}}")
    assert text(page) == shipped + " Di {{nama_daerah}}"
    expect(chips.last).to_have_text("Ponorogo")
    page.keyboard.type(" kita")
    for _ in " kita":
        page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert text(page) == shipped + " Di"
    page.locator("[data-marks] summary").click()
    expect(page.locator("[data-marks]").get_by_role("link", name="Isi keterangan buku")).to_be_visible()
    page.get_by_role("button", name="Nama provinsi").click()
    page.keyboard.type(", {{bukan_tanda}}")
    assert text(page) == shipped + " Di {{nama_provinsi}}, {{bukan_tanda}}"
    expect(chips.last).to_have_text("Jawa Timur")
    chips.last.click()
    page.keyboard.press("Control+C")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+V")
    assert text(page).endswith("{{bukan_tanda}}{{nama_provinsi}}")
    page.keyboard.press("Enter")
    page.keyboard.type("Data {{nama_daerah}}")
    page.keyboard.press("Shift+Home")
    page.get_by_role("button", name="Tautan").click()
    expect(page.get_by_label("Teks yang dibaca")).to_have_value("Data {{nama_daerah}}")
    page.get_by_label("Alamat").fill("https://ponorogo.go.id")
    page.get_by_role("button", name="Pasang tautan").click()
    assert text(page).endswith("\n\n[Data {{nama_daerah}}](https://ponorogo.go.id)")
    expect(page.locator(f"{SURFACE} a .prose__fill")).to_have_text("Ponorogo")
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "[data-bar]", "Tersimpan")
    assert write(Narrative.objects.get().body) == text(page)


@pytest.mark.in_turn
def test_bold_goes_over_a_mark_as_over_any_word(visit, satya):
    page = visit(width=1280, height=900)
    write_all(page, "Warga {{nama_daerah}} maju")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+B")
    assert text(page) == "**Warga {{nama_daerah}} maju**"
    page.keyboard.press("Control+Z")
    assert text(page) == "Warga {{nama_daerah}} maju"
    page.locator(f"{SURFACE} .prose__fill").click()
    page.get_by_role("button", name="Miring").click()
    assert text(page) == "Warga *{{nama_daerah}}* maju"
    page.keyboard.press("Control+I")
    assert text(page) == "Warga {{nama_daerah}} maju"


#: What Chromium says of a form that it turns into a style: the rules of the page refuse it, the editor keeps the form.
STYLED = "Applying inline style violates"
#: Chooses words of the surface; a mark that is filled is one piece.
CHOOSE = """(surface, words) => {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT), range = document.createRange();
  const from = surface.textContent.indexOf(words), to = from + words.length;
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) {
    const node = walker.currentNode, piece = node.parentNode.closest("[data-placeholder]");
    if (from >= at && from < at + node.length) piece ? range.setStartBefore(piece) : range.setStart(node, from - at);
    if (to > at && to <= at + node.length) piece ? range.setEndAfter(piece) : range.setEnd(node, to - at);
  }
  surface.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
WORD_BOTH = """<p class=MsoNormal>Kata <b style='mso-bidi-font-weight:normal'><i
style='mso-bidi-font-style:normal'>pinjam</i></b>, <i><span style='font-weight:bold'>tegas</span> lalu</i>
<span style='font-weight:700;font-style:italic'>selesai</span></p>"""


@pytest.mark.in_turn
def test_bold_and_italic_go_over_the_same_words_typed_pasted_and_in_the_marked_text(visit, satya, trouble):
    trouble.tolerate(STYLED)
    page = visit(width=1280, height=900)
    write_all(page, "Satu ")
    for key in ("Control+B", "Control+I"):
        page.keyboard.press(key)
    page.keyboard.type("dua")
    page.keyboard.press("Control+B")
    page.keyboard.type(" tiga")
    assert text(page) == "Satu ***dua** tiga*"
    write_all(page, "Layanan daring {{nama_daerah}}")
    page.keyboard.press("Home")
    for key in ("Control+B", "Control+I"):
        page.keyboard.press("Control+Shift+ArrowRight")
        page.keyboard.press(key)
    assert text(page) == "***Layanan** daring* {{nama_daerah}}", text(page)
    for key, seen in (("B", "***Layanan daring***"), ("I", "**Layanan daring**"), ("I", "***Layanan daring***")):
        page.keyboard.press(f"Control+{key}")
        assert text(page) == f"{seen} {{{{nama_daerah}}}}", (key, text(page))
    # over a mark as over any word, and each taken back by itself
    page.locator(f"{SURFACE} .prose__fill").click()
    for key, seen in (
        ("B", "**{{nama_daerah}}**"),
        ("I", "***{{nama_daerah}}***"),
        ("B", "*{{nama_daerah}}*"),
        ("B", "***{{nama_daerah}}***"),
        ("I", "**{{nama_daerah}}**"),
        ("I", "***{{nama_daerah}}***"),
    ):
        page.keyboard.press(f"Control+{key}")
        assert text(page) == f"***Layanan daring*** {seen}", (key, text(page))
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, [WORD_BOTH, ""])
    pasted = "Kata ***pinjam***, ***tegas** lalu* ***selesai***"
    assert text(page).endswith("\n\n" + pasted), text(page)
    page.get_by_role("button", name="Teks bertanda").click()
    page.locator("#i-body").fill("Satu ***dua* tiga** [***empat***](https://a.id)")
    page.get_by_role("button", name="Teks bertanda").click()
    shown = page.locator(f"{SURFACE} b i")
    assert shown.all_inner_texts() == ["dua", "empat"]
    expect(shown.first).to_have_css("font-weight", "700")
    expect(shown.first).to_have_css("font-style", "italic")
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "[data-bar]", "Tersimpan")
    both = {"bold": True, "italic": True}
    assert Narrative.objects.get().body[0]["spans"] == [
        {"text": "Satu "},
        {"text": "dua", **both},
        {"text": " tiga", "bold": True},
        {"text": " "},
        {"text": "empat", **both, "href": "https://a.id"},
    ]


#: A marked text, the words that are chosen, the key that takes their form, and what is left.
TAKEN = [
    ("***dua tiga*** empat", "tiga", "B", "***dua** tiga* empat"),
    ("***dua* tiga** empat", "tiga", "B", "***dua*** tiga empat"),
    ("***Di {{nama_daerah}} ini***", "ini", "B", "***Di {{nama_daerah}}** ini*"),
    ("***Di {{nama_daerah}} ini***", "Ponorogo ini", "I", "***Di* {{nama_daerah}} ini**"),
    ("**Di {{nama_daerah}} ini**", "Ponorogo", "B", "**Di** {{nama_daerah}} **ini**"),
    ("Di **{{nama_daerah}}**", "Ponorogo", "B", "Di {{nama_daerah}}"),
]


@pytest.mark.in_turn
def test_a_form_taken_from_some_words_leaves_the_others_as_they_were(visit, trouble):
    trouble.tolerate(STYLED)
    page = visit(width=1280, height=900)
    for marked, words, key, seen in TAKEN:
        page.evaluate("(text) => { document.querySelector('#i-body').value = text; }", marked)
        page.locator(SURFACE).evaluate(CHOOSE, words)
        for wanted in (seen, marked, seen):
            page.keyboard.press(f"Control+{key}")
            assert text(page) == wanted, text(page)


@pytest.mark.in_turn
def test_who_writes_on_while_the_first_save_is_on_its_way_keeps_caret_and_text(visit, wifi, satya):
    page = visit(width=1280, height=900)
    write_all(page, "Satu.")
    wifi.fault = "reset_before"
    page.keyboard.press("Control+Enter")
    says(page, "[data-bar], #kirim", "elum terkirim")
    page.keyboard.type(" Dua.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type(" Tiga.")
    heal(page, wifi)
    expect(page.locator("#isian")).to_have_attribute("data-ref", "naskah-1")
    page.keyboard.type(" Empat.")
    assert text(page) == "Satu. Dua. Tiga. Empat."
    page.keyboard.press("Control+Enter")
    says(page, "[data-bar]", "Tersimpan")
    expect(page.locator("#isian .field--draft")).to_have_count(0)
    assert write(Narrative.objects.get().body) == "Satu. Dua. Tiga. Empat."
    page.reload()
    expect(page.locator("#draf-lama")).to_be_hidden()


def test_an_open_editor_is_never_swapped_and_says_who_else_writes(visit, satya, wifi):
    eko = seat_account(satya.plan, "Sari", "staf")
    page = visit(width=1280, height=900)
    write_all(page, "Kalimat saya.")
    other = visit(width=1280, height=900)
    sit_down(other, wifi, eko)
    other.goto(f"{wifi.url}{PAGE}")
    expect(page.locator("#di-sini")).to_contain_text("Sari sedang membuka")
    write_all(other, "Kalimat lain.")
    other.get_by_role("button", name="Simpan", exact=True).click()
    says(other, "[data-bar]", "Tersimpan")
    expect(page.locator("#perubahan")).to_contain_text(re.compile("Sari mengubah Naskah"))
    assert text(page) == "Kalimat saya." and page.locator(SURFACE).inner_text().strip() == "Kalimat saya."
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("#lembar")).to_contain_text("Dua perubahan pada isian yang sama")
    page.get_by_role("button", name="Pakai ini").first.click()
    says(page, "[data-bar]", "Tersimpan")
    expect(page.locator(SURFACE)).to_have_text("Kalimat saya.")


@pytest.mark.in_turn
@pytest.mark.parametrize("satya", ["full"], indirect=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_too_wide_or_too_small_and_axe_finds_nothing(visit, satya, width):
    add_picture(satya.actor, check_picture("balai.jpg", drawn()), "Balai desa", op=new_op())
    satya.plan.refresh_from_db()
    pieces = "\n- butir\n[[tabel: x]]\n[[foto: gambar-1 | Balai | Balai desa]]"
    text = "# Judul\nAlinea panjang " + "panjang " * 40 + pieces
    save_section(
        satya.actor, satya.plan, SECTION, {"body": parse(text)}, beginning=[], base=satya.plan.head, op=new_op()
    )
    page = visit(width=width, height=800)
    for address in (PAGE, "/r/contoh/buku/gambar/"):
        page.goto(page.url.split("/r/")[0] + address)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []
        assert page.evaluate(SMALL) == []
        if address == PAGE:
            # the bar of the form lies over nothing that follows it
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            assert page.locator(".savebar").bounding_box()["y"] < page.locator("#naskah-ini").bounding_box()["y"] - 40
    page.goto(page.url.split("/r/")[0] + PAGE)
    for name in ("Tautan", "Tabel data", "Foto"):
        page.get_by_role("button", name=name, exact=True).click()
        assert faults(page) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.in_turn)])
def test_a_scan_of_the_wrong_file_is_taken_back_with_all_pages_and_can_come_again(visit, satya, width):
    page = visit("/r/contoh/buku/gambar/", width=width, height=800)
    page.get_by_label("Gambar", exact=True).set_input_files(
        {"name": "SK_keliru.pdf", "mimeType": "application/pdf", "buffer": scanned()}
    )
    page.get_by_role("button", name="Tambah gambar").click()
    scan, offered = page.locator("#pindaian-1"), page.locator(".pictures__one .chip")
    expect(scan).to_contain_text("Pindaian SK keliru · 3 halaman")
    for again in (False, True):
        if again:
            page.get_by_role("button", name="Kembalikan pindaian Pindaian SK keliru").click()
            expect(page.get_by_role("button", name="Batalkan pindaian Pindaian SK keliru")).to_be_visible()
            expect(offered).to_have_count(0)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= width and page.evaluate(SMALL) == []
        assert faults(page) == []
        page.get_by_role("button", name="Batalkan pindaian Pindaian SK keliru").click()
        expect(offered).to_have_text(["Disembunyikan"] * 3)
        expect(scan).to_contain_text("Dibatalkan")
        expect(page.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    assert Picture.objects.exclude(hidden_at=None).count() == 3
