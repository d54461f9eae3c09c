"""Whether Word would open a file without a word of repair: the rules that it is strict about, as a list of problems.

`problems(data)` → sentences, none for a good file. It asserts our promises; it is no full validator of ECMA-376.
"""

import re
from collections import Counter

from tests.books.check_package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
#: The order that the schema gives to children; those that are not named here do not occur in files of ours.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblBorders": "top start left bottom end right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom mirrorMargins proofState defaultTabStop autoHyphenation evenAndOddHeaders "
    "characterSpacingControl savePreviewPicture updateFields hdrShapeDefaults footnotePr endnotePr compat rsids mathPr "
    "themeFontLang clrSchemeMapping doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator docId "
    "defaultImageDpi",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
ORDERS = {name: {key: at for at, key in enumerate(words.split())} for name, words in ORDERS.items()}
ORDERS["sectPr"]["footerReference"] = 0  # heads and feet stand in any order
BLOCKS = {f"{W}{name}" for name in ("p", "tbl", "bookmarkStart", "bookmarkEnd", "sectPr", "sdt")}
FIELDS = re.compile(r"(TOC|SEQ|REF|PAGEREF|STYLEREF|PAGE|NUMPAGES|SECTIONPAGES)( |$)")
NAME = re.compile(r"[^\W\d_]\w{0,39}|_\w{1,39}")
MOST_COLUMNS = 63


def problems(data: bytes) -> list:
    """Everything that is wrong with the bytes of a .docx, in words."""
    package = Package(data)
    found = list(package.problems)
    document = package.xml.get("word/document.xml")
    if document is None:
        return [*found, "word/document.xml is missing"]
    parts = {name: root for name, root in package.xml.items() if name.startswith("word/") and name.endswith(".xml")}
    for name, root in parts.items():
        found += [f"{name}: {problem}" for problem in _orders(root)]
        found += [f"{name}: {problem}" for problem in _fields(root)]
    found += _blocks(document) + _tables(document) + _names(document, parts) + _pictures(parts)
    found += _styles(parts) + _sections(document)
    return found


def _local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _orders(root):
    for element in root.iter():
        order = ORDERS.get(_local(element))
        if order is None or not str(element.tag).startswith(W):
            continue
        last = -1
        for child in element:
            at = order.get(_local(child))
            if at is None:
                yield f"{_local(child)} in {_local(element)}"
            elif at < last:
                yield f"{_local(child)} stands too late in {_local(element)}"
            else:
                last = at
        twice = [key for key, count in Counter(map(_local, element)).items() if count > 1]
        if set(twice) - {"headerReference", "footerReference", "tblStylePr"} and _local(element) != "settings":
            yield f"{twice} twice in {_local(element)}"


def _fields(root):
    """Fields begin, separate and end in turn, stand inside one another or apart, and are of a kind that fetches
    nothing.
    """
    open_ones = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = _local(element)
        if kind == "fldSimple" and not FIELDS.match(element.get(f"{W}instr", "").strip()):
            yield f"field {element.get(f'{W}instr')!r}"
        elif kind == "instrText":
            if open_ones[-1:] != ["begin"]:
                yield "the words of a field stand outside of it"
            if not FIELDS.match((element.text or "").strip()):
                yield f"field {element.text!r}"
        elif kind == "fldChar":
            step = element.get(f"{W}fldCharType")
            if step == "begin":
                open_ones.append("begin")
            elif not open_ones:
                yield f"{step} of a field that has not begun"
            elif step == "separate":
                open_ones[-1] = "separate"
            else:
                open_ones.pop()
    if open_ones:
        yield f"{len(open_ones)} fields have no end"


def _blocks(document):
    found = []
    for holder in document.iter(f"{W}body", f"{W}tc"):
        for child in holder:
            if child.tag not in BLOCKS and _local(child) != "tcPr":
                found.append(f"{_local(child)} in {_local(holder)}")
    for paragraph in document.iter(f"{W}p"):
        if any(_local(child) in ("p", "tbl", "t") for child in paragraph):
            found.append("a paragraph holds a block or bare text")
    for run in document.iter(f"{W}r"):
        if any(_local(child) == "rPr" for child in list(run)[1:]):
            found.append("rPr is not first in its run")
    return found


