"""All tables of the open data, and what is said of them to machines (`datapackage.json`) and to people (README, docs).

The names of tables and columns are promises: they may be added to, never renamed; `VERSION` counts what was added.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from masterplan.document.book_data import BookData
from masterplan.opendata.rows import moment
from masterplan.opendata.tables import DataColumn, DataTable, described

VERSION = "1.1.0"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KINDS: tuple[DataTable, ...] = described()
#: What a text cell may begin with that a spreadsheet takes for a formula, and the sign that makes it harmless; the
#: sign itself too, so that exactly one is taken away again.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
SIGN = "'"
WORDS = {
    "string": "teks",
    "integer": "bilangan bulat",
    "number": "bilangan, titik untuk desimal",
    "year": "tahun",
    "boolean": "true atau false",
    "datetime": "saat, ISO 8601 dalam UTC",
}


def datapackage(book_data: BookData, files: dict[str, bytes], sizes: Callable[..., Any]) -> dict:
    """Return the Frictionless Data Package of an archive. `files`: name → bytes.

    `sizes(data)`: (hash, bytes) of a file.
    """
    return {
        "$schema": PROFILE,
        "name": f"rembuk-{book_data.slug}",
        "title": f"Rencana induk kota cerdas {book_data.region.name}",
        "description": "Isi rencana seperti keadaannya saat dibaca. Penjelasan untuk orang ada di BACA-SAYA.md.",
        "version": VERSION,
        "created": moment(book_data),
        "resources": [_resource(kind, *sizes(files[f"{kind.name}.csv"])) for kind in KINDS],
    }


def _resource(kind: DataTable, digest: str, size: int) -> dict:
    return {
        "name": kind.name,
        "path": f"{kind.name}.csv",
        "title": kind.title,
        "description": kind.about,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema(kind),
    }


def schema(kind: DataTable) -> dict:
    """Return Frictionless Table Schema of a table."""
    found = {"fields": [_field(column, kind) for column in kind.columns], "missingValues": [""]}
    if kind.key:
        found["primaryKey"] = list(kind.key)
    if kind.links:
        found["foreignKeys"] = [
            {"fields": [link.column], "reference": {"resource": link.to, "fields": [link.to_column]}}
            for link in kind.links
        ]
    return found


def _field(column: DataColumn, kind: DataTable) -> dict:
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = True
    if kind.key == (column.name,):
        limits["unique"] = True
    if column.choices:
        limits["enum"] = list(column.choices)
    if column.minimum is not None:
        limits["minimum"] = column.minimum
    if column.maximum is not None:
        limits["maximum"] = column.maximum
    found: dict[str, Any] = {"name": column.name, "type": column.type, "title": column.title}
    if column.unit:
        found["unit"] = column.unit
    if limits:
        found["constraints"] = limits
    return found


README = """# Data terbuka: rencana induk kota cerdas {region}

Keadaan rencana pada {moment} (UTC), catatan nomor {number}. Berkas ini dibuat dari rencana yang sama dengan bukunya.

## Isi
- `*.csv`: satu tabel satu berkas, daftarnya di bawah.
- `data.json`: isi yang sama dalam satu berkas; setiap tabel adalah daftar objek dengan nama kolom yang sama.
- `datapackage.json`: uraian yang dapat dibaca mesin (Frictionless Data Package): jenis, satuan, batas, dan kaitan.

## Cara membaca CSV
- UTF-8 tanpa tanda urutan bita (BOM), pemisah koma, baris diakhiri CR LF, tanda kutip digandakan (RFC 4180).
  Di Excel: Data › Dari Teks/CSV, pilih UTF-8 dan koma. Untuk Excel tanpa langkah ini, ambil unduhan Excel dari bukunya.
- Sel kosong berarti belum diisi, bukan nol.
- Uang dalam rupiah penuh. Desimal memakai titik. Waktu dalam ISO 8601.
- Teks yang diawali `=`, `+`, `-`, `@`, tab, ganti baris, atau `'` diberi satu `'` di depannya, supaya tidak dijalankan
  sebagai rumus. Untuk mendapat teks aslinya, buang satu `'` di awal sel teks. Angka dan `data.json` tidak diubah.
- Kaitan antartabel memakai kode kartu (misalnya GOV-P1), yang tidak pernah dipakai ulang.

## Yang tidak ada di sini
Nama peserta, akun, tanda tangan, susunan dewan dan tim, berkas bukti, riwayat perubahan, dan kartu yang dihapus.

## Tabel
{tables}
"""


def readme(book_data: BookData, counts: dict[str, int]) -> str:
    """Return the text for people. `counts`: rows of each table."""
    tables = "\n".join(f"- `{kind.name}.csv` ({counts[kind.name]} baris): {kind.title}. {kind.about}" for kind in KINDS)
    return README.format(region=book_data.region.name, moment=moment(book_data), number=book_data.number, tables=tables)


def reference() -> str:
    """Return every table with its columns in Markdown, as `docs/open-data.md` says how to print it."""
    return "\n\n".join(_table(kind) for kind in KINDS) + "\n"


def _table(kind: DataTable) -> str:
    links = {link.column: f"`{link.to}.{link.to_column}`" for link in kind.links}
    lines = [f"### {kind.name}", "", f"{kind.title}. {kind.about}"]
    lines += [f"Kunci: {', '.join(f'`{name}`' for name in kind.key)}."] if kind.key else []
    lines += ["", "| kolom | arti | jenis | ketentuan |", "|---|---|---|---|"]
    for column in kind.columns:
        kept = [*(["wajib"] if column.required else []), *([column.unit] if column.unit else [])]
        kept += [" · ".join(column.choices)] if column.choices else []
        kept += [f"→ {links[column.name]}"] if column.name in links else []
        lines.append(f"| `{column.name}` | {column.title} | {WORDS[column.type]} | {', '.join(kept)} |")
    return "\n".join(lines)


def as_json(plain: dict[str, Any]) -> bytes:
    """Return readable JSON, the same bytes for the same thing."""
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
