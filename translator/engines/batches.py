"""How sentences are grouped for the machine.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

from collections.abc import Iterable

Tokens = tuple[str, ...]

BATCH_TOKENS = 512  # padded; measured, see "What the machine likes" in benchmarks/README.md
BEAM_TOKENS = 1024  # padded, times the beam: what a thread keeps in memory grows with both
SMALLEST = 192  # padded tokens at beam 1 or 2: below, the machine does much less in the same time
SHARES = 4  # a short article is cut into so many batches where they are not too small, so that all threads have work


def batches(sentences: Iterable[Tokens], beam: int = 1) -> list[list[Tokens]]:
    """The distinct sentences, longest first, in groups of at most BATCH_TOKENS, padding counted; less for a large beam.

    A sentence longer than that is a group of its own.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)])
    [[('b', 'c'), ('a',), ('d',)]]
    """
    distinct = sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens))
    largest = min(BATCH_TOKENS, BEAM_TOKENS // beam)
    limit = max(SMALLEST // max(1, beam // 2), min(largest, sum(map(len, distinct)) // SHARES))
    groups: list[list[Tokens]] = []
    for tokens in distinct:
        if groups and (len(groups[-1]) + 1) * len(groups[-1][0]) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups
