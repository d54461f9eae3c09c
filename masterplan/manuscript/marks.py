"""The marks that prose may hold (`{{jumlah_program}}`), what they mean and what they say now."""

import json
from dataclasses import dataclass
from functools import cache

from masterplan.document.texts import CONTENT, shipped

#: Told by the section that they stand in, not by the plan: of no use in prose that people write.
OF_A_ROW = ("nama_pilar", "nama_quick_win", "sumber_tabel")


@dataclass(frozen=True)
class Mark:
    """`text` is what stands in the prose; `value` what is printed now, "" where nothing is known yet."""

    text: str
    meaning: str
    value: str


@cache
def _meanings():
    letters = json.loads((CONTENT / "letters.json").read_text())["placeholders"]
    return {one["key"]: one["meaning"] for one in (*letters, *shipped()["placeholders"])}


def marks_of(texts) -> list[Mark]:
    """Every mark that a plan can fill, those with a value first, then by their meaning. `texts`: a `Texts`."""
    found = []
    for key, value in texts.values.items():
        if key in OF_A_ROW or key not in _meanings():
            continue
        found.append(Mark("{{" + key + "}}", _meanings()[key], str(value) if value is not None else ""))
    return sorted(found, key=lambda one: (not one.value, one.meaning.casefold()))
