"""One worker process after the other on this machine is fed with windows; what it dies of, or hangs on, is one row.

A file in flight when the worker died is tried again alone: if it kills the next one too, it is to blame. The files of a
window that took too long are tried again alone as well. Everything else goes on in a fresh worker.
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.batch.executors import Failed, Launch, Outcome, Task, Window
from translator.errors import ModelError, TranslatorError

START = 300.0  # seconds until a worker has to be ready: imports and glossary, on a slow disk
RECYCLE_FILES = 500  # files for one worker: libraries leak a little, and a heap gets holes
RECYCLE_BYTES = 400_000_000  # growth of a worker beyond which it is replaced when it is idle
TICK = 0.5  # seconds at most between two looks at the clock
LEAVE = 5.0  # seconds for a process that has closed its output to be gone
TRIES = 2
LOG_BYTES = 1_000_000  # of a log, beyond which the next run begins it anew
# glibc in the worker keeps what was freed unless it is told not to: a heap for each of many threads, and in each a few
# hundred small blocks that every thread saves for itself. Between those, the ever larger blocks of a growing decoder
# state cannot be joined: holes as large as all that the batches need. Measured with 2.36, see benchmarks/README.md.
LEAN = {"MALLOC_ARENA_MAX": "2", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}


@dataclass(frozen=True, slots=True)
class Ready:
    """From the worker: it has its glossary and engine. ``resident`` in bytes."""

    signature: str
    resident: int


@dataclass(frozen=True, slots=True)
class Answer:
    """From the worker: what became of a file of a window."""

    window: int
    task: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Finished:
    """From the worker: a window is through. ``resident`` memory of the worker in bytes."""

    window: int
    resident: int


class Local:
    """Keeps at most ``jobs`` windows in flight, none longer than ``timeout`` seconds.

    ``log`` gets what libraries print in the worker, and the stack of a crash; None: nowhere.
    """

    def __init__(self, launch: Launch, jobs: int, timeout: float, log: Path | None = None) -> None:
        self._launch, self._jobs, self._timeout, self._log = launch, jobs, timeout, log
        self._messages: queue.SimpleQueue[tuple[_Process, Any]] = queue.SimpleQueue()
        self._process: _Process | None = None
        self._flights: dict[int, _Flight] = {}
        self._again: deque[Window] = deque()  # innocent: fed as others are
        self._alone: deque[Window] = deque()  # suspects: fed one by one
        self._is_solo = False  # what is in flight is a suspect
        self._tries: Counter[int] = Counter()
        self._window = 0  # number of the last one
        self._fed = 0  # files
        self._grown = 0  # bytes that the worker has more than when it began
        self._stopping = False

    def start(self) -> str:
        """A fresh worker. Raises the TranslatorError that it refused to work with, ModelError if it died."""
        self.close()
        with contextlib.suppress(OSError):
            if self._log and self._log.stat().st_size > LOG_BYTES:
                self._log.unlink()
        self._process = _Process((self._launch, self._jobs), self._messages, self._log)
        message = self._first_message()
        if isinstance(message, TranslatorError):
            self.close()
            raise message
        if not isinstance(message, Ready):
            how = self._end(LEAVE)
            where = f"; see {self._log}" if self._log else ""
            raise ModelError(f"the translation worker ended before it was ready ({how or 'no reason'}){where}")
        self._fed, self._grown, self._resident = 0, 0, message.resident
        return message.signature

    def run(self, windows: Iterable[Window]) -> Iterator[tuple[Task, Outcome]]:
        """One outcome for each task, in any order; see ``Executor``."""
        left, more = iter(windows), True
        while True:
            more = self._feed(left, more)
            if not self._flights and (self._stopping or not (more or self._alone or self._again)):
                return
            try:
                process, message = self._messages.get(timeout=TICK)
            except queue.Empty:
                yield from self._end_overdue()
                continue
            if process is not self._process:
                continue
            if message is None:
                yield from self._blame_all()
            elif isinstance(message, Finished):
                yield from self._land(message)
            else:
                yield self._flights[message.window].tasks.pop(message.task), message.outcome
                yield from self._end_overdue()

    def stop(self) -> None:
        """Finish what is in flight and begin nothing more."""
        self._stopping = True

    def close(self) -> None:
        """End the worker at once."""
        self._end()

    def _end(self, patience: float = 0.0) -> str:
        process, self._process = self._process, None
        return process.end(patience) if process else ""

    def _first_message(self) -> Any:
        deadline = time.monotonic() + START
        while True:
            try:
                process, message = self._messages.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self.close()
                raise ModelError(f"the translation worker was not ready within {START:.0f} s") from None
            if process is self._process:
                return message

    def _feed(self, windows: Iterator[Window], more: bool) -> bool:
        """Keep the worker busy; whether there may be more windows."""
        while not self._stopping:
            in_flight = len(self._flights)
            if in_flight and (self._is_worn() or self._alone or self._is_solo or in_flight >= self._jobs):
                return more
            self._is_solo = bool(self._alone)
            waiting = self._alone or self._again
            window = waiting.popleft() if waiting else next(windows, None)
            if window is None:
                return False
            if self._process is None or self._is_worn():
                self.start()
            assert self._process is not None
            self._window += 1
            self._fed += len(window)
            self._flights[self._window] = _Flight({task.number: task for task in window}, time.monotonic())
            self._process.tell((self._window, window))
        return more

    def _is_worn(self) -> bool:
        return self._fed >= RECYCLE_FILES or self._grown > RECYCLE_BYTES

    def _land(self, message: Finished) -> Iterator[tuple[Task, Outcome]]:
        self._grown = message.resident - self._resident
        for task in self._flights.pop(message.window).tasks.values():
            yield task, Failed("error", "the worker left it out; details are in its log")

    def _end_overdue(self) -> Iterator[tuple[Task, Outcome]]:
        late = {n for n, flight in self._flights.items() if time.monotonic() - flight.began > self._timeout}
        if late:
            self._end()
            for number in self._flights.keys() - late:
                self._again.append(tuple(self._flights.pop(number).tasks.values()))
            yield from self._suspect("timeout", f"took longer than {self._timeout:g} s")

    def _blame_all(self) -> Iterator[tuple[Task, Outcome]]:
        how = self._end(LEAVE)
        yield from self._suspect("crash", f"the worker crashed on this file ({how or 'it left'})")

    def _suspect(self, kind: str, reason: str) -> Iterator[tuple[Task, Outcome]]:
        """What is in flight is tried again alone, or has failed with this reason where it was."""
        tasks = [task for _, flight in sorted(self._flights.items()) for task in flight.tasks.values()]
        self._flights.clear()
        for task in tasks:
            self._tries[task.number] += 1
            if self._tries[task.number] < TRIES:
                self._alone.append((task,))
            else:
                yield task, Failed(kind, reason)


@dataclass(slots=True)
class _Flight:
    """A window at work: the ``tasks`` without an outcome yet, by number; when it ``began``."""

    tasks: dict[int, Task]
    began: float


class _Process:
    """A worker. What it says arrives in ``messages`` as (process, message); its end as (process, None)."""

    def __init__(self, first: object, messages: "queue.SimpleQueue[tuple[_Process, Any]]", log: Path | None) -> None:
        # The same modules as here, but nothing from the working directory: a desk's folder may hold a json.py.
        environment = {**LEAN, **os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with log.open("ab") if log else contextlib.nullcontext(subprocess.DEVNULL) as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "translator.batch.executors"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                start_new_session=True,  # Ctrl-C in the terminal is not for it
            )
        self._messages = messages
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.tell(first)

    def tell(self, message: object) -> None:
        """Send a message; to a dead worker, nothing happens: its end is among the messages."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()

    def end(self, patience: float) -> str:
        """Kill it, unless it is gone within ``patience`` seconds; how it ended: "", "signal 11", "exit code 1"."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        code = self._process.wait()
        self._listener.join()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        if code < 0:
            return f"signal {-code}"
        return f"exit code {code}" if code else ""

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                self._messages.put((self, pickle.load(self._process.stdout)))
        except (EOFError, pickle.UnpicklingError):  # the end, perhaps in the middle of a word
            self._messages.put((self, None))
