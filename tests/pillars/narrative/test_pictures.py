"""Pictures for the prose: what is taken, what is stored of it, who sees it, and that none goes that is printed."""

import io
import struct
import zlib

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageFile

from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.document.tree import Picture as Printed
from masterplan.document.tree import walk
from pillars.models import Picture
from pillars.narrative.actions import add_picture, hide_picture, save_section
from pillars.narrative.picture_check import check_picture
from pillars.narrative.queries import pictures_of
from pillars.prose import parse
from pillars.uploads import BadFile
from tests.cast import new_op

PAGE = "/r/ponorogo/buku/gambar/"


def drawn(format="JPEG", size=(600, 300), mode="RGB", **options):
    """A picture, red on its left half."""
    image = Image.new(mode, size, "white")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "red"), (0, 0))
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def uploaded(name, data):
    file = io.BytesIO(data)
    file.name = name
    return file


def add(who, data=None, alt="Balai desa", name="IMG_0001.JPG"):
    kept = add_picture(who.actor, check_picture(name, data or drawn()), alt, op=new_op())
    who.plan.refresh_from_db()
    return Picture.objects.defer(None).get(number=kept.number)


def test_a_picture_is_turned_upright_made_smaller_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 52.0, 0.0), 3: "E", 4: (111.0, 28.0, 0.0)})
    data = drawn(size=(5000, 2500), exif=exif.tobytes(), comment=b"rahasia") + b"<script>ekor</script>"
    taken = check_picture("../C:\\foto\\IMG 1.jpeg", data)
    stored = Image.open(io.BytesIO(taken.content))
    assert (stored.size, taken.media, taken.name) == ((1200, 2400), "image/jpeg", "IMG 1.jpg")
    assert stored.getpixel((600, 100))[1] < 60 and stored.getpixel((600, 2300))[1] > 200
    assert not dict(stored.getexif()) and "comment" not in stored.info
    assert b"ekor" not in taken.content and b"Exif" not in taken.content
    assert max(Image.open(io.BytesIO(taken.small)).size) == 320


