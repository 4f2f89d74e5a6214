"""The report of a batch: ``report.json`` for programs, ``report.html`` for people (see ``page``).

Schema of ``report.json`` (version 1); lists are sorted by file and number, times are local ISO 8601, and every key is
always there::

    {"schema": 1, "translator": str, "run": int, "signature": str, "began": TIME, "finished": TIME, "seconds": float,
     "interrupted": bool,       # stopped by Ctrl-C or SIGTERM; run it again for the rest
     "left_out": int,           # files that --since or --limit left out; they are not among the stories
     "not_begun": int,          # files that were planned and not begun, because the run was stopped
     "summary": {"files": int, "stories": int, "done": int, "unchanged": int, "failed": int, "skipped": int,
                 "flagged": int, "left": int, "duplicates": int, "superseded": int, "words": int, "words_new": int,
                 "fixes": int, "notices": {CODE: int}, "words_per_second": float},
     "by_hour": {"2026-11-22T05": {"stories": int, "words": int}},   # by the time of the file: when it came in
     "by_language": {"fr": int, "en": int},                          # words
     "stories": [STORY]}
    STORY = {"file": str, "number": int,       # number: from 1 in a file of several stories, else 0
             "status": "done" | "unchanged" | "failed" | "skipped",
             "kind": str, "reason": str,       # of a failed or skipped one; kinds as in ``executors.Failed``, ``item``
             "title": str, "words": int, "paragraphs": int, "seconds": float, "fixes": int, "notices": {CODE: int},
             "headline": str, "risk": float | null,     # in English; the mean of its riskiest tenth of sentences
             "worst": [{"paragraph": int, "risk": float | null, "english": str, "french": str, "reasons": [str]}],
             "languages": {str: int}, "outputs": [str],               # paths relative to the report
             "left": [str],                    # results of earlier versions of the file, no longer made from it; kept
             "guid": str, "version": str, "embargo": str,
             "duplicate_of": str, "corrects": str, "superseded_by": str,   # "file" or "file#number", or ""
             "arrived": TIME,                  # "" where the file is not there, or a folder
             "finished": TIME}

``done`` counts the stories translated in this run, ``unchanged`` those that an earlier one did and that nothing has
changed since. ``flagged`` are those with notices. Names are as ``names.printable`` makes them;
``work`` says what ``seconds`` are.

The rows are read from the state as often as they are needed and never held together; those of the page, which are
sorted by risk, lie on the disk meanwhile: a report of 10,000 stories takes no more memory than one of ten.
"""

import datetime
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translator import __version__
from translator.batch import page
from translator.batch.names import printable
from translator.batch.relations import Relations
from translator.batch.state import Record, Story
from translator.exporters.writing import write_stream

SCHEMA = 1
JSON_NAME, HTML_NAME = "report.json", "report.html"
NAMED = 10  # failures that are named where there is no room for all
FIRST = 3  # of the riskiest stories, likewise
_ASIDE = ("text", "links")  # what the page and the relations need to know, and a program does not


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records do not say of a run; times in seconds of the epoch."""

    run: int
    began: float
    finished: float
    signature: str
    interrupted: bool
    left_out: int
    not_begun: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a run comes to: ``content`` of the JSON form but its stories; the first ``failures`` as (file, reason); the
    ``riskiest`` of the stories with notices."""

    content: Mapping[str, Any]
    failures: list[tuple[str, str]]
    riskiest: list[Mapping[str, Any]]


