"""Which stories say the same, and which correct which: in a table of their own on the disk, however many there are."""

import re
import sqlite3
from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Any

from translator.errors import OutputError
from translator.exporters.news_item import lasting

_TABLES = """
PRAGMA cache_size = -500;
CREATE TABLE stories (id TEXT PRIMARY KEY, text TEXT, guid TEXT, version TEXT, arrived TEXT,
    corrects TEXT DEFAULT '', superseded_by TEXT DEFAULT '');
CREATE INDEX stories_by_text ON stories (text);
CREATE INDEX stories_by_guid ON stories (guid);
BEGIN;
"""


class Relations:
    """First ``add`` every story of a report, in its order; then ``settle``; then ask ``of`` any.

    Stories are those of ``report``, with the digest of their text as "text". Raises OutputError where the folder for
    temporary files is full.
    """

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)  # a private file, gone when it is closed
        self._table.executescript(_TABLES)

    def add(self, story: Mapping[str, Any]) -> None:
        """Take note of a story; one without a text (it failed) is related to none."""
        if story["text"]:
            guid = lasting(story["guid"]) if story["version"] else ""
            known = (identity(story), story["text"], guid, story["version"], story["arrived"])
            self._run("INSERT INTO stories (id, text, guid, version, arrived) VALUES (?, ?, ?, ?, ?)", *known)

    def settle(self) -> tuple[int, int]:
        """Put the versions of each guid in order; the numbers of duplicates and of superseded stories."""
        lines = self._run("SELECT guid, id, version, arrived FROM stories WHERE guid != '' ORDER BY guid, rowid")
        for _, versions in groupby(lines, key=lambda row: row[0]):
            line = sorted(versions, key=lambda row: (_version(row[2]), row[3]))
            for (_, older, before, _), (_, newer, after, _) in pairwise(line):
                if before != after:
                    self._run("UPDATE stories SET corrects = ? WHERE id = ?", older, newer)
            for _, one, version, _ in line:
                if version != line[-1][2]:
                    self._run("UPDATE stories SET superseded_by = ? WHERE id = ?", line[-1][1], one)
        ((duplicates,),) = self._run("SELECT COUNT(*) - COUNT(DISTINCT text) FROM stories")
        ((superseded,),) = self._run("SELECT COUNT(*) FROM stories WHERE superseded_by != ''")
        return duplicates, superseded

    def of(self, story: Mapping[str, Any]) -> dict[str, str]:
        """The stories that this one repeats ("duplicate_of"), "corrects", or is "superseded_by"; "" for none."""
        one = identity(story)
        first = self._run("SELECT id FROM stories WHERE text = ? ORDER BY rowid LIMIT 1", story["text"])
        line = self._run("SELECT corrects, superseded_by FROM stories WHERE id = ?", one)
        corrects, superseded_by = line[0] if line else ("", "")
        duplicate_of = first[0][0] if first and first[0][0] != one else ""
        return {"duplicate_of": duplicate_of, "corrects": corrects, "superseded_by": superseded_by}

    def close(self) -> None:
        """Forget all."""
        self._table.close()

    def _run(self, statement: str, *values: str) -> list[Any]:
        try:
            return self._table.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"the report cannot be put together ({error}): free the folder for temporary files"
            ) from (error)


def identity(story: Mapping[str, Any]) -> str:
    """The name of a story in the report: its file, and its number where the file has several."""
    return f"{story['file']}#{story['number']}" if story["number"] else str(story["file"])


def _version(text: str) -> list[tuple[int, str]]:
    """A key that puts version 10 after version 9."""
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d*)(\D*)", text)]
