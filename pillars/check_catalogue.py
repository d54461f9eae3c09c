"""The checks as `content/checks.json` describes them, read once into frozen values. Pure."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("content") / "checks.json"
MUST, LOOK, HINT = "wajib", "periksa", "saran"
SEVERITIES = (MUST, LOOK, HINT)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `message` has placeholders in braces; `stage` 1–4: the bimtek from which it is shown.

    `pattern` is a compiled expression for checks of wording, or None.
    """

    id: str
    title: str
    group: str
    severity: str
    kind: str
    message: str
    what_to_do: str
    answerable: bool
    answer_example: str
    who: str
    stage: int
    pattern: re.Pattern | None


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that texts tell numbers of; see `number_topics`. `note`: two ways of measuring, not a mistake."""

    key: str
    label: str
    unit: str
    include: re.Pattern
    exclude_before: re.Pattern | None
    exclude_after: re.Pattern | None
    year_rule: str
    least: int
    note: str


def _check(raw: dict) -> Check:
    same = ("id", "title", "group", "severity", "kind", "message", "what_to_do", "answerable")
    return Check(
        **{key: raw[key] for key in same},
        answer_example=raw["answer_example"] or "",
        who=raw["gap_owner"],
        stage=_ROMAN[raw["from_bimtek"]],
        pattern=_compiled(raw.get("pattern")),
    )


def _topic(raw: dict) -> Topic:
    return Topic(
        **{key: raw[key] for key in ("key", "label", "unit", "year_rule")},
        include=re.compile(raw["include"]),
        exclude_before=_compiled(raw["exclude_before"]),
        exclude_after=_compiled(raw["exclude_after"]),
        least=raw.get("min_value", 0),
        note=raw.get("note", ""),
    )


def _compiled(pattern):
    return re.compile(pattern) if pattern else None


_CONTENT = json.loads(SOURCE.read_text(encoding="utf-8"))
#: Names of the groups of checks, in the order of the page.
GROUPS: dict[str, str] = _CONTENT["groups"]
CHECKS: dict[str, Check] = {raw["id"]: _check(raw) for raw in _CONTENT["checks"]}
TOPICS: tuple[Topic, ...] = tuple(map(_topic, _CONTENT["number_topics"]))
#: How a number is written in a text (`number_search.number`).
NUMBER = re.compile(_CONTENT["number_search"]["number"], re.IGNORECASE)
SKIPPED_IN_TEXTS = frozenset(_CONTENT["number_search"]["skip_fields"])
LONGEST_ANSWER: int = _CONTENT["answer"]["limits"]["max_chars"]
