"""The worker: a process of its own, so that what crashes or hangs there is one row of the report.

    python -m translator.batch.worker

Tasks come on standard input, answers go to standard output (see ``messages``); what libraries print goes to standard
error. When standard input ends, so does the process, at once: nobody is left to hear of results.
"""

import faulthandler
import os
import pickle
import signal
import sqlite3
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, Any

from translator import __version__
from translator.batch.memory import rss
from translator.batch.messages import Done, Failed, Launch, Made, Ready, Refusal, Task, Write
from translator.batch.state import cause
from translator.batch.together import Memory, Round, Seat
from translator.batch.work import Desk, FileError
from translator.errors import OutputError, TranslatorError
from translator.readers import Reading
from translator.session import Session


class Worker:
    """A thread for each file in flight: while some wait for the engine, others read, export or write."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._speaking = threading.Lock()
        self._allowed: dict[int, threading.Event] = {}
        self._rounds: dict[int, Round] = {}
        self._last: threading.Event | None = None  # of the round before

    def say(self, message: object) -> None:
        with self._speaking:
            pickle.dump(message, self._answers)
            self._answers.flush()

    def begin(self, launch: Launch) -> int:
        """Get ready; the exit code where that fails, else 0."""
        self._launch = launch
        self._session = Session(launch.settings)
        try:
            self._memory = Memory(launch.answers)
            self.say(Ready(signature(self._session, launch.reading), rss()))
        except TranslatorError as error:
            self.say(Refusal(type(error).__name__, str(error)))
            return error.exit_code
        except sqlite3.Error as error:
            why = cause(error, launch.answers or Path())
            reason = f"{launch.answers}: cannot be written ({why}); make room and run again: what is done stays done"
            self.say(Refusal(OutputError.__name__, reason))
            return OutputError.exit_code
        return 0

    def hear(self, message: Any) -> None:
        """A task to do, or leave to write the results of one."""
        if isinstance(message, Write):
            self._allowed[message.number].set()
            return
        self._allowed[message.number] = threading.Event()
        desk = self._desk(message)
        threading.Thread(target=self._work, args=(message, desk), daemon=True).start()

    def _desk(self, task: Task) -> Desk:
        """Where a task is worked on: with a seat in its round, or with the engine for itself."""
        settings, reading = self._launch.settings, self._launch.reading
        if self._launch.count:
            return Desk(settings, reading, None, None)
        engine, terms = self._session.engine, self._session.glossary
        if not task.round:
            return Desk(settings, reading, Seat(engine, Round(engine, 1, self._memory, None), task.number), terms)
        if task.round not in self._rounds:
            self._rounds = {task.round: Round(engine, task.members, self._memory, self._last)}
            self._last = self._rounds[task.round].after
        together = self._rounds[task.round]
        return Desk(settings, reading, Seat(engine, together, task.number), terms)

    def _work(self, task: Task, desk: Desk) -> None:
        try:
            desk.work(task, self._ask)
            self.say(Done(task.number, rss()))
        except FileError as error:
            self.say(Failed(task.number, error.kind, str(error), rss()))
        except Exception as error:  # a mistake of ours: a row like any other, the details in the worker's log
            traceback.print_exc()
            reason = f"unexpected error ({type(error).__name__}: {error}); details are in .translator/worker.log"
            self.say(Failed(task.number, "error", " ".join(reason.split()), rss()))
        del self._allowed[task.number]

    def _ask(self, made: Made) -> None:
        self.say(made)
        self._allowed[made.number].wait()


def signature(session: Session, reading: Reading) -> str:
    """All that makes the English what it is. Raises GlossaryError, ModelError, ConfigurationError."""
    settings = session.settings
    parts = (
        session.engine.signature,
        f"glossary:{session.glossary.digest}",
        f"translator:{__version__}",
        f"from:{settings.source_lang or 'detected'}",
        f"read:{reading.format or 'detected'}{',raw-html' if reading.raw_html else ''}",
        f"to:{','.join(settings.to)}",
        f"layout:{settings.layout}",
        f"paper:{settings.paper}",
    )
    return "|".join(parts)


def main() -> int:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's affair: it lets the worker finish
    faulthandler.enable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    worker = Worker(answers)
    tasks = sys.stdin.buffer
    try:
        code = worker.begin(pickle.load(tasks))
        while not code:
            worker.hear(pickle.load(tasks))
    except (EOFError, BrokenPipeError):
        os._exit(0)
    return code


if __name__ == "__main__":
    sys.exit(main())
