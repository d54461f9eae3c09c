"""The form in which a laid-out unit waits for the joining: its PDF objects as text in which every reference is a mark,
so that they get their numbers in the book without being read as PDF again.

A galley: 4 bytes (length of the head), the head as JSON, the texts deflated, the streams as they are. Texts, parted by
`PART`: one a page (what its dictionary says beside place, content and resources), the unit's fonts that are not the
books' own, its resources, its XObjects, then objects, then the dictionaries of streams. `MARK` and a number n in a
text: 0 is the section that the unit hangs from; 1 to `count` are the unit's own objects (pages first, fonts, resources,
then as the texts follow); what is beyond is the n - count - 1st of its entries in the parent tree.
"""

import json
import re
import zlib
from dataclasses import dataclass
from typing import Any

import pydyf

MARK, PART = b"\x01", b"\x02"
#: A string, which is left alone, or a reference.
REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<![\d.])(\d+) 0 R", re.DOTALL)
MARKED = re.compile(rb"\x01(\d+)")
ENTRY = re.compile(rb"\x03(\d+)")
#: What the joining says itself about a page, and about resources.
PLACED = {"Type", "Parent", "MediaBox", "TrimBox", "BleedBox", "Contents", "Resources", "StructParents"}
SHARED = {"Font", "XObject"}


@dataclass(frozen=True)
class Fragment:
    """`head`: `pages` and `count` of own objects, `contents` (the stream of each page), `sizes` of all streams,
    `kids` of the section, `nums` (an array of objects a page, then an object a link), `links` [[page,
    annotation, anchor, entry, element, reference to the object], …], `fonts` {name: what the books' own face needs}.
    """

    head: dict
    texts: bytes
    streams: list


def read(blob: bytes) -> Fragment:
    view = memoryview(blob)
    size = int.from_bytes(view[:4])
    head = json.loads(bytes(view[4 : 4 + size]))
    at = 4 + size + head["deflated"]
    streams = []
    for length in head["sizes"]:
        streams.append(view[at : at + length])
        at += length
    return Fragment(head, zlib.decompress(view[4 + size : 4 + size + head["deflated"]]), streams)


def pack(pdf: Any, faces: dict) -> bytes:
    """Return `pdf`: what the library made, not yet written; `faces`: {name in the file: …} of the books' own faces."""
    return _Packing(pdf, faces).run()


