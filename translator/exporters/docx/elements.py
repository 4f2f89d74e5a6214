"""What python-docx has no call for, or a slow one: elements of WordprocessingML, and text that may stand in them."""

from collections.abc import Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from translator.exporters.characters import visible


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
