"""Where laid-out units wait to be used again: nowhere, or in the database (`actions.Kept`).

A shelf holds `Rendered` by key. A key is the hash of everything that a unit is made from, so nothing on a shelf can be
out of date; what is missing is made anew.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rendered:
    """A unit's PDF without fonts (`facts` say where its anchors are, see `laying`), or a whole finished book."""

    pdf: bytes
    facts: dict = field(default_factory=dict)
    pages: int = 0


class NoCache:
    """Keeps nothing."""

    def take(self, keys: Any) -> dict:
        """Return those of `keys` that are there: {key: Rendered}."""
        return {}

    def put(self, made: dict, whole: bool = False) -> None:
        """Keep {key: Rendered}; `whole`: finished books."""
