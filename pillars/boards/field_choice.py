"""The fields that a step asks people to fill: in words, and as boxes to tick, read back into `Step.fills`."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.addresses import PAGES
from pillars.cards.display import in_sentence
from pillars.kinds import KINDS
from workshops.agenda.forms import FILLS
from workshops.agenda.models import Step


@dataclass(frozen=True)
class Fill:
    """One kind that is filled in a step; `fields` are the labels of its fields, all of them when there are none.

    page  the name of the address where it is written; "" for what is written on the board itself
    """

    kind: str
    label: str
    fields: tuple
    page: str = ""


def fills_of(shown: Any) -> list[Fill]:
    """Return [Fill] for a step (`workshops.agenda.room_state.ShownStep`), or nothing for None.

    What is no kind is left out.
    """
    fills = shown.step.fills if shown else ()
    return [_fill(fill) for fill in fills if fill.get("kind") in KINDS]


def _fill(fill):
    kind = KINDS[fill["kind"]]
    known = {field.key: field.label for field in kind.fields}
    fields = [in_sentence(known[key]) for key in fill.get("fields", ()) if key in known]
    return Fill(fill["kind"], kind.label, tuple(fields), PAGES.get(fill["kind"], ""))


@dataclass(frozen=True)
class KindBoxes:
    """One kind; `chosen`: the step asks for it. `boxes` [(what is sent: `program:budget`, label, ticked)] of fields."""

    key: str
    label: str
    chosen: bool
    boxes: list


def kinds_of(step: Step) -> list[KindBoxes]:
    """Return every kind that a step can be about, as the step has it now: those it asks for first."""
    asked = {fill["kind"]: fill.get("fields", []) for fill in step.fills if fill.get("kind") in KINDS}
    found = []
    for key in FILLS:
        if kind := KINDS.get(key):
            fields = asked.get(key, ())
            typed = [field for field in kind.fields if field.type != "computed" and field.who_closes_gap != "sistem"]
            boxes = [(f"{key}:{field.key}", field.label, field.key in fields) for field in typed]
            found.append(KindBoxes(key, kind.label, key in asked, boxes))
    return sorted(found, key=lambda one: not one.chosen)


def fills_from(step: Step, ticked: list[str]) -> list[dict[str, Any]]:
    """Return `Step.fills` for the boxes `ticked`: a kind without a field of its own is all of it. Unknown ones are left
    out.

    What the step asks for that is no kind (an activity) stays.
    """
    wanted = dict.fromkeys(value.partition(":")[0] for value in ticked)
    fills = []
    for key in wanted:
        if key in KINDS and key in FILLS:
            fields = [field.key for field in KINDS[key].fields if f"{key}:{field.key}" in ticked]
            fills.append(_as_before(step, key, fields) or {"kind": key, "fields": fields})
    return fills + [fill for fill in step.fills if fill.get("kind") not in FILLS or fill["kind"] not in KINDS]


def _as_before(step, key, fields):
    """The step's own entry for the kind when its fields are the same: it may say more than fields."""
    same = (fill for fill in step.fills if fill.get("kind") == key and set(fill.get("fields", [])) == set(fields))
    return next(same, None)
