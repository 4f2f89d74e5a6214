"""Finding the glossary's French spellings in French copy: whole words, longest first, names by their capitals.

The spellings lie in a dictionary of folded text; at each word of the source the longest run of words that is in it
wins. That is leftmost-longest matching as an Aho-Corasick automaton does it, but on words: the automaton's longest
match may end within a word and hide the shorter true one, and building it takes longer than reading the glossary
(benchmarks/glossary.md has the figures).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.glossary.entries import NAME_KINDS, Entry
from translator.glossary.folding import Folded, bare, fold, fold_all
from translator.glossary.protect import addresses
from translator.glossary.table import Table
from translator.glossary.words import ELIDED, PREFIXES, SUFFIXES

WORD = re.compile(r"[^\W_]+")

Listed = tuple[Entry, int]  # an entry and the position of one of its spellings
Record = tuple[int, int]
_HEAD = 3


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


class Index:
    """The spellings of some tables, the later table (and within it the later record) winning on the same spelling."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        # folded spelling → record, or records in the order of their precedence; a record is (table, number in it)
        self._found: dict[str, Record | list[Record]] = {}
        self._longest: dict[str, int] = {}  # length of the longest spelling that begins with these letters
        self._bare: dict[str, list[Record]] = {}  # the same without accents, made when text in ALL CAPS asks for it
        self._longest_bare: dict[str, int] = {}
        for number, table in enumerate(tables):
            self._add(number, table)

    def _add(self, number: int, table: Table) -> None:
        found, longest, hidden = self._found, self._longest, set(table.forbidden)
        for i, cell in enumerate(fold_all(table.sources)):
            if i in hidden:
                continue
            record = number, i
            for key in cell.split("|") if "|" in cell else (cell,):
                if not (key[:1].isalnum() and key[-1].isalnum()):
                    key = _core(key)
                    if not key:
                        continue
                head = key[:_HEAD]
                if not head.isalnum():
                    head = _head(key)
                if len(key) > longest.get(head, 0):
                    longest[head] = len(key)
                known = found.setdefault(key, record)
                if known is not record:
                    found[key] = [*(known if isinstance(known, list) else (known,)), record]

    def listed(self, key: str, caps: bool = False) -> list[Listed]:
        """What is listed under the folded ``key``, winners first; in ALL CAPS also what differs by accents alone."""
        found = self._found.get(key)
        if found is None and caps:
            self._drop_accents()
            found = self._bare.get(bare(key)) or self._found.get(bare(key))
        if not found:
            return []
        listed: list[Listed] = []
        for number, i in reversed(found) if isinstance(found, list) else (found,):
            entry = self._tables[number].entry(i)
            for position, spelling in enumerate(entry.sources):
                same = bare(_core(fold(spelling).text)) == bare(key)
                if same and all(e.sources[p] != spelling or e.case != entry.case for e, p in listed):
                    listed.append((entry, position))
        return listed

    def _drop_accents(self) -> None:
        if self._bare:
            return
        for known, records in self._found.items():
            if not known.isascii():
                key = bare(known)
                self._bare.setdefault(key, []).extend(records if isinstance(records, list) else [records])
                head = _head(key)
                self._longest_bare[head] = max(len(key), self._longest_bare.get(head, 0))

    def winners(self, term: str) -> list[Listed]:
        """What is listed under ``term`` whatever its capitals and accents."""
        return self.listed(_core(fold(term).text), caps=True)

    def find(self, source: str) -> list[Match]:
        """The terms of ``source`` from left to right, without overlap, none within an address."""
        folded = fold(source)
        words = [found.span() for found in WORD.finditer(folded.text)]
        matches: list[Match] = []
        closed: list[tuple[int, int]] | None = None
        i = 0
        while i < len(words):
            match = self._at(source, folded, words, i, matches)
            i += 1
            if match is None:
                continue
            closed = addresses(source) if closed is None else closed
            if not any(start < match.end and match.start < end for start, end in closed):
                matches.append(match)
                while i < len(words) and folded.span(*words[i])[0] < match.end:
                    i += 1
        return matches

    def _at(
        self, source: str, folded: Folded, words: list[tuple[int, int]], i: int, before: list[Match]
    ) -> Match | None:
        """The longest term that begins with word ``i``."""
        text, begin = folded.text, words[i][0]
        start, end = folded.span(*words[i])
        caps = source[start:end].isupper()
        head = text[begin : min(words[i][1], begin + _HEAD)]
        room = self._longest.get(head, 0)
        if caps:
            self._drop_accents()
            head = bare(head)
            room = max(room, self._longest.get(head, 0), self._longest_bare.get(head, 0))
        if not room:
            return None
        last = i
        while last + 1 < len(words) and words[last + 1][1] - begin <= room:
            last += 1
        for j in range(last, i - 1, -1):
            key = text[begin : words[j][1]]
            if key not in self._found and not caps:
                continue
            start, end = folded.span(begin, words[j][1])
            given = source[start:end]
            raised = given.isupper()
            for entry, position in self.listed(key, raised):
                spelling = entry.sources[position]
                span = _around(spelling, folded, begin, words[j][1])
                if (
                    span
                    and capitals_agree(spelling, given, entry.case)
                    and _free_before(source, folded, words, i, before, entry)
                    and self._free_after(text, words, j, given)
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

    Text in ALL CAPS always agrees; an acronym may come as a word (OTAN, Otan).

    >>> capitals_agree("Nice", "nice", "exact"), capitals_agree("OTAN", "Otan", "exact")
    (False, True)
    """
    if case == "fold" or given == spelling or given.isupper():
        return True
    pairs = zip(WORD.findall(spelling), WORD.findall(given), strict=False)
    return all(not listed[0].isupper() or found[0].isupper() for listed, found in pairs)


def _core(key: str) -> str:
    """A folded spelling from its first to its last letter or digit: « and ! at its ends are looked for separately."""
    found = list(WORD.finditer(key))
    return key[found[0].start() : found[-1].end()] if found else key


def _head(key: str) -> str:
    """The first letters of a key, within its first word."""
    first = WORD.match(key, 0, _HEAD)
    return first[0] if first else key[:_HEAD]


def _around(spelling: str, folded: Folded, begin: int, end: int) -> tuple[int, int] | None:
    """The original span of a term whose core is ``begin:end``, with the signs at its ends; None where they lack."""
    if not (spelling[0].isalnum() and spelling[-1].isalnum()):
        key = fold(spelling).text
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
    return entry.kind in NAME_KINDS and source[start:end].islower()
