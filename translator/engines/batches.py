"""How sentences are grouped for the machine.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

from collections.abc import Iterable

Tokens = tuple[str, ...]

BATCH_TOKENS = 512  # padded; measured in benchmarks/engine.py
SMALLEST = 192  # padded tokens: below, the machine does much less in the same time
SHARES = 4  # a short article is cut into so many batches where they are not too small, so that all threads have work


def batches(sentences: Iterable[Tokens], largest: int = BATCH_TOKENS) -> list[list[Tokens]]:
    """The distinct sentences, longest first, in groups of at most ``largest`` tokens, padding counted.

    A sentence longer than that is a group of its own.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)], largest=4)
    [[('b', 'c'), ('a',)], [('d',)]]
    """
    distinct = sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens))
    limit = min(largest, max(SMALLEST, sum(map(len, distinct)) // SHARES))
    groups: list[list[Tokens]] = []
    for tokens in distinct:
        if groups and (len(groups[-1]) + 1) * len(groups[-1][0]) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups
