"""The text of one Word paragraph as a reader of the printed page sees it, and the marks on it.

Read: runs, inserted text, links, content controls, field results, tabs, breaks, symbols, no-break hyphens, references
to notes. Not read: deleted and moved-away text, hidden text, field codes, comments' anchors, soft hyphens, the phonetic
part of ruby.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from translator.document import MarkKind, NoteKind
from translator.readers.office.docx_package import Link, Package, attribute, child, kind, shows_text
from translator.readers.office.docx_styles import Styles
from translator.readers.running_text import RunningText

_UNSEEN = frozenset((
    "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr",
    "w:customXmlPr", "w:rt", "w:rubyPr", "w:footnoteRef", "w:endnoteRef", "w:annotationRef", "w:pgNum",
    "m:oMathParaPr", "m:ctrlPr",
))  # fmt: skip
_SWITCHES = (("w:b", MarkKind.STRONG), ("w:i", MarkKind.EMPHASIS), ("w:strike", MarkKind.STRIKE))
_RAISED = {"superscript": MarkKind.SUPERSCRIPT, "subscript": MarkKind.SUBSCRIPT}
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


class Notes:
    """The footnotes and endnotes with text, numbered as they are referred to.

    ``referred`` has the notes met so far by their ids here: kind, member, element.
    """

    def __init__(self, package: Package) -> None:
        self.referred: dict[str, tuple[NoteKind, str, etree._Element]] = {}
        self._known = {
            (which, attribute(note, "w:id")): (which, member, note)
            for which in NoteKind
            for member in package.related(f"{which}s")
            for note in package.part(member)
            if attribute(note, "w:type") in (None, "normal") and shows_text(note)  # Word's separators have a type
        }
        self._ids: dict[tuple[NoteKind, str | None], str] = {}

    def refer(self, reference: etree._Element) -> str | None:
        """The id of the note that a w:footnoteReference or w:endnoteReference leads to; None where there is none."""
        key = (NoteKind(kind(reference)[2:].removesuffix("Reference")), attribute(reference, "w:id"))
        if key not in self._known:
            return None
        note = self._ids.setdefault(key, str(len(self._ids) + 1))
        self.referred[note] = self._known[key]
        return note


class TextBuilder:
    """Gathers the text of a paragraph, and what is anchored in it.

    ``boxes`` are the text boxes, ``pictures_before`` and ``pictures_after`` the pictures before and after the first
    word, in order.
    """

    def __init__(self, styles: Styles, links: Mapping[str, Link], notes: Notes) -> None:
        self.text = RunningText(space=None)
        self.boxes: list[etree._Element] = []
        self.pictures_before: list[etree._Element] = []
        self.pictures_after: list[etree._Element] = []
        self._styles, self._links, self._notes = styles, links, notes
        self._fields: list[_Field] = []

    def read(self, element: etree._Element) -> None:
        """Add what ``element`` (a w:p or anything inside one) shows."""
        name, start = kind(element), self.text.length
        if name in _UNSEEN:
            return
        if name == "w:r":
            self._run(element)
        elif name == "w:txbxContent":
            self.boxes.append(element)
        elif name in (":pic", ":imagedata"):  # DrawingML, VML
            (self.pictures_after if start else self.pictures_before).append(element)
        elif name == "mc:AlternateContent":  # the same drawing twice: for newer programs, for older ones
            chosen = child(element, "mc:Choice")
            self._children(chosen if chosen is not None else element)
        elif name == "w:hyperlink":
            self._children(element)
            link = self._links.get(attribute(element, "r:id") or "")
            anchor = attribute(element, "w:anchor")
            self.text.mark(MarkKind.LINK, start, (link.target if link else "") + (f"#{anchor}" if anchor else ""))
        elif name == "w:fldSimple":
            self._children(element)
            self.text.mark(MarkKind.LINK, start, _field_address(attribute(element, "w:instr") or ""))
        elif name in ("w:t", "m:t"):
            self._add(element.text or "")
        else:
            self._children(element)

    def _children(self, element: etree._Element) -> None:
        for inner in element:
            self.read(inner)

    def _run(self, run: etree._Element) -> None:
        properties, start = child(run, "w:rPr"), self.text.length
        if self._styles.run_is_on(properties, "w:vanish"):
            return
        for element in run:
            self._in_run(element)
        for switch, mark in _SWITCHES:
            if self._styles.run_is_on(properties, switch):
                self.text.mark(mark, start)
        if raised := _RAISED.get(self._styles.run_value(properties, "w:vertAlign") or ""):
            self.text.mark(raised, start)

    def _in_run(self, element: etree._Element) -> None:
        match kind(element):
            case "w:tab":
                self._add("\t")
            case "w:cr":
                self._add("\n")
            case "w:br":
                self._add("\n" if attribute(element, "w:type") in (None, "textWrapping") else "")
            case "w:noBreakHyphen":
                self._add("\u2011")
            case "w:sym":
                self._add(_symbol(element))
            case "w:footnoteReference" | "w:endnoteReference":
                if note := self._notes.refer(element):
                    self.text.refer(note)
            case "w:fldChar":
                self._field(attribute(element, "w:fldCharType"))
            case "w:instrText":
                if self._fields and self._fields[-1].start is None:
                    self._fields[-1].code += element.text or ""
            case _:
                self.read(element)

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(_Field())
        elif self._fields and step == "separate":
            self._fields[-1].start = self.text.length
        elif self._fields and step == "end":
            field = self._fields.pop()
            if field.start is not None:
                self.text.mark(MarkKind.LINK, field.start, _field_address(field.code))

    def _add(self, text: str) -> None:
        if all(field.start is not None for field in self._fields):
            self.text.add(text)


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
