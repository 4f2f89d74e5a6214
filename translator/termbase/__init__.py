"""The files of a glossary: read, checked, grown from articles, written for other tools.

glossary = termbase.load([Path("glossaries/ukraine.fr-en.csv"), Path("desk.csv")])    # later files win
"""

from collections.abc import Sequence
from pathlib import Path

from translator.termbase.checking import Finding, check
from translator.termbase.suggesting import Suggestion, suggest, suggestions_csv
from translator.termbase.table import read_file
from translator.termbase.tbx import write_tbx
from translator.termbase.writing import write_csv
from translator.terms import Entry, Glossary

__all__ = [
    "Finding",
    "Suggestion",
    "check",
    "load",
    "read_any",
    "suggest",
    "suggestions_csv",
    "write_csv",
    "write_tbx",
]


def load(paths: Sequence[Path]) -> Glossary:
    """Read glossary files (CSV, TSV, TBX) in the order of their precedence: a later one wins on the same spelling.

    Raises GlossaryError ("file:line: …") for a file that cannot be used.
    """
    return Glossary([read_file(path) for path in paths])


def read_any(path: Path, columns: Sequence[str] | None = None) -> list[Entry]:
    """The entries of a glossary file of any known format (CSV, TSV, TBX), to check, convert or merge them.

    ``columns`` names the columns of a CSV without a header, as DeepL, memoQ and Trados export it (``["source",
    "target"]``; "-" for one that is not wanted). Raises GlossaryError.
    """
    return read_file(path, columns).entries
