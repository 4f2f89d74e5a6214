"""The files of a glossary: read, checked, grown from articles, written for other tools.

glossary = termbase.load([Path("glossaries/ukraine.fr-en.csv"), Path("desk.csv")])    # later files win
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator.termbase.tables import read, write_csv
from translator.terms.glossary import Glossary

__all__ = ["load", "read", "write_csv"]


def load(paths: Sequence[Path], own: Sequence[Path] = ()) -> Glossary:
    """Read glossary files (CSV, TSV, TBX) in the order of their precedence: a later one wins on the same spelling.

    ``own`` are the desk's, which come after the others and whose every entry is in the English or a notice.

    Raises GlossaryError ("file:line: …") for a file that cannot be used.
    """
    shipped = (entry for path in paths for entry in read(path).entries)
    return Glossary((*shipped, *(replace(entry, own=True) for path in own for entry in read(path).entries)))
