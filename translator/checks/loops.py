"""Repetition loops: an engine that has lost its way says the same again and again."""

import re
from itertools import pairwise

# Words in the unit -> how often it must come in a row to be a loop. People do say "very, very" and "no, no, no"; they
# do not say six words twice in a row.
_LIMITS = {1: 4, 2: 3, 3: 3, 4: 3, 5: 3}
_LONG_LIMIT, _LONGEST = 2, 30
_SYLLABLES = re.compile(r"([^\W\d_]{2,12}?)\1{3,}", re.IGNORECASE)
_LETTERS = re.compile(r"([^\W\d_])\1{4,}|([^\w\s.])\2{9,}", re.IGNORECASE)
_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)[^\S\n]+(?=[a-zà-ÿ])(?i:\1)(?![\w'’-])")
_DOUBLED_SOURCE = re.compile(r"(?<!\w)([^\W\d_]+)[\s,-]+\1(?!\w)", re.IGNORECASE)
_MAY_DOUBLE = frozenset(
    re.findall(r"\w+", "bla blah bye do far ha had hear is knock long many much no now really so that there very")
)


def repetition(source: str, target: str) -> str | None:
    """The target repeats itself where the source does not, if only a word: "the the"."""
    unit = _loop(source, target) or _doubled(source, target)
    return None if unit is None else f"The English repeats itself: “{unit}”."


def is_looping(source: str, target: str) -> bool:
    """Whether the target repeats words, syllables or characters in a row as the source does not."""
    return _loop(source, target) is not None


def _loop(source: str, target: str) -> str | None:
    for pattern in (_LETTERS, _SYLLABLES):
        if (found := pattern.search(target)) and not pattern.search(source):
            return found.group()[:40]
    words, theirs = re.findall(r"\w+", target.casefold()), re.findall(r"\w+", source.casefold())
    again = len(words) - len(set(words))  # words that were said before: a loop has as many as its repetitions
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        limit = _LIMITS.get(size, _LONG_LIMIT)
        if size * (limit - 1) > again:
            continue
        unit, count = _most_repeated(words, size)
        if count >= limit and count > _most_repeated(theirs, size)[1]:
            return " ".join(unit)
    return None


def _doubled(source: str, target: str) -> str | None:
    """A word in small letters said twice where the French says none twice; "had had" is English."""
    found = (m.group() for m in _DOUBLED.finditer(target) if m[1].lower() not in _MAY_DOUBLE)
    doubled = next(found, None)
    return None if doubled is None or _DOUBLED_SOURCE.search(source) else doubled


def _most_repeated(words: list[str], size: int) -> tuple[list[str], int]:
    """The unit of ``size`` words that comes most often in a row, and how often (1: it does not repeat).

    A run of k words that each equal the one ``size`` places on is k // size + 1 units in a row.
    """
    same = [a == b for a, b in zip(words, words[size:], strict=False)]
    breaks = [-1, *(i for i, equal in enumerate(same) if not equal), len(same)]
    start, run = max(((a + 1, b - a - 1) for a, b in pairwise(breaks)), key=lambda pair: pair[1])
    return words[start : start + size], run // size + 1
