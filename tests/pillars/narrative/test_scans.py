"""A scan as PDF: each page a picture, in order, all or none; what is no scan is refused, with what to do."""

import io
import time
import zlib
from functools import cache

import pikepdf
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

from masterplan.asgi import LONGEST_WORK
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.document.tree import Picture as Printed
from masterplan.document.tree import plain_text, walk
from masterplan.server.requests import longest_body
from pillars.models import Picture
from pillars.narrative.actions import InUse, add_pictures, hide_picture, hide_scan, place_pictures
from pillars.narrative.pdf_scan import PATIENCE, ScanLimits, check_scan
from pillars.narrative.queries import SCANS_GO, narrative_of
from pillars.uploads import BadFile
from tests.cast import new_op
from tests.pillars.narrative.test_pictures import PAGE, drawn, uploaded
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event

SECRET = "NIK 3502010101010001"


def scanned(pages=3, size=(620, 877), dpi=75, **options):
    """A PDF of so many scanned pages; on each as many black bars as its number."""
    images = []
    for number in range(1, pages + 1):
        image = Image.new("RGB", size, "white")
        for bar in range(number):
            ImageDraw.Draw(image).rectangle((50, 50 + bar * 75, size[0] - 50, 90 + bar * 75), fill="black")
        images.append(image)
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=dpi, **options)
    return file.getvalue()


