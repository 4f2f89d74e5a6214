"""How sentences are grouped for the machine.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

from collections.abc import Iterable

Tokens = tuple[str, ...]

# What a batch needs of memory and of work grows with its padded tokens times the beam, and for each sentence and beam
# with the vocabulary, whose scores take as much as ROW tokens. Measured, see "What the machine likes" in benchmarks/.
ROW = 11
LARGEST = 1500  # beam × padded tokens, ROW counted: about 25 MB a thread; more costs memory and gains little speed
SMALLEST = 550  # below, the machine does much less in the same time
SHARES = 4  # a short article is cut into so many batches where they are not too small, so that all threads have work


def batches(sentences: Iterable[Tokens], beam: int = 1) -> list[list[Tokens]]:
    """The distinct sentences in groups of at most LARGEST; a sentence longer than that is a group of its own.

    Longest first, so that no thread is left alone with a long batch at the end.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)])
    [[('b', 'c'), ('a',), ('d',)]]
    """
    distinct = sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens))
    total = beam * sum(len(tokens) + ROW for tokens in distinct)
    limit = max(SMALLEST, min(LARGEST, total // SHARES))
    groups: list[list[Tokens]] = []
    for tokens in distinct:
        if groups and beam * (len(groups[-1]) + 1) * (len(groups[-1][0]) + ROW) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups
