"""What an Argos package has: the tokenizer, one of two kinds; the CTranslate2 model, lists of tokens in, scored lists
of tokens or attention out.

CTranslate2's results can differ in a rare word with the company that a sentence keeps in its batch. So the composition
of the batches depends on nothing but the set of sentences: neither their order nor how often each comes matters.
"""

import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2
import sentencepiece

from translator.errors import ConfigurationError, ModelError
from translator.packages import Identity, Package

Tokens = tuple[str, ...]

# Kilobytes of a batch: each sentence takes READ for a padded token of its source, SAID times the beam for it, too (the
# English is about as long), and ROW times the beam for the scores of the vocabulary. Fitted to single batches of
# sentences with their hints (benchmarks/batch_need.py).
READ, SAID, ROW = 17.4, 1.7, 121
LARGEST = 17_000  # a thread; more costs memory and gains little speed
SMALLEST = 6_500  # below, the machine does much less in the same time
SHARES = 4  # a short article is cut into so many batches where they are not too small, so that all threads have work

# Decoding may take twice the tokens of the source and this many more; what needs as much is a loop.
MARGIN = 32
UNKNOWN = "<unk>"
FAILS = "the model fails ({}); try another package"
_BYTE = re.compile("<0x([0-9A-F]{2})>")  # a piece that is one byte of a character that the model has no piece for
PAIRS = 16  # sentences aligned together; fewer than translated together, because their attention is kept


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


class Search(NamedTuple):
    """How the decoder searches. The names are those of CTranslate2.

    The length penalty was chosen on newstest2012 (benchmarks/README.md); argostranslate's 0.2 drops more clauses.
    """

    beam_size: int
    length_penalty: float = 1.4
    no_repeat_ngram_size: int = 0


class Output(NamedTuple):
    """One hypothesis. ``score`` is the mean log-probability per token, the end token counted. ``complete`` is False
    where the decoder was stopped before it came to an end."""

    tokens: Tokens
    score: float
    complete: bool


def need(tokens: Tokens, beam: int) -> float:
    """Kilobytes that a batch takes for each of its sentences where this is the longest."""
    return len(tokens) * (READ + SAID * beam) + ROW * beam


