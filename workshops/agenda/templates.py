"""The agendas that ship (`workshops/content/agendas.json`), read once into frozen `Template`s.

Pure. A template says which bimteks there are, how many days each takes, and step by step what happens in them.
"""

import json
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "content" / "agendas.json"


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """One step. `start` in minutes of the day; lists and dicts are JSON values as `Step` stores them."""

    code: str
    title: str
    day: int
    start: int
    minutes: int
    who: str
    type: str
    fills: tuple
    instruction: tuple
    facilitator: dict
    projector_example: str
    expected_result: str
    done_when: str
    materials: tuple
    if_late: str
    homework: tuple


@dataclass(frozen=True, slots=True)
class BimtekTemplate:
    """One bimtek, of so many days."""

    code: str
    title: str
    purpose: str
    days: int
    note: str
    steps: tuple[StepTemplate, ...]


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """A whole series. `gap_days` from the first day of one bimtek to the first day of the next."""

    code: str
    title: str
    is_default: bool
    when_to_use: str
    gap_days: int
    bimteks: tuple[BimtekTemplate, ...]


def minutes_of(text: str) -> int:
    """Return `08.30` → 510."""
    hours, minutes = text.split(".")
    return int(hours) * 60 + int(minutes)


def _step(raw):
    lists = {key: tuple(raw[key]) for key in ("fills", "instruction", "materials", "homework")}
    plain = ("code", "title", "day", "minutes", "who", "type", "facilitator")
    texts = ("projector_example", "expected_result", "done_when", "if_late")
    return StepTemplate(start=minutes_of(raw["start"]), **{key: raw[key] for key in plain + texts}, **lists)


def _bimtek(raw):
    plain = {key: raw[key] for key in ("code", "title", "purpose", "days", "note")}
    return BimtekTemplate(steps=tuple(map(_step, raw["steps"])), **plain)


def _template(raw):
    plain = ("code", "title", "is_default", "when_to_use", "gap_days")
    return AgendaTemplate(bimteks=tuple(map(_bimtek, raw["bimteks"])), **{key: raw[key] for key in plain})


_CONTENT = json.loads(SOURCE.read_text(encoding="utf-8"))
#: {code: Template}, in the order of the file; the first that `is_default` is what a new plan gets.
TEMPLATES = {raw["code"]: _template(raw) for raw in _CONTENT["templates"]}
DEFAULT = next(code for code, template in TEMPLATES.items() if template.is_default)
#: {key: label}: who works in a step, and what kind of step it is.
WHO = _CONTENT["who_values"]
TYPES = _CONTENT["type_values"]
