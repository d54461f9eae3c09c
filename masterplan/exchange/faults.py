"""What is said about a plan file: one line each, beginning with the path of the place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WHOLE_FILE = ()
LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault (the file is not loaded) or a warning (it is loaded, and this is said).

    path    keys and list places from the top: ("pillars", 2, "targets", 4); empty for the file as a whole
    reason  Indonesian sentence without a full stop
    """

    path: tuple
    reason: str

    def __str__(self):
        return f"{path_text(self.path)}: {self.reason}"


class PlanFileError(Exception):
    """The file is not a plan that can be loaded. `faults`: all that was found, in the order of the file."""

    def __init__(self, faults: list[Remark]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


def one_fault(reason: str, path: tuple[str, ...] = WHOLE_FILE) -> PlanFileError:
    """Return a `PlanFileError` with a single fault."""
    return PlanFileError([Remark(path, reason)])


def in_order_of_file(document: dict[str, Any], remarks: list[Remark]) -> list[Remark]:
    """Return the remarks, each once, in the order in which a reader of the file comes by their places."""
    places = {}

    def place(path):
        steps, value = [], document
        for step in path:
            if isinstance(value, dict):
                if id(value) not in places:
                    places[id(value)] = {key: number for number, key in enumerate(value)}
                known = places[id(value)]
                steps.append(known.get(step, len(known)))
                value = value.get(step)
            else:
                steps.append(step)
                value = value[step] if isinstance(value, list) else None
        return steps

    return sorted(dict.fromkeys(remarks), key=lambda remark: place(remark.path))


def path_text(path: tuple[int | str, ...]) -> str:
    """Return ("pillars", 2, "code") → `pillars[2].code`; the file itself is `berkas`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + escaped_key(step)
    return text or "berkas"


def escaped_key(key: str) -> str:
    """Return a key as it may be shown: whatever a line or a terminal could take for something else is escaped."""
    shown = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in key[:LONGEST_KEY])
    return shown + ("…" if len(key) > LONGEST_KEY else "")


def quote(value: Decimal | str) -> str:
    """Return a value of the file within a sentence: short, on one line."""
    text = value if isinstance(value, str) else str(value)
    return escaped_key(text)
