"""The risk of a sentence: its dictionary made, its weights fitted, and how well it tells the worst sentences.

    python benchmarks/risk.py lexicon COUNTS          # counts.tsv.xz of models/recipe → translator/checks/lexicon.tsv
    python benchmarks/risk.py fit EVAL CACHE          # newstest2009–2011 → translator/checks/risk.toml
    python benchmarks/risk.py test EVAL CACHE         # newstest2013, newsroom-test: the table of risk.md

The sets are translated once, as the product does, into the folder CACHE. A sentence is bad if its chrF is in the worst
fifth of its set; lines of several sentences are left out, since the human translation says nothing of each.
"""

import argparse
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sacrebleu import CHRF

from translator.checks import check
from translator.checks.lexicon import LEXICON, stem
from translator.checks.risk import assess, features
from translator.checks.sense import coverage
from translator.document import Article, Paragraph, Segment
from translator.document.saved import from_json, to_json
from translator.evaluation import read_lines
from translator.languages import ENGLISH
from translator.session import Session
from translator.settings import Settings

FITTED = {"newstest2009": 400, "newstest2010": 400, "newstest2011": 400}
TESTED = {"newstest2013": 800, "newsroom-test": 400}
WORST, MARKED = 0.2, 0.15  # of a set: the bad sentences, and those with a notice
CHECKS = Path(__file__).parent.parent / "translator" / "checks"
RIDGE = 1.0
RAREST, LEAST_LINKS, LEAST_SHARE = 4, 0.5, 0.02  # of a word of the dictionary; of one of its translations
SMALL = ENGLISH.words("small") | ENGLISH.words("function words")

_GLOSSARY = Session(Settings()).glossary

Numbers = NDArray[np.float64]


class Sample(NamedTuple):
    """A set's sentences with one segment each, the human translation of each, and the chrF with that."""

    segments: list[Segment]
    references: list[str]
    chrf: Numbers


def lexicon(counts: Path) -> None:
    """Write the dictionary of coverage: sureness is the share of a word's occurrences that the words listed answer."""
    lines = []
    with lzma.open(counts, "rt", encoding="utf-8") as rows:
        for row in rows:
            word, times, said = row.rstrip("\n").split("\t")
            links = {english: float(n) for english, _, n in (item.rpartition(":") for item in said.split())}
            total = sum(links.values())
            told = [e for e, n in links.items() if _is_content(e) and n >= max(LEAST_LINKS, LEAST_SHARE * total)]
            share = sum(links[english] for english in told) / max(total, int(times), 1)
            if _is_content(word) and int(times) >= RAREST and round(9 * share):
                distinct = {stem(english): english for english in reversed(told)}.values()
                lines.append(f"{word}\t{round(9 * share)}\t{' '.join(reversed(distinct))}\n".encode())
    (CHECKS / LEXICON).write_bytes(b"".join(sorted(lines)))


def _is_content(word: str) -> bool:
    return len(word) > 2 and word.replace("-", "").isalpha() and word not in SMALL


def sample(folder: Path, cache: Path, name: str, size: int) -> Sample:
    """Some lines of a set, the same each time; translated if they are not in the cache."""
    french, english = (read_lines(folder / f"{name}.{side}") for side in ("fr", "en"))
    chosen = sorted(random.Random(15).sample(range(len(french)), size))
    saved = cache / f"{name}.json"
    if not saved.exists():
        article = Article(tuple(Paragraph.of(french[i], language="fr") for i in chosen))
        saved.write_text(to_json(next(Session(Settings()).translate([article]))), "utf-8")
    chrf, segments, references, scores = CHRF(), [], [], []
    for i, paragraph in zip(chosen, from_json(saved.read_text("utf-8")).paragraphs, strict=True):
        segment = paragraph.segments[0]
        if len(paragraph.segments) == 1 and segment.score:
            segments.append(segment)
            references.append(english[i])
            scores.append(chrf.sentence_score(segment.text, [english[i]]).score)
    return Sample(segments, references, np.array(scores))


def answered(segment: Segment) -> list[tuple[int, int]]:
    return [(use.start, use.end) for use in segment.terms if use.outcome != "missing"]


