"""The questions that lead through the readiness, as they ship: components, aspects, and what each condition means."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[1] / "content" / "readiness.json"


@dataclass(frozen=True, slots=True)
class Suggested:
    """An aspect worth judging. `meanings`: (condition, what it looks like) from good to poor; `where`: who knows."""

    code: str
    aspect: str
    question: str
    meanings: tuple
    where: tuple
    is_core: bool


@dataclass(frozen=True, slots=True)
class ComponentGuide:
    """One of the five components; `key` is the value of the field."""

    key: str
    name: str
    definition: str
    aspects: tuple


def read(path: Path = SOURCE) -> tuple[Any, ...]:
    """Return (components in their order, rules, (condition, what it means) …) of the file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    rows = sorted(content["components"], key=lambda row: row["order"])
    return tuple(_component(row) for row in rows), tuple(content["rules"]), tuple(content["scale"].items())


def _component(row):
    aspects = tuple(_aspect(one) for one in row["aspects"])
    return ComponentGuide(row["code"], row["name"], row["definition"], aspects)


def _aspect(one):
    meanings = tuple(zip(("Baik", "Sedang", "Buruk"), (one["good"], one["moderate"], one["poor"]), strict=True))
    return Suggested(one["code"], one["aspect"], one["question"], meanings, tuple(one["where_to_find"]), one["core"])


COMPONENTS, RULES, SCALE = read()
BY_KEY = {component.key: component for component in COMPONENTS}


def suggested(code: str) -> tuple[ComponentGuide, Suggested] | None:
    """Return (component, aspect) of the aspect with this code, or None."""
    found = ((component, one) for component in COMPONENTS for one in component.aspects if one.code == code)
    return next(found, None)


def component_of(name: str) -> str:
    """Return the key of the component that a table is named after, `kesenjangan`, or "" for another name."""
    words = name.casefold().split()
    return next((key for key in (*BY_KEY, "kesenjangan") if key in words), "")
