"""How a target stands to the terms of its source: where each is right, where it is wrong, which are missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.languages import ENGLISH, FRENCH
from translator.languages.untouchable import addresses
from translator.languages.words import Folded, bare, capitals_agree, comparable, fold, folded_form
from translator.terms.entries import Entry, Span, Term, answering, numbered, says_many, spans

_HOMOGRAPHS = FRENCH.words("homographs")
_SHORT_WORDS = ENGLISH.words("short words")
# what follows a name that is not the first part of a longer one
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[^\w\s-])|\s+(?:a(?:nd|s|t|fter|re)|b(?:y|ut|efore|ecause)|can|could|did|does|during|for|from|ha[sd]|have|in|into"
    r"|is|may|might|must|nor|o[nrf]|over|said|says|should|since|that|this|to|under|until|was|were|wh\w+|will|with|would)\b"
)
_ACCENTLESS = 5  # letters that a name must have to be known without its accents


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong form in the target; ``form`` is the house form for it, ``listed`` how the glossary writes it."""

    span: Span
    term: Term
    form: str
    listed: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``right[i]``/``wrong`` are what the target has of ``terms[i]``; ``closed`` the spans that nothing may touch."""

    terms: tuple[Term, ...]
    right: tuple[tuple[Span, ...], ...]
    wrong: tuple[Wrong, ...]
    closed: tuple[Span, ...]

    @property
    def missing(self) -> tuple[Term, ...]:
        """The terms of which the target has nothing, neither right nor wrong."""
        found = {id(wrong.term) for wrong in self.wrong}
        return tuple(t for t, right in zip(self.terms, self.right, strict=True) if not right and id(t) not in found)


def read(source: str, target: str, terms: Sequence[Term]) -> Reading:
    """Compare ``target`` with the ``terms`` of ``source``."""
    folded = fold(target)
    closed = tuple(Span(*span) for span in addresses(target))
    right: list[tuple[Span, ...]] = []
    wrong: list[Wrong] = []
    for term in terms:
        good, badly_cased = _house_forms(term, target, folded, closed)
        right.append(good)
        wrong += badly_cased
    locked = [*closed, *(span for good in right for span in good)]
    for term, own in zip(terms, right, strict=True):
        for found in _wrong_forms(term, source, target, folded):
            locks = (lock for lock in locked if overlap(found.span, lock))
            if all(_may_hold(found, lock, lock in own, target) for lock in locks):
                wrong.append(found)
    chosen: list[Wrong] = []
    for found in sorted(
        wrong, key=lambda w: (w.span.start - w.span.end, w.span.start, not _literal(w, target), w.span.plural)
    ):
        if not any(overlap(found.span, other.span) for other in chosen):
            chosen.append(found)
    return Reading(tuple(terms), tuple(right), tuple(sorted(chosen, key=lambda w: w.span.start)), closed)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def _may_hold(wrong: Wrong, lock: Span, own: bool, target: str) -> bool:
    """Whether a wrong form may be replaced though a right one lies in it: its own, or one that its house form keeps.

    "Sergey Lavrov" holds "Lavrov", another term, and so does "Sergei Lavrov".
    """
    keeps = bool(spans(target[lock.start : lock.end], fold(wrong.form)))
    return _within(lock, wrong.span) and (own or keeps)


def _literal(wrong: Wrong, target: str) -> bool:
    """Whether the wrong form is the very spelling that the source has: no other term has a better claim."""
    given = folded_form(target[wrong.span.start : wrong.span.end])
    return any(given == folded_form(match.spelling) for match in wrong.term.matches)


def _within(inner: Span, outer: Span) -> bool:
    return (
        outer.start <= inner.start and inner.end <= outer.end and (inner.start, inner.end) != (outer.start, outer.end)
    )


def _house_forms(
    term: Term, target: str, folded: Folded, closed: Sequence[Span]
) -> tuple[tuple[Span, ...], list[Wrong]]:
    """Where the target has a house form, and where it has one with the wrong capitals (Nato for NATO)."""
    exact = term.entry.case == "exact"
    good: list[Span] = []
    badly_cased: list[Wrong] = []
    for form in term.accepted:
        for span in spans(form, folded):
            given = target[span.start : span.end]
            if any(overlap(span, other) for other in closed):
                continue
            core, written = _common(given, form)
            if not exact or core == written or given.isupper():
                good.append(span)
            elif core.lower() in _SHORT_WORDS:
                continue
            elif core[0].isupper() or " " in form or term.matches[0].spelling.islower():
                badly_cased.append(Wrong(span, term, numbered(form, term.entry, span.plural), form, "case"))
    return tuple(good), badly_cased


def _wrong_forms(term: Term, source: str, target: str, folded: Folded) -> list[Wrong]:
    """Where the target has one of the entry's wrong forms: a variant, or the French spelling copied."""
    entry = term.entry
    house = {folded_form(form) for form in entry.targets}
    found: list[Wrong] = []
    for variant in entry.variants:
        for span in _agreeing(variant, entry, target, folded):
            if variant[:4].lower() == "the " and not _STANDS_ALONE.match(target, span.end):
                continue  # "the NATO" loses its article, "the NATO summit" keeps it
            found.append(Wrong(span, term, answering(term, variant, span), variant, "variant"))
    spellings = {spelling: position for position, spelling in enumerate(entry.sources)}
    for match in term.matches:  # as this text has them: Saint Pétersbourg
        given = source[match.start : match.end]
        if given != match.spelling and not match.caps and folded_form(given) not in map(folded_form, entry.sources):
            spellings[given] = spellings[match.spelling]
    for spelling, position in spellings.items():
        key = folded_form(spelling)
        if key in house or (entry.case == "fold" and key in _HOMOGRAPHS):
            continue
        for span in _agreeing(spelling, entry, target, folded):
            many = span.plural or says_many(term, position, source)
            found.append(Wrong(span, term, numbered(entry.form(position), entry, many), spelling, "copied"))
    return [wrong for wrong in found if not _of_another(wrong)]


