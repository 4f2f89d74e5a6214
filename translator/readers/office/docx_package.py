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


def value_of(element: etree._Element | None) -> str | None:
    """The w:val of a property; None where the property or its value is missing."""
    return None if element is None else attribute(element, "w:val")


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch such as w:b is set: there, and not said to be off."""
    switch = child(properties, name)
    return switch is not None and value_of(switch) not in ("0", "false", "off", "none")


def number(properties: etree._Element | None, name: str) -> int | None:
    """The number that a property such as w:numId states; None where it states none."""
    value = integer(value_of(child(properties, name)), -1)
    return None if value < 0 else value


def integer(text: str | None, default: int) -> int:
    """A number of up to nine digits; ``default`` for anything else."""
    return int(text) if text and len(text) <= 9 and text.isascii() and text.isdigit() else default


def shows_text(root: etree._Element) -> bool:
    """Whether a part of a document holds any visible word."""
    return any(kind(e) == "w:t" and (e.text or "").strip() for e in root.iter())


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
        return sorted({k.target for k in self.links(self.main).values() if k.kind == wanted and k.target in there})


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
