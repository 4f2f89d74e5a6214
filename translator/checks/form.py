"""Checks on the form of a translation: is there one, is it English, of a likely length, with the source's links."""

import re

_FRENCH = frozenset(
    re.findall(
        r"\w+",
        """
        alors après au aussi aux avant avec avoir ce ces cet cette chez comme dans de depuis des donc du elle elles en
        entre est et était été être eux fait il ils je l la le les leur leurs lors lui mais même ne nos notre nous ont
        ou où par pas pendant peu plus pour pourquoi qu quand que quel quelle qui sa sans selon ses si soit son sont
        sous sur très tous tout toute toutes un une vers vos votre vous à
        """,
    )
) - {"me", "pour", "son", "fait", "tout", "lui", "des", "plus", "si", "en", "de", "la"}
# "de", "la" and "en" stand in too many names to show anything; the others left out are English words as well.
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s\"“”«»<>’`]*[^\s\"“”«»<>’`.,;:!?)\]'…]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w&/])[#@][^\W\d_]\w+"
)
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
    missing = [link for link in dict.fromkeys(_LINK.findall(source)) if link.casefold() not in target.casefold()]
    if not missing:
        return None
    return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} in the French but not in the English."


def untranslated(source: str, target: str) -> str | None:
    """The target is, or holds, a run of the source's words that is French and not just names.

    At least four words in a row with two French function words, or the whole of a shorter text with one.
    """
    theirs, ours = _words(source), _words(target)
    if ours == theirs:
        needed, run = 1, ours if len(ours) > 2 else []
    else:
        needed, run = 2, _longest_common(theirs, ours)
    if sum(word in _FRENCH for word in run) < needed or (needed == 2 and len(run) < 4):
        return None
    share = len(run) / len(ours)
    return "This is still in French." if share > 0.8 else f"A part is still in French: “{' '.join(run)}”."


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _LINK.sub(" ", text).casefold())


def _longest_common(a: list[str], b: list[str]) -> list[str]:
    """The longest run of words in both, by dynamic programming over the two lists."""
    best, end = 0, 0
    row = [0] * (len(b) + 1)
    for word in a:
        row = [0] + [row[j] + 1 if word == other else 0 for j, other in enumerate(b)]
        if max(row) > best:
            best = max(row)
            end = row.index(best)
    return b[end - best : end]
