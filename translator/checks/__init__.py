"""What an editor should look at: doubts about a French segment and its English, as notices.

Codes: ``empty``, ``numbers``, ``units``, ``dates``, ``negation``, ``quotes``, ``links``, ``repetition``, ``length``,
``direction``, ``omission``, ``order``, ``names``, ``renamed``, ``untranslated``, ``word``. Each check is a named
function (source, target) -> message or None; four about words also ask whether a word belongs to the house's terms.
``check`` runs them all. ``assess`` adds the risk of the whole, with the code ``risk``.
"""

from collections.abc import Callable, Iterable

from translator.checks.form import empty, is_looping, length, links, quotes, repetition
from translator.checks.negation import negation
from translator.checks.quantities import dates, numbers, two_styles, units
from translator.checks.risk import assess
from translator.checks.sense import direction, omission
from translator.checks.words import WHOLE, names, order, renamed, untranslated, word
from translator.document import Notice

CHECKS: tuple[Callable[[str, str], str | None], ...] = (
    numbers,
    units,
    dates,
    negation,
    quotes,
    links,
    repetition,
    length,
    direction,
    omission,
    order,
)
WORD_CHECKS: tuple[Callable[[str, str, Callable[[str], bool]], str | None], ...] = (
    names,
    renamed,
    untranslated,
    word,
)

__all__ = ["CHECKS", "WORD_CHECKS", "assess", "check", "check_whole", "is_looping", "needs_retry"]

_FRENCH = Notice("untranslated", WHOLE)


def _is_no_term(word: str) -> bool:
    return False


def check(source: str, target: str, is_term: Callable[[str], bool] = _is_no_term) -> tuple[Notice, ...]:
    """The doubts about a French segment and its final English text; one that is empty or French has that notice only.

    ``is_term`` says of a word of the English whether it is one of the house's, to be doubted by no word list.

    >>> [notice.message for notice in check("Il y a 1 500 blessés.", "There are injured.")]
    ['The numbers differ: 1 500 is in the French but not in the English.']
    """
    if message := empty(source, target):
        return (Notice("empty", message),)
    found = [(rule.__name__, rule(source, target)) for rule in CHECKS]
    found += [(rule.__name__, rule(source, target, is_term)) for rule in WORD_CHECKS]
    notices = tuple(Notice(code, message) for code, message in found if message)
    return (_FRENCH,) if _FRENCH in notices else notices


def check_whole(texts: Iterable[str]) -> tuple[Notice, ...]:
    """The doubts about the English of an article as a whole: each text may be right, but not beside the others."""
    message = two_styles(texts)
    return (Notice("dates", message),) if message else ()


def needs_retry(source: str, target: str) -> bool:
    """Whether the engine should be asked once more with other settings: it said nothing, or it loops."""
    return empty(source, target) is not None or is_looping(source, target)
