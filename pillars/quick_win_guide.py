"""The programme's criteria for quick wins, read once from `content/quickwins.json` and `kinds.json`. Pure.

The ten criteria and the three conditions are those by which quick wins are judged; a criterion counts 2 for `ya`, 1 for
`sebagian`, 0 for `tidak` (`criteria_answer` of the kinds), at most 20 together.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pillars.kinds import CHOICES

SOURCE = Path(__file__).with_name("content") / "quickwins.json"
WORTH = {"ya": 2, "sebagian": 1, "tidak": 0}
MOST = WORTH["ya"] * len(CHOICES["quick_win_criteria"])
#: How many quick wins a pillar keeps in the end.
KEPT = 2
#: From this level on a risk without treatment keeps a quick win from being chosen.
HIGH = next(level.min for level in CHOICES["risk_level"] if level.value == "tinggi")


@dataclass(frozen=True)
class Criterion:
    """One of the ten criteria of a profile: its number, what to ask, what each answer means, fields that answer it."""

    order: int
    key: str
    name: str
    fields: tuple
    questions: tuple
    example: str
    answers: tuple


@dataclass(frozen=True)
class Condition:
    """One of the conditions of the first step: what is asked and what proves it."""

    key: str
    name: str
    question: str
    evidence: str


@dataclass(frozen=True)
class Example:
    """A risk that is often met, to begin from; how likely and how heavy it is here, people judge themselves."""

    code: str
    category: str
    values: dict


#: Fields of the profile that answer a criterion, where that is not one field.
FIELDS = {
    "partnership": ("kemitraan",),
    "resources": ("anggaran", "sumber", "tahun", "tenaga"),
    "risk": (),
    "continuation": ("tahap",),
}


def _read():
    content = json.loads(SOURCE.read_text(encoding="utf-8"))
    parts = tuple(
        Criterion(
            one["order"],
            one["code"],
            one["name"],
            FIELDS.get(one["code"], (one["field"],)),
            tuple(one["guiding_questions"]),
            one["good_example"],
            tuple(one["answer_guide"].items()),
        )
        for one in content["profile_criteria"]
    )
    known = [choice.value for choice in CHOICES["quick_win_gate"]]
    conditions = tuple(
        Condition(one["code"], one["name"], one["question"], one["evidence"])
        for one in content["gate_criteria"]
        if one["code"] in known
    )
    prompts = tuple((one["topic"], one["question"]) for one in content["risk"]["prompts"])
    named = {"peristiwa": "event", "sebab": "cause", "penanganan": "treatment"}
    named |= {"penanggung_jawab": "owner", "waktu": "when"}
    examples = tuple(
        Example(one["code"], one["category"], {key: one[name] for key, name in named.items()})
        for one in content["risk"]["typical_risks"]
    )
    asked = (*content["gate_criteria"], *content["profile_criteria"])
    return parts, conditions, prompts, examples, {one["code"]: one["short"] for one in asked if "short" in one}


#: SHORT: heads of the columns of the table, short enough for fifteen of them.
PARTS, CONDITIONS, PROMPTS, EXAMPLES, SHORT = _read()


def begun_with(kind: str, code: Any) -> dict[str, Any]:
    """Return {field: value} that a new card of `kind` begins with where the example `code` was chosen; {} for none."""
    return next((one.values for one in EXAMPLES if kind == "risiko" and one.code == code), {})


def level_of(score: int) -> Any:
    """Return the level (a Choice with word and what to do) of kemungkinan × dampak; None for None."""
    return None if score is None else next(one for one in CHOICES["risk_level"] if one.min <= score <= one.max)


@dataclass(frozen=True)
class CriteriaSum:
    """How the ten answers add up: `points` of MOST, `answered` of ten."""

    points: int
    answered: int

    @property
    def left(self) -> int:
        return len(PARTS) - self.answered


def sum_of(answers: dict[str, str] | None) -> CriteriaSum:
    """Return the Sum of {criterion: answer}."""
    given = answers or {}
    known = [WORTH[given[part.key]] for part in PARTS if given.get(part.key) in WORTH]
    return CriteriaSum(sum(known), len(known))


def order_of(gate: Any, criteria: Any) -> tuple[int, int, int]:
    """Return a sort key of nominations: the highest sum, then who is felt directly, then whose means are there."""
    felt = WORTH.get((gate or {}).get("felt_directly", ""), -1)
    means = WORTH.get((criteria or {}).get("resources", ""), -1)
    return -sum_of(criteria).points, -felt, -means


def is_placeholder(text: str) -> bool:
    """Whether a text is still the instruction of the form: all of it in brackets."""
    stripped = str(text or "").strip()
    return stripped.startswith("(") and stripped.endswith(")") and stripped.count("(") == 1
