"""The house style at work: the glossary's names and terms, enforced in the English with evidence in the French.

prepared = terms.prepare(source, glossary)      # placeholders for the engine
shown = terms.hints(source, glossary)           # the terms, for an engine that knows how to use them
applied = terms.apply(source, raw, glossary)    # house forms, fixes, notices

A glossary is read by ``termbase.load``.
"""

from translator.terms.applying import Applied, apply, missing_terms, placed, uses_of
from translator.terms.audit import audit_rows, write_audit
from translator.terms.entries import Entry, Match, Term
from translator.terms.glossary import Glossary
from translator.terms.preparing import Prepared, Slot, hints, prepare, say

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
    "write_audit",
]
