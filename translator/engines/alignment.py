"""Which word of a translation says which word of the sentence: from a model's attention to links, and from links to the
counterpart of a phrase.

A link is kept where both words are surely each other's best: fewer links, but nearly all of them right.
"""

import re
from collections.abc import Sequence

from translator.document import Link

Span = tuple[int, int]

WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
SURE = 0.5  # of 1; below, marks come to stand beside their words: see "Alignment" in benchmarks/README.md


def links(
    source: str,
    target: str,
    source_tokens: Sequence[Span],
    target_tokens: Sequence[Span],
    attention: Sequence[Sequence[float]],
) -> tuple[Link, ...]:
    """One link at most for each word of ``target``, in its order.

    ``source_tokens`` and ``target_tokens`` say where the tokens stand in the texts; ``attention[t][s]`` is the weight
    of source token ``s`` while target token ``t`` was said. More rows or columns than tokens (the end token's) are
    ignored.
    """
    french, english = ([match.span() for match in WORD.finditer(text)] for text in (source, target))
    weights = [[0.0] * len(french) for _ in english]
    homes = [_words(token, french) for token in source_tokens]
    for token, row in zip(target_tokens, attention, strict=False):
        for e in _words(token, english):
            for words, weight in zip(homes, row, strict=False):
                for f in words:
                    weights[e][f] += weight
    said = [sum(row) or 1.0 for row in weights]
    heard = [sum(column) or 1.0 for column in zip(*weights, strict=True)]
    # A word that many look at (the first, a comma's neighbour) is the counterpart of few: both sides' shares count.
    shares = [[w * w / (said[e] * heard[f]) for f, w in enumerate(row)] for e, row in enumerate(weights)]
    best = [_largest(column) for column in zip(*shares, strict=True)]
    pairs = [(_largest(row), e) for e, row in enumerate(shares) if max(row, default=0.0) > SURE]
    return tuple((*french[f], *english[e]) for f, e in pairs if best[f] == e)


def counterpart(source: str, target: str, alignment: Sequence[Link], start: int, end: int) -> str:
    """How ``target`` says ``source[start:end]``: from the first linked word to the last.

    "" where a word of it is not linked, where a word in between belongs to another part of the sentence, and where the
    target has the same words elsewhere, too.
    """
    inside = [link for link in alignment if start <= link[0] and link[1] <= end]
    if not inside or len({link[:2] for link in inside}) < len(WORD.findall(source, start, end)):
        return ""
    first, last = min(link[2] for link in inside), max(link[3] for link in inside)
    if any(first <= link[2] and link[3] <= last for link in alignment if link not in inside):
        return ""
    said = target[first:last]
    return said if target.casefold().count(said.casefold()) == 1 else ""


def _largest(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)


def _words(token: Span, words: Sequence[Span]) -> list[int]:
    """The words that share a character with the token."""
    return [i for i, (start, end) in enumerate(words) if start < token[1] and token[0] < end]
