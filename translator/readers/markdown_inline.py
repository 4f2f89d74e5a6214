"""Inline Markdown into plain text and marks.

Kinds of mark: strong, emphasis, strike, code, link (value: address, then a space and the title in quotes where there is
one), image (value alike; the text is its description, perhaps empty), html (a raw tag, which stays in the text).
A soft line break is a space, a hard one "\\n"; ``<br>`` is a hard break too, but an html mark in a table's cell, where
a line break would end the row. Escapes and entities are resolved: whoever writes Markdown escapes again.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from translator.document import Mark

_PAIRS = {"strong": "strong", "em": "emphasis", "s": "strike", "link": "link"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def flatten(tokens: Sequence[Token], in_table: bool = False) -> tuple[str, tuple[Mark, ...]]:
    """The text of an inline token's children, and the marks on it."""
    marks: list[Mark] = []
    opened: list[tuple[int, str]] = []
    parts: list[str] = []
    length = 0
    for token in tokens:
        kind, _, side = token.type.rpartition("_")
        start = length
        mark: tuple[str, str] | None = None
        match token.type:
            case "text":
                text = token.content
            case "softbreak":
                text = " "
            case "hardbreak":
                text = "\n"
            case "code_inline":
                text, mark = token.content, ("code", "")
            case "html_inline":
                is_break = _BREAK.fullmatch(token.content) is not None and not in_table
                text, mark = ("\n", None) if is_break else (token.content, ("html", ""))
            case "image":
                text, _inner = flatten(token.children or [], in_table)
                mark = ("image", _address(token, "src"))
            case _:
                text = ""
                if side == "open":
                    opened.append((start, "" if token.info == "auto" else _address(token, "href")))
                elif side == "close" and opened:
                    start, value = opened.pop()
                    if kind in _PAIRS and token.info != "auto":
                        mark = (_PAIRS[kind], value)
        parts.append(text)
        length += len(text)
        if mark:
            marks.append(Mark(mark[0], start, length, mark[1]))
    return "".join(parts), tuple(marks)


def _address(token: Token, attribute: str) -> str:
    title = token.attrs.get("title")
    address = str(token.attrs.get(attribute, ""))
    return f'{address} "{title}"' if title else address