def _tables(document):
    found = []
    for table in document.iter(f"{W}tbl"):
        columns = table.findall(f"{W}tblGrid/{W}gridCol")
        if not columns or len(columns) > MOST_COLUMNS:
            found.append(f"a table of {len(columns)} columns")
        rows = table.findall(f"{W}tr")
        if not rows:
            found.append("a table without rows")
        above = set()
        for row in rows:
            at, begun = 0, set()
            for cell in row.findall(f"{W}tc"):
                span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
                wide = int(span.get(f"{W}val")) if span is not None else 1
                if merge is not None:
                    if merge.get(f"{W}val") != "restart" and (at, wide) not in above:
                        found.append("a cell goes on that did not begin above")
                    begun.add((at, wide))
                if not len(cell) or cell[-1].tag != f"{W}p":
                    found.append("a cell does not end with a paragraph")
                at += wide
            above = begun
            if at != len(columns):
                found.append(f"a row of {at} in a table of {len(columns)} columns")
        follows = table.getnext()
        if follows is not None and follows.tag == f"{W}tbl":
            found.append("two tables grow together")
    return found


def _names(document, parts):
    starts = list(document.iter(f"{W}bookmarkStart"))
    ends = Counter(one.get(f"{W}id") for one in document.iter(f"{W}bookmarkEnd"))
    ids, names = Counter(one.get(f"{W}id") for one in starts), Counter(one.get(f"{W}name").casefold() for one in starts)
    found = [f"bookmark id {key} {count} times" for key, count in ids.items() if count > 1]
    found += [f"bookmark {name} {count} times" for name, count in names.items() if count > 1]
    found += ["bookmarks begin and do not end, or end twice"] if ids != ends else []
    found += [f"bookmark name {one.get(f'{W}name')!r}" for one in starts if not NAME.fullmatch(one.get(f"{W}name"))]
    known = {one.get(f"{W}name") for one in starts}
    for root in parts.values():
        for link in root.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor and anchor not in known:
                found.append(f"a link leads to {anchor}, which is not there")
        for words in root.iter(f"{W}instrText"):
            told = (words.text or "").split()
            if told[:1] in (["REF"], ["PAGEREF"]) and told[1] not in known:
                found.append(f"a field leads to {told[1]}, which is not there")
    return found


def _pictures(parts):
    found = []
    for name, root in parts.items():
        shown = list(root.iter(f"{WP}docPr"))
        ids = Counter(one.get("id") for one in shown)
        found += [f"{name}: picture {key} {count} times" for key, count in ids.items() if count > 1]
        found += [f"{name}: picture {one.get('id')} without words" for one in shown if not one.get("descr", "").strip()]
    return found


def _styles(parts):
    known = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    numbering = parts.get("word/numbering.xml")
    lists = {one.get(f"{W}numId") for one in numbering.findall(f"{W}num")} if numbering is not None else set()
    found = []
    for name, root in parts.items():
        for element in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn"):
            if element.get(f"{W}val") not in known:
                found.append(f"{name}: style {element.get(f'{W}val')} is not there")
        if name != "word/numbering.xml":
            for element in root.iter(f"{W}numId"):
                if element.get(f"{W}val") not in lists:
                    found.append(f"{name}: list {element.get(f'{W}val')} is not there")
    return found


def _sections(document):
    body = document.find(f"{W}body")
    found = [] if body[-1].tag == f"{W}sectPr" else ["the last pages have no properties"]
    for section in document.iter(f"{W}sectPr"):
        size = section.find(f"{W}pgSz")
        lying = size is not None and size.get(f"{W}orient") == "landscape"
        if size is None or (int(size.get(f"{W}w")) > int(size.get(f"{W}h"))) != lying:
            found.append("pages that lie and do not say so")
    return found
