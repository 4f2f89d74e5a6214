"""A sentence that the model cannot say as a whole is translated in pieces: nothing is ever cut off or garbled.

It may be too long. The segmenter has cut sentences at their clauses before; this is the last line of defence (lists of
names, tables, lines without any punctuation). Or it has words with characters that the model never learned to write: a
model with byte fallback reads any character, but «Хрущёв» comes out as broken bytes, one emoji as another, Łódź as
nonsense. Where such a word is lost, the sentence is translated around it.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from translator.languages.words import plain

# Where to cut, the better places first: after a clause, after a comma or before a dash, between words.
_PLACES = tuple(re.compile(pattern) for pattern in (r"(?<=[;:.!?…»])\s+", r"(?<=,)\s+|(?<!\s)\s+(?=[–—(])", r"\s+"))
_MIDDLE = 0.3  # a cut lies in the middle of the piece: not nearer to an end than this share of it


# Beyond Latin letters, French typography, currency, superscripts, signs such as ™, and private use (placeholders).
_RANGES = (
    r"\u0370-\u1dff\u1f00-\u1fff\u2190-\udfff\uf900-\ufaff\ufb07-\ufdff\ufe20-\ufeff\uff66-\uffef\U00010000-\U000effff"
)
_FOREIGN = rf"[{_RANGES}][\ufe0f\u0300-\u036f]*"
_JOINERS = r"[ \u00a0'’\-\u200d.]{0,2}"
# A word with a letter that French does not have: Łódź, Şimşek. Folded to ASCII it may come back (Erdoğan, Erdogan).
_RARE = rf"(?<![^\W\d_{_RANGES}])[^\W\d_]*(?![ŒœŸ])[\u0100-\u024f\u1e00-\u1eff][^\W\d_]*"
_WORD = re.compile(rf"{_FOREIGN}(?:{_JOINERS}{_FOREIGN})*|{_RARE}")
_OPENING, _CLOSING = re.compile(r"[«“\"(\[‘][ \u00a0\u202f]?$"), re.compile(r"^[ \u00a0\u202f]?[»”\")\]’]")

BROKEN = "\ufffd"  # what SentencePiece makes of bytes that are no character


class Piece(NamedTuple):
    """A part of a sentence, and the white space that joins it to the next one."""

    text: str
    tail: str


def cut(sentence: str, fits: Callable[[str], bool]) -> list[Piece]:
    """``sentence`` in as few pieces as ``fits`` allows, each cut in half at the best place near its middle.

    Joined again, text and tail, they are the sentence. A single character is never cut, whether it fits or not.
    """
    done: list[Piece] = []
    todo = [Piece(sentence, "")]
    while todo:
        piece = todo.pop()
        if len(piece.text) < 2 or fits(piece.text):
            done.append(piece)
            continue
        start, end = _place(piece.text)
        todo.append(Piece(piece.text[end:], piece.tail))
        todo.append(Piece(piece.text[:start], piece.text[start:end]))
    return done


def _place(text: str) -> tuple[int, int]:
    """The span of white space to cut at: nearest to the middle at the best kind of place; empty inside a long word."""
    middle = len(text) / 2
    for pattern in _PLACES:
        spans = [match.span() for match in pattern.finditer(text)]
        spans = [span for span in spans if _MIDDLE * len(text) <= span[0] and span[1] <= (1 - _MIDDLE) * len(text)]
        if spans:
            return min(spans, key=lambda span: abs((span[0] + span[1]) / 2 - middle))
    return round(middle), round(middle)


class Part(NamedTuple):
    """A part of a sentence; ``verbatim`` parts are not to be translated."""

    text: str
    verbatim: bool


def sayable(text: str) -> bool:
    """Is there a letter in ``text``? Models answer bare numbers and signs with something else: they are left alone."""
    return any(char.isalpha() for char in text)


def sound(source: str, output: str) -> bool:
    """Does ``output`` say anything, without broken bytes, with every foreign word of ``source`` in it?"""
    if not output.strip() or (BROKEN in output and BROKEN not in source):
        return False
    words = [match[0] for match in _WORD.finditer(source)]
    folded = _fold(output) if words else ""
    return all(_fold(word) in folded for word in words)


def around(source: str) -> list[Part]:
    """``source`` in parts, its foreign words, its white space and what has no letter verbatim; joined, they are it.

    >>> [part.text for part in around("Bravo 😀 !")]
    ['Bravo', ' ', '😀', ' !']
    """
    spans = [_with_quotes(source, *match.span()) for match in _WORD.finditer(source)]
    parts: list[Part] = []
    start = 0
    for begin, end in [*spans, (len(source), len(source))]:
        before = source[start:begin]
        middle = before.strip()
        if sayable(middle):
            at = before.index(middle)
            parts += [Part(before[:at], True), Part(middle, False), Part(before[at + len(middle) :], True)]
        else:
            parts.append(Part(before, True))
        parts.append(Part(source[max(start, begin) : end], True))
        start = max(start, end)
    return [part for part in parts if part.text]


def _with_quotes(source: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks or brackets that stand directly around it."""
    opening, closing = _OPENING.search(source[:start]), _CLOSING.search(source[end:])
    if opening and closing:
        return opening.start(), end + closing.end()
    return start, end


def _fold(text: str) -> str:
    """Without white space, accents and case: the form in which two spellings of a name are compared."""
    return "".join(plain(text).split())
