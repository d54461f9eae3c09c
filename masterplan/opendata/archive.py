"""A `BookData` as the zip of its open data: the same data gives the same bytes."""

import csv
import hashlib
import io
import json
import zipfile
from decimal import Decimal

from masterplan.document.book_data import BookData
from masterplan.opendata.description import KINDS, RISKY, SIGN, as_json, datapackage, readme
from masterplan.opendata.tables import NUMBER, TEXT, YES_NO, DataTable

#: What a zip says of a file's age: the oldest it can tell.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def archive(book_data: BookData) -> bytes:
    """Return all tables as CSV and as one JSON, their schema, and a page that explains them."""
    tables = {kind.name: [tuple(row) for row in kind.rows(book_data)] for kind in KINDS}
    files = {f"{kind.name}.csv": as_csv(kind, tables[kind.name]) for kind in KINDS}
    package = datapackage(book_data, files, lambda data: (hashlib.sha256(data).hexdigest(), len(data)))
    counts = {name: len(rows) for name, rows in tables.items()}
    return _zipped(
        {
            "BACA-SAYA.md": readme(book_data, counts).encode(),
            "datapackage.json": as_json(package),
            "data.json": _one_json(tables),
            **files,
        }
    )


def as_csv(kind: DataTable, rows: list[tuple[int | str | None, ...]]) -> bytes:
    """Return the rows as RFC 4180 in UTF-8, with one row of heads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in kind.columns)
    for row in rows:
        writer.writerow(_cell(value, column) for value, column in zip(row, kind.columns, strict=True))
    return out.getvalue().encode()


def _cell(value, column) -> str:
    if value is None or value == "":
        return ""
    if column.type == TEXT:
        return harmless(str(value))
    if column.type == YES_NO:
        return "true" if value else "false"
    return plain_number(value) if column.type == NUMBER else str(value)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `original` is the way back."""
    return SIGN + text if text.startswith(RISKY) else text


def original(cell: str) -> str:
    """Return what `harmless` was given."""
    return cell.removeprefix(SIGN)


def plain_number(value: Decimal) -> str:
    """Return 74.5, never 7.45E+1."""
    return format(Decimal(value), "f")


def _one_json(tables) -> bytes:
    """{table: [{column: value}]}: numbers are numbers with every digit that was written, what is empty is null."""
    lines = []
    for kind in KINDS:
        rows = ",\n".join("  " + _object(row, kind) for row in tables[kind.name])
        lines.append(f' "{kind.name}": [\n{rows}\n ]' if rows else f' "{kind.name}": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _object(row, kind) -> str:
    pairs = []
    for value, column in zip(row, kind.columns, strict=True):
        if value is None or value == "":
            said = "null"
        elif column.type == NUMBER:
            said = plain_number(value)
        else:
            said = json.dumps(value, ensure_ascii=False)
        pairs.append(f'"{column.name}": {said}')
    return "{" + ", ".join(pairs) + "}"


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zipped.writestr(info, data)
    return out.getvalue()
