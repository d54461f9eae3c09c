"""The page of the book details as a form: one entry each, with what the page had shown of it."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from masterplan.book_details.questions import DETAILS, GROUPS, LINE, PARAGRAPH
from workshops.text import FieldError, FieldErrors, clean, parse_text


@dataclass(frozen=True)
class BookDetailEntry:
    """One entry as it is shown: `value` in the field, `shown` what stands, `error` (FieldError) or `other`, the text
    that somebody else wrote meanwhile.
    """

    asked: Any
    value: str
    shown: str
    error: FieldError | None = None
    other: str | None = None

    @property
    def answer_text(self) -> str:
        """Return what stands, as people read it."""
        return self.asked.answer_text(self.shown)

    @property
    def other_said(self) -> str:
        """Return what somebody else wrote, as people read it."""
        return self.asked.answer_text(self.other)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Return [(value, what it is called, whether it is the one)] of a choice."""
        known = [value for value, _ in self.asked.choices]
        chosen = self.value if self.value in known else known[0]
        return [(value, label, value == chosen) for value, label in self.asked.choices]


class BookDetailsForm:
    """`given` {key: (shown, typed)} of what was sent; `values`: what stands in the plan."""

    def __init__(self, data: QueryDict, values: dict[str, str]) -> None:
        self.op, self._data, self._values = data.get("op", ""), data, values
        self.given, self.errors, self.clashes = {}, FieldErrors(), {}

    def is_valid(self) -> bool:
        """Read every entry; True when all can be taken."""
        for one in DETAILS:
            if one.key not in self._data:
                continue
            with self.errors.of(one.key):
                text = _parsed(one, self._data[one.key])
                # a browser sends what a page had shown with line ends of its own
                shown = clean(self._data.get(f"dulu-{one.key}", ""), one_line=False).text
                self.given[one.key] = (shown, text)
        return not self.errors

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return [(title, [Entry])] for the page, with what was typed and not stored."""
        return [(title, [self._entry(one) for one in group]) for title, group in GROUPS]

    def _entry(self, one):
        standing = self._values.get(one.key, "")
        kept = one.key in self.errors or one.key in self.clashes or self.errors
        value = self._data.get(one.key, standing) if kept else standing
        other = self.clashes.get(one.key)
        return BookDetailEntry(one, value, standing if other is None else other, self.errors.get(one.key), other)


def _parsed(one, typed) -> str:
    """The text of an entry. Raises FieldError."""
    text = parse_text(typed, limit=PARAGRAPH if one.long else LINE, one_line=not one.long).text
    if one.choices and text not in dict(one.choices):
        raise FieldError("field_error", "Pilih salah satu dari daftar.")
    return text
