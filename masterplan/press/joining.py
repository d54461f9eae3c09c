"""Units become one file: pages with their heads, feet and numbers, one structure, one set of faces, links, bookmarks.
Child only.

The plan (see `assembling.Arrangement.plan`): `units` (facts of each blob), `furniture` (facts of the last blob),
`fonts` (all glyphs), `pages` [[unit or -1 for a blank one, page in it, left, number, page of furniture or -1], …],
`parts` (names), `anchors` {id: [page, x, y]}, `outline` [[level, title, page, x, y, closed], …], `front` (number of
pages), `title`, `language`.
"""

import io
from functools import lru_cache

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from masterplan.press.tags import dest_name
from masterplan.press.units import MIRRORED
from masterplan.writers.fonts import HERE

#: Points between inner and outer margin: so far the sheet moves under a page that comes to lie left.
SHIFT = 5 / 25.4 * 72
A4 = (595.276, 841.89)


def join(plan: dict, blobs: list[bytes]) -> bytes:
    return Joining(plan, blobs).run()


class Joining:
    def __init__(self, plan, blobs):
        self.plan = plan
        self.sources = [pikepdf.open(io.BytesIO(blob)) for blob in blobs]
        self.pdf = pikepdf.new()
        self.pages, self.kept = [], [None] * len(plan["units"])

    def run(self) -> bytes:
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root))
        self.nums = []
        self._take_pages()
        self._take_fonts()
        self._furnish()
        self._structure()
        self._lead()
        self._outline()
        self._describe()
        out = io.BytesIO()
        self.pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        for source in self.sources:
            source.close()
        return out.getvalue()

    def _take_pages(self):
        """All pages first: what is copied after them knows their new places."""
        firsts = {}
        for at, (unit, page, *_) in enumerate(self.plan["pages"]):
            if unit < 0:
                self.pdf.add_blank_page(page_size=A4)
                self.pdf.pages[-1].obj.Tabs = Name.S
            elif page == 0:
                firsts[unit] = at
                self.pdf.pages.extend(self.sources[unit].pages)
        self.firsts = firsts
        self.pages = [page.obj for page in self.pdf.pages]

    def _take_fonts(self):
        """Each of the books' faces once, with the glyphs of all units."""
        self.furniture = [self.pdf.copy_foreign(page.as_form_xobject()) for page in self.sources[-1].pages]
        holders = [*(self.pages[self.firsts[n]] for n in range(len(self.plan["units"]))), self.furniture[0]]
        maps = [holder.Resources.Font for holder in holders]
        facts = [*self.plan["units"], self.plan["furniture"]]
        first = {}
        for fonts, said in zip(maps, facts, strict=True):
            for name in said["fonts"]:
                first.setdefault(name, fonts[f"/{name}"])
        files = {face: self._file(face, glyphs) for face, glyphs in glyphs_of(self.plan).items()}
        self.faces, self.glyphs = {}, {}
        for name, font in first.items():
            face, said = self.plan["fonts"][name]
            glyphs = {int(glyph): told for glyph, told in said.items()}
            self._fill(font, glyphs, files[face])
            self.faces.setdefault(face, (f"/{name}", font))
            known = self.glyphs.setdefault(face, {})
            known.update({text: (glyph, width) for glyph, (text, width) in glyphs.items()})
        for fonts, said in zip(maps, facts, strict=True):
            for name in said["fonts"]:
                fonts[f"/{name}"] = first[name]

    def _file(self, face, glyphs):
        data = subset_of(face, glyphs)
        return self.pdf.make_stream(data, Length1=len(data))

    def _fill(self, font, glyphs, file):
        """Widths, letters and file of a face that all units share."""
        inner = font.DescendantFonts[0]
        widths, last = [], None
        for glyph in sorted(glyphs):
            if last is None or glyph != last + 1:
                widths += [glyph, Array()]
            widths[-1].append(glyphs[glyph][1])
            last = glyph
        inner.W = Array(widths)
        inner.FontDescriptor.FontFile2 = file
        font.ToUnicode = self.pdf.make_stream(letters({glyph: text for glyph, (text, _) in glyphs.items()}))

    def _furnish(self):
        """Heads, feet and numbers as artifacts, and the sheet on its side of the open book."""
        opening = self.pdf.make_stream(b"q")
        numbers = self.plan["furniture"]["numbers"]
        for (unit, page, left, number, furniture), obj in zip(self.plan["pages"], self.pages, strict=True):
            if unit < 0:
                continue
            style, width, height = self.plan["units"][unit]["pages"][page]
            shift = SHIFT if left and style in MIRRORED else 0
            if shift:
                box = Array([round(shift, 3), 0, round(width + shift, 3), height])
                obj.MediaBox = obj.TrimBox = obj.BleedBox = box
            if furniture < 0:
                continue
            resources = obj.Resources
            name = f"/Rangka{furniture}"
            if "/XObject" not in resources:
                resources.XObject = Dictionary()
            resources.XObject[name] = self.furniture[furniture]
            drawn = f"Q /Artifact <</Type /Pagination>> BDC q 1 0 0 1 {shift:.3f} 0 cm {name} Do Q"
            if number and (place := numbers[furniture]):
                drawn += self._number(number, place, shift, resources)
            closing = self.pdf.make_stream(f"{drawn} EMC".encode())
            obj.Contents = Array([opening, obj.Contents, closing])

    def _number(self, number, place, shift, resources) -> str:
        x, y, size, align, face, colour = place
        name, font = self.faces[face]
        resources.Font[name] = font
        glyphs = [self.glyphs[face][letter] for letter in number]
        if align == "right":
            x -= sum(width for _, width in glyphs) * size / 1000
        shown = "".join(f"{glyph:04x}" for glyph, _ in glyphs)
        ink = " ".join(f"{part:g}" for part in colour)
        return f" BT {ink} rg {name} {size:g} Tf 1 0 0 1 {x + shift:.2f} {y:.2f} Tm <{shown}> Tj ET"

    def _structure(self):
        """One /Sect a part; the parent tree of each unit behind that of the one before."""
        sections, order = {}, []
        next_key = 0
        for at, (unit, page, *_) in enumerate(self.plan["pages"]):
            if unit < 0:
                self.pages[at].StructParents = next_key
                self.nums += [next_key, Array()]
                next_key += 1
                continue
            if page:
                continue
            part = self.plan["units"][unit]["part"]
            if part not in sections:
                title = String(self.plan["parts"][part])
                sections[part] = self.pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name.Sect, P=self.document, T=title)
                )
                order.append((sections[part], []))
            next_key = self._append(unit, at, next_key, sections[part], order[-1][1])
        for section, kids in order:
            section.K = Array(kids)
        self.document.K = Array([section for section, _ in order])
        self.root.K = Array([self.document])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.nums)))
        self.root.ParentTreeNextKey = next_key
        self.pdf.Root.StructTreeRoot = self.root

    def _append(self, unit, at, base, section, kids) -> int:
        tree = self.pdf.copy_foreign(self.sources[unit].Root.StructTreeRoot)
        for kid in tree.K[0].K:
            kid.P = section
            kids.append(kid)
        nums = tree.ParentTree.Nums
        for n in range(0, len(nums), 2):
            self.nums += [base + int(nums[n]), nums[n + 1]]
        known = self.plan["anchors"]
        lost = {dest_name(target) for target in self.plan["units"][unit]["targets"] if target not in known}
        for page in self.pages[at : at + len(self.plan["units"][unit]["pages"])]:
            page.StructParents = base + int(page.StructParents)
            for link in page.get("/Annots", ()):
                link.StructParent = base + int(link.StructParent)
            if lost and "/Annots" in page:
                self._unlink(page, lost)
        return base + len(nums) // 2

    def _unlink(self, page, lost):
        """Links that lead nowhere in this book become plain text."""
        kept = Array()
        parents = {self.nums[n]: n + 1 for n in range(0, len(self.nums), 2)}
        for link in page.Annots:
            if "/Dest" not in link or str(link.Dest) not in lost:
                kept.append(link)
                continue
            at = parents[int(link.StructParent)]
            element = self.nums[at]
            element.S = Name.Span
            element.K = Array([kid for kid in element.K if not _is_object(kid)])
            del self.nums[at - 1 : at + 1]
            parents = {self.nums[n]: n + 1 for n in range(0, len(self.nums), 2)}
        if len(kept):
            page.Annots = kept
        else:
            del page["/Annots"]

    def _lead(self):
        named = {}
        for anchor, (page, x, y) in self.plan["anchors"].items():
            named[dest_name(anchor).encode()] = Array([self.pages[page], Name.XYZ, x, y, 0])
        names = []
        for name in sorted(named):
            names += [String(name.decode()), named[name]]
        self.pdf.Root.Names = Dictionary(Dests=self.pdf.make_indirect(Dictionary(Names=Array(names))))

    def _outline(self):
        """Bookmarks below those of a lower level; closed ones show nothing of what is below them."""
        root = {"level": -1, "kids": [], "closed": False}
        stack = [root]
        for level, title, page, x, y, closed in self.plan["outline"]:
            node = {"level": level, "title": title, "to": (page, x, y), "closed": closed, "kids": []}
            while stack[-1]["level"] >= level:
                stack.pop()
            stack[-1]["kids"].append(node)
            stack.append(node)
        if root["kids"]:
            top = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
            top.Count = self._branch(root, top)
            self.pdf.Root.Outlines = top

    def _branch(self, node, obj) -> int:
        """Writes the bookmarks below `node`; returns how many are shown when it is open."""
        shown, made = 0, []
        for kid in node["kids"]:
            page, x, y = kid["to"]
            dest = Array([self.pages[page], Name.XYZ, x, y, 0])
            item = self.pdf.make_indirect(Dictionary(Title=String(kid["title"]), Dest=dest, Parent=obj))
            below = self._branch(kid, item) if kid["kids"] else 0
            if below:
                item.Count = -below if kid["closed"] else below
            shown += 1 + (0 if kid["closed"] else below)
            made.append(item)
        for before, after in zip(made, made[1:], strict=False):
            before.Next, after.Prev = after, before
        obj.First, obj.Last = made[0], made[-1]
        return shown

    def _describe(self):
        root, front = self.pdf.Root, self.plan["front"]
        labels = [0, Dictionary(P=String("Sampul"))] if front else []
        if front > 1:
            labels += [1, Dictionary(S=Name.r, St=2)]
        if len(self.pages) > front:
            labels += [front, Dictionary(S=Name.D, St=1)]
        root.PageLabels = Dictionary(Nums=Array(labels))
        root.Lang = String(self.plan["language"])
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with self.pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:title"] = self.plan["title"]
            meta["dc:language"] = [self.plan["language"]]
            meta["pdfuaid:part"] = "1"


