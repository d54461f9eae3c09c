"""The marks that prose may hold (`{{jumlah_program}}`), what they mean and what they say now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from masterplan.book_details.questions import MARKS
from masterplan.document.texts import BookTexts, meanings

#: Told by the section that they stand in, not by the plan: of no use in prose that people write.
OF_A_ROW = ("nama_pilar", "nama_quick_win", "sumber_tabel")


@dataclass(frozen=True)
class Mark:
    """`text` is what stands in the prose; `value` what is printed now, "" where nothing is known yet."""

    text: str
    meaning: str
    value: str

    @property
    def in_words(self) -> str:
        """Return the meaning as it stands within a sentence."""
        first, rest = self.meaning[:1], self.meaning[1:]
        return self.meaning if rest[:1].isupper() else first.lower() + rest


def marks_of(texts: BookTexts, used: Sequence[Any] = ()) -> list[Mark]:
    """Return every mark that a plan can fill, those with a value first, then by their meaning.

    texts  a `Texts`
    used   the keys of marks that stand in the section: they are told also while nothing is known of them
    """
    found = []
    asked = (one.key for one in MARKS)
    for key, value in (dict.fromkeys((*asked, *used)) | texts.values).items():
        if key in OF_A_ROW or key not in meanings():
            continue
        found.append(Mark("{{" + key + "}}", meanings()[key], str(value) if value is not None else ""))
    return sorted(found, key=lambda one: (not one.value, one.meaning.casefold()))