@pytest.mark.parametrize(
    ("format", "mode", "media"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("WEBP", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
    ],
)
def test_every_usual_kind_becomes_png_or_jpeg_by_its_content(format, mode, media):
    taken = check_picture("nama.bin", drawn(format, mode=mode))
    assert (taken.media, taken.width, taken.height) == (media, 600, 300)
    assert Image.open(io.BytesIO(taken.content)).mode in ("RGB", "RGBA")


def _bomb():
    """The head of a PNG of 30,000 × 30,000 with nothing behind it."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"PK\x03\x04word", "Simpan sebagai gambar"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan gambar"),
        (b"GIF89a", "bukan gambar"),
        (b"\xff\xd8\xff" + b"x" * 90, "tidak dapat dibaca"),
        (drawn("PNG")[:200], "tidak dapat dibaca"),
        (_bomb(), "40 megapiksel"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "Paling besar 10 MB"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_with_what_to_do(data, said, monkeypatch):
    # as the library that prints leaves it in a process that has printed
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(BadFile) as refused:
        check_picture("gambar.jpg", data)
    assert said in refused.value.sentence


def test_staff_add_a_picture_and_everybody_of_the_plan_sees_it(satya, ani, oka):
    values = {"op": new_op(), "as": satya.key, "base": satya.plan.head}
    answer = satya.post(PAGE, values | {"alt": "Balai desa", "gambar": uploaded("balai.png", drawn("PNG"))})
    assert answer.status_code == 303 and answer["Location"].endswith("#gambar-1")
    page = BeautifulSoup(ani.get(PAGE).content, "lxml")
    assert page.select_one("#gambar-1 img")["alt"] == "Balai desa" and not page.select("input[type=file]")
    for address in ("asli", "kecil"):
        got = ani.get(f"{PAGE}1/{address}/")
        assert (got.status_code, got["Content-Type"], got["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
        assert "sandbox" in got["Content-Security-Policy"] and got["Cache-Control"] == "private, no-cache"
        assert ani.get(f"{PAGE}1/{address}/", **{"If-None-Match": got["ETag"]}).status_code == 304
        assert oka.get(f"{PAGE}1/{address}/").status_code == 404 == ani.get(f"{PAGE}2/{address}/").status_code
    assert ani.post(PAGE, values | {"as": ani.key}).status_code == 403


def test_what_is_wrong_is_said_at_its_box_and_the_words_stay(satya):
    values = {"op": new_op(), "as": satya.key, "base": satya.plan.head, "alt": "Balai desa"}
    page = satya.post(PAGE, values | {"gambar": uploaded("foto.png", b"PK\x03\x04word")})
    assert page.status_code == 422 and "Ini dokumen Office, bukan gambar" in page.content.decode()
    assert 'value="Balai desa"' in page.content.decode()
    bare = satya.post(PAGE, values | {"alt": " ", "gambar": uploaded("a.jpg", drawn())})
    assert "Tulis apa yang terlihat" in bare.content.decode() and not Picture.objects.exists()


@pytest.mark.parametrize(
    ("limit", "most", "said"), [("MOST_PICTURES", 1, "Sembunyikan yang tidak dipakai"), ("MOST_BYTES", 9, "penuh")]
)
def test_a_plan_holds_so_many_pictures_and_no_more(satya, monkeypatch, limit, most, said):
    add(satya)
    monkeypatch.setattr(f"pillars.narrative.actions.{limit}", most)
    values = {"op": new_op(), "as": satya.key, "alt": "Balai desa", "gambar": uploaded("a.png", drawn("PNG"))}
    full = satya.post(PAGE, values)
    assert full.status_code == 422 and said in full.content.decode() and 'value="Balai desa"' in full.content.decode()
    assert Picture.objects.count() == 1


def test_a_picture_in_a_passage_stays_and_one_that_is_hidden_still_prints(satya):
    row = add(satya)
    body = parse(f"Satu.\n[[foto: {row.ref} | Balai | Balai desa]]")
    how = {"beginning": [], "base": satya.plan.head, "op": new_op()}
    save_section(satya.actor, satya.plan, "B2-1.1", {"body": body}, **how)
    satya.plan.refresh_from_db()
    values = {"op": new_op(), "as": satya.key, "alt": row.alt}
    said = satya.post(f"{PAGE}1/", values | {"tampilan": "sembunyi"})
    assert said.status_code == 422 and "dipakai di bagian B2-1.1" in said.content.decode()
    assert "/buku/2/bab/B2-1.1/" in satya.get(PAGE).content.decode()
    second = add(satya, drawn("PNG"))
    hide_picture(satya.actor, second.number, True, op=new_op())
    found = pictures_of(satya.plan, [second.sha256, "0" * 64])
    assert found == {second.sha256: bytes(second.content)}
    chapter = build_book(read_book_data(satya.plan), "2", part="bab:B2-1")
    printed = [node for node in walk(chapter.parts) if isinstance(node, Printed)]
    assert [(one.sha256, one.title, one.description) for one in printed] == [(row.sha256, "Balai", "Balai desa")]
    facts = read_book_data(satya.plan).customization
    assert [(one.ref, one.width) for one in facts.pictures] == [("gambar-1", 600), ("gambar-2", 600)]
    assert facts.passages[0].blocks[1]["ref"] == "gambar-1"


def test_a_picture_without_words_in_the_text_has_those_of_its_list(satya):
    row = add(satya, alt="Balai desa dari depan")
    how = {"beginning": [], "base": satya.plan.head, "op": new_op()}
    save_section(satya.actor, satya.plan, "B2-1.1", {"body": parse(f"[[foto: {row.ref} | | ]]")}, **how)
    chapter = build_book(read_book_data(satya.plan), "2", part="bab:B2-1")
    (printed,) = [node for node in walk(chapter.parts) if isinstance(node, Printed)]
    assert printed.description == "Balai desa dari depan"


def test_other_words_for_a_picture_are_told_in_the_history(satya):
    add(satya)
    values = {"op": new_op(), "as": satya.key, "alt": "Balai desa Bungkal dari depan"}
    assert satya.post(f"{PAGE}1/", values).status_code == 303
    assert Picture.objects.get().alt == "Balai desa Bungkal dari depan"
    assert "mengubah teks pengganti sebuah gambar" in satya.get("/r/ponorogo/riwayat/").content.decode()
