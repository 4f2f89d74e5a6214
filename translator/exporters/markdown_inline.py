"""One side of a paragraph as inline Markdown: escaped text, formatting put back, footnotes after their words."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from translator.exporters.characters import visible
from translator.exporters.markdown_escape import escape
from translator.exporters.sides import EMPTY, Side, Span

DELIMITERS = {"strong": ("**", "strong"), "emphasis": ("*", "em"), "strike": ("~~", "del")}
# No link may run code (the rule of markdown-it's validateLink); such a link is left as text.
_DANGEROUS = re.compile(r"\s*(?:javascript|vbscript|file|data):", re.IGNORECASE)
_TAG = re.compile(r"""<!--.*?-->|<[?!].*?>|</?[A-Za-z](?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.DOTALL)


@dataclass
class Notes:
    """The footnotes of a document, numbered as they are met."""

    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> str:
        """The reference to a new footnote."""
        self.texts.append(text)
        return f"[^{len(self.texts)}]"

    def definitions(self) -> str:
        """All of them, a line each."""
        lines = ("".join(escape(" ".join(visible(t).split()), cell=False, block=False)) for t in self.texts)
        return "\n".join(f"[^{i}]: {line}" for i, line in enumerate(lines, start=1))


def inline(side: Side, notes: Notes | None, *, cell: bool = False, block: bool = False, own: bool = False) -> str:
    """The Markdown of one side. ``notes`` None leaves the remarks out; see ``escape`` for ``cell`` and ``block``.

    ``own``: the text was Markdown itself, so that its HTML tags and footnote references are its own and are written.
    """
    text = visible(side.text)
    spans = _tidy(text, side.spans, own)
    solid = [s for s in spans if s.kind in ("code", "link", "image")]
    placed: dict[int, list[str]] = {}
    for remark in side.remarks if notes else ():
        end = max([remark.end, *(s.end for s in solid if s.start < remark.end < s.end)])
        placed.setdefault(end, []).append(remark.text)
    points = sorted({0, len(text), *placed, *(p for s in spans for p in (s.start, s.end))})
    escaped = escape(text, cell=cell, block=block, points=set(points[1:-1]) | set(placed), keep_notes=own)
    for s in spans:
        if s.kind in ("link", "image"):  # brackets in a link's text need not be in pairs
            for i in range(s.start, s.end):
                escaped[i] = "\\" + text[i] if text[i] in "[]" else escaped[i]
    if any(s.start == s.end == 0 for s in spans):  # the line begins with an image or a tag: no indentation
        escaped[: len(text) - len(text.lstrip())] = text[: len(text) - len(text.lstrip())]
    crossing = any(a.start < b.start < a.end < b.end for a in spans for b in spans)
    out: list[str] = []
    stack: list[Span] = []
    for start, end in [*pairwise(points), (len(text), len(text))]:
        now = [s for s in spans if s.start <= start < s.end]
        shared = len(_common(stack, now))
        out += [_close(s, text, spans, crossing, cell, own) for s in reversed(stack[shared:])]
        out += [notes.add(t) for t in placed.get(start, ()) if notes]
        out += [_empty(s, cell) for s in spans if s.start == s.end == start]
        out += [_open(s, text, spans, crossing, cell, own) for s in now[shared:]]
        stack = now
        out.append(_text(text, start, end, now, escaped, cell))
    return "".join(out)


def code(text: str, cell: bool) -> str:
    """A code span for text of one line; bars in a table need HTML, where backslashes do not count.

    >>> code("a`b", False), code("a|b", True)
    ('``a`b``', '<code>a&#124;b</code>')
    """
    text = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
    if cell and "|" in text:
        return f"<code>{html.escape(text, quote=False).replace('|', '&#124;').replace(chr(92), '&#92;')}</code>"
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") or (text != text.strip(" ") and text.strip(" ")) else ""
    return f"{fence}{padding}{text}{padding}{fence}" if text.strip() else text


