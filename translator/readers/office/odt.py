"""OpenDocument text (.odt), as LibreOffice writes it (OASIS ODF 1.3).

Notes come last; frames stand after the paragraph they hang on, pictures before it where they stand before its first
word. A frame around a text is no table.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from lxml import etree

from translator.document import (
    Article,
    Block,
    Cell,
    Mark,
    MarkKind,
    Metadata,
    Note,
    NoteKind,
    Paragraph,
    Style,
    Table,
)
from translator.errors import InputError
from translator.readers import xml
from translator.readers.archive import open_zip, read_member
from translator.readers.articles import DEEPEST, Content, article_of, single
from translator.readers.dates import iso
from translator.readers.office.odt_styles import TABLE, TEXT, List, Lists, Styles, integer
from translator.readers.pictures import Pictures, points
from translator.readers.roles import as_headline, body_paragraph, headline_of, is_rule, with_headline
from translator.readers.running_text import RunningText
from translator.readers.xml import find, find_all, local, text_at, text_of, texts_at

_SKIPPED = ("tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "table-of-content")
_UNSEEN = frozenset(("annotation", "annotation-end", "ruby-text", "bookmark", "sequence-ref", "hidden-text", "script"))
_FRAMES = frozenset(("frame", "custom-shape", "text-box", "rect", "g"))
_HREF = "{http://www.w3.org/1999/xlink}href"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_MAX_SPACES = 1_000
_MOST = 100  # repetitions of a row or a cell, columns or rows of a cell


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is no text document, is damaged, protected or beyond the limits."""
    archive = open_zip(data, name)
    members = archive.namelist()
    manifest = "META-INF/manifest.xml"
    if manifest in members and b"encryption-data" in read_member(archive, manifest, name):
        raise InputError(f"{name}: is protected by a password; save it without one")
    parts = {
        member: xml.parse(read_member(archive, member, name), name)
        for member in ("content.xml", "styles.xml", "meta.xml")
        if member in members or member == "content.xml"
    }
    text = find(parts["content.xml"], "body/text")
    if text is None:
        raise InputError(f"{name}: an OpenDocument file, but not a text document; save the article as .odt or .docx")
    styles = [parts[member] for member in ("content.xml", "styles.xml") if member in parts]
    pictures = Pictures(archive, name)
    reader = _Reader(Styles(styles), Lists(styles), pictures)
    blocks = [*reader.blocks(text), *reader.notes()]
    blocks = as_headline(blocks, reader.titles[0]) if reader.titles else with_headline(blocks)
    facts = _metadata(parts["meta.xml"]) if "meta.xml" in parts else Metadata()
    facts = replace(facts, headline=headline_of(blocks))
    return single(article_of(Content(blocks, reader.skipped), facts, "odt", pictures.notices()), name)


