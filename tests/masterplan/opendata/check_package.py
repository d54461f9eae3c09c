"""Holds an archive against its own datapackage.json, as a stranger's program would: only the standard library."""

import csv
import hashlib
import io
import json
import re
import zipfile
from decimal import Decimal

READ = {
    "string": str,
    "integer": int,
    "year": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)[0],
}


class Package:
    """An archive read back. `tables`: name → rows as dicts of typed values, texts as they were before the CSV."""

    def __init__(self, data: bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            assert zipped.testzip() is None
            self.files = {name: zipped.read(name) for name in zipped.namelist()}
        self.description = json.loads(self.files["datapackage.json"])
        self.json = json.loads(self.files["data.json"], parse_float=Decimal)
        self.cells, self.tables = {}, {}
        for resource in self.description["resources"]:
            self._read(resource)

    def _read(self, resource):
        data = self.files[resource["path"]]
        fields = resource["schema"]["fields"]
        heads, *rows = list(csv.reader(io.StringIO(data.decode(resource["encoding"]), newline=""), strict=True))
        assert heads == [field["name"] for field in fields], resource["name"]
        assert all(len(row) == len(heads) for row in rows), resource["name"]
        self.cells[resource["name"]] = rows
        self.tables[resource["name"]] = [
            {field["name"]: value(cell, field["type"]) for field, cell in zip(fields, row, strict=True)} for row in rows
        ]

    def faults(self) -> list[str]:
        """What is not as the description says."""
        found = []
        listed = {resource["path"] for resource in self.description["resources"]}
        if extra := {name for name in self.files if name.endswith(".csv")} ^ listed:
            found.append(f"files and description differ: {extra}")
        for resource in self.description["resources"]:
            data, name = self.files[resource["path"]], resource["name"]
            if (resource["bytes"], resource["hash"]) != (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"):
                found.append(f"{name}: size or hash")
            if b"\n" in data.replace(b"\r\n", b"") and b'"' not in data:
                found.append(f"{name}: a line that does not end with CR LF")
            found += [*self._columns(resource), *self._keys(resource)]
        return found

    def _columns(self, resource):
        for field in resource["schema"]["fields"]:
            values = [row[field["name"]] for row in self.tables[resource["name"]]]
            given = [v for v in values if v is not None]
            limits = field.get("constraints", {})
            where = f"{resource['name']}.{field['name']}"
            if limits.get("required") and len(given) < len(values):
                yield f"{where}: empty"
            if limits.get("unique") and len(set(given)) < len(given):
                yield f"{where}: twice"
            if "enum" in limits and not set(given) <= set(limits["enum"]):
                yield f"{where}: {set(given) - set(limits['enum'])}"
            if any(v < limits.get("minimum", v) or v > limits.get("maximum", v) for v in given):
                yield f"{where}: out of its limits"

    def _keys(self, resource):
        rows = self.tables[resource["name"]]
        key = resource["schema"].get("primaryKey", [])
        keys = [tuple(row[name] for name in key) for row in rows]
        if key and len(set(keys)) < len(keys):
            yield f"{resource['name']}: key {key} twice"
        for link in resource["schema"].get("foreignKeys", []):
            (column,), there = link["fields"], link["reference"]
            known = {row[there["fields"][0]] for row in self.tables[there["resource"]]}
            if lost := {row[column] for row in rows if row[column] is not None} - known:
                yield f"{resource['name']}.{column} → {there['resource']}: {sorted(lost)[:3]}"


def value(cell: str, type_: str):
    """A cell as the README says that it is read: empty is None, one sign before a text is taken away."""
    if cell == "":
        return None
    return READ[type_](cell.removeprefix("'") if type_ == "string" else cell)
