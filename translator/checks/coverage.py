"""Which words of the French nothing in the English says, as far as a dictionary knows.

``lexicon.tsv`` has on each line a French word, how sure it is to be translated by one of its English words (of 9), and
up to eight of those. It was counted from aligned sentences (see ``benchmarks/risk.py``) and is sorted by its bytes.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from translator.checks.form import length
from translator.checks.spelling import look_up
from translator.languages import FRENCH
from translator.languages.untouchable import addresses
from translator.languages.words import plain

LEXICON = "lexicon.tsv"
_MONTHS = {name for names in FRENCH.months for name in names}
# What figures, signs and short forms may say in the English, and other checks compare.
_SIGNS = {"heure", "heures", "euro", "euros", "dollars"}
_COUNTED = {*FRENCH.numbers("numbers"), *FRENCH.numbers("scales"), *_MONTHS, *_SIGNS}
_FRENCH_WORD = re.compile(r"(?<!\w)[^\W\d_]++(?:-[^\W\d_]++)*+(?!['’])")
_ENGLISH_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")
_SHORTEST = 3  # letters of a word and of a stem
_STEM = 6  # letters that two forms of a word have in common: "restore", "restoration"
_DOUBT = 9  # a sentence of which the dictionary knows little is not called uncovered for one word
_SURE = 5  # of 9: a word that may be named to an editor as missing
# A run of words without a translation is an omission where the English is short beside the French. Of 6,003 human
# translations 1.3 % have one.
_RUN, _SHORT = 15, 0.7


class Coverage(NamedTuple):
    """``missing`` are words of the French, in their order, whose translations the English surely lacks.

    ``uncovered`` is the share (0 to 1) of all the words that the dictionary knows, the surer ones counting more.
    """

    missing: tuple[str, ...]
    uncovered: float


def coverage(source: str, target: str, answered: Sequence[tuple[int, int]] = ()) -> Coverage:
    """The words of ``source`` without a translation in ``target``; names, numbers and ``answered`` spans left out.

    >>> coverage("Le préfet a démissionné hier.", "The preferred resigned yesterday.").missing
    ('préfet',)
    """
    missing, lacking, known = list[str](), 0, 0
    for word, sureness, is_said in _judged(source, target, answered):
        known += sureness
        if not is_said:
            lacking += sureness
            if sureness >= _SURE:
                missing.append(word)
    return Coverage(tuple(dict.fromkeys(missing)), lacking / (known + _DOUBT))


def omission(source: str, target: str) -> str | None:
    """Words in a row that nothing in the English says, and an English that is short, but for what ``length`` says."""
    if len(target) >= _SHORT * len(source) or length(source, target):
        return None
    run, weight = list[str](), 0
    for word, sureness, is_said in _judged(source, target, ()):
        if is_said and weight >= _RUN:
            break
        run, weight = ([], 0) if is_said else ([*run, word], weight + sureness)
    return f"Perhaps nothing in the English says « {' … '.join(run)} »." if weight >= _RUN else None


def _judged(source: str, target: str, answered: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, bool]]:
    """The words that the dictionary knows, how sure it is of each, and whether the English has a translation."""
    english = {stem(word) for word in _ENGLISH_WORD.findall(target)}
    for word in _words(source, answered):
        sureness, stems = _entry(word.lower())
        if stems:
            yield word, sureness, bool(stems & english) or stem(word) in english


def translations(word: str) -> frozenset[str]:
    """The stems of what the dictionary says for a French word in small letters; none if it does not know it."""
    return _entry(word)[1]


def _words(source: str, answered: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The words that a dictionary may know: those with a capital only where they begin the sentence."""
    if source.isupper():
        source = source.lower()
    aside = [*answered, *addresses(source)]
    for match in _FRENCH_WORD.finditer(source):
        word = match.group()
        is_name = word[0].isupper() and any(map(str.isalnum, source[: match.start()]))
        is_short = len(word) < _SHORTEST or word.lower() in _COUNTED
        if not (is_name or is_short or any(start <= match.start() < end for start, end in aside)):
            yield word


@lru_cache(maxsize=8192)
def _entry(word: str) -> tuple[int, frozenset[str]]:
    """How sure the dictionary is of a word (0: it does not know it), and the stems of what it says."""
    found = look_up(word, LEXICON)
    if found is None:
        return 0, frozenset()
    sureness, _, english = found.partition("\t")
    return int(sureness), frozenset(stem(part) for said in english.split() for part in said.split("-"))


def stem(word: str) -> str:
    """The beginning that the forms of an English word have in common, roughly.

    >>> stem("resigned"), stem("Resigning"), stem("cities"), stem("city")
    ('resign', 'resign', 'cit', 'cit')
    """
    word = plain(word)
    fitting = (ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST)
    return word.removesuffix(next(fitting, ""))[:_STEM]
