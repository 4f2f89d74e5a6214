"""One batch at a time in an output folder: a lock that the system gives back when its holder dies, however it dies."""

import contextlib
import getpass
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from translator.errors import ConfigurationError, OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

POLL = 0.5  # seconds
_FAR = 1 << 30  # where Windows locks a byte: beyond the text, which others must be able to read


@contextlib.contextmanager
def hold(path: Path, wait: bool = False, waiting: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold the lock file ``path``, which says who holds it since when.

    Another holder: raises ConfigurationError naming it, or with ``wait`` calls ``waiting`` once with the same words and
    waits. Raises OutputError where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be written: {error.strerror}") from error
    with file:
        told = False
        while not _try(file):
            owner = _owner(path)
            if not wait:
                raise ConfigurationError(f"another batch is at work here: {owner}; let it finish, or use --wait")
            if not told:
                waiting(owner)
                told = True
            time.sleep(POLL)
        try:
            file.truncate(0)
            file.write(f"pid {os.getpid()} on {socket.gethostname()} by {_user()}\n{time.time():.0f}\n")
            file.flush()
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        yield


def _try(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(file.fileno(), _FAR, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # none of the users of this system: a container's number
        return f"user {os.getuid()}"


def _owner(path: Path) -> str:
    """Who holds the lock and for how long, as far as the file says."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if len(lines) < 2 or not lines[1].isdigit():
        return "it has just begun"
    seconds = max(0, int(time.time()) - int(lines[1]))
    return f"{lines[0]}, for {seconds // 3600} h {seconds // 60 % 60:02} min {seconds % 60:02} s"
