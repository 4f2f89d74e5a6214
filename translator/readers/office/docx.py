"""Word documents: everything that a reader of the page sees, whole, in reading order.

Text boxes stand after the paragraph they hang on, pictures too, unless they stand before its first word; footnotes and
endnotes come last. The items of numbered lists have their number as lead. A frame around a text is no table. Headers,
footers and comments stay out, with a notice; so does what tracked changes deleted, without one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from translator.document import (
    Article,
    Block,
    Cell,
    Metadata,
    Note,
    Notice,
    Paragraph,
    Picture,
    Style,
    Table,
)
from translator.readers.articles import DEEPEST
from translator.readers.office.docx_package import (
    Link,
    Package,
    attribute,
    child,
    integer,
    is_on,
    kind,
    number,
    open_package,
    shows_text,
)
from translator.readers.office.docx_styles import Numbering, Styles
from translator.readers.office.docx_text import Notes, TextBuilder
from translator.readers.pictures import Pictures, points
from translator.readers.roles import as_headline, body_paragraph, headline_of, with_headline

_SKIPPED = frozenset((
    "w:del", "w:moveFrom", "w:sectPr", "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr",
))  # fmt: skip
_CORE = {"title": "title", "creator": "author", "created": "created"}
_EMU = 12_700  # English metric units in a point
_STYLE_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+\w*)")
_WIDEST = 100  # columns of a cell; Word itself has at most 63


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is no Word document, is damaged, protected or beyond the limits."""
    package = open_package(data, name)
    styles, numbering = Styles(_first(package, "styles")), Numbering(_first(package, "numbering"))
    document = _Document(styles, numbering, Notes(package), Pictures(package.archive, name))
    reader = _Reader(document, package.links(package.main))
    blocks = list(reader.blocks(package.part(package.main)))
    if reader.titles:
        blocks = as_headline(blocks, reader.titles[0])
    elif not reader.begins_in_table:
        blocks = with_headline(blocks)
    for note, (which, member, element) in document.notes.referred.items():
        inside = _Reader(document, package.links(member)).blocks(element)
        blocks.append(Note(note, tuple(inside), which))
    metadata = _core(package)
    notices = (*_left_out(package, document), *document.pictures.notices())
    return [
        Article(tuple(blocks), headline_of(blocks) or metadata.title, format="docx", metadata=metadata, notices=notices)
    ]


@dataclass(slots=True)
class _Document:
    """What all stories of a file share; ``imports`` counts the documents embedded in this one."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    pictures: Pictures
    imports: int = 0


@dataclass(slots=True)
class _Cell:
    """A cell that further rows may add to."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


class _Reader:
    """Walks a story: the body or a note. Meets ``titles`` on its way.

    ``begins_in_table`` is whether the first text is a cell's, None before there was any.
    """

    def __init__(self, document: _Document, links: Mapping[str, Link]) -> None:
        self.titles: list[Paragraph] = []
        self.begins_in_table: bool | None = None
        self._document, self._links = document, links
        self._depth = 0  # tables around the current place

    def blocks(self, story: etree._Element) -> Iterator[Block]:
        """What there is to see; a paragraph whose end was deleted goes on in the next."""
        builder: TextBuilder | None = None
        last: etree._Element | None = None  # the (last) w:p of the builder's paragraph
        for element in self._elements(story):
            if kind(element) == "w:p":
                builder = builder or TextBuilder(self._document.styles, self._links, self._document.notes)
                builder.read(element)
                last = element
            if builder and last is not None and not (kind(element) == "w:p" and _end_is_deleted(element)):
                yield from self._finish(builder, last)
                builder = None
            if kind(element) == "w:tbl":
                yield self._table(element)
        if builder and last is not None:
            yield from self._finish(builder, last)

    def _finish(self, builder: TextBuilder, element: etree._Element) -> Iterator[Block]:
        """What ``builder`` gathered; ``element`` is the (last) w:p of it, whose properties hold."""
        yield from filter(None, map(self._picture, builder.pictures_before))
        text, marks = builder.text.take()
        if text:
            if self.begins_in_table is None:
                self.begins_in_table = any(kind(outer) == "w:tc" for outer in element.iterancestors())
            styles, properties = self._document.styles, child(element, "w:pPr")
            style, level, is_title = styles.role(properties)
            is_item = style is Style.LIST_ITEM
            lead = self._document.numbering.lead(*styles.list_of(properties)) if is_item else ""
            paragraph = Paragraph.of(text, style, level=level, lead=lead, marks=marks)
            if style is Style.BODY:
                paragraph = body_paragraph(text, marks)
            if is_title:
                self.titles.append(paragraph)
            yield paragraph
        yield from filter(None, map(self._picture, builder.pictures_after))
        for box in builder.boxes:
            yield from self.blocks(box)

    def _elements(self, container: etree._Element) -> Iterator[etree._Element]:
        """The w:p and w:tbl elements in reading order, through frames, content controls and tracked insertions."""
        for element in container:
            name = kind(element)
            if name == "w:p" or (name == "w:tbl" and self._depth < DEEPEST and _has_columns(element)):
                yield element
            elif name == "w:altChunk":
                self._document.imports += 1
            elif name == "mc:AlternateContent":
                chosen = child(element, "mc:Choice")
                yield from self._elements(chosen if chosen is not None else element)
            elif name not in _SKIPPED and not _row_is_deleted(element):
                yield from self._elements(element)

    def _table(self, table: etree._Element) -> Table:
        self._depth += 1
        rows: list[list[_Cell]] = []
        above: dict[int, _Cell] = {}  # by column: the cell that a merged one below goes on with
        header_rows = 0
        for row in _parts(table, "w:tr"):
            properties, cells = child(row, "w:trPr"), list[_Cell]()
            header_rows += header_rows == len(rows) and is_on(properties, "w:tblHeader")
            if column := min(number(properties, "w:gridBefore") or 0, _WIDEST):
                cells.append(_Cell(columns=column))
            for element in _parts(row, "w:tc"):
                properties = child(element, "w:tcPr")
                span, merge = number(properties, "w:gridSpan") or 1, child(properties, "w:vMerge")
                cell = _Cell(list(self.blocks(element)), min(max(1, span), _WIDEST))
                goes_on = merge is not None and attribute(merge, "w:val") in (None, "continue") and column in above
                if goes_on:
                    above[column].rows += 1
                    above[column].blocks += cell.blocks
                else:
                    cells.append(cell)
                    above[column] = cell
                column += cell.columns
            rows.append(cells)
        self._depth -= 1
        return Table(tuple(tuple(Cell(tuple(c.blocks), c.columns, c.rows) for c in row) for row in rows), header_rows)

    def _picture(self, element: etree._Element) -> Picture | None:
        """The picture of a pic:pic or v:imagedata."""
        blip = next(element.iter("{*}blip"), element)
        links = [self._links.get(attribute(blip, name) or "") for name in ("r:embed", "r:id", "r:link")]
        link = next(filter(None, links), None)
        target = link.target if link and link.kind == "image" else ""
        said, size = _description(element)
        return self._document.pictures.show(target, said, size, target if "://" in target else "")


