"""Results on the disk: whole or not at all, and never over somebody's work.

An existing file is replaced when its content is the same already, when it carries an intact seal (see ``seal``: made by
this tool and not edited since), or with ``force``. Plain text and JSON carry no seal, so a different one needs force.
"""

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from translator.errors import OutputError
from translator.exporters.seal import is_intact

_UNFINISHED = re.compile(r"\..{1,40}\.[0-9a-f]{8}\.part", re.DOTALL)


def write(path: Path, data: bytes, force: bool = False) -> None:
    """Put ``data`` into ``path``. Raises OutputError, with ``path`` as it was and nothing left beside it.

    The bytes go to a temporary file in the same folder, reach the disk, and take the name in one step. A link is
    followed: the file it points to is replaced. The folder must exist.
    """
    with _errors(path):
        target = _target(path)
        if target.exists():
            _check_replaceable(path, target, data, force)
        try:
            _put(target, [data])
        except FileNotFoundError:  # a batch that began in this folder has cleared it away
            _put(target, [data])


def write_stream(path: Path, parts: Iterable[bytes]) -> None:
    """Put what may be more than the memory holds into ``path``, whatever is there, as ``write`` does with ``force``."""
    with _errors(path):
        target = _target(path)
        if target.exists():
            _check_writable(path, target)
        _put(target, parts)


@contextlib.contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def clear_leftovers(folder: Path, age: float = 0.0) -> None:
    """Remove the unfinished results in a folder that nobody has written to for ``age`` seconds: what stays when the
    power goes while one is written. Where they cannot be removed, they stay."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _UNFINISHED.fullmatch(path.name) and path.is_file() and time.time() - path.stat().st_mtime >= age:
                path.unlink()


def _target(path: Path) -> Path:
    """The file that ``path`` is, or links to. Raises OutputError where no file can be."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}: make it first")
    target = Path(os.path.realpath(path))  # Path.resolve() raises for a link to itself
    if target.exists() and not target.is_file():
        raise OutputError(f"{path} is not an ordinary file: name another with -o")
    return target


def _put(target: Path, parts: Iterable[bytes]) -> None:
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        # Not tempfile: its files are private to the user, ours follow the umask like any other file a desk shares.
        with temporary.open("xb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:  # Ctrl-C too leaves nothing behind
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _check_writable(path: Path, target: Path) -> None:
    if not os.access(target, os.W_OK):
        raise OutputError(f"{path} is write-protected: name another file with -o")


def _check_replaceable(path: Path, target: Path, data: bytes, force: bool) -> None:
    _check_writable(path, target)
    if force:
        return
    there = target.read_bytes()
    if there != data and not is_intact(there):
        raise OutputError(
            f"{path} exists and was not made by translator, or was edited since: use --force to replace it, or -o"
        )
