"""Glossaries as CSV text, safe to open in a spreadsheet."""

import re
from collections.abc import Iterable, Sequence

from translator.errors import GlossaryError
from translator.glossary.entries import COLUMNS, Entry

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r'[",\n\r]|^#|^\s|\s$')


def safe(cell: str) -> str:
    """``cell`` with an apostrophe before what a spreadsheet would run as a formula; reading takes it off again.

    >>> safe("=cmd|' /C calc'!A0"), safe("Kyiv")
    ("'=cmd|' /C calc'!A0", 'Kyiv')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def row(cells: Iterable[str]) -> str:
    """One CSV record with its line end: quoted where needed, and where a line would look like a comment."""
    return ",".join('"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in map(safe, cells)) + "\n"


def said(entry: Entry) -> tuple[str, ...]:
    """What an entry says, without where it stands: the cells of its record, in the order of ``entries.COLUMNS``."""
    forms = (entry.sources, entry.targets, entry.variants)
    return (*map("|".join, forms), entry.kind, entry.case, entry.note, entry.status)


def unwritable(entry: Entry) -> str:
    """Why CSV cannot hold an entry, as a line: a form has ``|``, which separates forms there; "" where it can."""
    form = next((form for form in (*entry.sources, *entry.targets, *entry.variants) if "|" in form), "")
    return f"the form “{form}” has a |, which CSV uses between forms" if form else ""


def write_csv(entries: Sequence[Entry]) -> str:
    """The entries as a CSV glossary; reading it gives the same entries again.

    Raises GlossaryError for an entry that is ``unwritable``.
    """
    for entry in entries:
        if why := unwritable(entry):
            raise GlossaryError(f"{entry.where}: {why}")
    return row(COLUMNS) + "".join(row(said(entry)) for entry in entries)
