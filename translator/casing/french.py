"""Is that a French word that is written small? Asked of the list in ``french.txt``: what it lacks is likely a name.

The list has the words that the French of the embedded model's training data (``models/recipe/data.md``) writes small
within a sentence, made by ``benchmarks/casing_words.py``; without their accents, as capitals often are.
"""

from functools import cache
from pathlib import Path

from translator.accents import without_accents

WORDS_FILE = Path(__file__).with_name("french.txt")


def is_small(word: str) -> bool:
    """Whether French writes ``word``, given in any case and with or without accents, with a small letter.

    >>> is_small("CINEASTE"), is_small("VERNIER")
    (True, False)
    """
    return bare(word) in _words()


def bare(word: str) -> str:
    """The word in small letters without accents; the form in which the list has it."""
    return without_accents(word.casefold().replace("œ", "oe").replace("æ", "ae"), "NFKD")


@cache
def _words() -> frozenset[str]:
    return frozenset(WORDS_FILE.read_text(encoding="utf-8").split())
