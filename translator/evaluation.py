"""How good the English is: systems compared on sentences with human translations.

BLEU and chrF are sacrebleu's (extra ``[eval]``), with its signatures; the p-values come from its paired bootstrap
against the first system. Beside them stands what an editor would meet: terms said, notices, risk.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.document import Article, Outcome, Paragraph
from translator.errors import ConfigurationError, InputError
from translator.session import Session
from translator.settings import Settings


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one system. ``p`` has, by metric, the p-value against the first system; empty for that one.

    ``terms`` is the share of the glossary's terms in the source that are in the English, None where there are none;
    ``repaired`` the share that was put in after the engine; ``notices`` are by code, for 1,000 words of the source, and
    ``noticed`` is the share of sentences that have one. ``risk`` is the mean of the sentences', None where no model was
    asked.
    """

    system: str
    bleu: float
    chrf: float
    p: Mapping[str, float]
    terms: float | None
    repaired: float | None
    notices: Mapping[str, float]
    noticed: float
    risk: float | None
    words_per_second: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all systems on a set of ``sentences``; ``signatures`` say how sacrebleu counted."""

    sentences: int
    words: int
    signatures: Mapping[str, str]
    scores: tuple[Score, ...]


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file. Raises InputError."""
    try:
        return path.read_text("utf-8").rstrip("\n").split("\n")
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def evaluate(source: Path, reference: Path, systems: Mapping[str, Settings]) -> Evaluation:
    """Translate the lines of ``source`` by each system and compare them with those of ``reference``.

    Raises InputError for files without words or that do not fit each other, ConfigurationError where sacrebleu is not
    installed.
    """
    french, english = read_lines(source), read_lines(reference)
    if len(french) != len(english):
        raise InputError(f"{source} has {len(french)} lines, {reference} {len(english)}: they must be line by line")
    words = sum(len(line.split()) for line in french)
    if not words:
        raise InputError(f"{source} has no words: nothing to measure")
    made = {name: _translate(french, settings) for name, settings in systems.items()}
    signatures, figures = _compare({name: _lines(article) for name, (article, _) in made.items()}, english)
    scores = [_score(name, *made[name], words, figures[name]) for name in systems]
    return Evaluation(len(french), words, signatures, tuple(scores))


def _translate(french: Sequence[str], settings: Settings) -> tuple[Article, float]:
    """The lines as an article in English, and the seconds that it took, the model's loading left out."""
    session = Session(settings)
    _ = session.engine, session.glossary
    next(session.translate([_article(["Bonjour."])]))
    began = time.perf_counter()
    done = next(session.translate([_article(french)]))
    return done, time.perf_counter() - began


def _article(lines: Sequence[str]) -> Article:
    return Article(tuple(Paragraph.of(line, language="fr") for line in lines))


def _lines(article: Article) -> list[str]:
    return [" ".join(paragraph.text.split()) for paragraph in article.paragraphs]


def _compare(
    hypotheses: Mapping[str, list[str]], references: list[str]
) -> tuple[dict[str, str], dict[str, dict[str, tuple[float, float | None]]]]:
    """The signature by metric; score and p-value by system and metric."""
    try:
        from sacrebleu import BLEU, CHRF
        from sacrebleu.significance import PairedTest, Result
    except ImportError as error:
        raise ConfigurationError("eval needs sacrebleu: pip install 'newsroom-translator[eval]'") from error
    metrics = {"BLEU": BLEU(), "chrF2": CHRF()}  # under the names that PairedTest gives them
    figures: dict[str, dict[str, tuple[float, float | None]]] = {name: {} for name in hypotheses}
    if len(hypotheses) == 1:
        ((name, lines),) = hypotheses.items()
        figures[name] = {m: (metric.corpus_score(lines, [references]).score, None) for m, metric in metrics.items()}
        return {m: metric.get_signature().format() for m, metric in metrics.items()}, figures
    signatures, results = PairedTest(list(hypotheses.items()), metrics, [references], test_type="bs")()
    for metric in metrics:
        for name, result in zip(hypotheses, results[metric], strict=True):
            assert isinstance(result, Result)
            figures[name][metric] = (result.score, result.p_value)
    return {metric: signatures[metric].format() for metric in metrics}, figures


def _score(
    name: str, article: Article, seconds: float, words: int, figures: Mapping[str, tuple[float, float | None]]
) -> Score:
    segments = list(article.segments)
    uses = Counter(use.outcome for segment in segments for use in segment.terms)
    notices = Counter(notice.code for notice in article.all_notices)
    risks = [segment.risk for segment in segments if segment.risk is not None]
    asked = uses.total()
    return Score(
        system=name,
        bleu=figures["BLEU"][0],
        chrf=figures["chrF2"][0],
        p={metric: p for metric, (_, p) in figures.items() if p is not None},
        terms=1 - uses[Outcome.MISSING] / asked if asked else None,
        repaired=uses[Outcome.REPAIRED] / asked if asked else None,
        notices={code: 1000 * count / words for code, count in sorted(notices.items())},
        noticed=sum(bool(segment.notices) for segment in segments) / len(segments),
        risk=sum(risks) / len(risks) if risks else None,
        words_per_second=words / seconds,
    )
