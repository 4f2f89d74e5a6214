"""Waiting for the engine: a spinner on a terminal, and Ctrl-C that works while the engine computes."""

import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from translator.cli.terminal import harmless

Result = TypeVar("Result")


def patiently(message: str, quiet: bool, work: Callable[[], Result]) -> Result:
    """The result of ``work()``, run in a thread so that Ctrl-C is heard at once; its exception is raised here.

    An interrupted computation cannot be stopped from outside: the process has to end (see ``cli.run``).
    """
    box: dict[str, Any] = {}

    def run() -> None:
        try:
            box["result"] = work()
        except BaseException as error:
            box["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    with _spinner(message) if sys.stderr.isatty() and not quiet else nullcontext():
        thread.start()
        while thread.is_alive():
            thread.join(0.2)
    if "error" in box:
        raise box["error"]
    return box["result"]  # type: ignore[no-any-return]


def _spinner(message: str) -> Any:
    from rich.console import Console
    from rich.markup import escape

    return Console(stderr=True).status(escape(harmless(message)))
