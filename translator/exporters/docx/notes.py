"""Footnotes and endnotes: parts of a document that python-docx does not know (ECMA-376 part 1, 17.11)."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from docx.parts.story import StoryPart
from lxml import etree

from translator.document import NoteKind
from translator.exporters.docx.elements import w

_TYPES = {
    NoteKind.FOOTNOTE: (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    NoteKind.ENDNOTE: (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


class Notes:
    """The notes of a document; the part of a kind is made with its first note."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: dict[NoteKind, StoryPart] = {}

    def add(self, kind: NoteKind) -> tuple[StoryPart, etree._Element, int]:
        """A new note without text: its part, its element and the number by which the text refers to it."""
        part = self._parts.get(kind) or self._new_part(kind)
        number = len(part.element) - len(_SEPARATORS) + 1
        element = w(kind, id=number)
        part.element.append(element)
        return part, element, number

    def _new_part(self, kind: NoteKind) -> StoryPart:
        content_type, relation = _TYPES[kind]
        root = OxmlElement(f"w:{kind}s", nsdecls={prefix: nsmap[prefix] for prefix in ("w", "r")})
        for number, name in _SEPARATORS.items():
            spacing = w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto"))
            root.append(w(kind, w("p", spacing, w("r", w(name))), type=name, id=number))
        package = self._document.part.package
        part = StoryPart(PackURI(f"/word/{kind}s.xml"), content_type, root, package)  # type: ignore[arg-type]
        self._document.part.relate_to(part, relation)
        self._parts[kind] = part
        # The settings name the separators, footnotes' before endnotes', all before what is for compatibility
        settings = self._document.settings.element
        found = settings.find(qn("w:endnotePr")) if kind is NoteKind.FOOTNOTE else None
        following = found if found is not None else settings.find(qn("w:compat"))
        following.addprevious(w(f"{kind}Pr", *(w(kind, id=number) for number in _SEPARATORS)))
        return part
