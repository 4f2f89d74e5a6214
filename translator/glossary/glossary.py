"""The loaded glossary: its entries in order of precedence, ready to be looked up."""

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property

from translator.glossary.entries import Entry
from translator.glossary.matching import Index, Match
from translator.glossary.showing import show
from translator.glossary.table import Table
from translator.glossary.writing import said

_REMEMBERED = 512  # sentences whose terms are kept between prepare, apply and the checks


class Glossary:
    """Entries from one or more files, the later file winning on the same French spelling."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tuple(tables)
        self._index = Index(self._tables)
        self._matches: dict[str, list[Match]] = {}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order of precedence, the last winning."""
        return tuple(table.entry(i) for table in self._tables for i in range(len(table)))

    @cached_property
    def forbidden(self) -> tuple[Entry, ...]:
        """The entries whose English forms must not appear."""
        return tuple(table.entry(i) for table in self._tables for i in table.forbidden)

    @cached_property
    def _targets(self) -> str:
        return "\n".join(cell for table in self._tables for cell in table.targets).lower()

    def has_english(self, word: str) -> bool:
        """Whether ``word`` is a word of some house form, whatever its capitals: it is then no mangled name."""
        return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", self._targets) is not None

    def find(self, source: str) -> list[Match]:
        """The terms in a French text, left to right, longest first, without overlap, none inside an address."""
        if source not in self._matches:
            if len(self._matches) >= _REMEMBERED:
                self._matches.clear()
            self._matches[source] = self._index.find(source)
        return list(self._matches[source])

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Where ``text`` (in ALL CAPS) has names, as (start, end, the French spelling in normal case)."""
        return [(m.start, m.end, m.spelling) for m in self.find(text) if m.entry.case == "exact"]

    def show(self, term: str) -> str:
        """What the glossary has on ``term`` (French or English), which entry wins and why, as lines; "" for nothing."""
        return show(term, self.entries, self._index.winners(term))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what the entries say; the order of entries, and where they stand, does not matter."""
        lines = sorted("\x1f".join(said(entry)) for entry in self.entries)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
