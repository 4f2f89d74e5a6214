"""The notices for terms that a translation has not: which of them an editor must hear of."""

import re
from collections.abc import Sequence

from translator.document import Notice
from translator.terms.entries import Term
from translator.terms.forms import Span, has_demonym
from translator.terms.glossary import Glossary
from translator.terms.reading import Reading, overlap
from translator.terms.words import DEMONYMS

_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")
_STEM = 3  # letters that a people and its country share (Germany, German), and more than little words have


def expected(source: str, target: str, term: Term, reading: Reading, glossary: Glossary) -> Notice | None:
    """The notice for a ``term`` that is not there; None where it is only inflected, or a common noun said otherwise.

    A people (« tchétchène ») is said otherwise too, by its country's name or not at all, in every third of its
    sentences; it has a notice where the English has another people that the French has not: Czech.
    """
    match, form = term.matches[0], term.forms[0]
    spelling = source[match.start : match.end]
    notice = f"Expected “{form}” for « {spelling} »: not found in the English"
    words = re.findall(r"[^\W\d_]+", form.lower())
    if term.entry.is_name:
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
    for word in _CAPITALISED.finditer(target):
        if len(word[0]) <= _STEM or any(overlap(Span(*word.span()), span) for span in right):  # As, The: no people
            continue
        if {word[0], word[0].removesuffix("s")} & glossary.peoples:
            return word[0]
    return None
