"""How many errors planted into human translations the checks find, and how often they doubt a translation as it is.

    python benchmarks/checks.py EVAL                        # the tables of checks.md
    python benchmarks/checks.py EVAL --sets newstest2011    # another set; the thresholds were chosen on 2009–2011

The human English is put into the house's typography first, and the words of the glossaries are known, as the checks see
the engine's English. An error is found if there is a notice that was not there before. The same errors are planted each
time. Only what the French says too is made wrong: a "not" is dropped where the French denies, "up" becomes "down" where
a French word means "up" by the dictionary.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from translator.checks import check
from translator.checks.lexicon import is_english, said_by, stem, stems
from translator.document import Notice
from translator.evaluation import read_lines
from translator.languages import ENGLISH
from translator.session import Session
from translator.settings import Settings
from translator.typography import to_reader

SETS = ("newstest2013", "newsroom-test")
SEED = 15
_FRENCH_DENIAL = re.compile(r"(?<!\w)(?:pas|jamais|aucune?|rien|personne|ni|sans)(?!\w)", re.IGNORECASE)
_DENIAL = re.compile(r"(?:(?<=\w)n['’]t|\s(?:not|never|no))\b")
_DENIABLE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should)\b")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_TWO_NAMES = re.compile(r"\b([A-Z][a-z]{3,})((?! (?:and|or) [A-Z])(?: [a-z]+){1,12} )([A-Z][a-z]{3,})\b(?! [A-Z])")
_CLAUSE = re.compile(r",( (?:[^\s,]+ ){3,}[^\s,]+?)(?=[,.])")
_OPPOSITES = (
    ("rise", "fall"),
    ("rose", "fell"),
    ("rising", "falling"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("more", "less"),
    ("before", "after"),
)
_FRENCH_DIRECTIONS = {"more": r"\bplus\b", "less": r"\bmoins\b", "before": r"\bavant\b", "after": r"\baprès\b"}
_OPPOSITE = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
_DIRECTION = re.compile(rf"\b(?:{'|'.join(_OPPOSITE)})\b")
_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
_SMALL = ENGLISH.words("small") | ENGLISH.words("function words")
_ENDINGS = ("ing", "ed", "ly", "s", "")
_BEFORE = {"the": "noun", "a": "noun", "an": "noun", "of": "noun", "his": "noun", "its": "noun", "their": "noun"}
_BEFORE |= {"to": "verb", "will": "verb", "would": "verb", "he": "verb", "they": "verb", "who": "verb", "it": "verb"}

_GLOSSARY = Session(Settings()).glossary

Planter = Callable[[str, str, random.Random], str | None]


class Pair(NamedTuple):
    french: str
    english: str


def negation_dropped(french: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_DENIAL, english, lambda _: "", chance) if _FRENCH_DENIAL.search(french) else None


def negation_added(_: str, english: str, chance: random.Random) -> str | None:
    if _DENIAL.search(english):
        return None
    return _replaced(_DENIABLE, english, lambda verb: f"{verb} not", chance)


def number_changed(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_NUMBER, english, lambda number: str(int(number) + chance.randint(1, 9)), chance)


def name_swapped(names: list[str]) -> Planter:
    """A name that both sides spell alike, for one of another sentence."""

    def swapped(french: str, english: str, chance: random.Random) -> str | None:
        found = names_of(french, english)
        other = chance.choice(names)
        return None if other in english or other in french else _put(english, found, lambda _: other, chance)

    swapped.__name__ = "name_swapped"
    return swapped


def names_of(french: str, english: str) -> list[re.Match[str]]:
    """What both sides spell alike and is no English word."""
    return [m for m in _NAME.finditer(english) if m.group() in french and not is_english(m.group())]


def direction_swapped(french: str, english: str, chance: random.Random) -> str | None:
    found = _said(_DIRECTION, french, english)
    found += [m for m in _DIRECTION.finditer(english) if re.search(_FRENCH_DIRECTIONS.get(m.group(), "$^"), french)]
    return _put(english, found, _OPPOSITE.__getitem__, chance)


def clause_dropped(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_CLAUSE, english, lambda _: "", chance)


def clause_repeated(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_CLAUSE, english, lambda clause: clause * 2, chance)


def subject_and_object_swapped(french: str, english: str, chance: random.Random) -> str | None:
    """Two names of both sides, with words in small letters between them, for each other."""
    found = [m for m in _TWO_NAMES.finditer(english) if m[1] != m[3] and french.count(m[1]) == french.count(m[3]) == 1]
    return _put(english, found, lambda text: _TWO_NAMES.sub(r"\3\2\1", text), chance)


def word_exchanged(classes: dict[str, list[str]]) -> Planter:
    """A content word of the English for another of its class, from the same set."""
    kind = {word: key for key, words in classes.items() for word in words}

    def exchanged(french: str, english: str, chance: random.Random) -> str | None:
        words = [match for match in _said(_WORD, french, english) if match.group() in kind]
        there = stems(english)

        def other(word: str) -> str:
            return next(w for w in iter(lambda: chance.choice(classes[kind[word]]), "") if stem(w) not in there)

        return _put(english, words, other, chance)

    exchanged.__name__ = "word_exchanged"
    return exchanged


def word_classes(pairs: list[Pair]) -> dict[str, list[str]]:
    """The content words of a set's English by their ending and by what mostly stands before them."""
    before = defaultdict[str, Counter[str]](Counter)
    for _, english in pairs:
        words = english.split()
        for one, word in pairwise(words):
            if _WORD.fullmatch(word) and word not in _SMALL and is_english(word):
                before[word][_BEFORE.get(one, "")] += 1
    classes = defaultdict[str, list[str]](list)
    for word, counts in before.items():
        ending = next(ending for ending in _ENDINGS if word.endswith(ending))
        kind = max(("noun", "verb"), key=lambda key: counts[key])
        classes[f"{ending} {kind if counts[kind] else 'other'}"].append(word)
    return {key: sorted(words) for key, words in sorted(classes.items()) if len(words) > 50}


