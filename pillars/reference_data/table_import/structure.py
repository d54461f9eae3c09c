"""Misi, tujuan and sasaran of a table: columns beside each other, or one row each with the code of its parent."""

import re
from collections.abc import Callable
from typing import Any

from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.bands import band_of, level_in
from pillars.reference_data.table_import.preview import ImportedRecord, ImportedTable, ImportRow

LEVELS = ("misi", "tujuan", "sasaran")
LABELS = {"misi": "Misi", "tujuan": "Tujuan", "sasaran": "Sasaran"}
LONGEST = 2_000
#: A code in front of a sentence: `Misi 1: …`, `1.2 …`, `S1.2. …`.
_CODED = re.compile(
    r"^(?:(?P<word>misi|tujuan|sasaran)\s+(?:ke-?\s?)?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*|[ivx]{1,5}\b(?=\s*[.:)–-]|\s*$))|"
    r"(?P<code>[MTS]\.?[0-9]{1,3}(?:\.[0-9]{1,3})*|[0-9]{1,3}(?:\.[0-9]{1,3})+)|(?P<list>[0-9]{1,3}(?=\s*[.)])))"
    r"\s*[.:)–-]*(?:\s+(?P<rest>\S.*)|\s*)$",
    re.IGNORECASE | re.DOTALL,
)


def plain(text: str) -> str:
    """Return letters and digits of a sentence: what two spellings of it have in common."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def split_code(text: str) -> tuple[str, str]:
    """Return (code, sentence) of a sentence that begins with its code; ("", sentence) of any other.

    A single number in front of it only counts in its list: it is no code, and no part of the sentence.
    """
    match = _CODED.match(text)
    if not match:
        return "", _WORD_ONLY.sub("", text) or text
    rest = (match["rest"] or "").strip()
    if match["word"]:
        number = match["number"] if match["number"][0].isdigit() else str(_roman(match["number"]))
        return f"{match['word'][:1].upper()}{number}", rest
    if match["list"]:
        return "", rest or text
    code = match["code"].strip(".")
    return (code, rest) if rest and len(code) <= 40 else ("", text)


def _roman(text):
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text.casefold()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


#: `Misi:` in front of a sentence.
_WORD_ONLY = re.compile(r"^(?:misi|tujuan|sasaran)\s*:\s*", re.IGNORECASE)


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
        if band := band_of(self.table.sheet, line.row):
            self._band(line, band)
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

    def _band(self, line, cell):
        """A row that is one sentence: the misi, tujuan or sasaran of all rows below it. A visi is none of them."""
        level = level_in(cell.text) or self._level_of_column(cell)
        if level == "visi":
            return
        if level not in LEVELS:
            self.table.preview.notes.append(f"Baris {line.row} hanya judul: “{cell.text[:80]}”; tidak dibaca.")
            return
        part = ImportedRecord(level, line.row)
        place = LEVELS.index(level)
        upper = next((one for one in LEVELS[:place][::-1] if self.now[one]), "")
        part.code, part.text = split_code(self.table.read(cell, part, cells.text, "", LONGEST, False))
        part.parent = self.now[upper] if place and upper == LEVELS[place - 1] else None
        self.now |= dict.fromkeys(LEVELS[place + 1 :])
        self.now[level] = self._known(line, part, cell, LEVELS[place - 1] if place else "")

    def _level_of_column(self, cell):
        """A band without the word is of the column in which it stands, else of the highest level without a column."""
        fields = self.table.columns.fields
        own = next((level for level in LEVELS if fields.get(level) == cell.column), "")
        return own or next((level for level in LEVELS if level not in fields), "")

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
