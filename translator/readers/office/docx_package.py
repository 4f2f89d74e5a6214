"""The parts of a Word file: what a reader needs of the Open Packaging Conventions (ECMA-376, part 2).

Opened here instead of through python-docx, which reads every picture into memory, knows no Strict documents, templates
or macro files, and invents core properties where a file has none.
"""

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cache

from lxml import etree

from translator.errors import InputError
from translator.readers import xml
from translator.readers.archive import open_zip, read_member

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # Strict
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}


@cache
def _short(name: str) -> str:
    space, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    return f"{_PREFIXES.get(space, '')}:{local}"


def kind(element: etree._Element) -> str:
    """The element's name with its usual prefix ("w:p"), Strict and Transitional alike; ":x" in other namespaces."""
    return _short(str(element.tag))


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its prefixed name ("w:val"); None where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if _short(str(key)) == name), None)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, of that the next …; None where one is missing, or ``element`` is None."""
    for name in names:
        if element is not None:
            element = next((c for c in element if kind(c) == name), None)
    return element


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch such as w:b is set: there, and not said to be off."""
    switch = child(properties, name)
    return switch is not None and attribute(switch, "w:val") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: the last word of its type ("hyperlink", "styles"), and where it leads."""

    kind: str
    target: str


@dataclass(frozen=True)
class Package:
    """An open Word file. ``main`` is the name of the document part."""

    archive: zipfile.ZipFile
    name: str
    main: str = ""

    def part(self, member: str) -> etree._Element:
        """The root of an XML part. Raises InputError where missing, damaged or beyond the limits."""
        return xml.parse(read_member(self.archive, member, self.name), f"{self.name} ({member})")

    def links(self, member: str) -> dict[str, Link]:
        """The relationships of a part by id, inner targets as member names; {} where it has none."""
        folder, base = posixpath.split(member)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self.archive.namelist():
            return {}
        found = {}
        for relation in self.part(path):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = Link(relation.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def related(self, wanted: str) -> list[str]:
        """The members that the document part refers to as ``wanted`` ("styles", "footnotes"), where they exist."""
        there = self.archive.namelist()
        return sorted(k.target for k in self.links(self.main).values() if k.kind == wanted and k.target in there)


def open_package(data: bytes, name: str) -> Package:
    """The Word file in ``data``. Raises InputError for anything else, and for archives beyond the limits."""
    if not data.startswith(b"PK"):
        raise InputError(f"{name}: is not a Word document; if it is plain text, name it .txt")
    package = Package(open_zip(data, name), name)
    links = package.links("")
    main = next((link.target for link in links.values() if link.kind == "officeDocument"), None)
    if main is None:
        raise InputError(f"{name}: is a zip archive, but not a Word document")
    if not main.endswith(".xml") or kind(package.part(main)) != "w:document":
        raise InputError(f"{name}: is an Office file, but not a Word document")
    return Package(package.archive, name, main)
