"""One batch at a time in an output folder: a lock that the system gives back when its holder dies, however it dies."""

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from translator.errors import ConfigurationError, OutputError

POLL = 0.5  # seconds


@contextlib.contextmanager
def hold(path: Path, wait: bool = False, waiting: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold the lock ``path``: a file that says who holds it since when, and one beside it that is locked.

    Another holder: raises ConfigurationError naming it, or with ``wait`` calls ``waiting`` once with the same words and
    waits. Raises OutputError where the files cannot be made.
    """
    lock = FileLock(path.with_name(f"{path.name}.held"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(blocking=False)
        except Timeout as held:
            owner = _owner(path)
            if not wait:
                raise ConfigurationError(
                    f"another batch is at work here: {owner}; let it finish, or use --wait"
                ) from held
            waiting(owner)
            lock.acquire(poll_interval=POLL)
        path.write_text(f"pid {os.getpid()} on {socket.gethostname()} by {_user()}\n{time.time():.0f}\n", "utf-8")
    except OSError as error:
        lock.release()
        raise OutputError(f"{path.parent}: cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


def _user() -> str:
    """Whoever runs this, as the environment says: looking up the name of a number may open a socket (nscd, sssd)."""
    said = (os.environ.get(name) for name in ("LOGNAME", "USER", "LNAME", "USERNAME"))
    return next(filter(None, said), None) or f"user {os.getuid()}"


def _owner(path: Path) -> str:
    """Who holds the lock and for how long, as far as the file says."""
    try:
        holder, since = path.read_text("utf-8").splitlines()
        seconds = max(0, int(time.time()) - int(since))
    except (OSError, ValueError):
        return "it has just begun"
    return f"{holder}, for {seconds // 3600} h {seconds // 60 % 60:02} min {seconds % 60:02} s"