def _common(given: str, form: str) -> tuple[str, str]:
    """What a form and its place in a text (which may be a plural) have in common, as either writes it.

    >>> _common("rating agencies", "rating agency"), _common("Zelenskys", "Zelensky")
    (('rating agenc', 'rating agenc'), ('Zelensky', 'Zelensky'))
    """
    size = len(form) if folded_form(given[: len(form)]) == folded_form(form) else len(form) - 1
    return given[:size], form[:size]


def _of_another(wrong: Wrong) -> bool:
    """Whether a wrong form is that of the name's other term: of the acronym where this is the name in full."""
    others = wrong.term.others
    return any(form.lower() == wrong.form.lower() for form in others) or (
        bool(others) and wrong.listed.isupper() != wrong.term.forms[0].isupper()
    )


def _agreeing(form: str, entry: Entry, target: str, folded: Folded) -> list[Span]:
    """The spans of ``form`` in the target whose capitals are those of a name (exact) or do not matter (fold)."""
    found = spans(form, folded)
    if len(form) >= _ACCENTLESS and (entry.is_name or entry.is_people) and not form.isascii():
        plain = Folded(bare(folded.text), folded.starts, folded.ends)
        found = list(dict.fromkeys([*found, *spans(comparable(form), plain)]))
    if entry.case == "fold":
        return found
    kept = []
    for span in found:
        given = target[span.start : span.end]
        if form.isupper() and form.isalpha():  # "Alena" is a woman, "ALENA" a treaty; CAN, can
            agrees = given.isupper() or given in entry.variants or given in entry.sources
        else:
            agrees = given.isupper() or capitals_agree(form, given)
        if agrees:
            kept.append(span)
    return kept
