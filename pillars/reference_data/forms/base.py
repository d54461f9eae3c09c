"""What the forms of the frame share: texts, years, figures as typed, every error by its field."""

from typing import Any

from django.http import QueryDict

from workshops.forms import PostedForm
from workshops.text import FieldError, FieldErrors, parse_name

FIRST, LAST = 1990, 2100


class FrameForm(PostedForm):
    """Reads a post into `values` (keys of a state) and `errors` {field: FieldError}; `shown`: what stands in inputs.

    `seen` is the fingerprint of the row that the page has shown.
    """

    #: The keys whose inputs the page draws by name.
    keys: tuple[str, ...] = ()
    id_prefix = "i-"

    def __init__(self, data: QueryDict | None = None, stored: dict[str, Any] | None = None, seen: str = "") -> None:
        self.data = data
        self.stored = stored or {}
        self.errors, self.values = FieldErrors(), {}
        self.receive(data)
        self.seen = data.get("seen", "")[:64] if data is not None else seen

    def shown(self, key: str) -> Any:
        """Return what stands in the input of `key`: as typed, else as stored."""
        if self.data is not None and key in self.data:
            return self.data[key]
        value = self.stored.get(key)
        return "" if value is None else value

    def text(self, key: str, limit: int, *, one_line: bool = True, needed: str = "") -> str:
        """Read a text; `needed`: the sentence where it is empty."""
        return self.errors.text(key, self.data.get(key, ""), limit, one_line=one_line, needed=needed)

    def name(self, label: str) -> str:
        """Return the name of an office, "" where it is not taken."""
        with self.errors.of("name"):
            return parse_name(self.data.get("name", ""), label=label, limit=500).text
        return ""

    def year(self, key: str, label: str) -> int | None:
        """Read a year, None for nothing."""
        return self.read_year(key, self.data.get(key, ""), label)

    def read_year(self, name: str, raw: str, label: str) -> int | None:
        raw = raw.strip()
        if not raw:
            return None
        if not (raw.isascii() and raw.isdigit() and len(raw) == 4 and FIRST <= int(raw) <= LAST):
            self.errors[name] = FieldError(
                "not_a_year", f"{label} ditulis empat angka, misalnya 2025.", names_field=True
            )
            return None
        return int(raw)

    def period(self, start: str = "period_start", end: str = "period_end") -> dict[str, int | None]:
        """Read the two years of a period; one that ends before it starts is an error."""
        first, last = self.year(start, "Tahun mulai"), self.year(end, "Tahun akhir")
        if first and last and last < first:
            sentence = f"Tahun akhir {last} lebih awal daripada tahun mulai {first}. Betulkan salah satunya."
            self.errors[end] = FieldError("field_error", sentence, names_field=True)
        return {start: first, end: last}

    def take(self, errors: dict[str, str], kind: str = "field_error") -> None:
        """Note what an action found wrong: {field: sentence}."""
        self.errors |= {key: FieldError(kind, sentence) for key, sentence in errors.items()}

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Return [(field, sentence, kind)] for the notice at the top."""
        return [(key, error.sentence, error.kind) for key, error in self.errors.items()]
