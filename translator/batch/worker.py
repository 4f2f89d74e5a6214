"""The worker: a process of its own, so that what crashes or hangs there is one row of the report.

    python -m translator.batch.worker

Tasks come on standard input, answers go to standard output (see ``messages``); what libraries print goes to standard
error. When standard input ends, so does the process, at once: nobody is left to hear of results.
"""

import faulthandler
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import IO, Any

from translator.batch.memory import rss
from translator.batch.messages import Done, Failed, Launch, Made, Ready, Refusal, Task, Write
from translator.batch.work import Desk, FileError, desk
from translator.errors import TranslatorError


class Worker:
    """``jobs`` threads at one desk: while one waits for the engine, another reads, exports or writes."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._speaking = threading.Lock()
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._allowed: dict[int, threading.Event] = {}

    def say(self, message: object) -> None:
        with self._speaking:
            pickle.dump(message, self._answers)
            self._answers.flush()

    def begin(self, launch: Launch) -> int:
        """Get ready and start the threads; the exit code where that fails, else 0."""
        try:
            place, signature = _load(launch)
        except TranslatorError as error:
            self.say(Refusal(type(error).__name__, str(error)))
            return error.exit_code
        self.say(Ready(signature, rss()))
        for _ in range(launch.jobs):
            threading.Thread(target=self._work, args=(place,), daemon=True).start()
        return 0

    def hear(self, message: Any) -> None:
        """A task to do, or leave to write the results of one."""
        if isinstance(message, Write):
            self._allowed[message.number].set()
        else:
            self._allowed[message.number] = threading.Event()
            self._tasks.put(message)

    def _work(self, place: Desk) -> None:
        while True:
            task = self._tasks.get()
            try:
                place.work(task, self._ask)
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


def _load(launch: Launch) -> tuple[Desk, str]:
    from translator import __version__
    from translator.session import Session

    settings = launch.settings
    session = Session(settings)
    terms = session.glossary
    place = Desk(settings, None, None) if launch.count else desk(settings, session.engine, terms)
    parts = (
        session.engine.signature,
        f"glossary:{terms.digest}",
        f"translator:{__version__}",
        f"from:{settings.source_lang or 'detected'}",
        f"to:{','.join(settings.to)}",
        f"layout:{settings.layout}",
        f"paper:{settings.paper}",
    )
    return place, "|".join(parts)


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
