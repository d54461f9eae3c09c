"""The picture that somebody uploads, and the words for one."""

from pillars.evidence.checking import LARGEST, MIB, BadFile
from pillars.narrative.checking import ALLOWED, check_picture, too_large
from workshops.text import FieldError, parse_text

LONGEST_ALT = 500
EMPTY_ALT = "Tulis apa yang terlihat pada gambar, dalam satu kalimat."


class PictureForm:
    """`errors` {name of the input: sentence}; else `picture` (None where no file is asked for) and `alt`.

    with_file  whether a picture comes along; without one only its words change.
    """

    def __init__(self, data, files=None, *, with_file=True):
        self.op, self.typed = data.get("op", ""), data.get("alt", "")
        self.picture, self.alt, self.errors, self.is_large = None, "", {}, False
        self._read_alt()
        if with_file:
            self._read_file((files or {}).get("gambar"))

    def is_valid(self):
        return not self.errors

    def _read_alt(self):
        try:
            self.alt = parse_text(self.typed, limit=LONGEST_ALT, one_line=True).text
        except FieldError as error:
            self.errors["alt"] = error.sentence
            return
        if not self.alt:
            self.errors["alt"] = EMPTY_ALT

    def _read_file(self, given):
        try:
            if given is None:
                raise BadFile(f"Pilih satu gambar dahulu: {ALLOWED}, paling besar {LARGEST // MIB} MB.")
            if given.size > LARGEST:
                raise too_large(given.size)
            self.picture = check_picture(given.name or "", given.read())
        except BadFile as error:
            self.errors["gambar"], self.is_large = error.sentence, error.kind == "too_large"
