"""Inline Markdown: text escaped so that it renders to just this text, formatting put back, footnotes after their words.

Rules from CommonMark 0.31 and GitHub's extensions (tables, strikethrough, footnotes, task lists).
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translator.document import MarkKind
from translator.exporters.rich_text import EMPTY, Formatting, RichText, pieces, safe_address, visible

# Markdown's own sign, "" where it has none, and the HTML tag for where the sign would not be read as one.
_SIGNS = {
    MarkKind.STRONG: ("**", "strong"),
    MarkKind.EMPHASIS: ("*", "em"),
    MarkKind.STRIKE: ("~~", "del"),
    MarkKind.SUPERSCRIPT: ("", "sup"),
    MarkKind.SUBSCRIPT: ("", "sub"),
}
_BRACKETS = {MarkKind.LINK: "[", MarkKind.IMAGE: "!["}
_TAG = re.compile(r"""<!--.*?-->|<[?!].*?>|</?[A-Za-z](?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.DOTALL)
_NOTE_ID = re.compile(r"[^\s\[\]\\|`]+")
BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_URL = re.compile(r"https?://[^\s<>\"«»“”|`\\\[\]*]+[^\s<>\"«»“”|`\\\[\]*.,;:!?)'’…]")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
_TASK = re.compile(r"\[[ xX]\](?:\s|\Z)")
# What would begin a block where a line begins; the group is the character to escape.
_BLOCK = re.compile(
    r"[ \t]*(?:(#)#{0,5}(?:\s|\Z)|(>)|([-+])(?:\s|\Z)|\d{1,9}([.)])(?:\s|\Z)|([-=:|])[-=:| \t]*(?=[\n\r]|\Z)|(~)~~)"
)


@dataclass
class Footnotes:
    """The footnotes of a document: remarks, numbered as they are met, and the article's own notes by their ids.

    ``notes`` has the label of each of the article's notes. Where not ``with_remarks``, remarks are left out.
    """

    notes: Mapping[str, str] = field(default_factory=dict)
    with_remarks: bool = True
    remarks: list[str] = field(default_factory=list)

    def add(self, text: str) -> str:
        """The reference to a new footnote with this remark."""
        if not self.with_remarks:
            return ""
        self.remarks.append(text)
        return f"[^{len(self.remarks)}]"

    def definitions(self) -> list[str]:
        """All remarks, a line each."""
        lines = (escaped(" ".join(text.split())) for text in self.remarks)
        return [f"[^{i}]: {line}" for i, line in enumerate(lines, start=1)]


def inline(rich: RichText, footnotes: Footnotes, *, cell: bool = False, block: bool = False, own: bool = False) -> str:
    """The Markdown of one text. ``footnotes`` takes its remarks; see ``escape`` for the next two.

    ``own``: the text was Markdown itself, so that its HTML tags and footnote references are its own and are written.
    """
    text = visible(rich.text)
    formatting = _tidy(text, rich.formatting, own)
    remarks = _remarks_after(rich, formatting)
    points = {*remarks, *(point for f in formatting for point in (f.start, f.end))}
    characters = escape(text, cell=cell, block=block, points=(points - {0, len(text)}) | set(remarks), keep_notes=own)
    _escape_brackets(text, formatting, characters)
    syntax = _Syntax(text, formatting, footnotes.notes, cell, own)
    empty: dict[int, list[Formatting]] = {}
    for f in formatting:
        if f.start == f.end:
            empty.setdefault(f.start, []).append(f)
    if 0 in empty:  # the line begins with an image or a tag: no indentation
        indented = len(text) - len(text.lstrip())
        characters[:indented] = text[:indented]
    out: list[str] = []
    for piece in pieces(len(text), formatting, points):
        out += [syntax.tags(f)[1] for f in piece.closed]
        out += [footnotes.add(remark) for remark in remarks.pop(piece.start, ())]
        out += [syntax.empty(f) for f in empty.pop(piece.start, ())]
        out += [syntax.tags(f)[0] for f in piece.opened]
        is_code = any(f.kind is MarkKind.CODE for f in piece.inside)
        words = text[piece.start : piece.end]
        out.append(code(words, cell) if is_code else "".join(characters[piece.start : piece.end]))
    return "".join(out)


