"""From a language pair to its engine: one package, or two that meet in English where the pair has none of its own."""

from collections.abc import Sequence
from pathlib import Path

from translator.engines import Engine, Hypothesis
from translator.engines.argos import ArgosEngine
from translator.packages import route


class ChainEngine:
    """Two engines in a row, as the signature says: ``pivot:en|argos:translate-es_en…»argos:translate-en_de…``."""

    name = "argos"

    def __init__(self, first: Engine, second: Engine, pivot: str) -> None:
        self._first, self._second = first, second
        self.signature = f"pivot:{pivot}|{first.signature}»{second.signature}"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return self._second.translate(self._first.translate(sentences))

    def retry(self, sentences: Sequence[str]) -> list[str]:
        return self._second.retry(self._first.retry(sentences))

    def hypotheses(self, sentences: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """The second engine's hypotheses for the first one's best: more would cost n times the work for little."""
        return self._second.hypotheses(self._first.translate(sentences), n)


def load_route(pair: tuple[str, str], model: Path | None, *, quality: str, threads: int | None, device: str) -> Engine:
    """The engine for ``pair``. Raises ModelError where no package, and no two of them, translate it."""
    packages = route(pair, model)
    engines = [ArgosEngine(package, quality=quality, threads=threads, device=device) for package in packages]
    return engines[0] if len(engines) == 1 else ChainEngine(engines[0], engines[1], packages[0].target_lang)
