"""Does the English quote as often as the French, and does what it opens also close?

A segment may be a piece of a longer quotation: then both sides have the same mark to spare. What is nested in the
French need not count, as English nests with ‘ ’.
"""

import re

_DOUBLE = re.compile("[«»“”„\"]|''|``|<<|>>")
_OPENING, _CLOSING = ("«", "“", "„", "<<", "``"), ("»", "”", ">>")
# Feet and inches, minutes and seconds: 5'9" · 9"58 · 2h05'30"
_MEASURE = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d+)?$")
_SHORT_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d)?$")
# « Oui, dit-il, je viens » is two quotations in English; "— Oui." may be one.
_SPEAKER = re.compile(r"\w-(?:t-)?(?:ils?|elles?|on|je|nous)\b|, \w+ [^,«»\"]{1,60}, ", re.IGNORECASE)
_ELIDED = re.compile(r"(?<!\w)(?:[cdjlmnst]|(?:jus|lors|puis)?qu)$", re.IGNORECASE)
_SINGLE = re.compile(r"(?<!\w)‘[^‘“”]{1,200}?[\w.,!?…%]’(?!\w)")


def quotes(source: str, target: str) -> str | None:
    """The marks that open and close differ in number. The target is in house typography: single marks are ‘ and ’."""
    (theirs, nested), (_, ours) = _count(source), _count(target)
    singles = len(_SINGLE.findall(target))
    is_dialogue = _SPEAKER.search(source) if theirs[0] else re.match(r"\s*[—–-]\s", source)
    if ours[0] == ours[1] > theirs[0] == theirs[1] and is_dialogue:
        return None
    if ours in (theirs, nested) or theirs == (ours[0] + singles, ours[1] + singles):
        return None
    return f"The quotation marks differ: the French has {_described(theirs)}, the English {_described(ours)}."


def _described(marks: tuple[int, int]) -> str:
    opening, closing = marks
    if opening != closing:
        return f"{opening} opening and {closing} closing marks"
    return f"{opening or 'no'} quotation{'s' if opening > 1 else ''}"


def _count(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many marks open and close: on the outer level, and in all."""
    outer, total, level = [0, 0], [0, 0], 0
    for match in _DOUBLE.finditer(text):
        mark, before, after = match.group(), text[max(0, match.start() - 12) : match.start()], text[match.end() :][:1]
        if mark in ('"', "''") and _is_measure(before, after, level):
            continue
        opens = mark in _OPENING and not (mark == "“" and "„" in text)
        if mark in ('"', "''"):
            is_inside = before[-1:].isalnum() and after.isalnum()
            if is_inside and (level == 0 or mark == "''" or _ELIDED.search(before)):  # L''accord, l"accord: slips
                continue
            may_open = not before or before[-1] in " \u00a0\u202f\n([{—–-/'’"
            may_close = is_inside or not after or after in " \u00a0\u202f\n.,;:!?…)]}—–-/"
            opens = may_open if may_open != may_close else level == 0 and bool(after)
        total[not opens] += 1
        if opens:
            outer[0] += level == 0
            level += 1
        else:
            level = max(0, level - 1)
            outer[1] += level == 0
    return (outer[0], outer[1]), (total[0], total[1])


def _is_measure(before: str, after: str, level: int) -> bool:
    if _MEASURE.search(before) or (before[-1:].isdigit() and after.isdigit()):
        return True
    return level == 0 and _SHORT_NUMBER.search(before) is not None
