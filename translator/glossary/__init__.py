"""The glossary: house style for names and terms, enforced in the English with evidence in the French.

glossary = load([Path("glossaries/ukraine.fr-en.csv"), Path("desk.csv")])    # later files win
prepared = prepare(source, glossary)                                         # placeholders for the engine
applied = apply(source, raw, glossary)                                       # house forms, fixes, notices
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from translator.glossary.applying import Applied, apply_terms, missing_terms
from translator.glossary.audit import audit_rows, write_audit
from translator.glossary.checking import Finding, check
from translator.glossary.entries import Entry
from translator.glossary.glossary import Glossary
from translator.glossary.matching import Match
from translator.glossary.preparing import Prepared, Slot, prepare_source
from translator.glossary.suggesting import Suggestion, suggest, suggestions_csv
from translator.glossary.table import read_file
from translator.glossary.tbx import write_tbx
from translator.glossary.writing import write_csv

__all__ = [
    "Applied",
    "Entry",
    "Finding",
    "Glossary",
    "Match",
    "Prepared",
    "Slot",
    "Suggestion",
    "apply",
    "audit_rows",
    "check",
    "load",
    "prepare",
    "read_any",
    "suggest",
    "suggestions_csv",
    "wants_alternatives",
    "write_audit",
    "write_csv",
    "write_tbx",
]


def load(paths: Sequence[Path]) -> Glossary:
    """Read glossary files (CSV, TSV, TBX) in the order of their precedence: a later one wins on the same spelling.

    Raises GlossaryError ("file:line: …") for a file that cannot be used.
    """
    with _uncollected():
        return Glossary([read_file(path) for path in paths])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: it would look through ten thousand new records again and again, for nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def read_any(path: Path, columns: Sequence[str] | None = None) -> list[Entry]:
    """The entries of a glossary file of any known format (CSV, TSV, TBX), to check, convert or merge them.

    ``columns`` names the columns of a CSV without a header, as DeepL, memoQ and Trados export it (``["source",
    "target"]``; "-" for one that is not wanted). Raises GlossaryError.
    """
    table = read_file(path, columns)
    return [table.entry(i) for i in range(len(table))]


def prepare(source: str, glossary: Glossary) -> Prepared:
    """``source`` with what must survive the engine replaced by codes: addresses, hashtags, signs, ``dnt`` terms."""
    return prepare_source(source, glossary.find(source))


def apply(source: str, target: str, glossary: Glossary, alternatives: Sequence[tuple[str, float]] = ()) -> Applied:
    """Put the house forms of the terms of ``source`` into its translation ``target``.

    ``alternatives`` are the engine's other hypotheses as (text, log-probability per token), asked for where
    ``wants_alternatives`` says so. Nothing changes without a French spelling in ``source`` itself; applied to its own
    result, it changes nothing. ``document.replay(target, fixes)`` gives the new target.
    """
    matches = [match for match in glossary.find(source) if not match.entry.forbidden]
    if not matches and not glossary.forbidden:
        return Applied(target)
    return apply_terms(source, target, matches, glossary, alternatives)


def wants_alternatives(source: str, target: str, glossary: Glossary) -> bool:
    """Whether a term of ``source`` is missing in ``target``, so that other hypotheses are worth asking for."""
    matches = [match for match in glossary.find(source) if not match.entry.forbidden]
    return bool(matches) and bool(missing_terms(source, target, matches))
