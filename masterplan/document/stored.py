"""What JSON columns and numeric columns hold, as the values of a reading. Pure."""

from decimal import Decimal


def texts(value) -> tuple:
    return tuple(str(item) for item in value or () if item is not None)


def decimal(value):
    """The columns keep six digits after the comma; a reading keeps what was written: 74, not 74.000000."""
    return None if value is None else Decimal(format(Decimal(str(value)).normalize(), "f"))


def decimal_years(table) -> tuple:
    return tuple((int(y), decimal(v)) for y, v in sorted((table or {}).items()) if v is not None)


def rupiah_years(table) -> tuple:
    return tuple((int(y), int(v)) for y, v in sorted((table or {}).items()) if v is not None)


def notes(note) -> tuple:
    """The sentences of the plan's note, whatever their keys."""
    if isinstance(note, dict):
        return tuple(text for value in note.values() for text in notes(value))
    if isinstance(note, list):
        return tuple(text for value in note for text in notes(value))
    return (str(note),) if note not in (None, "") else ()
