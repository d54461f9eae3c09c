"""Units become one file: pages with their heads, feet and numbers, one structure, one set of faces, links, bookmarks.
Child only. What a unit says is never read as PDF: its texts get their numbers and are written (see `galleys`).

The plan (see `assembling.Arrangement.plan`): `units` (facts of each blob), `furniture` (of the last blob),
`fonts` (all glyphs), `pages` [[unit or -1 for a blank one, page in it, left, number, page of furniture or -1], …],
`parts` (names), `anchors` {id: [page, x, y]}, `outline` [[level, title, page, x, y, closed], …], `front` (number of
pages), `title`, `language`.
"""

import re
from typing import Any

from masterplan.press import fragments
from masterplan.press.font_subset import letters_of, subset_of
from masterplan.press.fragments import MARKED, PART
from masterplan.press.numbered import Numbered
from masterplan.press.tags import dest_name
from masterplan.press.units import MIRRORED
from masterplan.writers.markup import escaped

#: Points between inner and outer margin: so far the sheet moves under a page that comes to lie left.
SHIFT = 5 / 25.4 * 72
A4 = (595.275591, 841.889764)


def join(plan: dict, blobs: list[bytes], cut: dict | None = None) -> tuple[bytes, dict]:
    """Return (the file, the faces that were cut for it). `cut`: {face: file} of those that were cut before."""
    joining = Joining(plan, blobs, cut or {})
    return joining.run(), joining.fresh