PLANTERS: tuple[Planter, ...] = (
    negation_dropped,
    negation_added,
    number_changed,
    direction_swapped,
    clause_dropped,
    clause_repeated,
    subject_and_object_swapped,
)


def planters(pairs: list[Pair]) -> tuple[Planter, ...]:
    names = [match.group() for pair in pairs for match in names_of(*pair)]
    return *PLANTERS, name_swapped(names), word_exchanged(word_classes(pairs))


def _said(pattern: re.Pattern[str], french: str, english: str) -> list[re.Match[str]]:
    """The matches in the English that translate a word of the French, by the dictionary."""
    said = said_by(french)
    return [match for match in pattern.finditer(english) if stem(match.group()) in said]


def _replaced(pattern: re.Pattern[str], english: str, other: Callable[[str], str], chance: random.Random) -> str | None:
    return _put(english, list(pattern.finditer(english)), other, chance)


def _put(english: str, found: list[re.Match[str]], other: Callable[[str], str], chance: random.Random) -> str | None:
    """``english`` with one of the matches made another; None where there is none."""
    if not found:
        return None
    match = chance.choice(found)
    return f"{english[: match.start()]}{other(match.group())}{english[match.end() :]}"


def read(folder: Path, names: list[str]) -> list[Pair]:
    """The pairs of the sets, the English as the checks see it: in the house's typography."""
    found = []
    for name in names:
        french, english = (read_lines(folder / f"{name}.{side}") for side in ("fr", "en"))
        found += [Pair(f, to_reader(e, f)[0]) for f, e in zip(french, english, strict=True)]
    return found


def errors(pairs: list[Pair], planter: Planter, most: int) -> Iterator[tuple[Pair, str]]:
    """Pairs in another order, each with its wrong English."""
    chance = random.Random(SEED)
    made = ((pair, planter(*pair, chance)) for pair in chance.sample(pairs, len(pairs)))
    yield from islice(((pair, error) for pair, error in made if error is not None), most)


def doubts(french: str, english: str) -> tuple[Notice, ...]:
    return check(french, english, _GLOSSARY.has_english)


def planted(pairs: list[Pair], most: int) -> None:
    print("| error | planted | found | % |\n| --- | ---: | ---: | ---: |")
    total = Counter[bool]()
    for planter in planters(pairs):
        told = Counter(
            bool(set(doubts(french, error)) - set(doubts(french, english)))
            for (french, english), error in errors(pairs, planter, most)
        )
        total += told
        print(f"| {planter.__name__.replace('_', ' ')} | {_shares(told)} |")
    print(f"| all | {_shares(total)} |\n")


def _shares(told: Counter[bool]) -> str:
    return f"{told.total()} | {told[True]} | {told[True] / told.total():.0%}"


def human(folder: Path, names: list[str]) -> None:
    """What share of the sentences of each set has a notice of each kind."""
    sets = [read(folder, [name]) for name in names]
    codes = [[{notice.code for notice in doubts(*pair)} for pair in pairs] for pairs in sets]
    total = Counter(code for found in codes for each in found for code in each)
    print(f"| notice on human translations | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    for code in ("any", *(code for code, _ in total.most_common())):
        counts = (sum(bool(each) if code == "any" else code in each for each in found) for found in codes)
        shares = (f"{count / len(pairs):.1%}" for count, pairs in zip(counts, sets, strict=True))
        print(f"| {code} | {' | '.join(shares)} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS, help=f"names of sets (default: {' '.join(SETS)})")
    parser.add_argument("--most", type=int, default=400, help="errors of a kind (default: 400)")
    args = parser.parse_args()
    planted(read(args.folder, args.sets), args.most)
    human(args.folder, args.sets)
