"""What a document keeps in parts of its own: the numbering of lists, footnotes and endnotes, pictures.

Bullets are drawn by Word, numbers are counted by it, starting where the article's own list starts. Notes are parts that
python-docx does not know (ECMA-376 part 1, 17.11). Pictures are measured, made to fit and described.
"""

import copy
import re
from typing import Any

from docx.document import Document
from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.parts.story import StoryPart
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from translator.document import NoteKind, Paragraph, Picture, Style
from translator.exporters.docx.elements import shown, w

BULLETS = 1
DEEPEST = 8
# "1. " or "2) " in front of an item, as the text-like formats keep it
_NUMBER = re.compile(r"\s*(\d{1,6})[.)]\s*$")
_TYPES = {
    NoteKind.FOOTNOTE: (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    NoteKind.ENDNOTE: (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
# Drawings that Word shows, but python-docx cannot measure
_METAFILES = {"image/x-emf": "emf", "image/emf": "emf", "image/x-wmf": "wmf", "image/wmf": "wmf"}


class Lists:
    """The numbered lists met so far. Each column of a table counts on its own, and so do notes."""

    def __init__(self, numbering: Any) -> None:  # python-docx leaves the elements of lists untyped
        self._part = numbering
        self._decimal = numbering[0]
        self._running: dict[tuple[str, int], tuple[int, int]] = {}

    def number(self, made: WordParagraph, paragraph: Paragraph, column: str) -> None:
        """Make ``made``, in ``column``, an item of its list; nothing where the article's paragraph is no list item."""
        if paragraph.style is not Style.LIST_ITEM:
            self._running = {key: found for key, found in self._running.items() if key[0] != column}
            return
        level = min(max(paragraph.level, 1) - 1, DEEPEST)
        found = _NUMBER.match(paragraph.lead)
        properties: Any = made._p.get_or_add_pPr()
        properties = properties.get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self._list(column, level, int(found[1])) if found else BULLETS

    def _list(self, column: str, level: int, value: int) -> int:
        """The list that has ``value`` next, else a new one. Each has a definition of its own: LibreOffice counts on
        where two share one."""
        instance, last = self._running.get((column, level), (0, -1))
        if value != last + 1:
            instance = len(self._part.num_lst) + 1
            definition = copy.deepcopy(self._decimal)
            definition.set(qn("w:abstractNumId"), str(instance))
            self._part.num_lst[0].addprevious(definition)
            self._part.add_num(instance).add_lvlOverride(level).add_startOverride(value)
        self._running[column, level] = (instance, value)
        return instance


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


class Pictures:
    """The pictures of a document, each kept once however often it is shown."""

    def __init__(self) -> None:
        self._parts: dict[bytes, ImagePart] = {}
        self._shown = 0

    def can_show(self, picture: Picture) -> bool:
        """Whether Word could show it: not a web address, SVG or damaged data."""
        return _measured(picture) is not None

    def drawing(
        self, picture: Picture, part: StoryPart, description: str, widest: float, highest: float
    ) -> etree._Element:
        """A picture that can be shown, for a run of a part: no larger than these points, in its own proportions."""
        measured = _measured(picture)
        assert measured is not None
        assert picture.data is not None
        content_type, extension, width, height = measured
        if picture.data not in self._parts:
            name = PackURI(f"/word/media/image{len(self._parts) + 1}.{extension}")
            self._parts[picture.data] = ImagePart(name, content_type, picture.data)
        relation = part.relate_to(self._parts[picture.data], RELATIONSHIP_TYPE.IMAGE)
        self._shown += 1
        scale = min(1, widest / width, highest / height)
        size = (Pt(max(1, width * scale)), Pt(max(1, height * scale)))
        inline: Any = CT_Inline.new_pic_inline(self._shown, relation, f"picture.{extension}", *size)
        for side in "TBLR":  # LibreOffice keeps an eighth of an inch free where nothing is said
            inline.set(f"dist{side}", "0")
        inline.docPr.set("descr", " ".join(shown(description).split()))
        return w("drawing", inline)


def _measured(picture: Picture) -> tuple[str, str, float, float] | None:
    """Content type, extension, width and height in points: those of the article, else those of the picture itself."""
    if not picture.data:
        return None
    has_size = picture.width > 0 and picture.height > 0
    try:
        image = Image.from_blob(picture.data)
        native = (image.px_width * 72 / (image.horz_dpi or 72), image.px_height * 72 / (image.vert_dpi or 72))
    except Exception:  # python-docx falls over damaged pictures in a dozen ways
        extension = _METAFILES.get(picture.media_type)
        return (picture.media_type, extension, picture.width, picture.height) if extension and has_size else None
    width, height = (picture.width, picture.height) if has_size else native
    return (image.content_type, image.ext, width, height) if width > 0 and height > 0 else None
