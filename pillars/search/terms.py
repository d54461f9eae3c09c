"""What was typed into the search field, as terms: words with their stems, numbers in every way of writing. Pure.

A word finds itself, words that begin with it, and the other forms of its stem: `pelayanan` finds “layanan” and
“dilayani”, `antr` finds “antrean”. A number finds the same number however it is written: 325.000.000, 325000000,
325 juta; 9,11 and 9.11.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from workshops.number_format import show_number
from workshops.text import SentenceError

LONGEST = 200
MOST_TERMS = 8
TOO_LONG = f"Pencarian paling panjang {LONGEST} huruf. Tulis beberapa kata saja, misalnya: antrean puskesmas."
TOO_SHORT = "Tulis paling sedikit dua huruf, atau satu angka."

#: What Indonesian puts before a stem, and how some stems begin behind me- and pe-.
BEFORE = (
    *("memper", "diper", "keber", "keter", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen"),
    *("ber", "ter", "per", "me", "pe", "di", "ke", "se"),
)
_SOFT = {"s": "ny", "p": "m", "t": "n", "k": "ng"}
_SCALES = {"ribu": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_DIGITS = 24  # of a number with its signs; what is longer is a text
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_PIECE = re.compile(r"[^\s\"“”'‘’()\[\]{}<>;:!?|&*%/\\]+")


class Unclear(SentenceError):
    """Nothing can be searched for; `sentence` says what to type instead."""


@dataclass(frozen=True)
class Term:
    """`likes`: texts of which a found text holds one (lower case); `pattern`: what it must then match, in a form that
    Python and PostgreSQL read alike, without what stands before the word; `words`: the same as a tsquery over plain
    words, which may let a little more pass than the pattern.
    """

    likes: tuple
    pattern: str
    words: str
    is_number: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """`pieces`: words and numbers as typed, in small letters; `key`: the whole as a code is compared, "" for none."""

    pieces: tuple
    key: str

    @property
    def words(self) -> list[str]:
        return [piece for piece in self.pieces if not numbers_of(piece)]


def parse_query(text: str) -> SearchQuery:
    """Read what was typed. Raises Unclear."""
    text = unicodedata.normalize("NFC", text.replace("\x00", "")).strip()
    if len(text) > LONGEST:
        raise Unclear(TOO_LONG)
    pieces = _joined(_PIECE.findall(text.casefold()))[:MOST_TERMS]
    if not any(len(piece) > 1 or piece.isdigit() for piece in pieces):
        raise Unclear(TOO_SHORT)
    return SearchQuery(tuple(pieces), code_key(text) if any(map(str.isdigit, text)) and len(text) <= 40 else "")


def code_key(text: str) -> str:
    """Return a code as codes are compared: `GOV-P1`, `gov p1` and `govp1` are one."""
    return re.sub(r"[\s-]", "", text.casefold())


def _joined(pieces):
    """Puts `325 juta` together and leaves out the currency."""
    found = []
    for piece in (piece.strip(".,-–") for piece in pieces):
        piece = re.sub(r"^rp\.?(?=\d)", "", piece)
        if piece in ("rp", "persen") or not re.search(r"[^\W_]", piece):
            continue
        if piece in _SCALES and found and _NUMBER.fullmatch(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def numbers_of(piece: str) -> list[Decimal]:
    """Return the numbers that a piece may mean: `9.11` → 9.11; `325.000` → 325000 and 325; [] for a word."""
    digits, _, scale = piece.partition(" ")
    if not _NUMBER.fullmatch(digits) or len(digits) > _DIGITS or (scale and scale not in _SCALES):
        return []
    found = []
    if _GROUPED.fullmatch(digits):
        found.append(Decimal(re.sub("[.,]", "", digits)))
    whole, _, rest = digits.replace(",", ".").rpartition(".")
    if not whole:
        found.append(Decimal(digits))
    elif "." not in whole:
        found.append(Decimal(f"{whole}.{rest}"))
    elif not found:  # 1.250.000,5: dots that group, a comma that divides
        found.append(Decimal(f"{whole.replace('.', '')}.{rest}"))
    return [number * _SCALES.get(scale, 1) for number in dict.fromkeys(found)]


def terms_of(pieces: tuple[str, ...], stems: dict[str, str]) -> list[Term]:
    """Return the terms of `pieces`; `stems` {word: stem} as the database's Indonesian dictionary gives them."""
    return [_number(numbers) if (numbers := numbers_of(piece)) else _word(piece, stems) for piece in pieces]


