"""The picture that somebody uploads, and the words for one."""

from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pillars.narrative.checking import ALLOWED, check_picture, too_large
from pillars.narrative.scanning import check_scan, is_scan, scan_too_large, stem_of
from pillars.uploads import LARGEST, MIB, BadFile
from workshops.text import FieldErrors

LONGEST_ALT = 500
#: Letters of what says which page of a scan a picture is.
LONGEST_PAGE = len(", halaman 20 dari 20")
EMPTY_ALT = "Tulis apa yang terlihat pada gambar, dalam satu kalimat."


class PictureForm:
    """`errors` {name of the input: sentence}; else `pictures` (none where no file is asked for) with their `alts`,
    and `alt`, what was typed. `scan`: they are the pages of a PDF.

    A PDF brings a picture for each page; their words are made from what was typed, or from the name of the file.

    with_file  whether a picture comes along; without one only its words change.
    """

    def __init__(self, data: QueryDict, files: MultiValueDict | None = None, *, with_file: bool = True) -> None:
        self.op, self.typed = data.get("op", ""), data.get("alt", "")
        self.pictures, self.alt, self.alts, self.errors, self.is_large = [], "", [], {}, False
        given: Any = (files or MultiValueDict()).get("gambar") if with_file else None
        content = given.read() if given is not None and given.size <= LARGEST else b""
        self.scan = scan = given is not None and is_scan(given.name or "", content)
        self._read_alt(LONGEST_ALT - LONGEST_PAGE if scan else LONGEST_ALT, required=not scan)
        if with_file and not (scan and self.errors):
            self._read_file(given, content, scan)

    def is_valid(self) -> bool:
        return not self.errors

    def _read_alt(self, limit, required):
        errors = FieldErrors()
        self.alt = errors.text("alt", self.typed, limit, needed=EMPTY_ALT if required else "")
        self.errors |= {key: error.sentence for key, error in errors.items()}

    def _read_file(self, given, data, scan):
        try:
            if given is None:
                raise BadFile(f"Pilih satu gambar dahulu: {ALLOWED}, paling besar {LARGEST // MIB} MB.")
            if given.size > LARGEST:
                raise scan_too_large(given.name, given.size) if scan else too_large(given.size)
            name = given.name or ""
            self.pictures = check_scan(name, data) if scan else [check_picture(name, data)]
            said, count = self.alt or f"Pindaian {stem_of(name)}", len(self.pictures)
            self.alts = [f"{said}, halaman {n} dari {count}" for n in range(1, count + 1)] if count > 1 else [said]
        except BadFile as error:
            self.errors["gambar"], self.is_large = error.sentence, error.kind == "too_large"