class Joining:
    def __init__(self, plan, blobs, cut) -> None:
        self.plan, self.blobs, self.cut, self.fresh = plan, blobs, cut, {}
        self.out = Numbered()
        self.root, self.tree, self.document, self.leaves = (self.out.number() for _ in range(4))
        self.pages = [self.out.number() for _ in plan["pages"]]
        self.nums, self.sections = [], {}

    def run(self) -> bytes:
        self._faces()
        self._furniture()
        self.opening = self.out.add_stream(b"q")
        at = 0
        while at < len(self.pages):
            unit = self.plan["pages"][at][0]
            if unit < 0:
                self._blank(at)
                at += 1
            else:
                self._unit(unit, at)
                at += len(self.plan["units"][unit]["pages"])
        self._structure()
        self._describe()
        return self.out.file(b"%d 0 R" % self.root, self.out.add(b"<</Title %s>>" % text(self.plan["title"])))

    def _faces(self):
        """Each of the books' faces once, with the glyphs of all units."""
        files = {}
        for face, glyphs in self.plan["faces"].items():
            if (data := self.cut.get(face)) is None:
                data = self.fresh[face] = subset_of(face, glyphs)
            files[face] = self.out.add_stream(data, b"/Length1 %d" % len(data))
        self.first, self.glyphs, self.fonts, waiting = {}, {}, {}, set(self.plan["fonts"])
        for blob in self.blobs:
            if not waiting:
                break
            for name, said in fragments.read(blob).head["fonts"].items():
                if name in waiting:
                    waiting.discard(name)
                    self._face(name, [part.encode() for part in said], files)

    def _face(self, name, said, files):
        """Widths, letters and file of a face that all units share."""
        face, glyphs = self.plan["fonts"][name]
        glyphs = {int(glyph): told for glyph, told in glyphs.items()}
        widths, last = [], None
        for glyph in sorted(glyphs):
            if last is None or glyph != last + 1:
                widths.append((glyph, []))
            widths[-1][1].append(_n(glyphs[glyph][1]))
            last = glyph
        wide = b" ".join(b"%d [%s]" % (glyph, b" ".join(row)) for glyph, row in widths)
        descriptor = self.out.add(b"<<%s/FontFile2 %s>>" % (said[2], files[face]))
        below = self.out.add(b"<<%s/W [%s]/FontDescriptor %s>>" % (said[1], wide, descriptor))
        letters = self.out.add_stream(letters_of({glyph: letter for glyph, (letter, _) in glyphs.items()}))
        font = self.out.add(b"<<%s/DescendantFonts [%s]/ToUnicode %s>>" % (said[0], below, letters))
        self.fonts[name] = b"/%s %s" % (name.encode(), font)
        self.first.setdefault(face, name)
        known = self.glyphs.setdefault(face, {})
        known.update({letter: (glyph, width) for glyph, (letter, width) in glyphs.items()})

    def _font_map(self, own: bytes) -> bytes:
        return b"<<%s%s>>" % (own, b"".join(self.fonts.values()))

    def _furniture(self):
        """Heads and feet that a page has, as drawings."""
        galley = fragments.read(self.blobs[-1])
        used = {page[4] for page in self.plan["pages"] if page[4] >= 0}
        self.frames = {}
        left_out = {at for n, at in enumerate(galley.head["contents"]) if n not in used}
        placed = self._place(galley, left_out, None, 0)
        if not used:
            return
        resources = placed.table[galley.head["pages"] + 2]
        for n, at in enumerate(galley.head["contents"]):
            if n not in used:
                continue
            number = int(placed.table[at].split()[0])
            said, data = self.out.streams[number]
            width, height = self.plan["furniture"]["sizes"][n]
            form = b"/Type /XObject/Subtype /Form/BBox [0 0 %s %s]/Resources %s>>" % (_n(width), _n(height), resources)
            self.out.streams[number] = said[:-2] + form, data
            self.frames[n] = b"/Rangka%d %s" % (n, placed.table[at])

    def _place(self, galley, left_out, section, base, pages=(), changed=None):
        """Gives the objects of a galley their numbers and adds them, without those that are `left_out`."""
        return _Placed(self.out, galley, left_out, section, base, pages, changed).add(self._font_map)

    def _blank(self, at):
        self.nums.append(b"%d []" % len(self.nums))
        width, height = A4
        self.out.bodies[self.pages[at]] = (
            b"<</Type /Page/Parent %d 0 R/MediaBox [0 0 %s %s]/Resources <<>>/Tabs /S/StructParents %d>>"
            % (self.leaves, _n(width), _n(height), len(self.nums) - 1)
        )

    def _unit(self, unit, at):
        """Pages and tags of a unit: below the /Sect of its part, its entries of the parent tree behind the others."""
        said, galley = self.plan["units"][unit], fragments.read(self.blobs[unit])
        self.blobs[unit] = None
        kids = self._section(said["part"])
        base, lost = len(self.nums), self._lost(said, galley)
        left_out = {n for link in lost for n in (link[1], link[5]) if n}
        changed = {link[4]: link[5] for link in lost if link[4]}
        pages = self.pages[at : at + len(said["pages"])]
        placed = self._place(galley, left_out, self.sections[said["part"]][0], base, pages, changed)
        gone = {link[3] for link in lost}
        for n, entry in enumerate(galley.head["nums"]):
            if n in gone:
                self.nums.append(b"")
            elif isinstance(entry, list):
                self.nums.append(b"%d [%s]" % (base + n, b" ".join(placed.refer(one) for one in entry)))
            else:
                self.nums.append(b"%d %s" % (base + n, placed.refer(entry)))
        kids.extend(placed.refer(kid) for kid in galley.head["kids"])
        for n, number in enumerate(pages):
            self._page(n, number, at + n, said, placed, base)

    def _page(self, n, number, at, said, placed, base):
        """A page with head, foot and number as artifacts, the sheet on its side of the open book."""
        _, _, left, label, furniture = self.plan["pages"][at]
        style, width, height = said["pages"][n]
        shift = SHIFT if left and style in MIRRORED else 0
        box = b"[%s 0 %s %s]" % (_n(shift), _n(width + shift), _n(height))
        contents, frame = placed.table[placed.head["contents"][n]], b""
        if furniture >= 0:
            frame = self.frames[furniture]
            drawn = f"Q /Artifact <</Type /Pagination>> BDC q 1 0 0 1 {shift:.3f} 0 cm /Rangka{furniture} Do Q"
            if label and (place := self.plan["furniture"]["numbers"][furniture]):
                drawn += self._number(label, place, shift)
            contents = b"[%s %s %s]" % (self.opening, contents, self.out.add_stream(f"{drawn} EMC".encode()))
        rest, drawings, fonts = placed.resources
        resources = b"<<%s/Font %s/XObject <<%s%s>>>>" % (rest, fonts, drawings, frame)
        self.out.bodies[number] = (
            b"<</Type /Page/Parent %d 0 R/MediaBox %s/TrimBox %s/BleedBox %s%s/Contents %s/Resources %s"
            b"/StructParents %d>>" % (self.leaves, box, box, box, placed.texts[n], contents, resources, base + n)
        )

    def _number(self, number, place, shift) -> str:
        x, y, size, align, face, colour = place
        glyphs = [self.glyphs[face][letter] for letter in number]
        if align == "right":
            x -= sum(width for _, width in glyphs) * size / 1000
        shown = "".join(f"{glyph:04x}" for glyph, _ in glyphs)
        ink = " ".join(f"{part:g}" for part in colour)
        name = self.first[face]
        return f" BT {ink} rg /{name} {size:g} Tf 1 0 0 1 {x + shift:.2f} {y:.2f} Tm <{shown}> Tj ET"

    def _section(self, part) -> list:
        if part not in self.sections:
            self.sections[part] = self.out.number(), []
        return self.sections[part][1]

    def _lost(self, said, galley) -> list:
        """Links that lead nowhere in this book: they become plain text."""
        known = self.plan["anchors"]
        lost = {dest_name(target) for target in said["targets"] if target not in known}
        return [link for link in galley.head["links"] if link[2] in lost] if lost else []

    def _structure(self):
        """One /Sect a part."""
        out = self.out
        for part, (number, kids) in self.sections.items():
            title = text(self.plan["parts"][part])
            out.bodies[number] = b"<</Type /StructElem/S /Sect/P %d 0 R/T %s/K [%s]>>" % (
                self.document,
                title,
                b" ".join(kids),
            )
        kids = b" ".join(b"%d 0 R" % number for number, _ in self.sections.values())
        out.bodies[self.document] = b"<</Type /StructElem/S /Document/P %d 0 R/K [%s]>>" % (self.tree, kids)
        parents = out.add(b"<</Nums [%s]>>" % b" ".join(entry for entry in self.nums if entry))
        out.bodies[self.tree] = b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %s/ParentTreeNextKey %d>>" % (
            self.document,
            parents,
            len(self.nums),
        )
        leaves = b" ".join(b"%d 0 R" % number for number in self.pages)
        out.bodies[self.leaves] = b"<</Type /Pages/Count %d/Kids [%s]>>" % (len(self.pages), leaves)

    def _goal(self, page, x, y) -> bytes:
        return b"[%d 0 R /XYZ %s %s 0]" % (self.pages[page], _n(x), _n(y))

    def _names(self) -> bytes:
        named = {dest_name(anchor).encode(): self._goal(*place) for anchor, place in self.plan["anchors"].items()}
        return self.out.add(
            b"<</Names [%s]>>" % b" ".join(b"%s %s" % (text(name.decode()), named[name]) for name in sorted(named))
        )

    def _outline(self) -> bytes:
        """Bookmarks below those of a lower level; closed ones show nothing of what is below them."""
        root: dict[str, Any] = {"level": -1, "kids": [], "closed": False}
        stack = [root]
        for level, title, page, x, y, closed in self.plan["outline"]:
            node = {"level": level, "title": title, "to": (page, x, y), "closed": closed, "kids": []}
            while stack[-1]["level"] >= level:
                stack.pop()
            stack[-1]["kids"].append(node)
            stack.append(node)
        if not root["kids"]:
            return b""
        top = self.out.number()
        below, shown = self._branch(root, top)
        self.out.bodies[top] = b"<</Type /Outlines%s/Count %d>>" % (below, shown)
        return b"/Outlines %d 0 R" % top

    def _branch(self, node, number) -> tuple[bytes, int]:
        """Writes the bookmarks below `node`: (what it says of them, how many are shown when it is open)."""
        numbers, shown = [self.out.number() for _ in node["kids"]], 0
        for n, (kid, own) in enumerate(zip(node["kids"], numbers, strict=True)):
            said = b"<</Title %s/Dest %s/Parent %d 0 R" % (text(kid["title"]), self._goal(*kid["to"]), number)
            below, count = self._branch(kid, own) if kid["kids"] else (b"", 0)
            if count:
                said += b"%s/Count %d" % (below, -count if kid["closed"] else count)
            if n:
                said += b"/Prev %d 0 R" % numbers[n - 1]
            if n + 1 < len(numbers):
                said += b"/Next %d 0 R" % numbers[n + 1]
            self.out.bodies[own] = said + b">>"
            shown += 1 + (0 if kid["closed"] else count)
        return b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]), shown

    def _describe(self):
        front, language = self.plan["front"], self.plan["language"]
        labels = [b"0 <</P %s>>" % text("Sampul")] if front else []
        if front > 1:
            labels.append(b"1 <</S /r/St 2>>")
        if len(self.pages) > front:
            labels.append(b"%d <</S /D/St 1>>" % front)
        said = DESCRIBED.format(title=escaped(self.plan["title"]), language=escaped(language)).encode()
        number = self.out.number()
        self.out.streams[number] = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(said), said
        self.out.bodies[self.root] = (
            b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Names <</Dests %s>>%s"
            b"/PageLabels <</Nums [%s]>>/Lang %s"
            b"/MarkInfo <</Marked true>>/ViewerPreferences <</DisplayDocTitle true>>/Metadata %d 0 R>>"
            % (self.leaves, self.tree, self._names(), self._outline(), b" ".join(labels), text(language), number)
        )