def batches(sentences: Iterable[Tokens], beam: int = 1) -> list[list[Tokens]]:
    """The distinct sentences in groups of at most LARGEST; a sentence longer than that is a group of its own.

    Longest first, so that no thread is left alone with a long batch at the end.

    >>> batches([("a",), ("b", "c"), ("a",), ("d",)])
    [[('b', 'c'), ('a',), ('d',)]]
    """
    distinct = sorted(set(sentences), key=lambda tokens: (-len(tokens), tokens))
    total = sum(need(tokens, beam) for tokens in distinct)
    limit = max(SMALLEST, min(LARGEST, total // SHARES))
    groups: list[list[Tokens]] = []
    for tokens in distinct:
        if groups and (len(groups[-1]) + 1) * need(groups[-1][0], beam) <= limit:
            groups[-1].append(tokens)
        else:
            groups.append([tokens])
    return groups


class Model:
    """A loaded model. Thread-safe: CTranslate2 queues the calls of several threads.

    Raises ModelError for files that are no model, or not those that ``identity`` speaks of any more; ConfigurationError
    for a device that is not there.
    """

    def __init__(self, package: Package, identity: Identity, threads: int | None, device: str) -> None:
        kind, _, index = device.partition(":")
        self.compute_type = compute_type(kind)
        self._prefix = [package.target_prefix] if package.target_prefix else None
        self._path = package.path
        self._shift = package.attention_shift
        self._vmap = (package.path / "model" / "vmap.txt").is_file()
        # One batch a thread, the weights shared: threads that share each multiplication wait for the slowest at every
        # step, which halves the speed as soon as something else runs on the machine (benchmarks/README.md).
        workers = (threads or default_threads()) if kind == "cpu" else 1
        with _named(package.path, "the model cannot be loaded ({}); install the package again"):
            self._translator = ctranslate2.Translator(
                str(package.path / "model"),
                device=kind,
                device_index=int(index or 0),
                compute_type=self.compute_type,
                inter_threads=workers,
                intra_threads=1,
                max_queued_batches=-1,
            )
        if not identity.unchanged():
            raise ModelError(f"{package.path}: changed while it was loaded; run the command again")

    def run(self, sentences: Iterable[Tokens], search: Search, n: int = 1) -> dict[Tokens, list[Output]]:
        """``n`` hypotheses for each distinct sentence, best first."""
        found = self._search(sentences, search, n, unknowns=False)
        unsaid = [tokens for tokens, outputs in found.items() if any(UNKNOWN in output.tokens for output in outputs)]
        if unsaid:  # copying unknown words from the source needs attention, which costs time
            found |= self._search(unsaid, search, n, unknowns=True)
        return found

    def _search(
        self, sentences: Iterable[Tokens], search: Search, n: int, unknowns: bool
    ) -> dict[Tokens, list[Output]]:
        pending = []
        found = {}
        with _named(self._path, FAILS):
            for batch in batches(sentences, max(search.beam_size, n)):
                limit = 2 * len(batch[0]) + MARGIN
                results = self._translator.translate_batch(
                    [list(tokens) for tokens in batch],
                    target_prefix=[self._prefix] * len(batch) if self._prefix else None,
                    asynchronous=True,
                    beam_size=max(search.beam_size, n),
                    num_hypotheses=n,
                    length_penalty=search.length_penalty,
                    no_repeat_ngram_size=search.no_repeat_ngram_size,
                    max_input_length=0,
                    max_decoding_length=limit,
                    return_scores=True,
                    replace_unknowns=unknowns,
                    use_vmap=self._vmap,
                )
                pending += [(tokens, result, limit) for tokens, result in zip(batch, results, strict=True)]
            for tokens, result, limit in pending:
                found[tokens] = self._outputs(result.result(), search.length_penalty, limit)
        return found

    def attend(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> dict[tuple[Tokens, Tokens], list[list[float]]]:
        """What the decoder looks at while it is made to say the second of each pair, its translation.

        One row a token of the translation, one weight a token of the sentence (and one for its end). None may be empty.
        The layer and heads are those that the package was converted with; by default the last layer's first head. For a
        package that looks one step later, one more token is said at the end: any, since only its reading is wanted.
        """
        prefix = self._prefix or []
        first = len(prefix) + self._shift
        pending: list[tuple[tuple[Tokens, Tokens], Any]] = []
        found = {}
        ordered = sorted(set(pairs), key=lambda pair: (-len(pair[1]), -len(pair[0]), pair))
        with _named(self._path, FAILS):
            for i in range(0, len(ordered), PAIRS):
                group = ordered[i : i + PAIRS]
                results = self._translator.translate_batch(
                    [list(source) for source, _ in group],
                    target_prefix=[[*prefix, *target, *target[:1] * self._shift] for _, target in group],
                    asynchronous=True,
                    beam_size=1,
                    max_input_length=0,
                    max_decoding_length=first + len(group[0][1]),
                    return_attention=True,
                )
                pending += zip(group, results, strict=True)
            for pair, result in pending:
                found[pair] = result.result().attention[0][first : first + len(pair[1])]
        return found

    def _outputs(self, result: "ctranslate2.TranslationResult", penalty: float, limit: int) -> list[Output]:
        outputs = []
        for i, hypothesis in enumerate(result.hypotheses):
            length = len(hypothesis) + 1  # CTranslate2 divides the sum by this length ** penalty
            score = result.scores[i] * length**penalty / length
            said = hypothesis[1:] if self._prefix and hypothesis[:1] == self._prefix else hypothesis
            outputs.append(Output(tuple(said), score, len(hypothesis) < limit))
        return outputs


@contextmanager
def _named(package: Path, message: str) -> Iterator[None]:
    """What CTranslate2 raises becomes a ModelError that names the package; {} in ``message`` is the reason."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ModelError(f"{package}: {message.format(reason)}") from error


def resolve(device: str) -> str:
    """``auto`` is the graphics card where there is one that CTranslate2 can use, else the processor."""
    if device != "auto":
        return device
    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def compute_type(device: str) -> str:
    """The arithmetic for ``cpu`` or ``cuda``: the fastest of those that cost no quality. Raises ConfigurationError."""
    try:
        supported = ctranslate2.get_supported_compute_types(device)
    except (RuntimeError, ValueError) as error:
        raise ConfigurationError(f"device {device!r} cannot be used ({error}); use cpu") from error
    wanted = ("int8_float16", "float16") if device == "cuda" else ("int8_float32",)
    return next((kind for kind in wanted if kind in supported), "float32")


def default_threads() -> int:
    """All cores that this process may use, up to 8: a batch of an article does not keep more of them busy."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8)
