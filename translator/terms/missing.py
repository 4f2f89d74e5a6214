"""A term that a translation lacks: found mangled, or said to an editor."""

import re
from collections.abc import Sequence

from translator.document import Notice
from translator.languages import ENGLISH, FRENCH
from translator.languages.words import comparable, likeness
from translator.terms.entries import DEMONYMS, Span, Term, has_demonym
from translator.terms.glossary import Glossary
from translator.terms.reading import Reading, overlap

_COMPASS = ENGLISH.words("compass")
_FUNCTION_WORDS = ENGLISH.words("function words")
_PARTICLES = FRENCH.words("particles")
THRESHOLD = 80.0  # similarity of letters in percent; benchmarks/glossary.md shows how it was chosen
MIN_LETTERS = 5  # shorter names have too many neighbours
_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")
_STEM = 3  # letters that a people and its country share (Germany, German), and more than little words have
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
    written = (*term.forms, *term.entry.sources, *term.entry.variants)
    # an acronym is there or not: Alena is not ALENA
    known = {comparable(form) for form in written if not form.isupper()}
    # "International Energy Agency" is near to IAEA's name and is somebody else: names made of common words do not count
    known = {form for form in known if len(form) >= MIN_LETTERS and (term.entry.kind != "org" or _words(form) == 1)}
    if any(word[0].islower() and word not in _PARTICLES for form in term.forms for word in form.split()):
        return None
    locked = [*reading.closed, *(span for right in reading.right for span in right), *(w.span for w in reading.wrong)]
    others = _other_words(source, term)
    small = {word for word in re.findall(r"[^\W_]+", target) if word.islower()}
    best: tuple[float, Span] | None = None
    for span in _runs(target, max(map(_words, known), default=0)):
        given = comparable(target[span.start : span.end])
        if len(given) < MIN_LETTERS or given in others or any(overlap(span, lock) for lock in locked):
            continue
        if term.entry.kind == "place" and any(
            has_demonym(given, form) or form.startswith(given) for form in map(comparable, term.forms)
        ):
            continue
        score = max((likeness(given, form) for form in known if _comparable(given, form)), default=0.0)
        if score < threshold or any(likeness(given, other) >= score for other in others):
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
    compass = [{word.removesuffix("ern") for word in key.split()} & _COMPASS for key in (one, other)]
    return _words(one) == _words(other) and compass[0] == compass[1]


def _runs(target: str, most: int) -> Sequence[Span]:
    """Runs of up to ``most`` capitalised words that stand side by side."""
    found = (word for word in _CAPITALISED.finditer(target) if word[0][0].isupper())
    words = [word.span() for word in found if word[0].lower() not in _FUNCTION_WORDS]
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
        comparable(found[0])
        for found in _CAPITALISED.finditer(source)
        if not any(m.start < found.end() and found.start() < m.end for m in term.matches)
    }


def expected(source: str, target: str, term: Term, reading: Reading, glossary: Glossary) -> Notice | None:
    """The notice for a ``term`` that is not there; None where it is only inflected, or a common noun said otherwise.

    A desk hears of every entry of its own.

    A people (« tchétchène ») is said otherwise too, by its country's name or not at all, in every third of its
    sentences; it has a notice where the English has another people that the French has not: Czech.
    """
    match, form = term.matches[0], term.forms[0]
    spelling = source[match.start : match.end]
    notice = f"Expected “{form}” for « {spelling} »: not found in the English"
    words = re.findall(r"[^\W\d_]+", form.lower())
    if term.entry.own:
        pass
    elif term.entry.is_name:
        if term.entry.kind == "place" and (has_demonym(target, form) or _apart(words, target)):
            return None
    elif term.entry.is_people:
        if not (other := _other_people(form, target, reading, glossary)):
            return None
        notice += f", which has “{other}”"
    elif " " not in match.spelling or all(re.search(rf"\b{re.escape(w[:5])}", target.lower()) for w in words):
        return None
    return Notice("term", f"{notice}.")


def _apart(words: Sequence[str], target: str) -> bool:
    """Whether the target has all the words of a name, though not side by side: Central and Eastern Europe."""
    telling = {word for word in words if len(word) > _STEM}
    return len(telling) > 1 and telling <= set(re.findall(r"[^\W\d_]+", target.lower()))


def _other_people(form: str, target: str, reading: Reading, glossary: Glossary) -> str | None:
    """A people in the target that no term of the source asks for; None where the right one is there by its country."""
    countries = [place for place, peoples in DEMONYMS.items() if form.lower() in peoples]
    if re.search(rf"\b{form[:_STEM]}", target) or any(country in target.lower() for country in countries):
        return None
    right = [span for spans in reading.right for span in spans]
    for word in _NAME.finditer(target):
        if len(word[0]) <= _STEM or any(overlap(Span(*word.span()), span) for span in right):  # As, The: no people
            continue
        if {word[0], word[0].removesuffix("s")} & glossary.peoples:
            return word[0]
    return None
