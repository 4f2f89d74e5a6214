"""What RSS items, Atom entries and WordPress posts have in common."""

import re
from collections import Counter

from translator.document import Paragraph
from translator.readers.elements import fold
from translator.readers.html_tree import parse_html
from translator.readers.inline_html import read_body
from translator.readers.plain import split_text

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")


def paragraphs_of(content: str, name: str, *, line_breaks: bool = False) -> tuple[list[Paragraph], Counter[str]]:
    """The paragraphs of an item's content, HTML or plain text, and what is in it besides text, counted."""
    if not (_TAG.search(content) or line_breaks):
        return split_text(content), Counter()
    body = read_body(parse_html(content, name), line_breaks=line_breaks)
    return body.paragraphs, body.skipped


def one_line(content: str, name: str) -> str:
    """A title: text on one line, without the mark-up that some feeds put there.

    >>> one_line("Le <b>port</b> d&#39;Ys", "flux.xml")
    "Le port d'Ys"
    """
    paragraphs, _ = paragraphs_of(content, name)
    return fold(" ".join(p.source for p in paragraphs))
