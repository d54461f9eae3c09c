"""The Komitmen Bersama as the books print it: what the plan made of its words, else as `letters.json` has it. Pure."""

import json
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).resolve().parent.parent / "content" / "letters.json"


@cache
def _blocks() -> tuple:
    letters = json.loads(LETTERS.read_text())["letters"]
    return tuple(next(one["blocks"] for one in letters if one["code"] == "komitmen_bersama"))


def _shipped(kind: str) -> list:
    return [block for block in _blocks() if block["type"] == kind]


def commitment(reading, texts) -> dict:
    """{"opening", "items", "closing"}: a text, a tuple of texts, a text; "" and () for what the plan emptied."""
    own = dict(reading.closings.commitment.words)
    opening, closing = (texts.fill(block["text"]) for block in _shipped("paragraph"))
    items = [texts.fill(item) for item in _shipped("numbered")[0]["items"]]
    if "butir" in own:
        items = [line.strip() for line in own["butir"].split("\n") if line.strip()]
    return {
        "opening": own.get("pembuka", opening),
        "items": tuple(items),
        "closing": own.get("penutup", closing),
    }