DESCRIBED = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class _Placed:
    """A galley whose objects have numbers of the book. `table`: what stands for each mark; `texts`: one a page;
    `resources`: (their other entries, XObjects, reference to the map of fonts).
    """

    def __init__(self, out, galley, left_out, section, base, pages, changed) -> None:
        self.out, self.head, self.streams = out, galley.head, galley.streams
        self.texts, self.pages, self.left_out = galley.texts, pages, left_out
        self.section, self.base, self.changed = section, base, changed

    def refer(self, at: int | None) -> bytes:
        return b"null" if at is None else self.table[at]

    def add(self, font_map: Any) -> Any:
        out, count, own = self.out, self.head["count"], self.head["pages"]
        numbers = [*self.pages] or [0] * own
        numbers += [0 if at in self.left_out else out.number() for at in range(own + 1, count + 1)]
        table = [b"%d 0 R" % number if number else b"null" for number in (self.section or 0, *numbers)]
        table += [b"%d" % (self.base + n) for n in range(len(self.head["nums"]))]
        self.table = table
        parts = MARKED.split(self._unlinked() if self.changed else self.texts)
        parts[1::2] = [table[int(mark)] for mark in parts[1::2]]
        texts = b"".join(parts).split(PART)
        fonts, rest, drawings = texts[own : own + 3]
        self.texts = texts[:own]
        bodies, streams = out.bodies, out.streams
        bodies[numbers[own]] = font_map(fonts)
        bodies[numbers[own + 1]] = b"<<%s/Font %s/XObject <<%s>>>>" % (rest, table[own + 1], drawings)
        self.resources = rest, drawings, table[own + 1]
        # the text of object n is the nth: before the objects stand three texts for two of them
        plain = len(texts) - len(self.streams)
        bodies.update(zip(numbers[own + 2 : plain - 1], texts[own + 3 : plain], strict=True))
        streams.update(zip(numbers[plain - 1 :], zip(texts[plain:], self.streams, strict=True), strict=True))
        bodies.pop(0, None)
        streams.pop(0, None)
        return self

    def _unlinked(self) -> bytes:
        """The texts with links as plain text: their element is a span, and has no object."""
        texts, own = self.texts.split(PART), self.head["pages"]
        for element, link in self.changed.items():
            body = texts[element].replace(b"/S /Link", b"/S /Span")
            texts[element] = re.sub(rb"\x01%d(?!\d) ?" % link, b"", body) if link else body
        for n in range(own):
            for at in self.left_out:
                texts[n] = re.sub(rb"\x01%d(?!\d) ?" % at, b"", texts[n])
            texts[n] = texts[n].replace(b"/Annots []", b"")
        return PART.join(texts)


def _n(value) -> bytes:
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()


def text(said: str) -> bytes:
    """Return a string of the file."""
    if said.isascii():
        return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", said.encode())
    return b"<feff%s>" % said.encode("utf-16-be").hex().encode()
