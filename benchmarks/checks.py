"""How many errors planted into human translations the checks find, and how often they doubt a translation as it is.

    python benchmarks/checks.py EVAL [--most 400]     # newstest2012 and newstest2013: the tables of checks.md

An error is found if there is a notice that was not there before. The same errors are planted each time.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from translator.checks import check

SETS = ("newstest2012", "newstest2013")
SEED = 15
_DENIAL = re.compile(r"(?:(?<=\w)n['’]t|\s(?:not|never|no))\b")
_DENIABLE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should)\b")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_CLAUSE = re.compile(r",( (?:[^\s,]+ ){3,}[^\s,]+?)(?=[,.])")
_OPPOSITES = (
    ("rise", "fall"),
    ("rose", "fell"),
    ("rising", "falling"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("more", "less"),
    ("before", "after"),
    ("up", "down"),
)
_OPPOSITE = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
_DIRECTION = re.compile(rf"\b(?:{'|'.join(_OPPOSITE)})\b")

Planter = Callable[[str, str, random.Random], str | None]


def negation_dropped(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_DENIAL, english, lambda _: "", chance)


def negation_added(_: str, english: str, chance: random.Random) -> str | None:
    if _DENIAL.search(english):
        return None
    return _replaced(_DENIABLE, english, lambda verb: f"{verb} not", chance)


def number_changed(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_NUMBER, english, lambda number: str(int(number) + chance.randint(1, 9)), chance)


def name_swapped(french: str, english: str, chance: random.Random) -> str | None:
    """A name that both sides spell alike, for one of the following."""
    others = [name for name in ("Martin", "Obama", "Berlin", "Microsoft", "Madrid", "Johnson") if name not in english]
    names = [match for match in _NAME.finditer(english) if match.group() in french]
    if not names:
        return None
    match = chance.choice(names)
    return f"{english[: match.start()]}{chance.choice(others)}{english[match.end() :]}"


def direction_swapped(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_DIRECTION, english, _OPPOSITE.__getitem__, chance)


def clause_dropped(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_CLAUSE, english, lambda _: "", chance)


def clause_repeated(_: str, english: str, chance: random.Random) -> str | None:
    return _replaced(_CLAUSE, english, lambda clause: clause * 2, chance)


PLANTERS: tuple[Planter, ...] = (
    negation_dropped,
    negation_added,
    number_changed,
    name_swapped,
    direction_swapped,
    clause_dropped,
    clause_repeated,
)


def _replaced(pattern: re.Pattern[str], english: str, other: Callable[[str], str], chance: random.Random) -> str | None:
    """``english`` with one of the matches of ``pattern`` made another; None where there is none."""
    matches = list(pattern.finditer(english))
    if not matches:
        return None
    match = chance.choice(matches)
    return f"{english[: match.start()]}{other(match.group())}{english[match.end() :]}"


def pairs(folder: Path) -> list[tuple[str, str]]:
    sides = (
        [(folder / f"{name}.{side}").read_text("utf-8").rstrip("\n").split("\n") for name in SETS]
        for side in ("fr", "en")
    )
    return [pair for french, english in zip(*sides, strict=True) for pair in zip(french, english, strict=True)]


def planted(found: list[tuple[str, str]], most: int) -> None:
    print("| error | planted | found | % |\n| --- | ---: | ---: | ---: |")
    total = Counter[bool]()
    for planter in PLANTERS:
        chance = random.Random(SEED)
        mixed = chance.sample(found, len(found))
        wrong = ((french, english, planter(french, english, chance)) for french, english in mixed)
        told = Counter[bool]()
        for french, english, error in wrong:
            if error is not None:
                told[bool(set(check(french, error)) - set(check(french, english)))] += 1
            if told.total() == most:
                break
        total += told
        print(f"| {planter.__name__.replace('_', ' ')} | {_shares(told)} |")
    print(f"| all | {_shares(total)} |\n")


def _shares(told: Counter[bool]) -> str:
    return f"{told.total()} | {told[True]} | {told[True] / told.total():.0%}"


def human(found: list[tuple[str, str]]) -> None:
    codes = [{notice.code for notice in check(french, english)} for french, english in found]
    print(f"| notice on {len(found)} human translations | sentences | % |\n| --- | ---: | ---: |")
    for code, times in (("any", sum(map(bool, codes))), *Counter(c for each in codes for c in each).most_common()):
        print(f"| {code} | {times} | {times / len(found):.1%} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=400, help="errors of a kind (default: 400)")
    args = parser.parse_args()
    read = pairs(args.folder)
    planted(read, args.most)
    human(read)