def _word(piece, stems):
    roots = [piece]
    stem = stems.get(piece) or piece
    if len(stem) > 2 and stem != piece:
        roots.append(stem)
    soft = _SOFT.get(stem[0]) + stem[1:] if stem[:1] in _SOFT and len(stem) > 3 else ""
    pattern = f"(?:{'|'.join(BEFORE)})?(?:{'|'.join(map(re.escape, roots))})"
    forms = [before + root for root in roots for before in ("", *BEFORE)] + ([f"me{soft}", f"pe{soft}"] if soft else [])
    if soft:
        roots.append(soft)
        pattern = f"(?:{pattern}|(?:me|pe){re.escape(soft)})"
    shortest = [root for root in roots if not any(other != root and other in root for other in roots)]
    return Term(tuple(shortest), pattern, _either(_prefix(form) for form in forms))


def _number(numbers):
    """Plain and grouped, with a comma or a dot."""
    written = []
    for number in numbers:
        shown = show_number(number)
        plain = shown.replace(".", "")
        written += [plain, shown, plain.replace(",", "."), *_in_words(number)]
    written = list(dict.fromkeys(written))
    pattern = f"(?:{'|'.join(map(re.escape, written))})(?![0-9]|[.,][0-9])"
    # in a text the currency may stand before it without a space
    forms = [before + one for one in written for before in ("", "rp")]
    return Term(tuple(written), pattern, _either(_follow(form) for form in forms), is_number=True)


def _either(queries):
    return " | ".join(f"({query})" for query in dict.fromkeys(queries) if query) or "'\ue000'"


def _prefix(form):
    """`gov-p1` → `gov & p1:*`, as the words of an index are cut."""
    pieces = re.findall(r"[^\W_]+", form)
    return " & ".join([*(f"'{piece}'" for piece in pieces[:-1]), *(f"'{piece}':*" for piece in pieces[-1:])])


def _follow(form):
    """`325.000` → `325 <-> 000`."""
    return " <-> ".join(f"'{piece}'" for piece in re.findall(r"[^\W_]+", form))


def _in_words(number):
    """`325 juta` for 325000000, where that is how people write it."""
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if number >= size and number * 100 % size == 0:
            yield f"{show_number(number / size)} {word}"


def marked(text: str, terms: list[Term]) -> tuple:
    """Return [(part, whether it was found)] of a text; a found word is marked to its end."""
    found = sorted(span for term in terms for span in spans(text, term))
    parts, at = [], 0
    for start, end in found:
        if start < at:
            continue
        parts += [(text[at:start], False)] if start > at else []
        parts.append((text[start:end], True))
        at = end
    return (*parts, (text[at:], False)) if at < len(text) else tuple(parts)


def spans(text: str, term: Term) -> list[tuple[int, int]]:
    """Return where a term is found in a text."""
    before, after = (r"(?<![0-9.,])", "") if term.is_number else (r"(?<![^\W_])", r"\w*")
    return [found.span() for found in re.finditer(f"{before}{term.pattern}{after}", text, re.IGNORECASE)]


def snippet(text: str, terms: list[Term], most: int = 160) -> str:
    """Return the part of a long text around the first word that was found."""
    text = " ".join(text.split())
    first = min((start for term in terms for start, _ in spans(text, term)), default=0)
    if len(text) <= most:
        return text
    start = max(0, first - most // 3)
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + most]
    end = cut if start + most >= len(text) else cut.rpartition(" ")[0] or cut
    return f"{'… ' if start else ''}{end}{' …' if start + most < len(text) else ''}"
