"""From a language pair to its engine: one package, or two that meet in English where the pair has none of its own."""

from collections.abc import Sequence
from pathlib import Path

from translator.engines import Engine, Hypothesis, Query, best_texts
from translator.engines.argos import ArgosEngine
from translator.packages import route


class ChainEngine:
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


def load_route(
    pair: tuple[str, str], model: Path | None, *, quality: str, threads: int | None, device: str, hints: bool
) -> Engine:
    """The engine for ``pair``. Raises ModelError where no package, and no two of them, translate it."""
    packages = route(pair, model)
    engines = [
        ArgosEngine(package, quality=quality, threads=threads, device=device, hints=hints) for package in packages
    ]
    return engines[0] if len(engines) == 1 else ChainEngine(engines[0], engines[1], packages[0].target_lang)
