"""An RPJMD from a table: misi, tujuan, sasaran and their indicators, held against the document of the plan."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from pillars.models import Goal, Mission, RpjmdDocument
from pillars.reference_data.row_states import MEASURE, measure_state, objectives
from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.bands import band_of
from pillars.reference_data.table_import.preview import (
    ImportedRecord,
    ImportedTable,
    ImportPreview,
    ImportRow,
    Rewording,
)
from pillars.reference_data.table_import.structure import LEVELS, Structure, plain
from pillars.reference_data.table_import.units import split_unit, unit_behind
from workshops.number_format import show_number
from workshops.plans.models import Plan

MOST = 2_000
_TEXTS = {"indicator": 500, "unit": 60}


class Stored:
    """What a document holds already, found by code or by sentence."""

    def __init__(self, plan: Plan, role: str) -> None:
        self.document = RpjmdDocument.objects.filter(plan=plan, role=role).first()
        where = {"plan": plan, "document": self.document} if self.document else {"pk": None}
        self.rows: dict[str, list[Any]] = {
            "misi": list(Mission.objects.filter(**where)),
            "tujuan": list(Goal.objects.filter(**where)),
            "sasaran": list(objectives().filter(**where)),
        }
        self.codes = {(kind, row.code.casefold()): row for kind, rows in self.rows.items() for row in rows}
        self.texts = {(kind, plain(row.statement or "")): row for kind, rows in self.rows.items() for row in rows}

    def by_code(self, kind: str, code: str) -> Any:
        return self.codes.get((kind, code.casefold()))

    def find(self, part: ImportedRecord) -> Any:
        """Return the stored row that a Part means, or None."""
        if part.code:
            return self.by_code(part.kind, part.code)
        return self.texts.get((part.kind, plain(part.text)))

    def measures(self, row: Any) -> dict[str, Any]:
        """Return {indicator, plain: its state} of a stored sasaran."""
        return {plain(one.indicator or ""): measure_state(one) for one in row.measures} if row else {}


def read_rpjmd(plan: Plan, table: ImportedTable, role: str) -> ImportPreview:
    """Return the Preview of importing a `ImportedTable` into the document of `role`. Reads only."""
    stored = Stored(plan, role)
    structure = Structure(table)
    reading = _Indicators(table, structure)
    preview = table.preview
    for row in table.rows():
        if len(preview.lines) >= MOST:
            preview.skipped += 1
            continue
        line = ImportRow(row)
        structure.read(line)
        reading.read(line)
        if line.parts or line.errors:
            preview.lines.append(line)
    structure.tie(stored.by_code)
    preview.parts = [part for line in preview.lines for part in line.parts]
    _compare(table, stored, preview.parts)
    _say_years(table, stored.document)
    return preview


class _Indicators:
    """The indicators of the sasaran that goes on: each in a row of its own, or several rows for several offices."""

    def __init__(self, table: ImportedTable, structure: Structure) -> None:
        self.table, self.structure = table, structure
        self.now: ImportedRecord | None = None
        self.seen, self.words = {}, []

    def read(self, line: ImportRow) -> None:
        target = self.structure.now["sasaran"]
        if any(part.kind in LEVELS for part in line.parts):
            self.now = None
        cell = self.table.cell(line.row, "indicator")
        part = ImportedRecord("indikator", line.row, parent=target)
        name, in_name = split_unit(self._text(part, "indicator") if cell and not self.table.goes_on(cell) else "")
        part.text = name
        if band_of(self.table.sheet, line.row):
            return
        if not name and not part.errors:
            self._carry_on(line)
            return
        part.values["indicator"] = name
        line.parts.append(part)
        if target is None:
            part.errors.append(self.table.say(cell, "indikator ini tidak berada di bawah sasaran mana pun."))
        first = self.seen.setdefault((id(target), plain(name)), part)
        if first is not part:
            sentence = f"indikator ini sudah ada di baris {first.row} untuk sasaran yang sama. Hapus salah satu."
            part.errors.append(self.table.say(cell, sentence))
        self._figures(line, part, in_name)
        self.now = part

    def _text(self, part, key):
        return self.table.read(self.table.cell(part.row, key), part, cells.text, "", _TEXTS[key])

    def _carry_on(self, line):
        """A row without an indicator of its own names further offices of the one above."""
        cell = self.table.cell(line.row, "opd")
        if self.now is None or cell is None or self.table.goes_on(cell) or not cell.text.strip():
            return
        part = ImportedRecord("opd", line.row, parent=self.now, text=cell.text.strip())
        refs = self.table.offices(cell, part)
        self.now.values["opds"] = list(dict.fromkeys([*self.now.values.get("opds", []), *refs]))
        self.now.errors += part.errors
        line.parts.append(part)

    def _figures(self, line, part, in_name):
        self.words = []
        columns = self._year_columns()
        first = self.table.cell(line.row, "baseline")
        figures = [first, *(self.table.sheet.cell(line.row, column) for column in columns.values())]
        unit = self._unit(part, in_name, [cell for cell in figures if cell])
        points = self.table.options.get("titik", "") or self.points
        number, words = self._figure(part, first, unit, points)
        part.values |= {"baseline": number, "baseline_text": words}
        cell = self.table.cell(line.row, "baseline_year")
        part.values["baseline_year"] = self.table.read(cell, part, cells.year, None)
        if first and (number or words) and not part.values["baseline_year"]:
            part.values["baseline_year"] = cells.year_of_figure(first) or year_in(self.table, "baseline")
        part.values |= {"targets": {}, "target_texts": {}}
        for year, column in sorted(columns.items()):
            number, words = self._figure(part, self.table.sheet.cell(line.row, column), unit, points)
            if number:
                part.values["targets"][str(year)] = number
            elif words:
                part.values["target_texts"][str(year)] = words
        if self.words:
            listed = ", ".join(cell.address for cell in self.words)
            part.notes.append(f"Sheet {self.table.sheet.name}, sel {listed}: {cells.AS_WORD}.")
        part.values["opds"] = self.table.offices(self.table.cell(line.row, "opd"), part)

    def _year_columns(self):
        """{year: column}, the last figure of the period under its year."""
        columns = dict(self.table.columns.years)
        last = year_in(self.table, "target") or self._last_year()
        if last and last not in columns and "target" in self.table.columns.fields:
            columns[last] = self.table.columns.fields["target"]
        return columns

    def _unit(self, part, in_name, figures):
        """The unit of a row: of its column, of its indicator's brackets, or as it stands behind the figures."""
        said = self.table.read(self.table.cell(part.row, "unit"), part, cells.unit, "", _TEXTS["unit"]) or in_name
        behind = {unit_behind(cells.bare(cell.value)) for cell in figures if isinstance(cell.value, str)} - {""}
        behind |= {"%" for cell in figures if cell.percent}
        unit = part.values["unit"] = said or (behind.pop() if len(behind) == 1 else "")
        return unit

    @cached_property
    def points(self) -> str:
        """What a point means where the table itself shows it: 17.63 beside 9.4 and no comma is a decimal point."""
        columns = [*self._year_columns().values(), self.table.columns.fields.get("baseline")]
        rows = range(self.table.columns.first, self.table.sheet.height + 1)
        found = [self.table.sheet.cell(row, column).value for column in columns if column for row in rows]
        typed = [one.strip(" %") for one in found if isinstance(one, str)]
        plain_points = [one for one in typed if re.fullmatch(r"-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})", one)]
        other = [one for one in typed if re.fullmatch(r"-?[0-9.]*,[0-9]+|-?[0-9]{1,3}(?:\.[0-9]{3}){2,}", one)]
        if len(plain_points) < 3 or other:
            return ""
        said = f"Titik dibaca sebagai koma desimal: {plain_points[0]} menjadi {plain_points[0].replace('.', ',')}."
        self.table.preview.notes.append(f"{said} Bila keliru, pilih artinya pada pasangan kolom.")
        return "desimal"

    def _last_year(self):
        text = self.table.options.get("tahun_akhir", "")
        return int(text) if text.isdecimal() and len(text) == 4 else None

    def _figure(self, part, cell, unit, points):
        number, words, note = self.table.read(cell, part, cells.figure, ("", "", ""), unit, points)
        if note:
            self.words.append(cell)
        return number, words


