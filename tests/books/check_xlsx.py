"""Whether Excel would open a workbook without a word of repair, and that nothing in it reckons or reaches out.

`problems(data)` → sentences, none for a good file. It asserts our promises; it is no full validator of ECMA-376.
"""

import re
from collections import Counter

from openpyxl.utils import get_column_letter, range_boundaries

from tests.books.check_package import OFFICE, Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_LETTERS, MOST_HEAD, MOST_LINKS, MOST_WIDE = 32_767, 255, 65_530, 255
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
    "headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
    "legacyDrawing tableParts extLst"
)
ORDER = _ORDER.split()  # of the parts of a sheet
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
BEGINS = ("=", "+", "-", "@")


def problems(data: bytes) -> list:
    """Everything that is wrong with the bytes of an .xlsx, in words."""
    package = Package(data)
    workbook = package.xml.get("xl/workbook.xml")
    if workbook is None:
        return [*package.problems, "xl/workbook.xml is missing"]
    return [*package.problems, *_Workbook(package, workbook).problems()]


class _Workbook:
    def __init__(self, package, workbook):
        self.package, self.workbook = package, workbook
        relations = package.relations.get("xl/workbook.xml", {})
        self.sheets = {}
        for one in workbook.iter(f"{S}sheet"):
            target = relations.get(one.get(f"{OFFICE}id"), ("", "", False))[1]
            self.sheets[one.get("name")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        self.strings = self._strings()
        styles = package.xml.get("xl/styles.xml")
        self.looks = list(styles.find(f"{S}cellXfs")) if styles is not None else []

    def _strings(self):
        root = self.package.xml.get("xl/sharedStrings.xml")
        return (
            ["".join(t.text or "" for t in si.iter(f"{S}t")) for si in root.iter(f"{S}si")] if root is not None else []
        )

    def problems(self):
        yield from self._names()
        if any("externalLink" in name or name.endswith("vbaProject.bin") for name in self.package.names):
            yield "the workbook reaches out or holds macros"
        for name, part in self.sheets.items():
            root = self.package.xml.get(part)
            if root is None:
                yield f"sheet {name!r} is not there"
            else:
                yield from (f"sheet {name!r}: {problem}" for problem in self._sheet(root))

    def _names(self):
        names = [one.get("name") for one in self.workbook.iter(f"{S}sheet")]
        if len({name.casefold() for name in names}) != len(names):
            yield "two sheets bear one name"
        for name in names:
            if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name != name.strip("'"):
                yield f"a sheet is called {name!r}"
        for one in self.workbook.iter(f"{S}definedName"):
            if "[" in (one.text or "") or "#REF" in (one.text or ""):
                yield f"the name {one.get('name')} leads to {one.text}"

    def _sheet(self, root):
        at = [ORDER.index(child.tag.removeprefix(S)) for child in root if child.tag.removeprefix(S) in ORDER]
        if at != sorted(at) or len(at) != len(set(at)):
            yield "its parts are out of order"
        yield from self._cells(root)
        yield from self._links(root)
        yield from self._ranges(root)
        for part in root.iter(f"{S}headerFooter"):
            for line in part:
                if len(line.text or "") > MOST_HEAD:
                    yield "the head of its pages is too long"
        for column in root.iter(f"{S}col"):
            if not 0 < float(column.get("width", 9)) <= MOST_WIDE:
                yield f"a column is {column.get('width')} wide"

    def _cells(self, root):
        last_row = 0
        for row in root.iter(f"{S}row"):
            number = int(row.get("r"))
            if number <= last_row:
                yield f"row {number} stands twice or too late"
            last_row, last = number, 0
            for cell in row:
                left, top, *_ = range_boundaries(cell.get("r"))
                if top != number or left <= last:
                    yield f"cell {cell.get('r')} stands twice or too late"
                last = left
                yield from self._cell(cell)

    def _cell(self, cell):
        where, kind, value = cell.get("r"), cell.get("t", "n"), cell.find(f"{S}v")
        if cell.find(f"{S}f") is not None:
            yield f"{where} holds a formula"
        if kind not in ("n", "s", "inlineStr"):
            yield f"{where} is of the kind {kind}"
        if not 0 <= int(cell.get("s", 0)) < max(1, len(self.looks)):
            yield f"{where} has a look that is not there"
        if kind == "n" and value is not None:
            try:
                float(value.text)
            except (TypeError, ValueError):
                yield f"{where} holds no number: {value.text!r}"
        if kind == "inlineStr":
            yield from self._text(cell, "".join(part.text or "" for part in cell.iter(f"{S}t")))
        if kind == "s":
            if not 0 <= int(value.text) < len(self.strings):
                yield f"{where} holds a text that is not there"
            else:
                yield from self._text(cell, self.strings[int(value.text)])

    def _text(self, cell, text):
        if _letters(text) > MOST_LETTERS:
            yield f"{cell.get('r')} holds {_letters(text)} letters"
        if text.startswith(BEGINS) and not self._is_quoted(cell):
            yield f"{cell.get('r')} would become a formula once somebody edits it"

    def _is_quoted(self, cell):
        return self.looks[int(cell.get("s", 0))].get("quotePrefix") in ("1", "true")

    def _links(self, root):
        links = list(root.iter(f"{S}hyperlink"))
        if len(links) > MOST_LINKS:
            yield f"{len(links)} links"
        for one in links:
            place = one.get("location")
            if one.get(f"{OFFICE}id") or not place:
                yield f"{one.get('ref')} leads outside"
                continue
            name = place.rpartition("!")[0].strip("'").replace("''", "'")
            if name not in self.sheets:
                yield f"{one.get('ref')} leads to {place}, which is not there"

    def _ranges(self, root):
        for part in root.iter(f"{S}autoFilter"):
            left, top, right, bottom = range_boundaries(part.get("ref"))
            if not (1 <= left <= right <= 16_384 and 1 <= top <= bottom <= 1_048_576):
                yield f"filters over {part.get('ref')}"
        taken = Counter()
        for part in root.iter(f"{S}mergeCell"):
            left, top, right, bottom = range_boundaries(part.get("ref"))
            taken.update(f"{get_column_letter(c)}{r}" for c in range(left, right + 1) for r in range(top, bottom + 1))
        if taken and max(taken.values()) > 1:
            yield "joined cells lie on each other"


def _letters(text):
    return len(ESCAPED.sub("x", text).encode("utf-16-le")) // 2
