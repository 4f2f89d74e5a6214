"""Finding the glossary's French spellings in French copy: whole words, longest first, names by their capitals.

The spellings lie in a dictionary of folded text; at each word of the source the longest run of words that is in it
wins, unless it ends inside a stronger one (``_stronger``). That is leftmost-longest matching as an Aho-Corasick
automaton does it, but on words: the automaton's longest match may end within a word and hide the shorter true one, and
building it takes longer than reading the glossary (benchmarks/glossary.md has the figures).
"""

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count, repeat
from operator import add

from translator.glossary.entries import Entry
from translator.glossary.folding import Folded, bare, bare_all, fold, fold_all, folded_form
from translator.glossary.protect import addresses
from translator.glossary.table import Table
from translator.glossary.words import ELIDED, PREFIXES, SUFFIXES

WORD = re.compile(r"[^\W_]+")
_USUAL = 24  # letters within which nearly all spellings end
ACRONYM_AS_WORD = 4  # letters from which an acronym may be written as a word (Otan, Unesco)

_SIGNS = string.punctuation + " «»“”„…°º№€£¥§·•—"

Listed = tuple[Entry, int]  # an entry and the position of one of its spellings


@dataclass(frozen=True, slots=True)
class Match:
    """A term in the source: ``source[start:end]`` is ``spelling`` (as the glossary writes it) in some form.

    ``form`` is the house form that answers to it; ``caps`` says that the text has it in ALL CAPS though the glossary
    does not.
    """

    start: int
    end: int
    spelling: str
    entry: Entry
    form: str
    caps: bool = False


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


