"""Does the English go where the French goes: up or down, more or less, before or after?

The words are in the languages' tables ``directions``, two opposites on two lines after each other.
"""

import re
from collections.abc import Iterator

from translator.checks.numbers import read_numbers
from translator.languages import ENGLISH, FRENCH, Language


def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    rows = language.rows("directions")
    return {
        way: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)", re.IGNORECASE) for way, words in rows.items()
    }


_FRENCH, _ENGLISH = _patterns(FRENCH), _patterns(ENGLISH)
_FROM = re.compile(r"\bpass\w+ de (?=\d)")
_TO = re.compile(r" à (?:\w+ )?$")


def direction(source: str, target: str) -> str | None:
    """A direction of the French that the English says less often, while it says the opposite more often.

    >>> direction("Le chômage est en baisse.", "Unemployment rises.")
    'The French says “baisse”, the English “rises”.'
    """
    for one, other in zip(*[iter(_FRENCH)] * 2, strict=True):
        for way, opposite in ((one, other), (other, one)):
            french, english = _found(source, way), [m.group() for m in _ENGLISH[opposite].finditer(target)]
            is_lost = len(_ENGLISH[way].findall(target)) < len(french)
            if is_lost and len(english) > len(_found(source, opposite)):
                return f"The French says “{french[0]}”, the English “{english[0]}”."
    return None


def _found(source: str, way: str) -> list[str]:
    steps = (written for sense, written in _steps(source) if sense == way)
    return [*steps, *(match.group() for match in _FRENCH[way].finditer(source))]


def _steps(source: str) -> Iterator[tuple[str, str]]:
    """Where "passer de 2,4 % à 1,7 %" goes, and the words."""
    for match in _FROM.finditer(source):
        numbers = [number for number in read_numbers(source, french=True) if number.start >= match.end()]
        if len(numbers) > 1 and _TO.search(source[numbers[0].end : numbers[1].start]):
            before, after = (max(number.values) for number in numbers[:2])
            if before != after:
                yield ("rise" if before < after else "fall"), source[match.start() : numbers[1].end]
