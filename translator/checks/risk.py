"""How likely a sentence is to be among the worst: one number from 0 to 1, and a notice for the riskiest.

A logistic regression over two figures that cost little: how sure the engine was, and how much of the French is not
covered by the English. Its weights, and the risk from which on there is a notice, are in ``risk.toml``;
``benchmarks/risk.py`` fitted them and says how good they are.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from translator.checks.sense import Coverage, coverage
from translator.document import Notice

_NAMED = 3  # words at most in a notice


def assess(
    source: str, target: str, score: float, answered: Sequence[tuple[int, int]] = ()
) -> tuple[float, tuple[Notice, ...]]:
    """The risk of a French segment's English, and a notice if that is high.

    ``score`` is the engine's mean log-probability per token; ``answered`` are the spans of ``source`` whose English is
    known to be right (terms of the house).

    >>> assess("Il dort.", "He sleeps.", -0.1)[1]
    ()
    """
    covered = coverage(source, target, answered)
    weights = _fitted()["weights"]
    given = features(score, covered)
    sum_ = weights["intercept"] + sum(weights[name] * value for name, value in given.items())
    risk = round(1 / (1 + math.exp(-sum_)), 3)
    return risk, (Notice("risk", _message(covered)),) if risk >= _fitted()["threshold"] else ()


def features(score: float, covered: Coverage) -> Mapping[str, float]:
    """What the risk is made of, by the names of the weights."""
    return {"score": score, "uncovered": covered.uncovered}


def _message(covered: Coverage) -> str:
    if not covered.missing:
        return "The engine was unsure here: compare the English with the French."
    words = ", ".join(f"« {word} »" for word in covered.missing[:_NAMED])
    return f"The engine was unsure here: perhaps nothing in the English says {words}."


@cache
def _fitted() -> Any:
    return tomllib.loads(Path(__file__).with_name("risk.toml").read_text(encoding="utf-8"))
