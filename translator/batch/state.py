"""The memory of an output folder: what was done, with what, and what was written. SQLite, in OUT/.translator/.

What will be written is noted before it is written, with its digest. So after a crash at any moment every result on the
disk is known as ours, whole, or as somebody else's.
"""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translator.batch.names import folder_of, stems
from translator.errors import ConfigurationError, OutputError

FOLDER = ".translator"
SCHEMA = 2
_ENDING = re.compile(r"\.(?:fr-en|en)\.[a-z0-9.]+\Z")
LITTLE = 100_000  # bytes of a disk below which it is full: the log begins with a third of that

_TABLES = """
CREATE TABLE IF NOT EXISTS files (name BLOB PRIMARY KEY, run INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_run ON files (run, name);
CREATE TABLE IF NOT EXISTS stems (name BLOB PRIMARY KEY, stem BLOB NOT NULL, place BLOB NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outputs (path BLOB, sha256 TEXT, PRIMARY KEY (path, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, began REAL NOT NULL);
CREATE TABLE IF NOT EXISTS speeds (engine TEXT PRIMARY KEY, words_per_second REAL NOT NULL) WITHOUT ROWID;
"""


def state_file(folder: Path) -> Path:
    """Where the state of an output folder lies."""
    return folder / FOLDER / "state.sqlite"


def is_output_folder(folder: Path) -> bool:
    """Whether a batch has written its results into this folder; not one that cannot be looked into."""
    return os.path.isfile(state_file(folder))  # noqa: PTH113 - Path.is_file() raises where it may not look


