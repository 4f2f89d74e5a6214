"""OpenDocument text (.odt), as LibreOffice writes it (OASIS ODF 1.3)."""

from collections import Counter
from dataclasses import replace

from lxml import etree

from translator.document import Article, Mark, Metadata, Notice, Paragraph, Style
from translator.errors import InputError
from translator.readers import xml
from translator.readers.archive import open_zip, read_member
from translator.readers.articles import Content, article_of, single
from translator.readers.dates import iso
from translator.readers.office.odt_styles import TEXT, List, Lists, Styles
from translator.readers.roles import is_credit, is_rule, with_headline
from translator.readers.running_text import RunningText
from translator.readers.xml import find, find_all, local, text_at, text_of, texts_at

_UNSEEN = frozenset(("annotation", "annotation-end", "ruby-text", "bookmark", "sequence-ref", "hidden-text", "script"))
_APART = frozenset(("frame", "note", "custom-shape", "text-box", "rect", "g"))
_HREF = "{http://www.w3.org/1999/xlink}href"
_MAX_SPACES = 1_000
_SKIPPED = ("tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "table-of-content")


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is no text document, is damaged, protected or beyond the limits."""
    archive = open_zip(data, name)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in read_member(
        archive, "META-INF/manifest.xml", name
    ):
        raise InputError(f"{name}: is protected by a password; save it without one")
    root = xml.parse(read_member(archive, "content.xml", name), name)
    text = find(root, "body/text")
    if text is None:
        raise InputError(f"{name}: an OpenDocument file, but not a text document; save the article as .odt or .docx")
    styles = [root]
    if "styles.xml" in archive.namelist():
        styles.append(xml.parse(read_member(archive, "styles.xml", name), name))
    reader = _Reader(Styles(styles), Lists(styles))
    reader.walk(text)
    paragraphs = reader.paragraphs + reader.notes
    if reader.titles:
        paragraphs = [replace(p, style=Style.HEADLINE, level=1) if p is reader.titles[0] else p for p in paragraphs]
    else:
        paragraphs = with_headline(paragraphs)
    facts = Metadata()
    if "meta.xml" in archive.namelist():
        facts = _metadata(xml.parse(read_member(archive, "meta.xml", name), name))
    facts = replace(facts, headline=next((p.source for p in paragraphs if p.style is Style.HEADLINE), ""))
    return single(article_of(Content(paragraphs, reader.skipped), facts, "odt", table_notices(reader.tables)), name)


class _Reader:
    """Walks the body: paragraphs in reading order, footnotes apart, pictures counted."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.paragraphs: list[Paragraph] = []
        self.notes: list[Paragraph] = []
        self.titles: list[Paragraph] = []
        self.skipped: Counter[str] = Counter()
        self.tables = 0
        self._styles, self._lists = styles, lists
        self._item: etree._Element | None = None  # the list item that has begun and has no paragraph yet

    def walk(self, container: etree._Element, around: List | None = None) -> None:
        """Add what ``container`` shows; ``around`` is the list it is in."""
        for element in container:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, around)
            elif name == "image":
                self.skipped["picture"] += 1
            elif name == "object":
                self.skipped["embedded object"] += 1
            elif name == "list":
                self.walk(element, self._lists.begin(element, around))
            elif name not in _SKIPPED:
                self.tables += name == "table" and _has_columns(element)
                self._item = element if name in ("list-item", "list-header") else self._item
                self.walk(element, around)

    def _paragraph(self, element: etree._Element, around: List | None) -> None:
        text, marks, inside = read_paragraph(element, self._styles)
        if text:
            style, level = self._styles.role(element)
            lead = ""
            if style is Style.BODY and is_rule(text):
                style, marks = Style.VERBATIM, ()
            elif style is Style.BODY and around:
                style, level = Style.LIST_ITEM, around.depth
                if self._item is not None:
                    lead, self._item = self._lists.lead(around, self._item), None
            elif style is Style.BODY and is_credit(text):
                style = Style.CREDIT
            paragraph = Paragraph.of(text, style, level=level, lead=lead, marks=marks)
            self.paragraphs.append(paragraph)
            if self._styles.is_title(element):
                self.titles.append(paragraph)
        for anchored in inside:
            if local(anchored) == "note":
                kept, self.paragraphs = self.paragraphs, []
                for body in find_all(anchored, "note-body"):
                    self.walk(body)
                self.notes += self.paragraphs
                self.paragraphs = kept
            else:
                self.walk(anchored)


def _has_columns(table: etree._Element) -> bool:
    """Whether two cells stand side by side; a frame around a text is no table to its reader."""
    rows = (row for row in table.iter("{*}table-row"))
    return any(sum(local(cell) == "table-cell" and bool(text_of(cell)) for cell in row) > 1 for row in rows)


def _metadata(root: etree._Element) -> Metadata:
    meta = "meta/"
    return Metadata(
        byline=text_at(root, meta + "creator", meta + "initial-creator"),
        date=iso(text_at(root, meta + "date", meta + "creation-date")),
        language=text_at(root, meta + "language"),
        keywords=tuple(texts_at(root, meta + "keyword")),
        title=text_at(root, meta + "title"),
    )


def table_notices(count: int) -> list[Notice]:
    """That tables lost their shape, where there were any."""
    which = "a table is" if count == 1 else f"{count} tables are"
    return [Notice("table", f"{which} not kept as such: the cells follow one another, row by row")] if count else []


def read_paragraph(paragraph: etree._Element, styles: Styles) -> tuple[str, tuple[Mark, ...], list[etree._Element]]:
    """The text as it is seen, its marks, and the frames and notes anchored in it, to be read apart."""
    text, apart = RunningText(), []
    starts: list[tuple[etree._Element, int]] = []
    text.add_folded(paragraph.text or "")
    stack = [(paragraph, iter(paragraph))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                start = starts.pop()[1]
                for kind in styles.marks(element) if local(element) == "span" else ():
                    text.mark(kind, start, "")
                if local(element) == "a":
                    text.mark("link", start, element.get(_HREF) or "")
                text.add_folded(element.tail or "")
            continue
        name = local(child)
        if name in _APART:
            apart.append(child)
        elif name == "line-break":
            text.break_line()
        elif name == "tab":
            text.add("\t")
        elif name == "s":
            count = child.get(TEXT + "c") or "1"
            text.add(" " * min(int(count) if count.isdigit() else 1, _MAX_SPACES))
        elif name not in _UNSEEN:
            starts.append((child, text.length))
            text.add_folded(child.text or "")
            stack.append((child, iter(child)))
            continue
        text.add_folded(child.tail or "")
    found, marks = text.take()
    return found, marks, apart
