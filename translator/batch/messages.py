"""What the supervisor and its worker tell each other: values, pickled over the worker's standard streams.

supervisor → worker   Launch, once; then Task …; Write for each Made
worker → supervisor   Ready or Refusal, once; then for each task Made, then Done; or Failed
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.batch.record import Story
from translator.readers import Reading
from translator.settings import Settings


@dataclass(frozen=True, slots=True)
class Launch:
    """How the worker works: ``count`` only counts words and never loads an engine. ``answers`` is the file in which
    the workers of a run, one after the other, keep what the engine said."""

    settings: Settings
    reading: Reading
    answers: Path | None = None
    count: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One file of ``size`` bytes. Results go to ``out``/``folder`` with the given ``stem``; ``known`` are the digests
    of results that we wrote there before, by path relative to ``out``: those may be replaced; ``force`` replaces any.
    It is translated together with the others of its ``round``, of which there are ``members``; round 0: alone."""

    number: int
    name: str
    path: Path
    member: str
    out: Path
    folder: str
    stem: str
    known: Mapping[str, frozenset[str]]
    force: bool
    date: datetime.date
    size: int
    round: int = 0
    members: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has its glossary and engine; ``signature`` names all that makes the English. ``rss`` in bytes."""

    signature: str
    rss: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """The worker cannot start: an error of ``translator.errors`` by name."""

    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Made:
    """A file is translated, nothing is written yet. ``outputs``: digest by path relative to the output folder;
    ``seconds`` of work, of which the engine's are shared out by length among those who asked with it."""

    number: int
    sha256: str
    stories: tuple[Story, ...]
    outputs: Mapping[str, str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Write:
    """The supervisor has noted what will be written: go on."""

    number: int


@dataclass(frozen=True, slots=True)
class Done:
    """All results of a file are on the disk. ``rss``: memory of the worker in bytes."""

    number: int
    rss: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be translated. ``kind``: input, language, output, model, disk, error, crash or timeout;
    "ours" is a file that is a result already (see ``item`` for the kinds of what is not even tried)."""

    number: int
    kind: str
    reason: str
    rss: int = 0


Event = Made | Done | Failed
