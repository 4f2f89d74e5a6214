"""Is that an English word, or a name? Words that the engine made up ("metroke"), names that it mangled ("Pleanec").

The lists, ``english.txt`` of 88,500 words, British and American, and ``proper.txt`` of 14,000 names, are SCOWL's up to
size 70 (see ``english.LICENSE.txt``), sorted, without accents and without the plurals that -s and -es make. They are
searched as they stand: a run that asks for a hundred words does not build a set of all.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from translator.languages import ENGLISH
from translator.languages.words import likeness, plain

_NEWS, _PREFIXES = ENGLISH.words("news"), ENGLISH.listed("prefixes")
_WORDS, _NAMES = "english.txt", "proper.txt"
_SHORTEST = 4  # letters of a word of the list, and of what a prefix may stand before


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether a word of at least four letters is English, as it is, as a plural or with a common prefix.

    >>> is_english("Cafés"), is_english("nanotechnologies"), is_english("metroke")
    (True, True, False)
    """
    folded = plain(word)
    rests = (folded[len(prefix) :] for prefix in _PREFIXES if folded.startswith(prefix))
    if folded in _NEWS or folded in _PREFIXES or _is_listed(folded, _WORDS):
        return True
    return any(len(rest) >= _SHORTEST and _is_listed(rest, _WORDS) for rest in rests)


@lru_cache(maxsize=8192)
def is_proper(name: str) -> bool:
    """Whether a name of at least four letters is one that English readers know, whatever its capitals.

    >>> is_proper("Monday"), is_proper("CHICAGO"), is_proper("Plekanec")
    (True, True, False)
    """
    return _is_listed(plain(name), _NAMES)


def _is_listed(word: str, file: str) -> bool:
    stems = [word, *(word[: -len(ending)] for ending in ("s", "es") if word.endswith(ending))]
    return any(stem in _NEWS or look_up(stem, file) is not None for stem in stems)


@cache
def _lines(file: str) -> bytes:
    return b"\n" + Path(__file__).with_name(file).read_bytes()


def look_up(word: str, file: str) -> str | None:
    """What stands behind ``word`` and a tab on its line of a list, "" where the line is the word alone.

    The lines are sorted by the bytes of their words; the word's is found by halving.
    """
    lines, wanted = _lines(file), word.encode()
    low, high = 0, len(lines) - 1  # each is the place of a line break
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        end = lines.find(b"\n", start + 1)
        found, _, rest = lines[start + 1 : end].partition(b"\t")
        if found == wanted:
            return rest.decode()
        if found < wanted:
            low = end
        else:
            high = start
    return None


# Of French letters; a name with others is one of elsewhere that came through.
_CAPITALISED = re.compile(
    r"(?<![\w@#./&])(?![IVXLC]+(?:st|nd|rd|th)\b)[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ][A-Za-zàâçéèêëîïôùûüÿœÀ-Þ]{3,}(?![\w@&/]|\.\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME_BEFORE, _NAME_AFTER = re.compile(r"[A-ZÀ-Þ][\w.]*[\s’'-]$"), re.compile(r"['’]?[\s-][A-ZÀ-Þ]")
_NEAR = 75.0  # percent of letters
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
    french, english = (set(_WORD.findall(plain(text))) for text in (source, target))
    lost = [name for name in dict.fromkeys(_WORD.findall(source)) if name[0].isupper() and plain(name) not in english]
    pairs, alone = [], []
    for match in strange:
        name = match.group()
        if plain(name) in french:
            continue
        near = max(lost, key=lambda other: likeness(plain(other), plain(name)), default="")
        if near and likeness(plain(near), plain(name)) >= _NEAR:
            if not _is_ending(plain(near), plain(name)):
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


def _is_ending(name: str, other: str) -> bool:
    """Whether one is the other with the ending of another language."""
    short, long = sorted((name, other), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


# Written small, with nothing joined to it. Letters beyond French ones: a name of elsewhere, kept as it is.
_SMALL = re.compile(r"(?<![\w'’.@#&/-])[a-zà-öø-ÿœ]{4,}(?![\w'’@&/-]|\.\w)")


def word(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """Words written small that are not English, nor in the source, nor in a house form of the glossary."""
    unknown = [w for w in dict.fromkeys(_SMALL.findall(target)) if not is_english(w) and not is_term(w)]
    french = set(re.findall(r"\w+", plain(source))) if unknown else set()
    listed = [f"“{w}”" for w in unknown if plain(w) not in french]
    if not listed:
        return None
    return f"{', '.join(listed)} {'is not an English word' if len(listed) == 1 else 'are not English words'}."
