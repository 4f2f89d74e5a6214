"""French left in the English: whole sentences, runs of words, single words."""

import re
from collections.abc import Callable, Iterator

from translator.checks.english import is_english
from translator.checks.form import LINK

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
# These say it alone: no English word is spelt so, and no part of the names that English takes over as they are.
_ONLY_FRENCH = frozenset(
    re.findall(
        r"\w+",
        """
        ainsi alors après aucun aucune aussi avait avec avoir avons beaucoup ceci cela celle celui cet cette ceux
        chaque comme dans depuis derrière donc déjà elles encore eux il ils jamais je jusqu lesquels leur leurs
        lorsque lui mais malgré même mêmes nos notre nous ont où parce parmi pas pendant peut plusieurs pourquoi
        presque près puisque quand quatre quel quelle quelques qui quoi rien selon ses seulement sont souvent tandis
        toujours toutes treize trop très tu une vers vingt votre vous étaient était été être
        """,
    )
)
_WORD = re.compile(r"(?<![\w@#.])[^\W\d_]++(?!\.\w|@)")
_SHORTEST = 4  # letters of a word that a list can judge
_JOINED = re.compile(r"[ \u00a0'’-]")


WHOLE = "This is still in French."


def untranslated(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """The target is, or holds, words of the source that are French and no part of a name.

    A run of at least four with two French function words, the whole of a shorter text with one, or a single word that
    is only ever French: "Chaque attacked", "sixty-douze", "the palet".
    """
    theirs, ours = _words(source), _words(target)
    if ours == theirs:
        needed, run = 1, ours if len(ours) > 2 else []
    else:
        shown = [word for word in ours if word in _FRENCH and word in theirs]
        needed, run = 2, _longest_common(theirs, ours) if len(shown) > 1 else []
    if sum(word in _FRENCH for word in run) < needed or (needed == 2 and len(run) < 4):
        found = dict.fromkeys(f"“{word}”" for word in _left(source, target, is_term))
        return f"{', '.join(found)} {'is' if len(found) == 1 else 'are'} still in French." if found else None
    share = len(run) / len(ours)
    return WHOLE if share > 0.8 else f"A part is still in French: “{' '.join(run)}”."


def _left(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[str]:
    """The words of the target, with a small letter or at its beginning, that are the source's and only French."""
    theirs = set(_WORD.findall(LINK.sub(" ", source)))
    suspects = {word for word in _WORD.findall(target) if _is_only_french(word, theirs) and not is_term(word)}
    for run in _copied(target, {word.lower() for word in theirs}) if suspects else ():
        # "Caisse nationale d'assurance maladie" is a name
        if not any(word[0].isupper() and word.lower() not in _ONLY_FRENCH for word in run):
            yield from (word for word in run if word in suspects)


def _is_only_french(word: str, theirs: set[str]) -> bool:
    if word.lower() in _ONLY_FRENCH:
        return not word.isupper()
    return word in theirs and word.islower() and len(word) >= _SHORTEST and not is_english(word)


def _copied(target: str, theirs: set[str]) -> Iterator[list[str]]:
    """The runs of words of the target that all are the source's, with no more than a space or a mark between two."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(LINK.sub(" . ", target)):
        is_copied = match.group().lower() in theirs
        if run and not (is_copied and _JOINED.fullmatch(match.string, end, match.start())):
            yield run
            run = []
        if is_copied:
            run.append(match.group())
        end = match.end()
    if run:
        yield run


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", LINK.sub(" ", text).casefold())


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
