"""What a step asks people to fill, in the words of the kinds."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.addresses import PAGES
from pillars.cards.display import in_sentence
from pillars.kinds import KINDS


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