class Index:
    """The spellings of some tables, the later table (and within it the later record) winning on the same spelling."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        cells = [cell for table in tables for cell in table.sources]
        self._starts = list(accumulate((len(table.sources) for table in tables), initial=0))  # of the tables in cells
        pipes = accumulate(map(str.count, cells, repeat("|")))
        self._ends = list(map(add, pipes, count()))  # the number of each cell's last spelling
        spellings = fold_all("\0".join(cells).replace("|", "\0")).split("\0")
        self._spellings = _Places([spelling.strip(_SIGNS) for spelling in spellings])
        self._found = self._spellings.first
        self._found.pop("", None)  # of cells without a spelling
        self._longest = max(map(len, self._found), default=0)
        self._long = {key[:_USUAL] for key in self._found if len(key) > _USUAL}  # how the long ones begin

    def listed(self, key: str, caps: bool = False) -> list[Listed]:
        """What is listed under the folded ``key``, winners first; in ALL CAPS also what differs by accents alone."""
        numbers = self._spellings[key]
        if not numbers and caps:
            accented, places = self._accentless
            numbers = sorted(n for place in places[bare(key)] for n in self._spellings[accented[place]])
            numbers = numbers or self._spellings[bare(key)]
        listed: list[Listed] = []
        for number in reversed(numbers):
            entry = self._entry(number)
            for position, spelling in enumerate(entry.sources):
                same = bare(_core(folded_form(spelling))) == bare(key)
                if same and all(e.sources[p] != spelling or e.case != entry.case for e, p in listed):
                    listed.append((entry, position))
        return listed

    @cached_property
    def _accentless(self) -> tuple[list[str], _Places]:
        """The spellings that have accents, and where they stand without; made when text in ALL CAPS asks for it."""
        accented = [key for key in self._found if not key.isascii()]
        return accented, _Places(bare_all("\0".join(accented)).split("\0") if accented else ())

    def _entry(self, number: int) -> Entry:
        """The entry that has a spelling."""
        cell = bisect_left(self._ends, number)
        table = bisect_right(self._starts, cell) - 1
        return self._tables[table].entry(cell - self._starts[table])

    def winners(self, term: str) -> list[Listed]:
        """What is listed under ``term`` whatever its capitals and accents."""
        return self.listed(_core(folded_form(term)), caps=True)

    def find(self, source: str) -> list[Match]:
        """The terms of ``source`` from left to right, without overlap, none within an address."""
        folded = fold(source)
        text, found = folded.text, self._found
        words = [word.span() for word in WORD.finditer(text)]
        ends = [end for _, end in words]
        matches: list[Match] = []
        after = 0

        def longest_at(i: int) -> Match | None:
            """The longest term that begins with word ``i`` and does not cut into a stronger one."""
            begin, end = words[i]
            length = self._longest if text[begin : begin + _USUAL] in self._long else _USUAL
            stops = ends[i : bisect_right(ends, begin + length)]
            listed = [stop for stop in stops if text[begin:stop] in found]
            if end - begin > 1 and source[slice(*folded.span(begin, end))].isupper():
                listed = [s for s in stops if s in listed or source[slice(*folded.span(begin, s))].isupper()]
            for stop in reversed(listed):
                j = i + stops.index(stop)
                if match := self._match(source, folded, words, i, j, matches):
                    later = (longest_at(k) for k in range(i + 1, j + 1))
                    if not any(other and other.end > match.end and _stronger(other, match) for other in later):
                        return match
            return None

        for i in range(len(words)):
            if i >= after and (match := longest_at(i)):
                matches.append(match)
                while after < len(words) and folded.span(*words[after])[0] < match.end:
                    after += 1
        closed = addresses(source) if matches else []
        return [m for m in matches if not any(start < m.end and m.start < end for start, end in closed)]

    def _match(
        self, source: str, folded: Folded, words: list[tuple[int, int]], i: int, j: int, before: list[Match]
    ) -> Match | None:
        """The term that words ``i`` to ``j`` are, if they are one."""
        begin, stop = words[i][0], words[j][1]
        start, end = folded.span(begin, stop)
        given = source[start:end]
        raised = given.isupper()
        for entry, position in self.listed(folded.text[begin:stop], raised):
            spelling = entry.sources[position]
            span = _around(spelling, folded, begin, stop)
            if (
                span
                and capitals_agree(spelling, given, entry.case)
                and _free_before(source, folded, words, i, before, entry)
                and self._free_after(folded.text, words, j, given)
            ):
                raised = raised and not spelling.isupper() and sum(map(str.isalpha, given)) > 1
                return Match(*span, spelling, entry, entry.form(position), raised)
        return None

    def _free_after(self, text: str, words: list[tuple[int, int]], j: int, given: str) -> bool:
        """Whether a term may end with word ``j``: not before -sur-Mer, but before -là, and in Kiev-Moscou."""
        end = words[j][1]
        if j + 1 == len(words) or words[j + 1][0] != end + 1 or text[end] not in "'-":
            return True
        following = text[slice(*words[j + 1])]
        if text[end] == "'":
            return following == "s"
        return following in SUFFIXES or following in self._found or (given.isupper() and given.isalpha())


def capitals_agree(spelling: str, given: str, case: str) -> bool:
    """Whether ``given``, the same letters as ``spelling``, has a capital wherever a word of ``spelling`` begins so.

    Text in ALL CAPS always agrees; an acronym of four letters or more may come as a word (OTAN, Otan), a shorter one
    would be too many names (PAM, Pam).

    >>> capitals_agree("Nice", "nice", "exact"), capitals_agree("OTAN", "Otan", "exact")
    (False, True)
    >>> capitals_agree("PAM", "Pam", "exact")
    False
    """
    if case == "fold" or given == spelling or given.isupper():
        return True
    if spelling.isupper() and len(spelling) < ACRONYM_AS_WORD:
        return False
    pairs = zip(WORD.findall(spelling), WORD.findall(given), strict=False)
    return all(not listed[0].isupper() or found[0].isupper() for listed, found in pairs)


def _stronger(later: Match, earlier: Match) -> bool:
    """Whether ``later``, which begins within ``earlier`` and ends after it, is what the words really are.

    A name wins over a term or title (« président de la | République | tchèque » is about a country), and of two of a
    kind the longer; the words before it are then free for a shorter term.
    """
    rank_later, rank_earlier = ((m.entry.is_name, m.end - m.start) for m in (later, earlier))
    return rank_later > rank_earlier


def _core(key: str) -> str:
    """A folded spelling without the signs at its ends: « and ! are looked for separately."""
    return key.strip(_SIGNS)


def _around(spelling: str, folded: Folded, begin: int, end: int) -> tuple[int, int] | None:
    """The original span of a term whose core is ``begin:end``, with the signs at its ends; None where they lack."""
    if not (spelling[0].isalnum() and spelling[-1].isalnum()):
        key = folded_form(spelling)
        begin -= key.index(_core(key))
        end = begin + len(key)
        if begin < 0 or folded.text[begin:end] != key:
            return None
    return folded.span(begin, end)


def _free_before(
    source: str, folded: Folded, words: list[tuple[int, int]], i: int, before: list[Match], entry: Entry
) -> bool:
    """Whether a term may begin with word ``i``: after l’ or pro-, not after aujourd’ or Jean-."""
    text, begin = folded.text, words[i][0]
    if i == 0 or words[i - 1][1] != begin - 1 or text[begin - 1] not in "'-":
        return True
    previous = text[slice(*words[i - 1])]
    if text[begin - 1] == "'":
        return previous in ELIDED
    start, end = folded.span(*words[i - 1])
    if previous in PREFIXES or (before and before[-1].end == end):
        return True
    return entry.is_name and source[start:end].islower()
