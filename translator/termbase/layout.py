"""How the records of one file are written: its columns and delimiter, a record as an Entry, and what is plainly right.

Parsing ten thousand records takes longer than an article may wait for its glossary, and the article uses some dozens
of them. ``plain`` is a pattern for the records that no check can find fault with: they are parsed when they are asked
for. All others are parsed when the file is loaded, so that nothing wrong is found late.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from translator.termbase.loading import cells
from translator.termbase.parsing import entry
from translator.terms.entries import CASES, KINDS, Entry

UNWANTED = "-"  # the name of a column that is passed over


@dataclass(frozen=True)
class Layout:
    """``names`` are the columns of the file ``path``, in its order."""

    path: Path
    names: tuple[str, ...]
    delimiter: str

    def entry(self, record: str, line: int) -> Entry:
        """The record that begins at ``line`` (from 1). Raises GlossaryError."""
        return entry(self.names, cells(record, self.path, line, self.delimiter), self.path, line)

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A whole record whose cells are all as they should be; its one group that matches is the source.

        Sources and targets without quotation marks around them, and without the apostrophe that keeps a formula from a
        spreadsheet; one target for all sources, or (the columns side by side) as many, up to four.
        """
        end = self.delimiter
        initial = f"[^\\s\"'|{end}]"
        form = f"{initial}[^|{end}]*+"
        shapes = {
            "source": f"({initial}[^{end}]*+)",
            "target": form,
            "kind": f"(?:{'|'.join(KINDS)}|)",
            "case": f"(?:{'|'.join(CASES)}|)",
            "status": "(?:preferred|)",
        }
        free = f'(?:"[^"]*+"|(?!")[^{end}]*+)'
        record = end.join(shapes.get(name, free) for name in self.names)
        forms = ["\\|".join([form] * number) for number in (2, 3, 4)]
        paired = [f"({several}){end}{several}" for several in forms]
        one = f"{shapes['source']}{end}{shapes['target']}"
        return re.compile(record.replace(one, f"(?:{'|'.join([one, *paired])})"))
