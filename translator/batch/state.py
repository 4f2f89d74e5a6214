"""The memory of an output folder: what was done, with what, and what was written. SQLite, in OUT/.translator/.

What will be written is noted before it is written, with its digest. So after a crash at any moment every result on the
disk is known as ours, whole, or as somebody else's.
"""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from translator.batch.names import folder_of, stems
from translator.batch.record import Record, from_text, to_text
from translator.errors import ConfigurationError, OutputError

FOLDER = ".translator"
FILE = "state.sqlite"
SCHEMA = 2
LITTLE = 100_000  # bytes of a disk below which it is full: the log begins with a third of that

_TABLES = """
CREATE TABLE IF NOT EXISTS files (name BLOB PRIMARY KEY, run INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_run ON files (run, name);
CREATE TABLE IF NOT EXISTS stems (name BLOB PRIMARY KEY, stem BLOB NOT NULL, place BLOB NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outputs (path BLOB, sha256 TEXT, PRIMARY KEY (path, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, began REAL NOT NULL);
CREATE TABLE IF NOT EXISTS speeds (engine TEXT PRIMARY KEY, words_per_second REAL NOT NULL) WITHOUT ROWID;
"""


def is_output_folder(folder: Path) -> bool:
    """Whether a batch has written its results into this folder; not one that cannot be looked into."""
    return os.path.isfile(folder / FOLDER / FILE)  # noqa: PTH113 - Path.is_file() raises where it may not look


def cause(error: sqlite3.Error, path: Path) -> str:
    """What SQLite means: to it, a disk without room for its log is an "I/O error"."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < LITTLE:
            return "the disk is full"
    return str(error)


class State:
    """Raises OutputError where the disk is full or read-only, ConfigurationError for the state of another version.

    One process at a time writes (see ``lock``). ``path`` None: in memory, for plans that leave no trace.
    """

    def __init__(self, path: Path | None) -> None:
        self._where = path or Path(FILE)
        with self._errors():
            self._database = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("PRAGMA cache_size = -500")  # kB
            (schema,) = self._database.execute("PRAGMA user_version").fetchone()
            if schema not in (0, SCHEMA):  # 0: new
                raise ConfigurationError(
                    f"{path}: written by another version of translator; use that, or another folder"
                )
            self._database.executescript(_TABLES)
            self._database.execute(f"PRAGMA user_version = {SCHEMA}")

    def close(self) -> None:
        """The log is folded into the file."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def begin(self) -> int:
        """The number of a new run."""
        with self._errors():
            return int(self._database.execute("INSERT INTO runs (began) VALUES (?)", (time.time(),)).lastrowid or 0)

    def get(self, name: str) -> Record | None:
        """What is known of an item."""
        with self._errors():
            row = self._database.execute("SELECT record FROM files WHERE name = ?", (os.fsencode(name),)).fetchone()
        return from_text(row[0]) if row else None

    def put(self, records: Iterable[Record]) -> None:
        """Note these records, and the digests of their outputs as ours; all or none."""
        with self._errors(), self._together():
            for record in records:
                outputs = [(os.fsencode(path), sha256) for path, sha256 in record.outputs.items()]
                self._database.executemany("INSERT OR IGNORE INTO outputs VALUES (?, ?)", outputs)
                self._database.execute(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                    (os.fsencode(record.name), record.run, to_text(record)),
                )

    def of_run(self, run: int) -> Iterator[Record]:
        """The records of a run by name, one at a time."""
        with self._errors():
            for (text,) in self._database.execute("SELECT record FROM files WHERE run = ? ORDER BY name", (run,)):
                yield from_text(text)

    def assign(self, names: Iterable[str]) -> None:
        """Give each item a stem for its results, which it keeps: no two in one folder alike, nor alike but for their
        case. Where "a.txt" has the stem "a", "a.md" gets "a.md"."""
        with self._errors(), self._together():
            for name in sorted(names):
                if self._stem(name) is None:
                    for stem in stems(name):
                        place = f"{folder_of(name)}\0{stem}".casefold()
                        row = (os.fsencode(name), os.fsencode(stem), os.fsencode(place))
                        if self._database.execute("INSERT OR IGNORE INTO stems VALUES (?, ?, ?)", row).rowcount:
                            break

    def stem(self, name: str) -> str:
        """The stem that was given to an item."""
        with self._errors():
            found = self._stem(name)
        assert found is not None
        return found

    def _stem(self, name: str) -> str | None:
        row = self._database.execute("SELECT stem FROM stems WHERE name = ?", (os.fsencode(name),)).fetchone()
        return os.fsdecode(row[0]) if row else None

    def known(self, folder: str, stem: str) -> Mapping[str, frozenset[str]]:
        """The digests of all that we ever wrote under a stem, by path relative to the output folder."""
        start = os.fsencode(f"{folder}/{stem}." if folder else f"{stem}.")
        found: dict[str, set[str]] = {}
        with self._errors():
            rows = self._database.execute(
                "SELECT path, sha256 FROM outputs WHERE path >= ? AND path < ?", (start, start[:-1] + b"/")
            )
            for path, sha256 in rows:
                found.setdefault(os.fsdecode(path), set()).add(sha256)
        return {path: frozenset(digests) for path, digests in found.items()}

    def speed(self, engine: str) -> float | None:
        """Words a second of the last batch with this engine."""
        with self._errors():
            row = self._database.execute("SELECT words_per_second FROM speeds WHERE engine = ?", (engine,)).fetchone()
        return float(row[0]) if row else None

    def note_speed(self, engine: str, words_per_second: float) -> None:
        with self._errors():
            self._database.execute("INSERT OR REPLACE INTO speeds VALUES (?, ?)", (engine, words_per_second))

    @contextlib.contextmanager
    def _together(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"{self._where}: the record of the batch cannot be kept ({cause(error, self._where)}); make room or "
                "repair the file, then run again: what is done stays done"
            ) from error
