"""The tags of a unit as they shall stand in the book: scopes, no IDs, readable links, and what WeasyPrint cut at the
end of a page made whole again: one table over three pages is one /Table, its repeated heads are artifacts. Child only.
"""

from typing import Any

import pydyf
from weasyprint.pdf import tags as _tags

from masterplan.writers.pdf import describe, scopes

OUTSIDE_UNIT = "x-buku:"
#: What is one again when a page cut it. The others hold marked content of their page themselves.
JOINED = {"/Sect", "/Div", "/Table", "/TBody", "/TR", "/TD", "/TH", "/L", "/LI", "/LBody", "/P", "/NonStruct"}
JOINED |= {"/BlockQuote", "/Caption"}
_made = {}
_build = _tags._build_box_tree


def _recording(box, *rest):
    """Remembers which element of the document a tag was made for."""
    source = getattr(getattr(box, "_box", box), "element", None)
    for element in _build(box, *rest):
        _made.setdefault(element.number, (source, element))
        yield element


_tags._build_box_tree = _recording


def forget() -> None:
    _made.clear()


def dest_name(anchor: str) -> str:
    """Return the name of an anchor in the file: as it is, or in hexadecimal where it is no plain text."""
    return anchor if anchor.isascii() and anchor.isprintable() else f"u-{anchor.encode().hex()}"


def finish(document: Any, pdf: Any) -> list[str]:
    """Put a unit's PDF right before it is written; returns the anchors of other units that it leads to."""
    by_number = {obj.number: obj for obj in pdf.objects}
    root = _of(by_number, _of(by_number, pdf.catalog["StructTreeRoot"])["K"][0])
    _join_pages(by_number, pdf, root)
    _put_boxes(by_number, document, pdf)
    targets = []
    for obj in pdf.objects:
        if not isinstance(obj, pydyf.Dictionary):
            continue
        if obj.get("S") == "/TR":
            scopes(obj, lambda reference: _of(by_number, reference))
        if obj.get("Subtype") == "/Link":
            targets += _lead(obj)
    _lift_texts(by_number, pdf)
    for key in ("Outlines", "Names"):
        pdf.catalog.pop(key, None)
    forget()
    return sorted(set(targets))


def _of(by_number, reference):
    if isinstance(reference, (bytes, str)):
        return by_number.get(int(reference.split()[0]))
    return None


def _lead(link) -> list[str]:
    """A link to another unit becomes one by name; every link says where it leads."""
    action = link.get("A")
    if action is None:
        target = link["Dest"].string
        link["Dest"] = pydyf.String(dest_name(target))
        describe(link)
        return [target]
    address = action["URI"].string
    if not address.startswith(OUTSIDE_UNIT):
        link["Contents"] = pydyf.String(f"Ke alamat {address}")
        return []
    target = bytes.fromhex(address.removeprefix(OUTSIDE_UNIT)).decode()
    del link["A"]
    link["Dest"], link["Contents"] = pydyf.String(dest_name(target)), pydyf.String(target)
    describe(link)
    return [target]


def _put_boxes(by_number, document, pdf) -> None:
    """The box of a figure in points of the page, from below; WeasyPrint leaves pixels from above."""
    heights = {}
    for reference, page in zip(pdf.pages["Kids"][::3], document.pages, strict=True):
        heights[int(reference)] = page.height * 0.75
    for _, element in _made.values():
        if element["S"] == "/Figure" and "A" in element:
            left, top, right, bottom = element["A"]["BBox"]
            height = heights[int(element["Pg"].split()[0])]
            box = (left * 0.75, height - bottom * 0.75, right * 0.75, height - top * 0.75)
            element["A"]["BBox"] = pydyf.Array(box)


def _join_pages(by_number, pdf, root) -> None:
    """The tags of each page follow each other below `root`: what begins a page and ended the one before is one."""
    contents = _of(by_number, _of(by_number, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = [_of(by_number, f"{int(number)} 0 R") for number in pdf.pages["Kids"][::3]]
    joiner = _Joiner(by_number, pages, contents)
    whole = pydyf.Array()
    for reference in root["K"]:
        if not (whole and joiner.join(whole[-1], reference)):
            whole.append(reference)
    root["K"] = whole


def _lift_texts(by_number, pdf) -> None:
    """The library wraps each run of text in a Span of its own, half of all tags: the text hangs from its element."""
    contents = _of(by_number, _of(by_number, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = {int(number): contents[2 * at + 1] for at, number in enumerate(pdf.pages["Kids"][::3])}
    for _, element in _made.values():
        kids = element["K"]
        for at, reference in enumerate(kids):
            text = _of(by_number, reference)
            if text is None or text.number in _made or text.get("S") != "/Span" or text["Pg"] != element["Pg"]:
                continue
            if text["P"] != element.reference or len(text["K"]) != 1 or not isinstance(text["K"][0], int):
                continue
            kids[at] = mark = text["K"][0]
            pages[int(element["Pg"].split()[0])][mark] = element.reference
            text.free = "f"


class _Joiner:
    def __init__(self, by_number, pages, contents) -> None:
        self.by_number = by_number
        self.pages = {page.number: page for page in pages}
        self.places = {page.number: contents[2 * at + 1] for at, page in enumerate(pages)}

    def join(self, before: Any, after: Any) -> bool:
        """Make the element `after` a part of `before` if both are the same thing, cut."""
        first, second = _of(self.by_number, before), _of(self.by_number, after)
        if first is None or second is None or first["S"] != second["S"] or first["S"] not in JOINED:
            return False
        source, _ = _made.get(first.number, (None, None))
        if source is None or source is not _made.get(second.number, (None, None))[0]:
            return False
        if first.get("Pg") == second.get("Pg"):  # neighbours of one page are no two halves
            return False
        kids = list(second["K"])
        if any(isinstance(kid, int) for kid in (*first["K"], *kids)):
            return False
        if first["S"] == "/Table":
            kids = self._without_repeated_heads(first, kids)
        if kids and first["K"] and self.join(first["K"][-1], kids[0]):
            kids = kids[1:]
        for reference in kids:
            kid = _of(self.by_number, reference)
            if kid is not None and "P" in kid:
                kid["P"] = first.reference
        first["K"].extend(kids)
        return True

    def _without_repeated_heads(self, table, kids) -> list:
        heads = {
            id(_made[kid.number][0])
            for reference in table["K"]
            if (kid := _of(self.by_number, reference)) is not None and kid["S"] == "/THead" and kid.number in _made
        }
        left = []
        for reference in kids:
            kid = _of(self.by_number, reference)
            if kid["S"] == "/THead" and id(_made.get(kid.number, (None,))[0]) in heads:
                self._to_artifact(kid)
            else:
                left.append(reference)
        return left

    def _to_artifact(self, element) -> None:
        """What is drawn for `element` says nothing new: it leaves the tree, and its marks become those of artifacts."""
        page = int(element["Pg"].split()[0])
        marks = set()

        def collect(part):
            for kid in part["K"]:
                if isinstance(kid, int):
                    marks.add(kid)
                elif (below := _of(self.by_number, kid)) is not None and "K" in below:
                    collect(below)

        collect(element)
        stream = _of(self.by_number, self.pages[page]["Contents"]).stream
        for at, part in enumerate(stream):
            if isinstance(part, pydyf.Dictionary) and part.get("MCID") in marks:
                stream[at - 1 : at + 2] = ["/Artifact", b"", b"BMC"]
        for mark in marks:
            self.places[page][mark] = "null"
