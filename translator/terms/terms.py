"""What a source asks for: the entries it has, each with its matches."""

from collections.abc import Sequence
from dataclasses import dataclass

from translator.terms.entries import Entry
from translator.terms.matching import Match


@dataclass(frozen=True, slots=True)
class Term:
    """An entry that the source has, with its matches there.

    A source that has two names of one entry (« État islamique (EI) ») wants both: they are then two terms, and
    ``others`` are the forms that the other one stands for.
    """

    entry: Entry
    matches: tuple[Match, ...]
    others: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The house forms that the source asks for, each once."""
        return tuple(dict.fromkeys(match.form for match in self.matches))

    @property
    def accepted(self) -> tuple[str, ...]:
        """The forms that are right in the target: those asked for, and the entry's others unless asked for apart."""
        return tuple(form for form in dict.fromkeys((*self.forms, *self.entry.targets)) if form not in self.others)


def terms_of(matches: Sequence[Match]) -> tuple[Term, ...]:
    """The matches of a source by entry, in order of appearance; a name and its acronym are two terms."""
    grouped: dict[int, list[Match]] = {}
    for match in matches:
        grouped.setdefault(id(match.entry), []).append(match)
    terms: list[Term] = []
    for found in grouped.values():
        forms = {True: [m for m in found if m.form.isupper()], False: [m for m in found if not m.form.isupper()]}
        if found[0].entry.is_name and forms[True] and forms[False]:
            short, long = (tuple(dict.fromkeys(m.form for m in forms[upper])) for upper in (True, False))
            pair = [Term(found[0].entry, tuple(forms[True]), long), Term(found[0].entry, tuple(forms[False]), short)]
            terms += sorted(pair, key=lambda term: term.matches[0].start)
        else:
            terms.append(Term(found[0].entry, tuple(found)))
    return tuple(terms)
