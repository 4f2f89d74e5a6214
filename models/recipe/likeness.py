"""How much a pair reads like written prose rather than like a parliament: naive Bayes over pieces, both sides.

The mean over the pieces of log P(piece | prose) - log P(piece | parliament). No development or test set is looked at:
prose is what the corpora themselves have of news, encyclopaedia and public information.
"""

import numpy as np

PROSE = (
    "ud-pud",
    "tico19-dev",
    "pawsx",
    "covprehension",
    "cds_blog",
    "disinfo_quaidorsay",
    "skycultures",
    "etalab_ogp",
)
PARLIAMENT = ("europarl", "hansard36")
SMOOTHING = 20.0  # pseudo-counts a piece, spread by overall frequency: rare names must not decide


class Likeness:
    def __init__(self, prose, parliament, vocabulary):
        """prose, parliament: lists of (source ids, target ids)."""
        self.size = vocabulary
        inside, outside = self.counts(prose), self.counts(parliament)
        both = (inside + outside + 1e-3) / (inside + outside + 1e-3).sum()
        weight = SMOOTHING * vocabulary / 10
        probability = [(c + weight * both) / (c.sum() + weight) for c in (inside, outside)]
        self.odds = np.log(probability[0]) - np.log(probability[1])

    def counts(self, pairs):
        """float64 [2 × vocabulary]: French pieces, then English pieces."""
        total = np.zeros(2 * self.size)
        for source, target in pairs:
            np.add.at(total, source, 1)
            np.add.at(total, np.asarray(target) + self.size, 1)
        return total

    def score(self, pair):
        source, target = pair
        return float(self.odds[source].mean() + self.odds[np.asarray(target) + self.size].mean())
