"""Which chapters make which book, in the shipped order: `masterplan/content/volumes.json`.

There a chapter is one line: its code, and the function that makes it, `module.function` in `chapters/`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name

SOURCE = Path(__file__).parents[1] / "content" / "volumes.json"


@dataclass(frozen=True)
class BookVolume:
    """A book of the masterplan. `content`: its key in `books.json`; `lines`: its name on the cover; `makers`:
    (code of the chapter, build) in the shipped order.
    """

    code: str
    content: str
    label: str
    title: str
    lines: tuple
    makers: tuple


def _volume(lines, chapters, **told):
    makers = ((code, resolve_name(f"masterplan.document.chapters.{name}")) for code, name in chapters.items())
    return BookVolume(lines=tuple(lines), makers=tuple(makers), **told)


VOLUMES: dict[str, BookVolume] = {raw["code"]: _volume(**raw) for raw in json.loads(SOURCE.read_text(encoding="utf-8"))}
