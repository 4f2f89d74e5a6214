"""The sums of a report, one story after the other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

NAMED = 10  # failures that are named where there is no room for all


class Totals:
    """What a report says of all its stories together. ``failures`` are the first, as (file, reason); ``reasons`` count
    the stories that failed for each."""

    def __init__(self) -> None:
        self.files = 0
        self._sums: Counter[str] = Counter()
        self._notices: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._hours: dict[str, dict[str, int]] = {}
        self.failures: list[tuple[str, str]] = []
        self.reasons: Counter[str] = Counter()

    def add(self, story: Mapping[str, Any]) -> None:
        """Count a story of ``report``."""
        new = story["words"] if story["status"] == "done" else 0
        self._sums.update(
            {
                "stories": 1,
                story["status"]: 1,
                "flagged": bool(story["notices"]),
                "left": len(story["left"]),
                "words": story["words"],
                "words_new": new,
                "fixes": story["fixes"],
            }
        )
        self._notices.update(story["notices"])
        self._languages.update(story["languages"])
        if story["arrived"]:
            hour = self._hours.setdefault(story["arrived"][:13], {"stories": 0, "words": 0})
            hour["stories"] += 1
            hour["words"] += story["words"]
        if story["status"] == "failed":
            self.reasons[story["reason"]] += 1
            if len(self.failures) < NAMED:
                self.failures.append((story["file"], story["reason"]))

    def said(self, seconds: float, duplicates: int, superseded: int) -> dict[str, Any]:
        """The part of the report between its facts and its stories."""
        sums = self._sums
        return {
            "summary": {
                "files": self.files,
                **{key: sums[key] for key in ("stories", "done", "unchanged", "failed", "skipped", "flagged", "left")},
                "duplicates": duplicates,
                "superseded": superseded,
                **{key: sums[key] for key in ("words", "words_new", "fixes")},
                "notices": dict(sorted(self._notices.items())),
                "words_per_second": round(sums["words_new"] / seconds, 1),
            },
            "by_hour": dict(sorted(self._hours.items())),
            "by_language": dict(sorted(self._languages.items())),
        }
