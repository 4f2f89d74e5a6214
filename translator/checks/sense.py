"""Does the English say what the French says: go where it goes, and leave nothing out?"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from translator.checks.form import length
from translator.checks.lexicon import SURE, entry, main_translations, said_by, stem, stems, translations
from translator.checks.numbers import read_numbers
from translator.languages import ENGLISH, FRENCH, Language
from translator.languages.untouchable import addresses
from translator.languages.words import LETTERS, plain


def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    """What says each direction; opposites are on two lines of a table, one after the other."""
    rows = language.rows("directions")
    return {
        way: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)", re.IGNORECASE) for way, words in rows.items()
    }


_FRENCH_WAYS, _ENGLISH_WAYS = _patterns(FRENCH), _patterns(ENGLISH)
_OPPOSITES = [
    tuple(frozenset(map(stem, words.split())) for words in pair) for pair in ENGLISH.rows("opposites").items()
]
_OPPOSITE = {word: (pair[i], pair[1 - i]) for pair in _OPPOSITES for i in (0, 1) for word in pair[i]}
_FROM = re.compile(r"\bpass\w+ de (?=\d)")
_TO = re.compile(r" à (?:\w+ )?$")


def direction(source: str, target: str) -> str | None:
    """A word of the English whose opposite the French says, and the English does not; or a direction said less often.

    >>> direction("Le chômage est en baisse.", "Unemployment rises.")
    'The French says “baisse”, the English “rises”.'
    """
    french, english = next(_turned_round(source, target), ("", ""))
    if english:
        return f"The French says “{french}”, the English “{english}”."
    said = _directions(source)
    for one, other in zip(*[iter(_FRENCH_WAYS)] * 2, strict=True):
        for way, opposite in ((one, other), (other, one)):
            if not said[way] or len(_ENGLISH_WAYS[way].findall(target)) >= len(said[way]):
                continue
            wrong = [m.group() for m in _ENGLISH_WAYS[opposite].finditer(target)]
            if len(wrong) > len(said[opposite]):
                return f"The French says “{said[way][0]}”, the English “{wrong[0]}”."
    return None


def _turned_round(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Words of the French and the English's opposite of one, where neither is answered otherwise."""
    wrong = [(match.group(), stem(match.group())) for match in LETTERS.finditer(target)]
    wrong = [(word, one) for word, one in wrong if one in _OPPOSITE and one not in said_by(source)]
    english = stems(target) if wrong else set()
    for word, one in wrong:
        own, opposite = _OPPOSITE[one]
        for french in LETTERS.findall(source):
            said = translations(french.lower())
            if main_translations(french.lower()) & opposite and not said & (own | english):
                yield french, word


def _directions(source: str) -> dict[str, list[str]]:
    """What says each direction in a French text."""
    said: dict[str, list[str]] = {way: [] for way in _FRENCH_WAYS}
    for way, written in _steps(source):
        said[way].append(written)
    for way, words in _FRENCH_WAYS.items():
        said[way] += (match.group() for match in words.finditer(source))
    return said


def _steps(source: str) -> Iterator[tuple[str, str]]:
    """Where "passer de 2,4 % à 1,7 %" goes, and the words."""
    for match in _FROM.finditer(source):
        numbers = [number for number in read_numbers(source, french=True) if number.start >= match.end()]
        if len(numbers) > 1 and _TO.search(source[numbers[0].end : numbers[1].start]):
            before, after = (max(number.values) for number in numbers[:2])
            if before != after:
                yield ("rise" if before < after else "fall"), source[match.start() : numbers[1].end]


_MONTHS = {name for names in FRENCH.months for name in names}
# What figures, signs and short forms may say in the English, and other checks compare.
_SIGNS = {"heure", "heures", "euro", "euros", "dollars"}
_COUNTED = {*FRENCH.numbers("numbers"), *FRENCH.numbers("scales"), *_MONTHS, *_SIGNS}
_FRENCH_WORD = re.compile(r"(?<!\w)[^\W\d_]++(?:-[^\W\d_]++)*+(?!['’])")
_SHORTEST = 3  # letters of a word
_BEGINNING = 4  # letters that a name and its English form share
_DOUBT = 9  # a sentence of which the dictionary knows little is not called uncovered for one word
# An omission is a run of words without a translation where the English is short and has little that the French does
# not say: the surenesses of the run, with so much for a name, and for the logarithm of the lengths' ratio.
_NAME, _SHORTNESS, _RUN, _OMITTED = 3, 50, 6, 36


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
            if sureness >= SURE:
                missing.append(word)
    return Coverage(tuple(dict.fromkeys(missing)), lacking / (known + _DOUBT))


def omission(source: str, target: str) -> str | None:
    """Words in a row that nothing in the English says, and an English that is short, but for what ``length`` says."""
    if not target or length(source, target):
        return None
    said = said_by(source)
    added = sum(word.islower() and len(word) > _NAME and stem(word) not in said for word in LETTERS.findall(target))
    run, weight = max(_runs(source, target), key=lambda run: run[1], default=([], 0))
    if weight < _RUN or weight - added + _SHORTNESS * math.log((len(source) + 5) / (len(target) + 5)) < _OMITTED:
        return None
    return f"Perhaps nothing in the English says « {' … '.join(run)} »."


def _runs(source: str, target: str) -> Iterator[tuple[list[str], int]]:
    """The words in a row that the English does not say, names with them, and how much each run weighs."""
    judged = {word: (sureness, is_said) for word, sureness, is_said in _judged(source, target, ())}
    begun = {plain(word)[:_BEGINNING] for word in LETTERS.findall(target)}
    run, weight = list[str](), 0
    for i, word in enumerate(_FRENCH_WORD.findall(source)):
        sureness, is_said = judged.get(word, (0, False))
        if i and word[0].isupper() and word not in judged and len(word) > _NAME:
            sureness, is_said = _NAME, plain(word)[:_BEGINNING] in begun
        if is_said:
            yield run, weight
            run, weight = [], 0
        elif sureness:
            run, weight = [*run, word], weight + sureness
    yield run, weight


def _judged(source: str, target: str, answered: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, bool]]:
    """The words that the dictionary knows, how sure it is of each, and whether the English has a translation."""
    english = stems(target)
    for word in _words(source, answered):
        sureness, known = entry(word.lower())
        if known:
            yield word, sureness, bool(known & english) or stem(word) in english


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
