"""What the forms of the frame share: years, a period that ends after it starts, which state of a row was shown."""

from functools import partial
from typing import Any

from django.http import QueryDict

from pillars.reference_data.actions.outcome import Wrong
from workshops.forms import Form, TextField
from workshops.text import FieldError

FIRST, LAST = 1990, 2100


def year_field(label: str, *, called: str = "", **more: Any) -> TextField:
    """Return a field for a year, None where it is empty; `called` where sentences call it otherwise than its label."""
    look = {"class": "input--num", "inputmode": "numeric"}
    return TextField(label, required=False, parse=partial(_year, called or label), attrs=look, **more)


def _year(label, text):
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST <= int(text) <= LAST):
        raise FieldError("not_a_year", f"{label} ditulis empat angka, misalnya 2025.")
    return int(text)


class FrameForm(Form):
    """A form of one row. `stored` is its state; `seen` the fingerprint of the state that the page has shown."""

    id_format = "i-%s"
    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, stored: dict[str, Any] | None = None, seen: str = "") -> None:
        super().__init__(data, initial=stored)
        self.seen = data.get("seen", "")[:64] if data is not None else seen

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        given = super().clean()
        first, last = given.get("period_start"), given.get("period_end")
        if first and last and last < first:
            sentence = f"Tahun akhir {last} lebih awal daripada tahun mulai {first}. Betulkan salah satunya."
            self.wrong("period_end", sentence)
        return given

    def take(self, wrong: Wrong) -> None:
        """Note what an action found wrong."""
        for name, sentence in wrong.errors.items():
            self.wrong(name, sentence, wrong.kind)
