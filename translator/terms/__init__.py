"""The house style at work: the glossary's names and terms, enforced in the English with evidence in the French.

prepared = terms.prepare(source, glossary)      # placeholders for the engine
shown = terms.hints(source, glossary)           # the terms, for an engine that knows how to use them
applied = terms.apply(source, raw, glossary)    # house forms, fixes, notices

A glossary is read by ``termbase.load``.
"""

from collections.abc import Collection, Sequence

from translator.document import Fix, Outcome, TermUse, replay
from translator.terms.applying import Applied, apply_terms, missing_terms, placed
from translator.terms.audit import audit_rows, write_audit
from translator.terms.entries import Entry, Match, Term, terms_of
from translator.terms.forms import numbered, says_many
from translator.terms.glossary import Glossary
from translator.terms.placeholders import Prepared, Slot, prepare_source

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


def hints(source: str, glossary: Glossary) -> list[tuple[int, int, str]]:
    """What an engine that knows terms is to say: (start, end, house form) for each term of ``source``, left to right.

    Not the ones that it never sees (``dnt``) or is not asked about (``head``).
    """
    found = []
    for term in terms_of(glossary.find(source)):
        if term.entry.kind in ("dnt", "head"):
            continue
        for match in term.matches:
            many = says_many(term, term.entry.sources.index(match.spelling), source)
            found.append((match.start, match.end, numbered(match.form, term.entry, many)))
    return sorted(found)


def uses_of(source: str, target: str, glossary: Glossary, fixes: Sequence[Fix], asked: bool) -> tuple[TermUse, ...]:
    """What became of the terms of ``source`` in its finished ``target``, to which ``fixes`` have led.

    ``asked`` says that the engine was shown them. Where a term stands twice, both uses say the same.
    """
    reading = glossary.read(source, target)
    repaired = {entry for fix in fixes if fix.entry for entry in fix.entry.split("; ")}
    uses = []
    for term, right in zip(reading.terms, reading.right, strict=True):
        if term.entry.kind in ("dnt", "head"):
            continue
        outcome = Outcome.SAID if right else Outcome.MISSING
        if right and term.entry.where in repaired:
            outcome = Outcome.REPAIRED
        for match in term.matches:
            uses.append(TermUse(match.start, match.end, match.form, term.entry.where, asked, outcome))
    return tuple(sorted(uses, key=lambda use: use.start))
