"""The terms of a sentence before and after the engine: what it is shown, and what became of each."""

from collections.abc import Sequence

from translator.document import Fix, Outcome, TermUse
from translator.terms.entries import terms_of
from translator.terms.forms import numbered, says_many
from translator.terms.glossary import Glossary


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
