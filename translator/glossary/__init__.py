"""The glossary: house style for names and terms, enforced in the English with evidence in the French.

glossary = load([Path("glossaries/ukraine.fr-en.csv"), Path("desk.csv")])    # later files win
prepared = prepare(source, glossary)                                         # placeholders for the engine
applied = apply(source, raw, glossary)                                       # house forms, fixes, notices
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from translator.document import Fix, replay
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
    "say",
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
    return Glossary([read_file(path) for path in paths])


def read_any(path: Path, columns: Sequence[str] | None = None) -> list[Entry]:
    """The entries of a glossary file of any known format (CSV, TSV, TBX), to check, convert or merge them.

    ``columns`` names the columns of a CSV without a header, as DeepL, memoQ and Trados export it (``["source",
    "target"]``; "-" for one that is not wanted). Raises GlossaryError.
    """
    return read_file(path, columns).entries


def prepare(source: str, glossary: Glossary, verbatim: Collection[tuple[int, int]] = ()) -> Prepared:
    """``source`` with what must survive the engine replaced by codes: addresses, hashtags, signs, ``dnt`` terms, and
    the spans that are ``verbatim``."""
    return prepare_source(source, glossary.find(source), verbatim)


def apply(source: str, target: str, glossary: Glossary, alternatives: Sequence[tuple[str, float]] = ()) -> Applied:
    """Put the house forms of the terms of ``source`` into its translation ``target``.

    ``alternatives`` are the engine's other hypotheses as (text, log-probability per token), asked for where
    ``wants_alternatives`` says so. Nothing changes without a French spelling in ``source`` itself; applied to its own
    result, it changes nothing. ``document.replay(target, fixes)`` gives the new target.
    """
    if not glossary.find(source) and not glossary.forbidden:
        return Applied(target)
    return apply_terms(source, target, glossary, alternatives)


def say(source: str, glossary: Glossary) -> tuple[str, tuple[Fix, ...]] | None:
    """A sentence that is but a standing head ("Natation.") in English, and the fix from the French; None for others."""
    for match in glossary.find(source):
        if match.entry.kind == "head":
            before = source[match.start : match.end]
            if before == match.form:
                return source, ()
            fix = Fix(match.start, match.end, before, match.form, "head", match.form, match.entry.where, before)
            return replay(source, [fix]), (fix,)
    return None


def wants_alternatives(source: str, target: str, glossary: Glossary) -> bool:
    """Whether a term of ``source`` is missing in ``target``, so that other hypotheses are worth asking for."""
    return bool(glossary.find(source)) and bool(missing_terms(source, target, glossary))
