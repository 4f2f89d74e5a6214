"""The English paragraphs as XHTML, for the bodies of news items. Whatever the text contains is escaped."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from translator.document import Paragraph, Style
from translator.exporters.characters import visible
from translator.exporters.sides import Span, english, list_marker

_TAGS = {"strong": "strong", "emphasis": "em", "strike": "del", "code": "code", "link": "a", "lang": "span"}
_BLOCKS = {Style.HEADLINE: "h1", Style.BODY: "p", Style.CREDIT: "p"}
# No link may run code when an editor clicks it in the CMS.
_SAFE = re.compile(r"(?:https?:|mailto:|tel:|/|[^:]*\Z)", re.IGNORECASE)


def blocks(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs one after the other, a line each; neighbouring list items share a list.

    Headings begin at h2, since the headline of an item stands apart from its body.
    """
    lines: list[str] = []
    around, due = "", 0  # the list that is open, and the number that its next item would have
    for paragraph in (p for p in paragraphs if p.text.strip()):
        number = _number(paragraph)
        kind = "" if paragraph.style is not Style.LIST_ITEM else "ul" if number is None else "ol"
        if kind != around or (number is not None and number != due):
            lines += [f"</{around}>"] if around else []
            lines += [f"<{kind}>" if number in (None, 1) else f'<{kind} start="{number}">'] if kind else []
            around = kind
        due = 0 if number is None else number + 1
        lines.append(_block(paragraph))
    return "\n".join([*lines, f"</{around}>"] if around else lines)


def _number(paragraph: Paragraph) -> int | None:
    marker = list_marker(paragraph)
    return int(marker[:-1]) if paragraph.style is Style.LIST_ITEM and marker != "-" else None


def _block(paragraph: Paragraph) -> str:
    if paragraph.style is Style.VERBATIM:
        text = html.escape(visible(paragraph.text), quote=False)
        return f"<pre><code>{text}</code></pre>" if any(map(str.isalnum, text)) else f"<p>{text.strip()}</p>"
    content = inline(paragraph)
    if paragraph.style is Style.LIST_ITEM:
        return f"<li>{content}</li>"
    if paragraph.style is Style.QUOTE:
        return f"<blockquote><p>{content}</p></blockquote>"
    if paragraph.style is Style.HEADING:
        level = min(max(paragraph.level, 2), 6)
        return f"<h{level}>{content}</h{level}>"
    tag = _BLOCKS[paragraph.style]
    return f"<{tag}>{content}</{tag}>"


def inline(paragraph: Paragraph) -> str:
    """The English of one paragraph with its formatting; text left in French is marked with its language."""
    side = english(paragraph)
    text = visible(side.text)
    spans = [s for s in side.spans if s.start < s.end and _shown(s)]
    points = sorted({0, len(text), *(p for s in spans for p in (s.start, s.end))})
    out: list[str] = []
    stack: list[Span] = []
    for start, end in [*pairwise(points), (len(text), len(text))]:
        covering = [s for s in spans if s.start <= start < s.end]
        now = sorted(covering, key=lambda s: (s.start, -s.end, s.kind))
        shared = _common(stack, now)
        out += [f"</{_TAGS[s.kind]}>" for s in reversed(stack[shared:])]
        out += [_open(s) for s in now[shared:]]
        stack = now
        out.append(html.escape(text[start:end], quote=False).replace("\n", "<br/>"))
    return "".join(out).strip()


def _shown(span: Span) -> bool:
    return span.kind in _TAGS and (span.kind != "link" or _SAFE.match(span.value) is not None)


def _open(span: Span) -> str:
    if span.kind == "link":
        return f'<a href="{html.escape(visible(span.value))}">'
    if span.kind == "lang":
        return f'<span xml:lang="{html.escape(span.value)}" lang="{html.escape(span.value)}">'
    return f"<{_TAGS[span.kind]}>"


def _common(before: Sequence[Span], now: Sequence[Span]) -> int:
    return next((i for i, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), min(len(before), len(now)))
