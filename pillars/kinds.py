"""What an entry of each kind consists of: read once from `content/kinds.json` into frozen `Kind`s.

Form, card, difference, sheet, book table and completeness read the same description. It is a
description and not a framework: nothing registers here; a new field is one entry in the JSON file.

The file's types are the canonical types of `pillars.fields`, and four more that only some frame kinds
use: `year_range` (list of two ints), `scale_table` (dict option → answer, one of the list named by
the limit `answers`), `computed` (never typed),
and `group`/`list_group` (not used by any field today). Fields of sub-structures keep their path as key,
for example `aspects[].aspect`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .fields.values import NO_DATA

SOURCE = Path(__file__).with_name("content") / "kinds.json"
CHAIN = ("masalah", "sasaran", "strategi", "program")
#: Where a field is shown or carried, unless its `left_out` says why not (held by `tests/masterplan/outputs`).
OUTPUTS = ("form", "board", "history", "search", "workbook", "exchange", "schema", "open_data", "book")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. `value` is stored (str, int, or None for "none of them"), `label` is shown."""

    value: Any
    label: str
    meaning: str
    min: Any = None
    max: Any = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    `limits` may hold: max_chars, max_items, min, max, integer, allows_no_data, pattern (refused when it
    does not fit), pattern_soft (warning), no_spaces, years_from (key of the field that lists the years to
    fill), before_period (a year before the plan is usual), unique_in. `choices` is a key of CHOICES, or the
    path of live data such as `opd[].name`; then `options` is empty and the caller supplies them.
    `open_list`: values outside the list are kept as they are. `left_out`: {output: why the field is not in it}.
    `exchange_after`: key of the field that it follows in the exchange file, where that is not the one before it.
    """

    key: str
    label: str
    type: str
    help: str
    limits: Mapping[str, Any]
    needed_to_save: bool
    needed_for_complete: bool
    who_closes_gap: str
    empty_text: str
    left_out: Mapping[str, str]
    example_good: Any = None
    example_bad: Any = None
    example_bad_why: str = ""
    choices: str | None = None
    open_list: bool = False
    note: str = ""
    exchange_after: str = ""

    @property
    def options(self) -> tuple[Choice, ...]:
        """Return the options of a fixed list; empty when the options are rows of the plan or there are none."""
        return CHOICES.get(self.choices or "", ())

    @property
    def answers(self) -> tuple[Choice, ...]:
        """Return what may be answered to each option of a `scale_table`."""
        return CHOICES.get(self.limits.get("answers", ""), ())

    @property
    def points_to(self) -> str | None:
        """Return key of the kind of card that a reference names (`masalah` …), None for other references."""
        return _KIND_OF_PATH.get(self.choices or "")

    @property
    def refers_to(self) -> str | None:
        """Return what a reference names: the key of a kind of card, `dimension`, `opd`, `rpjmd`, `rpjmd_previous`,
        `renstra`; None for every other field."""
        return self.points_to or _ROW_OF_PATH.get(self.choices or "")

    @property
    def is_link(self) -> bool:
        """Return true where one other row is named, by a foreign key."""
        return self.type in ("reference", "choice") and self.refers_to is not None

    @property
    def column(self) -> str:
        """Return the attribute of a card's row that holds the value."""
        return self.key.removesuffix("_ref") if self.is_link else self.key

    @property
    def allows_no_data(self) -> bool:
        """Whether “tidak ada data” is an answer: for a number with a unit, unless its limits say otherwise."""
        return self.type == "number_unit" and self.limits.get("allows_no_data", not self.limits.get("integer"))

    @property
    def editable(self) -> bool:
        """Return False for what is computed; such a field is shown, never posted."""
        return self.type != "computed"

    def label_of(self, value: Any) -> str:
        """Return the label of a stored choice value; the value itself where the list does not know it."""
        return next((c.label for c in self.options if c.value == value), "" if value is None else str(value))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry. `parent`/`children` are kind keys or None; `needs_children` counts for lengkap."""

    key: str
    label: str
    label_plural: str
    parent: str | None
    children: str | None
    purpose: str
    empty_state: str
    complete_when: str
    who_closes_gap: str
    exchange_path: str
    fields: tuple[Field, ...]
    needs_children: int = 0

    def field(self, key: str) -> Field:
        """Return the field of that key; KeyError names both when there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(f"{self.key} has no field {key}")

    def shown_in(self, output: str) -> tuple[Field, ...]:
        """Return the fields that an output of OUTPUTS has."""
        return tuple(field for field in self.fields if output not in field.left_out)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields)

    @property
    def parent_field(self) -> Field | None:
        """Return the reference that names the parent (`problem_refs`, `target_ref`, `strategy_ref`)."""
        if self.parent is None:
            return None
        return next((field for field in self.fields if field.points_to == self.parent), None)


