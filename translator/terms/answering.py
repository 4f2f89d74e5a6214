"""Which house form answers to a wrong one: of the name as long as it is there, in the number that is meant."""

import re

from translator.terms.entries import Entry, Term
from translator.terms.folding import folded_form
from translator.terms.forms import Span, plural

# what stands before a noun in the plural: les Bangladais, deux Bangladais
_MANY = re.compile(
    r"\b(?:[ld]es|aux|[cmst]es|nos|vos|leurs|plusieurs|quelques|certains|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
    r"|onze|douze|vingt|cent|\d+)\s+\Z",
    re.IGNORECASE,
)


def answering(term: Term, variant: str, span: Span) -> str:
    """The house form for a variant: of several that the source asks for, the one of the same number."""
    entry = term.entry
    for position, spelling in enumerate(entry.sources):
        if folded_form(spelling) == folded_form(variant):
            return numbered(entry.form(position), entry, span.plural)
    if len(entry.targets) == 1 or entry.is_name:
        return numbered(form_like(variant, term), entry, span.plural)
    many = span.plural or variant.lower().endswith("s")
    candidates = term.forms if len(term.forms) == 1 else [f for f in term.forms if f.lower().endswith("s") == many]
    return candidates[0] if candidates else term.forms[0]


def form_like(wrong: str, term: Term) -> str:
    """The house form for a ``wrong`` one of a name: the only one with as many words, else the first asked for.

    « Viktor Orban » asks for the whole name; the English "Mr Orbán" wants Orban nonetheless.
    """
    like = {form for form in term.accepted if len(form.split()) == len(wrong.split())}
    return like.pop() if len(like) == 1 else term.forms[0]


def numbered(form: str, entry: Entry, many: bool) -> str:
    return plural(form, entry.kind, entry.is_name or entry.is_people) if many else form


def says_many(term: Term, position: int, source: str) -> bool:
    """Whether a French spelling is the plural of a noun, which the entry's one English form is not.

    Of a people, only the noun has a capital (les Ukrainiens, les forces ukrainiennes), and only the noun has a plural
    in English.
    """
    entry, spelling = term.entry, term.entry.sources[position]
    if len(entry.targets) > 1:
        return False
    nouns = [m.start for m in term.matches if m.spelling == spelling and source[m.start].isupper() and not m.caps]
    if entry.is_people and spelling.endswith(("ais", "ois")):  # the same in both numbers
        return any(_MANY.search(source, 0, start) for start in nouns)
    others = (form for form in entry.sources if len(form) < len(spelling))
    if all(_singular(form) != _singular(spelling) for form in others):
        return False
    return bool(nouns) if entry.is_people else not entry.is_name


def _singular(spelling: str) -> str:
    """What the singular and the plural of French words have in common: préfets de police, préfet de police."""
    return re.sub(r"[sx]\b", "", re.sub(r"aux\b", "al", spelling))
