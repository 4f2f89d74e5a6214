"""Engines: sentences in, scored hypotheses out, as many and in the same order. Nothing heavy is imported here.

``argos`` runs an Argos package, ``echo`` puts brackets around each sentence (dry runs, tests).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from translator.document import Link
from translator.errors import ConfigurationError

QUALITIES = ("fast", "standard", "best")
ENGINES = ("argos", "echo")


class TermHint(NamedTuple):
    """``target`` is how the English must say the characters from ``start`` to ``end`` of the sentence."""

    start: int
    end: int
    target: str


class Hinted(NamedTuple):
    """A sentence with the terms that are to be in its English: in their order, none inside another.

    ``looked_up``: the model may be shown what its dictionary says. An engine whose model does not know terms takes the
    text alone.

    >>> str(Hinted("Il a été relaxé.", (TermHint(9, 15, "acquitted"),)))
    'Il a été relaxé.'
    """

    text: str
    terms: tuple[TermHint, ...] = ()
    looked_up: bool = True

    def __str__(self) -> str:
        return self.text


Query = str | Hinted


class Hypothesis(NamedTuple):
    """One way to say it. ``score`` is the mean log-probability per token: at most 0, the higher the surer.

    It is 0.0 where no model was asked, and for a sentence in pieces the mean of theirs.
    """

    text: str
    score: float


def best_texts(answers: Iterable[Sequence[Hypothesis]]) -> list[str]:
    """The first hypothesis of each, without its score."""
    return [hypotheses[0].text for hypotheses in answers]


class Engine(Protocol):
    """What the pipeline needs of an engine. One instance may be used from several threads.

    ``signature`` says how results are made: two engines of the same signature give the same English. ``takes_terms``:
    the terms of a ``Hinted`` sentence reach the model. ``quality`` is one of QUALITIES: how much of the engine's time a
    better way to say a sentence is worth.
    """

    name: str
    signature: str
    takes_terms: bool = False
    quality: str = "fast"

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """Up to ``n`` different ways to say each sentence, at least one, in the order of the sentences.

        The best comes first by the search, which weighs length as well as the score. What has no letter comes back
        unchanged.
        """

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """The same by another search, for results that loop or are empty."""

    def align(self, sentences: Sequence[str], translations: Sequence[str]) -> list[tuple[Link, ...]]:
        """The links between the words of each sentence and its translation, () where they cannot be known."""
        return [()] * len(sentences)


class ChainEngine(Engine):
    """Two engines in a row, as the signature says: ``pivot:en|argos:translate-es_en…»argos:translate-en_de…``.

    The hypotheses are the second engine's for the first one's best: more would cost n times the work for little. Terms
    are not passed on: no model could place them in a language between.
    """

    name = "argos"

    def __init__(self, first: Engine, second: Engine, pivot: str) -> None:
        self._first, self._second = first, second
        self.signature = f"pivot:{pivot}|{first.signature}»{second.signature}"

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self._second.translate(best_texts(self._first.translate([str(each) for each in sentences])), n)

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self._second.retry(best_texts(self._first.retry([str(each) for each in sentences])), n)


def load(
    name: str,
    *,
    model: Path | None = None,
    pair: tuple[str, str] = ("fr", "en"),
    quality: str = "standard",
    threads: int | None = None,
    device: str = "cpu",
    hints: bool = True,
) -> Engine:
    """The engine ``name`` for ``pair``.

    ``model`` is a package folder, None for the one that ``packages.find`` chooses. ``quality`` is one of QUALITIES.
    ``threads`` is the number of CPU threads, None for what suits the machine. ``device`` is ``cpu``, ``cuda``
    (``cuda:1`` for the second card) or ``auto``. Without ``hints`` a model that knows dictionary and terms is shown
    neither. Raises ConfigurationError for an unknown choice, ModelError for a package that is missing, damaged or does
    not fit, and where neither a package nor two that meet in English translate the pair.
    """
    if quality not in QUALITIES:
        raise ConfigurationError(f"quality {quality!r} is not known; choose one of {', '.join(QUALITIES)}")
    if threads is not None and threads < 1:
        raise ConfigurationError(f"threads must be 1 or more, not {threads}")
    if name == "echo":
        from translator.engines.echo import EchoEngine

        return EchoEngine()
    if name == "argos":
        from translator.engines.argos import ArgosEngine
        from translator.packages import route

        packages = route(pair, model)
        engines = [ArgosEngine(p, quality=quality, threads=threads, device=device, hints=hints) for p in packages]
        return engines[0] if len(engines) == 1 else ChainEngine(engines[0], engines[1], packages[0].target_lang)
    raise ConfigurationError(f"engine {name!r} is not known; choose one of {', '.join(ENGINES)}")
