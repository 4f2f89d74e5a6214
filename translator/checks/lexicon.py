"""The word lists: is that an English word, or a name, and what does a dictionary say for a French word?

``english.txt`` of 88,500 words, British and American, and ``proper.txt`` of 14,000 names are SCOWL's up to size 70 (see
``english.LICENSE.txt``), without accents and without the plurals that -s and -es make. ``lexicon.tsv`` has on each line
a French word, how sure it is to be translated by one of its English words (of 9), and up to eight of those; it was
counted from aligned sentences (see ``benchmarks/risk.py``). All are sorted by their bytes, and searched as they stand:
a run that asks for a hundred words does not build a set of all.
"""

from functools import cache, lru_cache
from pathlib import Path

from translator.languages import ENGLISH
from translator.languages.words import LETTERS, plain

NEWS = ENGLISH.words("news")  # not in the lists of SCOWL yet
LEXICON = "lexicon.tsv"
SURE = 5  # of 9: words that may be named to an editor as missing
_PREFIXES = ENGLISH.listed("prefixes")
_WORDS, _NAMES = "english.txt", "proper.txt"
_SHORTEST = 4  # letters of a word of the list, and of what a prefix may stand before
_STEM_SHORTEST, _STEM = 3, 6  # letters of a stem; "restore" and "restoration" have one
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether a word of at least four letters is English, as it is, as a plural or with a common prefix.

    >>> is_english("Cafés"), is_english("nanotechnologies"), is_english("metroke")
    (True, True, False)
    """
    folded = plain(word)
    rests = (folded[len(prefix) :] for prefix in _PREFIXES if folded.startswith(prefix))
    if folded in NEWS or folded in _PREFIXES or _is_listed(folded, _WORDS):
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
    return any(stem in NEWS or look_up(stem, file) is not None for stem in stems)


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


def translations(word: str) -> frozenset[str]:
    """The stems of what the dictionary says for a French word in small letters; none if it does not know it."""
    return entry(word)[1]


@lru_cache(maxsize=16)  # the checks of a pair ask for its texts again
def said_by(source: str) -> frozenset[str]:
    """The stems of all that the dictionary says for the words of a French text."""
    return frozenset[str]().union(*(translations(word.lower()) for word in LETTERS.findall(source)))


@lru_cache(maxsize=16)
def stems(target: str) -> frozenset[str]:
    """The stems of the words of an English text."""
    return frozenset(map(stem, LETTERS.findall(target)))


@lru_cache(maxsize=8192)
def main_translations(word: str) -> frozenset[str]:
    """The stems of the two English words that a French one is mostly translated by, where the dictionary is sure."""
    sureness, _, english = (look_up(word, LEXICON) or "0").partition("\t")
    return frozenset(map(stem, english.split()[:2])) if int(sureness) >= SURE else frozenset()


@lru_cache(maxsize=8192)
def entry(word: str) -> tuple[int, frozenset[str]]:
    """How sure the dictionary is of a word (0: it does not know it), and the stems of what it says."""
    found = look_up(word, LEXICON)
    if found is None:
        return 0, frozenset()
    sureness, _, english = found.partition("\t")
    return int(sureness), frozenset(stem(part) for said in english.split() for part in said.split("-"))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The beginning that the forms of an English word have in common, roughly.

    >>> stem("resigned"), stem("Resigning"), stem("cities"), stem("city")
    ('resign', 'resign', 'cit', 'cit')
    """
    word = plain(word)
    fitting = (ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= _STEM_SHORTEST)
    return word.removesuffix(next(fitting, ""))[:_STEM]
