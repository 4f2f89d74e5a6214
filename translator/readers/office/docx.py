"""Word documents: every paragraph that a reader of the page sees, whole, in reading order.

Tables cell by cell, with a notice, text boxes after the paragraph they hang on, footnotes and endnotes last; the items
of numbered lists have their number as lead. Headers, footers and comments stay out, with a notice; so does what tracked
changes deleted, without one. Pictures are counted in a notice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from translator.document import Article, Metadata, Notice, Paragraph, Style
from translator.readers.office.docx_package import Link, Package, attribute, child, kind, open_package
from translator.readers.office.docx_styles import Numbering, Styles
from translator.readers.office.docx_text import TextBuilder, mark_is_deleted, row_is_deleted, shows_text
from translator.readers.office.odt import table_notices
from translator.readers.roles import is_credit, is_rule, with_headline

_SKIPPED = frozenset(
    (
        "w:del",
        "w:moveFrom",
        "w:sectPr",
        "w:tblPr",
        "w:tblGrid",
        "w:tblPrEx",
        "w:trPr",
        "w:tcPr",
        "w:sdtPr",
        "w:sdtEndPr",
    )
)
_CORE = {"title": "title", "creator": "author", "created": "created"}


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is no Word document, is damaged, protected or beyond the limits."""
    package = open_package(data, name)
    styles, numbering = Styles(_first(package, "styles")), Numbering(_first(package, "numbering"))
    reader = _Reader(styles, numbering, package.links(package.main))
    paragraphs = list(reader.paragraphs(package.part(package.main)))
    if reader.titles:
        paragraphs = [replace(p, style=Style.HEADLINE) if p is reader.titles[0] else p for p in paragraphs]
    elif not reader.begins_in_table:
        paragraphs = with_headline(paragraphs)
    metadata, notices = _core(package), list(_left_out(package))
    if reader.imports:
        notices.append(Notice("left-out", "a document embedded in this one (altChunk) is not translated"))
    notices += table_notices(reader.tables)
    if pictures := sum(1 for _ in _pictures(package.part(package.main))):
        notices.append(Notice("skipped", f"Not translated: {pictures} picture{'s' if pictures > 1 else ''}"))
    for kind_of_note in ("footnote", "endnote"):
        found, count = _notes(package, f"{kind_of_note}s", reader)
        if found:
            which = f"1 {kind_of_note} stands" if count == 1 else f"{count} {kind_of_note}s stand"
            notices.append(Notice("notes", f"{which} at the end of the article"))
            paragraphs += found
    headline = next((p.source for p in paragraphs if p.style is Style.HEADLINE), metadata.get("title", ""))
    return [Article(tuple(paragraphs), headline, format="docx", metadata=Metadata.of(metadata), notices=tuple(notices))]


class _Reader:
    """Walks a story: the body, a note, a text box. Meets on its way ``titles``, ``imports`` (embedded documents) and
    ``tables`` (those with cells side by side).

    ``begins_in_table`` is whether the first text is a cell's, None before there was any.
    """

    def __init__(self, styles: Styles, numbering: Numbering, links: Mapping[str, Link]) -> None:
        self.titles: list[Paragraph] = []
        self.imports = self.tables = 0
        self.begins_in_table: bool | None = None
        self._styles, self._numbering, self._links = styles, numbering, links

    def with_links(self, links: Mapping[str, Link]) -> "_Reader":
        return _Reader(self._styles, self._numbering, links)

    def paragraphs(self, story: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs with text in them; one whose end was deleted goes on in the next."""
        builder: TextBuilder | None = None
        element: etree._Element | None = None
        for element in self._blocks(story):
            builder = builder or TextBuilder(self._styles, self._links)
            builder.read(element)
            if not mark_is_deleted(child(element, "w:pPr")):
                yield from self._finish(builder, element)
                builder = None
        if builder and element is not None:
            yield from self._finish(builder, element)

    def _finish(self, builder: TextBuilder, element: etree._Element) -> Iterator[Paragraph]:
        """What ``builder`` gathered; ``element`` is the (last) w:p of it, whose properties hold."""
        text, marks = builder.result()
        if text:
            if self.begins_in_table is None:
                self.begins_in_table = any(kind(outer) == "w:tc" for outer in element.iterancestors())
            style, level, is_title = self._styles.role(child(element, "w:pPr"))
            if style is Style.BODY and is_rule(text):
                style, marks = Style.VERBATIM, ()
            elif style is Style.BODY and is_credit(text):
                style = Style.CREDIT
            lead = ""
            if style is Style.LIST_ITEM:
                lead = self._numbering.lead(*self._styles.list_of(child(element, "w:pPr")))
            paragraph = Paragraph.of(text, style, level=level, lead=lead, marks=marks)
            if is_title:
                self.titles.append(paragraph)
            yield paragraph
        for box in builder.boxes:
            yield from self.paragraphs(box)

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        """The w:p elements in reading order, through tables, content controls and tracked insertions."""
        for element in container:
            name = kind(element)
            if name == "w:p":
                yield element
            elif name == "w:altChunk":
                self.imports += 1
            elif name == "mc:AlternateContent":
                chosen = child(element, "mc:Choice")
                yield from self._blocks(chosen if chosen is not None else element)
            elif name not in _SKIPPED and not (name == "w:tr" and row_is_deleted(element)):
                self.tables += name == "w:tbl" and _has_columns(element)
                yield from self._blocks(element)


def _first(package: Package, which: str) -> etree._Element | None:
    members = package.related(which)
    return package.part(members[0]) if members else None


def _has_columns(table: etree._Element) -> bool:
    """Whether two cells with text stand side by side; a frame around a text is no table to its reader."""
    rows = (row for row in table if kind(row) == "w:tr" and not row_is_deleted(row))
    return any(sum(kind(cell) == "w:tc" and shows_text(cell) for cell in row) > 1 for row in rows)


def _pictures(body: etree._Element) -> Iterator[etree._Element]:
    """The pictures that the body shows; an older program's copy of the same drawing is no second one."""
    for element in body.iter("{*}pic", "{*}imagedata"):  # DrawingML, VML
        if not any(kind(outer) in ("mc:Fallback", "w:del", "w:moveFrom") for outer in element.iterancestors()):
            yield element


def _notes(package: Package, which: str, reader: _Reader) -> tuple[list[Paragraph], int]:
    """The paragraphs of all footnotes or endnotes, and how many notes; Word's separators are notes with a type."""
    found: list[Paragraph] = []
    count = 0
    for member in package.related(which):
        of_notes = reader.with_links(package.links(member))
        for note in package.part(member):
            if attribute(note, "w:type") in (None, "normal"):
                paragraphs = list(of_notes.paragraphs(note))
                found += paragraphs
                count += bool(paragraphs)
    return found, count


def _left_out(package: Package) -> Iterator[Notice]:
    for which, label in (("header", "headers"), ("footer", "footers"), ("comments", "comments")):
        if any(shows_text(package.part(member)) for member in package.related(which)):
            yield Notice("left-out", f"the document's {label} are not translated")


def _core(package: Package) -> dict[str, str]:
    """Title, author and date of creation, where the file states them."""
    links = package.links("")
    member = next((link.target for link in links.values() if link.kind == "core-properties"), None)
    if member is None or member not in package.archive.namelist():
        return {}
    found = {}
    for element in package.part(member):
        key = _CORE.get(etree.QName(element).localname)
        value = " ".join((element.text or "").split())
        if key and value:
            found[key] = value
    return found
