"""A page's head ends where its content begins, as browsers have it, whether or not the page says so.

libxml2 knows HTML 4: it leaves ``<article>`` and the like in the head of a page that writes no ``<body>``
(``<html><meta charset=utf-8><article>…``), and a reader that passes over heads would lose the whole text.
"""

from lxml import etree

# All that a head may hold (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
_METADATA = frozenset((
    "title", "meta", "link", "script", "style", "base", "basefont", "bgsound", "noframes", "noscript", "template",
))  # fmt: skip


def end_head(root: etree._Element) -> None:
    """Move the first content in a page's head, and all that follows it there, to the start of the body."""
    head = root.find("head")
    if head is None:
        return
    children = list(head)
    first = next((i for i, child in enumerate(children) if child.tag not in _METADATA), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    before, body.text = body.text, None
    moved = children[first:]
    body[:0] = moved
    moved[-1].tail = (moved[-1].tail or "") + (before or "") or None
