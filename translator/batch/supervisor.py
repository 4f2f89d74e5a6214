"""One worker after the other is fed with files; what it dies of, or hangs on, is one file's fault and one row.

A file in flight when the worker died is tried again alone: if it kills the next one too, it is to blame. A file that
took too long is tried again alone once, as well. Everything else goes on in a fresh worker.
"""

import queue
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from translator import errors
from translator.batch.child import Child
from translator.batch.messages import Done, Event, Failed, Launch, Made, Ready, Refusal, Task, Write
from translator.errors import ModelError

START = 300.0  # seconds until a worker has to be ready: imports and glossary, on a slow disk
RECYCLE_FILES = 500  # files for one worker: libraries leak a little, and a heap gets holes
RECYCLE_BYTES = 400_000_000  # growth of a worker beyond which it is replaced when it is idle
TICK = 0.5  # seconds at most between two looks at the clock
LEAVE = 5.0  # seconds for a process that has closed its output to be gone
TRIES = 2


@dataclass(slots=True)
class _Flight:
    task: Task
    began: float


class Supervisor:
    """Keeps at most ``jobs`` rounds of files in flight, no file longer than ``timeout`` seconds."""

    def __init__(self, launch: Launch, jobs: int, timeout: float, log: Path | None = None) -> None:
        self._launch, self._jobs, self._timeout, self._log = launch, jobs, timeout, log
        self._events: queue.SimpleQueue[tuple[Child, Any]] = queue.SimpleQueue()
        self._child: Child | None = None
        self._flights: dict[int, _Flight] = {}
        self._again: deque[Task] = deque()  # innocent: fed as others are
        self._alone: deque[Task] = deque()  # suspects: fed one by one
        self._is_solo = False  # what is in flight is a suspect
        self._tries: dict[int, int] = {}
        self._fed = 0
        self._rss, self._rss_at_start = 0, 0
        self._stopping = False
        self.peak_rss = 0

    def start(self) -> Ready:
        """A worker that is ready. Raises the TranslatorError that it refused to work with, ModelError if it died."""
        self.close()
        self._child = Child(self._launch, self._events, self._log)
        deadline = time.monotonic() + START
        while True:
            try:
                child, message = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self.close()
                raise ModelError(f"the translation worker was not ready within {START:.0f} s") from None
            if child is not self._child:
                continue
            if isinstance(message, Refusal):
                self.close()
                raise getattr(errors, message.error)(message.message)
            if not isinstance(message, Ready):
                how = self.close(LEAVE)
                where = f"; see {self._log}" if self._log else ""
                raise ModelError(f"the translation worker ended before it was ready ({how or 'no reason'}){where}")
            self._fed, self._rss, self._rss_at_start = 0, message.rss, message.rss
            return message

    def run(self, rounds: Iterator[Sequence[Task]]) -> Iterator[tuple[Task, Event]]:
        """Do the tasks of all rounds; for each, a Made (to be answered by ``allow``) and a Done, or a Failed.

        They come in any order. A task may be Made twice: when the worker died before it was Done. Ends after ``stop``.
        """
        more = True
        while True:
            more = self._feed(rounds, more)
            if not self._flights and (self._stopping or not (more or self._alone or self._again)):
                return
            try:
                child, message = self._events.get(timeout=TICK)
            except queue.Empty:
                yield from self._overdue()
                continue
            if child is not self._child:
                continue
            if message is None:
                yield from self._died()
            elif message.number in self._flights:
                task = self._flights[message.number].task
                if isinstance(message, Done | Failed):
                    del self._flights[message.number]
                    self._rss = message.rss
                    self.peak_rss = max(self.peak_rss, message.rss)
                yield task, message
                yield from self._overdue()

    def allow(self, made: Made) -> None:
        """Let the worker write what it has made."""
        if self._child is not None:
            self._child.tell(Write(made.number))

    def stop(self) -> None:
        """Finish what is in flight and begin nothing more."""
        self._stopping = True

    def close(self, patience: float = 0.0) -> str:
        """End the worker, at once or after as many seconds; how it ended."""
        child, self._child = self._child, None
        return child.end(patience) if child else ""

    def _feed(self, rounds: Iterator[Sequence[Task]], more: bool) -> bool:
        """Keep the worker busy; whether there may be more rounds."""
        while not self._stopping:
            in_flight = len({flight.task.round or -number for number, flight in self._flights.items()})
            if in_flight and (self._is_worn() or self._alone or self._is_solo or in_flight >= self._jobs):
                return more
            self._is_solo = bool(self._alone)
            waiting = self._alone or self._again
            tasks = [waiting.popleft()] if waiting else next(rounds, None)
            if tasks is None:
                return False
            if self._child is None or self._is_worn():
                self.start()
            assert self._child is not None
            for task in tasks:
                self._fed += 1
                self._flights[task.number] = _Flight(task, time.monotonic())
                self._child.tell(task)
        return more

    def _is_worn(self) -> bool:
        return self._fed >= RECYCLE_FILES or self._rss - self._rss_at_start > RECYCLE_BYTES

    def _overdue(self) -> Iterator[tuple[Task, Event]]:
        late = {n for n, flight in self._flights.items() if time.monotonic() - flight.began > self._timeout}
        if not late:
            return
        self.close()
        for number, flight in sorted(self._flights.items()):
            if number not in late:
                self._again.append(replace(flight.task, round=0))
            elif self._is_hopeless(number):
                yield flight.task, Failed(number, "timeout", f"took longer than {self._timeout:g} s")
            else:
                self._alone.append(replace(flight.task, round=0))
        self._flights.clear()

    def _died(self) -> Iterator[tuple[Task, Event]]:
        how = self.close(LEAVE)
        for number, flight in sorted(self._flights.items()):
            if self._is_hopeless(number):
                yield flight.task, Failed(number, "crash", f"the worker crashed on this file ({how or 'it left'})")
            else:
                self._alone.append(replace(flight.task, round=0))
        self._flights.clear()

    def _is_hopeless(self, number: int) -> bool:
        self._tries[number] = self._tries.get(number, 0) + 1
        return self._tries[number] >= TRIES
