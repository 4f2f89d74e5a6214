"""Does the English say what the French says: deny what it denies, go where it goes, and leave nothing out?"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from translator.checks.form import length
from translator.checks.lexicon import entry, stem
from translator.checks.numbers import read_numbers
from translator.languages import ENGLISH, FRENCH, Language
from translator.languages.untouchable import addresses

_SECOND = r"(?:pas|jamais|rien|personne|plus|aucune?|nullement|guère|ni)"
_NE = r"(?<!\w)(?:ne\s|n['’])"
# "ne l'ai même jamais", "aucun d'eux n'", "personne ne"
_DENIAL = re.compile(
    rf"{_NE}(?:(?!qu['’e])[\w-]+['’\s]\s?){{0,4}}?{_SECOND}\b(?!-)"
    r"|\bpas du tout\b"
    rf"|(?<!\w)(?:aucune?|personne|rien|jamais|ni)\b[^.,;:!?]{{0,60}}?{_NE}\w+",
    re.IGNORECASE,
)
# Denials that English turns round: "n'hésite pas" is "readily", "ne manquera pas" "is sure to", "pas seulement" "also",
# "pas moins" "as much", "pas mauvais" "good".
_TURNED = re.compile(
    r"\b(?:hésit|manqu|oubli|cess|empêch|rat|dout|ignor|tard)\w*\s(?:\w+\s)?(?:pas|jamais|rien|plus)\b"
    r"|\b(?:pas|plus|rien)\s(?:seulement|uniquement|simplement|moins|que\b|qu['’]|trop|sans|loin|(?:d['’]|à |au |si )?"
    r"(?:autre|mal|mauvais|im|in|peu|de mal))"
    r"|\bn['’]est-ce pas\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|unable|non(?!etheless)\w*|no-one"
    r"|hardly|barely|scarcely|rarely|seldom|(?<!\ba )(?:little|few|fewer)|fail\w*|refus\w*|den(?:y|ie)\w*|lack\w*"
    r"|reject\w*|ruled? out|avoid\w*|unless|until|absen\w+|exclud\w*|impossib\w*|prevent\w*|ignor\w*|declin\w*|cease\w*"
    r"|far from|disagre\w*|forbid\w*|prohibit\w*|doubt\w*|un(?!der|it|iv|ion|ique|til|i|cles?\b)[a-z]{3,}"
    r"|in(?:a[bcd]|e[fqv]|cap|com[pm]|cor|ex|suf|sign|vis|vuln|def|eff|ef|ap|op)\w+|imp(?:oss|er[fsm]|rob|at)\w+|irr\w+"
    r"|illeg\w*|dis(?!c|t|p|h|k|ease|aster)\w+|(?!never|none)\w+less(?:ly)?)\b",
    re.IGNORECASE,
)


_MAY_DENY = re.compile(
    r"(?<!\w)(?:ne|pas|sans|non|aucun\w*|rien|jamais|ni|nul\w*|personne|peu|moins|guère|impossib\w+|refus\w*)(?!\w)"
    r"|(?<!\w)n['’]",
    re.IGNORECASE,
)
_PLAIN_DENIAL = re.compile(r"\b\w*n['’]t\b|\bnot\b(?! (?:only|just|least|to mention|\d))|\bnever\b", re.IGNORECASE)


def negation(source: str, target: str) -> str | None:
    """One side denies more often; in the English any word that denies will do; questions turn it round.

    Of 6,003 human translations 1.5 % have a notice, some of them by a slip.
    """
    if "?" not in source and not _MAY_DENY.search(source) and (added := _PLAIN_DENIAL.search(target)):
        return f"The English denies (“{added.group()}”), the French does not."
    french = [match.group() for match in _DENIAL.finditer(source)]
    if not french or "?" in source or _TURNED.search(source):
        return None
    english = len(_DENIED.findall(target))
    if english >= len(french):
        return None
    listed = ", ".join(f"“{denial}”" for denial in french)
    if not english:
        return f"The French denies ({listed}), the English does not."
    return f"The French denies {len(french)} times ({listed}), the English {english}."


def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    """What says each direction; opposites are on two lines of a table, one after the other."""
    rows = language.rows("directions")
    return {
        way: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)", re.IGNORECASE) for way, words in rows.items()
    }


_FRENCH_WAYS, _ENGLISH_WAYS = _patterns(FRENCH), _patterns(ENGLISH)
_FROM = re.compile(r"\bpass\w+ de (?=\d)")
_TO = re.compile(r" à (?:\w+ )?$")


def direction(source: str, target: str) -> str | None:
    """A direction of the French that the English says less often, while it says the opposite more often.

    >>> direction("Le chômage est en baisse.", "Unemployment rises.")
    'The French says “baisse”, the English “rises”.'
    """
    for one, other in zip(*[iter(_FRENCH_WAYS)] * 2, strict=True):
        for way, opposite in ((one, other), (other, one)):
            french, english = _found(source, way), [m.group() for m in _ENGLISH_WAYS[opposite].finditer(target)]
            is_lost = len(_ENGLISH_WAYS[way].findall(target)) < len(french)
            if is_lost and len(english) > len(_found(source, opposite)):
                return f"The French says “{french[0]}”, the English “{english[0]}”."
    return None


def _found(source: str, way: str) -> list[str]:
    steps = (written for sense, written in _steps(source) if sense == way)
    return [*steps, *(match.group() for match in _FRENCH_WAYS[way].finditer(source))]


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
_ENGLISH_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of a word
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
        sureness, stems = entry(word.lower())
        if stems:
            yield word, sureness, bool(stems & english) or stem(word) in english


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
