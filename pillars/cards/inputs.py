"""The inputs of a card's form, as its page shows them."""

from dataclasses import dataclass
from typing import Any

from pillars import fields
from workshops.number_format import show_number

OWN_TEMPLATES = ("unit", "nomenclature_code")
_TEMPLATES = {"lines": "area", "rupiah": "number", "year": "number"}


@dataclass
class YearInput:
    """The input of one year in a per-year table."""

    year: str
    name: str
    text: str
    difference: str = ""
    error: fields.FieldError | None = None


@dataclass(frozen=True)
class AnswerRow:
    """One row of a table of answers: what is asked (a Choice), the name of its radios, the answer chosen."""

    choice: Any
    name: str
    chosen: str


@dataclass
class Input:
    """A field as it stands in the form. `text` for one input, `chosen` (texts) for ticks and radios.

    cells  [Cell] of a table by year, [Asked] of a table of answers
    """

    field: Any
    control: str
    text: str = ""
    chosen: tuple = ()
    options: tuple = ()
    cells: tuple = ()
    unit: str = ""
    error: fields.FieldError | None = None
    warnings: tuple = ()
    read_back: str = ""
    is_saved: bool = False

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def look(self) -> tuple[Any, ...] | None:
        """Return all that its HTML depends on; None for one that says something of its own, or of the plan."""
        says = self.error or self.warnings or self.is_saved or self.control in ("prose", "answers")
        if says or self.key in OWN_TEMPLATES or self.key == "indicator":
            return None
        cells = tuple(tuple(vars(cell).values()) for cell in self.cells)
        return id(self.field), self.control, self.text, self.chosen, self.options, cells, self.unit

    @property
    def template(self) -> str:
        """Return the template of the input alone."""
        name = self.key if self.key in OWN_TEMPLATES else _TEMPLATES.get(self.control, self.control)
        return f"components/fields/{name}.html"

    @property
    def is_group(self) -> bool:
        """Return whether it consists of several inputs, under one legend."""
        return self.control in ("ticks", "segment", "scale", "table", "answers")

    @property
    def classes(self) -> str:
        """Return the classes of the element around label and input."""
        named = {f"field--{self.control}": self.is_group, "field--error": self.error, "field--wide": self.is_wide}
        return " ".join(["field", *(name for name, is_so in named.items() if is_so)])

    @property
    def unit_note(self) -> str:
        """Return what the cells of a table are counted in, for its legend."""
        return "rupiah" if self.field.type == "years_table_rupiah" else self.unit if self.control == "table" else ""

    @property
    def is_optional(self) -> bool:
        """Return whether the field may stay empty for ever."""
        return not (self.field.needed_for_complete or self.field.needed_to_save)

    @property
    def described_by(self) -> str:
        """Return the ids of what is said of the input, for `aria-describedby`."""
        wrong = f" i-{self.key}-salah" if self.error else ""
        return f"i-{self.key}-bantu i-{self.key}-kaki{wrong}"

    @property
    def rows(self) -> int:
        """Return how many lines of a text are in sight."""
        return 2 if self.field.type == "text" else 3

    @property
    def inputmode(self) -> str:
        """Return which keys a phone shows; an amount may be typed in words."""
        return "numeric" if self.control == "year" else "text"

    @property
    def counts_to(self) -> int | None:
        """Return the greatest length of a text whose letters are counted while it is typed, or None."""
        return self.field.limits.get("max_chars") if self.control in ("area", "line", "prose") else None

    @property
    def length(self) -> int:
        return fields.length(self.text.replace("\r\n", "\n"))

    @property
    def is_wide(self) -> bool:
        wide = ("area", "lines", "prose", "table", "answers", "ticks", "office")
        return self.control in wide or self.key == "title" or len(self.options) > 5

    @property
    def example(self) -> str:
        return _example(self.field, self.field.example_good)

    @property
    def bad_example(self) -> str:
        return _example(self.field, self.field.example_bad) if self.field.example_bad else ""


def _example(described, value):
    """An example as it would be typed; none where the options speak for themselves."""
    # an office is typed: its example helps
    chosen = described.options or described.refers_to not in (None, "opd")
    if value is None or chosen or described.type in ("years_list", "yes_no"):
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{year}: {show_number(number)}" for year, number in value.items())
    if isinstance(value, list):
        return "; ".join(value)
    return value if isinstance(value, str) else show_number(value)
