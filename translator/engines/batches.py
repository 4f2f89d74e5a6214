"""How sentences are grouped for the machine.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

from collections.abc import Iterable

Tokens = tuple[str, ...]

# Memory, in units of 6.5 KB: each sentence takes SOURCE for a padded token while it is read, the beam times one for a
# padded token while it is said, and the beam times ROW for the scores of the vocabulary. Fitted to single batches of
# beam 1 to 5, 4 to 64 sentences of 6 to 60 tokens; benchmarks/batch_need.py makes the fit again.
SOURCE = 1.35
ROW = 21
LARGEST = 2600  # 17 MB a thread; more costs memory and gains little speed
SMALLEST = 1000  # below, the machine does much less in the same time
SHARES = 4  # a short article is cut into so many batches where they are not too small, so that all threads have work


def need(tokens: Tokens, beam: int) -> float:
    """What a batch takes for each of its sentences where this is the longest, in units of 6.5 KB."""
    return len(tokens) * (SOURCE + beam) + ROW * beam


def batches(sentences: Iterable[Tokens], beam: int = 1) -> list[list[Tokens]]:
    """The distinct sentences in groups of at most LARGEST; a sentence longer than that is a group of its own.

    Longest first, so that no thread is left alone with a long batch at the end.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)])
    [[('b', 'c'), ('a',), ('d',)]]
    """
    distinct = sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens))
    total = sum(need(tokens, beam) for tokens in distinct)
    limit = max(SMALLEST, min(LARGEST, total // SHARES))
    groups: list[list[Tokens]] = []
    for tokens in distinct:
        if groups and (len(groups[-1]) + 1) * need(groups[-1][0], beam) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups
