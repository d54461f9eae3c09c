"""Numbers and years as people in Indonesia type them: comma is the decimal sign, dots group by three. Pure.

Nothing is guessed. What may be read in two ways raises `ambiguous_number` with the readings as texts;
each of them is accepted when it is typed into the same field. All in linear time.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from workshops.number_format import show_number, show_rupiah
from workshops.text import clean

from .show import show_period
from .values import NO_DATA, FieldError, NoData

MAX_BEFORE = 15
MAX_AFTER = 6
MAX_RUPIAH = 999_999_999_999_999
FIRST_YEAR, LAST_YEAR = 1990, 2100

type Show = Callable[[Decimal], str]

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TYPED_SIGNS = {0x2212: "-", **dict.fromkeys((0x2007, 0x2008, 0x2009, 0x200A, 0x3000), " ")}
_NO_DATA_WORDS = frozenset(
    ["-", "--", "–", "—", "n/a", "n.a", "na", "tidak ada data", "belum ada", "belum ada data"]
    + ["belum ada angka", "belum tersedia", "tidak tersedia", "data belum ada", "data tidak ada"]
)
_NOTHING_WORDS = frozenset(["tidak ada", "nihil", "kosong"])
_SCALES = {
    **dict.fromkeys(("rb", "ribu"), 3),
    **dict.fromkeys(("jt", "juta"), 6),
    **dict.fromkeys(("m", "mil", "mlr", "milyar", "miliar"), 9),
    **dict.fromkeys(("t", "tr", "triliun", "trilyun"), 12),
}
_LETTER_SCALES = frozenset(["m", "t", "mil", "tr"])  # a number with a unit may mean metre or ton
_SCALE_OF = {3: "ribu", 6: "juta", 9: "miliar", 12: "triliun"}
_BODY = re.compile(r"(?P<body>[0-9][0-9., ]*|[.,][0-9][0-9., ]*)")
_DOT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_SPACE_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]*)?")
_RUPIAH_SIGN = re.compile(r"(?:rp|idr)\.? ?", re.IGNORECASE)
#: What stands between the two ends of a span of years, and what only separates years.
_SPAN = re.compile(r"(?<=[0-9]) ?(?:[-–—−‐‑]|s\.? ?/? ?d\.?|sampai(?: dengan)?|hingga) ?(?=[0-9])", re.IGNORECASE)
_BETWEEN_YEARS = re.compile(r"[,;&]|\b(?:dan|tahun)\b", re.IGNORECASE)
_BOUND = re.compile(r"(>=|<=|[≥≤><]|minimal|maksimal|min\.?|maks\.?|paling sedikit|paling banyak) ?(?=[0-9])")


def is_percent(unit: str | None) -> bool:
    """Return true for the units that a percent sign belongs to: `persen`, `%`, `persen per tahun`."""
    word = (unit or "").strip().casefold()
    return word.startswith(("%", "persen", "prosen", "percent")) or word.endswith(("(%)", "(persen)"))


def parse_number(
    raw: str | bytes,
    *,
    unit: str | None = None,
    allows_no_data: bool = True,
    min: int | Decimal | None = None,
    max: int | Decimal | None = None,
    integer: bool = False,
) -> Decimal | NoData | None:
    """Return `1.234,5` → Decimal("1234.5"); empty → None; `-`, `N/A`, `belum ada` → NO_DATA.

    unit            the field's unit; a percent sign is taken only where it is percent-like
    allows_no_data  False: the words for "no data" give None
    min, max        both included; integer: whole numbers only
    Raises FieldError: not_a_number, ambiguous_number (with readings), out_of_range. The result has at
    most 15 digits before and 6 after the comma, no exponent, no negative zero.
    """
    text = _typed(raw)
    if not text:
        return None
    if _says_no_data(text):
        return NO_DATA if allows_no_data else None
    _refuse_nothing(text, "0")
    money = (unit or "").strip().casefold() in ("rupiah", "rp")
    negative, text = _sign_and_rupiah(text, allowed=money)
    text = _without_percent(text, unit)
    body, scale = _body_and_scale(text, letters=money, unit=unit)
    value = _read(body, scale, whole=integer, show=lambda v: show_number(-v if negative else v))
    value = -value if negative and value else value
    _check_range(value, min, max)
    return value


def parse_rupiah(raw: str | bytes, *, min: int = 0, max: int = MAX_RUPIAH) -> int | None:
    """Return `Rp1,2 miliar` → 1200000000; empty and the words for "no data" → None (empty is not zero).

    Whole rupiah, 0 … 999.999.999.999.999. `1,234` is ambiguous, `,00` and `,-` are taken.
    Raises FieldError: not_a_number, ambiguous_number (with readings), out_of_range.
    """
    text = _typed(raw)
    if not text or _says_no_data(text):
        return None
    _refuse_nothing(text, "0")
    negative, text = _sign_and_rupiah(text, allowed=True)
    text = re.sub(r"[,.](?:-{1,2}|–|—|=)\Z", "", text)
    body, scale = _body_and_scale(text, letters=True, unit="rupiah")
    value = _read(body, scale, whole=True, show=lambda reading: show_rupiah(int(reading)))
    if negative and value:
        raise FieldError("out_of_range", "Rupiah tidak boleh kurang dari nol. Tulis tanpa tanda minus.")
    if not min <= value <= max:
        raise FieldError("out_of_range", f"Tulis antara {show_rupiah(min)} dan {show_rupiah(max)}.")
    return int(value)


def percent_warning(value: object, unit: str | None) -> str:
    """Return a sentence when a percentage is above 100 (right for growth, worth a word); else ''."""
    if isinstance(value, Decimal) and is_percent(unit) and value > 100:
        return f"{show_number(value)} lebih dari 100 persen. Periksa; bila memang begitu, biarkan."
    return ""


# ---- the steps


def _typed(raw: str | bytes) -> str:
    text = clean(raw, one_line=True).text.translate(_FULLWIDTH).translate(_TYPED_SIGNS)
    return re.sub(" {2,}", " ", text).strip()


def _says_no_data(text: str) -> bool:
    return text.casefold().rstrip(".") in _NO_DATA_WORDS


def _refuse_nothing(text: str, zero: str) -> None:
    if text.casefold() in _NOTHING_WORDS:
        raise FieldError(
            "ambiguous_number",
            "Nol, atau belum ada angkanya? Pilih salah satu.",
            (zero, str(NO_DATA)),
        )


def _sign_and_rupiah(text: str, *, allowed: bool) -> tuple[bool, str]:
    """Takes `-`, `Rp`, or both in either order off the front: (negative, rest)."""
    negative = text.startswith("-")
    rest = text[1:].lstrip(" ") if negative else text
    sign = _RUPIAH_SIGN.match(rest) if allowed else None
    if sign:
        rest = rest[sign.end() :]
        if rest.startswith("-") and not negative:
            negative, rest = True, rest[1:].lstrip(" ")
    return negative, rest


def _without_percent(text: str, unit: str | None) -> str:
    stripped = re.sub(r" ?(?:%|persen|prosen)\Z", "", text, flags=re.IGNORECASE)
    if stripped == text:
        return text
    if not is_percent(unit):
        raise FieldError(
            "not_a_number",
            "Apakah satuannya persen? Bila ya, isi Satuan dengan persen. Bila tidak, tulis angka tanpa tanda %.",
        )
    return stripped


def _body_and_scale(text: str, *, letters: bool, unit: str | None) -> tuple[str, int]:
    """Digits with their separators, and the power of ten of `ribu` … `triliun` (0 without one)."""
    found = _BODY.match(text)
    if not found:
        raise _not_a_number(text, unit)
    body, word = found["body"].rstrip(" "), text[found.end() :].strip().rstrip(".").casefold()
    if not word:
        return body, 0
    scale = _SCALES.get(word)
    if scale is None or (not letters and word in _LETTER_SCALES):
        raise _not_a_number(text, unit)
    own = next((name for name in _SCALE_OF.values() if name in (unit or "").casefold().split()), None)
    if own:
        raise FieldError("not_a_number", f"Satuannya sudah {own} ({unit}). Tulis angkanya saja, misalnya 1,2.")
    return body, scale


def _not_a_number(text: str, unit: str | None) -> FieldError:
    money = unit == "rupiah"
    example = "Tulis angka rupiah, misalnya 250.000.000." if money else "Tulis angka saja, misalnya 9,33."
    bound = _BOUND.match(text.casefold())
    rest = text[bound.end() :] if bound else text
    number = re.match(r"-?[0-9][0-9.,]*", rest)
    if not number or len(rest) > 200:
        return FieldError("not_a_number", example)
    plain, after = number[0].rstrip(".,"), rest[number.end() :].strip()
    try:
        parse_number(plain)
    except FieldError:  # an example that would itself be asked back helps nobody
        return FieldError("not_a_number", example)
    if bound and not after and not money:
        arrow = "turun" if bound[1][0] in "≤<" or bound[1].startswith(("mak", "paling b")) else "naik"
        return FieldError("not_a_number", f"Tulis {plain} saja, lalu pilih arah {arrow}.", (plain,))
    if not bound and not money and after and all(word.isalpha() for word in re.split("[ /]", after)):
        return FieldError("not_a_number", f"Tulis {plain} saja, dan tulis “{after}” pada Satuan.", (plain,))
    return FieldError("not_a_number", example)


def _read(body: str, scale: int, *, whole: bool, show: Show) -> Decimal:
    """The non-negative number that the digits and separators say, or the error that fits."""
    if " " in body:
        if not _SPACE_GROUPS.fullmatch(body):
            raise FieldError("not_a_number", "Tulis satu angka saja, misalnya 9,33 atau 1.234.")
        body = body.replace(" ", "")
    before, after = _split(body, scale, whole, show)
    value = _decimal(before, after, scale)
    if whole and value != int(value):
        raise FieldError(
            "out_of_range",
            "Tulis angka bulat, tanpa koma. Bila maksudnya juta atau miliar, tulis lengkap, misalnya 1,2 miliar.",
        )
    return value


def _split(body: str, scale: int, whole: bool, show: Show) -> tuple[str, str]:
    """The digits before and after the comma, when there is only one way to read the separators."""
    dots, commas = body.count("."), body.count(",")
    front, comma, after = body.partition(",")
    if commas <= 1 and front and bool(comma) == bool(after):
        if not dots:
            if whole and not scale and len(after) == 3:  # 1,234 orang: the English thousand
                raise _ambiguous([(front + after, "")], scale, whole, show)
            return front, after
        if _DOT_GROUPS.fullmatch(front) and not front.startswith("0") and "." not in after:
            return front.replace(".", ""), after
    raise _ambiguous(_readings(body, dots, commas), scale, whole, show)


def _readings(body: str, dots: int, commas: int) -> list[tuple[str, str]]:
    """What the person may have meant, as (digits before, digits after) the comma."""
    digits = re.sub("[.,]", "", body)
    if dots + commas == 1:
        before, _, after = body.partition("." if dots else ",")
        decimal, joined = (before or "0", after), (digits, "")
        return [decimal] if commas or not after or not before.lstrip("0") else [decimal, joined]
    if dots == 1 and _COMMA_GROUPS.fullmatch(body.partition(".")[0]):
        before, _, after = body.partition(".")
        return [(before.replace(",", ""), after)]
    if commas == 1:
        before, _, after = body.partition(",")
        return [(before.replace(".", ""), after)] if "." not in after else []
    return [(digits, "")] if not dots or not commas else []


def _ambiguous(parts: list[tuple[str, str]], scale: int, whole: bool, show: Show) -> FieldError:
    readings: list[str] = []
    for before, after in parts:
        try:
            value = _decimal(before, after, scale)
        except FieldError:
            continue
        if (not whole or value == int(value)) and show(value) not in readings:
            readings.append(show(value))
    if not readings:
        return FieldError("ambiguous_number", "Titik dan komanya tidak pasti. Tulis ulang, misalnya 1.234,5.")
    return FieldError(
        "ambiguous_number",
        f"Maksudnya {' atau '.join(readings)}? Pilih, atau perbaiki: koma untuk desimal, titik untuk ribuan.",
        tuple(readings),
    )


def _decimal(before: str, after: str, scale: int) -> Decimal:
    """Exact, without exponent and without zeros at the end; the comma moves as text, nothing is rounded."""
    before = (before + after[:scale].ljust(scale, "0")).lstrip("0") or "0"
    after = after[scale:].rstrip("0")
    if len(before) > MAX_BEFORE:
        raise FieldError("out_of_range", "Angkanya terlalu besar: paling banyak 15 angka di depan koma.")
    if len(after) > MAX_AFTER:
        raise FieldError("out_of_range", "Paling banyak 6 angka di belakang koma. Bulatkan dahulu.")
    return Decimal(f"{before}.{after}" if after else before)


def _check_range(value: Decimal, least: Any, most: Any) -> None:
    low = least is not None and value < least
    high = most is not None and value > most
    if not low and not high:
        return
    if least is not None and most is not None:
        sentence = f"Tulis angka antara {show_number(least)} dan {show_number(most)}."
    elif low:
        sentence = f"Paling kecil {show_number(least)}."
    else:
        sentence = f"Paling besar {show_number(most)}."
    raise FieldError("out_of_range", sentence)


def parse_year(raw: str | bytes, period: tuple[int, int] | None = None) -> tuple[int | None, str | None]:
    """Return `2027` → (2027, None); empty → (None, None); outside the period → (year, warning sentence).

    period: first and last year of the plan, both included. Raises FieldError(not_a_year) for anything
    but four digits between 1990 and 2100.
    """
    text = clean(raw, one_line=True).text.translate(_FULLWIDTH)
    if not text:
        return None, None
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise FieldError(
            "not_a_year",
            f"Tulis tahun dengan empat angka antara {FIRST_YEAR} dan {LAST_YEAR}, misalnya 2027.",
        )
    year = int(text)
    return year, outside_period(year, period)


def parse_years(raw: str | bytes, *, whole: bool = True) -> list[int]:
    """Return `2027-2029`, `2027 s.d. 2029`, `2027, 2028 dan 2029` → [2027, 2028, 2029]; empty → [].

    whole   False: of a span its ends alone. Raises FieldError(not_a_year), also for a span that runs backwards.
    """
    text = _SPAN.sub(" – ", clean(raw, one_line=True).text.translate(_FULLWIDTH))
    found: list[int] = []
    parts = _BETWEEN_YEARS.sub(" ", text).split()
    for place, part in enumerate(parts):
        if part == "–" and found:
            continue
        year, _ = parse_year(part)
        if year is not None and place and parts[place - 1] == "–":
            if year < found[-1]:
                raise FieldError("not_a_year", f"Rentang {found[-1]}–{year} terbalik. Tulis tahun awal dahulu.")
            found += range(found[-1] + 1, year) if whole else ()
        found += [] if year is None else [year]
    return found


def outside_period(year: int, period: tuple[int, int] | None) -> str | None:
    """Return the warning for a year that the plan does not cover, None when it does."""
    if period is None or period[0] <= year <= period[1]:
        return None
    return f"{year} di luar masa rencana {show_period(*period)}. Tersimpan; periksa tahunnya."
