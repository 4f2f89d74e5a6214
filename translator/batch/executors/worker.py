"""The worker of ``local``: a process of its own, so that what crashes or hangs there is one row of the report.

    python -m translator.batch.executors

Windows come on standard input, answers go to standard output, as pickles; what libraries print goes to standard error.
When standard input ends, so does the process, at once: nobody is left to hear of results.
"""

import faulthandler
import os
import pickle
import signal
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from translator.batch.executors import Launch, Window
from translator.batch.executors.local import Answer, Finished, Ready
from translator.batch.work import signature, translate_window
from translator.errors import TranslatorError
from translator.session import Session

_STATM = Path("/proc/self/statm")


class Worker:
    """A thread for each window in flight: while one waits for the engine, others read, correct or export."""

    def __init__(self, launch: Launch, answers: IO[bytes]) -> None:
        self._launch, self._answers = launch, answers
        self._session = Session(launch.settings)
        self._speaking = threading.Lock()

    def begin(self) -> int:
        """Get ready; the exit code where that fails, else 0."""
        try:
            self._send(Ready(signature(self._session, self._launch.reading), resident_bytes()))
        except TranslatorError as error:
            self._send(error)
            return error.exit_code
        return 0

    def work(self, number: int, window: Window) -> None:
        """Translate a window, and send what becomes of each file as soon as it is known."""
        try:
            for task, outcome in translate_window(window, self._session, self._launch):
                self._send(Answer(number, task.number, outcome))
        except Exception:
            traceback.print_exc()
        self._send(Finished(number, resident_bytes()))

    def _send(self, message: object) -> None:
        with self._speaking:
            pickle.dump(message, self._answers)
            self._answers.flush()


def resident_bytes() -> int:
    """The memory that this process holds now; 0 where the system does not say."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main() -> int:
    """Serve until standard input ends. The first message is (Launch, windows at a time), each later one a window."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's affair: it lets the worker finish
    faulthandler.enable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    windows = sys.stdin.buffer
    try:
        launch, at_a_time = pickle.load(windows)
        worker = Worker(launch, answers)
        if code := worker.begin():
            return code
        with ThreadPoolExecutor(at_a_time) as pool:
            while True:
                pool.submit(worker.work, *pickle.load(windows))
    except (EOFError, BrokenPipeError):
        os._exit(0)
