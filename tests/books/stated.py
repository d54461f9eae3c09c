"""A book read back from each of its formats, as tables by their titles and as one text."""

import io
import json
import re
from decimal import Decimal

import openpyxl
from docx import Document
from docx.oxml.ns import qn

from tests.books.reader import squeezed

#: Sheets that are no table of the book: the index counts rows, a drawing has its measures.
BESIDE = ("Daftar", "Gambar")
NUMBER = re.compile(r"^(Tabel|Gambar) [A-Z0-9]+(\.\d+)?\s*")


class Stated:
    """`tables`: {title: [[cell]]}: texts, or numbers where the format has numbers; `text`: all of it, squeezed."""

    numeric = False

    def states(self, title, key, numbers) -> bool:
        """Whether a row of this table has the key in a cell and then the numbers one after the other."""
        rows = [row for row in self.tables[title] if any(squeezed(str(cell)).startswith(squeezed(key)) for cell in row)]
        return any(_follow(row, numbers) for row in rows)


def _follow(row, numbers):
    row = [squeezed(cell) if isinstance(cell, str) else cell for cell in row]
    numbers = [squeezed(n) if isinstance(n, str) else n for n in numbers]
    return any(row[at : at + len(numbers)] == numbers for at in range(len(row)))


class AsJson(Stated):
    """The tree as its JSON file has it."""

    def __init__(self, data: bytes):
        self.tables, self.values, words = {}, [], []
        for node in self._nodes(json.loads(data), words):
            rows = []
            for row in node.get("rows", ()) if node["node"] in ("Table", "Matrix") else ():
                cells = row.get("cells", [])
                rows.append([_said(cell) for cell in cells])
                self.values += [(node.get("title", ""), c["value"]) for c in cells if c.get("value") is not None]
            for bar in node.get("bars", ()):
                rows.append([bar["code"], *("–" if a is None else a for a in bar["amounts"]), bar["total"]])
            if node["node"] == "Timeline":
                rows.append([node["total_label"], *node["totals"]])
            if rows:
                self.tables.setdefault(node.get("title", ""), []).extend(rows)
        self.text = squeezed("".join(words))

    def _nodes(self, thing, words):
        if isinstance(thing, list):
            for one in thing:
                yield from self._nodes(one, words)
        elif isinstance(thing, dict):
            if "node" in thing:
                yield thing
            if isinstance(thing.get("text"), str):
                words.append(thing["text"])
            for value in thing.values():
                yield from self._nodes(value, words)
        elif isinstance(thing, str):
            words.append(thing)


def _said(cell):
    lines = ["".join(span.get("text", "") for span in line) for line in cell.get("lines", ())]
    return " ".join(lines)


class AsWord(Stated):
    """Tables under their captions, as Word and LibreOffice show them."""

    def __init__(self, data: bytes):
        body = Document(io.BytesIO(data)).element.body
        self.tables, title = {}, ""
        for element in body:
            if element.tag == qn("w:p"):
                title = NUMBER.sub("", _text(element)).strip() or title
            elif element.tag == qn("w:tbl"):
                rows = [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in element.iter(qn("w:tr"))]
                self.tables.setdefault(title, []).extend(rows)
        self.text = squeezed(_text(body))

    def states(self, title, key, numbers):
        # the unit stands in the caption beside the title
        own = next(name for name in self.tables if name.startswith(title))
        self.tables.setdefault(title, self.tables[own])
        return super().states(title, key, numbers)


def _text(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


class AsExcel(Stated):
    """Sheets by the title in their first cell; numbers are numbers."""

    numeric = True

    def __init__(self, data: bytes):
        workbook = openpyxl.load_workbook(io.BytesIO(data))
        self.tables, self.numbers, words = {}, [], []
        for sheet in workbook:
            rows = list(sheet.iter_rows(values_only=True))
            title = NUMBER.sub("", str(rows[0][0])).strip()
            self.tables.setdefault(title, []).extend(
                [_number(cell) for cell in row if cell is not None] for row in rows
            )
            words += [str(cell) for row in rows for cell in row if isinstance(cell, str)]
            self.numbers += [
                (title, _number(cell))
                for row in rows
                for cell in row
                if isinstance(cell, int | float) and not sheet.title.startswith(BESIDE)
            ]
        self.text = squeezed("".join(words))


def _number(cell):
    return Decimal(repr(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


class AsPdf(Stated):
    """What a reader of the pages finds, from the caption of a table on."""

    def __init__(self, reader):
        self.text = reader.squeezed

    def states(self, title, key, numbers):
        wanted = re.escape(squeezed(key)) + ".{0,900}?" + re.escape("".join(map(squeezed, numbers)))
        starts = [found.end() for found in re.finditer(re.escape(squeezed(title)), self.text)]
        return any(re.search(wanted, self.text[at : at + 60_000]) for at in starts)
