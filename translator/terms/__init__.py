"""The house style at work: the glossary's names and terms, enforced in the English with evidence in the French.

prepared = terms.prepare(source, glossary)      # placeholders for the engine
shown = terms.hints(source, glossary)           # the terms, for an engine that knows how to use them
applied = terms.apply(source, raw, glossary)    # house forms, fixes, notices

A glossary is read by ``termbase.load``.
"""

from collections.abc import Collection, Sequence

from translator.document import Fix, replay
from translator.terms.applying import Applied, apply_terms, missing_terms, placed
from translator.terms.audit import audit_rows, write_audit
from translator.terms.entries import Entry, Match, Term
from translator.terms.glossary import Glossary
from translator.terms.placeholders import Prepared, Slot, prepare_source
from translator.terms.uses import hints, uses_of

__all__ = [
    "Applied",
    "Entry",
    "Glossary",
    "Match",
    "Prepared",
    "Slot",
    "Term",
    "apply",
    "audit_rows",
    "hints",
    "missing_terms",
    "placed",
    "prepare",
    "say",
    "uses_of",
    "wants_alternatives",
    "write_audit",
]


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
