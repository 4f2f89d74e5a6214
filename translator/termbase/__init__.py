"""The files of a glossary: read, checked, grown from articles, written for other tools.

glossary = termbase.load([Path("glossaries/ukraine.fr-en.csv"), Path("desk.csv")])    # later files win
"""

from collections.abc import Sequence
from pathlib import Path

from translator.termbase.tables import read, write_csv
from translator.terms.glossary import Glossary

__all__ = ["load", "read", "write_csv"]


def load(paths: Sequence[Path]) -> Glossary:
    """Read glossary files (CSV, TSV, TBX) in the order of their precedence: a later one wins on the same spelling.

    Raises GlossaryError ("file:line: …") for a file that cannot be used.
    """
    return Glossary(entry for path in paths for entry in read(path).entries)
