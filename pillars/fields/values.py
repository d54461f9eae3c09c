"""The shapes that the rest of `pillars.fields` gives and raises. Pure, no Django."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

MESSAGE_KINDS = frozenset(
    ["saved", "field_error", "too_long", "ambiguous_number", "out_of_range", "not_a_number", "not_a_year"]
    + ["duplicate", "similar", "conflict", "locked", "forbidden", "not_found", "expired_form", "bad_code"]
    + ["slow_down", "bad_file", "too_large", "warning", "unsent"]
)


class NoData(Enum):
    """The one value for "tidak ada data": somebody looked, and there is no number. Not the same as empty."""

    NO_DATA = "tidak ada data"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "NO_DATA"


NO_DATA = NoData.NO_DATA


class FieldError(Exception):
    """A value that is not taken, with what to do about it.

    kind      one of MESSAGE_KINDS, for `data-kind`
    sentence  Indonesian; says what to do
    readings  texts offered as buttons; each is accepted when it is typed into the same field
    names_field  True when the sentence already begins with the field's label
    key       field key, set by `parse_field`
    cells     for per-year tables: the error of each wrong year (text of the year → FieldError)
    """

    def __init__(
        self,
        kind: str,
        sentence: str,
        readings: tuple[str, ...] = (),
        *,
        names_field: bool = False,
        cells: Mapping[str, "FieldError"] | None = None,
    ):
        if kind not in MESSAGE_KINDS:
            raise ValueError(f"unknown message kind {kind}")
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.readings = readings
        self.names_field = names_field
        self.key: str | None = None
        self.cells: dict[str, FieldError] = dict(cells or {})

    def with_label(self, label: str) -> str:
        """The sentence for a list of errors at the top of a form: `Angka awal: Tulis angka saja, …`."""
        return self.sentence if self.names_field or not label else f"{label}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text after cleaning. `removed`: invisible characters dropped. `warnings`: Indonesian sentences."""

    text: str
    removed: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a field cannot know by itself.

    period   first and last year of the plan, both included
    unit     the entry's unit (`persen`, `orang`), for the percent sign and the percent warning
    allowed  field key → accepted values, for references and for choices that are rows of the plan;
             a key that is not in it is not checked here
    """

    period: tuple[int, int] | None = None
    unit: str | None = None
    allowed: Mapping[str, Collection[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A field that was understood: canonical value, soft sentences, read-back ('' when none), removed."""

    value: Any
    warnings: tuple[str, ...] = ()
    read_back: str = ""
    removed: int = 0
