"""A list of nomenclature codes from a table, held against the list of the same name that the plan knows."""

from pillars.cards.nomenclature import USUAL, level_of, tidy
from pillars.models import NomenclatureCode
from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.preview import ImportedRecord, ImportedTable, ImportPreview, ImportRow
from workshops.plans.models import Plan

#: Codes of one list; kegiatan and sub kegiatan included.
MOST = 8_000


def read_nomenclature(plan: Plan, table: ImportedTable, version: str) -> ImportPreview:
    """Return the Preview of importing a `ImportedTable` as the list `version`. Reads only."""
    preview = table.preview
    known = {row.code: row for row in NomenclatureCode.objects.filter(plan=plan, version=version)}
    seen, odd = {}, 0
    for row in table.rows():
        if len(preview.lines) >= MOST:
            preview.skipped += 1
            continue
        part = _part(table, row, seen)
        if part is None:
            continue
        odd += bool(part.notes)
        _compare(part, known.get(part.code))
        preview.lines.append(ImportRow(row, [part]))
        preview.parts.append(part)
    if odd:
        preview.notes.append(f"{odd} kode berbentuk tidak biasa; tetap dapat disimpan. Periksa dahulu.")
    return preview


def _part(table, row, seen):
    part = ImportedRecord("kode", row)
    told = {}
    for key, limit in (("code", 80), ("name", 500), ("urusan", 500)):
        told[key] = table.read(table.cell(row, key), part, cells.text, "", limit)
    if not told["code"] and not part.errors:
        return None
    cell = table.cell(row, "code")
    part.code, part.text = tidy(told["code"])[:40], told["name"]
    part.values = {"code": part.code, "name": part.text, "urusan": told["urusan"], "level": level_of(part.code)}
    if isinstance(cell.value, (int, float)) and not part.errors:
        # a number has lost the zeros behind its point, and 2.10 is not 2.1
        part.code = part.values["code"] = cell.text
        part.notes.append(table.say(cell, "kode ini angka di Excel; nol di belakang dapat hilang. Jadikan sel teks."))
    elif not USUAL.fullmatch(part.code) and not part.errors:
        part.notes.append(table.say(cell, f"bentuk kode {part.code} tidak biasa."))
    if not part.text and not part.errors:
        part.errors.append(table.say(cell, f"nama untuk kode {part.code} kosong."))
    first = seen.setdefault(part.code, part)
    if first is not part:
        part.errors.append(table.say(cell, f"kode {part.code} sudah ada di baris {first.row}. Hapus salah satu."))
    return part


def _compare(part, known):
    part.match, part.is_new = known, known is None
    if known is None:
        return
    if part.text and part.text != known.name:
        part.before.append(("Nama", known.name, part.text))
    if part.values["urusan"] and part.values["urusan"] != known.urusan:
        part.before.append(("Urusan", known.urusan, part.values["urusan"]))