def year_in(table: ImportedTable, key: str) -> int | None:
    """Return the year that the head of a column names: `Kondisi awal (2024)`; None for none or several."""
    label = table.columns.labels.get(table.columns.fields.get(key), "")
    years = re.findall(r"(?<![0-9])(?:199|20[0-9])[0-9](?![0-9])", label)
    return int(years[0]) if len(years) == 1 else None


def _compare(table, stored, parts):
    """Sets match, is_new and before of every part; an empty cell of the table never takes anything away."""
    measures = {}
    for part in parts:
        if part.kind == "indikator":
            row = part.parent.match if part.parent else None
            known = measures.setdefault(id(part.parent), stored.measures(row))
            _compare_indicator(table, part, known.get(plain(part.text)))
        elif part.kind == "opd":
            part.is_new = part.parent.is_new
            part.before = [one for one in part.parent.before if one[0] == "OPD"]
        elif part.kind in LEVELS:
            part.match = stored.find(part)
            part.is_new = part.match is None
            if part.is_new:
                if not part.text and not part.errors:
                    cell = table.cell(part.row, part.kind) or table.cell(part.row, f"{part.kind}_code")
                    part.errors.append(table.say(cell, f"{part.kind} {part.code} baru, tetapi rumusannya kosong."))
                continue
            _compare_statement(table, part)


