"""Lines of a plain text file, and which of them belong together in one paragraph.

Three shapes are met: one paragraph a line, blank lines between paragraphs, and lines folded at some column. The first
two are read alike (a line is a paragraph). The third is recognised once for the whole file: among neighbouring lines,
at least a third must be *folds*, a line that ends no sentence before one that goes on in lower case (in an ALL-CAPS
file: before any line, when both could not have been one line); see ``wrap_of``. In a folded file two neighbouring
lines are one paragraph unless ``_begins`` sees a new one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from translator.readers.roles import is_credit

BREAK = re.compile("(\r\n|[\n\r\v\f\x85\u2028\u2029])")
MARKER = re.compile(r"(?:[-•*▪◦‣·]|\d{1,2}[.)])\s+")  # list items
_DIALOGUE = re.compile(r"[—–]\s")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\")\]]*\Z")
_PAUSE = (":", ";", ",")

_MIN_FOLDS = 1 / 3  # share among neighbouring lines
_MIN_WIDTH = 30  # columns; what is narrower is a poem or an address
_MAX_CAPS_WIDTH = 140  # columns; teletypes fold at 69, no ALL-CAPS file wider than this is folded
_SHORT = 0.6  # of the width: a line that nobody folded
_GREEDY = 0.95  # share of folds where the next word would not have fitted; a program folded these lines
_EVIDENCE = 4  # folds from which that share says something


@dataclass(frozen=True, slots=True)
class Line:
    """``indent + text + end`` is the line; ``text`` has no white space at its ends, ``end`` has the line break."""

    indent: str
    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file is folded: at which column, and by a program (a word that fits is never moved down) or by hand."""

    width: int
    greedy: bool


def split_lines(text: str) -> list[Line]:
    """The lines; joined again they are ``text`` exactly."""
    parts = BREAK.split(text)
    lines = []
    for i in range(0, len(parts), 2):
        content, end = parts[i], parts[i + 1] if i + 1 < len(parts) else ""
        stripped = content.strip()
        indent = content[: len(content) - len(content.lstrip())] if stripped else ""
        lines.append(Line(indent, stripped, content[len(indent) + len(stripped) :] + end))
    return lines


def wrap_of(lines: Sequence[Line]) -> Wrap | None:
    """How the file is folded; None where each line is a paragraph."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text and not starts_item(b)]
    letters = "".join(line.text for line in lines[:200])
    caps = sum(map(str.islower, letters)) < 0.05 * len(letters)
    widest = max((len(line.text) for line in lines), default=0)
    if caps and not _MIN_WIDTH <= widest <= _MAX_CAPS_WIDTH:
        return None
    folds = [
        (a, b) for a, b in pairs if not ends_sentence(a) and (not _fits(a, b, widest) if caps else b.text[0].islower())
    ]
    if not folds or len(folds) < _MIN_FOLDS * len(pairs):
        return None
    width = max(len(a.text) for a, _ in folds)
    if width < _MIN_WIDTH or median(len(a.text) for a, _ in folds) < _SHORT * width:
        return None
    full = sum(not _fits(a, b, width) for a, b in folds)
    return Wrap(width, len(folds) >= _EVIDENCE and full >= _GREEDY * len(folds))


def group(lines: Sequence[Line], wrap: Wrap | None) -> Iterable[list[Line]]:
    """The lines of each paragraph, in order; blank lines are in no group."""
    current: list[Line] = []
    for line in lines:
        if current and (not line.text or wrap is None or _begins(current, line, wrap)):
            yield current
            current = []
        if line.text:
            current.append(line)
    if current:
        yield current


def starts_item(line: Line) -> bool:
    """Whether a list item or the line of a dialogue begins here."""
    return MARKER.match(line.text) is not None or _DIALOGUE.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    return _SENTENCE_END.search(line.text[-12:]) is not None


def _begins(paragraph: Sequence[Line], line: Line, wrap: Wrap) -> bool:
    """Whether ``line`` begins a new paragraph in a folded file."""
    last, item = paragraph[-1], starts_item(paragraph[0])
    if line.text.startswith(">") != last.text.startswith(">"):
        return True
    short = len(last.text) <= _SHORT * wrap.width
    if starts_item(line):  # a dash between two folded lines of a sentence is only a dash
        return item or short or ends_sentence(last) or last.text.endswith(_PAUSE)
    if line.text[0].islower():
        return False
    if not ends_sentence(line) and is_credit(line.text):
        return True
    if item and line.indent > last.indent:  # a hanging indent goes on
        return False
    alone = short or (wrap.greedy and _fits(last, line, wrap.width))
    return alone or (ends_sentence(last) and len(line.indent) > len(last.indent))


def _fits(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line (up to a space where lines are folded) had room on this one."""
    return len(line.text) + 1 + len(re.split("[ \t]", following.text, maxsplit=1)[0]) <= width