class _Packing:
    def __init__(self, pdf, faces) -> None:
        self.by_number = {obj.number: obj for obj in pdf.objects if obj.free != "f"}
        self.pages = [self.by_number[number] for number in pdf.pages["Kids"][::3]]
        self.resources = self._of(self.pages[0]["Resources"])
        self.fonts = self._of(self.resources["Font"])
        self.root = self._of(pdf.catalog.get("StructTreeRoot"))
        self.faces = faces
        self.local, self.order = {}, []

    def _of(self, reference):
        return self.by_number.get(int(reference.split()[0])) if isinstance(reference, bytes | str) else None

    def run(self) -> bytes:
        kids, nums = [], []
        document = None
        if self.root is not None:
            document = self._of(self.root["K"][0])
            kids = document["K"]
            nums = self._of(self.root["ParentTree"])["Nums"][1::2]
        for obj in (*self.pages, self.fonts, self.resources):
            self.local[obj.number] = len(self.local) + 1
        if document is not None:
            self.local[document.number] = 0
        links = self._links(nums)
        texts = self._texts(kids)
        count = len(self.order) + len(self.pages) + 2
        texts = [self._marked(text, count) for text in texts]
        streams = [self._stream(obj)[1] for obj in self.order if isinstance(obj, pydyf.Stream)]
        deflated = zlib.compress(PART.join(texts), 6)
        head = {
            "pages": len(self.pages),
            "count": count,
            "contents": [self._at(page["Contents"]) for page in self.pages],
            "sizes": [len(data) for data in streams],
            "deflated": len(deflated),
            "kids": [self._at(kid) for kid in kids],
            "nums": [[self._at(one) for one in of] if isinstance(of, list) else self._at(of) for of in nums],
            "links": [
                [page, self.local[link], anchor, entry, self.local.get(element), self._at(own)]
                for page, link, anchor, entry, element, own in links
            ],
            "fonts": {name: self._face(name) for name in self.faces},
        }
        said = json.dumps(head).encode()
        return b"".join((len(said).to_bytes(4), said, deflated, *streams))

    def _at(self, reference):
        """The number of an object in this galley."""
        return None if reference in (None, "null") else self.local.get(int(reference.split()[0]))

    def _links(self, nums) -> list:
        """Links to anchors, each with its entry in the parent tree; entries become marks."""
        found = []
        for n, page in enumerate(self.pages):
            for reference in page.get("Annots", ()):
                link = self._of(reference)
                entry = link["StructParent"]
                link["StructParent"] = b"\x03%d" % entry
                if "Dest" not in link:
                    continue
                element = self._of(nums[entry])
                objects = (kid for kid in element["K"] if (at := self._of(kid)) and at.get("Type") == "/OBJR")
                own = next((kid for kid in objects if self._of(kid)["Obj"] == link.reference), None)
                found.append((n, link.number, link["Dest"].string, entry, element.number, own))
        return found

    def _texts(self, kids) -> list:
        """All that the pages and the tags lead to; what a text refers to gets its number here."""
        own = {int(self.fonts[name].split()[0]) for name in self.faces}
        pages = [_entries(page, PLACED) for page in self.pages]
        fronts = [
            _entries(self.fonts, self.faces),
            _entries(self.resources, SHARED),
            _entries(self.resources.get("XObject") or {}),
        ]
        known = {*self.local, *own}
        objects, streams = [], []
        waiting = [*self._referred([*pages, *fronts]), *(int(page["Contents"].split()[0]) for page in self.pages)]
        waiting += [int(kid.split()[0]) for kid in kids]
        waiting.reverse()
        while waiting:
            number = waiting.pop()
            if number in known or number not in self.by_number:
                continue
            known.add(number)
            obj = self.by_number[number]
            isstream = isinstance(obj, pydyf.Stream)
            text = self._stream(obj)[0] if isstream else obj.data
            (streams if isstream else objects).append((obj, text))
            waiting.extend(reversed(self._referred([text])))
        for obj, _ in (*objects, *streams):
            self.local[obj.number] = len(self.order) + len(self.pages) + 3
            self.order.append(obj)
        return [*pages, *fronts, *(text for _, text in (*objects, *streams))]

    def _referred(self, texts) -> list:
        return [int(found) for text in texts for found in REFERENCE.findall(text) if found]

    def _marked(self, text, count) -> bytes:
        def mark(found):
            if found[1] is None:
                return found[0]
            at = self.local.get(int(found[1]))
            return b"null" if at is None else b"\x01%d" % at

        text = REFERENCE.sub(mark, text.replace(MARK, b"").replace(PART, b""))
        return ENTRY.sub(lambda found: b"\x01%d" % (count + 1 + int(found[1])), text) if b"\x03" in text else text

    def _stream(self, obj):
        """(dictionary, bytes) of a stream, deflated once."""
        made = self.__dict__.setdefault("_made", {})
        if obj.number not in made:
            data = b"\n".join(pydyf._to_bytes(item) for item in obj.stream)
            said = dict(obj.extra)
            if obj.compress:
                said["Filter"], data = "/FlateDecode", zlib.compress(data, 9)
            made[obj.number] = pydyf.Dictionary(said | {"Length": len(data)}).data, data
        return made[obj.number]

    def _face(self, name) -> list:
        """What a face says beside glyphs, letters and file: of the font, of the font below it, of its descriptor."""
        font = self._of(self.fonts[name])
        below = self._of(font["DescendantFonts"][0])
        descriptor = self._of(below["FontDescriptor"])
        return [
            _entries(font, {"ToUnicode", "DescendantFonts"}).decode(),
            _entries(below, {"W", "FontDescriptor"}).decode(),
            _entries(descriptor, {"FontFile2"}).decode(),
        ]


def _entries(dictionary, without=()) -> bytes:
    return pydyf.Dictionary({key: value for key, value in dictionary.items() if key not in without}).data[2:-2]
