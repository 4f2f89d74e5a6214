"""Are the French names those of the English: none put in another's place, none translated as if it were a word?"""

import re
from collections.abc import Callable, Iterator

from translator.checks.coverage import stem, translations
from translator.checks.spelling import is_english
from translator.languages import ENGLISH
from translator.languages.words import likeness, plain

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<=[a-zà-öø-ÿœ,] )[A-ZÀ-Þ][a-zà-öø-ÿœ]{3,}(?![\w@&/-])")
_PAIR = re.compile(r"(?<![\w'’-])(?=([A-ZÀ-Þ][a-zà-öø-ÿœ]{2,}) ([A-ZÀ-Þ][a-zà-öø-ÿœ]{3,})(?![\w-]))")
_NEWS = ENGLISH.words("news")
_NEAR = 60.0  # percent of letters: Tymochenko, Tymoshenko


def renamed(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """A name that the other side surely does not have, on both sides; half of a person's name translated.

    >>> renamed("Elle a vu Marie Lenoir hier.", "She saw Mary Lenoir yesterday.", lambda _: False)
    'The names differ: Marie Lenoir in the French, Mary Lenoir in the English.'
    """
    found = list(_translated(source, target, is_term)) or list(_swapped(source, target, is_term))
    pairs = "; ".join(f"{french} in the French, {english} in the English" for french, english in found)
    return f"The names differ: {pairs}." if pairs else None


def _translated(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Two words of a name of which the English has one as it is, and beside it the other's translation.

    "Président Obama" may become "President Obama": before a name only another name counts. "Poutine" may become
    "Putin": after one only a word counts.
    """
    french, english = _pairs(source), _pairs(target)
    for given, family in sorted(french - english):
        for first, last in sorted(english - french):
            if family == last:
                kept, word, said, is_wrong = family, given, first, not is_english(first)
            elif given == first:
                kept, word, said, is_wrong = given, family, last, is_english(last) and last.lower() not in _NEWS
            else:
                continue
            is_other = plain(word) != plain(said) and not is_term(said)
            if is_wrong and is_other and not is_english(kept) and stem(said) in translations(word.lower()):
                yield f"{given} {family}", f"{first} {last}"


def _pairs(text: str) -> set[tuple[str, str]]:
    return {(match[1], match[2]) for match in _PAIR.finditer(text)}


def _swapped(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    french = {plain(word) for word in _WORD.findall(source)}
    words = _WORD.findall(source.lower())
    said = {stem(word) for word in words}.union(*map(translations, words))
    new = [name for name in _NAME.findall(target) if stem(name) not in said and not is_term(name)]
    new = [name for name in new if not _is_near(name, french)]
    if not new:
        return
    english = {plain(word) for word in _WORD.findall(target)}
    stems = {stem(word) for word in english}
    for name in _NAME.findall(source):
        if not (translations(name.lower()) & stems or _is_near(name, english)):
            yield name, new[0]
            return


def _is_near(name: str, words: set[str]) -> bool:
    return any(likeness(plain(name), word) >= _NEAR for word in words)
