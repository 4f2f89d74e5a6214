"""The double quotation marks of a text, of any make: which open, which close, and how deep they are nested.

A segment is often one sentence of a longer quotation: it may hold only the opening or only the closing mark. So
marks are never paired by force: each gets its direction from what stands around it, and from the source where that is
not enough.
"""

import re
from dataclasses import dataclass

from translator.languages import FRENCH

# Apostrophes doubled inside a word (I''ve) are a slip, no quotation mark.
_DOUBLE = re.compile(r"[\"“”„‟«»]|``|<<|>>|(?<![^\W\d]')(?:(?<![^\W\d])''(?!')|''(?!['\w]))")
# Feet and inches, minutes and seconds: 5'9" · 2h05'30" · 9"58. A year before the mark is no measure.
_MEASURED = re.compile(r"(?:\d['’′]\s?\d{1,2}(?:[.,]\d+)?|(?P<alone>(?<![\d.,])\d{1,3}(?:[.,]\d)?))$")
_ELIDED = re.compile(rf"(?<!\w)(?:{'|'.join(FRENCH.listed('elided'))})\Z", re.IGNORECASE)
_LONGEST = 12  # characters of an elided word and of what stands before it
_OPENING, _CLOSING = ("“", "„", "‟", "«", "<<", "``"), ("”", "»", ">>")


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A double quotation mark of any make. ``depth`` is 0 for the outer level, also when it opened segments ago."""

    start: int
    end: int
    opening: bool
    depth: int = 0


def read_marks(text: str, source: str | None = None) -> list[QuoteMark]:
    """The double quotation marks of ``text`` with direction and depth.

    The marks of ``source`` decide where the text around a mark does not ('" he said' may open or close). None: the
    text is the source itself.
    """
    hint = read_marks(source) if source is not None else []
    found: list[re.Match[str]] = []
    is_open = False
    for match in _DOUBLE.finditer(text):
        is_slip = source is None and _is_slip(text, match, is_open)
        if not is_slip and not _is_measure(text, match, source, may_close=is_open or bool(hint)):
            found.append(match)
            is_open ^= match.group() not in "«»"
    flags: list[bool] = []
    low = level = 0
    for i, match in enumerate(found):
        known = hint[i].opening if hint and len(hint) == len(found) else None
        flags.append(_opens(text, match, level, known))
        level += 1 if flags[-1] else -1
        low = min(low, level)
    marks, level = [], -low
    for match, flag in zip(found, flags, strict=True):
        level -= not flag
        marks.append(QuoteMark(*match.span(), flag, level))
        level += flag
    return marks


def _is_slip(text: str, match: re.Match[str], is_open: bool) -> bool:
    """Whether a mark within a word of French stands for an apostrophe: à l"écart, l''accord."""
    before = text[max(0, match.start() - _LONGEST) : match.start()]
    if (
        match.group() not in ('"', "''")
        or not before[-1:].isalnum()
        or not text[match.end() : match.end() + 1].isalnum()
    ):
        return False
    return not is_open or match.group() == "''" or _ELIDED.search(before) is not None


def _is_measure(text: str, match: re.Match[str], source: str | None, may_close: bool) -> bool:
    """Whether a " after a number means inches or seconds; the one in "aged 15" closes a quotation."""
    if match.group() not in ('"', "''"):
        return False
    if text[max(0, match.start() - 1) : match.start()].isdigit() and text[match.end() : match.end() + 1].isdigit():
        return True
    before = _MEASURED.search(text, max(0, match.start() - 12), match.start())
    if not before or not before["alone"]:
        return before is not None
    is_in_source = source is not None and re.search(rf"(?<!\d){re.escape(before['alone'])}(?:\"|'')", source)
    return not may_close or is_in_source is not None


def _opens(text: str, match: re.Match[str], level: int, known: bool | None) -> bool:
    if match.group() == "“" and "„" in text:  # „German“
        return False
    if match.group() in _OPENING or match.group() in _CLOSING:
        return match.group() in _OPENING
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    may_open = not before or before.isspace() or before in "([{—–-/‘“"
    may_close = not after or after.isspace() or after in ".,;:!?)]}…—–-/%’”"
    if may_open != may_close:
        return may_open
    if known is not None:
        return known
    return level <= 0 and not (before and not after)