def _compare_statement(table, part):
    old = part.match.statement or ""
    if part.text and part.text != old:
        key = f"{part.kind}-{part.match.pk}"
        chosen = not old or plain(old) == plain(part.text) or key in table.options.get("kata", ())
        if old:
            code = part.code or part.match.code
            table.preview.reworded.append(Rewording(key, code, part.kind, old, part.text, chosen))
        if chosen:
            part.before.append(("Rumusan", old, part.text))
        else:
            part.text = old
    above = {"tujuan": "mission", "sasaran": "goal"}.get(part.kind)
    if above and part.parent is not None:
        stands = getattr(part.match, above)
        if part.parent.match is None or stands != part.parent.match:
            part.before.append(("Induk", stands.code if stands else "", part.parent.code or part.parent.text))
    if not part.code:
        part.code = part.match.code


def _compare_indicator(table, part, known):
    part.is_new = known is None
    after = merged(known, part.values)
    part.facts = facts_of(after, table.office_names)
    if known is not None:
        old, new = dict(facts_of(known, table.office_names)), dict(part.facts)
        part.before = [(label, old.get(label, ""), text) for label, text in new.items() if old.get(label, "") != text]


def merged(known: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return the state of an indicator after `values` of a table: what they leave empty stays."""
    after = dict(MEASURE | (known or {}))
    for key in ("indicator", "unit", "baseline_year"):
        after[key] = values.get(key) or after[key]
    if values.get("baseline") or values.get("baseline_text"):
        after |= {"baseline": values["baseline"], "baseline_text": values["baseline_text"]}
    for key, other in (("targets", "target_texts"), ("target_texts", "targets")):
        kept = {year: text for year, text in after[key].items() if year not in values.get(other, {})}
        after[key] = dict(sorted((kept | values.get(key, {})).items()))
    if values.get("opds") and set(values["opds"]) != set(after["opds"]):
        after["opds"] = values["opds"]
    return after


def facts_of(measure: dict[str, Any], names: Callable[..., Any]) -> list[tuple[str, str]]:
    """Return [(label, text)] of what an indicator says, as people read it; `names`: refs of offices → text."""
    found = [("Satuan", measure["unit"])]
    first = number_text(measure["baseline"]) or measure["baseline_text"]
    year = f" ({measure['baseline_year']})" if first and measure["baseline_year"] else ""
    found.append(("Angka awal", first + year))
    years = sorted({*measure["targets"], *measure["target_texts"]})
    found += [
        (year, number_text(measure["targets"].get(year)) or measure["target_texts"].get(year, "")) for year in years
    ]
    found.append(("OPD", names(measure["opds"])))
    return [(label, text) for label, text in found if text]


def number_text(number: str) -> str:
    """Return a number of a state as people read it, "" for none."""
    return show_number(Decimal(number)) if number else ""


def _say_years(table, document):
    """A word on columns of years that the document's period does not cover."""
    if not document or not document.period_start or not document.period_end:
        return
    outside = [year for year in table.columns.years if not document.period_start <= year <= document.period_end]
    if outside:
        listed = ", ".join(map(str, sorted(outside)))
        period = f"{document.period_start}–{document.period_end}"
        table.preview.notes.append(f"Kolom tahun {listed} di luar masa dokumen ini ({period}); tetap dibaca.")
