"""What python-docx has no call for: elements of WordprocessingML, and the text that may stand in them."""

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


def add_run(paragraph: Paragraph, text: str) -> Run:
    """A new run of the paragraph. python-docx looks at each character for breaks and tabs; most texts have none."""
    text = shown(text)
    if not text or any(c in text for c in "\n\r\t"):
        return paragraph.add_run(text)
    run = paragraph.add_run()
    run.add_text(text)
    return run
