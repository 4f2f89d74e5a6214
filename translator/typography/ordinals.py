"""Ordinals the English way: 12e, 2th and XXIe become 12th, 2nd and 21st, where the source has that very ordinal."""

import re
from collections import defaultdict
from collections.abc import Iterator

from translator.typography.edits import Edit

_FRENCH = re.compile(r"(?<![\w.,])(\d+|[IVXL]+)\s?(?:ers?|[eè]res?|res?|es?|[eè]mes?|ndes?|nds?)(?!\w|\s?\+)")
_TARGET = re.compile(r"(?<![\w.,€$£])(\d+|[IVXL]+)(?:er|[eè]re|re|es?|[eè]mes?|nde|nd|st|rd|th)(?![\w’']| ?\+)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinals(text: str, source: str) -> Iterator[Edit]:
    """12e becomes 12th, 1er 1st, 2th 2nd and XXIe 21st; a right ordinal stays, and so does what the source has not.

    Each ordinal of the source speaks for one of the English.
    """
    witnesses = defaultdict[int, list[str]](list)
    for match in _FRENCH.finditer(source):
        if match[1] != "L":
            witnesses[_value(match[1])].append(match.group())
    for match in _TARGET.finditer(text):
        if found := witnesses[_value(match[1])]:
            yield Edit(*match.span(), _english(_value(match[1])), found.pop(0))


def added_time(text: str, source: str) -> Iterator[Edit]:
    """A goal of the 90e+4 minute is one of 90+4."""
    for match in re.finditer(r"\b(\d{2,3})(?:es?|[èe]me|th|st)(?= ?\+ ?\d)", text):
        if witness := re.search(rf"(?<!\d){match[1]}(?:es?|[èe]me)? ?\+", source):
            yield Edit(match.end(1), match.end(), "", witness.group())


def _english(number: int) -> str:
    is_teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    digits = [_ROMAN_DIGITS[char] for char in numeral]
    return sum(-digit if digit < max(digits[i:]) else digit for i, digit in enumerate(digits))
