"""Cells of a table (pasted, or of a workbook) as what a form would have posted: labels become values, codes refs."""

import re
from typing import Any

from django.utils.datastructures import MultiValueDict

from pillars.cards.options import FormOptions, Option
from pillars.cards.values import TABLES
from pillars.kinds import Field
from pillars.models.chain import Pillar, Shared
from workshops.plans.models import Plan

_BETWEEN = re.compile(r"[;\n]")
_BETWEEN_SHORT = re.compile(r"[,;\n]")
_SPAN = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")


class CachedOffer(FormOptions):
    """The choices of a pillar, each asked for once: hundreds of rows are read with the same ones."""

    def __init__(self, plan: Plan, pillar: Pillar | Shared) -> None:
        super().__init__(plan, pillar)
        self._kept = {}

    def parents(self, kind: str) -> list[Option]:
        return self._once(("parents", kind), lambda: super(CachedOffer, self).parents(kind))

    def refs(self, kind: str) -> set[str]:
        return self._once(("refs", kind), lambda: super(CachedOffer, self).refs(kind))

    def of(self, field: Field) -> list[Option]:
        return self._once(("of", field.key), lambda: super(CachedOffer, self).of(field))

    def office_ref(self, text: str) -> Any:
        return self._once(("office", text), lambda: super(CachedOffer, self).office_ref(text))

    def _once(self, key, ask):
        if key not in self._kept:
            self._kept[key] = ask()
        return self._kept[key]


def plain(text: str) -> str:
    """Return a label as it is compared: no capitals, no doubled spaces, no mark at its end."""
    return " ".join(text.casefold().split()).rstrip(" :*")


def posted(
    fields: list[Field], cells: dict[str, str], offer: CachedOffer, *, codes: dict[str, str] | None = None
) -> MultiValueDict:
    """Return what a form would post for {field key, or "key.year": text of a cell}.

    codes  {plain code: ref} of what may be named instead of the cards on offer (new rows of the same workbook)
    """
    data = MultiValueDict()
    for described in fields:
        if described.type in TABLES:
            start = f"{described.key}."
            data.update({key: text for key, text in cells.items() if key.startswith(start)})
        elif described.key in cells:
            data.setlist(described.key, _texts(described, cells[described.key], offer, codes or {}))
    return data


def _texts(described, text, offer, codes):
    if described.type not in ("choice", "choices", "reference", "references", "scale", "yes_no", "years_list"):
        return [text]
    if described.refers_to == "opd":
        return [text]
    if described.type == "years_list":
        return [_SPAN.sub(_each_year, text)]
    several = described.type in ("choices", "references")
    parts = _apart(described, text, offer) if several else [text]
    known = _known(described, offer) | codes
    return [known.get(plain(part), part.strip()) for part in parts if part.strip()] or [""]


def _each_year(span):
    """`2027–2029` as `2027, 2028, 2029`; a span that is none stays for the field to refuse."""
    first, last = int(span[1]), int(span[2])
    return ", ".join(map(str, range(first, last + 1))) if first <= last < first + 50 else span[0]


def _apart(described, text, offer):
    """The several things that stand in one cell; a comma parts them unless a label has one."""
    if any("," in option.label for option in offer.of(described) or ()) and not described.points_to:
        return _BETWEEN.split(text)
    return _BETWEEN_SHORT.split(text)


def _known(described, offer):
    """{plain label: value to post}; a card is known by its code, also with its sentence behind it."""
    known = {}
    for option in offer.of(described) or ():
        known[plain(option.label)] = option.value
        known[plain(option.value)] = option.value
        if described.points_to:
            known[plain(option.group)] = option.value
    return known
