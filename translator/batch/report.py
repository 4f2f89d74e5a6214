"""The report of a batch: ``report.json`` for programs, ``report.html`` for people (see ``page``).

Schema of ``report.json`` (version 1); lists are sorted by file and number, times are local ISO 8601, and every key is
always there::

    {"schema": 1, "translator": str, "run": int, "signature": str, "began": TIME, "finished": TIME, "seconds": float,
     "interrupted": bool,       # stopped by Ctrl-C or SIGTERM; run it again for the rest
     "left_out": int,           # files that --since or --limit left out; they are not among the stories
     "not_begun": int,          # files that were planned and not begun, because the run was stopped
     "summary": {"files": int, "stories": int, "done": int, "unchanged": int, "failed": int, "skipped": int,
                 "flagged": int, "duplicates": int, "superseded": int, "words": int, "words_new": int, "fixes": int,
                 "notices": {CODE: int}, "words_per_second": float},
     "by_hour": {"2026-11-22T05": {"stories": int, "words": int}},   # by the time of the file: when it came in
     "by_language": {"fr": int, "en": int},                          # words
     "stories": [STORY]}
    STORY = {"file": str, "number": int,       # number: from 1 in a file of several stories, else 0
             "status": "done" | "unchanged" | "failed" | "skipped",
             "kind": str, "reason": str,       # of a failed or skipped one; kinds as in ``messages.Failed``
             "title": str, "words": int, "paragraphs": int, "seconds": float, "fixes": int, "notices": {CODE: int},
             "languages": {str: int}, "outputs": [str],               # paths relative to the report
             "guid": str, "version": str, "embargo": str,
             "duplicate_of": str, "corrects": str, "superseded_by": str,   # "file" or "file#number", or ""
             "arrived": TIME, "finished": TIME}

``done`` counts the stories translated in this run, ``unchanged`` those that an earlier one did and that nothing has
changed since. ``flagged`` are those with notices. Names are shown as ``names.shown`` does.
"""

import datetime
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from translator import __version__
from translator.batch import page
from translator.batch.names import shown
from translator.batch.record import Record, Story
from translator.exporters.writing import write as write_file

SCHEMA = 1
JSON_NAME, HTML_NAME = "report.json", "report.html"


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


def write(folder: Path, facts: Facts, records: Sequence[Record]) -> dict[str, Any]:
    """Write both forms into ``folder``; the content of the JSON one. Raises OutputError."""
    report = make(facts, records)
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    write_file(folder / JSON_NAME, text.encode(), force=True)
    write_file(folder / HTML_NAME, page.render(report, _paths(records)).encode(), force=True)
    return report


def make(facts: Facts, records: Sequence[Record]) -> dict[str, Any]:
    """The report as JSON values."""
    stories = [story for record in records for story in _stories(record)]
    _relate(stories)
    count = Counter(story["status"] for story in stories)
    new = sum(story["words"] for story in stories if story["status"] == "done")
    seconds = max(facts.finished - facts.began, 0.001)
    notices: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    hours: dict[str, dict[str, int]] = {}
    for story in stories:
        notices.update(story["notices"])
        languages.update(story["languages"])
        hour = hours.setdefault(story["arrived"][:13], {"stories": 0, "words": 0})
        hour["stories"] += 1
        hour["words"] += story["words"]
    return {
        "schema": SCHEMA,
        "translator": __version__,
        "run": facts.run,
        "signature": facts.signature,
        "began": _time(facts.began),
        "finished": _time(facts.finished),
        "seconds": round(seconds, 3),
        "interrupted": facts.interrupted,
        "left_out": facts.left_out,
        "not_begun": facts.not_begun,
        "summary": {
            "files": len(records),
            "stories": len(stories),
            **{status: count[status] for status in ("done", "unchanged", "failed", "skipped")},
            "flagged": sum(bool(story["notices"]) for story in stories),
            "duplicates": sum(bool(story["duplicate_of"]) for story in stories),
            "superseded": sum(bool(story["superseded_by"]) for story in stories),
            "words": sum(story["words"] for story in stories),
            "words_new": new,
            "fixes": sum(story["fixes"] for story in stories),
            "notices": dict(sorted(notices.items())),
            "words_per_second": round(new / seconds, 1),
        },
        "by_hour": dict(sorted(hours.items())),
        "by_language": dict(sorted(languages.items())),
        "stories": [{k: v for k, v in story.items() if k != "text"} for story in stories],
    }


def _stories(record: Record) -> Iterable[dict[str, Any]]:
    told = record.stories if record.status == "done" or any(s.reason for s in record.stories) else ()
    for story in told or (Story(kind=record.kind, reason=record.reason),):
        failed = bool(story.reason) or (record.status in ("failed", "writing") and not told)
        status = "failed" if failed else "done" if record.fresh else "unchanged"
        yield {
            "file": shown(record.name),
            "number": story.number,
            "status": "skipped" if record.status == "skipped" else status,
            "kind": story.kind,
            "reason": shown(story.reason),
            "title": shown(story.title),
            "words": story.words,
            "paragraphs": story.paragraphs,
            "seconds": round(record.seconds / max(1, len(record.stories)), 3),
            "fixes": story.fixes,
            "notices": dict(story.notices),
            "languages": dict(story.languages),
            "outputs": [shown(path) for path in story.outputs],
            "guid": shown(story.guid),
            "version": shown(story.version),
            "embargo": shown(story.embargo),
            "duplicate_of": "",
            "corrects": "",
            "superseded_by": "",
            "arrived": _time(record.mtime),
            "finished": _time(record.finished),
            "text": story.text if not failed else "",
        }


def _relate(stories: Sequence[dict[str, Any]]) -> None:
    """Mark the same text as duplicate of its first, and the versions of one guid as corrections of each other."""
    first: dict[str, str] = {}
    versions: dict[str, list[dict[str, Any]]] = {}
    for story in stories:
        if story["text"]:
            known = first.setdefault(story["text"], _id(story))
            story["duplicate_of"] = known if known != _id(story) else ""
            if story["guid"] and story["version"]:
                versions.setdefault(story["guid"], []).append(story)
    for line in versions.values():
        line.sort(key=lambda story: (_version(story["version"]), story["arrived"]))
        for older, newer in pairwise(line):
            if older["version"] != newer["version"]:
                newer["corrects"] = _id(older)
        for story in line:
            if story["version"] != line[-1]["version"]:
                story["superseded_by"] = _id(line[-1])


def _version(text: str) -> list[tuple[int, str]]:
    """A key that puts version 10 after version 9."""
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d*)(\D*)", text)]


def _id(story: Mapping[str, Any]) -> str:
    return f"{story['file']}#{story['number']}" if story["number"] else str(story["file"])


def _paths(records: Sequence[Record]) -> dict[str, bytes]:
    """The real names of outputs by the shown ones, for links."""
    return {shown(path): os.fsencode(path) for r in records for s in r.stories for path in s.outputs}


def _time(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
