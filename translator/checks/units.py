"""Does each number carry the same unit in both texts: a currency, per cent, degrees?

« 10 000 € » that became "$10,000", « 2 000 livres sterling » that became "2,000 books", a year that became money: the
values agree, what they measure does not. Lengths and weights are not compared: desks convert them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from translator.checks.numbers import read_numbers
from translator.languages import ENGLISH

_SPELLINGS = ENGLISH.rows("units")
_MEANINGS = {
    spelling: frozenset(None if unit == "none" else unit for unit in units.split())
    for spelling, units in _SPELLINGS.items()
}
_UNIT = "|".join(rf"(?P<u{i}>{spelling})" for i, spelling in enumerate(_SPELLINGS))
_SCALE = r"(?:k|m|mn|mds?|bn|tn|mille|milliers?|millions?|milliards?|hundred|thousand|(?:b|tr)illions?)(?![^\W\d])"
_ADJECTIVE = r"(?:US|U\.S\.|American|Canadian|Australian|new|nouveaux)"
_AFTER = re.compile(
    rf"[\s-]*(?:{_SCALE}[\s-]*)?(?:de |d['’]|of )?(?:{_ADJECTIVE} )?(?:{_UNIT})(?![^\W\d])", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?<![^\W\d])(?<!\d)(?:{_UNIT})\s?$", re.IGNORECASE)
_BELONGS_BEFORE = re.compile(rf"\d\s*(?:{_SCALE}\s*)?$", re.IGNORECASE)
_LINKED = re.compile(rf"\s*(?:{_SCALE}\s*)?(?:[-–/,]|à|et|ou|to|and|or)\s*(?:de |d['’])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written. ``units`` are those it may have; None among them: perhaps it has none."""

    written: str
    values: frozenset[Decimal]
    units: frozenset[str | None]

    @property
    def is_certain(self) -> bool:
        return None not in self.units


def units(source: str, target: str) -> str | None:
    """The numbers of both texts that carry another unit, or a unit on one side only."""
    french, english = list(_quantities(source, True)), list(_quantities(target, False))
    french_units = frozenset[str | None]().union(*(quantity.units for quantity in french)) - {None}
    # A unit that the French has with another number may have been left unsaid with this one.
    added = (
        (other, own) for own, other in _unlike(english, french) if other.is_certain or not own.units & french_units
    )
    pairs = [*_unlike(french, english), *added]
    # A pair is found from both of its sides.
    found = dict.fromkeys(f"{a.written} in the French, {b.written} in the English" for a, b in pairs)
    return f"The units differ: {'; '.join(found)}." if found else None


def _unlike(here: list[Quantity], there: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    for quantity in filter(lambda quantity: quantity.is_certain, here):
        same = [other for other in there if quantity.values & other.values]
        if same and not any(quantity.units & other.units for other in same):
            yield quantity, next((other for other in same if other.is_certain), same[0])


def _quantities(text: str, french: bool) -> Iterator[Quantity]:
    """The numbers in digits in reading order; in "10 to 15 %" and "€10-15" the unit may be that of both."""
    found = read_numbers(text, french)
    starts, ends, own = [], [], []
    for number in found:
        before, after = _BEFORE.search(text, max(0, number.start - 20), number.start), _AFTER.match(text, number.end)
        if before and before.group().strip().isalpha() and not before.group().isupper():
            before = None  # Euro 2012
        if before and _BELONGS_BEFORE.search(text, max(0, before.start() - 20), before.start()):
            before = None
        starts.append(before.start() if before else number.start)
        ends.append(after.end() if after and not before else number.end)
        own.append(_meaning(before or after))
    for i, number in enumerate(found):
        allowed = set(own[i] or {None})
        if not own[i]:
            if i + 1 < len(found) and _LINKED.fullmatch(text, ends[i], starts[i + 1]):
                allowed |= own[i + 1]
            if i and _LINKED.fullmatch(text, ends[i - 1], starts[i]):
                allowed |= own[i - 1]
        yield Quantity(" ".join(text[starts[i] : ends[i]].split()), number.values, frozenset(allowed))


def _meaning(match: re.Match[str] | None) -> frozenset[str | None]:
    if match is None or match.lastgroup is None:
        return frozenset()
    return list(_MEANINGS.values())[int(match.lastgroup[1:])]