def _parts(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through content controls and tracked insertions."""
    for element in container:
        if kind(element) == wanted:
            if not _row_is_deleted(element):
                yield element
        elif kind(element) not in _SKIPPED:
            yield from _parts(element, wanted)


def _end_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the paragraph's own end was deleted or moved away: it then runs on into the next one."""
    run = child(paragraph, "w:pPr", "w:rPr")
    return any(child(run, name) is not None for name in ("w:del", "w:moveFrom"))


def _row_is_deleted(element: etree._Element) -> bool:
    return kind(element) == "w:tr" and child(element, "w:trPr", "w:del") is not None


def _has_columns(table: etree._Element) -> bool:
    """Whether two cells with something in them stand side by side; a frame around a text is no table to its reader."""
    rows = (_parts(row, "w:tc") for row in _parts(table, "w:tr"))
    return any(sum(shows_text(cell) or next(_pictures(cell), None) is not None for cell in row) > 1 for row in rows)


def _pictures(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter("{*}pic", "{*}imagedata")


def _description(element: etree._Element) -> tuple[str, tuple[float, float]]:
    """The alternative text of a pic:pic or v:imagedata, and its width and height in points."""
    shape = element.getparent()
    if kind(element) == ":imagedata" and shape is not None:
        stated = dict(_STYLE_LENGTH.findall(shape.get("style") or ""))
        return shape.get("alt") or "", (points(stated.get("width")), points(stated.get("height")))
    drawing = next(element.iterancestors("{*}inline", "{*}anchor"), None)
    said = [e.get("descr") or "" for e in element.iter("{*}cNvPr")]
    sizes = list(element.iterfind("{*}spPr/{*}xfrm/{*}ext"))
    if drawing is not None:
        said += [e.get("descr") or "" for e in drawing.iterfind("{*}docPr")]
        is_grouped = next(element.iterancestors("{*}wgp", "{*}grpSp"), None) is not None
        sizes = [*([] if is_grouped else drawing.iterfind("{*}extent")), *sizes]
    lengths = [(e.get("cx"), e.get("cy")) for e in sizes]
    width, height = (round(integer(length, 0) / _EMU, 2) for length in next(iter(lengths), ("", "")))
    return next(filter(None, said), ""), (width, height)


def _first(package: Package, which: str) -> etree._Element | None:
    members = package.related(which)
    return package.part(members[0]) if members else None


def _left_out(package: Package, document: _Document) -> Iterator[Notice]:
    for which, label in (("header", "headers"), ("footer", "footers"), ("comments", "comments")):
        if any(shows_text(package.part(member)) for member in package.related(which)):
            yield Notice("left-out", f"the document's {label} are not translated")
    if document.imports:
        yield Notice("left-out", "a document embedded in this one (altChunk) is not translated")


def _core(package: Package) -> Metadata:
    """Title, author and date of creation, where the file states them."""
    links = package.links("")
    member = next((link.target for link in links.values() if link.kind == "core-properties"), None)
    if member is None or member not in package.archive.namelist():
        return Metadata()
    said = {etree.QName(element).localname: " ".join((element.text or "").split()) for element in package.part(member)}
    return Metadata.of({ours: said.get(theirs, "") for theirs, ours in _CORE.items()})
