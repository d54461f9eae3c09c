"""Typed text as it is stored, and what is said when it cannot be: cleaning, limits, names. Pure.

Linear in the length. Stands here and not beside the other types of `pillars.fields`, since the names of people
are typed before there is a pillar.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

from workshops.number_format import show_number

MESSAGE_KINDS = frozenset(
    ["saved", "field_error", "too_long", "ambiguous_number", "out_of_range", "not_a_number", "not_a_year"]
    + ["duplicate", "similar", "conflict", "locked", "forbidden", "not_found", "expired_form", "bad_code"]
    + ["slow_down", "bad_file", "too_large", "warning", "unsent"]
)

LIMITS = {  # characters after cleaning, for places that are not described by a kind
    "name": 500,
    "unit": 60,
    "code": 40,
    "person": 120,
    "statement": 2_000,
    "notes": 20_000,
    "narrative": 100_000,
}
MAX_MARKS = 8
_JOINERS = "\u200c\u200d"  # ZWNJ, ZWJ: emoji and aksara need them
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN_OF_SPACES = re.compile("  +")


class SentenceError(Exception):
    """What people are told that cannot be done; `sentence` says why and what to do."""

    sentence = ""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.sentence = sentence or self.sentence


class FieldError(Exception):
    """A value that is not taken, with what to do about it.

    kind      one of MESSAGE_KINDS, for `data-kind`
    sentence  Indonesian; says what to do
    readings  texts offered as buttons; each is accepted when it is typed into the same field
    key       field key, set by `parse_field`
    cells     for per-year tables: the error of each wrong year (text of the year → FieldError)
    """

    def __init__(
        self,
        kind: str,
        sentence: str,
        readings: tuple[str, ...] = (),
        *,
        cells: Mapping[str, "FieldError"] | None = None,
    ) -> None:
        if kind not in MESSAGE_KINDS:
            raise ValueError(f"unknown message kind {kind}")
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.readings = readings
        self.key: str | None = None
        self.cells: dict[str, FieldError] = dict(cells or {})

    def with_label(self, label: str) -> str:
        """Return the sentence for a list of errors at the top of a form: `Angka awal: Tulis angka saja, …`."""
        return self.sentence if self.sentence.startswith(label) else f"{label}: {self.sentence}"


class FieldErrors(dict[str, FieldError]):
    """What is wrong in the fields of a form: {name of the field: FieldError}."""

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Keep the FieldError that is raised within as that of the field `name`."""
        try:
            yield
        except FieldError as error:
            self[name] = error


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text after cleaning. `removed`: invisible characters dropped. `warnings`: Indonesian sentences."""

    text: str
    removed: int = 0
    warnings: tuple[str, ...] = ()


def _dropped() -> dict[int, None]:
    """Code points that nobody sees and that break files, order of letters or comparison."""
    points = {c for c in range(0xA0) if (c < 0x20 or c >= 0x7F) and c not in (0x09, 0x0A)}
    points.update(range(0xFDD0, 0xFDF0))
    points.update(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    points.update([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
    points.update([0x200B, 0x2060, 0xFEFF, 0x00AD, *range(0xE0000, 0xE0080)])
    return dict.fromkeys(points)


_DROPPED = _dropped()
_SPACES = {0x00A0: " ", 0x202F: " "}


def clean(raw: str | bytes, *, one_line: bool) -> Cleaned:
    """Return text as it is stored. Nothing visible is ever taken away: `<`, `{{`, `=` stay as typed.

    Line ends become LF (a space when one_line), invisible characters go and are counted, the form is
    NFC, the ends are trimmed. Bytes that are not UTF-8 become U+FFFD, with a warning.
    Raises FieldError(field_error) when one letter carries more than 8 combining marks.
    """
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    if _SURROGATE.search(text):  # halves of a pair are joined, lone ones cannot be stored
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    unreadable = text.count("\ufffd")
    text = _LINE_ENDS.sub("\n", text)
    before = len(text)
    text = text.translate(_DROPPED)
    removed = before - len(text)
    if one_line:
        text = text.replace("\n", " ")
    text = text.translate(_SPACES)
    # Before NFC: reordering a long run of marks is quadratic in the standard library.
    _refuse_heaped_marks(text)
    text = unicodedata.normalize("NFC", text).strip()
    if one_line:
        text = _RUN_OF_SPACES.sub(" ", text)
    return Cleaned(text, removed, (unreadable_sentence(unreadable),) if unreadable else ())


def _refuse_heaped_marks(text: str) -> None:
    if text.isascii() or max(text) < "\u0300":
        return
    marks = 0
    for letter in text:
        if letter < "\u0300":
            marks = 0
        elif unicodedata.category(letter)[0] == "M":
            marks += 1
            if marks > MAX_MARKS:
                raise FieldError(
                    "field_error",
                    "Ada huruf dengan terlalu banyak tanda di atas atau di bawahnya. Tulis ulang huruf itu.",
                )
        elif letter not in _JOINERS:
            marks = 0


def unreadable_sentence(count: int) -> str:
    """Return the sentence for text that holds U+FFFD: `1 huruf tidak terbaca …`."""
    return f"{show_number(count)} huruf tidak terbaca dan diganti tanda \ufffd. Periksa, lalu tulis ulang bila perlu."


def removed_sentence(count: int) -> str:
    """Return the sentence of the receipt: `3 karakter tak terlihat dibuang`; '' when nothing was removed."""
    return f"{show_number(count)} karakter tak terlihat dibuang" if count else ""


def natural(text: str | None, digits: int = 15) -> int | None:
    """Return the number that a page of ours wrote into an address or a form; None for anything else."""
    return int(text) if text and len(text) <= digits and text.isascii() and text.isdigit() else None


def parse_lines(text: str, parse: Callable[[str], Any]) -> list[Any]:
    """Return what `parse` makes of each line that is not empty. Raises FieldError that begins with the line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found += [parse(line.strip())] if line.strip() else []
        except FieldError as error:
            raise FieldError(error.kind, f"Baris {number}: {error.sentence}") from None
    return found


