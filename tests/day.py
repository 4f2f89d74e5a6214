"""A day's copy: any number of French stories in every format that is read, and some files broken in many ways.

The same seed gives the same stories in the same places.

    python tests/day.py FOLDER [STORIES]
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from day_copy import LENGTH, SHORT, Copy, copy
from day_formats import BROKEN, ENGLISH, WRITERS, zipped

from translator.document.saved import from_json

__all__ = ["BROKEN", "ENGLISH", "LENGTH", "SHORT", "WRITERS", "Copy", "Day", "copy", "faults", "make"]


@dataclass(frozen=True)
class Day:
    """What was written, by name: the good files with their format and story, the bad ones with a word of the reason."""

    good: dict[str, tuple[str, Copy]]
    bad: dict[str, str]


def make(
    folder: Path, stories: int = 1000, seed: int = 1, broken: float = 0.02, length: tuple[int, int] = LENGTH
) -> Day:
    """Write a day into ``folder``: one file a story, in folders by city; one in fifty inside a zip archive; one in
    fifty a copy of another's text; every broken kind in turn, ``broken`` of all."""
    rng = random.Random(seed)
    good: dict[str, tuple[str, Copy]] = {}
    bad: dict[str, str] = {}
    archives: dict[str, list[tuple[str, bytes]]] = {}
    for number in range(stories):
        story = copy(number if rng.random() > 0.02 else rng.randrange(number + 1), seed, length)
        format, extension, write = WRITERS[number % len(WRITERS)]
        name = f"{story.city.lower()}/{number:06d}{extension}"
        if rng.random() < 0.02:
            archive = f"{story.city.lower()}/lot.zip"
            archives.setdefault(archive, []).append((f"{number:06d}{extension}", write(story)))
            name = f"{archive}/{number:06d}{extension}"
        else:
            _write(folder / name, write(story), 1_795_000_000 + 50 * number)
        good[name] = (format, story)
    for archive, members in archives.items():
        _write(folder / archive, zipped(*members), 1_795_000_000)
    for number in range(round(stories * broken)):
        kind, make_broken, reason = BROKEN[number % len(BROKEN)]
        name = f"divers/{number:04d}-{kind}"
        _write(folder / name, make_broken(copy(number, seed)), 1_795_000_000 + 1000 * number)
        bad[name] = reason
    return Day(good, bad)


# What a format says of a story besides its text.
FACTS = {
    **dict.fromkeys(("ninjs", "newsml-g2", "newsml12"), ("guid", "slugline", "headline", "version")),
    **dict.fromkeys(("feed", "wxr", "nitf"), ("guid", "headline")),
    **dict.fromkeys(("html", "eml", "odt", "epub", "iptc7901", "anpa"), ("headline",)),
    "json": ("guid",),
}


def faults(made: Day, out: Path) -> Iterator[str]:
    """What is wrong with the JSON results of a day in ``out``, and with the report of them; nothing, if all is well."""
    stories = json.loads((out / "report.json").read_text("utf-8"))["stories"]
    rows = {story["file"]: story for story in stories}
    if sorted(story["file"] for story in stories) != sorted([*made.good, *made.bad]):
        yield "the report has not one row for each file"
    for name, word in made.bad.items():
        row = rows[name]
        if row["status"] not in ("failed", "skipped") or word not in row["reason"] or row["outputs"]:
            yield f"{name}: {row['status']}, {row['reason']!r}, where {word!r} is expected"
    for name, (format, story) in made.good.items():
        row = rows[name]
        if row["status"] not in ("done", "unchanged") or len(row["outputs"]) != 1:
            yield f"{name}: {row['status']}, {row['reason']!r}"
            continue
        article = from_json((out / row["outputs"][0]).read_text("utf-8"))
        if [p.source for p in article.paragraphs] != [story.headline, *story.paragraphs]:
            yield f"{name}: other paragraphs than were written"
        if not all(s.target for p in article.paragraphs for s in p.segments):
            yield f"{name}: a sentence without English"
        known = {"guid": story.guid, "slugline": story.slug, "headline": story.headline, "version": str(story.version)}
        for fact in FACTS.get(format, ()):
            if getattr(article.metadata, fact) != known[fact]:
                yield f"{name}: its {fact} is {getattr(article.metadata, fact)!r}, not {known[fact]!r}"


def _write(path: Path, data: bytes, time: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if data == b"FIFO":
        os.mkfifo(path)
    elif data == b"LINK":
        path.symlink_to("nulle-part")
    else:
        path.write_bytes(data)
        os.utime(path, (time, time))


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), stories=int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
    print(f"{len(made.good)} good and {len(made.bad)} broken files")
