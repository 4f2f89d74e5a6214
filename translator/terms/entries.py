"""One line of a glossary, what its columns mean, and what a source has of it: matches, which make its terms.

And the English forms of a term: where they stand in a text, and which one takes the place of a wrong one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.languages import ENGLISH, FRENCH
from translator.languages.words import Folded, folded_form, without_accents

COLUMNS = ("source", "target", "variants", "kind", "case", "note", "status")
KINDS = ("person", "place", "org", "term", "title", "head", "dnt")
CASES = ("exact", "fold")
STATUSES = ("preferred", "forbidden")
NAME_KINDS = ("person", "place", "org", "dnt")  # written with a capital: exact by default
DEMONYMS = {place: tuple(words.split()) for place, words in ENGLISH.rows("demonyms").items()}
_SENTENCE_START = re.compile(r"(?:^|[.!?…:][»”\"')]*\s+)[«“\"'(‘\[—–-]*\s*$")
_SAYS_AN = re.compile(r"[aeioæœø]|u(?!n[aeiou]|s[aeiou]|k|ti|r[aeiou]|-)|ho(?:ur|n)|heir", re.IGNORECASE)
# what stands before a noun in the plural: les Bangladais, deux Bangladais
_MANY = re.compile(rf"\b(?:{'|'.join(FRENCH.listed('many'))}|\d+)\s+\Z", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is a form of a term; ``plural`` says that it is the form with an English plural ending."""

    start: int
    end: int
    plural: bool = False


def spans(form: str, folded: Folded) -> list[Span]:
    """Where ``form`` stands in an English text, as whole words, with or without a plural ending.

    A possessive ’s stands outside the span; capitals do not count here.
    """
    key = folded_form(form)
    in_ies = key[-1:] == "y" and key[-2:-1] not in tuple("aeiou")
    stem = key[:-1] if in_ies else key
    if not stem or stem not in folded.text:  # as most forms are not
        return []
    found = _spans(key, folded, ("es", "s"))
    return found + _spans(stem, folded, ("ies",), only_plural=True) if in_ies else found


def _spans(key: str, folded: Folded, endings: tuple[str, ...], only_plural: bool = False) -> list[Span]:
    text = folded.text
    found = []
    at = text.find(key)
    while at >= 0:
        end = at + len(key)
        tail = _plural_tail(text, end, endings) if key[-1].isalpha() else ""
        if (tail or not only_plural) and _outside_word(text, at, end + len(tail)):
            found.append(Span(*folded.span(at, end + len(tail)), bool(tail)))
        at = text.find(key, end)
    return found


def _plural_tail(text: str, end: int, endings: tuple[str, ...]) -> str:
    """The plural ending that follows ``end`` and finishes the word; "es" only where English writes it so."""
    for tail in endings:
        if text.startswith(tail, end) and not text[end + len(tail) : end + len(tail) + 1].isalnum():
            return tail if tail != "es" or text[end - 1] in "sxzho" else ""
    return ""


def _outside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before.isalnum() or before == "_") and text[start].isalnum():
        return False
    return not ((after.isalnum() or after == "_") and text[end - 1].isalnum())


def plural(form: str, kind: str, name: bool) -> str:
    """The English plural of a form, for one whose wrong form stood in the plural; ``kind``, ``name``: its entry's.

    >>> plural("deputy", "title", False), plural("press", "term", False), plural("Turkish", "term", True)
    ('deputies', 'presses', 'Turkish')
    >>> plural("Zelensky", "person", True), plural("rating agency", "org", True)
    ('Zelenskys', 'rating agencies')
    """
    if form.lower().endswith(("s", "x", "z", "ch", "sh", "ese")):
        return form if name or (form.endswith("s") and not form.endswith("ss")) else form + "es"
    if form.endswith("y") and kind not in ("person", "place") and form[-2:-1] not in tuple("aeiou"):
        return form[:-1] + "ies"
    return form + "s"


def has_demonym(text: str, place: str) -> bool:
    """Whether ``text`` has a word made from the name of a place: its people, or what is theirs.

    >>> has_demonym("a Moravian town", "Moravia"), has_demonym("North Koreans", "North Korea")
    (True, True)
    >>> has_demonym("Luhanks", "Luhansk"), has_demonym("the Spanish", "Spain")
    (False, True)
    """
    place = place.lower()
    stem = place.rstrip("aeiouy")
    made = [rf"{re.escape(place)}n"]
    if len(stem) >= 4:
        made.append(rf"{re.escape(stem)}\w?(?:n|an|ian|ese|ish|i|ic|er)")
    made += DEMONYMS.get(place, ())
    return re.search(rf"\b(?:{'|'.join(made)})s?\b", text.lower()) is not None


def shaped(form: str, text: str, span: Span, listed: str, title: bool = False) -> str:
    """``form`` as it must be written in place of ``text[span]``, which is the wrong form ``listed``.

    ALL CAPS where the text is (and the wrong form is not an acronym), a capital at the start of a sentence, and for a
    title before a name.
    """
    given = text[span.start : span.end]
    if given.isupper() and not listed.isupper() and sum(map(str.isalpha, given)) > 1:
        return form.upper()
    if not form[:1].islower() or not given[:1].isupper():
        return form
    at_start = _SENTENCE_START.search(text[: span.start]) is not None
    before_name = title and re.match(r"\s+[A-ZÀ-Þ][a-zà-ÿ]", text[span.end :]) is not None
    return form[:1].upper() + form[1:] if at_start or before_name else form


def says_an(form: str) -> bool:
    """Whether English says "an" before ``form``; letters that are spelled out count as they sound.

    >>> says_an("IMF official"), says_an("NATO"), says_an("UN"), says_an("European"), says_an("EU")
    (True, False, False, False, True)
    >>> says_an("Élysée official"), says_an("Île-de-France village")
    (True, True)
    """
    form = without_accents(form)
    word = re.match(r"[\w.]*", form)
    first = word[0].replace(".", "") if word else ""
    if first.isupper() and (len(first) <= 3 or not re.search("[AEIOUY]", first[:3])):
        return first[:1] in tuple("AEFHILMNORSX")
    return bool(_SAYS_AN.match(form)) and not re.match(r"eu|ew|one\b|once", form, re.IGNORECASE)


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
