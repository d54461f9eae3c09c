"""What an attached file really is, by its content, and whether it is taken. Nothing in it is run, fetched or unpacked.

A picture is encoded anew: what else lies in the file, and where it was taken, does not survive. A PDF that asks for
a program, and a workbook or document with macros or foreign objects, are refused. What is taken is only ever given
back as a download (views.py), so that a file which is two things at once is opened by nobody's browser as a page.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageFile, ImageOps

from workshops.text import FieldError, clean

MIB = 1024 * 1024
#: Bytes of a file; pixels of a picture; bytes of the parts of a document unpacked, and how many they may be.
LARGEST = 10 * MIB
MOST_PIXELS = 40_000_000
UNPACKED, MOST_PARTS = 60 * MIB, 500
#: Pixels of the longer side of a picture as it is stored.
WIDEST = 4000
#: Letters of a name, its ending included.
LONGEST_NAME = 120

ALLOWED = "PDF, PNG, JPG, XLSX, atau DOCX"
_ENDINGS = {"pdf": "pdf", "png": "png", "jpg": "jpg", "jpeg": "jpg", "xlsx": "xlsx", "docx": "docx"}
_MAIN_PART = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_PICTURES = {"png": "PNG", "jpg": "JPEG"}
_START = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "xlsx": b"PK\x03\x04"}
_START["docx"] = _START["xlsx"]
#: Names in a PDF by which opening it does more than show pages; a letter may be written as #4a.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Parts of a document that hold code or something that is no part of it.
_FOREIGN = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|\.(?:exe|dll|js|vbs|bat|scr|jar|html?)$", re.IGNORECASE
)
_MACRO = b"macroEnabled"
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class BadFile(FieldError):
    """The file is not taken; `kind` is the kind of the message, `sentence` says why and what to do."""

    def __init__(self, sentence: str, kind: str = "bad_file") -> None:
        super().__init__(kind, sentence)


@dataclass(frozen=True)
class CheckedFile:
    """A file as it may be stored."""

    name: str
    kind: str
    content: bytes


def check_file(name: str, data: bytes) -> CheckedFile:
    """Return the file under a harmless name. Raises BadFile."""
    if len(data) > LARGEST:
        raise too_large(len(data))
    if not data:
        raise BadFile("Berkas ini kosong. Pilih berkas lain.")
    kind = _ENDINGS.get(PurePosixPath(safe_name(name)).suffix.removeprefix(".").lower())
    if kind is None:
        raise BadFile(f"Jenis berkas ini tidak diterima. Pakai {ALLOWED}.")
    if not data.startswith(_START[kind]):
        raise BadFile(f"Isi berkas ini bukan {kind.upper()}, meskipun namanya begitu. Pakai {ALLOWED} yang asli.")
    content = _READERS[kind](data, kind)
    if len(content) > LARGEST:
        raise too_large(len(content))
    return CheckedFile(safe_name(name, kind), kind, content)


def too_large(size: int) -> BadFile:
    """Return the BadFile of a file of `size` bytes."""
    return BadFile(f"Berkas terlalu besar ({-(-size // MIB)} MB). Paling besar {LARGEST // MIB} MB.", "too_large")


def safe_name(raw: str, kind: str = "") -> str:
    """Return the last part of a name without path, invisible and reserved characters, at most LONGEST_NAME letters.

    kind  the ending that it gets, whatever it had.
    """
    text = unicodedata.normalize("NFC", clean(raw.replace("\\", "/").rpartition("/")[2], one_line=True).text)
    text = _UNSAFE.sub("-", text).strip(" .-")
    stem, dot, ending = text.rpartition(".")
    if not dot:
        stem, ending = text, ""
    stem = stem.strip(" .") or "berkas"
    if _DEVICES.match(stem):
        stem = f"berkas-{stem}"
    ending = f".{kind or ending}" if kind or ending else ""
    return stem[: LONGEST_NAME - len(ending)].strip(" .") + ending[:LONGEST_NAME]


def _pdf(data, kind):
    if b"%%EOF" not in data[-2048:]:
        raise BadFile("Berkas PDF ini tidak utuh. Simpan lagi sebagai PDF, lalu unggah lagi.")
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if _ACTIVE.search(plain):
        raise BadFile(
            "PDF ini memuat skrip, formulir kirim, atau berkas lain. Cetak ke PDF baru, lalu unggah yang baru itu."
        )
    return data


def _picture(data, kind):
    try:
        # half a picture is none, whatever a library that prints has set for its process
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with Image.open(io.BytesIO(data), formats=[_PICTURES[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            return _encoded(picture, kind)
    except Image.DecompressionBombError as huge:
        most = MOST_PIXELS // 1_000_000
        raise BadFile(f"Gambar ini lebih dari {most} megapiksel. Perkecil, lalu unggah lagi.") from huge
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error) as broken:
        raise BadFile("Gambar ini tidak dapat dibaca. Simpan lagi sebagai PNG atau JPG, lalu unggah lagi.") from broken


def _encoded(picture, kind):
    """The picture upright, at most WIDEST on a side, and nothing else that its file held."""
    if kind == "jpg":
        picture.draft("RGB", (WIDEST, WIDEST))
    image = ImageOps.exif_transpose(picture)
    image.thumbnail((WIDEST, WIDEST))
    modes = ("RGB", "L") if kind == "jpg" else ("1", "L", "LA", "P", "RGB", "RGBA")
    if image.mode not in modes:
        image = image.convert("RGB" if kind == "jpg" else "RGBA")
    # of what came with the picture only which colour is none
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    file = io.BytesIO()
    image.save(file, _PICTURES[kind], **({"quality": 88} if kind == "jpg" else {}))
    return file.getvalue()


def _document(data, kind):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise BadFile("Isi dokumen ini terlalu besar setelah dibuka. Hapus gambar besar, lalu unggah lagi.")
            names = [part.filename for part in parts]
            if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
                raise BadFile("Dokumen ini memuat nama yang tidak wajar. Simpan ulang di Office, lalu unggah lagi.")
            if "[Content_Types].xml" not in names or _MAIN_PART[kind] not in names:
                raise BadFile(f"Isi berkas ini bukan {kind.upper()}. Simpan ulang di Office, lalu unggah lagi.")
            if any(_FOREIGN.search(name) for name in names) or _MACRO in _head(packed):
                raise BadFile("Dokumen ini memuat makro atau objek lain. Simpan tanpa makro, lalu unggah lagi.")
            if data.rfind(b"PK\x05\x06") + 22 + len(packed.comment) != len(data) or packed.comment:
                raise BadFile("Dokumen ini memuat isi tambahan di ekornya. Simpan ulang di Office, lalu unggah lagi.")
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, OSError, EOFError) as broken:
        raise BadFile("Dokumen ini tidak utuh. Simpan lagi di Office, lalu unggah lagi.") from broken
    return data


def _head(packed):
    """The first 256 kB of the list of what the parts are."""
    with packed.open("[Content_Types].xml") as part:
        return part.read(256 * 1024)


_READERS = {"pdf": _pdf, "png": _picture, "jpg": _picture, "xlsx": _document, "docx": _document}
