"""Stand-ins: a sentence asked again with names that every model knows in the place of those that it lost.

A model that has never seen « Lougansk » spells it by ear or drops it; the same sentence about Madrid comes out whole,
and Madrid can be exchanged for Luhansk afterwards. Used only for sentences that lack a term in the engine's own
hypotheses, and only where every stand-in came through exactly once.
"""

from collections.abc import Sequence

from translator.terms.applying import MAX_LOSS, missing_terms
from translator.terms.entries import Match
from translator.terms.glossary import Glossary
from translator.terms.placeholders import Prepared, Slot

# The same in French and English; beginning with a consonant, then with a vowel (after l’, d’, qu’).
_STAND_INS = {
    "person": (("Martin", "Clinton", "Robert", "Simon"), ("Albert", "Obama", "Oscar", "Edison")),
    "place": (("Madrid", "Berlin", "Toronto", "Dublin"), ("Oslo", "Ottawa", "Atlanta", "Adelaide")),
    "org": (("BMW", "CNN", "NBC", "KPMG"), ("IBM", "ABC", "UPS", "AOL")),
}
_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"


# What a reply by stand-ins counts less than the engine's best hypothesis (log-probability per token): just enough to be
# chosen, but after any hypothesis of the engine's own that has as many terms.
LOSS = MAX_LOSS


def for_missing(source: str, target: str, glossary: Glossary) -> Prepared | None:
    """``source`` with stand-ins for the names that ``target`` lacks; None where there is none to exchange."""
    return stand_ins(source, [match for term in missing_terms(source, target, glossary) for match in term.matches])


def stand_ins(source: str, matches: Sequence[Match]) -> Prepared | None:
    """``source`` with a stand-in for each name among ``matches``; ``restore`` puts the house forms in their places.

    None where there is nothing to exchange, or more names than stand-ins.
    """
    slots: list[Slot] = []
    text, done = "", 0
    for match in sorted(matches, key=lambda m: m.start):
        code = _choose(match, source, {slot.code for slot in slots})
        if code is None:
            continue
        slots.append(Slot(match.start, match.end, match.form, code, match.entry.where))
        text += source[done : match.start] + code
        done = match.end
    return Prepared(source, text + source[done:], tuple(slots)) if slots else None


def _choose(match: Match, source: str, taken: set[str]) -> str | None:
    """A stand-in that is not in the sentence; None for what is no name, or an organisation that is no acronym."""
    kind = match.entry.kind
    if kind not in _STAND_INS or match.caps or (kind == "org" and not match.spelling.isupper()):
        return None
    known = _STAND_INS[kind][match.spelling[0].lower() in _VOWELS]
    return next((name for name in known if name not in taken and name not in source), None)
