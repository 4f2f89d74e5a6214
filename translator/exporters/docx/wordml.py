"""Elements of WordprocessingML, and the text that may stand in them."""

import re

from lxml import etree

from translator.exporters.characters import visible

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LAYOUT = re.compile("(\r\n|\r|\n|\t)")


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of the w: namespace; attributes are in it too.

    >>> etree.tostring(w("jc", val="right")).decode().partition(" xmlns")[0]
    '<w:jc'
    """
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", visible(str(value)))
    element.extend(children)
    return element


def run(text: str, *properties: etree._Element) -> etree._Element:
    """A run; line breaks and tabs become elements, everything else one piece of text."""
    made = w("r", w("rPr", *properties)) if properties else w("r")
    for part in _LAYOUT.split(visible(text)):
        if part == "\t":
            made.append(w("tab"))
        elif part in ("\n", "\r", "\r\n"):
            made.append(w("br"))
        elif part:
            element = w("t")
            element.text = part
            element.set(XML_SPACE, "preserve")
            made.append(element)
    return made


def paragraph(style: str, *children: etree._Element) -> etree._Element:
    """A paragraph of a named style (by its id)."""
    return w("p", w("pPr", w("pStyle", val=style)), *children)


def field(instruction: str, shown: str) -> etree._Element:
    """A field such as PAGE, with what to show until the word processor has computed it."""
    made = w("fldSimple", run(shown))
    made.set(f"{{{W}}}instr", instruction)
    return made


def xml(root: etree._Element) -> bytes:
    """A part's bytes. Namespace declarations are gathered at the root."""
    etree.cleanup_namespaces(root, top_nsmap={"w": W, "r": R}, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