def _tidy(text: str, spans: Sequence[Span], own: bool) -> list[Span]:
    """What Markdown can show, widest first; emphasis does not begin or end with a space."""
    made = []
    for s in spans:
        if s.kind == "lang" or (s.kind == "html" and not (own and _is_html(s))):
            continue
        if s.kind in ("link", "image") and (not s.value or _DANGEROUS.match(s.value)):
            continue
        if s.kind in DELIMITERS:
            words = text[s.start : s.end]
            start = s.start + len(words) - len(words.lstrip())
            s = replace(s, start=start, end=max(start, s.end - len(words) + len(words.rstrip())))
        if s.start == s.end and not text[s.start :].strip():  # an image after the last space stays after it
            s = replace(s, start=len(text), end=len(text))
        if s.start < s.end or s.kind in EMPTY:
            made.append(s)
    return sorted(dict.fromkeys(made), key=lambda s: (s.start, -s.end))


def _common(stack: list[Span], now: list[Span]) -> list[Span]:
    shared = []
    for a, b in zip(stack, now, strict=False):
        if a != b:
            break
        shared.append(a)
    return shared


def _is_html(span: Span) -> bool:
    """Whether the value is what an HTML mark has: one tag where it is empty, a pair of them around words."""
    if span.start == span.end:
        return _TAG.fullmatch(span.value) is not None
    opening, closing = _tags(span)
    return _TAG.fullmatch(opening) is not None and _TAG.fullmatch(closing) is not None


def _tags(span: Span) -> tuple[str, str]:
    """The two tags of a mark that was HTML: ``<b></b>`` parted before the second."""
    opening, _, closing = span.value.rpartition("</")
    return opening, f"</{closing}"


def _empty(span: Span, cell: bool) -> str:
    if span.kind == "html":
        return _raw(span.value, cell)
    return f"{'!' if span.kind == 'image' else ''}[]({_address(span.value, cell)})"


def _raw(tag: str, cell: bool) -> str:
    return tag.replace("|", "\\|") if cell else tag


def _open(span: Span, text: str, spans: list[Span], crossing: bool, cell: bool, own: bool) -> str:
    if span.kind == "html" or (own and span.kind in DELIMITERS and _is_html(span)):
        return _raw(_tags(span)[0], cell)
    if span.kind in DELIMITERS:
        delimiter, tag = DELIMITERS[span.kind]
        return delimiter if _flanked(span, text, spans, crossing) else f"<{tag}>"
    return {"link": "[", "image": "!["}.get(span.kind, "")


def _close(span: Span, text: str, spans: list[Span], crossing: bool, cell: bool, own: bool) -> str:
    if span.kind == "html" or (own and span.kind in DELIMITERS and _is_html(span)):
        return _raw(_tags(span)[1], cell)
    if span.kind in DELIMITERS:
        delimiter, tag = DELIMITERS[span.kind]
        return delimiter if _flanked(span, text, spans, crossing) else f"</{tag}>"
    return f"]({_address(span.value, cell)})" if span.kind in ("link", "image") else ""


def _flanked(span: Span, text: str, spans: list[Span], crossing: bool) -> bool:
    """Whether asterisks would be read as meant here (CommonMark 6.2, flanking runs); else HTML tags are safer."""
    beside = any(s is not span and s.kind in DELIMITERS and span.start <= s.end and s.start <= span.end for s in spans)
    if crossing or beside:
        return False
    others = [s for s in spans if s is not span]
    first = not text[span.start].isalnum() or any(s.start == span.start for s in others)
    last = not text[span.end - 1].isalnum() or any(s.end == span.end for s in others)
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    return (not first or not before.isalnum()) and (not last or not after.isalnum())


def _address(value: str, cell: bool) -> str:
    """A link's destination, with its title if it has one; nothing in it can end the link, the cell or the line."""
    address, _, title = visible(value).partition(" ")
    address = re.sub(r"[\s<>|\\`]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), address)
    address = f"<{address}>" if re.search(r"[()]", address) else address
    title = title.strip().removeprefix('"').removesuffix('"')
    if not title:
        return address
    return f'{address} "{"".join(escape(title, cell=cell, block=False)).replace(chr(34), "&quot;")}"'


def _text(text: str, start: int, end: int, now: list[Span], escaped: list[str], cell: bool) -> str:
    if any(s.kind == "code" for s in now):
        return code(text[start:end], cell)
    return "".join(escaped[start:end])