def is_blank(text: str) -> bool:
    """Return whether nothing of the text can be seen: empty, spaces, or only joiners."""
    return not text.strip(_JOINERS + " \t\n\u3000") or all(c in _JOINERS or c.isspace() for c in text)


def length(text: str) -> int:
    """Return the number of characters as the limits count them: code points. An emoji of four persons is seven."""
    return len(text)


def check_length(text: str, limit: int | None) -> str:
    """Return the text, or FieldError(too_long) with the limit and the present length."""
    if limit is not None and length(text) > limit:
        raise FieldError(
            "too_long",
            f"Terlalu panjang: {show_number(length(text))} karakter, paling banyak {show_number(limit)}. "
            "Ringkas dahulu; tulisan Anda tetap ada di sini.",
        )
    return text


def parse_text(raw: str | bytes, *, limit: int | None, one_line: bool) -> Cleaned:
    """Return cleaned text within its limit; text in which nothing can be seen becomes ''."""
    cleaned = clean(raw, one_line=one_line)
    if is_blank(cleaned.text):
        return Cleaned("", cleaned.removed, cleaned.warnings)
    check_length(cleaned.text, limit)
    return cleaned


def parse_name(raw: str | bytes, *, label: str = "Nama", limit: int = LIMITS["person"]) -> Cleaned:
    """Return a name of a person or an office: not empty, at least one letter. Titles and marks stay as typed.

    Raises FieldError: field_error when empty or without a letter, too_long above the limit.
    """
    cleaned = parse_text(raw, limit=limit, one_line=True)
    if not cleaned.text:
        raise FieldError("field_error", f"{label} belum diisi.")
    if not any(unicodedata.category(letter)[0] == "L" for letter in cleaned.text):
        raise FieldError("field_error", f"{label} ditulis dengan huruf, misalnya Siti Aminah.")
    return cleaned


def escaped(value: Any) -> str:
    """Return `value` as it stands in HTML: Django's `conditional_escape` without its look for lazy texts, which takes
    most of the time of a page of inputs.
    """
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
