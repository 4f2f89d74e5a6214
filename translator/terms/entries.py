"""One line of a glossary, and what its columns mean."""

from dataclasses import dataclass

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
    ``targets`` are English forms that must not appear, and ``sources`` may be empty. ``where`` is "file:line".
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    variants: tuple[str, ...] = ()
    kind: str = "term"
    case: str = "fold"
    note: str = ""
    status: str = "preferred"
    where: str = ""

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
