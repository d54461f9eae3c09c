"""The programmes of Renstra from a table, held against those of the plan."""

from collections.abc import Callable
from typing import Any

from pillars.cards.nomenclature import level_of, tidy
from pillars.models import RenstraProgramme
from pillars.reference_data.row_states import renstra_state
from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.preview import ImportedRecord, ImportedTable, ImportPreview, ImportRow
from pillars.reference_data.table_import.rpjmd import MOST
from pillars.reference_data.table_import.structure import plain, split_code
from workshops.number_format import show_rupiah
from workshops.plans.models import Plan

#: Rows below a programme in tables of Renstra: they are passed over.
_BELOW = ("kegiatan", "subkegiatan")


def read_renstra(plan: Plan, table: ImportedTable) -> ImportPreview:
    """Return the Preview of importing a `ImportedTable`. Reads only."""
    preview, below = table.preview, 0
    reading = _Rows(table)
    for row in table.rows():
        if len(preview.lines) >= MOST:
            preview.skipped += 1
            continue
        part = reading.read(row)
        if part is None:
            continue
        if level_of(part.code) in _BELOW:
            below += 1
            continue
        preview.lines.append(ImportRow(row, [part]))
    if below:
        preview.notes.append(f"{below} baris kegiatan dan sub kegiatan dilewati; yang dicatat programnya.")
    preview.parts = [part for line in preview.lines for part in line.parts]
    _compare(plan, table, preview.parts)
    return preview


class _Rows:
    def __init__(self, table: ImportedTable) -> None:
        self.table = table
        self.office = None
        self.seen = {}

    def read(self, row: int) -> ImportedRecord | None:
        """Return the Part of a programme, None where the row holds none (a heading, a total)."""
        part = ImportedRecord("renstra", row)
        name, code = self._text(part, "name"), tidy(self._text(part, "code"))
        refs = self._office(part)
        if not name and not part.errors:
            return None
        if not code:
            code, name = split_code(name)
        if not code and plain(name).startswith(("jumlah", "total")):
            return None
        part.code, part.text = code, name
        part.values = {"opd": refs[0] if refs else "", "code": code, "name": name}
        part.values |= self._period(part) | {"pagu_by_year": self._pagu(part)}
        if not refs and not part.errors:
            cell = self.table.cell(row, "opd") or self.table.cell(row, "name")
            part.errors.append(
                self.table.say(cell, "OPD belum disebut. Isi kolom OPD, atau pilih OPD untuk semua baris.")
            )
        self._doubled(part)
        return part

    def _text(self, part, key):
        cell = self.table.cell(part.row, key)
        if key == "code":
            return self.table.read(cell, part, cells.code, "", 60)[:40]
        return self.table.read(cell, part, cells.text, "", 500)

    def _office(self, part):
        """Refs of the row's office: of its cell, of the last one above it, or of the office chosen for all rows."""
        chosen = self.table.options.get("opd", "")
        if chosen:
            return [row.ref for row in self.table.known.rows if row.ref == chosen]
        cell = self.table.cell(part.row, "opd")
        if cell is None:
            return []
        before = len(part.errors)
        refs = self.table.offices(cell, part)
        if len(refs) > 1:
            part.errors.append(self.table.say(cell, "program Renstra punya satu OPD. Bagi menjadi beberapa baris."))
        if refs or len(part.errors) > before:
            self.office = refs[:1]
        return refs[:1] or self.office or []

    def _period(self, part):
        start, end = self.table.read(self.table.cell(part.row, "period"), part, cells.period, (None, None))
        years = self.table.columns.years
        if start is None and years:
            start, end = min(years), max(years)
        return {"period_start": start, "period_end": end}

    def _pagu(self, part):
        factor = cells.FACTORS.get(self.table.options.get("kali", "1"), 1)
        found = {}
        for year, column in sorted(self.table.columns.years.items()):
            cell = self.table.sheet.cell(part.row, column)
            points = self.table.options.get("titik", "")
            amount, note = self.table.read(cell, part, cells.rupiah, (None, ""), factor, points)
            if note:
                part.notes.append(self.table.say(cell, f"{note}."))
            if amount is not None:
                found[str(year)] = amount
        return found

    def _doubled(self, part):
        key = (part.values["opd"], (part.code or plain(part.text)).casefold(), part.values["period_start"])
        first = self.seen.setdefault(key, part)
        if first is not part:
            cell = self.table.cell(part.row, "code") or self.table.cell(part.row, "name")
            what = f"kode {part.code}" if part.code else "program ini"
            part.errors.append(self.table.say(cell, f"{what} sudah ada di baris {first.row}. Hapus salah satu."))


def _compare(plan, table, parts):
    rows = list(RenstraProgramme.objects.filter(plan=plan).select_related("opd"))
    states = {row.pk: renstra_state(row) for row in rows}
    by_key = {}
    for row in rows:
        by_key.setdefault((row.opd.ref, (row.code or plain(row.name)).casefold()), []).append(row)
    for part in parts:
        twins = by_key.get((part.values.get("opd"), (part.code or plain(part.text)).casefold()), [])
        part.match = next((row for row in twins if _same_time(row, part.values)), None)
        known = states.get(part.match.pk) if part.match else None
        part.is_new = known is None
        if over := next((row for row in twins if part.is_new and _overlaps(row, part.values)), None):
            said = f"masa {over.period_start}–{over.period_end} sudah tercatat dan tumpang tindih; dicatat tersendiri."
            part.notes.append(table.say(table.cell(part.row, "name"), said))
        part.values = merged(known, part.values)
        part.facts = facts_of(part.values, table.office_names)
        if known:
            old = dict(facts_of(known, table.office_names))
            part.before = [
                (label, old.get(label, ""), text) for label, text in part.facts if old.get(label, "") != text
            ]
            if part.text and part.text != known["name"]:
                part.before.insert(0, ("Nama", known["name"], part.text))


def _same_time(row, values):
    """Whether a stored programme is of the period of the table, as far as both say it."""
    return not values["period_start"] or not row.period_start or row.period_start == values["period_start"]


def _overlaps(row, values):
    """Whether both say their years, and share some."""
    years = (row.period_start, row.period_end, values["period_start"], values["period_end"])
    return all(years) and row.period_start <= values["period_end"] and values["period_start"] <= row.period_end


def merged(known: dict[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Return the state of a programme after `values` of a table: what they leave empty stays."""
    after = dict(known or {"opd": "", "code": "", "name": "", "period_start": None, "period_end": None})
    after |= {key: value for key, value in values.items() if value and key != "pagu_by_year"}
    pagu = (known or {}).get("pagu_by_year", {}) | values["pagu_by_year"]
    return after | {"pagu_by_year": dict(sorted(pagu.items()))}


def facts_of(state: dict[str, Any], names: Callable[..., Any]) -> list[tuple[str, str]]:
    """Return [(label, text)] of a programme as people read it."""
    found = [("OPD", names([state["opd"]]) if state["opd"] else "")]
    period = (state["period_start"], state["period_end"])
    found.append(("Masa", f"{period[0]}–{period[1]}" if all(period) else ""))
    found += [(year, show_rupiah(amount)) for year, amount in sorted(state["pagu_by_year"].items())]
    return [(label, text) for label, text in found if text]
