"""A sentence too long for the model is cut into pieces that are translated one by one: nothing is ever cut off.

The segmenter has cut sentences at their clauses before; this is the last line of defence (lists of names, tables, lines
without any punctuation).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

# Where to cut, the better places first: after a clause, after a comma or before a dash, between words.
_PLACES = tuple(re.compile(pattern) for pattern in (r"(?<=[;:.!?…»])\s+", r"(?<=,)\s+|\s+(?=[–—(])", r"\s+"))
_MIDDLE = 0.3  # a cut lies in the middle of the piece: not nearer to an end than this share of it


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
