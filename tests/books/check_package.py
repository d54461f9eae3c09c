"""What Word and Excel ask of every file of theirs before they look inside: parts, their types, their relationships."""

import io
import posixpath
import zipfile

from lxml import etree

RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Kinds of addresses that a file of ours may lead to; nothing is ever fetched from outside.
OUTSIDE = ("http://", "https://", "mailto:")


class Package:
    """The parts of a file: `xml` {name: root}, `relations` {part: {id: (kind, target, is external)}}, `problems`."""

    def __init__(self, data: bytes):
        self.problems, self.xml, self.relations, self.names = [], {}, {}, set()
        try:
            packed = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            self.problems.append("the file is no zip")
            return
        names = packed.namelist()
        self.names = set(names)
        if len(names) != len({name.casefold() for name in names}):
            self.problems.append("two parts bear one name")
        if bad := packed.testzip():
            self.problems.append(f"{bad} is damaged")
        for name in names:
            if name.endswith((".xml", ".rels")):
                self._parse(name, packed.read(name))
        self._types()
        for name, root in self.xml.items():
            if name.endswith(".rels"):
                self._relations(name, root)
        self._used()

    def _parse(self, name, data):
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self.xml[name] = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            self.problems.append(f"{name}: {error}")
            return
        if self.xml[name].getroottree().docinfo.doctype:
            self.problems.append(f"{name}: a DOCTYPE")

    def _types(self):
        root = self.xml.get("[Content_Types].xml")
        if root is None:
            self.problems.append("[Content_Types].xml is missing")
            return
        known = {one.get("Extension").casefold() for one in root.findall(f"{TYPES}Default")}
        named = [one.get("PartName") for one in root.findall(f"{TYPES}Override")]
        if len(named) != len(set(named)):
            self.problems.append("a part has two types")
        for name in self.names - {"[Content_Types].xml"}:
            if f"/{name}" not in named and name.rpartition(".")[2].casefold() not in known:
                self.problems.append(f"{name} has no type")
        self.problems += [f"{name} has a type and is not there" for name in named if name.lstrip("/") not in self.names]

    def _relations(self, name, root):
        folder, _, file = name.rpartition("_rels/")
        part = folder + file.removesuffix(".rels")
        if part and part not in self.names:
            self.problems.append(f"{name} belongs to no part")
        found = self.relations.setdefault(part, {})
        for one in root.iter(RELS):
            key, target = one.get("Id"), one.get("Target")
            outside = one.get("TargetMode") == "External"
            if key in found:
                self.problems.append(f"{name}: {key} twice")
            found[key] = (one.get("Type").rpartition("/")[2], target, outside)
            if outside:
                if found[key][0] != "hyperlink" or not target.lower().startswith(OUTSIDE):
                    self.problems.append(f"{name}: {key} leads outside as {found[key][0]}: {target[:60]}")
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path not in self.names:
                self.problems.append(f"{name}: {key} leads to {path}, which is not there")

    def _used(self):
        """Every r:id of a part is one of its relationships."""
        for name, root in self.xml.items():
            known = self.relations.get(name, {})
            for element in root.iter(etree.Element):
                for key, value in element.attrib.items():
                    if key.startswith(OFFICE) and value not in known:
                        self.problems.append(f"{name}: {key[len(OFFICE) :]} {value} is no relationship")
