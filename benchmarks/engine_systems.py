"""The systems that benchmarks/engine.py compares, each in a process of its own that stays warm."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType
from typing import Any

from resident import resident

SEPARATOR = "\u2028"  # between the sentences of a paragraph, for argostranslate's stubbed splitter

Translate = Callable[[list[list[str]]], list[list[str]]]
"""Articles of sentences in, the same in English out."""


def ours(
    quality: str,
    threads: int | None = None,
    search: tuple[int, float] | None = None,
    longest: int | None = None,
    hints: bool = True,
) -> Translate:
    from translator import packages
    from translator.engines import argos, best_texts
    from translator.engines.argos import ArgosEngine
    from translator.engines.model import Search

    argos.LONGEST = longest or argos.LONGEST
    engine = ArgosEngine(packages.find(), quality=quality, threads=threads, device="cpu", hints=hints)
    engine._search = Search(*search) if search else engine._search
    return lambda articles: [best_texts(engine.translate(article)) for article in articles]


def argos() -> Translate:
    """argostranslate at its defaults, but for the splitter: its own would be downloaded. It is given the sentences."""
    from argostranslate import package, translate

    from translator import packages

    languages = translate.Language("fr", "French"), translate.Language("en", "English")
    translation = translate.PackageTranslation(*languages, package.Package(packages.find().path))
    translation.sentencizer = type("Given", (), {"split_sentences": lambda self, text: text.split(SEPARATOR)})()

    def run(articles: list[list[str]]) -> list[list[str]]:
        if len(articles) == 1:  # sentence by sentence: the only way to get them one to one
            return [[translation.hypotheses(sentence, 1)[0].value for sentence in articles[0]]]
        texts = ["\n".join(SEPARATOR.join(a[i : i + 3]) for i in range(0, len(a), 3)) for a in articles]
        return [[translation.hypotheses(text, 1)[0].value] for text in texts]

    return run


def load_bare(inter: int, intra: int, kind: str = "int8_float32") -> tuple[Any, Any]:
    """The pieces and the model of the embedded package, as SentencePiece and CTranslate2 load them."""
    import ctranslate2
    import sentencepiece

    from translator import packages

    path = packages.find().path
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path / "sentencepiece.model"))
    model = ctranslate2.Translator(
        str(path / "model"), device="cpu", compute_type=kind, inter_threads=inter, intra_threads=intra
    )
    return pieces, model


def bare(beam: int, batch: int, inter: int, intra: int, kind: str = "int8_float32") -> Translate:
    """CTranslate2 and SentencePiece, everything in one call."""
    pieces, model = load_bare(inter, intra, kind)

    def run(articles: list[list[str]]) -> list[list[str]]:
        lines = [sentence for article in articles for sentence in article]
        options = {"max_batch_size": batch, "batch_type": "tokens", "beam_size": beam, "length_penalty": 0.2}
        results = model.translate_batch(pieces.encode(lines, out_type=str), max_input_length=0, **options)
        return [[pieces.decode(result.hypotheses[0]) for result in results]]

    return run


SYSTEMS: dict[str, Callable[[], Translate]] = {
    "argostranslate (beam 4)": argos,
    # Asked as argostranslate asks it.
    "ours, its beam 4": lambda: ours("standard", search=(4, 0.2), hints=False),
    # Twice as long and some more must fit into the model's 512 positions.
    "ours, its beam 4, never cut": lambda: ours("standard", search=(4, 0.2), longest=224, hints=False),
    "ours, fast, no hints": lambda: ours("fast", hints=False),
    "ours, standard, no hints": lambda: ours("standard", hints=False),
    "ours, fast": lambda: ours("fast"),
    "ours, standard": lambda: ours("standard"),
    "ours, best": lambda: ours("best"),
    "ours, fast, 1 thread": lambda: ours("fast", 1),
    "ours, standard, 1 thread": lambda: ours("standard", 1),
    "bare CTranslate2, beam 4, one call, one batch": lambda: bare(4, 0, os.cpu_count() or 1, 1),
    "bare CTranslate2, beam 4, one call": lambda: bare(4, 256, os.cpu_count() or 1, 1),
    "bare CTranslate2, beam 4, one call, large batches": lambda: bare(4, 1024, os.cpu_count() or 1, 1),
    "bare CTranslate2, beam 4, one call, threads inside": lambda: bare(4, 2048, 1, os.cpu_count() or 1),
}

# Padded tokens a batch, workers, threads in each, arithmetic.
MACHINE = [
    *((batch, 1, 1, "int8_float32") for batch in (32, 128, 256, 512, 1024, 2048, 4096)),
    *((512, inter, intra, "int8_float32") for inter, intra in ((1, 2), (2, 1))),
    (1024, 2, 1, "int8_float32"),
    *((512, 1, 1, kind) for kind in ("int8_bfloat16", "bfloat16", "int16", "float32")),
]
for _batch, _inter, _intra, _kind in MACHINE:
    SYSTEMS[f"batch {_batch}, {_inter} × {_intra} threads, {_kind}"] = partial(bare, 2, _batch, _inter, _intra, _kind)


def serve(name: str) -> None:
    """A worker: articles as JSON lines on stdin; seconds, English and peak memory as JSON lines on stdout."""
    out, sys.stdout = sys.stdout, sys.stderr
    translate = SYSTEMS[name]()
    for line in sys.stdin:
        start = time.perf_counter()
        english = translate(json.loads(line))
        seconds = time.perf_counter() - start
        peak = resident(os.getpid())[1] / 1024  # getrusage would tell the parent's, if that is more
        print(json.dumps({"seconds": seconds, "english": english, "peak": peak}), file=out, flush=True)


class Worker:
    def __init__(self, name: str, home: str, settings: Mapping[str, str]) -> None:
        env = {
            **os.environ,
            **settings,
            **{f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("DATA", "CONFIG", "CACHE")},
        }
        self._process = subprocess.Popen(
            [sys.executable, __file__, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )

    def ask(self, articles: list[list[str]]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(articles), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def workers(names: list[str], our_settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[dict[str, Worker]]:
    """A worker for each system; ``our_settings`` is what the environment of our own processes has besides."""
    with tempfile.TemporaryDirectory() as home:
        running = {name: Worker(name, home, our_settings if name.startswith("ours") else {}) for name in names}
        for worker in running.values():
            worker.ask([["Bonjour à tous."]])
        yield running
        for worker in running.values():
            worker.close()


if __name__ == "__main__":
    serve(sys.argv[1])