@dataclass(frozen=True, slots=True)
class Story:
    """One article of a file. ``number`` counts from 1 in a file of several, else 0.

    ``text`` is a digest of the French paragraphs: equal for two files of the same text. ``seconds`` of work as in
    ``work``; ``fixes`` counts changes that the glossary asked for; ``notices`` by code; ``languages`` in words.
    ``outputs`` are paths relative to the output folder. ``headline`` is in English, ``title`` as it came; ``risk`` is
    that of the article, ``worst`` its riskiest sentences with a notice, as ``work`` describes them. ``kind`` and
    ``reason`` are "" for one that was translated.
    """

    number: int = 0
    title: str = ""
    words: int = 0
    paragraphs: int = 0
    seconds: float = 0.0
    fixes: int = 0
    notices: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    headline: str = ""
    risk: float | None = None
    worst: tuple[Mapping[str, Any], ...] = ()
    outputs: tuple[str, ...] = ()
    guid: str = ""
    version: str = ""
    embargo: str = ""
    text: str = ""
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One file, by the ``name`` of its item.

    ``status``: "writing" (results may be partly on the disk), "done", "failed" or "skipped". ``sha256`` of the content
    and ``signature`` of settings, engine and glossary say whether it has to be done again. ``mtime`` of the file (0:
    not known) and ``finished`` in seconds of the epoch; ``outputs``: digest by path relative to the output folder.
    ``run`` is the number of the last batch that met it, ``fresh`` whether that batch worked on it. A "failed" one with
    ``outputs`` holds some stories that were translated and some that cannot be. ``earlier`` are results of earlier
    versions of the file that it no longer gives and that are still there.
    """

    name: str
    status: str
    run: int
    fresh: bool = True
    sha256: str = ""
    signature: str = ""
    kind: str = ""
    reason: str = ""
    size: int = 0
    mtime: float = 0.0
    finished: float = 0.0
    stories: tuple[Story, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()

    @property
    def left(self) -> tuple[str, ...]:
        """The ``earlier`` results to tell of. Those of a format or layout that this run was not asked for do not count:
        whoever asks for DOCX today and for text tomorrow keeps both."""
        asked = {_ending(path) for path in self.outputs}
        return tuple(path for path in self.earlier if not asked or _ending(path) in asked)

    @property
    def words(self) -> int:
        return sum(story.words for story in self.stories)


class State:
    """Raises OutputError where the disk is full or read-only, ConfigurationError for the state of another version.

    One process at a time writes (see ``lock``). ``path`` None: in memory, for plans that leave no trace.
    """

    def __init__(self, path: Path | None) -> None:
        self._where = path or Path()
        with self._errors():
            self._database = sqlite3.connect(path or ":memory:", isolation_level=None)
            for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -500"):  # kB
                self._database.execute(f"PRAGMA {setting}")
            (schema,) = self._database.execute("PRAGMA user_version").fetchone()
            if schema not in (0, SCHEMA):  # 0: new
                raise ConfigurationError(
                    f"{path}: written by another version of translator; use that, or another folder"
                )
            self._database.executescript(f"{_TABLES} PRAGMA user_version = {SCHEMA};")

    def close(self) -> None:
        """The log is folded into the file."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def begin(self) -> int:
        """The number of a new run."""
        ((run,),) = self._ask("INSERT INTO runs (began) VALUES (?) RETURNING run", time.time())
        return int(run)

    def get(self, name: str) -> Record | None:
        """What is known of an item."""
        rows = self._ask("SELECT record FROM files WHERE name = ?", os.fsencode(name))
        return _from_text(rows[0][0]) if rows else None

    def put(self, records: Iterable[Record]) -> None:
        """Note these records, and the digests of their outputs as ours; all or none."""
        with self._together():
            for record in records:
                for path, sha256 in record.outputs.items():
                    self._ask("INSERT OR IGNORE INTO outputs VALUES (?, ?)", os.fsencode(path), sha256)
                values = os.fsencode(record.name), record.run, _to_text(record)
                self._ask("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", *values)

    def of_run(self, run: int) -> Iterator[Record]:
        """The records of a run by name, one at a time."""
        with self._errors():
            for (text,) in self._database.execute("SELECT record FROM files WHERE run = ? ORDER BY name", (run,)):
                yield _from_text(text)

    def assign(self, names: Iterable[str]) -> None:
        """Give each item a stem for its results, which it keeps: no two in one folder alike, nor alike but for their
        case. Where "a.txt" has the stem "a", "a.md" gets "a.md"."""
        with self._together():
            for name in sorted(names):
                for stem in () if self.stem(name) else stems(name):
                    place = f"{folder_of(name)}\0{stem}".casefold()
                    row = map(os.fsencode, (name, stem, place))
                    if self._ask("INSERT OR IGNORE INTO stems VALUES (?, ?, ?) RETURNING 1", *row):
                        break

    def stem(self, name: str) -> str:
        """The stem that was given to an item; "" for none."""
        rows = self._ask("SELECT stem FROM stems WHERE name = ?", os.fsencode(name))
        return os.fsdecode(rows[0][0]) if rows else ""

    def digests(self, path: str) -> set[str]:
        """The digests of all that we ever wrote there; the path is relative to the output folder."""
        return {sha256 for (sha256,) in self._ask("SELECT sha256 FROM outputs WHERE path = ?", os.fsencode(path))}

    def speed(self, signature: str) -> float | None:
        """Words a second of the last batch with the engine of this signature."""
        rows = self._ask("SELECT words_per_second FROM speeds WHERE engine = ?", _engine(signature))
        return float(rows[0][0]) if rows else None

    def note_speed(self, signature: str, words_per_second: float) -> None:
        self._ask("INSERT OR REPLACE INTO speeds VALUES (?, ?)", _engine(signature), words_per_second)

    def _ask(self, statement: str, *values: str | bytes | float) -> list[Any]:
        with self._errors():
            return self._database.execute(statement, values).fetchall()

    @contextlib.contextmanager
    def _together(self) -> Iterator[None]:
        """All statements or none."""
        self._ask("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has undone it already
                self._database.execute("ROLLBACK")
            raise
        self._ask("COMMIT")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"{self._where}: the record of the batch cannot be kept ({_cause(error, self._where)}); make room or "
                "repair the file, then run again: what is done stays done"
            ) from error


def _engine(signature: str) -> str:
    """The part of the signature of a batch that says how fast it is."""
    return signature.split("|glossary:")[0]


def _ending(path: str) -> str:
    """What a result is, by its name (see ``outputs.output_name``).

    >>> _ending("afp/rss.001.fr-en.docx"), _ending("a.en.newsml.xml")
    ('.fr-en.docx', '.en.newsml.xml')
    """
    found = _ENDING.search(path)
    return found[0] if found else ""


def _to_text(record: Record) -> str:
    """The record as ASCII JSON; names with bytes of no encoding survive."""
    return json.dumps(asdict(record))


def _from_text(text: str) -> Record:
    """Raises OutputError for what is no record."""
    try:
        return _record(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        said = f"{type(error).__name__}: {error}"
        raise OutputError(
            f"a row of the batch's record is damaged ({said}): delete {FOLDER} in the output folder"
        ) from error


def _record(data: dict[str, Any]) -> Record:
    data.pop("seconds", None)  # of the whole file, in records of before stories had their own
    stories = tuple(
        Story(**{**story, "outputs": tuple(story["outputs"]), "worst": tuple(story.get("worst", ()))})
        for story in data.pop("stories")
    )
    return Record(stories=stories, earlier=tuple(data.pop("earlier", ())), **data)


def _cause(error: sqlite3.Error, path: Path) -> str:
    """What SQLite means: to it, a disk without room for its log is an "I/O error"."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < LITTLE:
            return "the disk is full"
    return str(error)
