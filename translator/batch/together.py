"""Stories are translated in rounds: the engine gets the sentences of a dozen files in one request, in full batches.

A story alone fills one batch or two, badly; a round of them takes two thirds of the time (benchmarks/batch.md). The
results can differ in a rare word with the company a sentence keeps (see ``engines.batches``). So the company is always
the same: who is in a round is settled before it begins, and an engine is asked when every file of the round has asked,
or is through. Neither the number of threads nor who comes first has a say.

The same text is translated once: rounds ask for their first time in their order, and what was asked before is waited
for, not asked again.
"""

import contextlib
import hashlib
import pickle
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from translator.document import Link
from translator.engines import Engine, Hypothesis, Query, align

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

    @cached_property
    def key(self) -> bytes:
        return hashlib.sha256("\0".join(self.sentences).encode("utf-8", "surrogatepass")).digest()


class Memory:
    """What was asked, and the answers: those on their way here, the others in a table on the disk.

    ``path`` outlives a worker that is replaced in the middle of a run; None: a private file. A table of more than
    ``most`` answers is begun anew by the next worker, since a drop folder may be watched for months.
    """

    def __init__(self, path: Path | None = None, most: int = 20_000) -> None:
        self._lock = threading.Lock()
        self._asked: dict[bytes, _Request] = {}
        self._table = sqlite3.connect(path or "", isolation_level=None, check_same_thread=False)
        self._table.executescript(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -500;"  # a worker may be killed; the run forgets at its end
            "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer BLOB) WITHOUT ROWID"
        )
        (held,) = self._table.execute("SELECT count(*) FROM answers").fetchone()
        if held > most:
            self._table.executescript("DELETE FROM answers; VACUUM")

    def enter(self, requests: Iterable[_Request]) -> tuple[list[_Request], list[tuple[_Request, _Request]]]:
        """The requests that are new, and those asked already, each with the earlier one of the same sentences. What was
        answered already is answered."""
        new: list[_Request] = []
        known: list[tuple[_Request, _Request]] = []
        with self._lock:
            for request in requests:
                earlier = self._asked.get(request.key)
                row = self._table.execute("SELECT answer FROM answers WHERE key = ?", (request.key,)).fetchone()
                if earlier is not None:
                    known.append((request, earlier))
                elif row is not None:
                    request.answer.set_result(pickle.loads(row[0]))
                else:
                    self._asked[request.key] = request
                    new.append(request)
        return new, known

    def leave(self, requests: Iterable[_Request]) -> None:
        """These have been answered, or have failed and may be asked again."""
        with self._lock:
            for request in requests:
                if self._asked.pop(request.key, None) is request and request.answer.exception() is None:
                    answer = pickle.dumps(request.answer.result())
                    with contextlib.suppress(sqlite3.Error):  # the disk is full: then it is asked again
                        self._table.execute("INSERT INTO answers VALUES (?, ?)", (request.key, answer))


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
            assert seat not in self._waiting, (
                "a file asks one thing at a time: the first request would never be answered"
            )
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
        new: list[_Request] = []
        known: list[tuple[_Request, _Request]] = []
        if ready and not self.after.is_set():
            if self._before is not None:
                self._before.wait()
            new, known = self._memory.enter(ready)
            ready = new
            self.after.set()
        for what in sorted({request.what for request in ready}):
            self._put([request for request in ready if request.what == what], self._asking(what))
        self._memory.leave(new)
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
        ask = self._engine.retry if name == "retry" else self._engine.translate
        return lambda sentences: ask(sentences, n)

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

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self._ask(("translate", n), [str(sentence) for sentence in sentences])

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self._ask(("retry", n), [str(sentence) for sentence in sentences])

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
