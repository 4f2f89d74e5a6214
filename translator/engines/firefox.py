"""Firefox Translations models, run by fxtranslate (extra ``[firefox]``) from files on this machine.

A model folder has the files as Firefox distributes them, decompressed: ``model.fren.intgemm.alphas.bin``,
``vocab.fren.spm`` (or ``srcvocab.…`` and ``trgvocab.…``) and, optionally, ``lex.50.50.fren.s2t.bin``. fxtranslate's own
discovery and download are never called.

Written against fxtranslate 0.5.0 and **not tested with real weights**: they could not be had where this was written.
What is tested is everything up to the call: finding the files, the errors, order and number of the results.
"""

import hashlib
import importlib
import importlib.metadata
import threading
from collections.abc import Sequence
from pathlib import Path

from translator.engines import Hypothesis
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
        try:
            self._translator = fxtranslate.Translator(
                content,
                source.read_bytes(),
                target.read_bytes(),
                shortlists[0].read_bytes() if shortlists else None,
            )
        except ValueError as error:
            raise ModelError(f"{weights}: not a Firefox model that fxtranslate can load ({error})") from error
        self._lock = threading.Lock()
        self.signature = (
            f"firefox:{'-'.join(pair)}#{hashlib.sha256(content).hexdigest()[:8]}"
            f"|shortlist:{'yes' if shortlists else 'no'}|fxtranslate:{importlib.metadata.version('fxtranslate')}"
        )

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Greedy, as Firefox does; distinct sentences once."""
        said = {sentence: self._say(sentence, LONGEST) for sentence in dict.fromkeys(sentences) if sentence.strip()}
        return [said.get(sentence, sentence) for sentence in sentences]

    def retry(self, sentences: Sequence[str]) -> list[str]:
        """In pieces of at most 30 tokens: fxtranslate has no other search, but short pieces seldom loop."""
        return [self._say(sentence, 30) if sentence.strip() else sentence for sentence in sentences]

    def hypotheses(self, sentences: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """One each; its score is not known and given as 0."""
        return [[Hypothesis(text, 0.0)] for text in self.translate(sentences)]

    def _say(self, sentence: str, longest: int) -> str:
        pieces = cut(sentence, lambda text: len(self._tokenizer.encode(text)) <= longest)
        with self._lock:
            said = [str(self._translator.translate(piece.text)) if piece.text.strip() else "" for piece in pieces]
        return "".join(text + piece.tail for text, piece in zip(said, pieces, strict=True))


def _one(folder: Path, *patterns: str) -> Path:
    """The first file in ``folder`` that fits one of the patterns."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            return path
    raise ModelError(f"{folder}: no {' or '.join(patterns)}: not a folder of a Firefox model for this pair")