def _given(raw: dict, described: type) -> dict[str, Any]:
    """Return what the file says of the fields of a dataclass; it says more, for who writes it."""
    return {one.name: raw[one.name] for one in fields(described) if one.name in raw}


def _field(raw: dict, left_out: dict) -> Field:
    left_out = left_out.get(raw["type"], {}) | left_out["kind"] | raw.get("left_out", {})
    frozen = {"limits": MappingProxyType(raw["limits"]), "left_out": MappingProxyType(left_out)}
    return Field(**_given(raw, Field) | frozen)


def _kind(raw: dict, left_out: dict) -> Kind:
    left_out = left_out | {"kind": raw.get("left_out", {})}
    return Kind(**_given(raw, Kind) | {"fields": tuple(_field(one, left_out) for one in raw["fields"])})


def read(path: Path = SOURCE) -> tuple[dict[str, Kind], dict[str, tuple[Choice, ...]]]:
    """Return the kinds and the choice lists of a file, each in the file's order."""
    content = json.loads(path.read_text(encoding="utf-8"))
    choices = {
        key: tuple(Choice(**_given(one, Choice)) for one in options) for key, options in content["choices"].items()
    }
    return {raw["key"]: _kind(raw, content["left_out_by_type"]) for raw in content["kinds"]}, choices


KINDS: dict[str, Kind]
CHOICES: dict[str, tuple[Choice, ...]]
KINDS, CHOICES = read()
_KIND_OF_PATH = {f"{KINDS[key].exchange_path}.code": key for key in CHAIN}
_KIND_OF_PATH |= {key: key for key in ("swot", "profil_quick_win")}
_ROW_OF_PATH = {
    "pillars[].dimensions[].code": "dimension",
    "opd[].name": "opd",
    "rpjmd.sasaran[].code": "rpjmd",
    "rpjmd_previous.sasaran[].code": "rpjmd_previous",
    "renstra[].ref": "renstra",
}


def is_empty(value: Any) -> bool:
    """Return True for what a form leaves when nothing was written. 0 and False are values; NO_DATA too."""
    return value is None or (isinstance(value, (str, list, tuple, dict, set)) and not value)


def missing(
    kind_key: str,
    values: Mapping[str, Any],
    *,
    children: int | None = None,
    period: tuple[int, int] | None = None,
) -> list[Field]:
    """Return the fields that keep an entry from "lengkap", in the order of the form.

    `values`: canonical values by field key. `period`: first and last year of the plan, both included;
    without it a per-year table is complete when it holds anything. `children`: live entries below;
    None means that the caller does not ask about them. A missing child is given as a Field of type
    `children` whose key is the child kind, so that the page can link to "+ Program".

    NO_DATA fills the box but does not complete it: the number is still owed by its owner (the check
    `baseline_missing` says the same). A table with `years_from` needs the years that field lists.
    """
    kind = KINDS[kind_key]
    gaps = [f for f in kind.fields if f.needed_for_complete and not _complete(f, values, period)]
    if kind.children and children is not None and children < kind.needs_children:
        gaps.append(_missing_children(KINDS[kind.children]))
    return gaps


def _complete(field: Field, values: Mapping[str, Any], period: tuple[int, int] | None) -> bool:
    value: Any = values.get(field.key)
    if is_empty(value) or value is NO_DATA:
        return False
    if field.type in ("years_table_number", "years_table_rupiah"):
        return all(value.get(year) is not None for year in _years_to_fill(field, values, period))
    if field.type == "scale_table":
        return all(option.value in value for option in field.options)
    return True


def _years_to_fill(field: Field, values: Mapping[str, Any], period: tuple[int, int] | None) -> list[int]:
    if "years_from" in field.limits:
        # A programme that runs in two years owes two budgets; without its years, what is there is all.
        return list(values.get(field.limits["years_from"]) or [])
    return list(range(period[0], period[1] + 1)) if period else []


def _missing_children(child: Kind) -> Field:
    return Field(
        key=child.key,
        label=child.label,
        type="children",
        help=child.purpose,
        limits=MappingProxyType({}),
        needed_to_save=False,
        needed_for_complete=True,
        who_closes_gap=child.who_closes_gap,
        empty_text=child.empty_state,
        left_out=MappingProxyType({}),
    )
