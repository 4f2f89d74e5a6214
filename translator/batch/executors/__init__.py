"""Who does the work of a batch: an ``Executor`` takes windows of files and gives back what became of each.

What crosses the line to it are plain values, which any means of transport can carry. Nothing is written there: results
come back as bytes, and the batch alone notes and writes them. So wherever a worker dies, nothing is half done.

``local`` works in a process of its own on this machine.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from translator.batch.state import Story
from translator.readers import ReadOptions
from translator.settings import Settings


@dataclass(frozen=True, slots=True)
class Launch:
    """How workers work. ``count``: they count words and never load an engine's weights."""

    settings: Settings
    reading: ReadOptions
    count: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One file, or ``member`` of an archive, of ``size`` bytes.

    ``stem`` is where its results go, without the end of their names, relative to the output folder. ``date`` is printed
    on documents.
    """

    number: int
    name: str
    path: Path
    member: str
    size: int
    stem: str
    date: datetime.date


# The files that are translated together, in their order.
Window = tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a file gives: the digest of its content, its stories, and the results, bytes by path relative to the output
    folder. Some of the stories may have failed."""

    sha256: str
    stories: tuple[Story, ...]
    results: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Failed:
    """A file of which nothing could be translated.

    ``kind`` is input, language, output, model, error, crash or timeout; "ours" is a file that is a result already (see
    ``item`` for the kinds of what is not even tried).
    """

    kind: str
    reason: str


Outcome = Made | Failed


class Executor(Protocol):
    """Where windows are translated. Closed and started again as often as need be."""

    def start(self) -> str:
        """Get ready; the signature: all that makes the English what it is.

        Raises GlossaryError, ModelError, ConfigurationError or OutputError where nothing can be translated at all.
        """

    def run(self, windows: Iterable[Window]) -> Iterator[tuple[Task, Outcome]]:
        """One outcome for each task, in any order. Windows are taken as there is room for them, none after ``stop``."""

    def stop(self) -> None:
        """Finish what is in flight and begin nothing more. May be called from a signal handler."""

    def close(self) -> None:
        """End the work, also what is in flight."""
