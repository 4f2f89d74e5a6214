"""Inline Markdown into plain text and marks.

Kinds of mark: strong, emphasis, strike, code, link (value: address, then a space and the title in quotes where there is
one), image (value alike; the text is its description), note (empty; value: its name), html, and what HTML tags mean.
Images and links without words are empty marks.

HTML tags are not in the text: a pair of them is a mark on the words between, of kind html or of the kind that it means
(``<b>`` is strong), with the two tags as its value; ``<a>`` is a link like any other. A tag without a partner, or
without words, is an empty mark where it stood.

A soft line break is a space, a hard one or ``<br>`` is "\\n". Escapes and entities are resolved: whoever writes
Markdown escapes again.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from translator.document import Mark, MarkKind

_PAIRS = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS, "s": MarkKind.STRIKE, "link": MarkKind.LINK}
_MEANT = {
    "b": MarkKind.STRONG, "strong": MarkKind.STRONG, "i": MarkKind.EMPHASIS, "em": MarkKind.EMPHASIS,
    "s": MarkKind.STRIKE, "strike": MarkKind.STRIKE, "del": MarkKind.STRIKE, "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
}  # fmt: skip
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""\b(href|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]+)?[\r\n]+[ \t]*")


def flatten(tokens: Sequence[Token]) -> tuple[str, tuple[Mark, ...]]:
    """The text of an inline token's children, and the marks on it, outer ones first."""
    gathered = _Gathered()
    for token in tokens:
        gathered.add(token)
    return "".join(gathered.parts), tuple(sorted(gathered.marks(), key=lambda mark: (mark.start, -mark.end)))


@dataclass
class _Gathered:
    """What was met so far; ``tags`` the HTML tags, ``opened`` the Markdown that is still open: position, value."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    made: list[Mark] = field(default_factory=list)
    opened: list[tuple[int, str]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)

    def add(self, token: Token) -> None:
        kind, _, side = token.type.rpartition("_")
        start = self.length
        match token.type:
            case "text":
                self._write(token.content)
            case "softbreak":
                self._write(" ")
            case "hardbreak":
                self._write("\n")
            case "code_inline":
                self._write(token.content)
                self.made.append(Mark(MarkKind.CODE, start, self.length))
            case "html_inline":
                if _BREAK.fullmatch(token.content):
                    self._write("\n")
                else:
                    self.tags.append((start, _LINE_END.sub(" ", token.content)))
            case "footnote_ref":
                self.made.append(Mark(MarkKind.NOTE, start, start, str(token.meta["label"])))
            case "image":
                self._write(flatten(token.children or [])[0])
                self.made.append(Mark(MarkKind.IMAGE, start, self.length, _address(token, "src")))
            case _:
                if side == "open":
                    self.opened.append((start, "" if token.info == "auto" else _address(token, "href")))
                elif side == "close" and self.opened:
                    start, value = self.opened.pop()
                    if kind in _PAIRS and token.info != "auto":
                        self.made.append(Mark(_PAIRS[kind], start, self.length, value))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def marks(self) -> Iterable[Mark]:
        return [*self.made, *_tag_marks(self.tags)]


def _tag_marks(tags: Sequence[tuple[int, str]]) -> list[Mark]:
    """The HTML tags as marks: each closing tag with the last open one of its name, if there are words between."""
    alone = [Mark(MarkKind.HTML, at, at, tag) for at, tag in tags]
    marks: list[Mark | None] = list(alone)
    opened: list[tuple[int, str]] = []
    counts: Counter[str] = Counter()
    for i, (at, tag) in enumerate(tags):
        name = _name(tag)
        if not tag.startswith("</"):
            if name and not tag.endswith("/>"):
                opened.append((i, name))
                counts[name] += 1
            continue
        if not counts[name]:
            continue
        found = ""
        while found != name:  # what was opened within and not closed ends here
            partner, found = opened.pop()
            counts[found] -= 1
        start, opening = tags[partner]
        if start < at:
            link = _link(opening) if name == "a" else ""
            kind = MarkKind.LINK if link else _MEANT.get(name, MarkKind.HTML)
            marks[partner] = Mark(kind, start, at, link or opening + tag)
            marks[i] = None
    return [mark for mark in marks if mark]


def _name(tag: str) -> str:
    """The tag's name in lower case; "" for comments and the like."""
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _link(tag: str) -> str:
    """The address of an ``<a>``, with its title if it has one; "" where it has no address."""
    found = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "").strip() for m in _ATTRIBUTE.finditer(tag)}
    address = found.get("href", "").replace(" ", "%20")
    return f'{address} "{found["title"]}"' if address and found.get("title") else address


def _address(token: Token, attribute: str) -> str:
    title = token.attrs.get("title")
    address = str(token.attrs.get(attribute, ""))
    return f'{address} "{title}"' if title else address
