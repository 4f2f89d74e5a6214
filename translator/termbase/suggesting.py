"""``glossary suggest``: names and rare words in the French that no entry knows, with what engine and dictionary say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from translator.document import Article
from translator.languages import FRENCH
from translator.languages.untouchable import untouchables
from translator.languages.words import comparable, likeness
from translator.terms.audit import row
from translator.terms.entries import COLUMNS
from translator.terms.glossary import Glossary

_PARTICLES = FRENCH.words("particles")
_STARTERS = FRENCH.words("before names")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ELISION = re.compile(rf"^(?:{'|'.join(FRENCH.listed('elided'))})[’']", re.IGNORECASE)
_EXAMPLE = 158  # characters of the example that a suggestion shows, without the marks of what is left out
_RARE = 12_000  # rank from which a word is rare: a model has hardly seen it
_SIMILAR = 60.0  # percent of letters by which a name is known again in the English


class Known(NamedTuple):
    """What a dictionary says of a word: English words, the likeliest first, and its ``rank`` by frequency."""

    english: tuple[str, ...]
    rank: int


LookUp = Callable[[str], Known | None]
"""From a French word in small letters; None for one that the dictionary does not have."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name or word without an entry: spellings and renderings with the most frequent first, and an example sentence.

    ``renderings`` is what the translations have for a name; empty where nothing is translated, or nothing is like
    it. ``dictionary`` is what the dictionary says of it.
    """

    spellings: tuple[str, ...]
    count: int
    articles: int
    renderings: tuple[str, ...]
    example: str
    dictionary: tuple[str, ...] = ()


def suggest(articles: Sequence[Article], glossary: Glossary, look_up: LookUp | None = None) -> list[Suggestion]:
    """Names without an entry in the French paragraphs of ``articles``, the most frequent and widespread first; then,
    where there is a dictionary to ``look_up`` words, the rare words without an entry, the rarest first.
    """
    names = _suggested_names(articles, glossary)
    if look_up is None:
        return names
    return [_looked_up(name, look_up) for name in names] + _rare_words(articles, glossary, look_up)


def _looked_up(name: Suggestion, look_up: LookUp) -> Suggestion:
    known = look_up(name.spellings[0].lower())
    return replace(name, dictionary=known.english) if known else name


def _rare_words(articles: Sequence[Article], glossary: Glossary, look_up: LookUp) -> list[Suggestion]:
    counts: Counter[str] = Counter()
    spread: dict[str, set[int]] = {}
    examples: dict[str, str] = {}
    for number, source in _sentences(articles):
        taken = [(m.start, m.end) for m in glossary.find(source)] + [(a, b) for a, b, _ in untouchables(source)]
        for word in _WORD.finditer(source):
            text = _ELISION.sub("", word[0])
            if text.islower() and not any(a < word.end() and word.start() < b for a, b in taken):
                counts[text] += 1
                spread.setdefault(text, set()).add(number)
                examples.setdefault(text, source)
    known = {word: found for word in counts if (found := look_up(word)) and found.rank >= _RARE}
    return [
        Suggestion((word,), counts[word], len(spread[word]), (), examples[word], known[word].english)
        for word in sorted(known, key=lambda word: (-known[word].rank, word))
    ]


def _sentences(articles: Sequence[Article]) -> Iterator[tuple[int, str]]:
    """The French sentences, each with the number of its article."""
    for number, article in enumerate(articles):
        for paragraph in article.paragraphs:
            if paragraph.language in (None, "fr"):
                yield from ((number, segment.source) for segment in paragraph.segments)


def _suggested_names(articles: Sequence[Article], glossary: Glossary) -> list[Suggestion]:
    """A single word that only ever begins a sentence is no name: it has its capital from there."""
    spellings: dict[str, Counter[str]] = {}
    renderings: dict[str, Counter[str]] = {}
    spread: dict[str, set[int]] = {}
    examples: dict[str, str] = {}
    inside: set[str] = set()
    for number, article in enumerate(articles):
        for paragraph in article.paragraphs:
            if paragraph.language not in (None, "fr"):
                continue
            for segment in paragraph.segments:
                for name, at_start in _names(segment.source, glossary):
                    key = comparable(name)
                    spellings.setdefault(key, Counter())[name] += 1
                    spread.setdefault(key, set()).add(number)
                    examples.setdefault(key, segment.source)
                    if not at_start or " " in name:
                        inside.add(key)
                    if segment.target is not None and (rendering := _rendering(name, segment.target)):
                        renderings.setdefault(key, Counter())[rendering] += 1
    found = [
        Suggestion(
            tuple(spelling for spelling, _ in spellings[key].most_common()),
            spellings[key].total(),
            len(spread[key]),
            tuple(rendering for rendering, _ in renderings.get(key, Counter[str]()).most_common()),
            examples[key],
        )
        for key in spellings
        if key in inside
    ]
    return sorted(found, key=lambda s: (-s.articles * s.count, -s.count, s.spellings[0]))


def suggestions_csv(suggestions: Sequence[Suggestion]) -> str:
    """The suggestions as a glossary to review: accept a line by giving it a kind, or delete it."""
    lines = [row(COLUMNS)]
    for s in suggestions:
        is_word = s.spellings[0].islower()
        target, *others = s.renderings or (s.dictionary if is_word else s.spellings)[:1]
        times = "once" if s.count == 1 else f"{s.count} times"
        note = f"{times} in {s.articles} article{'s' * (s.articles != 1)}: {_around(s.spellings, s.example)}"
        note += f" · dictionary: {', '.join(s.dictionary)}" if s.dictionary else ""
        lines.append(row(("|".join(s.spellings), target, "|".join(others), "", "", note, "")))
    return "".join(lines)


def _around(names: Sequence[str], example: str) -> str:
    """The example on one line; of a long one whole words around the first of ``names`` that it has, with … at a cut."""
    text = " ".join(example.split())
    if len(text) <= _EXAMPLE:
        return text
    at = max(0, next((text.find(name) for name in names if name in text), 0))
    start = max(0, min(at - _EXAMPLE // 3, len(text) - _EXAMPLE))
    kept = text[start : start + _EXAMPLE]
    if start:
        kept = "…" + kept[kept.find(" ") + 1 :]
    if start + _EXAMPLE < len(text):
        kept = kept[: kept.rfind(" ")] + "…"
    return kept


def _names(source: str, glossary: Glossary) -> Iterator[tuple[str, bool]]:
    """The runs of capitalised words outside the glossary's terms, and whether each begins the sentence."""
    if source.isupper():
        return
    known = [(m.start, m.end) for m in glossary.find(source)] + [(a, b) for a, b, _ in untouchables(source)]
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(source), None]:
        if word and run and word[0].lower() in _PARTICLES and source[run[-1].end() : word.start()] == " ":
            run.append(word)
            continue
        elided = _ELISION.match(word[0]) if word else None
        start = word.start() + (elided.end() if elided else 0) if word else 0
        capital = (
            word and source[start : start + 1].isupper() and not any(a < word.end() and start < b for a, b in known)
        )
        joined = run and word and not elided and source[run[-1].end() : word.start()] == " "
        if run and not (capital and joined):
            yield from _run(source, run)
            run = []
        if word and capital:
            run.append(word)


def _run(source: str, run: list[re.Match[str]]) -> Iterator[tuple[str, bool]]:
    """The name that a run of capitalised words is: without a first word of the sentence, or particles at its end."""
    before = source[: run[0].start()].rstrip(" «“\"'(–—-\u00a0\u202f")
    at_start = not before or before[-1] in ".!?…:»"
    if at_start and run[0][0].lower() in _STARTERS:
        run, at_start = run[1:], False
    while run and run[-1][0].lower() in _PARTICLES:
        run = run[:-1]
    if not run:
        return
    text = source[run[0].start() : run[-1].end()]
    name = _ELISION.sub("", text)
    if len(name) > 1:
        yield name, at_start and name == text


def _rendering(name: str, target: str) -> str | None:
    """The capitalised words of ``target`` that look most like ``name``."""
    words = [word.span() for word in _WORD.finditer(target) if word[0][0].isupper()]
    best, best_score = None, _SIMILAR
    for i, (start, _) in enumerate(words):
        for _, end in words[i : i + name.count(" ") + 2]:
            score = likeness(comparable(target[start:end]), comparable(name))
            if score > best_score:
                best, best_score = target[start:end], score
    return best
