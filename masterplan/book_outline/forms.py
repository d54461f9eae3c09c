"""What the page of an outline sends: one change of one part, or of the whole."""

from django.http import QueryDict

from pillars import prose
from workshops.answers import new_op
from workshops.text import LIMITS, FieldError, FieldErrors, natural, parse_text

LONGEST_TITLE = 200
MOVES = {"naik": True, "turun": False}
HIDES = {"sembunyikan": True, "cetak": False}
DEEDS = (*MOVES, *HIDES, "judul", "bawaan", "batal")


class OutlineForm:
    """`deed` and what it needs: `code` of the part, `neighbour`, `title`, `shown` title, `seen` version, `event`."""

    def __init__(self, data: QueryDict) -> None:
        self.op = data.get("op", "")
        # a move names the neighbour that the page had shown: “naik:B2-2”
        self.deed, _, self.neighbour = data.get("apa", "").partition(":")
        self.code = data.get("bab", "")
        self.raw, self.shown = data.get("judul", ""), data.get("dulu", "")
        self.before = data.get("semula", "")
        self.seen, self.event = natural(data.get("versi")), natural(data.get("peristiwa"))
        self.title, self.errors = "", FieldErrors()

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        if self.deed not in DEEDS:
            self.errors["apa"] = FieldError("field_error", "Pilih yang diubah pada susunan buku.")
        if self.deed == "judul":
            with self.errors.of("judul"):
                self.title = parse_text(self.raw, limit=LONGEST_TITLE, one_line=True).text
            if self.title == self.before:
                # the shipped title stood in the field: sent back as it was, it is nobody's own
                self.title = self.shown
        return not self.errors


class ArmsForm:
    """Which picture stands on the covers: its ref, "" for none."""

    def __init__(self, data: QueryDict) -> None:
        self.op, self.picture = data.get("op", "") or new_op(), data.get("lambang", "")[:40]


class WrittenForm:
    """A section as it is being written: `title` and `blocks`. `sentence`: why it cannot be read."""

    def __init__(self, data: QueryDict) -> None:
        self.raw = {key: data.get(key, "") for key in ("title", "body")}
        self.title, self.blocks, self.sentence = "", [], ""

    def is_valid(self) -> bool:
        """Read what was sent; True when it can be laid out."""
        try:
            self.title = parse_text(self.raw["title"], limit=300, one_line=True).text
            self.blocks = prose.parse(parse_text(self.raw["body"], limit=LIMITS["narrative"], one_line=False).text)
        except FieldError as error:
            self.sentence = error.sentence
        return not self.sentence