def _remarks_after(rich: RichText, formatting: Sequence[Formatting]) -> dict[int, list[str]]:
    """The remarks by where their references go: after their words, but never into code, a link or an image."""
    starts, ends = [-1], [-1]
    for f in formatting:  # in the order of their starts; those that overlap are one
        if f.kind is MarkKind.CODE or f.kind in _BRACKETS:
            if f.start < ends[-1]:
                ends[-1] = max(ends[-1], f.end)
            elif f.start < f.end:
                starts.append(f.start)
                ends.append(f.end)
    placed: dict[int, list[str]] = {}
    for remark in rich.remarks:
        end = max(remark.end, ends[bisect_left(starts, remark.end) - 1])
        placed.setdefault(end, []).append(remark.text)
    return placed


def _escape_brackets(text: str, formatting: Sequence[Formatting], characters: list[str]) -> None:
    """Brackets in a link's text need not be in pairs."""
    for f in formatting:
        if f.kind in _BRACKETS:
            for i in range(f.start, f.end):
                characters[i] = "\\" + text[i] if text[i] in "[]" else characters[i]


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


def _tidy(text: str, formatting: Sequence[Formatting], own: bool) -> list[Formatting]:
    """What Markdown can show, widest first; emphasis does not begin or end with a space."""
    made = []
    length = len(text.rstrip())
    for f in formatting:
        if f.kind == "lang" or (f.kind is MarkKind.HTML and not (own and _is_html(f))):
            continue
        if f.kind in _BRACKETS and not safe_address(visible(f.value), own or f.kind is MarkKind.IMAGE):
            continue
        if f.kind in _SIGNS:
            words = text[f.start : f.end]
            start = f.start + len(words) - len(words.lstrip())
            f = replace(f, start=start, end=max(start, f.end - len(words) + len(words.rstrip())))
        if f.start == f.end >= length:  # an image after the last space stays after it
            f = replace(f, start=len(text), end=len(text))
        if f.start < f.end or f.kind in EMPTY:
            made.append(f)
    return sorted(dict.fromkeys(made), key=lambda f: (f.start, -f.end))


def _is_html(formatting: Formatting) -> bool:
    """Whether the value is what an HTML mark has: one tag where it is empty, a pair of them around words."""
    if formatting.start == formatting.end:
        return _TAG.fullmatch(formatting.value) is not None
    return all(_TAG.fullmatch(tag) for tag in _pair(formatting))


def _pair(formatting: Formatting) -> tuple[str, str]:
    """The two tags of a mark that was HTML: ``<b></b>`` parted before the second."""
    opening, _, closing = formatting.value.rpartition("</")
    return opening, f"</{closing}"


class _Syntax:
    """How each formatting of one text is written. ``formatting`` is in the order of ``_tidy``."""

    def __init__(
        self, text: str, formatting: Sequence[Formatting], notes: Mapping[str, str], cell: bool, own: bool
    ) -> None:
        self._text, self._notes, self._cell, self._own = text, notes, cell, own
        self._starts, self._ends = (Counter(f.start for f in formatting), Counter(f.end for f in formatting))
        signs = [f for f in formatting if f.kind in _SIGNS]
        self._sign_starts, self._sign_ends = sorted(f.start for f in signs), sorted(f.end for f in signs)
        self._crossing = _is_crossing(formatting)

    def tags(self, f: Formatting) -> tuple[str, str]:
        """What stands before the words and what after them."""
        if f.kind is MarkKind.HTML or (self._own and f.kind in _SIGNS and _is_html(f)):
            opening, closing = _pair(f)
            return self._raw(opening), self._raw(closing)
        if f.kind in _SIGNS:
            sign, tag = _SIGNS[MarkKind(f.kind)]
            return (sign, sign) if sign and self._is_flanked(f) else (f"<{tag}>", f"</{tag}>")
        if f.kind in _BRACKETS:
            return _BRACKETS[MarkKind(f.kind)], f"]({_destination(f.value, self._cell)})"
        return "", ""

    def empty(self, f: Formatting) -> str:
        """What stands there without words: an image, a tag, the reference to a note."""
        if f.kind is MarkKind.HTML:
            return self._raw(f.value)
        if f.kind is MarkKind.NOTE:
            label = f.value if self._own and _NOTE_ID.fullmatch(f.value) else self._notes.get(f.value)
            return f"[^{label}]" if label else ""
        return f"{_BRACKETS[MarkKind(f.kind)]}]({_destination(f.value, self._cell)})"

    def _raw(self, tag: str) -> str:
        return tag.replace("|", "\\|") if self._cell else tag

    def _is_flanked(self, f: Formatting) -> bool:
        """Whether asterisks would be read as meant here (CommonMark 6.2, flanking runs); else HTML tags are safer."""
        touching = bisect_right(self._sign_starts, f.end) - bisect_left(self._sign_ends, f.start)
        if self._crossing or touching > 1:  # it touches itself
            return False
        text = self._text
        first = not text[f.start].isalnum() or self._starts[f.start] > 1
        last = not text[f.end - 1].isalnum() or self._ends[f.end] > 1
        before, after = text[max(f.start - 1, 0) : f.start], text[f.end : f.end + 1]
        return (not first or not before.isalnum()) and (not last or not after.isalnum())