def changed(data, change, **how):
    """The PDF `data` after `change(document)`."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(file, **how)
    return file.getvalue()


def bars(picture):
    """How many black bars a stored page shows from above."""
    column = Image.open(io.BytesIO(picture.content)).convert("L").resize((9, 600)).crop((4, 0, 5, 600)).tobytes()
    dark = [value < 128 for value in column]
    return sum(now and not before for before, now in zip([False, *dark], dark, strict=False))


def long():
    """Ten thousand times the same page."""
    kids = b"3 0 R " * 10_000
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 10000 /Kids [" + kids + b"] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 4 >>\n%%EOF"


def giant(document):
    document.pages[1].mediabox = [0, 0, 14_400, 14_400]


def heavy(document):
    """A content of 1 MB that is 300 MB when unpacked, all of it lines to draw."""
    lines, wound, checked = b"q 0 0 m 9 9 l S Q\n" * 60_000, zlib.compressobj(1, wbits=-15), 1
    again = wound.compress(lines) + wound.flush(zlib.Z_FULL_FLUSH)
    for _ in range(280):
        checked = zlib.adler32(lines, checked)
    packed = b"\x78\x01" + again * 280 + wound.flush() + checked.to_bytes(4)
    stream = document.make_stream(b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    document.pages[0].Contents = stream


def unread(document):
    """The scan of the first page is noise instead of a JPEG."""
    (scan,) = document.pages[0].get_images().values()
    scan.write(b"\xff\xd8\xff" + bytes(range(256)) * 20, filter=pikepdf.Name.DCTDecode)


def vast(document):
    """The scan of the first page says that it has 3,600 million pixels."""
    (scan,) = document.pages[0].get_images().values()
    scan.Width = scan.Height = 60_000
    scan.write(zlib.compress(b"0" * 9_000), filter=pikepdf.Name.FlateDecode)


@cache
def bomb():
    return changed(scanned(1), heavy)


def locked(**passwords):
    return changed(scanned(), lambda _: None, encryption=pikepdf.Encryption(**passwords))


def post(who, data, name="SK_Dewan 2026.pdf", op=None, **more):
    values = {"op": op or new_op(), "as": who.key, "alt": "", **more}
    return who.post(PAGE, values | {"gambar": uploaded(name, data)})


def test_each_page_becomes_a_picture_that_prints_well_and_nothing_else_comes_along():
    data = scanned(title=SECRET, author=SECRET)
    data = changed(data, lambda document: document.attachments.update({"isi.txt": SECRET.encode()}))
    pages = check_scan("../arsip/SK_Dewan 2026.pdf", data)
    assert [(one.media, one.width, one.height) for one in pages] == [("image/jpeg", 1654, 2339)] * 3
    assert [bars(one) for one in pages] == [1, 2, 3]
    assert pages[1].name == "SK Dewan 2026, halaman 2.jpg"
    for one in pages:
        stored = Image.open(io.BytesIO(one.content))
        assert SECRET.encode() not in one.content and b"PDF" not in one.content and not dict(stored.getexif())
        assert set(stored.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert max(Image.open(io.BytesIO(one.small)).size) == 320


def test_a_large_page_fits_the_pictures_and_one_that_lies_is_turned_upright():
    def turn(document):
        document.pages[0].Rotate = 90

    (wide,) = check_scan("denah.pdf", changed(scanned(1, dpi=20), turn))
    assert (wide.width, wide.height) == (2399, 1696)


def test_an_empty_page_is_a_page():
    def clear(document):
        document.pages[1].Contents = document.make_stream(b" ")

    assert [bars(one) for one in check_scan("sk.pdf", changed(scanned(), clear))] == [1, 0, 3]


def test_what_is_signed_on_a_screen_is_on_the_picture():
    def sign(document):
        look = document.make_stream(b"0 0 0 rg 0 0 200 40 re f")
        look.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 200, 40]})
        field = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Sig", "/T": "TTE", "/F": 4}
        field = {key: pikepdf.Name(value) if str(value)[0] == "/" else value for key, value in field.items()}
        field |= {"/Rect": [200, 100, 400, 140], "/AP": pikepdf.Dictionary(N=look)}
        made = document.make_indirect(pikepdf.Dictionary(field))
        document.pages[0].Annots = pikepdf.Array([made])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[made], SigFlags=3)

    (plain,), (signed,) = (check_scan("sk.pdf", data) for data in (scanned(1), changed(scanned(1), sign)))
    assert (bars(plain), bars(signed)) == (1, 2)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: locked(owner="a", user="b"), "terkunci dengan kata sandi"),
        (lambda: locked(owner="a"), "cetak ke PDF baru"),
        (lambda: scanned()[:6_000], "rusak atau tidak utuh"),
        (lambda: scanned()[:6_000] + b"\n%%EOF", "rusak atau tidak utuh"),
        (lambda: b"%PDF-1.7\n%%EOF", "rusak atau tidak utuh"),
        (lambda: b"<html>SK</html>", "bernama PDF, tetapi isinya bukan PDF"),
        (lambda: b"", "bernama PDF, tetapi isinya bukan PDF"),
        (long, "berisi 10.000 halaman. Paling banyak 20"),
        (lambda: changed(scanned(), giant), "Halaman 2 dari “sk.pdf” berukuran 5.080 × 5.080 mm"),
        (lambda: changed(scanned(), unread), "rusak atau tidak utuh"),
        (lambda: changed(scanned(), vast), "terlalu berat untuk dibuka"),
        (lambda: scanned(1) + b" " * (10 * 1024 * 1024), "terlalu besar (11 MB). Paling besar 10 MB"),
    ],
)
def test_what_is_no_scan_is_refused_with_its_name_and_what_to_do(make, said):
    with pytest.raises(BadFile) as refused:
        check_scan("sk.pdf", make())
    assert said in refused.value.sentence and "“sk.pdf”" in refused.value.sentence
    assert any(word in refused.value.sentence for word in ("unggah", "bagi berkasnya"))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (ScanLimits(memory_mb=300, wall_s=60), "terlalu berat untuk dibuka"),
        pytest.param(ScanLimits(cpu_s=1, wall_s=60), "terlalu berat untuk dibuka", marks=pytest.mark.in_turn),
        (ScanLimits(wall_s=1), "belum selesai dibuka"),
    ],
)
def test_a_file_that_unpacks_hugely_costs_itself_and_is_over_in_seconds(limits, said):
    data, began = bomb(), time.monotonic()
    assert len(data) < 3_000_000
    with pytest.raises(BadFile) as refused:
        check_scan("sk.pdf", data, limits)
    assert f"“sk.pdf” {said}" in refused.value.sentence
    assert time.monotonic() - began < limits.wall_s + 5
    assert ScanLimits().wall_s + PATIENCE < LONGEST_WORK


def test_a_scan_is_one_event_and_comes_once_whatever_is_sent_again(satya):
    op, data = new_op(), scanned()
    first = post(satya, data, op=op)
    assert first.status_code == 303 and first["Location"].endswith("#pindaian")
    again = post(satya, data, op=op)
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    said = [f"Pindaian SK Dewan 2026, halaman {n} dari 3" for n in (1, 2, 3)]
    assert list(Picture.objects.values_list("number", "alt")) == list(enumerate(said, 1))
    assert [bars(one) for one in Picture.objects.defer(None)] == [1, 2, 3]
    event = Event.objects.get()
    assert (event.verb, event.refs) == ("picture.scan_added", ["gambar-1", "gambar-2", "gambar-3"])
    assert "menambah halaman sebuah pindaian" in satya.get("/r/ponorogo/riwayat/").content.decode()
    assert satya.post(f"{PAGE}2/", {"op": new_op(), "as": satya.key, "alt": "Lembar kedua"}).status_code == 303
    assert Picture.objects.get(number=2).alt == "Lembar kedua"


@cache
def pages_of_three():
    return check_scan("SK_Dewan 2026.pdf", scanned())


def kept(who, alt="SK lama"):
    """A scan of three pages is among the pictures of the plan, as its upload leaves it."""
    alts = [f"{alt}, halaman {n} dari 3" for n in (1, 2, 3)]
    return add_pictures(who.actor, pages_of_three(), alts, scan=True, op=new_op())


def offered(who):
    """The form that sets the last scan into an annex, or None."""
    return BeautifulSoup(who.get(PAGE).content, "lxml").select_one("#pindaian form")


def test_words_that_are_typed_stand_on_each_page_and_one_page_needs_no_number(satya):
    post(satya, scanned(2), alt="SK Bupati")
    post(satya, scanned(1), name="hadir.pdf")
    assert "Pindaian hadir (gambar-3)" in offered(satya).text
    assert [one.alt for one in Picture.objects.all()] == [
        "SK Bupati, halaman 1 dari 2",
        "SK Bupati, halaman 2 dari 2",
        "Pindaian hadir",
    ]


def test_a_picture_that_is_called_pdf_is_still_a_picture(satya):
    assert post(satya, drawn("PNG"), alt="Balai desa").status_code == 303
    assert Picture.objects.get().name == "SK_Dewan 2026.png" and offered(satya) is None


@pytest.mark.parametrize(
    ("limit", "most", "said"), [("MOST_PICTURES", 2, "paling banyak 2"), ("MOST_BYTES", 9, "penuh")]
)
def test_of_a_scan_that_has_no_room_no_page_comes(satya, monkeypatch, limit, most, said):
    monkeypatch.setattr(f"pillars.narrative.actions.{limit}", most)
    full = post(satya, scanned(), alt="SK Bupati")
    assert full.status_code == 422 and said in full.content.decode() and 'value="SK Bupati"' in full.content.decode()
    assert not Picture.objects.exists() and not Event.objects.exists()


def test_a_bad_scan_is_told_at_its_box_and_nothing_comes_of_it(satya, ani):
    page = post(satya, b"<html>", name="sk.pdf", alt="SK Bupati")
    box = BeautifulSoup(page.content, "lxml").select_one("#i-gambar-error")
    assert page.status_code == 422 and "“sk.pdf” bernama PDF" in box.text
    assert not Event.objects.exists() and post(ani, scanned(1)).status_code == 403
    large = post(satya, scanned(1) + b" " * (10 * 1024 * 1024))
    assert large.status_code == 413 and "bagi berkasnya" in large.content.decode()


def test_the_server_takes_a_scan_of_ten_megabytes():
    sent = {"method": "POST", "path": PAGE, "headers": [(b"content-type", b"multipart/form-data; boundary=x")]}
    assert longest_body(sent) > 10 * 1024 * 1024 > longest_body(sent | {"path": "/r/ponorogo/buku/gambar/3/"})


@pytest.mark.parametrize(
    ("code", "chapter"),
    [("B1-sk", "lampiran-sk"), pytest.param("B1-hadir", "lampiran-hadir", marks=pytest.mark.in_turn)],
)
def test_a_scan_prints_in_its_annex_page_by_page_under_its_words(satya, code, chapter):
    assert code in SCANS_GO
    kept(satya, "Pindaian SK Dewan 2026")
    form = offered(satya)
    values = {one["name"]: one["value"] for one in form.select("input")} | {"pasang": code}
    sent = satya.post(PAGE, values)
    assert sent.status_code == 303 and f"/buku/1/bab/{code}/" in sent["Location"]
    satya.plan.refresh_from_db()
    assert satya.post(PAGE, values).status_code == 303
    assert len(narrative_of(satya.plan, code).body) == 3 and offered(satya) is None
    book = build_book(read_book_data(satya.plan), "1", part=f"bab:{chapter}")
    printed = [node for node in walk(book.parts) if isinstance(node, Printed)]
    said = [f"Pindaian SK Dewan 2026, halaman {n} dari 3" for n in (1, 2, 3)]
    assert [one.title for one in printed] == [one.description for one in printed] == said
    page = satya.get(sent["Location"])
    assert page.status_code == 200 and "Pindaian SK Dewan 2026, halaman 3 dari 3" in page.content.decode()
    final = build_book(read_book_data(satya.plan), "1", final=True)
    assert [one.title for one in walk(final.parts) if isinstance(one, Printed)] == said
    values = {"op": new_op(), "as": satya.key, "base": satya.plan.head, "title": "Keputusan yang ditandatangani"}
    assert satya.post(sent["Location"].partition("?")[0], values).status_code in (200, 303)
    chapter = build_book(read_book_data(satya.plan), "1", part=f"bab:{chapter}")
    assert "Keputusan yang ditandatangani" in plain_text(chapter.parts)


def test_only_a_scan_that_is_there_goes_into_an_annex_that_is_one(satya):
    kept(satya)
    values = {"op": new_op(), "as": satya.key, "pasang": "B1-sk", "dari": "1", "banyak": "3"}
    for wrong in ({"pasang": "B2-1.1"}, {"banyak": "4"}, {"dari": "x"}, {"banyak": "21"}, {"dari": "0"}):
        assert satya.post(PAGE, values | wrong).status_code == 404
    assert narrative_of(satya.plan, "B1-sk") is None


def take_back(who, hidden="sembunyi", number=1, **more):
    return who.post(f"{PAGE}{number}/", {"op": new_op(), "as": who.key, "pindaian": hidden} | more)


def hidden():
    return [one.number for one in Picture.objects.exclude(hidden_at=None)]


def last(who):
    """The newest line of the history."""
    return BeautifulSoup(who.get("/r/ponorogo/riwayat/").content, "lxml").select_one(".trail__what b").text


def row_of(who, number=1):
    """What the page says of the scan with this first page, and the button beside it or None."""
    row = BeautifulSoup(who.get(PAGE).content, "lxml").select_one(f"#pindaian-{number}")
    return (" ".join(row.text.split()), row.select_one("button")) if row else ("", None)


def test_a_scan_is_taken_back_as_one_and_comes_again_as_one(satya):
    post(satya, drawn("PNG"), name="balai.png", alt="Balai desa")
    kept(satya)
    said, button = row_of(satya, 2)
    assert "SK lama · 3 halaman · Satya" in said and button.text == "Batalkan pindaian SK lama"
    op = new_op()
    sent = take_back(satya, number=2, op=op)
    assert sent.status_code == 303 and sent["Location"].endswith("#pindaian-2")
    assert take_back(satya, number=2, op=op)["Location"] == sent["Location"]
    assert hidden() == [2, 3, 4] and offered(satya) is None
    event = Event.objects.last()
    assert (event.verb, event.refs) == ("picture.scan_hidden", ["gambar-2", "gambar-3", "gambar-4"])
    assert event.changes["gambar-3"] == {"hidden": [False, True]}
    assert last(satya) == "Satya membatalkan sebuah pindaian: 3 halaman tidak ditawarkan lagi untuk naskah buku"
    said, button = row_of(satya, 2)
    assert "Dibatalkan" in said and button.text == "Kembalikan pindaian SK lama"
    assert take_back(satya, "tampil", number=2).status_code == 303
    assert hidden() == [] and offered(satya) is not None and row_of(satya, 2)[1].text.startswith("Batalkan")
    assert last(satya) == "Satya mengembalikan sebuah pindaian yang dibatalkan: 3 halaman"
    assert [event.verb for event in Event.objects.order_by("number")][-2:] == [
        "picture.scan_hidden",
        "picture.scan_shown",
    ]
    # done already: nothing to tell
    assert take_back(satya, "tampil", number=2).status_code == 303 and Event.objects.count() == 4


def test_what_was_hidden_by_itself_does_not_come_again_with_its_scan(satya):
    kept(satya)
    hide_picture(satya.actor, 2, True, op=new_op())
    hide_scan(satya.actor, 1, True, op=new_op())
    hide_picture(satya.actor, 3, False, op=new_op())
    assert hidden() == [1, 2] and row_of(satya)[1].text.startswith("Kembalikan")
    hide_scan(satya.actor, 1, True, op=new_op())
    assert hidden() == [1, 2, 3]
    hide_scan(satya.actor, 1, False, op=new_op())
    assert hidden() == [2]
    hide_scan(satya.actor, 1, True, op=new_op())
    for away in (False, True):
        hide_picture(satya.actor, 3, away, op=new_op())
    hide_scan(satya.actor, 1, False, op=new_op())
    assert hidden() == [2, 3], "shown and hidden by itself after the scan was taken back"


def test_a_scan_that_stands_in_a_section_stays_whole_and_says_where(satya):
    kept(satya)
    place_pictures(satya.actor, satya.plan, "B1-sk", Picture.objects.filter(number=2), op=new_op())
    satya.plan.refresh_from_db()
    said, button = row_of(satya)
    assert "Dipakai di B1-sk" in said and button is None
    refused = take_back(satya)
    assert refused.status_code == 422 and hidden() == []
    row = BeautifulSoup(refused.content, "lxml").select_one("#pindaian-1")
    assert (
        "Pindaian ini dipakai di bagian B1-sk. Keluarkan dahulu semua halamannya" in row.select_one("[role=alert]").text
    )
    with pytest.raises(InUse):
        hide_scan(satya.actor, 1, True, op=new_op())


def test_only_staff_take_a_scan_back_and_only_by_its_first_page(satya, ani, fitri, oka):
    kept(satya)
    post(satya, drawn("PNG"), name="balai.png", alt="Balai desa")
    assert [take_back(who).status_code for who in (ani, fitri, oka)] == [403, 403, 404]
    assert [take_back(satya, number=number).status_code for number in (2, 4, 9)] == [404, 404, 404]
    with pytest.raises(NotFound):
        hide_scan(satya.actor, 4, True, op=new_op())
    with pytest.raises(Refused):
        hide_scan(fitri.actor, 1, True, op=new_op())
    assert hidden() == [] and not BeautifulSoup(ani.get(PAGE).content, "lxml").select("[name=pindaian]")