class _Reader:
    """Walks the body. Meets on its way ``titles``, and counts in ``skipped`` what cannot be read."""

    def __init__(self, styles: Styles, lists: Lists, pictures: Pictures) -> None:
        self.titles: list[Paragraph] = []
        self.skipped: Counter[str] = Counter()
        self._styles, self._lists, self._pictures = styles, lists, pictures
        self._notes: list[etree._Element] = []  # the id of each is its place, from 1
        self._item: etree._Element | None = None  # the list item that has begun and has no paragraph yet
        self._depth = 0  # tables around the current place

    def blocks(self, container: Iterable[etree._Element], around: List | None = None) -> Iterator[Block]:
        """What ``container`` shows; ``around`` is the list it is in."""
        for element in container:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, around)
            elif name == "frame":
                yield from self._frame(element)
            elif name == "object":
                self.skipped["embedded object"] += 1
            elif name == "list":
                yield from self.blocks(element, self._lists.begin(element, around))
            elif name == "table" and self._depth < DEEPEST and _has_columns(element):
                yield self._table(element)
            elif name not in _SKIPPED:
                self._item = element if name in ("list-item", "list-header") else self._item
                yield from self.blocks(element, around)

    def notes(self) -> Iterator[Note]:
        """The notes that were referred to."""
        for number, note in enumerate(self._notes, start=1):
            kind = NoteKind.ENDNOTE if note.get(TEXT + "note-class") == "endnote" else NoteKind.FOOTNOTE
            yield Note(str(number), tuple(chain.from_iterable(map(self.blocks, find_all(note, "note-body")))), kind)

    def _paragraph(self, element: etree._Element, around: List | None) -> Iterator[Block]:
        text, marks, frames = self._text(element)
        yield from chain.from_iterable(self._frame(frame) for is_before, frame in frames if is_before)
        if text:
            style, level = self._styles.role(element)
            paragraph = Paragraph.of(text, style, level=level, marks=marks)
            if style is Style.BODY and around and not is_rule(text):
                lead = "" if self._item is None else self._lists.lead(around, self._item)
                self._item = None
                paragraph = Paragraph.of(text, Style.LIST_ITEM, level=around.depth, lead=lead, marks=marks)
            elif style is Style.BODY:
                paragraph = body_paragraph(text, marks)
            if self._styles.is_title(element):
                self.titles.append(paragraph)
            yield paragraph
        yield from chain.from_iterable(self._frame(frame) for is_before, frame in frames if not is_before)

    def _frame(self, frame: etree._Element) -> Iterator[Block]:
        """A frame shows a picture, perhaps in several forms, or an object and a picture of it, or holds a text."""
        image = find(frame, "image")
        if image is None or find(frame, "object", "object-ole") is not None:
            yield from self.blocks(e for e in frame if local(e) != "image")
            return
        address = image.get(_HREF) or ""
        size = (points(frame.get(_SVG + "width")), points(frame.get(_SVG + "height")))
        said = text_at(frame, "desc", "title")
        shown = self._pictures.show(address.removeprefix("./"), said, size, address if "://" in address else "")
        if shown:
            yield shown

    def _table(self, table: etree._Element) -> Table:
        self._depth += 1
        rows: list[tuple[Cell, ...]] = []
        header_rows = 0
        for row, is_heading in _rows(table):
            cells: list[Cell] = []
            for element in (e for e in row if local(e) == "table-cell"):
                columns, height = (_count(element, f"number-{which}-spanned") for which in ("columns", "rows"))
                cell = Cell(tuple(self.blocks(element)), columns, height)
                cells += [cell] * _count(element, "number-columns-repeated")
            header_rows += is_heading and header_rows == len(rows)
            rows += [tuple(cells)] * _count(row, "number-rows-repeated")
        self._depth -= 1
        return Table(tuple(rows), header_rows)

    def _text(self, paragraph: etree._Element) -> tuple[str, tuple[Mark, ...], list[tuple[bool, etree._Element]]]:
        """The text as it is seen, its marks, and the frames in it, each with whether it stands before all words."""
        text, frames = RunningText(), list[tuple[bool, etree._Element]]()
        starts: list[int] = []
        text.add_folded(paragraph.text or "")
        stack = [(paragraph, iter(paragraph))]
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if stack:
                    self._end_span(text, element, starts.pop())
                    text.add_folded(element.tail or "")
            elif local(child) in _FRAMES:
                frames.append((not text.length and find(child, "image") is not None, child))
                text.add_folded(child.tail or "")
            elif self._add_sign(text, child):
                text.add_folded(child.tail or "")
            else:
                starts.append(text.length)
                text.add_folded(child.text or "")
                stack.append((child, iter(child)))
        return (*text.take(), frames)

    def _end_span(self, text: RunningText, element: etree._Element, start: int) -> None:
        for kind in self._styles.marks(element) if local(element) == "span" else ():
            text.mark(kind, start)
        if local(element) == "a":
            text.mark(MarkKind.LINK, start, element.get(_HREF) or "")

    def _add_sign(self, text: RunningText, element: etree._Element) -> bool:
        """Add what an element stands for; False where it is a span of text."""
        match local(element):
            case "note":
                if text_of(find(element, "note-body")):
                    self._notes.append(element)
                    text.refer(str(len(self._notes)))
            case "line-break":
                text.break_line()
            case "tab":
                text.add("\t")
            case "s":
                text.add(" " * min(integer(element.get(TEXT + "c"), 1), _MAX_SPACES))
            case name:
                return name in _UNSEEN
        return True


def _rows(table: etree._Element, is_heading: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, those in groups too, each with whether it is one of headings."""
    for element in table:
        if local(element) == "table-row":
            yield element, is_heading
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, is_heading or local(element) == "table-header-rows")


def _has_columns(table: etree._Element) -> bool:
    """Whether two cells with something in them stand side by side; a frame around a text is no table to its reader."""
    rows = ([e for e in row if local(e) == "table-cell"] for row, _ in _rows(table))
    return any(sum(bool(text_of(e)) or next(e.iter("{*}image"), None) is not None for e in row) > 1 for row in rows)


def _count(element: etree._Element, attribute: str) -> int:
    return min(max(1, integer(element.get(TABLE + attribute), 1)), _MOST)


def _metadata(root: etree._Element) -> Metadata:
    meta = "meta/"
    return Metadata(
        byline=text_at(root, meta + "creator", meta + "initial-creator"),
        date=iso(text_at(root, meta + "date", meta + "creation-date")),
        language=text_at(root, meta + "language"),
        keywords=tuple(texts_at(root, meta + "keyword")),
        title=text_at(root, meta + "title"),
    )
