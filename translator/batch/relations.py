"""Which stories say the same, and which correct which. Kept are digests and names: some hundred bytes a story."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from translator.exporters.news_item import lasting


class Relations:
    """First ``add`` every story of a report, in its order; then ``settle``; then ask ``of`` any.

    Stories are those of ``report``, with the digest of their text as "text".
    """

    def __init__(self) -> None:
        self._first: dict[str, str] = {}  # of a text, by the digest
        self._versions: dict[str, list[tuple[list[tuple[int, str]], str, str, str]]] = {}  # by guid
        self._corrects: dict[str, str] = {}
        self._superseded_by: dict[str, str] = {}
        self.duplicates = 0

    def add(self, story: Mapping[str, Any]) -> None:
        """Take note of a story; one without a text (it failed) is related to none."""
        if not story["text"]:
            return
        name = identity(story)
        self.duplicates += self._first.setdefault(story["text"], name) != name
        if story["version"] and (guid := lasting(story["guid"])):
            version = (_order(story["version"]), story["arrived"], story["version"], name)
            self._versions.setdefault(guid, []).append(version)

    def settle(self) -> None:
        """Put the versions of each guid in order."""
        for versions in self._versions.values():
            line = sorted(versions, key=lambda version: version[:2])
            for (_, _, before, older), (_, _, after, newer) in pairwise(line):
                if before != after:
                    self._corrects[newer] = older
            self._superseded_by |= {name: line[-1][3] for _, _, version, name in line if version != line[-1][2]}

    @property
    def superseded(self) -> int:
        """The number of stories that are."""
        return len(self._superseded_by)

    def of(self, story: Mapping[str, Any]) -> dict[str, str]:
        """The stories that this one repeats ("duplicate_of"), "corrects", or is "superseded_by"; "" for none."""
        name = identity(story)
        first = self._first.get(story["text"], name)
        return {
            "duplicate_of": "" if first == name else first,
            "corrects": self._corrects.get(name, ""),
            "superseded_by": self._superseded_by.get(name, ""),
        }


def identity(story: Mapping[str, Any]) -> str:
    """The name of a story in the report: its file, and its number where the file has several."""
    return f"{story['file']}#{story['number']}" if story["number"] else str(story["file"])


def _order(version: str) -> list[tuple[int, str]]:
    """A key that puts version 10 after version 9; of endless numbers, eighteen digits at a time."""
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d{0,18})(\D*)", version)]
