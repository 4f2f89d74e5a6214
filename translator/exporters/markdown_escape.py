"""Plain text as Markdown that renders to just this text, with no more backslashes than needed.

Rules from CommonMark 0.31 and GitHub's extensions (tables, strikethrough, footnotes, task lists).
"""

import re
from collections.abc import Collection

BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_URL = re.compile(r"https?://[^\s<>\"«»“”|`\\\[\]*]+[^\s<>\"«»“”|`\\\[\]*.,;:!?)'’…]")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
_TASK = re.compile(r"\[[ xX]\](?:\s|\Z)")
# What would begin a block where a line begins; the group is the character to escape.
_BLOCK = re.compile(
    r"[ \t]*(?:(#)#{0,5}(?:\s|\Z)|(>)|([-+])(?:\s|\Z)|\d{1,9}([.)])(?:\s|\Z)|([-=:|])[-=:| \t]*(?=[\n\r]|\Z)|(~)~~)"
)


def escape(text: str, *, cell: bool, block: bool, points: Collection[int] = (), keep_notes: bool = False) -> list[str]:
    """One string for each character of ``text``: itself, escaped, or "" (joined they are the Markdown).

    ``cell``: inside a table, where a bar or a line break would end the cell. ``block``: the text begins a line, where
    "- " or "# " would mean something. ``points``: offsets where other syntax will be put in. ``keep_notes``: "[^1]" is
    a reference of the text itself and stays one.
    """
    out = [_character(text, i, cell, points, keep_notes) for i in range(len(text))]
    for i, character in enumerate(text):
        if character in BREAKS:
            joined = character == "\n" and text[i - 1 : i] == "\r"
            out[i] = "" if joined else "<br>" if cell or not block else "\\\n"
    if block:
        _escape_lines(text, out)
    if text.endswith("#"):
        out[-1] = "\\#"  # a heading would drop it
    for url in _URL.finditer(text):
        if not any(url.start() <= p <= url.end() for p in points):
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
        case "~":
            return "\\~" if text.count("~") > 1 else "~"
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
