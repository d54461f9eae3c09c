"""Units of the press kept in a folder, so that tests lay the same book out once."""

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

from masterplan.press.render_cache import NoCache, Rendered

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
