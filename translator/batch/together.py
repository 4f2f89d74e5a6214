"""Stories are translated in rounds: the engine gets the sentences of a dozen files in one request, in full batches.

A story alone fills one batch or two, badly; a round of them takes two thirds of the time (benchmarks/batch.md). The
results can differ in a rare word with the company a sentence keeps (see ``engines.batches``). So the company is always
the same: who is in a round is settled before it begins, and an engine is asked when every file of the round has asked,
or is through. Neither the number of threads nor who comes first has a say.

The same text is translated once: rounds ask for their first time in their order, and what was asked before is waited
for, not asked again.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from translator.document import Link
from translator.engines import Engine, Hypothesis, align

ROOM = 1_000_000  # characters of French remembered, some 500 stories, below 10 MB with the English

_Ask = Callable[[Sequence[str]], Sequence[Any]]


@dataclass(eq=False)
class _Request:
    what: tuple[str, int]
    sentences: tuple[str, ...]
    answer: Future[list[Any]] = field(default_factory=Future)
    seconds: float = 0.0  # of the engine, its share

    @property
    def size(self) -> int:
        """Characters."""
        return sum(map(len, self.sentences))

    @property
    def key(self) -> bytes:
        return hashlib.sha256("\0".join(self.sentences).encode("utf-8", "surrogatepass")).digest()


class Memory:
    """What was asked, and the answers, some still on their way; the oldest are forgotten."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._asked: OrderedDict[bytes, _Request] = OrderedDict()
        self._size = 0

    def enter(self, requests: Iterable[_Request]) -> tuple[list[_Request], list[tuple[_Request, _Request]]]:
        """The requests that are new, and the others, each with the earlier one of the same sentences."""
        new: list[_Request] = []
        known: list[tuple[_Request, _Request]] = []
        for request in requests:
            earlier = self._asked.setdefault(request.key, request)
            if earlier is request:
                new.append(request)
                self._size += request.size
            else:
                known.append((request, earlier))
        while self._size > self._room:
            _, oldest = self._asked.popitem(last=False)
            self._size -= oldest.size
        return new, known


class Round:
    """Files that are translated together. Each has a seat, and leaves it when it needs the engine no more.

    ``before`` is set when the round before has entered its first requests in the ``memory``; ``after`` is set when this
    one has.
    """

    def __init__(self, engine: Engine, members: int, memory: Memory, before: threading.Event | None) -> None:
        self._engine, self._memory, self._before = engine, memory, before
        self.after = threading.Event()
        self._lock = threading.Lock()
        self._seated = members
        self._waiting: dict[int, _Request] = {}

    def ask(self, seat: int, what: tuple[str, int], sentences: Sequence[str]) -> tuple[list[Any], float]:
        """The answer, when all have asked, and the engine's seconds. Raises what the engine raises, in each of them."""
        if not sentences:
            return [], 0.0
        request = _Request(what, tuple(sentences))
        with self._lock:
            self._waiting[seat] = request
            ready = self._ready()
        self._answer(ready)
        return list(request.answer.result()), request.seconds

    def leave(self) -> None:
        """A seat becomes empty; the others need not wait for it."""
        with self._lock:
            self._seated -= 1
            ready = self._ready()
            is_over = not self._seated
        self._answer(ready)
        if is_over:
            self._pass_on()

    def _ready(self) -> list[_Request]:
        """Everybody's requests in the order of the seats, or none while somebody is still busy."""
        if not self._waiting or len(self._waiting) < self._seated:
            return []
        ready = [self._waiting[seat] for seat in sorted(self._waiting)]
        self._waiting.clear()
        return ready

    def _answer(self, ready: list[_Request]) -> None:
        known: list[tuple[_Request, _Request]] = []
        if ready and not self.after.is_set():
            if self._before is not None:
                self._before.wait()
            ready, known = self._memory.enter(ready)
            self.after.set()
        for what in sorted({request.what for request in ready}):
            self._put([request for request in ready if request.what == what], self._asking(what))
        for request, earlier in known:
            try:
                request.answer.set_result(earlier.answer.result())
            except Exception as error:
                request.answer.set_exception(error)

    def _put(self, requests: list[_Request], ask: _Ask) -> None:
        sentences = sorted({sentence for request in requests for sentence in request.sentences})
        began = time.monotonic()
        try:
            found = dict(zip(sentences, ask(sentences), strict=True))
        except Exception as error:
            for request in requests:
                request.answer.set_exception(error)
        else:
            each = (time.monotonic() - began) / (sum(request.size for request in requests) or 1)
            for request in requests:
                request.seconds = each * request.size
                request.answer.set_result([found[sentence] for sentence in request.sentences])

    def _asking(self, what: tuple[str, int]) -> _Ask:
        name, n = what
        if name == "hypotheses":
            return lambda sentences: self._engine.hypotheses(sentences, n)
        return self._engine.retry if name == "retry" else self._engine.translate

    def _pass_on(self) -> None:
        """Nobody asked: the next round must not wait for ever."""
        if not self.after.is_set():
            if self._before is not None:
                self._before.wait()
            self.after.set()


class Seat:
    """The engine as one file of a round has it; itself an Engine. It worked ``seconds`` for this file so far."""

    def __init__(self, engine: Engine, together: Round, number: int) -> None:
        self.name, self.signature = engine.name, engine.signature
        self._engine, self._round, self._number = engine, together, number
        self.seconds = 0.0

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return self._ask(("translate", 0), sentences)

    def retry(self, sentences: Sequence[str]) -> list[str]:
        return self._ask(("retry", 0), sentences)

    def hypotheses(self, sentences: Sequence[str], n: int) -> list[list[Hypothesis]]:
        return self._ask(("hypotheses", n), sentences)

    def align(self, sentences: Sequence[str], translations: Sequence[str]) -> list[tuple[Link, ...]]:
        """Few sentences need it: each file asks for its own."""
        began = time.monotonic()
        links = align(self._engine, sentences, translations)
        self.seconds += time.monotonic() - began
        return links

    def leave(self) -> None:
        """The file needs the engine no more."""
        self._round.leave()

    def _ask(self, what: tuple[str, int], sentences: Sequence[str]) -> list[Any]:
        answers, seconds = self._round.ask(self._number, what, sentences)
        self.seconds += seconds
        return answers