def glyphs_of(plan) -> dict:
    """{face: its glyphs in this book, in order}."""
    found = {}
    for face, glyphs in plan["fonts"].values():
        found.setdefault(face, set()).update(int(glyph) for glyph in glyphs)
    return {face: tuple(sorted(glyphs)) for face, glyphs in found.items()}


def prepare(plan) -> None:
    """Cuts the faces, and keeps them for the next book with the same letters."""
    for face, glyphs in glyphs_of(plan).items():
        subset_of(face, glyphs)


def _is_object(kid) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


@lru_cache(maxsize=32)
def subset_of(face: str, glyphs: tuple) -> bytes:
    """A face with these glyphs only, which keep their numbers."""
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True, layout_features=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post"]
    cutter = subset.Subsetter(options)
    with TTFont(HERE / f"{face}.ttf") as builder:
        cutter.populate(gids=glyphs)
        cutter.subset(builder)
        out = io.BytesIO()
        builder.save(out)
    return out.getvalue()


def letters(glyphs: dict) -> bytes:
    """The map from glyphs to what they stand for, as a CMap."""
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo"]
    lines += ["<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def", "/CMapName /Adobe-Identity-UCS def"]
    lines += ["/CMapType 2 def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    items = sorted(glyphs.items())
    for start in range(0, len(items), 100):
        batch = items[start : start + 100]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in batch]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
