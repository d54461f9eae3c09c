"""The self-assessment sheet as evaluators ask it: `pillars/content/evaluation.json`, read once. Pure."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "content" / "evaluation.json"
#: The four groups of the action plan that the sheet asks for, in its order (items C701–C704).
ACTION_GROUPS = ("kapasitas_sdm", "infrastruktur", "aplikasi", "literasi")


@dataclass(frozen=True)
class Question:
    """One question. `pillar`: code of the one that it is about, or ""; `evidence`: what may prove the answer."""

    code: str
    question: str
    measure: str
    evidence: tuple
    pillar: str = ""


@dataclass(frozen=True)
class QuestionSection:
    """A section of the sheet (A–F), or a dimension within one."""

    code: str
    title: str
    description: str
    items: tuple


@cache
def evaluation_parts() -> tuple[QuestionSection, ...]:
    """Return every Part in the order in which evaluators ask (`export_order`)."""
    content = json.loads(SOURCE.read_text(encoding="utf-8"))
    sections = {section["code"]: section for section in content["sections"]}
    return tuple(part for code in content["export_order"] for part in _parts(sections[code]))


@cache
def warning() -> str:
    """Return what to do before the sheet is filled: weights and items change with the year."""
    return json.loads(SOURCE.read_text(encoding="utf-8"))["warning"]


def _parts(section):
    code, title, about = section["code"], section["title"], section["description"]
    if "dimensions" in section:
        for pillar, dimension in section["dimensions"].items():
            rows = [*dimension["programme_items"], *dimension["administrative_items"]]
            yield QuestionSection(
                code, f"{title}: {dimension['name']}", about, tuple(_item(row, pillar) for row in rows)
            )
        rows = section["action_plan_items"]
        yield QuestionSection(
            code, f"{title}: rencana aksi pendukung", section["note"], tuple(_item(row) for row in rows)
        )
    elif "statements" in section:
        asked = [(one["pillar"], row) for one in section["statements"] for row in one["statements"]]
        measure = f"setuju 1–4, {section['respondents_per_dimension']} responden per dimensi"
        items = tuple(Question(row["code"], row["text"], measure, (), pillar) for pillar, row in asked)
        yield QuestionSection(code, title, about, items)
    else:
        yield QuestionSection(code, title, about, tuple(_item(row, row.get("pillar", "")) for row in section["items"]))


def _item(row, pillar=""):
    return Question(row["code"], row["question"], row["measure"], tuple(row["evidence"]), pillar)
