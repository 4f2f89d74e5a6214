"""``glossary suggest``: names in the French that no entry knows, with what the engine made of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_SIMILAR = 60.0  # percent of letters by which a name is known again in the English


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name without an entry: spellings and renderings with the most frequent first, and an example sentence.

    ``renderings`` is what the translations have for it; empty where nothing is translated, or nothing like it found.
    """

    spellings: tuple[str, ...]
    count: int
    articles: int
    renderings: tuple[str, ...]
    example: str


def suggest(articles: Sequence[Article], glossary: Glossary) -> list[Suggestion]:
    """Names without an entry in the French paragraphs of ``articles``, the most frequent and widespread first.

    A single word that only ever begins a sentence is no name: it has its capital from there.
    """
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
        target, *others = s.renderings or s.spellings[:1]
        times = "once" if s.count == 1 else f"{s.count} times"
        note = f"{times} in {s.articles} article{'s' * (s.articles != 1)}: {_around(s.spellings, s.example)}"
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