def _is_crossing(formatting: Sequence[Formatting]) -> bool:
    """Whether one formatting begins within another and ends after it."""
    around: list[int] = []  # the ends of those that are open, innermost last
    for f in formatting:
        if f.start == f.end:
            continue
        while around and around[-1] <= f.start:
            around.pop()
        if around and around[-1] < f.end:
            return True
        around.append(f.end)
    return False


def _destination(value: str, cell: bool) -> str:
    """A link's destination, with its title if it has one; nothing in it can end the link, the cell or the line."""
    address, _, title = visible(value).partition(" ")
    address = re.sub(r"[\s<>|\\`]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), address)
    address = f"<{address}>" if re.search(r"[()]", address) else address
    title = title.strip().removeprefix('"').removesuffix('"')
    return f'{address} "{escaped(title, cell=cell).replace(chr(34), "&quot;")}"' if title else address


def escaped(text: str, *, cell: bool = False) -> str:
    """Plain text within a line of Markdown."""
    return "".join(escape(visible(text), cell=cell, block=False))


def escape(text: str, *, cell: bool, block: bool, points: Collection[int] = (), keep_notes: bool = False) -> list[str]:
    """One string for each character of ``text``: itself, escaped, or "" (joined they are the Markdown).

    ``cell``: inside a table, where a bar or a line break would end the cell. ``block``: the text begins a line, where
    "- " or "# " would mean something. ``points``: offsets where other syntax will be put in. ``keep_notes``: "[^1]" is
    a reference of the text itself and stays one.
    """
    points = set(points)
    tilde = "\\~" if text.count("~") > 1 else "~"
    out = [tilde if c == "~" else _character(text, i, cell, points, keep_notes) for i, c in enumerate(text)]
    for i, character in enumerate(text):
        if character in BREAKS:
            joined = character == "\n" and text[i - 1 : i] == "\r"
            out[i] = "" if joined else "<br>" if cell or not block else "\\\n"
    if block:
        _escape_lines(text, out)
    if text.endswith("#"):
        out[-1] = "\\#"  # a heading would drop it
    cuts = sorted(points)
    for url in _URL.finditer(text):
        if bisect_left(cuts, url.start()) == bisect_right(cuts, url.end()):
            _write_address(url[0], url.start(), out)
    return out


def _character(text: str, i: int, cell: bool, points: Collection[int], keep_notes: bool) -> str:
    character, following = text[i], text[i + 1 : i + 2]
    match character:
        case "\\" | "`" | "*":
            return "\\" + character
        case "_":
            inside = text[i - 1 : i].isalnum() and following.isalnum() and i not in points and i + 1 not in points
            return "_" if inside else "\\_"
        case "<":
            return "\\<" if not following or following.isalpha() or following in "/!?" else "<"
        case "&":
            return "\\&" if _ENTITY.match(text, i) else "&"
        case "[":
            return "\\[" if following == "^" and not keep_notes else "["
        case "]":
            return "\\]" if following in ("(", "[", ":") or i + 1 in points else "]"
        case "!":
            return "\\!" if i + 1 in points or following == "[" else "!"
        case "|":
            return "\\|" if cell else "|"
    return character


def _escape_lines(text: str, out: list[str]) -> None:
    start = 0
    for line in re.split("([\n\r\v\f\x85\u2028\u2029])", text):
        for i in range(start, start + len(line) - len(line.lstrip(" \t"))):
            out[i] = ""  # indentation would make code of it
        found = _BLOCK.match(text, start)
        if found and found.lastindex and start <= found.start(found.lastindex) < start + len(line):
            at = found.start(found.lastindex)
            out[at] = "\\" + text[at]
        start += len(line)
    if _TASK.match(text):
        out[0] = "\\["


def _write_address(url: str, start: int, out: list[str]) -> None:
    """An address stays as it is where it has no risky characters, and stands in angle brackets otherwise."""
    out[start : start + len(url)] = list(url)
    if any(c in url for c in "_~&") and (re.search(r"(?<![^\W_])_|_(?![^\W_])|~", url) or _ENTITY.search(url)):
        out[start] = "<" + out[start]
        out[start + len(url) - 1] += ">"
