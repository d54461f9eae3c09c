"""Reading one item of the abuse corpus: what to send, and whether what happened is what the item expects."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pillars.fields import FieldError

from .corpus_tools import load, value_of

ITEMS = {item["id"]: item for item in load(Path(__file__).with_name("abuse_corpus.json"))}


@dataclass(frozen=True)
class Outcome:
    """What became of a value: status and message kind as the corpus names them, and the result or the error."""

    status: int
    message: str
    value: Any = None
    warnings: tuple[str, ...] = ()
    read_back: str = ""
    removed: int = 0
    error: FieldError | None = None


def outcome(parse, *args, **named) -> Outcome:
    """Runs a parser of `pillars.fields`; a FieldError is status 422 with its kind."""
    try:
        parsed = parse(*args, **named)
    except FieldError as error:
        return Outcome(422, error.kind, error=error)
    value = parsed.value if hasattr(parsed, "value") else parsed.text
    read_back = getattr(parsed, "read_back", "")
    return Outcome(200, "warning" if parsed.warnings else "saved", value, parsed.warnings, read_back, parsed.removed)


def sent(item_id: str) -> Any:
    return value_of(ITEMS[item_id])


def assert_as_expected(item_id: str, happened: Outcome) -> None:
    """Status and message are those of the item; a slash in them means that either is right."""
    expect = ITEMS[item_id]["expect"]
    assert str(happened.status) in str(expect["status"]).split("/"), happened
    assert happened.message in expect["message"].split(" / "), happened
