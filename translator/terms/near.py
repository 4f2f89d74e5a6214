"""Near misses: a name that the engine mangled (Sergue Lavrov, Luganks), found again by its letters."""

import re
from collections.abc import Sequence

from translator.terms.entries import Term
from translator.terms.folding import bare, folded_form
from translator.terms.forms import Span, has_demonym
from translator.terms.glossary import Glossary
from translator.terms.reading import Reading, overlap
from translator.terms.words import COMPASS, FUNCTION_WORDS, PARTICLES

THRESHOLD = 80.0  # similarity of letters in percent; benchmarks/glossary.md shows how it was chosen
MIN_LETTERS = 5  # shorter names have too many neighbours
_CAPITALISED = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")


def near_miss(
    source: str, target: str, term: Term, reading: Reading, glossary: Glossary, threshold: float = THRESHOLD
) -> tuple[Span, float] | None:
    """The one capitalised run of words in ``target`` that can only be ``term``, with its similarity; None if none is.

    It must have as many words as the spelling it is near to. It must not be a word of the source itself (somebody
    else's name, kept by the engine) nor nearer to one, must not be made of words of house forms (of any entry:
    Columbia is not Colombia mangled) nor be in the target in small letters, and must not touch what is right already.
    A place is not mangled either where only an ending is off: that is an adjective (Balkan, Antarctic).
    """
    if not term.entry.is_name:
        return None
    from rapidfuzz.fuzz import ratio  # here, because most articles need no near miss

    written = (*term.forms, *term.entry.sources, *term.entry.variants)
    known = {_key(form) for form in written if not form.isupper()}  # an acronym is there or not: Alena is not ALENA
    # "International Energy Agency" is near to IAEA's name and is somebody else: names made of common words do not count
    known = {form for form in known if len(form) >= MIN_LETTERS and (term.entry.kind != "org" or _words(form) == 1)}
    if any(word[0].islower() and word not in PARTICLES for form in term.forms for word in form.split()):
        return None
    locked = [*reading.closed, *(span for right in reading.right for span in right), *(w.span for w in reading.wrong)]
    others = _other_words(source, term)
    small = {word for word in re.findall(r"[^\W_]+", target) if word.islower()}
    best: tuple[float, Span] | None = None
    for span in _runs(target, max(map(_words, known), default=0)):
        given = _key(target[span.start : span.end])
        if len(given) < MIN_LETTERS or given in others or any(overlap(span, lock) for lock in locked):
            continue
        if term.entry.kind == "place" and any(
            has_demonym(given, form) or form.startswith(given) for form in map(_key, term.forms)
        ):
            continue
        score = max((ratio(given, form) for form in known if _comparable(given, form)), default=0.0)
        if score < threshold or any(ratio(given, other) >= score for other in others):
            continue
        words = re.findall(r"[^\W_]+", target[span.start : span.end])
        if all(word.lower() in small or glossary.has_english(word) for word in words):
            continue
        if best is None or score > best[0]:
            best = score, span
    return (best[1], best[0]) if best else None


def _words(key: str) -> int:
    return len(re.findall(r"[^\W_]+", key))


def _comparable(one: str, other: str) -> bool:
    """Whether two keys may be one name: as many words, and the same of those that tell North from South Korea."""
    compass = [{word.removesuffix("ern") for word in key.split()} & COMPASS for key in (one, other)]
    return _words(one) == _words(other) and compass[0] == compass[1]


def _key(text: str) -> str:
    return bare(folded_form(text))


def _runs(target: str, most: int) -> Sequence[Span]:
    """Runs of up to ``most`` capitalised words that stand side by side."""
    found = (word for word in _CAPITALISED.finditer(target) if word[0][0].isupper())
    words = [word.span() for word in found if word[0].lower() not in FUNCTION_WORDS]
    runs = []
    for i, (start, _) in enumerate(words):
        for j in range(i, min(i + most, len(words))):
            if j > i and target[words[j - 1][1] : words[j][0]] != " ":
                break
            runs.append(Span(start, words[j][1]))
    return runs


def _other_words(source: str, term: Term) -> set[str]:
    """The words of the source outside the term's own matches, folded: « les gorges » are the Gorge, not Georgia."""
    return {
        _key(found[0])
        for found in _CAPITALISED.finditer(source)
        if not any(m.start < found.end() and found.start() < m.end for m in term.matches)
    }
