"""The loaded glossary: its entries in order of precedence, ready to be looked up."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from translator.terms.entries import Entry
from translator.terms.matching import Match, find
from translator.terms.reading import Reading, read
from translator.terms.showing import show
from translator.terms.spellings import Spellings
from translator.terms.terms import terms_of

if TYPE_CHECKING:
    from translator.termbase.table import Table

_WORD = re.compile(r"\w+")
REMEMBERED = 1024  # sentences; two rounds of a batch have some 600


class Glossary:
    """Entries from one or more files, the later file winning on the same French spelling."""

    def __init__(self, tables: Sequence["Table"]) -> None:
        self._tables = tuple(tables)
        self._spellings = Spellings(self._tables)
        # kept between prepare, apply and the checks
        self._find = lru_cache(REMEMBERED)(lambda source: find(source, self._spellings))
        self._read = lru_cache(REMEMBERED)(lambda source, target: read(source, target, terms_of(self._find(source))))
        self._has_english = lru_cache(REMEMBERED)(self._look_for_english)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order of precedence, the last winning."""
        return tuple(entry for table in self._tables for entry in table.entries)

    @cached_property
    def forbidden(self) -> tuple[Entry, ...]:
        """The entries whose English forms must not appear."""
        return tuple(table.entry(i) for table in self._tables for i in table.forbidden)

    def has_english(self, word: str) -> bool:
        """Whether ``word`` is a word of some house form, whatever its capitals: it is then no mangled name."""
        return self._has_english(word)

    def _look_for_english(self, word: str) -> bool:
        forms = (form for entry in self.mentioning(word) for form in entry.targets)
        return any(word.lower() in _WORD.findall(form.lower()) for form in forms)

    def mentioning(self, word: str) -> Iterator[Entry]:
        """The entries that have ``word`` anywhere in their line."""
        return (entry for table in self._tables for entry in table.mentioning(word))

    def find(self, source: str) -> list[Match]:
        """The terms in a French text, left to right, longest first, without overlap, none inside an address."""
        return list(self._find(source))

    def read(self, source: str, target: str) -> Reading:
        """How a translation stands to the terms of its source."""
        return self._read(source, target)

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Where ``text`` (in ALL CAPS) has names, as (start, end, the French spelling in normal case)."""
        return [(m.start, m.end, m.spelling) for m in self.find(text) if m.entry.case == "exact"]

    def show(self, term: str) -> str:
        """What the glossary has on ``term`` (French or English), which entry wins and why, as lines; "" for nothing."""
        return show(term, self.entries, self._spellings.winners(term))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what the entries say; the order of entries, and where they stand, does not matter."""
        layouts = sorted({repr(table.columns) for table in self._tables})
        records = sorted(record for table in self._tables for record in table.records if record)
        return hashlib.sha256("\n".join((*layouts, *records)).encode()).hexdigest()
