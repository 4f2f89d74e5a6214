"""The loaded glossary, and how its French spellings are found in French copy: whole words, longest first, names by
their capitals.

The spellings lie in a dictionary of folded text; at each word of the source the longest run of words that is in it
wins, unless it ends inside a stronger one (``_stronger``). That is leftmost-longest matching as an Aho-Corasick
automaton does it, but on words: the automaton's longest match may end within a word and hide the shorter true one, and
building it takes longer than reading the glossary (benchmarks/glossary.md has the figures).
"""

import hashlib
import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from translator.languages import FRENCH
from translator.languages.untouchable import addresses
from translator.languages.words import WORD, Folded, bare, capitals_agree, fold, folded_form
from translator.terms.entries import Entry, Match, terms_of
from translator.terms.reading import Reading, read

_WORD = re.compile(r"\w+")
REMEMBERED = 1024  # sentences; a window of a batch has some 300
_ELIDED = FRENCH.words("elided")
_PREFIXES = FRENCH.words("prefixes")
_SUFFIXES = FRENCH.words("suffixes")
_JOINED = (("-", " "), (" ", "-"))  # Nijni-Novgorod, Etats Unis
ACRONYM_AS_WORD = 4  # letters from which an acronym may be written as a word (Otan, Unesco)
_SIGNS = string.punctuation + " «»“”„…°º№€£¥§·•—"
_USUAL = 24  # letters within which nearly all spellings end

Listed = tuple[Entry, int]  # an entry and the position of one of its spellings


class Glossary:
    """Entries in order of precedence: of those with the same French spelling the last wins."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._spellings = Spellings(self.entries)
        # kept between prepare, apply and the checks
        self._find = lru_cache(REMEMBERED)(lambda source: find(source, self._spellings))
        self._read = lru_cache(REMEMBERED)(lambda source, target: read(source, target, terms_of(self._find(source))))

    @cached_property
    def forbidden(self) -> tuple[Entry, ...]:
        """The entries whose English forms must not appear."""
        return tuple(entry for entry in self.entries if entry.forbidden)

    @cached_property
    def peoples(self) -> frozenset[str]:
        """The house forms of nationalities and peoples: Czech, Chechen."""
        return frozenset(form for entry in self.entries if entry.is_people for form in entry.targets)

    @cached_property
    def _english(self) -> frozenset[str]:
        return frozenset(_WORD.findall("\n".join(form for entry in self.entries for form in entry.targets).lower()))

    def has_english(self, word: str) -> bool:
        """Whether ``word`` is a word of some house form, whatever its capitals: it is then no mangled name."""
        return word.lower() in self._english

    def find(self, source: str) -> list[Match]:
        """The terms in a French text, left to right, longest first, without overlap, none inside an address."""
        return list(self._find(source))

    def read(self, source: str, target: str) -> Reading:
        """How a translation stands to the terms of its source."""
        return self._read(source, target)

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Where ``text`` (in ALL CAPS) has names, as (start, end, the French spelling in normal case)."""
        return [(m.start, m.end, m.spelling) for m in self.find(text) if m.entry.case == "exact"]

    def winners(self, term: str) -> list[Listed]:
        """The entries that a French ``term`` falls under whatever its capitals and accents, the winner first."""
        return self._spellings.listed(core(folded_form(term)))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what the entries say; the order of entries, and where they stand, does not matter."""
        return hashlib.sha256("\n".join(sorted(map(_content, self.entries))).encode()).hexdigest()


def _content(entry: Entry) -> str:
    forms = map("|".join, (entry.sources, entry.targets, entry.variants))
    own = ("own",) if entry.own else ()
    return "\t".join((*forms, entry.kind, entry.case, entry.note, entry.status, *own))


def core(key: str) -> str:
    """A folded spelling without the signs at its ends: « and ! are looked for separately."""
    return key.strip(_SIGNS)


class Spellings:
    """The French spellings of some entries, to be looked up by what a text has.

    ``exact`` lists under each spelling, folded and without the signs at its ends, the entries that have it: the last
    one wins.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        listed = [(entry, i) for entry in entries if not entry.forbidden for i in range(len(entry.sources))]
        keys = folded_form("\0".join(entry.sources[i] for entry, i in listed)).split("\0")
        self.exact: dict[str, list[Listed]] = {}
        for key, item in zip(keys, listed, strict=False):
            self.exact.setdefault(core(key), []).append(item)
        self.exact.pop("", None)  # spellings that are all signs
        long = [key for key in self.exact if len(key) > _USUAL]
        self._longest = max(map(len, long), default=_USUAL)
        self._long = {bare(key[:_USUAL]) for key in long}  # how the long ones begin

    @cached_property
    def accentless(self) -> Mapping[str, Sequence[str]]:
        """The spellings that have accents, by what they are without them."""
        accented = [key for key in self.exact if not key.isascii()]
        found: dict[str, list[str]] = {}
        for plain, key in zip(bare("\0".join(accented)).split("\0"), accented, strict=False):
            found.setdefault(plain, []).append(key)
        return found

    def longest(self, plain: str, begin: int) -> int:
        """The most letters that a spelling may have that begins at ``begin`` of folded text without accents."""
        return self._longest if plain[begin : begin + _USUAL] in self._long else _USUAL

    def listed(self, key: str) -> list[Listed]:
        """What is listed under the folded ``key``, winners first; if nothing is, what differs by accents alone."""
        items = self.exact.get(key)
        if items is None:
            items = [item for accented in self.accentless.get(bare(key), ()) for item in self.exact[accented]]
            items = items or self.exact.get(bare(key), [])
        listed: list[Listed] = []
        for entry, _ in reversed(items):
            for position, spelling in enumerate(entry.sources):
                same = bare(core(folded_form(spelling))) == bare(key)
                if same and all(e.sources[p] != spelling or e.case != entry.case for e, p in listed):
                    listed.append((entry, position))
        return listed


def find(source: str, spellings: Spellings) -> list[Match]:
    """The terms of ``source`` from left to right, without overlap, none within an address."""
    matches = _leftmost_longest(source, spellings)
    closed = addresses(source) if matches else []
    return [m for m in matches if not any(start < m.end and m.start < end for start, end in closed)]


def _leftmost_longest(source: str, spellings: Spellings) -> list[Match]:
    folded = fold(source)
    text, plain = folded.text, bare(folded.text)
    joined = [text.replace(*pair) for pair in _JOINED if pair[0] in text]
    words = [word.span() for word in WORD.finditer(text)]
    ends = [end for _, end in words]
    spans = words if folded.starts is None else [folded.span(*word) for word in words]  # in the source
    lacking = [i for i, (start, end) in enumerate(spans) if _may_lack_accents(source[start:end])]
    joined_plain = [bare(other) for other in joined] if lacking else []
    exact, accentless = spellings.exact, spellings.accentless if lacking else {}
    matches: list[Match] = []
    after = 0

    def longest_at(i: int) -> Match | None:
        """The longest term that begins with word ``i`` and does not cut into a stronger one."""
        begin = words[i][0]
        stops = ends[i : bisect_right(ends, begin + spellings.longest(plain, begin))]
        listed = [stop for stop in stops if text[begin:stop] in exact]
        is_capital = source[spans[i][0]].isupper()
        if is_capital:  # perhaps a name: hyphens may stand for spaces, and the other way round
            listed += [s for s in stops for other in joined if other[begin:s] in exact]
        if (k := bisect_left(lacking, i)) < len(lacking):
            late = stops[lacking[k] - i :]
            for way in (plain, *joined_plain) if is_capital else (plain,):
                listed += [s for s in late if way[begin:s] in accentless or way[begin:s] in exact]
        for stop in sorted(set(listed), reverse=True):
            j = i + stops.index(stop)
            if match := _match(source, folded, spellings, words, i, j, matches):
                later = (longest_at(k) for k in range(i + 1, j + 1))
                if not any(other and other.end > match.end and _stronger(other, match) for other in later):
                    return match
        return None

    for i in range(len(words)):
        if i >= after and (match := longest_at(i)):
            matches.append(match)
            while after < len(words) and spans[after][0] < match.end:
                after += 1
    return matches


def _match(
    source: str,
    folded: Folded,
    spellings: Spellings,
    words: list[tuple[int, int]],
    i: int,
    j: int,
    before: list[Match],
) -> Match | None:
    """The term that words ``i`` to ``j`` are, if they are one."""
    begin, stop = words[i][0], words[j][1]
    start, end = folded.span(begin, stop)
    given = source[start:end]
    key = folded.text[begin:stop]
    raised = given.isupper()
    for entry, position in _candidates(key, spellings):
        spelling = entry.sources[position]
        span = _around(spelling, folded, begin, stop)
        if (
            span
            and (raised or _accents_agree(core(folded_form(spelling)), key))
            and may_be_written(spelling, given, entry.case)
            and _free_before(source, folded, words, i, before, entry)
            and _free_after(folded.text, spellings, words, j, given)
            and (entry.kind != "head" or (i, j) == (0, len(words) - 1))
            and not any(re.search(rf"\b{re.escape(word)}", folded.text) for word in entry.not_with)
        ):
            raised = raised and not spelling.isupper() and sum(map(str.isalpha, given)) > 1
            return Match(*span, spelling, entry, entry.form(position), raised)
    return None


def _candidates(key: str, spellings: Spellings) -> Iterator[tuple[Entry, int]]:
    """What is listed under a folded key; then names that have a hyphen where the key has a space, or a space for it."""
    yield from spellings.listed(key)
    for given, usual in _JOINED:
        if given in key:
            listed = spellings.listed(key.replace(given, usual))
            yield from ((entry, position) for entry, position in listed if entry.is_name)


def _free_after(text: str, spellings: Spellings, words: list[tuple[int, int]], j: int, given: str) -> bool:
    """Whether a term may end with word ``j``: not before -sur-Mer, but before -là, and in Kiev-Moscou."""
    end = words[j][1]
    if j + 1 == len(words) or words[j + 1][0] != end + 1 or text[end] not in "'-":
        return True
    following = text[slice(*words[j + 1])]
    if text[end] == "'":
        return following == "s"
    return following in _SUFFIXES or following in spellings.exact or (given.isupper() and given.isalpha())


def may_be_written(spelling: str, given: str, case: str) -> bool:
    """Whether ``given``, the same letters as ``spelling``, has a capital wherever a word of ``spelling`` begins so.

    Text in ALL CAPS always agrees; an acronym of four letters or more may come as a word (OTAN, Otan), a shorter one
    would be too many names (PAM, Pam).

    >>> may_be_written("Nice", "nice", "exact"), may_be_written("OTAN", "Otan", "exact")
    (False, True)
    >>> may_be_written("PAM", "Pam", "exact")
    False
    """
    if case == "fold" or given == spelling or given.isupper():
        return True
    if spelling.isupper() and len(spelling) < ACRONYM_AS_WORD:
        return False
    return capitals_agree(spelling, given)


def _may_lack_accents(word: str) -> bool:
    """Whether French may write a word without an accent that it has: ELYSEE, or with its first letter Elysée."""
    return word[0] in "ACEIOU" or (word.isupper() and len(word) > 1)


def _accents_agree(spelling: str, given: str) -> bool:
    """Whether folded text has the accents of a spelling, but perhaps those of first letters."""
    pairs = zip(" " + given, given, spelling, strict=False)
    return all(letter == listed or not before.isalnum() or letter in " -" for before, letter, listed in pairs)


def _stronger(later: Match, earlier: Match) -> bool:
    """Whether ``later``, which begins within ``earlier`` and ends after it, is what the words really are.

    A name wins over a term or title (« président de la | République | tchèque » is about a country), and of two of a
    kind the longer; the words before it are then free for a shorter term.
    """
    rank_later, rank_earlier = ((m.entry.is_name, m.end - m.start) for m in (later, earlier))
    return rank_later > rank_earlier


def _around(spelling: str, folded: Folded, begin: int, end: int) -> tuple[int, int] | None:
    """The original span of a term whose core is ``begin:end``, with the signs at its ends; None where they lack."""
    if not (spelling[0].isalnum() and spelling[-1].isalnum()):
        key = folded_form(spelling)
        begin -= key.index(core(key))
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
        return previous in _ELIDED
    start, end = folded.span(*words[i - 1])
    if previous in _PREFIXES or (before and before[-1].end == end):
        return True
    return entry.is_name and source[start:end].islower()
