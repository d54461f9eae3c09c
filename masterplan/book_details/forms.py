"""The page of the book details as a form: one field each, with what the page had shown of it."""

from typing import Any

from django import forms
from django.http import QueryDict

from masterplan.book_details.questions import DETAILS, GROUPS, LINE, PARAGRAPH, BookDetail
from workshops.forms import ChoiceField, Form, TextField
from workshops.text import clean


class BookDetailsForm(Form):
    """`given` {key: (shown, typed)} of what was sent, after `is_valid`; `values`: what stands in the plan."""

    partial = True

    def __init__(self, data: QueryDict | None, values: dict[str, str]) -> None:
        self.values = values
        self.given: dict[str, tuple[str, str]] = {}
        self.clashes: dict[str, str] = {}
        super().__init__(data, initial=values)

    def clean(self) -> dict[str, Any]:
        """Note beside what was typed what the page had shown."""
        given = super().clean()
        for key, text in [(key, text) for key, text in given.items() if key in self.data]:
            with self.reading(key):
                # a browser sends what a page had shown with line ends of its own
                self.given[key] = (clean(self.data.get(f"dulu-{key}", ""), one_line=False).text, text)
        return given

    def clash(self, others: dict[str, str]) -> None:
        """Say beside the entries of `others` {key: text} what somebody else wrote there meanwhile."""
        self.clashes = others
        for key, text in others.items():
            said = DETAILS[key].answer_text(text)
            sentence = f"Sekarang berisi: {said}" if said else "Sekarang dikosongkan orang lain."
            self.wrong(key, sentence, "conflict")

    @property
    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, str, str]]]]:
        """Return [(title, [(field, what stands in the plan, the same as people read it)])]."""
        return [(title, [self._entry(one) for one in group]) for title, group in GROUPS]

    def _entry(self, one: BookDetail) -> tuple[forms.BoundField, str, str]:
        stands = self.values.get(one.key, "")
        return self[one.key], stands, one.answer_text(stands)


def _field(one: BookDetail) -> Any:
    if one.choices:
        return ChoiceField(one.label, one.choices, required=False, widget=forms.RadioSelect, help_text=one.help)
    return TextField(
        one.label,
        PARAGRAPH if one.long else LINE,
        rows=4 if one.long else 0,
        required=False,
        optional=False,
        help_text=one.help,
        attrs={"placeholder": one.example} if one.example else {},
    )


BookDetailsForm.base_fields = {key: _field(one) for key, one in DETAILS.items()}
