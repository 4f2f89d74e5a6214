"""Rich Text Format as a run of tokens: groups, control words, and text decoded by its font's character set.

RTF 1.9.1 (Microsoft, 2008): 7-bit text, other letters as \\'e9 in the font's code page or as \\u233 with a stand-in for
old readers, which is skipped. In one pass, whatever the nesting.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>.))"
    rb"|(?P<open>\{)|(?P<close>\})|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)|.",
    re.DOTALL,
)
_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "~": "\u00a0", "_": "\u2011",
    "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_SETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255:
    "cp850",
}  # fmt: skip
_DOCUMENT = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class Token(NamedTuple):
    """``kind`` is "{", "}", "text" (``text``), or "word": a control word or symbol with its ``number``, if any."""

    kind: str
    text: str = ""
    number: int | None = None


_OPEN, _CLOSE = Token("{"), Token("}")


@dataclass(slots=True)
class _Letters:
    """What bytes mean here. ``fallback`` are the stand-ins after each \\u, ``to_skip`` those to come."""

    codec: str = "cp1252"
    font: int | None = None
    fonts: dict[int, str] = field(default_factory=dict)
    fallback: int = 1
    to_skip: int = 0
    surrogate: int = 0

    def decode(self, data: bytes) -> str:
        return data.decode(self.fonts.get(self.font or 0, self.codec), "replace")

    def unicode(self, number: int) -> str:
        """The letter of \\uN, which counts in signed 16 bits and writes a letter beyond them in two halves."""
        code = number & 0xFFFF
        first, self.surrogate = self.surrogate, 0
        self.to_skip = self.fallback
        if 0xD800 <= code < 0xDC00:
            self.surrogate = code
            return ""
        if 0xDC00 <= code < 0xE000:
            return chr(0x10000 + ((first - 0xD800) << 10) + code - 0xDC00) if first else "\ufffd"
        return chr(code)


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; text comes in pieces, those of one font together."""
    letters, saved = _Letters(), list[tuple[int | None, int]]()
    pending = bytearray()
    at = 0
    while match := _TOKEN.match(data, at):
        at, which = match.end(), match.lastgroup
        if which in ("hex", "text"):
            piece = bytes([int(match["hex"], 16)]) if which == "hex" else match["text"]
            skipped = min(letters.to_skip, len(piece))
            letters.to_skip -= skipped
            pending += piece[skipped:]
            continue
        if which is None:  # a line's end says nothing
            continue
        if pending:
            yield Token("text", letters.decode(bytes(pending)))
            pending.clear()
        if which == "open":
            saved.append((letters.font, letters.fallback))
            letters.to_skip = 0
            yield _OPEN
        elif which == "close":
            if saved:
                letters.font, letters.fallback = saved.pop()
            letters.to_skip = 0
            yield _CLOSE
        else:
            word = (match["word"] or match["symbol"]).decode("latin-1")
            number = int(match["number"]) if which == "number" else None
            if word == "bin":
                at += min(max(0, number or 0), len(data))
            elif (token := _token(word, number, letters)) is not None:
                yield token
    if pending:
        yield Token("text", letters.decode(bytes(pending)))


def _token(word: str, number: int | None, letters: _Letters) -> Token | None:
    """The token of a control word; None for those that only say how to read letters."""
    if word == "u":
        return Token("text", letters.unicode(number or 0))
    if letters.to_skip and (word in _CHARACTERS):
        letters.to_skip -= 1
        return None
    if word in _CHARACTERS:
        return Token("text", _CHARACTERS[word])
    match word:
        case "uc":
            letters.fallback = min(max(0, number or 0), 100)
        case "ansi" | "mac" | "pc" | "pca":
            letters.codec = _DOCUMENT[word]
        case "ansicpg":
            letters.codec = _code_page(number, letters.codec)
        case "f" | "deff":
            letters.font = number
        case "fcharset" | "cpg" if letters.font is not None:
            known = _SETS.get(number or 0) if word == "fcharset" else _code_page(number, "")
            if known:
                letters.fonts[letters.font] = known
        case _:
            return Token("word", word, number)
    return None


def _code_page(number: int | None, otherwise: str) -> str:
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
