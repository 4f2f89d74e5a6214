"""Is there a translation, of a likely length, with the links and quotation marks of the source, and without loops?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from translator.checks.lexicon import stem, translations
from translator.languages import ENGLISH
from translator.languages.quotation import read_marks
from translator.languages.untouchable import untouchables

_LINKS = ("url", "email", "domain", "hashtag", "handle")
_MAY_DOUBLE = ENGLISH.words("doubled")
# Highest source length in characters -> shortest and longest English to expect, as shares of the source's length: the
# 0.1 % and 99.9 % quantiles of 102,300 human-translated pairs (Europarl, Tatoeba, UN, PAWS-X, TICO-19), widened by a
# fifth. Below 10 characters anything goes.
_LENGTHS = ((10, 0.0, 9.0), (20, 0.35, 2.6), (40, 0.3, 1.95), (80, 0.28, 2.4), (160, 0.4, 1.95), (320, 0.43, 1.9))
_LONG = (0.46, 1.45)


def empty(source: str, target: str) -> str | None:
    """Words in the source, none in the target."""
    if re.search(r"\w", source) and not re.search(r"\w", target):
        return "There is no English for this sentence."
    return None


def length(source: str, target: str) -> str | None:
    """The English is so short or so long that something is likely to be missing or made up."""
    shortest, longest = next(((low, high) for top, low, high in _LENGTHS if len(source) < top), _LONG)
    ratio = len(target) / max(1, len(source))
    if ratio < shortest:
        return f"The English is very short for this French ({ratio:.0%} of its length): something may be missing."
    if ratio > longest:
        return f"The English is very long for this French ({ratio:.0%} of its length): something may be made up."
    return None


def links(source: str, target: str) -> str | None:
    """An address, hashtag or handle of the source that is not in the target as it was."""
    links = dict.fromkeys(source[start:end] for start, end, kind in untouchables(source) if kind in _LINKS)
    missing = [link for link in links if link.casefold() not in target.casefold()]
    if not missing:
        return None
    return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} in the French but not in the English."


# Words in the unit -> how often it must come in a row to be a loop. People do say "very, very" and "no, no, no"; they
# do not say six words twice in a row.
_LIMITS = {1: 4, 2: 3, 3: 3}
_LONG_LIMIT, _LONGEST = 2, 30
_SYLLABLES = re.compile(r"([^\W\d_]{2,12}?)\1{3,}", re.IGNORECASE)
_LETTERS = re.compile(r"([^\W\d_])\1{4,}|([^\w\s.])\2{9,}", re.IGNORECASE)
_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)[^\S\n]+(?=[a-zà-ÿ])(?i:\1)(?![\w'’-])")
_DOUBLED_SOURCE = re.compile(r"(?<!\w)([^\W\d_]+)[\s,-]+\1(?!\w)", re.IGNORECASE)


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
    words, french = re.findall(r"\w+", target.casefold()), re.findall(r"\w+", source.casefold())
    again = len(words) - len(set(words))  # words that were said before: a loop has as many as its repetitions
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        limit = _LIMITS.get(size, _LONG_LIMIT)
        if size * (limit - 1) > again:
            continue
        unit, count = _most_repeated(words, size)
        if count >= limit and count > _most_repeated(french, size)[1]:
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


# « Oui, dit-il, je viens » is two quotations in English; "— Oui." may be one.
_SPEAKER = re.compile(r"\w-(?:t-)?(?:ils?|elles?|on|je|nous)\b|, \w+ [^,«»\"]{1,60}, ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_LITERAL = 0.7
_SINGLE = re.compile(r"(?<!\w)‘[^‘“”]{1,200}?[\w.,!?…%]’(?!\w)")


def quotes(source: str, target: str) -> str | None:
    """The marks that open and close differ in number. The target is in house typography: single marks are ‘ and ’.

    Translators turn quotations into reported speech, and quote words that the French does not. So a quotation more or
    less counts only where the other text has each of its words, and marks without a partner only where the French has
    none of those.
    """
    (french, nested), (_, english) = _count(source), _count(target)
    singles = len(_SINGLE.findall(target))
    is_dialogue = _SPEAKER.search(source) if french[0] else re.match(r"\s*[—–-]\s", source)
    if english[0] == english[1] > french[0] == french[1] and is_dialogue:
        return None
    if english in (french, nested) or french == (english[0] + singles, english[1] + singles):
        return None
    if french[0] != french[1] or (english[0] == english[1] and not _is_kept(source, target, english < french)):
        return None
    return f"The quotation marks differ: the French has {_described(french)}, the English {_described(english)}."


def _is_kept(source: str, target: str, is_lost: bool) -> bool:
    """Whether the words of one of the quotations on the side with more of them are on the other side too.

    So must most words of the sentence be: where it was put freely, quotations were too.
    """
    there = {stem(word) for word in _WORD.findall(target)}
    known = [_said(word) for word in _WORD.findall(source) if _said(word)]
    if sum(bool(said & there) for said in known) < _LITERAL * len(known):
        return False
    if is_lost:
        return any(all(_said(word) & there for word in quoted if _said(word)) for quoted in _quoted(source))
    french = set[str]().union(*known)
    return any(all(stem(word) in french for word in quoted) for quoted in _quoted(target))


def _said(word: str) -> frozenset[str]:
    """What the dictionary says for a French word, or the word itself."""
    known = translations(word.lower())
    return known | {stem(word)} if known else known


def _quoted(text: str) -> Iterator[list[str]]:
    """The words of some length in each quotation."""
    starts = []
    for mark in read_marks(text):
        if mark.opening:
            starts.append(mark.end)
        elif starts:
            yield _WORD.findall(text, starts.pop(), mark.start)


def _described(marks: tuple[int, int]) -> str:
    opening, closing = marks
    if opening != closing:
        return f"{opening} opening and {closing} closing marks"
    return f"{opening or 'no'} quotation{'s' if opening > 1 else ''}"


def _count(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many marks open and close: on the outer level, and in all."""
    outer, total, level = [0, 0], [0, 0], 0
    for mark in read_marks(text):
        level = max(0, level - (not mark.opening))
        outer[not mark.opening] += not level
        total[not mark.opening] += 1
        level += mark.opening
    return (outer[0], outer[1]), (total[0], total[1])
