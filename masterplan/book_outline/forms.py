"""What the page of an outline sends: one change of one part, or of the whole; and a section as it is being written."""

from typing import Any

from django.http import QueryDict

from pillars import prose
from workshops.forms import Form, NumberField, TextField
from workshops.text import LIMITS, FieldError

LONGEST_TITLE = 200
MOVES = {"naik": True, "turun": False}
HIDES = {"sembunyikan": True, "cetak": False}
DEEDS = (*MOVES, *HIDES, "judul", "bawaan", "batal")


def _deed(text: str) -> tuple[str, str]:
    """(deed, neighbour): a move names the neighbour that the page had shown, as “naik:B2-2”."""
    deed, _, neighbour = text.partition(":")
    if deed not in DEEDS:
        raise FieldError("field_error", "Pilih yang diubah pada susunan buku.")
    return deed, neighbour


class OutlineForm(Form):
    """`deed` and what it needs: the `code` of the part, and in `cleaned_data` its title, a version or an event."""

    apa = TextField(parse=_deed)
    judul = TextField("Judul", LONGEST_TITLE, required=False)
    versi = NumberField()
    peristiwa = NumberField()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.deed, self.code, self.shown = data.get("apa", ""), data.get("bab", ""), data.get("dulu", "")

    def clean(self) -> dict[str, Any]:
        """Take a shipped title that was sent back as it stood for nobody's own."""
        given = super().clean()
        if given.get("judul") == self.data.get("semula"):
            given["judul"] = self.shown
        return given


class WrittenForm(Form):
    """A section as it is being written: title, and blocks of prose."""

    title = TextField("Judul", 300, required=False)
    body = TextField("Isi", LIMITS["narrative"], rows=18, required=False, parse=prose.read_typed)
