"""Finding the glossary's French spellings in French copy: whole words, longest first, names by their capitals.

The spellings lie in a dictionary of folded text; at each word of the source the longest run of words that is in it
wins, unless it ends inside a stronger one (``_stronger``). That is leftmost-longest matching as an Aho-Corasick
automaton does it, but on words: the automaton's longest match may end within a word and hide the shorter true one, and
building it takes longer than reading the glossary (benchmarks/glossary.md has the figures).
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass

from translator.glossary.entries import Entry
from translator.glossary.folding import Folded, bare, fold, fold_all, folded_form
from translator.glossary.protect import addresses
from translator.glossary.table import Table
from translator.glossary.words import ELIDED, PREFIXES, SUFFIXES

WORD = re.compile(r"[^\W_]+")
ACRONYM_AS_WORD = 4  # letters from which an acronym may be written as a word (Otan, Unesco)

_SIGNS = string.punctuation + " «»“”„…°º№€£¥§·•—"

Listed = tuple[Entry, int]  # an entry and the position of one of its spellings
Record = tuple[int, int]


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
        # folded spelling → records that have it, in the order of their precedence; a record is (table, number in it)
        self._found: dict[str, Record | list[Record]] = {}
        self._bare: dict[str, list[Record]] = {}  # the same without accents, made when text in ALL CAPS asks for it
        for number, table in enumerate(tables):
            self._add(number, table)
        self._longest = max(map(len, self._found), default=0)

    def _add(self, number: int, table: Table) -> None:
        found, hidden = self._found, set(table.forbidden)
        for i, cell in enumerate(fold_all(table.sources)):
            if i in hidden:
                continue
            record = number, i
            for key in cell.split("|") if "|" in cell else (cell,):
                known = found.setdefault(key.strip(_SIGNS), record)
                if known is not record:
                    found[key.strip(_SIGNS)] = [*(known if isinstance(known, list) else (known,)), record]

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
                same = bare(_core(folded_form(spelling))) == bare(key)
                if same and all(e.sources[p] != spelling or e.case != entry.case for e, p in listed):
                    listed.append((entry, position))
        return listed

    def _drop_accents(self) -> None:
        if self._bare:
            return
        accented = [key for key in self._found if not key.isascii()]
        if not accented:
            return
        for key, plain in zip(accented, bare("\0".join(accented)).split("\0"), strict=True):
            records = self._found[key]
            self._bare.setdefault(plain, []).extend(records if isinstance(records, list) else [records])

    def winners(self, term: str) -> list[Listed]:
        """What is listed under ``term`` whatever its capitals and accents."""
        return self.listed(_core(folded_form(term)), caps=True)

    def find(self, source: str) -> list[Match]:
        """The terms of ``source`` from left to right, without overlap, none within an address."""
        folded = fold(source)
        text, found, longest = folded.text, self._found, self._longest
        words = [word.span() for word in WORD.finditer(text)]
        matches: list[Match] = []
        after = 0

        def longest_at(i: int) -> Match | None:
            """The longest term that begins with word ``i`` and does not cut into a stronger one."""
            begin, end = words[i]
            last = i
            while last + 1 < len(words) and words[last + 1][1] - begin <= longest:
                last += 1
            caps = end - begin > 1 and source[folded.span(begin, end)[0]].isupper()
            for j in range(last, i - 1, -1):
                if (caps or text[begin : words[j][1]] in found) and (
                    match := self._match(source, folded, words, i, j, matches)
                ):
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