class Totals:
    """What a report says of all its stories together. ``failures`` are the first, as (file, reason); ``reasons`` count
    the stories that failed for each; ``riskiest`` are those of this run to be read first."""

    def __init__(self) -> None:
        self.files = 0
        self._sums: Counter[str] = Counter()
        self._notices: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._hours: dict[str, dict[str, int]] = {}
        self.failures: list[tuple[str, str]] = []
        self.riskiest: list[Mapping[str, Any]] = []
        self.reasons: Counter[str] = Counter()

    def add(self, story: Mapping[str, Any]) -> None:
        """Count a story of ``report``."""
        counted = {"stories": 1, story["status"]: 1, "flagged": bool(story["notices"]), "left": len(story["left"])}
        words = {"words": story["words"], "words_new": story["words"] if story["status"] == "done" else 0}
        self._sums.update({**counted, **words, "fixes": story["fixes"]})
        self._notices.update(story["notices"])
        self._languages.update(story["languages"])
        if story["arrived"]:
            hour = self._hours.setdefault(story["arrived"][:13], {"stories": 0, "words": 0})
            hour["stories"] += 1
            hour["words"] += story["words"]
        if story["status"] == "done" and story["worst"]:
            self.riskiest = sorted([*self.riskiest, story], key=page.by_risk)[:FIRST]
        if story["status"] == "failed":
            self.reasons[story["reason"]] += 1
            if len(self.failures) < NAMED:
                self.failures.append((story["file"], story["reason"]))

    def content(self, seconds: float, relations: Relations) -> dict[str, Any]:
        """The part of the report between its facts and its stories."""
        counted = (
            "stories",
            "done",
            "unchanged",
            "failed",
            "skipped",
            "flagged",
            "left",
            "words",
            "words_new",
            "fixes",
        )
        return {
            "summary": {
                "files": self.files,
                **{key: self._sums[key] for key in counted},
                "duplicates": relations.duplicates,
                "superseded": relations.superseded,
                "notices": dict(sorted(self._notices.items())),
                "words_per_second": round(self._sums["words_new"] / seconds, 1),
            },
            "by_hour": dict(sorted(self._hours.items())),
            "by_language": dict(sorted(self._languages.items())),
        }


def write(folder: Path, facts: Facts, records: Callable[[], Iterable[Record]]) -> Report:
    """Write both forms into ``folder``. ``records`` gives all records by name, each time anew. Raises OutputError."""
    totals, relations = Totals(), Relations()
    for record in records():
        totals.files += 1
        for story in _stories(record):
            totals.add(story)
            relations.add(story)
    relations.settle()

    def stories() -> Iterator[dict[str, Any]]:
        return ({**story, **relations.of(story)} for record in records() for story in _stories(record))

    seconds = max(facts.finished - facts.began, 0.001)
    times = {"began": _time(facts.began), "finished": _time(facts.finished), "seconds": round(seconds, 3)}
    content = {"schema": SCHEMA, "translator": __version__, **asdict(facts), **times}
    content |= totals.content(seconds, relations)
    write_stream(folder / JSON_NAME, _json(content, stories()))
    write_stream(folder / HTML_NAME, (part.encode() for part in page.render(content, totals.reasons, stories())))
    return Report(content, totals.failures, totals.riskiest)


def _json(content: Mapping[str, Any], stories: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The content, and the stories a line each."""
    yield json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}").encode() + b',\n "stories": ['
    separator = "\n"
    for story in stories:
        shown = {key: value for key, value in story.items() if key not in _ASIDE}
        yield f"{separator}  {json.dumps(shown, ensure_ascii=False)}".encode()
        separator = ",\n"
    yield b"\n ]\n}\n"


def _stories(record: Record) -> Iterator[dict[str, Any]]:
    known = record.stories if record.status == "done" or any(s.reason for s in record.stories) else ()
    left = [printable(path) for path in record.left]
    for story in known or (Story(kind=record.kind, reason=record.reason),):
        failed = bool(story.reason) or (record.status in ("failed", "writing") and not known)
        status = "failed" if failed else "done" if record.fresh else "unchanged"
        yield {
            "file": printable(record.name),
            "number": story.number,
            "status": "skipped" if record.status == "skipped" else status,
            **_printable(asdict(story)),
            "left": left,
            "arrived": _time(record.mtime) if record.mtime else "",
            "finished": _time(record.finished),
            "text": "" if failed else story.text,
            "links": [os.fsencode(path) for path in story.outputs],
        }
        left = []  # named once, with the first story of the file


def _printable(value: Any) -> Any:
    """The same, with each text in it as one that can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, tuple | list) else value


def _time(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
