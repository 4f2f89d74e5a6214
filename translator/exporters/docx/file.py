"""The document as a file: our template opened, its page set up, the title block and the body in its three layouts
written, properties set, all saved and sealed. Same input, same bytes."""

import datetime
import io
import zipfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips
from lxml import etree

from translator import __version__
from translator.document import Article, Block, Paragraph, Table, walk
from translator.exporters import Options, summary
from translator.exporters.docx.elements import LANG, new_cell, new_row, new_table, shown, words_fit
from translator.exporters.docx.story import Container, Edition, Story, shown_numbers
from translator.exporters.rich_text import english, french, is_item, kept_as_is
from translator.exporters.seal import UNSEALED, ZIP_SEAL, seal_of
from translator.exporters.structure import Arranged, arrange, grid

TEMPLATE = Path(__file__).parent / "template"
AUTHOR = "Translator (machine translation)"
# Where the caller gives no date, properties that need one say this: plainly no real one, and always the same.
NO_DATE = datetime.date(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
PROPERTY_LIMIT = 255  # python-docx's, after Word's
# All sizes are in twentieths of a point.
SIZES = {"a4": (11906, 16838), "letter": (12240, 15840)}
LABEL = 1250  # width of the title block's labels
NUMBER_COLUMN = 720
CELL_MARGINS = 280  # left and right together, of the style BilingualTable


def export(article: Article, options: Options) -> bytes:
    """The article as a sealed DOCX package (see ``exporters.seal``)."""
    document = _open_template()
    _set_properties(document, article, options.date)
    _fill(document, article, options)
    return _pack(document)


def _open_template() -> Document:
    """A new document with our styles, an empty footer, no text. The template is a folder, so that its parts can be read
    and compared; python-docx opens one like a file."""
    return docx.Document(str(TEMPLATE))


def _set_properties(document: Document, article: Article, date: datetime.date | None) -> None:
    """The document's core properties, and the language that its settings name."""
    target = LANG.get(article.target_lang, article.target_lang)
    core = document.core_properties
    core.title = _property(summary.headline(article))
    core.subject = summary.STATUS
    core.author = core.last_modified_by = AUTHOR
    core.keywords = _property(f"machine translation, {article.source_lang or 'unknown'}-{article.target_lang}")
    core.language = _property(target)
    core.revision = 1
    core.created = core.modified = datetime.datetime.combine(date or NO_DATE, datetime.time(), datetime.UTC)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), shown(target))


def _pack(document: Document) -> bytes:
    """The saved package, packed anew without the clock in it, and sealed."""
    saved, sealed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"@version@", __version__.encode())
    parts[ZIP_SEAL] = parts[ZIP_SEAL].replace(UNSEALED.encode(), seal_of(parts).encode())
    with zipfile.ZipFile(sealed, "w") as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the zip says on which system it was made
            package.writestr(info, data)
    return sealed.getvalue()


def _property(text: str) -> str:
    text = shown(text)
    return text if len(text) <= PROPERTY_LIMIT else text[: PROPERTY_LIMIT - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Page:
    """Width and height of the sheet as it is held, and the margin left and right."""

    width: int
    height: int
    margin: int

    @property
    def text_width(self) -> int:
        return self.width - 2 * self.margin

    @property
    def picture_height(self) -> int:
        """Half a page: a picture stands beside its text and not alone on a page."""
        return self.height // 2

    def set_up(self, section: Section) -> None:
        """Give a section this size; the other margins are the template's."""
        lies = self.width > self.height
        section.orientation = WD_ORIENTATION.LANDSCAPE if lies else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Twips(self.width), Twips(self.height)
        section.left_margin = section.right_margin = Twips(self.margin)


def page_of(options: Options) -> Page:
    """Two columns lie, everything else stands."""
    short, long = SIZES[options.paper]
    return Page(long, short, 1020) if options.layout == "side-by-side" else Page(short, long, 1417)


def columns_of(width: int) -> tuple[int, int, int]:
    """Paragraph number, French, English."""
    half = (width - NUMBER_COLUMN) // 2
    return NUMBER_COLUMN, half, width - NUMBER_COLUMN - half


def _fill(document: Document, article: Article, options: Options) -> None:
    """Write the article into an empty document: page, footer, title block, text."""
    page = page_of(options)
    section = document.sections[0]
    page.set_up(section)
    _footer(section, article, page)
    last = document.element.body[-1]  # the section's properties
    body = Container(last, document.part, page.text_width, page.picture_height)
    if options.layout != "english":
        body.add_text(summary.headline(article), "Title")
        _facts(body, article, options)
        body.add_paragraph("Gap")
    elif said := summary.hold(article):
        body.add_text(said, "Status")
    arranged = arrange(article)
    editions = _editions(article, options)
    story = Story(document, arranged, options.date, editions, with_numbers=options.layout == "side-by-side")
    write = _side_by_side if options.layout == "side-by-side" else _one_below_the_other
    write(body, article, arranged, story, editions)


def _footer(section: Section, article: Article, page: Page) -> None:
    """Headline and status on the left, "Page X of Y" on the right, whatever the paper."""
    head = summary.headline(article)
    head = head if len(head) <= 60 else head[:59].rstrip() + "…"
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Twips(page.text_width), WD_TAB_ALIGNMENT.RIGHT)
    line.runs[0].text = shown(f"{head}  ·  {summary.status(article)}")


