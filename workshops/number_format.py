"""Numbers and rupiah as pages, books and sheets show them: dots between thousands, a comma before decimals. Pure."""

from decimal import ROUND_HALF_UP, Decimal
from typing import cast

MILLION, BILLION = 10**6, 10**9
#: The scales of rupiah that have a word, the largest first.
SCALES = ((10**12, "triliun"), (BILLION, "miliar"), (MILLION, "juta"))


def show_number(value: Decimal | int | str) -> str:
    """Return 1234.5 as `1.234,5`; no rounding, no zeros added. Minus is the plain hyphen, as it is typed."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    negative = text.startswith("-")
    before, _, after = text.lstrip("-").partition(".")
    after = after.rstrip("0")
    shown = f"{int(before):,}".replace(",", ".") + ("," + after if after else "")
    return f"-{shown}" if negative and shown != "0" else shown


def show_rupiah(value: int) -> str:
    """Return 1250000 as `Rp1.250.000`; a difference below zero as `-Rp5.000`."""
    return f"-Rp{show_number(-value)}" if value < 0 else f"Rp{show_number(value)}"


def show_rupiah_short(value: int) -> str:
    """Return 12345678901 as `Rp12,35 miliar`: two decimals at most, half up; below a million the full amount."""
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{'-' if value < 0 else ''}Rp{show_rounded(abs(value), size, 2)} {word}"
    return show_rupiah(value)


def show_rounded(value: int, unit: int, digits: int = 1) -> str:
    """Return a whole number in `unit`, half up: 20666666667 in millions as `20.666,7`."""
    return show_number((Decimal(value) / unit).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def show_fixed(value: int, unit: int) -> str:
    """Return `show_rounded` with its one decimal always there, for columns: 98.019.166.670 in miliar as `98,0`."""
    whole, _, after = show_rounded(value, unit).partition(",")
    return f"{whole},{after or 0}"


def excel_format(value: int | Decimal) -> str:
    """Return the format of a cell of Excel: thousands apart, as many decimals as `value` has."""
    decimals = 0 if isinstance(value, int) else max(0, -cast(int, value.as_tuple().exponent))
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
