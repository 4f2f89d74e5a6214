"""IBM model 1 in numpy: do the words of the two sides translate each other? Low scores are misaligned or free pairs.

Dense table t[given, other] over pieces (16,000 × 16,000 float32 is 1 GB), a few EM rounds on a sample. Source: Brown et
al. 1993; as a filter: Bicleaner (Sánchez-Cartagena et al. 2018). Each piece counts once a sentence.
"""

import numpy as np

NULL = 2  # <s> stands for the empty word
FLOOR = 1e-5


def pieces(ids):
    return np.unique(np.asarray(ids, np.int64))


class Lexicon:
    def __init__(self, vocabulary):
        self.t = np.full((vocabulary, vocabulary), 1.0, np.float32)

    def train(self, pairs, rounds=4):
        """pairs: list of (given ids, other ids)."""
        for _ in range(rounds):
            counts = np.zeros_like(self.t)
            for given, other in pairs:
                cell = np.ix_(np.append(pieces(given), NULL), pieces(other))
                expected = self.t[cell]
                counts[cell] += expected / expected.sum(0)
            for row in range(0, len(counts), 1000):  # in slices: the table is large
                part = counts[row : row + 1000]
                part /= part.sum(1, keepdims=True) + FLOOR
            self.t = counts + np.float32(1e-9)
        return self

    def score(self, given, other):
        """Mean over the other side's pieces of log of the best translation probability, at most 0."""
        best = self.t[np.ix_(np.append(pieces(given), NULL), pieces(other))].max(0)
        return float(np.log(np.maximum(best, FLOOR)).mean())
