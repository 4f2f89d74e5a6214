"""The loaded glossary: its entries in order of precedence, ready to be looked up."""

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from translator.languages.words import folded_form
from translator.terms.entries import Entry, Match, terms_of
from translator.terms.matching import Listed, Spellings, core, find
from translator.terms.reading import Reading, read

_WORD = re.compile(r"\w+")
REMEMBERED = 1024  # sentences; a window of a batch has some 300


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
