"""The document's body in its three layouts, under the title block."""

from lxml import etree

from translator.document import Article, Paragraph, Style
from translator.exporters import Options, summary
from translator.exporters.docx.page import Page, page_of
from translator.exporters.docx.story import LANG, Story
from translator.exporters.docx.wordml import field, paragraph, run, w
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
SHADE = "F4F6F8"


def body(article: Article, options: Options, story: Story) -> etree._Element:
    """The w:document element; comments, links and lists are gathered in ``story``."""
    page = page_of(options)
    made = w("body")
    if options.layout == "english":
        made.extend(_english_alone(article, story))
    else:
        made.append(paragraph("Title", run(summary.headline(article))))
        made.append(_facts(article, options, page))
        made.append(paragraph("Gap"))
        if options.layout == "side-by-side":
            # Word wants a paragraph after a table at the end; this one is too thin to begin a page of its own
            made.extend([_table(article, page, story), paragraph("AfterTable")])
        else:
            made.extend(_stacked(article, story))
    made.append(page.section())
    return w("document", made)


def footer(article: Article, page: Page) -> etree._Element:
    """Headline and status on the left, "Page X of Y" on the right, whatever the paper."""
    head = summary.headline(article)
    head = head if len(head) <= 60 else head[:59].rstrip() + "…"
    made = paragraph("Footer", run(f"{head}  ·  {summary.STATUS}"), w("r", w("tab")), run("Page "))
    made[0].append(w("tabs", w("tab", val="right", pos=page.text_width)))
    made.extend([field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")])
    return w("ftr", made)


def _facts(article: Article, options: Options, page: Page) -> etree._Element:
    """A light box: the status, then label and value, twice in a row where the page is wide enough."""
    rows = summary.facts(article, options.date)
    pairs = 2 if options.layout == "side-by-side" else 1
    label = 1250
    value = (page.text_width - pairs * label) // pairs
    status = _cell(pairs * (label + value), paragraph("Status", run(summary.STATUS)), span=2 * pairs)
    table = _grid("FactsTable", [label, value] * pairs, "About this translation")
    table.append(w("tr", w("trPr", w("cantSplit")), _padded(status, "top")))
    for i in range(0, len(rows), pairs):
        chunk = rows[i : i + pairs] + [("", "")] * (pairs - len(rows[i : i + pairs]))
        cells = []
        for name, text in chunk:
            cells += [_cell(label, paragraph("FactLabel", run(name))), _cell(value, paragraph("Fact", run(text)))]
        if i + pairs >= len(rows):
            cells = [_padded(c, "bottom") for c in cells]
        table.append(w("tr", w("trPr", w("cantSplit")), *cells))
    for properties in table.iter("{*}tcPr"):
        mar = properties.find("{*}tcMar")
        shade = w("shd", val="clear", color="auto", fill=SHADE)
        properties.append(shade) if mar is None else mar.addprevious(shade)
    return table


def _table(article: Article, page: Page, story: Story) -> etree._Element:
    table = _grid("BilingualTable", list(page.columns), "French and English, one row for each paragraph")
    names = ("№", "French", "English")
    heads = [_cell(width, paragraph("ColumnHead", run(n))) for width, n in zip(page.columns, names, strict=True)]
    heads[0][1][0].append(w("jc", val="right"))
    table.append(w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *heads))
    for number, item in enumerate(article.paragraphs, start=1):
        style = BILINGUAL[item.style]
        left = story.paragraph(
            french(item), "French" + style, _source_language(item, article),
            numbering=story.lists.numbering(item, "fr"),
        )  # fmt: skip
        cells = [paragraph("ParagraphNumber", run(str(number)))], [left], _english(number, item, article, story)
        table.append(
            w("tr", w("trPr", w("cantSplit")), *(_cell(wd, *c) for wd, c in zip(page.columns, cells, strict=True)))
        )
    return table


def _stacked(article: Article, story: Story) -> list[etree._Element]:
    made = []
    for number, item in enumerate(article.paragraphs, start=1):
        above = story.paragraph(
            french(item), "French" + BILINGUAL[item.style], _source_language(item, article),
            numbering=story.lists.numbering(item, "fr"),
        )  # fmt: skip
        pair = [above, *_english(number, item, article, story)]
        in_list = item.style is Style.LIST_ITEM and number < len(article.paragraphs)
        in_list = in_list and article.paragraphs[number].style is Style.LIST_ITEM
        _set_pair(pair, after=120 if in_list else 260)
        made += pair
    return made


def _set_pair(pair: list[etree._Element], after: int) -> None:
    """French and English stay together; the French is grey, and a space follows the English."""
    for element in pair[:-1]:
        style = element[0][0]
        style.addnext(w("keepNext"))
    for color_run in pair[0].iter("{*}r"):
        language = color_run.find("{*}rPr/{*}lang")
        if language is not None:
            language.addprevious(w("color", val="5C6773"))
    pair[0][0].append(w("spacing", after=40))
    pair[-1][0].append(w("spacing", after=after))


def _english(number: int, item: Paragraph, article: Article, story: Story) -> list[etree._Element]:
    """The English paragraph, and below it the remark that it was kept as is."""
    made = [
        story.paragraph(
            english(item), "English" + BILINGUAL[item.style], article.target_lang,
            bookmark=f"p{number:04d}", numbering=story.lists.numbering(item, "en"),
        )
    ]  # fmt: skip
    kept = kept_as_is(item, article.source_lang)
    return [*made, paragraph("KeptAsIs", run(kept))] if kept else made


def _english_alone(article: Article, story: Story) -> list[etree._Element]:
    made = []
    for number, item in enumerate(article.paragraphs, start=1):
        style = ALONE.get(item.style) or f"Heading{min(max(item.level, 1), 6)}"
        side = english(item)
        numbering = story.lists.numbering(item, "en")
        made.append(story.paragraph(side, style, article.target_lang, bookmark=f"p{number:04d}", numbering=numbering))
    return made


def _source_language(item: Paragraph, article: Article) -> str:
    return item.language or article.source_lang or next(iter(LANG))


def _grid(style: str, widths: list[int], description: str) -> etree._Element:
    properties = w(
        "tblPr", w("tblStyle", val=style), w("tblW", w=sum(widths), type="dxa"), w("tblLayout", type="fixed"),
        w("tblCaption", val=description),
    )  # fmt: skip
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def _cell(width: int, *content: etree._Element, span: int = 1) -> etree._Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    return w("tc", properties, *content)


def _padded(cell: etree._Element, side: str) -> etree._Element:
    cell[0].append(w("tcMar", w(side, w=110, type="dxa")))
    return cell
