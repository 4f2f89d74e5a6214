"""One line of a glossary, what its columns mean, and what a source has of it: matches, which make its terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from translator.languages.words import folded_form

COLUMNS = ("source", "target", "variants", "kind", "case", "note", "status")
KINDS = ("person", "place", "org", "term", "title", "head", "dnt")
CASES = ("exact", "fold")
STATUSES = ("preferred", "forbidden")
NAME_KINDS = ("person", "place", "org", "dnt")  # written with a capital: exact by default


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: French spellings, the house's English form(s), and the wrong English forms that are put right.

    ``targets`` has one form for all ``sources``, or as many as there are sources (``député|députés`` →
    ``lawmaker|lawmakers``, by position). ``case`` is "exact" (the capitals of the spelling must be capitals in the
    text; text in ALL CAPS always matches) or "fold". A ``head`` counts
    where it is all that the sentence says ("Natation."): the engine is not asked. Where ``status`` is "forbidden",
    ``targets`` are English forms that must not appear, and ``sources`` may be empty. ``where`` is
    "file:line". ``own`` entries are the desk's, which hears of each that the English lacks.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    variants: tuple[str, ...] = ()
    kind: str = "term"
    case: str = "fold"
    note: str = ""
    status: str = "preferred"
    where: str = ""
    own: bool = False

    def form(self, position: int) -> str:
        """The house form that answers to ``sources[position]``."""
        return self.targets[position if len(self.targets) > 1 else 0]

    @property
    def is_name(self) -> bool:
        """Whether the entry is a proper name: it must be in the English, and may be known by its letters."""
        return self.case == "exact"

    @property
    def is_people(self) -> bool:
        """Whether the entry is a nationality or people, as adjective or noun: « tchétchène », Chechen."""
        return self.kind == "term" and self.targets[0][:1].isupper() and all(map(str.islower, self.sources))

    @property
    def forbidden(self) -> bool:
        return self.status == "forbidden"

    @property
    def not_with(self) -> tuple[str, ...]:
        """Words beside which the entry's word has another sense: the note's "not with: rivière|eau", folded.

        >>> Entry(("barrage",), ("play-off",), note="sport; not with: rivière|eau").not_with
        ('rivière', 'eau')
        """
        _, _, listed = self.note.partition("not with:")
        return tuple(folded_form(word.strip()) for word in listed.split(";")[0].split("|") if word.strip())

    @property
    def preferred(self) -> str:
        """What to write instead of a forbidden form: the note's "prefer: FORM", or ""."""
        head, _, rest = self.note.partition(":")
        return rest.split(";")[0].strip() if head.strip().lower() == "prefer" else ""


def default_case(kind: str, form: str) -> str:
    """The case rule of an entry that states none: by its kind, and without a kind by the capital of its first form.

    >>> default_case("place", "Nice"), default_case("term", "Mise en examen"), default_case("", "Nice")
    ('exact', 'fold', 'exact')
    """
    return "exact" if kind in NAME_KINDS or (not kind and form[:1].isupper()) else "fold"


@dataclass(frozen=True, slots=True)
class Match:
    """A term in the source: ``source[start:end]`` is ``spelling`` (as the glossary writes it) in some form.

    ``form`` is the house form that answers to it; ``caps`` says that the text has it in ALL CAPS though the glossary
    does not.
    """

    start: int
    end: int
    spelling: str
    entry: Entry
    form: str
    caps: bool = False


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
