"""What is known about a file of the batch and the stories in it: rows of the state, and of the report."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_ENDING = re.compile(r"\.(?:fr-en|en)\.[a-z0-9.]+\Z")


@dataclass(frozen=True, slots=True)
class Story:
    """One article of a file. ``number`` counts from 1 in a file of several, else 0.

    ``text`` is a digest of the French paragraphs: equal for two files of the same text. ``fixes`` counts changes that
    the glossary asked for; ``notices`` by code; ``languages`` in words. ``outputs`` are paths relative to the output
    folder. ``kind`` and ``reason`` are "" for a story that was translated.
    """

    number: int = 0
    title: str = ""
    words: int = 0
    paragraphs: int = 0
    fixes: int = 0
    notices: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
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
    and ``signature`` of settings, engine and glossary say whether it has to be done again. ``seconds`` of work;
    ``mtime`` of the file (0: not known) and ``finished`` in seconds of the epoch; ``outputs``: digest by path relative
    to the output folder. ``run`` is the number of the last batch that met it, ``fresh`` whether that batch worked on
    it. A "failed" one with ``outputs`` holds some stories that were translated and some that cannot be.
    ``earlier`` are results of earlier versions of the file that it no longer gives and that are still there.
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
    seconds: float = 0.0
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


def _ending(path: str) -> str:
    """What a result is, by its name (see ``outputs.output_name``).

    >>> _ending("afp/rss.001.fr-en.docx"), _ending("a.en.newsml.xml")
    ('.fr-en.docx', '.en.newsml.xml')
    """
    found = _ENDING.search(path)
    return found[0] if found else ""


def to_text(record: Record) -> str:
    """The record as ASCII JSON; names with bytes of no encoding survive."""
    return json.dumps(asdict(record))


def from_text(text: str) -> Record:
    """The record back from ``to_text``."""
    data: dict[str, Any] = json.loads(text)
    stories = tuple(Story(**{**story, "outputs": tuple(story["outputs"])}) for story in data.pop("stories"))
    return Record(stories=stories, earlier=tuple(data.pop("earlier", ())), **data)
