"""The worker process as its supervisor sees it: started, told, heard, ended."""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from translator.batch.messages import Launch

# glibc in the worker keeps what was freed unless it is told not to: a heap for each of many threads, and in each a few
# hundred small blocks that every thread saves for itself. Between those, the ever larger blocks of a growing decoder
# state cannot be joined: holes as large as all that the batches need. Measured with 2.36, see benchmarks/README.md.
LEAN = {"MALLOC_ARENA_MAX": "2", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}


class Child:
    """A worker. What it says arrives in ``events`` as (child, message); its end as (child, None).

    ``log`` gets what libraries print, and the stack of a crash; None: nowhere.
    """

    def __init__(self, launch: Launch, events: "queue.SimpleQueue[tuple[Child, Any]]", log: Path | None) -> None:
        # The same modules as here, but nothing from the working directory: a desk's folder may hold a json.py.
        environment = {
            **LEAN,
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        with log.open("ab") if log else contextlib.nullcontext(subprocess.DEVNULL) as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "translator.batch.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                start_new_session=True,  # Ctrl-C in the terminal is not for it
            )
        self._events = events
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()
        self.tell(launch)

    def tell(self, message: object) -> None:
        """Send a message; to a dead worker, nothing happens: its end is among the events."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()

    def end(self, patience: float = 0.0) -> str:
        """Kill it, unless it is gone within ``patience`` seconds; how it ended: "", "signal 11", "exit code 1"."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        code = self._process.wait()
        self._ear.join()
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
                self._events.put((self, pickle.load(self._process.stdout)))
        except (EOFError, pickle.UnpicklingError):  # the end, perhaps in the middle of a word
            self._events.put((self, None))