def _facts(body: Container, article: Article, options: Options) -> None:
    """A light box: the status, then label and value, twice in a row where the page is wide enough."""
    facts = summary.facts(article, options.date)
    pairs = 2 if options.layout == "side-by-side" else 1
    widths = [LABEL, (body.width - pairs * LABEL) // pairs] * pairs
    table = new_table("FactsTable", widths, "About this translation")
    body.append(table)
    _inside(new_cell(new_row(table), sum(widths), len(widths)), body).add_text(summary.status(article), "Status")
    for i in range(0, len(facts), pairs):
        chunk = facts[i : i + pairs] + [("", "")] * (pairs - len(facts[i : i + pairs]))
        texts = [text for fact in chunk for text in fact]
        row = new_row(table)
        for width, text, style in zip(widths, texts, ["FactLabel", "Fact"] * pairs, strict=True):
            made = _inside(new_cell(row, width), body).add_text(text, style)
            if i + pairs >= len(facts):
                made.paragraph_format.space_after = Twips(110)


def _inside(cell: etree._Element, body: Container, width: int = 0) -> Container:
    return Container(cell, body.part, width - CELL_MARGINS, body.height)


def _editions(article: Article, options: Options) -> list[Edition]:
    """The languages of the document as they are set."""
    if options.layout == "english":
        return [Edition("", english, article.target_lang)]
    source = article.source_lang or next(iter(LANG))
    return [
        Edition("French", french, source, is_grey=options.layout == "stacked"),
        Edition("English", english, article.target_lang, has_pictures=options.layout == "side-by-side"),
    ]


def _side_by_side(body: Container, article: Article, arranged: Arranged, story: Story, editions: list[Edition]) -> None:
    widths = columns_of(body.width)
    table = new_table("BilingualTable", widths, "French and English, one row for each paragraph")
    body.append(table)
    head = new_row(table, header=True)
    for width, name in zip(widths, ("№", "French", "English"), strict=True):
        made = _inside(new_cell(head, width), body).add_text(name, "ColumnHead")
        if name == "№":
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for numbered in arranged.text:
        block, numbers = numbered.block, numbered.numbers
        row = new_row(table, whole=isinstance(block, Paragraph))
        flagged = any(paragraph.notices for paragraph in walk([block]))
        margin = _inside(new_cell(row, widths[0]), body)
        margin.add_text(shown_numbers(numbers), "FlaggedNumber" if flagged else "ParagraphNumber")
        if isinstance(block, Table) and not words_fit(grid(block), widths[1] - CELL_MARGINS):
            # A table too wide to stand beside the other stands across, French above English
            columns = [_inside(new_cell(row, sum(widths[1:]), 2), body, sum(widths[1:]))] * 2
        else:
            columns = [_inside(new_cell(row, width), body, width) for width in widths[1:]]
        for column, edition in zip(columns, editions, strict=True):
            story.put(column, block, edition, count(numbered.number))
            column.end("Gap")
        if kept := _kept(block, article):
            columns[1].add_text(kept, "KeptAsIs")
    # Word wants a paragraph after a table at the end; this one is too thin to begin a page of its own
    body.add_paragraph("AfterTable")


def _one_below_the_other(
    body: Container, article: Article, arranged: Arranged, story: Story, editions: list[Edition]
) -> None:
    """The English; or French above English: the two stay together and a space follows the English."""
    for i, numbered in enumerate(arranged.text):
        block = numbered.block
        made = []
        for edition in editions:
            made += story.put(body, block, edition, count(numbered.number))
            if isinstance(block, Table):
                made.append(body.add_paragraph("Gap"))
        if len(editions) == 1:
            continue
        if kept := _kept(block, article):
            made.append(body.add_text(kept, "KeptAsIs"))
        for paragraph in made[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        following = arranged.text[i + 1].block if i + 1 < len(arranged.text) else None
        if made and not isinstance(block, Table):
            made[0].paragraph_format.space_after = Twips(40)
            made[-1].paragraph_format.space_after = Twips(120 if is_item(block) and is_item(following) else 260)


def _kept(block: Block, article: Article) -> str:
    return kept_as_is(block, article.source_lang) if isinstance(block, Paragraph) else ""
