"""What may be attached, by what it really is: hostile files are refused or lose what is dangerous in them."""

import io
import zipfile

import pytest
from PIL import Image

from pillars.uploads import LARGEST, LONGEST_NAME, BadFile, check_file, safe_name
from tests.corpus.expectation import sent

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGE = b"<html><script>alert(1)</script></html>"


def picture(kind="PNG", size=(8, 6), **more):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **more)
    return file.getvalue()


def document(main="xl/workbook.xml", more=(), types=b"<Types/>"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr(main, b"<x/>")
        for name, content in dict(more).items():
            packed.writestr(name, content)
    return file.getvalue()


def refused(name, data):
    with pytest.raises(BadFile) as caught:
        check_file(name, data)
    assert caught.value.sentence.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("A01-2027-Diskominfo.pdf", PDF, "pdf"),
        ("peta.PNG", picture(), "png"),
        ("foto.jpeg", picture("JPEG"), "jpg"),
        ("rekap.xlsx", document(), "xlsx"),
        ("notula.docx", document("word/document.xml"), "docx"),
    ],
)
def test_the_five_kinds_are_taken(name, data, kind):
    checked = check_file(name, data)
    assert (checked.kind, checked.name.rpartition(".")[2]) == (kind, kind)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bukti.pdf", PAGE),  # a page under another name
        ("bukti.pdf", b"  " + PDF),
        ("bukti.pdf", PDF[:-7]),  # cut off on the way
        ("bukti.pdf", b""),
        ("bukti.pdf", picture()),
        ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("gambar.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("halaman.html", PAGE),
        ("program.exe", b"MZ\x90\x00" + bytes(64)),
        ("laporan.pdf.exe", b"MZ\x90\x00" + bytes(64)),
        ("laporan.exe.pdf", b"MZ\x90\x00" + bytes(64)),
        ("tanpa ujung", PDF),
        (".pdf", picture()),
        ("rekap.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("rekap.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16le")),
        ("rekap.xlsx", document("word/document.xml")),
        ("notula.docx", document()),
        ("rekap.xlsx", b"PK\x03\x04" + bytes(100)),
        ("foto.jpg", picture("JPEG")[:40]),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, data):
    assert refused(name, data).kind == "bad_file"


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
        b"/S/J#61vaScript",
        b"/S/Launch/F(cmd.exe)",
        b"/EmbeddedFiles 3 0 R",
        b"/EmbeddedFile",
        b"/AcroForm<</XFA 9 0 R>>",
        b"/S/SubmitForm/F(http://canary.test)",
    ],
)
def test_a_pdf_that_does_more_than_show_pages_is_refused(inside):
    assert "skrip" in refused("bukti.pdf", PDF.replace(b"/Type", inside + b"/Type")).sentence


@pytest.mark.parametrize(
    "more",
    [
        {"xl/vbaProject.bin": b"x"},
        {"xl/activeX/activeX1.xml": b"x"},
        {"xl/embeddings/oleObject1.bin": b"x"},
        {"xl/media/setup.exe": b"MZ"},
        {"../../../etc/cron.d/x": b"* * * * * root id"},
        {"/etc/passwd": b"x"},
        {"xl\\..\\..\\evil": b"x"},
    ],
)
def test_a_document_with_macros_foreign_objects_or_odd_names_is_refused(more):
    refused("rekap.xlsx", document(more=more))


def test_a_document_that_calls_itself_macro_enabled_is_refused():
    refused("rekap.xlsx", document(types=b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"))


def test_bombs_are_seen_in_the_list_of_parts_and_never_unpacked():
    bomb = document(more={"xl/worksheets/sheet1.xml": b" " * (80 * 1024 * 1024)})
    assert len(bomb) < 200_000
    assert "terlalu besar" in refused("rekap.xlsx", bomb).sentence
    many = document(more={f"xl/media/{number}.png": b"x" for number in range(600)})
    refused("rekap.xlsx", many)


def test_a_document_followed_or_led_by_something_else_is_refused():
    refused("rekap.xlsx", document() + PAGE)
    refused("rekap.xlsx", PAGE + document())


def test_a_picture_is_encoded_anew_without_what_else_lay_in_its_file():
    for kind, name in (("PNG", "foto.png"), ("JPEG", "foto.jpg")):
        stored = check_file(name, picture(kind, comment=b"canary") + PAGE).content
        assert b"script" not in stored
        assert b"canary" not in stored
        assert Image.open(io.BytesIO(stored)).size == (8, 6)


def test_where_a_photo_was_taken_is_not_kept_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (7.0, 52.0, 12.0)
    stored = Image.open(io.BytesIO(check_file("foto.jpg", picture("JPEG", exif=exif)).content))
    assert stored.size == (6, 8)
    assert not stored.getexif()


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded():
    assert "megapiksel" in refused("peta.png", sent("XLS-26")).sentence


def test_a_very_wide_picture_is_made_smaller():
    stored = Image.open(io.BytesIO(check_file("peta.png", picture(size=(5000, 50))).content))
    assert stored.size == (4000, 40)


def test_a_file_over_the_limit_is_named_with_its_size():
    error = refused("bukti.pdf", PDF + b"x" * LARGEST)
    assert (error.kind, error.sentence) == ("too_large", "Berkas terlalu besar (11 MB). Paling besar 10 MB.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ani\\bukti.pdf", "bukti.pdf"),
        ("lap\u202efdp.exe.pdf", "lapfdp.exe.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ('x";filename="y.html.pdf', "x-;filename=-y.html.pdf"),
        ("...pdf", "pdf.pdf"),
        ("CON.pdf", "berkas-CON.pdf"),
        ("   .pdf", "pdf.pdf"),
        ("", "berkas.pdf"),
        ("e\u0301vidence.pdf", "évidence.pdf"),
    ],
)
def test_names_lose_their_paths_and_what_nobody_sees(given, kept):
    assert safe_name(given, "pdf") == kept


def test_a_name_of_three_hundred_letters_keeps_its_ending():
    name = check_file("a" * 300 + ".pdf", PDF).name
    assert len(name) == LONGEST_NAME
    assert name.endswith("a.pdf")
