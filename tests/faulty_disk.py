"""A disk that fails at one of the calls that reach it, as this process makes them: what no test can have on demand.

Every call below a folder is counted: files opened, read, written, flushed, renamed, removed; folders made; statements
of SQLite that write. The fault comes at the call of the number given; a full disk stays full for all that takes room.
"""

import builtins
import errno
import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FAULTS = ("ENOSPC", "EIO", "EPERM", "vanished")
_TAKES_ROOM = ("create", "write", "fsync", "mkdir", "sql")
_SQL = {
    "ENOSPC": "database or disk is full",
    "EIO": "disk I/O error",
    "EPERM": "attempt to write a readonly database",
}


@dataclass
class Disk:
    """Fails at call ``at`` (from 1) with one of FAULTS; ``calls`` are those made so far, ``struck`` whether it did."""

    folder: Path
    fault: str
    at: int
    calls: list[str] = field(default_factory=list)
    struck: bool = False

    def touch(self, what: str, place: object) -> None:
        """A call on ``place``, a path or a descriptor. Raises the fault where it is time for it."""
        path = _path(place)
        if not path.startswith(f"{self.folder}{os.sep}"):
            return
        self.calls.append(f"{what} {path.removeprefix(f'{self.folder}{os.sep}')}")
        stays = self.fault == "ENOSPC"
        is_time = len(self.calls) >= self.at if stays else len(self.calls) == self.at
        if not is_time or (stays and what not in _TAKES_ROOM):
            return
        self.struck = True
        if self.fault == "vanished":
            self._remove(Path(path))
        elif what == "sql":
            raise sqlite3.OperationalError(_SQL[self.fault])
        else:
            number = getattr(errno, self.fault)
            raise OSError(number, os.strerror(number), path)

    def _remove(self, path: Path) -> None:
        """The file is gone; where there is none yet, the folder that it is for."""
        if path.is_file():
            path.unlink()
        elif path.parent != self.folder:
            shutil.rmtree(path.parent, ignore_errors=True)


def _path(place: object) -> str:
    try:
        if isinstance(place, int):
            return os.readlink(f"/proc/self/fd/{place}")  # noqa: PTH115 - Path.readlink() goes through what is patched
        return os.path.abspath(os.fsdecode(place))  # type: ignore[arg-type]  # noqa: PTH100
    except (OSError, TypeError, ValueError):
        return ""


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """The calls of this process go through ``disk``."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, what in (
            (os, "replace", "rename"),
            (os, "rename", "rename"),
            (os, "unlink", "remove"),
            (os, "mkdir", "mkdir"),
            (os, "chmod", "chmod"),
            (os, "fsync", "fsync"),
            (os, "open", "create"),
        ):
            patch.setattr(module, name, _through(disk, what, getattr(module, name)))
        opening = _opening(disk)
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)
        patch.setattr(sqlite3, "connect", _connecting(disk, sqlite3.connect))
        yield disk


def _through(disk: Disk, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def touched(place: Any, *more: Any, **named: Any) -> Any:
        if not named.get("dir_fd"):
            is_reading = what == "create" and not more[0] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR)
            disk.touch("open" if is_reading else what, place)
        return call(place, *more, **named)

    return touched


def _opening(disk: Disk) -> Callable[..., Any]:
    class Raw(io.FileIO):
        def write(self, data: Any) -> int:
            disk.touch("write", self.fileno())
            return super().write(data) or 0

        def readall(self) -> bytes:
            disk.touch("read", self.fileno())
            return super().readall()

        def readinto(self, buffer: Any) -> int:
            disk.touch("read", self.fileno())
            return super().readinto(buffer) or 0

    def opening(
        file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
        closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        if not _path(file).startswith(str(disk.folder)):
            return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
        plain = mode.replace("b", "").replace("t", "")
        if not isinstance(file, int):
            disk.touch("open" if plain == "r" else "create", file)
        raw = Raw(file, plain, closefd, opener)
        if buffering == 0:
            return raw
        buffered: Any = io.BufferedReader(raw) if plain == "r" else io.BufferedWriter(raw)
        if plain not in ("r", "w", "x", "a"):
            buffered = io.BufferedRandom(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    real = io.open
    return opening


def _connecting(disk: Disk, connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    def connecting(path: Any, **named: Any) -> sqlite3.Connection:
        class Connection(sqlite3.Connection):
            def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
                if not statement.startswith(("SELECT", "ROLLBACK")):
                    disk.touch("sql", path)
                return super().execute(statement, *values)

        return connect(path, factory=Connection, **named)

    return connecting
