"""A drop folder: what settles in it is translated and moved to ``_done``, or to ``_error`` where nothing could be; the
reason lies beside it, also in ``_done`` where some stories of a file could not be.

The folder is looked through again and again: network folders do not tell of changes. So what came while nobody watched,
or just before a crash, is taken up; a file that was done but not yet moved is recognised as done and moved.
"""

import contextlib
import errno
import logging
import logging.handlers
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from translator.batch.item import LITTER, OWN, Item
from translator.batch.names import LONGEST, NOTE, another, printable, shorten
from translator.batch.run import Batch
from translator.batch.state import FOLDER, Record
from translator.errors import OutputError
from translator.outputs import make_folder

DONE, ERROR = "_done", "_error"
SETTLE = 1.0  # seconds without a change of size or time before a file counts as complete
PAUSE = 0.5  # seconds at least between two looks, and five times as long as one takes
REPORT = 10.0  # seconds at least between two reports, and twenty times as long as one takes
LOG, LOG_BYTES, LOG_FILES = "watch.log", 1_000_000, 5


class Settling:
    """Tells which files have stopped changing."""

    def __init__(self, seconds: float = SETTLE) -> None:
        self._seconds = seconds
        self._looks: dict[Path, tuple[tuple[int, int], float]] = {}  # size and time of a file, and since when

    def settled(self, items: Sequence[Item], now: float) -> list[Item]:
        """The items whose file has not changed for as many seconds, as far as the calls so far can tell."""
        looks = {}
        for path in {item.path for item in items}:
            with contextlib.suppress(FileNotFoundError):
                status = os.lstat(path)
                look = (status.st_size, status.st_mtime_ns)
                before, since = self._looks.get(path, (look, now))
                looks[path] = (look, since if look == before else now)
        self._looks = looks
        return [item for item in items if item.path in looks and now - looks[item.path][1] >= self._seconds]


def watch(run: Batch, folder: Path, out: Path, collect: Callable[[], Sequence[Item]]) -> None:
    """Translate what is dropped into ``folder`` until ``run`` is stopped. Raises OutputError where it cannot go on.

    ``collect`` lists the folder. What is not moved away is left alone until it changes.
    """
    with _log(out / FOLDER / LOG) as log:
        settling = Settling()
        stuck: dict[Path, int] = {}
        is_reported, due = True, 0.0  # when the next report may be written
        for name in (DONE, ERROR):  # before anybody gives a file of his this name
            if (folder / name).is_symlink():
                raise OutputError(f"{folder / name}: is a link, and none is followed here; remove it")
            make_folder(folder / name)
        log.info("watching %s, process %d", printable(str(folder)), os.getpid())
        while not run.interrupted:
            began = time.monotonic()
            items = [item for item in collect() if stuck.get(item.path) != _mtime(item.path) and not _is_own(item)]
            ready = settling.settled(items, began)
            pause = max(PAUSE, 5 * (time.monotonic() - began))
            if ready:
                run.work(ready)
                run.check_folder()  # before anything is put away whose results are gone
                stuck |= {path: _mtime(path) for path in _put_away(folder, ready, run.state.get, log)}
                is_reported = False
            elif is_reported or time.monotonic() < due:
                time.sleep(pause)
            else:
                began = time.monotonic()
                run.report()
                is_reported, due = True, time.monotonic() + max(REPORT, 20 * (time.monotonic() - began))
        log.info("stopped")


def _put_away(
    folder: Path, items: Sequence[Item], record_of: Callable[[str], Record | None], log: logging.Logger
) -> Iterator[Path]:
    """Move the files that are through; yields those that could not be moved, or stay: folders, and litter, which the
    systems that left it look for where they left it."""
    by_path: dict[Path, list[Item]] = {}
    for item in items:
        by_path.setdefault(item.path, []).append(item)
    for path, inside in by_path.items():
        if inside[0].is_folder or (inside[0].kind == LITTER and not inside[0].member):
            log.info("%s: left there: %s", printable(str(path.relative_to(folder))), inside[0].refused)
            yield path
            continue
        known = [record_of(item.name) for item in inside]
        if any(record is None or record.status == "writing" for record in known):
            continue  # the run was stopped before it came to this file
        bad = [record for record in known if record and record.status != "done" and record.kind != LITTER]
        reasons = [line for record in bad for line in _reasons(record)]
        try:
            has_english = any(record and record.outputs for record in known)
            target = _move(path, folder, ERROR if bad and not has_english else DONE)
            if bad:
                note = target.with_name(shorten(target.name, LONGEST - len(NOTE)) + NOTE)
                note.unlink(missing_ok=True)  # and "x": never through a link that somebody laid there
                with note.open("x", encoding="utf-8") as file:
                    file.write("\n".join(reasons) + "\n")
        except OSError as error:
            log.error("%s: cannot be moved away: %s", printable(str(path)), error.strerror)
            yield path
        else:
            log.info("%s: %s", printable(str(path.relative_to(folder))), "; ".join(reasons) or "done")


def _reasons(record: Record) -> Iterator[str]:
    """A line for each story that could not be translated, or one for the whole file."""
    lost = [story for story in record.stories if story.reason]
    for story in lost:
        number = f"#{story.number}" if story.number else ""
        title = f" ({printable(story.title)})" if story.title else ""
        yield f"{printable(record.name)}{number}{title}: {printable(story.reason)}"
    if not lost:
        yield f"{printable(record.name)}: {printable(record.reason)}"


def _is_own(item: Item) -> bool:
    """A folder of ours: ``_done``, ``_error``, results."""
    return item.is_folder and item.kind == OWN


def _move(path: Path, folder: Path, place: str) -> Path:
    """Move a file of ``folder`` to a place in it; where another of its name lies, it gets a number. The new path.

    Raises OSError, also where somebody has laid a link in the way: it may lead anywhere.
    """
    target = folder / place / path.relative_to(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    for parent in target.parents:
        if parent != folder and parent.is_relative_to(folder) and parent.is_symlink():
            raise OSError(errno.ELOOP, "a link is in the way")
    if os.path.lexists(target):
        short = target.with_name(shorten(target.stem, LONGEST - 30) + target.suffix)
        target = Path(another(str(short), os.path.lexists))
    shutil.move(path, target)
    return target


def _mtime(path: Path) -> int:
    try:
        return os.lstat(path).st_mtime_ns
    except OSError:
        return 0


class _Handler(logging.handlers.RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A log that cannot be written is no reason to stop, nor to print a traceback for each line."""


@contextlib.contextmanager
def _log(path: Path) -> Iterator[logging.Logger]:
    log = logging.Logger("translator.batch.watch")
    try:
        handler = _Handler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    try:
        yield log
    finally:
        with contextlib.suppress(OSError):  # what it could not write before, it cannot write now
            handler.close()
