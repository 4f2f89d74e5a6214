"""The document's body in its three layouts, under the title block."""

import copy
from collections.abc import Callable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import RGBColor, Twips
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from translator.document import Article, Paragraph, Style
from translator.exporters import Options, summary
from translator.exporters.docx.elements import add_run, shown, w
from translator.exporters.docx.page import Page, page_of
from translator.exporters.docx.story import LANG, Story
from translator.exporters.sides import english, french, kept_as_is

BILINGUAL = {
    Style.HEADLINE: "Headline",
    Style.HEADING: "Heading",
    Style.BODY: "Body",
    Style.QUOTE: "Quote",
    Style.LIST_ITEM: "ListItem",
    Style.VERBATIM: "Verbatim",
    Style.CREDIT: "Credit",
}
ALONE = {
    Style.HEADLINE: "Title",
    Style.BODY: "BodyText",
    Style.QUOTE: "Quote",
    Style.LIST_ITEM: "ListBullet",
    Style.VERBATIM: "Verbatim",
    Style.CREDIT: "Credit",
}
GREY = RGBColor(0x5C, 0x67, 0x73)
LABEL = 1250  # width of the title block's labels, twentieths of a point


def fill(document: Document, article: Article, options: Options) -> None:
    """Write the article into an empty document: page, footer, title block, text."""
    page = page_of(options)
    section = document.sections[0]
    page.set_up(section)
    _footer(section, article, page)
    story = Story(document, options.date)
    if options.layout != "english":
        _put(document.add_paragraph(), summary.headline(article), "Title")
        _facts(article, options, page, document)
        document.add_paragraph()._p.style = "Gap"
    elif said := summary.hold(article):
        _put(document.add_paragraph(), said, "Status")
    if options.layout == "side-by-side":
        _side_by_side(article, page, story)
        # Word wants a paragraph after a table at the end; this one is too thin to begin a page of its own
        document.add_paragraph()._p.style = "AfterTable"
        return
    # Adding at the end takes python-docx the longer, the longer the article is; adding before a paragraph does not
    end = document.add_paragraph()
    write = _stacked if options.layout == "stacked" else _english_alone
    write(article, story, end)
    document.element.body.remove(end._p)


def _footer(section: Section, article: Article, page: Page) -> None:
    """Headline and status on the left, "Page X of Y" on the right, whatever the paper."""
    head = summary.headline(article)
    head = head if len(head) <= 60 else head[:59].rstrip() + "…"
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Twips(page.text_width), WD_TAB_ALIGNMENT.RIGHT)
    line.runs[0].text = shown(f"{head}  ·  {summary.status(article)}")


def _facts(article: Article, options: Options, page: Page, document: Document) -> None:
    """A light box: the status, then label and value, twice in a row where the page is wide enough."""
    facts = summary.facts(article, options.date)
    pairs = 2 if options.layout == "side-by-side" else 1
    value = (page.text_width - pairs * LABEL) // pairs
    add_row = _grid(document, "FactsTable", [LABEL, value] * pairs, "About this translation")
    cells = add_row().cells
    _put(cells[0].merge(cells[-1]).paragraphs[0], summary.status(article), "Status")
    for i in range(0, len(facts), pairs):
        chunk = facts[i : i + pairs] + [("", "")] * (pairs - len(facts[i : i + pairs]))
        texts = [text for fact in chunk for text in fact]
        for cell, text, style in zip(add_row().cells, texts, ["FactLabel", "Fact"] * pairs, strict=True):
            _put(cell.paragraphs[0], text, style)
            if i + pairs >= len(facts):
                cell.paragraphs[0].paragraph_format.space_after = Twips(110)


def _side_by_side(article: Article, page: Page, story: Story) -> None:
    add_row = _grid(
        story.document, "BilingualTable", list(page.columns), "French and English, one row for each paragraph"
    )
    head = add_row()
    head._tr.get_or_add_trPr().append(w("tblHeader"))
    for cell, name in zip(head.cells, ("№", "French", "English"), strict=True):
        _put(cell.paragraphs[0], name, "ColumnHead")
    head.cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, item in enumerate(article.paragraphs, start=1):
        margin, left, right = add_row().cells
        _put(margin.paragraphs[0], str(number), "FlaggedNumber" if item.notices else "ParagraphNumber")
        _french(left.paragraphs[0], item, article, story)
        _english(right.paragraphs[0], number, item, article, story)
        if kept := kept_as_is(item, article.source_lang):
            _put(right.add_paragraph(), kept, "KeptAsIs")


def _stacked(article: Article, story: Story, end: WordParagraph) -> None:
    """French above English; the two stay together, the French is grey, and a space follows the English."""
    for number, item in enumerate(article.paragraphs, start=1):
        pair = [end.insert_paragraph_before(), end.insert_paragraph_before()]
        for run in _french(pair[0], item, article, story):
            run.font.color.rgb = GREY
        _english(pair[1], number, item, article, story)
        if kept := kept_as_is(item, article.source_lang):
            pair.append(_put(end.insert_paragraph_before(), kept, "KeptAsIs"))
        for paragraph in pair[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        following = article.paragraphs[number].style if number < len(article.paragraphs) else None
        in_list = Style.LIST_ITEM == item.style == following
        pair[0].paragraph_format.space_after = Twips(40)
        pair[-1].paragraph_format.space_after = Twips(120 if in_list else 260)


def _english_alone(article: Article, story: Story, end: WordParagraph) -> None:
    for number, item in enumerate(article.paragraphs, start=1):
        made = end.insert_paragraph_before()
        style = ALONE.get(item.style) or f"Heading{min(max(item.level, 1), 6)}"
        story.write(made, english(item), style, article.target_lang, f"p{number:04d}")
        story.lists.number(made, item, "en")


def _french(made: WordParagraph, item: Paragraph, article: Article, story: Story) -> list[Run]:
    language = item.language or article.source_lang or next(iter(LANG))
    runs = story.write(made, french(item), "French" + BILINGUAL[item.style], language)
    story.lists.number(made, item, "fr")
    return runs


def _english(made: WordParagraph, number: int, item: Paragraph, article: Article, story: Story) -> None:
    style = "English" + BILINGUAL[item.style]
    story.write(made, english(item), style, article.target_lang, f"p{number:04d}")
    story.lists.number(made, item, "en")


def _grid(document: Document, style: str, widths: list[int], description: str) -> Callable[[], _Row]:
    """A table with fixed columns and a description for screen readers. Each call adds a row, never split between pages:
    a copy of the first, for python-docx needs five times as long to make one."""
    table = document.add_table(1, len(widths))
    table._tbl.tblStyle_val = style  # by its identifier: python-docx looks a name up in all styles
    table.autofit = False
    blank = table.rows[0]
    for column, cell, width in zip(table.columns, blank.cells, widths, strict=True):
        column.width = cell.width = Twips(width)
    table._tbl.tblPr.append(w("tblCaption", val=description))
    blank._tr.get_or_add_trPr().append(w("cantSplit"))
    table._tbl.remove(blank._tr)

    def add_row() -> _Row:
        row = copy.deepcopy(blank._tr)
        table._tbl.append(row)
        return _Row(row, table)

    return add_row


def _put(made: WordParagraph, text: str, style: str) -> WordParagraph:
    """Text in a style, which is named by its identifier: python-docx would look for a name in all styles."""
    made._p.style = style
    add_run(made, text)
    return made
