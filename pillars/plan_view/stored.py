"""What JSON columns and numeric columns hold, as values of a `PlanView`. Pure."""

from decimal import Decimal
from typing import Any


def texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value or () if item not in (None, ""))


def decimal(value: Any) -> Decimal | None:
    """Return the number as it was written: the columns keep six digits after the comma, 74.000000 is 74."""
    return None if value is None else Decimal(format(Decimal(str(value)).normalize(), "f"))


def decimal_years(table: Any) -> tuple[tuple[int, Decimal], ...]:
    return tuple((int(year), decimal(one)) for year, one in sorted((table or {}).items()) if one is not None)


def notes(note: Any) -> tuple[str, ...]:
    """Return the sentences of the plan's note, whatever their keys."""
    if isinstance(note, dict):
        return tuple(text for value in note.values() for text in notes(value))
    if isinstance(note, list):
        return tuple(text for value in note for text in notes(value))
    return (str(note),) if note not in (None, "") else ()
