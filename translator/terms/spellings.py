"""All the French spellings of a glossary, to be looked up by what a text has.

They lie in a dictionary. It is built at once, by few calls for all of them: ten thousand entries must not keep an
article waiting.
"""

import string
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, count
from typing import TYPE_CHECKING

from translator.terms.entries import Entry
from translator.terms.folding import bare, bare_all, fold_all, folded_form

if TYPE_CHECKING:
    from translator.termbase.table import Table

_SIGNS = string.punctuation + " «»“”„…°º№€£¥§·•—"
_USUAL = 24  # letters within which nearly all spellings end

Listed = tuple[Entry, int]  # an entry and the position of one of its spellings


def core(key: str) -> str:
    """A folded spelling without the signs at its ends: « and ! are looked for separately."""
    return key.strip(_SIGNS)


class _Places:
    """Where each of some keys stands among them: ``places[key]``, in order, empty where it does not."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.first: dict[str, int] = {}
        firsts = list(map(self.first.setdefault, keys, count()))
        self._others: dict[str, list[int]] = {}
        for place in [place for place, first in enumerate(firsts) if place != first]:
            self._others.setdefault(keys[place], []).append(place)

    def __getitem__(self, key: str) -> list[int]:
        first = self.first.get(key)
        return [] if first is None else [first, *self._others.get(key, ())]


class Spellings:
    """The spellings of some tables, folded and without the signs at their ends.

    The later table (and within it the later record) wins on the same spelling. ``exact`` has them as keys.
    """

    def __init__(self, tables: Sequence["Table"]) -> None:
        self._tables = tables
        cells = [cell for table in tables for cell in table.sources]
        self._starts = list(accumulate((len(table.sources) for table in tables), initial=0))  # of the tables in cells
        self._ends = list(accumulate([cell.count("|") + 1 for cell in cells], initial=-1))[1:]  # each cell's last one
        spellings = fold_all("\0".join(cells).replace("|", "\0")).split("\0")
        self._spellings = _Places([spelling.strip(_SIGNS) for spelling in spellings])
        self.exact = self._spellings.first
        self.exact.pop("", None)  # of cells without a spelling
        long = [key for key in self.exact if len(key) > _USUAL]
        self._longest = max(map(len, long), default=_USUAL)
        self._long = {bare(key[:_USUAL]) for key in long}  # how the long ones begin

    def longest(self, plain: str, begin: int) -> int:
        """The most letters that a spelling may have that begins at ``begin`` of folded text without accents."""
        return self._longest if plain[begin : begin + _USUAL] in self._long else _USUAL

    @property
    def accentless(self) -> Mapping[str, int]:
        """The spellings that have accents, without them, as keys."""
        return self._accentless[1].first

    def listed(self, key: str) -> list[Listed]:
        """What is listed under the folded ``key``, winners first; if nothing is, what differs by accents alone."""
        numbers = self._spellings[key]
        if not numbers:
            accented, places = self._accentless
            numbers = sorted(n for place in places[bare(key)] for n in self._spellings[accented[place]])
            numbers = numbers or self._spellings[bare(key)]
        listed: list[Listed] = []
        for number in reversed(numbers):
            entry = self._entry(number)
            for position, spelling in enumerate(entry.sources):
                same = bare(core(folded_form(spelling))) == bare(key)
                if same and all(e.sources[p] != spelling or e.case != entry.case for e, p in listed):
                    listed.append((entry, position))
        return listed

    @cached_property
    def _accentless(self) -> tuple[list[str], _Places]:
        """The spellings that have accents, and where they stand without; made when capitals ask for it."""
        accented = [key for key in self.exact if not key.isascii()]
        return accented, _Places(bare_all("\0".join(accented)).split("\0") if accented else ())

    def _entry(self, number: int) -> Entry:
        """The entry that has a spelling."""
        cell = bisect_left(self._ends, number)
        table = bisect_right(self._starts, cell) - 1
        return self._tables[table].entry(cell - self._starts[table])

    def winners(self, term: str) -> list[Listed]:
        """What is listed under ``term`` whatever its capitals and accents."""
        return self.listed(core(folded_form(term)))
