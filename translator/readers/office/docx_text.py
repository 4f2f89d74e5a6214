"""The text of one Word paragraph as a reader of the printed page sees it, and the marks on it.

Read: runs, inserted text, links, content controls, field results, tabs, breaks, symbols, no-break hyphens. Not read:
deleted and moved-away text, hidden text, field codes, comments' anchors, soft hyphens, the phonetic part of ruby.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from translator.document import Mark, MarkKind
from translator.readers.office.docx_package import Link, attribute, child, kind
from translator.readers.office.docx_styles import Styles

_UNSEEN = frozenset(
    (
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:delInstrText",
        "w:pPr",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:smartTagPr",
        "w:customXmlPr",
        "w:rt",
        "w:rubyPr",
        "w:footnoteRef",
        "w:endnoteRef",
        "w:annotationRef",
        "w:pgNum",
        "m:oMathParaPr",
        "m:ctrlPr",
    )
)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(\\l\s+)?"([^"]*)"')
# The symbol fonts keep their signs in the private area; these are what articles hold (Word's own bullets and arrows).
_SYMBOLS = {
    "symbol": dict(zip(b"abm\xa0\xa3\xae\xb0\xb1\xb3\xb7", "αβµ€≤→°±≥•", strict=True)),
    "wingdings": dict(zip(b"(*J\xa7\xd8\xe0\xe8\xfb\xfc", "☎✉☺▪➢→➔✗✓", strict=True)),
}


@dataclass(slots=True)
class _Field:
    """A complex field: ``start`` is where its result begins, None while its code is still read."""

    code: str = ""
    start: int | None = None


class TextBuilder:
    """Gathers the text of a paragraph; ``boxes`` are the text boxes anchored in it, in order."""

    def __init__(self, styles: Styles, links: Mapping[str, Link]) -> None:
        self.boxes: list[etree._Element] = []
        self._styles, self._links = styles, links
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._fields: list[_Field] = []

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without white space at its ends, and its marks, outer ones first."""
        text = "".join(self._parts)
        shift, stripped = len(text) - len(text.lstrip()), text.strip()
        marks = []
        for mark in self._marks:
            start, end = max(0, mark.start - shift), min(len(stripped), mark.end - shift)
            if start < end:
                marks.append(Mark(mark.kind, start, end, mark.value))
        return stripped, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))

    def read(self, element: etree._Element) -> None:
        """Add what ``element`` (a w:p or anything inside one) shows."""
        name, start = kind(element), self._length
        if name in _UNSEEN:
            return
        if name == "w:r":
            self._run(element)
        elif name == "w:txbxContent":
            self.boxes.append(element)
        elif name == "mc:AlternateContent":  # the same drawing twice: for newer programs, for older ones
            chosen = child(element, "mc:Choice")
            self._children(chosen if chosen is not None else element)
        elif name == "w:hyperlink":
            self._children(element)
            link = self._links.get(attribute(element, "r:id") or "")
            anchor = attribute(element, "w:anchor")
            self._mark("link", start, (link.target if link else "") + (f"#{anchor}" if anchor else ""))
        elif name == "w:fldSimple":
            self._children(element)
            self._mark("link", start, _field_address(attribute(element, "w:instr") or ""))
        elif name in ("w:t", "m:t"):
            self._add(element.text or "")
        else:
            self._children(element)

    def _children(self, element: etree._Element) -> None:
        for inner in element:
            self.read(inner)

    def _run(self, run: etree._Element) -> None:
        properties, start = child(run, "w:rPr"), self._length
        if self._styles.run_is_on(properties, "w:vanish"):
            return
        for element in run:
            name = kind(element)
            if name == "w:tab":
                self._add("\t")
            elif name == "w:cr" or (name == "w:br" and attribute(element, "w:type") in (None, "textWrapping")):
                self._add("\n")
            elif name == "w:noBreakHyphen":
                self._add("\u2011")
            elif name == "w:sym":
                self._add(_symbol(element))
            elif name == "w:fldChar":
                self._field(attribute(element, "w:fldCharType"))
            elif name == "w:instrText":
                if self._fields and self._fields[-1].start is None:
                    self._fields[-1].code += element.text or ""
            else:
                self.read(element)
        for switch, mark in (("w:b", "strong"), ("w:i", "emphasis"), ("w:strike", "strike")):
            if self._styles.run_is_on(properties, switch):
                self._mark(mark, start)

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(_Field())
        elif self._fields and step == "separate":
            self._fields[-1].start = self._length
        elif self._fields and step == "end":
            field = self._fields.pop()
            if field.start is not None:
                self._mark("link", field.start, _field_address(field.code))

    def _add(self, text: str) -> None:
        if all(field.start is not None for field in self._fields):
            self._parts.append(text)
            self._length += len(text)

    def _mark(self, mark: str, start: int, value: str = "") -> None:
        """Mark what was added since ``start``; runs side by side share one mark. A link without address is none."""
        if start == self._length or (mark == "link" and not value):
            return
        last = next((m for m in reversed(self._marks) if m.kind == mark), None)
        if last is not None and last.end == start and last.value == value:
            self._marks.remove(last)
            start = last.start
        self._marks.append(Mark(MarkKind(mark), start, self._length, value))


def mark_is_deleted(properties: etree._Element | None) -> bool:
    """Whether the paragraph's own end was deleted or moved away: it then runs on into the next one."""
    run = child(properties, "w:rPr")
    return any(child(run, name) is not None for name in ("w:del", "w:moveFrom"))


def row_is_deleted(row: etree._Element) -> bool:
    return child(row, "w:trPr", "w:del") is not None


def shows_text(root: etree._Element) -> bool:
    """Whether a header, footer or comment holds any visible word."""
    return any(kind(e) == "w:t" and (e.text or "").strip() for e in root.iter())


def _symbol(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "w:char") or "", 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else ""
    font = (attribute(element, "w:font") or "").lower()
    return _SYMBOLS.get(font.split()[0] if font else "", {}).get(code - 0xF000, "□")


def _field_address(code: str) -> str:
    match = _LINK_FIELD.match(code)
    return ("#" if match[1] else "") + match[2] if match else ""
