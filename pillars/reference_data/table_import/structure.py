"""Misi, tujuan and sasaran of a table: columns beside each other, or one row each with the code of its parent."""

import re
from collections.abc import Callable
from typing import Any

from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.preview import ImportedRecord, ImportedTable, ImportRow

LEVELS = ("misi", "tujuan", "sasaran")
LABELS = {"misi": "Misi", "tujuan": "Tujuan", "sasaran": "Sasaran"}
LONGEST = 2_000
#: A code in front of a sentence: `Misi 1: …`, `1.2 …`, `S1.2. …`.
_CODED = re.compile(
    r"^(?:(?P<word>misi|tujuan|sasaran)\s+(?:ke-?)?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*)|"
    r"(?P<code>[MTS]\.?[0-9]{1,3}(?:\.[0-9]{1,3})*|[0-9]{1,3}(?:\.[0-9]{1,3})+|[0-9]{1,3}(?=\s*[.:)])))"
    r"\s*[.:)–-]*\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def plain(text: str) -> str:
    """Return letters and digits of a sentence: what two spellings of it have in common."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def split_code(text: str) -> tuple[str, str]:
    """Return (code, sentence) of a sentence that begins with its code; ("", text) of any other."""
    match = _CODED.match(text)
    if not match:
        return "", text
    if match["word"]:
        return f"{match['word'][:1].upper()}{match['number']}", match["rest"].strip()
    code = match["code"].strip(".")
    return (code, match["rest"].strip()) if len(code) <= 40 else ("", text)


class Structure:
    """The misi, tujuan and sasaran of a table, in the order of its rows. `now` {level: the Part that goes on}."""

    def __init__(self, table: ImportedTable) -> None:
        self.table = table
        self.now = dict.fromkeys(LEVELS)
        self.by_code, self.by_text = {}, {}
        self.parts = []
        self.long = {"level", "code", "statement"} <= set(table.columns.fields)

    def read(self, line: ImportRow) -> None:
        """Add to `line` the parts that its row begins."""
        if self.long:
            self._one_a_row(line)
            return
        above_is_new = False
        for place, level in enumerate(LEVELS):
            if above_is_new:
                self.now[level] = None
            part = self._beside(line, level, LEVELS[place - 1] if place else "")
            if part is None:
                continue
            above_is_new = above_is_new or part is not self.now[level]
            self.now[level] = part

    def _beside(self, line, level, upper):
        """The Part that the columns of a level name in this row, None where they name nothing."""
        cell, coded = self.table.cell(line.row, level), self.table.cell(line.row, f"{level}_code")
        part = ImportedRecord(level, line.row)
        text = self.table.read(cell, part, cells.text, "", LONGEST, False)
        code = self.table.read(coded, part, cells.code, "")
        if not text and not code and not part.errors:
            return None
        if not code:
            code, text = split_code(text)
        part.code, part.text, part.parent = code, text, self.now.get(upper) if upper else None
        return self._known(line, part, cell or coded, upper)

    def _known(self, line, part, cell, upper):
        """The Part of before that this one repeats, or itself, noted and checked."""
        code, text = part.code.casefold(), plain(part.text)
        above = id(part.parent)
        same = self.by_code.get((part.kind, code)) if code else self.by_text.get((part.kind, above, text))
        if same and not part.errors:
            if text and plain(same.text) and plain(same.text) != text:
                sentence = f"kode {part.code} sudah dipakai baris {same.row} untuk “{same.text[:60]}”. Bedakan kodenya."
                part.errors.append(self.table.say(cell, sentence))
            elif code and upper and part.parent is not same.parent:
                sentence = f"{LABELS[part.kind]} {part.code} di baris {same.row} berada di bawah {upper} lain."
                part.errors.append(self.table.say(cell, f"{sentence} Bedakan kodenya."))
            else:
                return same
        if upper and part.parent is None and self.table.columns.fields.get(upper):
            sentence = f"{part.kind} ini tidak berada di bawah {upper} mana pun. Isi kolom {LABELS[upper]}."
            part.errors.append(self.table.say(cell, sentence))
        if part.parent is not None and code and part.parent.code.casefold() == code:
            sentence = f"rujukan melingkar: {part.code} menunjuk dirinya sendiri. Bedakan kode {part.kind} dan {upper}."
            part.errors.append(self.table.say(cell, sentence))
        self._note(part)
        line.parts.append(part)
        return part

    def _note(self, part):
        self.parts.append(part)
        if part.code:
            self.by_code.setdefault((part.kind, part.code.casefold()), part)
        self.by_text.setdefault((part.kind, id(part.parent), plain(part.text)), part)

    # ---- one row each, with the code of its parent

    def _one_a_row(self, line):
        told = {}
        for key in ("level", "code", "parent", "statement"):
            cell = self.table.cell(line.row, key)
            read = cells.code if key in ("code", "parent") else lambda one: cells.text(one, LONGEST)
            told[key] = self.table.read(cell if cell and not self.table.goes_on(cell) else None, line, read, "")
        level = next((one for one in LEVELS if one in told["level"].casefold()), "")
        if not level:
            if told["code"] or told["statement"]:
                cell = self.table.cell(line.row, "level")
                line.errors.append(self.table.say(cell, "tulis jenis barisnya: Misi, Tujuan, atau Sasaran."))
            return
        cell = self.table.cell(line.row, "code")
        part = ImportedRecord(level, line.row, told["code"], told["statement"], {"parent": told["parent"]})
        if same := self.by_code.get((level, part.code.casefold())) if part.code else None:
            sentence = f"kode {part.code} sudah dipakai baris {same.row}. Bedakan kodenya."
            part.errors.append(self.table.say(cell, sentence))
        elif not part.text:
            part.errors.append(self.table.say(self.table.cell(line.row, "statement"), "uraiannya belum ditulis."))
        self._note(part)
        line.parts.append(part)
        self.now[level] = part

    def tie(self, stored: Callable[..., Any]) -> None:
        """Find the parents that rows name by code; `stored` (kind, code) → a stored row or None."""
        if not self.long:
            return
        for part in self.parts:
            named = part.values.pop("parent", "")
            place = LEVELS.index(part.kind)
            if not place or not named:
                if place and not named:
                    self._wrong_parent(part, f"{part.kind} ini tanpa kode induk. Tulis kode {LEVELS[place - 1]}nya.")
                continue
            upper = LEVELS[place - 1]
            found = self.by_code.get((upper, named.casefold()))
            row = None if found else stored(upper, named)
            if found:
                part.parent = found
            elif row is not None:
                part.parent = ImportedRecord(upper, part.row, row.code, row.statement or "", match=row)
            else:
                self._wrong_parent(part, self._why(part, named, upper))

    def _why(self, part, named, upper):
        """Why the code `named` is no parent of `part`."""
        if named.casefold() == part.code.casefold():
            return f"rujukan melingkar: {part.code} menunjuk dirinya sendiri. Tulis kode {upper}nya."
        other = next(
            (self.by_code[level, named.casefold()] for level in LEVELS if (level, named.casefold()) in self.by_code),
            None,
        )
        if other is None:
            return f"kode induk {named} tidak ada di tabel ini maupun di dokumen. Periksa kodenya."
        if other.values.get("parent", "").casefold() == part.code.casefold():
            return f"rujukan melingkar: {part.code} → {named} → {part.code}. Tulis kode {upper}nya."
        return f"kode induk {named} adalah {other.kind}, bukan {upper}. Tulis kode {upper}nya."

    def _wrong_parent(self, part, sentence):
        cell = self.table.cell(part.row, "parent") or self.table.cell(part.row, "code")
        part.errors.append(self.table.say(cell, sentence))