def figures(segment: Segment) -> dict[str, float]:
    covered = coverage(segment.source, segment.text, answered(segment))
    return dict(features(segment.score or 0.0, covered))


def fit(folder: Path, cache: Path) -> None:
    """Write the weights: a ridge logistic regression over standardised figures, for the figures as they are."""
    samples = [sample(folder, cache, name, size) for name, size in FITTED.items()]
    rows = [figures(segment) for s in samples for segment in s.segments]
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    bad = np.concatenate([s.chrf <= np.quantile(s.chrf, WORST) for s in samples])
    middle, spread = table.mean(0), table.std(0)
    weights = regression((table - middle) / spread, bad.astype(float))
    slopes = weights[1:] / spread
    intercept = weights[0] - slopes @ middle
    risks = 1 / (1 + np.exp(-(intercept + table @ slopes)))
    lines = [
        "# The risk of a sentence (see risk.py), fitted by benchmarks/risk.py. The intercept and the figures times",
        "# their weights add up to the log-odds of being among the worst fifth; from the threshold on it is a notice.",
        f"threshold = {np.quantile(risks, 1 - MARKED):.3f}",
        "",
        "[weights]",
        f"intercept = {intercept:.3f}",
        *(f"{name} = {slope:.3f}" for name, slope in zip(names, slopes, strict=True)),
    ]
    (CHECKS / "risk.toml").write_text("\n".join(lines) + "\n", "utf-8")


def regression(table: Numbers, bad: Numbers) -> Numbers:
    """The intercept and a weight a column, by Newton's steps."""
    rows = np.c_[np.ones(len(table)), table]
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.diag([0.0, *[1.0] * table.shape[1]])
    for _ in range(30):
        said = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (said - bad) + ridge @ weights
        bend = (rows * (said * (1 - said))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def test(folder: Path, cache: Path) -> None:
    columns = (
        "set",
        "sentences",
        "Spearman of risk and chrF",
        "of score and chrF",
        "of how free the human translation is and chrF",
        "worst tenth among the riskiest fifth",
        "with a risk notice",
        "of these in the worst fifth",
        "worst fifth with any notice",
        "with one of the other checks",
    )
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    for name, size in TESTED.items():
        print(f"| {name} | {' | '.join(row(sample(folder, cache, name, size)))} |")


def row(measured: Sample) -> Iterator[str]:
    segments, references, chrf = measured
    risks = np.array([assess(s.source, s.text, s.score or 0.0, answered(s))[0] for s in segments])
    noticed = np.array([bool(s.notices) for s in segments])
    marked = np.array([any(notice.code == "risk" for notice in s.notices) for s in segments])
    doubted = np.array([bool(check(s.source, s.text, _GLOSSARY.has_english)) for s in segments])
    worst, bad = chrf <= np.quantile(chrf, 0.1), chrf <= np.quantile(chrf, WORST)
    yield str(len(segments))
    yield f"{spearman(risks, -chrf):.2f}"
    yield f"{spearman(np.array([-(s.score or 0.0) for s in segments]), -chrf):.2f}"
    free = [coverage(s.source, reference).uncovered for s, reference in zip(segments, references, strict=True)]
    yield f"{spearman(np.array(free), -chrf):.2f}"
    yield f"{(risks >= np.quantile(risks, 0.8))[worst].mean():.0%}"
    yield f"{marked.mean():.0%}"
    yield f"{bad[marked].mean():.0%}"
    yield f"{noticed[bad].mean():.0%}"
    yield f"{doubted[bad].mean():.0%}"


def spearman(one: Numbers, other: Numbers) -> float:
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def ranks(values: Numbers) -> Numbers:
    """The place of each value, the mean of their places for equal ones."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    for step, names in ((lexicon, ("counts",)), (fit, ("folder", "cache")), (test, ("folder", "cache"))):
        sub = steps.add_parser(step.__name__)
        sub.set_defaults(step=step)
        for each in names:
            sub.add_argument(each, type=Path)
    args = vars(parser.parse_args())
    args.pop("step")(**args)
