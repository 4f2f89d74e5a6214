"""Glossaries as CSV text, safe to open in a spreadsheet."""

from collections.abc import Sequence

from translator.errors import GlossaryError
from translator.terms.audit import row
from translator.terms.entries import COLUMNS, Entry


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
