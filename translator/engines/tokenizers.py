"""Text to the pieces that a model reads, and back: the two kinds of tokenizer that Argos packages have."""

import re
import threading
from pathlib import Path

import sentencepiece

from translator.errors import ModelError

_BYTE = re.compile("<0x([0-9A-F]{2})>")  # a piece that is one byte of a character that the model has no piece for


class SentencePieceTokenizer:
    """``sentencepiece.model``. Unlike argostranslate's, ``decode`` leaves underscores as they are (URLs, e-mails).

    Raises ModelError for a file that is no SentencePiece model.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (RuntimeError, OSError, ValueError) as error:
            raise ModelError(f"{path}: not a SentencePiece model; install the package again") from error

    def encode(self, text: str) -> list[str]:
        tokens: list[str] = self._processor.encode(text, out_type=str)
        return tokens

    def decode(self, tokens: list[str]) -> str:
        # A piece that this model has not (OPUS-MT has a second one, for the English) comes through with its sign.
        return str(self._processor.decode(tokens)).replace("▁", " ")

    def locate(self, text: str) -> list[tuple[int, int]]:
        """(start, end) in ``text`` of each token that ``encode`` gives; [] where that cannot be said."""
        # Not by encode's own offsets: each release of SentencePiece has another name for them.
        normalized, offsets = self._processor.normalize(text, with_offsets=True)
        spans: list[tuple[int, int]] = []
        position = 0
        for token in self.encode(text):
            byte = _BYTE.fullmatch(token)
            if byte and 0x80 <= int(byte[1], 16) < 0xC0 and spans:
                spans.append(spans[-1])  # the same character goes on
                continue
            after = position + (1 if byte else len(token))
            if after > len(normalized):
                return []
            spans.append((offsets[position], offsets[after]))
            position = after
        return spans if position == len(normalized) else []


class BPETokenizer:
    """``bpe.model``: argostranslate's own (Moses normalisation and tokens, subword-nmt).

    Importing ``argostranslate.tokenizer`` is free of side effects; ``argostranslate.settings``, which creates folders
    and sets environment variables, is not imported by it. It is not thread-safe: hence the lock and the early load.
    """

    def __init__(self, path: Path, source_lang: str, target_lang: str) -> None:
        from argostranslate.tokenizer import BPETokenizer as ArgosTokenizer

        self._lock = threading.Lock()
        self._tokenizer = ArgosTokenizer(path, source_lang, target_lang)
        try:
            self._tokenizer.lazy_load()
        except (OSError, ValueError, IndexError, SystemExit) as error:
            raise ModelError(f"{path}: not a BPE model ({error}); install the package again") from error

    def encode(self, text: str) -> list[str]:
        with self._lock:
            tokens: list[str] = [token for token in self._tokenizer.encode(text) if token]
        return tokens

    def decode(self, tokens: list[str]) -> str:
        with self._lock:
            return str(self._tokenizer.decode(tokens))

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Never: Moses' normalisation does not say what it moved."""
        return []


Tokenizer = SentencePieceTokenizer | BPETokenizer
