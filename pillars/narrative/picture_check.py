"""A picture that somebody uploads: what it is by its content, and what is stored of it.

It is decoded within limits that are asked of its head first, turned upright, made smaller and encoded anew. So nothing
else that its file held goes into a book: no place, no name of a camera, no second file behind the first.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from pillars.uploads import LARGEST, MIB, MOST_PIXELS, BadFile, safe_name

#: Pixels of the longer side as stored: 20 cm in 300 dots an inch. Of the picture in a list.
WIDEST, SMALL = 2_400, 320
ALLOWED = "JPG, PNG, WebP, atau pindaian PDF"
_STARTS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n"}
_NOT_A_PICTURE = {
    b"PK\x03\x04": "Ini dokumen Office, bukan gambar. Klik kanan gambarnya, pilih Simpan sebagai gambar, lalu unggah.",
}
_HEIC = (b"heic", b"heix", b"mif1", b"msf1")
#: What a picture that is no picture makes Pillow raise.
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error, MemoryError)


@dataclass(frozen=True)
class CheckedPicture:
    """A picture as it may be stored. `media` image/png or image/jpeg; `small`: the same for lists."""

    name: str
    media: str
    content: bytes
    small: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_picture(name: str, data: bytes) -> CheckedPicture:
    """Return the picture under a harmless name. Raises BadFile (bad_file, too_large)."""
    if len(data) > LARGEST:
        raise too_large(len(data))
    if not data:
        raise BadFile("Berkas ini kosong. Pilih gambar lain.")
    format = _format(data)
    try:
        # half a picture is none, whatever a library that prints has set for its process
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with Image.open(io.BytesIO(data), formats=[format]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            return _encoded(picture, name)
    except Image.DecompressionBombError as huge:
        raise BadFile(
            f"Gambar ini lebih dari {MOST_PIXELS // 1_000_000} megapiksel. Perkecil, lalu unggah lagi.", "too_large"
        ) from huge
    except _BROKEN as broken:
        raise BadFile("Gambar ini tidak dapat dibaca. Simpan lagi sebagai PNG atau JPG, lalu unggah lagi.") from broken


def too_large(size: int) -> BadFile:
    """Return the BadFile of a file of `size` bytes."""
    return BadFile(f"Gambar terlalu besar ({-(-size // MIB)} MB). Paling besar {LARGEST // MIB} MB.", "too_large")


def _format(data):
    for format, start in _STARTS.items():
        if data.startswith(start):
            return format
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise BadFile(
            "Foto ini HEIC. Di HP, pilih format JPG (paling kompatibel) atau bagikan sebagai JPG, lalu unggah."
        )
    for start, sentence in _NOT_A_PICTURE.items():
        if data.startswith(start):
            raise BadFile(sentence)
    raise BadFile(f"Berkas ini bukan gambar yang dapat dipakai. Pakai {ALLOWED}.")


def _encoded(picture, name):
    if picture.format == "JPEG":
        picture.draft("RGB", (WIDEST, WIDEST))
    image = ImageOps.exif_transpose(picture)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    photo = picture.format == "JPEG" or (picture.format == "WEBP" and not clear)
    # a palette is smoothed only after it has become colours
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    return stored(image.convert("RGBA" if clear else "RGB"), name, photo=photo)


def stored(image: Image.Image, name: str, *, photo: bool) -> CheckedPicture:
    """Return what is kept of a decoded picture: its pixels alone, at most WIDEST on a side.

    A `photo` as JPEG, else a PNG.
    """
    image.thumbnail((WIDEST, WIDEST))
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    kind = "jpg" if photo else "png"
    return CheckedPicture(
        safe_name(name, kind),
        "image/jpeg" if photo else "image/png",
        _bytes(image, photo),
        _bytes(small, photo),
        *image.size,
    )


def _bytes(image, photo):
    # of what came with the picture nothing is written
    image.info = {}
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88) if photo else image.save(file, "PNG", optimize=False)
    return file.getvalue()
