"""What another translation of a sentence would lose: the price of an exchange that brings a missing term."""

import re
from collections import Counter

from translator.terms.folding import bare, folded_form
from translator.terms.words import FUNCTION_WORDS, STARTERS

_WORD = re.compile(r"[^\W\d_]+")
_SHORTER = 0.85  # of the words, that a translation may have left where it is exchanged for a common noun


def loses(source: str, target: str, other: str, for_name: bool) -> bool:
    """Whether ``other`` has less of ``source`` than ``target``, another translation of it: an exchange would do harm.

    A number more or less, or a name lost that source and target share. A sentence that is clearly shorter has lost
    something too; for a name that it wins (``for_name``) this is no objection, as an engine that has lost the name
    often puts many words in its place.

    >>> loses("M. Witkoff vient.", "Mr Witkoff comes.", "Mr Witoffk comes.", for_name=True)
    True
    """
    if _numbers(target) != _numbers(other):
        return True
    if (_capitalised(source) & _capitalised(target)) - _words(other):
        return True
    return not for_name and len(_WORD.findall(other)) < _SHORTER * len(_WORD.findall(target))


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


def _words(text: str) -> set[str]:
    return {bare(folded_form(word)) for word in _WORD.findall(text)}


def _capitalised(text: str) -> set[str]:
    """The words with a capital, folded, but for those that may have it from beginning a sentence."""
    words = {word.lower() for word in _WORD.findall(text) if word[0].isupper()}
    return {bare(folded_form(word)) for word in words - FUNCTION_WORDS - STARTERS if len(word) > 1}
