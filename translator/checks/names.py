"""Names that the engine mangled: "Pleanec" for Plekanec, "Thequet" for le parquet."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from translator.checks.english import fold, is_english, is_proper

# Of French letters; a name with others is one of elsewhere that came through.
_CAPITALISED = re.compile(
    r"(?<![\w@#./&])(?![IVXLC]+(?:st|nd|rd|th)\b)[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ][A-Za-zàâçéèêëîïôùûüÿœÀ-Þ]{3,}(?![\w@&/]|\.\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME_BEFORE, _NAME_AFTER = re.compile(r"[A-ZÀ-Þ][\w.]*[\s’'-]$"), re.compile(r"['’]?[\s-][A-ZÀ-Þ]")
_NEAR = 0.75
_ENDINGS = {"e", "s", "es", "er", "n", "en"}  # Tempelhof, Tempelhofer; an ending of another language is no damage
_SHORTEST_CAPS = 6  # letters; shorter ones are acronyms, translated by other letters


def names(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """Words with a capital letter that are not in the source, in no list and in no house form.

    Where the source has a name nearly like one and the English lacks it, both are shown; else the word must stand
    alone, as a part of a longer name ("Deutsche Bahn") may have been added by a translator who knew. Of 3,003 human
    translations 46 have one, mostly names put in for clearness and slips.
    """
    strange = [match for match in _CAPITALISED.finditer(target) if not _is_known(match.group(), source, is_term)]
    if not strange:
        return None
    theirs, ours = (set(_WORD.findall(fold(text))) for text in (source, target))
    lost = [name for name in dict.fromkeys(_WORD.findall(source)) if name[0].isupper() and fold(name) not in ours]
    pairs, alone = [], []
    for match in strange:
        name = match.group()
        if fold(name) in theirs:
            continue
        near = max(lost, key=lambda other: _likeness(other, name), default="")
        if near and _likeness(near, name) >= _NEAR:
            if not _is_ending(fold(near), fold(name)):
                pairs.append(f"{near} in the French, {name} in the English")
        elif not _stands_in_name(target, match):
            alone.append(f"“{name}” is not in the French, nor a word or name that is known.")
    sentences = [f"The names differ: {'; '.join(dict.fromkeys(pairs))}."] if pairs else []
    return " ".join((*sentences, *dict.fromkeys(alone))) or None


def _is_known(name: str, source: str, is_term: Callable[[str], bool]) -> bool:
    is_acronym = name.isupper() and (len(name) < _SHORTEST_CAPS or not source.isupper())
    return is_acronym or is_english(name) or is_proper(name) or is_term(name)


def _stands_in_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    return _NAME_BEFORE.search(before) is not None or _NAME_AFTER.match(text, match.end()) is not None


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, fold(name), fold(other), autojunk=False).ratio()


def _is_ending(name: str, other: str) -> bool:
    """Whether one is the other with the ending of another language."""
    short, long = sorted((name, other), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS
