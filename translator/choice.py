"""Which of several translations of a sentence to keep: none that loses something, then the one of the least risk.

Where two searches found them, agreement counts as well (minimum Bayes risk): what several translations say alike is
likelier to be right. It is their chrF, of precision and recall alike, so that each pair is compared once.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from translator.languages import ENGLISH, FRENCH
from translator.languages.words import LETTERS, comparable

# In log-odds of the risk: what a doubt less is worth, and a full agreement with the others. The figures were chosen on
# newstest2010 and a sample of newstest2011 (benchmarks/README.md).
DOUBT, AGREEMENT = 0.8, 2.0
_ORDER = 6  # characters of the longest n-grams
_SHORTER = 0.85  # of the length, that a translation may have left
_NUMBER = re.compile(r"\d+")
_FUNCTION_WORDS, _STARTERS = ENGLISH.words("function words"), FRENCH.words("before names")


class Candidate(NamedTuple):
    """A translation: its ``text``, its ``risk`` (0 to 1) and the codes of the ``doubts`` that an editor would read."""

    text: str
    risk: float
    doubts: tuple[str, ...] = ()


def preference(source: str, candidates: Sequence[Candidate], by_agreement: bool = False) -> list[int]:
    """The places of the candidates for ``source``, the best first; of equal ones the earlier.

    Behind the first, whatever its risk, is what has a doubt of a kind that the first has not, or less of the source.

    >>> preference("x", [Candidate("a", 0.4), Candidate("b", 0.3), Candidate("c", 0.1, ("numbers",))])
    [1, 0, 2]
    """
    known = {*candidates[0].doubts}
    worth = [-_log_odds(each.risk) - DOUBT * len(each.doubts) for each in candidates]
    if by_agreement:
        worth = [value + AGREEMENT * each for value, each in zip(worth, agreements(candidates), strict=True)]
    is_worse = [bool({*each.doubts} - known) or loses(source, candidates[0].text, each.text) for each in candidates]
    return sorted(range(len(candidates)), key=lambda place: (is_worse[place], -worth[place]))


def loses(source: str, target: str, other: str) -> bool:
    """Whether ``other`` has less of ``source`` than ``target``, another translation of it.

    That is: another number, a name lost that source and target share, or clearly less text.

    >>> loses("M. Witkoff vient.", "Mr Witkoff comes.", "Mr Witoffk comes.")
    True
    """
    if Counter(_NUMBER.findall(target)) != Counter(_NUMBER.findall(other)):
        return True
    if (_capitalised(source) & _capitalised(target)) - {comparable(word) for word in LETTERS.findall(other)}:
        return True
    return len(other) < _SHORTER * len(target)


def _capitalised(text: str) -> set[str]:
    """The words with a capital, folded, but for those that may have it from beginning a sentence."""
    words = {word.lower() for word in LETTERS.findall(text) if word[0].isupper()}
    return {comparable(word) for word in words - _FUNCTION_WORDS - _STARTERS if len(word) > 1}


def _log_odds(risk: float) -> float:
    """The same on a scale without ends."""
    inside = min(max(risk, 0.001), 0.999)
    return math.log(inside / (1 - inside))


def agreements(candidates: Sequence[Candidate]) -> list[float]:
    """The mean likeness (0 to 1) of each to the others; 1 for one alone."""
    grams = [_grams(each.text) for each in candidates]
    sums = [sum(_likeness(one, other) for other in grams) - _likeness(one, one) for one in grams]
    return [total / (len(grams) - 1) if len(grams) > 1 else 1.0 for total in sums]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


@lru_cache(256)
def _grams(text: str) -> frozenset[str]:
    """The n-grams of all lengths but for white space, each with a number that tells the second of its kind from the
    first."""
    letters = "".join(text.split())
    times: Counter[str] = Counter()
    grams = []
    for length in range(1, _ORDER + 1):
        for start in range(len(letters) - length + 1):
            gram = letters[start : start + length]
            grams.append(f"{gram} {times[gram]}")
            times[gram] += 1
    return frozenset(grams)
