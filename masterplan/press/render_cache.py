"""Where laid-out units wait to be used again: nowhere, in a folder (the tests), or in the database (`actions.Kept`).

A shelf holds `Rendered` by key. A key is the hash of everything that a unit is made from, so nothing on a shelf can be
out of date; what is missing is made anew.
"""

import contextlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
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


#: What nobody took from a folder for so many seconds goes.
OLD_S = 3 * 24 * 3600


class FolderCache(NoCache):
    """Keeps each unit in a file of its own; several processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        for place in self.folder.iterdir():
            with contextlib.suppress(OSError):
                if time.time() - place.stat().st_mtime > OLD_S:
                    place.unlink()

    def take(self, keys: Any) -> dict[str, Rendered]:
        found = {}
        for key in keys:
            with contextlib.suppress(OSError, ValueError):
                head, _, pdf = (self.folder / key).read_bytes().partition(b"\n")
                facts = json.loads(head)
                if len(pdf) == facts["size"]:
                    found[key] = Rendered(pdf, facts["facts"], facts["pages"])
                    os.utime(self.folder / key)
        return found

    def put(self, made: dict[str, Rendered], whole: bool = False) -> None:
        for key, unit in made.items():
            head = json.dumps({"facts": unit.facts, "pages": unit.pages, "size": len(unit.pdf)})
            fresh = self.folder / f"{key}.{os.getpid()}"
            fresh.write_bytes(head.encode() + b"\n" + unit.pdf)
            fresh.replace(self.folder / key)
