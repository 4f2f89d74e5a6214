"""How sentences are grouped for the machine.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

from collections.abc import Iterable

Tokens = tuple[str, ...]

BATCH_TOKENS = 1024  # padded; measured in benchmarks/engine.py


def batches(sentences: Iterable[Tokens], limit: int = BATCH_TOKENS) -> list[list[Tokens]]:
    """The distinct sentences, longest first, in groups of at most ``limit`` tokens, padding counted.

    A sentence longer than ``limit`` is a group of its own.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)], limit=4)
    [[('b', 'c'), ('a',)], [('d',)]]
    """
    groups: list[list[Tokens]] = []
    for tokens in sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens)):
        if groups and (len(groups[-1]) + 1) * len(groups[-1][0]) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups
