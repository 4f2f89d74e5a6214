"""The loaded glossary: its entries in order of precedence, ready to be looked up."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

from translator.glossary.entries import Entry
from translator.glossary.matching import Index, Match
from translator.glossary.showing import show


class Glossary:
    """Entries from one or more files, the later file winning on the same French spelling."""

    def __init__(self, files: Sequence[Sequence[Entry]]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entry for entries in files for entry in entries)
        self.forbidden: tuple[Entry, ...] = tuple(entry for entry in self.entries if entry.forbidden)
        self._index = Index(entry for entry in self.entries if not entry.forbidden)

    def find(self, source: str) -> list[Match]:
        """The terms in a French text, left to right, longest first, without overlap, none inside an address."""
        return self._index.find(source)

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Where ``text`` (in ALL CAPS) has names, as (start, end, the French spelling in normal case)."""
        return [(m.start, m.end, m.spelling) for m in self.find(text) if m.entry.case == "exact"]

    def show(self, term: str) -> str:
        """What the glossary has on ``term`` (French or English), which entry wins and why, as lines; "" for nothing."""
        return show(term, self.entries, self._index.winners(term))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what the entries say; the order of entries, and where they stand, does not matter."""
        lines = sorted(
            "\x1f".join(
                ("|".join(e.sources), "|".join(e.targets), "|".join(e.variants), e.kind, e.case, e.status, e.note)
            )
            for e in self.entries
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
