"""What python-docx has no call for, or a slow one: WordprocessingML elements, text that may stand in them, tables."""

from collections.abc import Sequence
from itertools import pairwise

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from translator.document import walk
from translator.exporters.rich_text import visible
from translator.exporters.structure import Place

TABLE_MARGINS = 200  # left and right together, in twentieths of a point, of the style ArticleTable
MOST_COLUMNS = 63  # Word opens no table with more
_LETTER = 108  # the width of a bold letter there


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of the w: namespace; attributes are in it too.

    >>> w("jc", val="right").get(qn("w:val"))
    'right'
    """
    element: etree._Element = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(v) for name, v in attributes.items()})
    element.extend(children)
    return element


def shown(text: str) -> str:
    """The text as python-docx takes it: what XML cannot hold made visible, each line break a single character.

    >>> shown("a\\r\\nb\\x07")
    'a\\nb\ufffd'
    """
    return visible(text).replace("\r\n", "\n")


def add_run(paragraph: Paragraph, text: str = "") -> Run:
    """A new run at the end of the paragraph. python-docx looks for its place among all others, and at each character
    for breaks and tabs; most texts have none."""
    element = w("r")
    paragraph._p.append(element)
    run = Run(element, paragraph)  # type: ignore[arg-type]
    text = shown(text)
    if any(c in text for c in "\n\r\t"):
        run.text = text
    elif text:
        run.add_text(text)
    return run


def new_table(style: str, widths: Sequence[int], description: str = "") -> etree._Element:
    """A table with fixed columns, widths in twentieths of a point, and a description for screen readers."""
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", type="dxa", w=sum(widths)),
        w("tblLayout", type="fixed"),
        w("tblLook", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if description:
        properties.append(w("tblCaption", val=description))
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def new_row(table: etree._Element, *, header: bool = False, whole: bool = True) -> etree._Element:
    """A new row of a table; ``header``: to be repeated on each page; ``whole``: never split between two pages."""
    row = w("tr", w("trPr", *([w("cantSplit")] if whole else []), *([w("tblHeader")] if header else [])))
    table.append(row)
    return row


def new_cell(row: etree._Element, width: int, columns: int = 1, merge: str = "") -> etree._Element:
    """A new cell of a row, still without the paragraph that each must end in. ``merge``: "restart" where it reaches
    down, "continue" where one above does."""
    properties = w("tcPr", w("tcW", type="dxa", w=width))
    if columns > 1:
        properties.append(w("gridSpan", val=columns))
    if merge:
        properties.append(w("vMerge", val=merge))
    cell = w("tc", properties)
    row.append(cell)
    return cell


def column_widths(rows: list[list[Place]], width: int) -> list[int]:
    """The widths of a table's columns, all of them together ``width``: more for those that say more."""
    wanted = [
        4 + max((max(min(len(t), 36), min(_longest_word(t), 60)) for t in texts), default=0) for texts in _texts(rows)
    ]
    edges = [round(width * sum(wanted[:i]) / max(sum(wanted), 1)) for i in range(len(wanted) + 1)]
    return [right - left for left, right in pairwise(edges)]


def words_fit(rows: list[list[Place]], width: int) -> bool:
    """Whether no word of a table would be broken at this width."""
    longest = (max(map(_longest_word, texts), default=0) for texts in _texts(rows))
    return sum(TABLE_MARGINS + _LETTER * letters for letters in longest) <= width


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _texts(rows: list[list[Place]]) -> list[list[str]]:
    """What stands in each column, in both languages; cells over several are left out."""
    columns = min(max((row[-1].column + row[-1].columns for row in rows), default=0), MOST_COLUMNS)
    texts: list[list[str]] = [[] for _ in range(columns)]
    for place in (place for row in rows for place in row if place.columns == 1):
        for paragraph in walk(place.cell.blocks if place.cell else ()):
            texts[min(place.column, columns - 1)] += [paragraph.source, paragraph.text]
    return texts
