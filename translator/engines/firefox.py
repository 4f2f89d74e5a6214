"""Firefox Translations models, run by fxtranslate (extra ``[firefox]``) from files on this machine.

A model folder has the files as Firefox distributes them, decompressed: ``model.fren.intgemm.alphas.bin``,
``vocab.fren.spm`` (or ``srcvocab.…`` and ``trgvocab.…``) and, optionally, ``lex.50.50.fren.s2t.bin``. fxtranslate's own
discovery and download are never called.

fxtranslate's translator may be used, and let go, only in the thread that made it: it lives in one of its own.

Written against fxtranslate 0.5.0, which refuses files that are no model as it should, and **not tested with real
weights**: they could not be had where this was written. What is tested is everything up to the call: finding the files,
the errors, the thread, order and number of the results.
"""

import hashlib
import importlib
import importlib.metadata
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from translator.engines import Hypothesis, Query
from translator.engines.pieces import cut
from translator.engines.tokenizers import SentencePieceTokenizer
from translator.errors import ConfigurationError, ModelError

LONGEST = 64  # tokens: fxtranslate silently drops what goes beyond the model's context


class FirefoxEngine:
    """One Firefox model folder. Raises ModelError for missing or damaged files."""

    name = "firefox"

    def __init__(self, model: Path | None, pair: tuple[str, str]) -> None:
        if model is None:
            raise ConfigurationError("the firefox engine needs a folder with a model's files: --model DIR")
        try:
            fxtranslate = importlib.import_module("fxtranslate")
        except ImportError as error:
            raise ConfigurationError(
                "the firefox engine needs its extra: pip install 'newsroom-translator[firefox]'"
            ) from error
        name = "".join(pair)
        weights = _one(model, f"model.{name}.*.bin", f"model.{name}.bin")
        source = _one(model, f"vocab.{name}.spm", f"srcvocab.{name}.spm")
        target = _one(model, f"vocab.{name}.spm", f"trgvocab.{name}.spm")
        shortlists = sorted(model.glob(f"lex.*{name}.s2t.bin"))
        self._tokenizer = SentencePieceTokenizer(source)
        content = weights.read_bytes()
        shortlist = shortlists[0].read_bytes() if shortlists else None
        self._home = threading.local()  # emptied by its thread when that ends
        self._thread = ThreadPoolExecutor(1)

        def make() -> None:
            self._home.translator = fxtranslate.Translator(content, source.read_bytes(), target.read_bytes(), shortlist)

        try:
            self._thread.submit(make).result()
        except ValueError as error:
            raise ModelError(f"{weights}: not a Firefox model that fxtranslate can load ({error})") from error
        self.signature = (
            f"firefox:{'-'.join(pair)}#{hashlib.sha256(content).hexdigest()[:8]}"
            f"|shortlist:{'yes' if shortlists else 'no'}|fxtranslate:{importlib.metadata.version('fxtranslate')}"
        )

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """Greedy, as Firefox does; distinct sentences once. Scores are not known and given as 0."""
        return self._say_all(sentences, LONGEST)

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """In pieces of at most 30 tokens: fxtranslate has no other search, but short pieces seldom loop."""
        return self._say_all(sentences, 30)

    def _say_all(self, sentences: Sequence[Query], longest: int) -> list[list[Hypothesis]]:
        texts = [str(sentence) for sentence in sentences]
        said = {text: self._say(text, longest) for text in dict.fromkeys(texts) if text.strip()}
        return [[Hypothesis(said.get(text, text), 0.0)] for text in texts]

    def _say(self, sentence: str, longest: int) -> str:
        pieces = cut(sentence, lambda text: len(self._tokenizer.encode(text)) <= longest)

        def speak() -> list[str]:
            return [str(self._home.translator.translate(p.text)) if p.text.strip() else "" for p in pieces]

        said = self._thread.submit(speak).result()
        return "".join(text + piece.tail for text, piece in zip(said, pieces, strict=True))


def _one(folder: Path, *patterns: str) -> Path:
    """The first file in ``folder`` that fits one of the patterns."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            return path
    raise ModelError(f"{folder}: no {' or '.join(patterns)}: not a folder of a Firefox model for this pair")
