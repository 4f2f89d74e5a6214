"""HTML from outside: limited in size and depth, never fetching anything.

A page's head ends where its content begins, as browsers have it, whether or not the page says so: libxml2 knows HTML 4,
and leaves ``<article>`` and the like in the head of a page that writes no ``<body>``
(``<html><meta charset=utf-8><article>…``). A reader that passes over heads would lose the whole text.
"""

import re

from lxml import etree

from translator.errors import InputError
from translator.readers.encoding import decode, read_as, whole

MAX_HTML = 20_000_000  # bytes; the largest news pages, scripts and all, have 5 MB
# A page says its encoding in its first 1,024 bytes (https://html.spec.whatwg.org/multipage/semantics.html#charset).
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE
)
_HEAD = 1024
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNPARSED = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# All that a head may hold (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
_METADATA = frozenset((
    "title", "meta", "link", "script", "style", "base", "basefont", "bgsound", "noframes", "noscript", "template",
))  # fmt: skip


def parse_page(data: bytes, name: str, charset: str | None = None) -> etree._Element:
    """The root of a whole page. ``charset`` is what an envelope said, and goes before what the page says of itself.

    Raises InputError.
    """
    said = _CHARSET.search(data[:_HEAD])
    # text beyond ASCII that reads as UTF-8 is UTF-8, whatever its label: a server or a CMS was changed, the label not
    labels = ("utf-8", charset, said[1].decode("ascii") if said else None)
    for codec in labels if not data.isascii() else labels[1:]:
        if codec and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = read_as(data, as_browsers(codec))
            if text is not None:  # else a wrong label: look at the bytes instead
                return parse_html(text.removeprefix("\ufeff"), name)
    return parse_html(decode(data, name), name)


def parse_html(text: str, name: str) -> etree._Element:
    """The root (html) of a page or a fragment. Raises InputError for what is too large or nested too deep."""
    if len(text) > MAX_HTML:
        raise InputError(f"{name}: HTML larger than {MAX_HTML // 1_000_000} MB is refused")
    parser = etree.HTMLParser(
        huge_tree=False, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", recover=True
    )
    clean = whole(_UNPARSED.sub("", _DECLARATION.sub("", text)))
    try:
        root = etree.fromstring(clean.encode() or b"<html/>", parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: damaged HTML ({' '.join(str(error).split())})") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(f"{name}: refused, HTML nested more than 256 elements deep or with endless names")
    if root is None:
        return etree.Element("html")
    end_head(root)
    return root


def as_browsers(codec: str) -> str:
    """Browsers read pages labelled Latin-1 as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels)."""
    return "cp1252" if codec.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else codec


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
