"""What a batch has to do, before it does anything: what is new, what is done already, what is left out."""

import contextlib
import datetime
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.batch.contents import load
from translator.batch.item import Item
from translator.batch.state import Record, State
from translator.errors import ConfigurationError, InputError

# Words a second on two cores at standard quality (benchmarks/batch.md), until a batch was timed here.
DEFAULT_SPEED = 1000.0
WINDOW = 16  # files translated together: some 300 sentences, ten full batches
WINDOW_BYTES = 2_000_000
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items are taken, and which first: those newer than ``since`` (seconds of the epoch) or of unknown age, at
    most ``limit``."""

    since: float | None = None
    limit: int | None = None
    order: str = "name"


@dataclass(frozen=True, slots=True)
class Plan:
    """``todo`` in the order of work; ``unchanged`` are through; ``refused`` cannot be; ``left_out`` counts the rest."""

    todo: tuple[Item, ...]
    unchanged: tuple[Item, ...]
    refused: tuple[Item, ...]
    left_out: int


def make(items: Sequence[Item], state: State, signature: str, out: Path, choice: Choice, force: bool) -> Plan:
    """Compare the items with the state. ``force``: results that somebody edited are done again."""
    since = choice.since
    young = [item for item in items if since is None or not item.mtime or item.mtime >= since]
    refused = [item for item in young if item.refused]
    todo: list[Item] = []
    unchanged: list[Item] = []
    for item in young:
        if not item.refused:
            record = state.get(item.name)
            if record is not None and _is_done(item, record, signature, out, force):
                unchanged.append(item)
            else:
                todo.append(item)
    if choice.order == "newest":
        todo.sort(key=lambda item: -item.mtime)
    elif choice.order == "smallest":
        todo.sort(key=lambda item: item.size)
    chosen = todo if choice.limit is None else todo[: choice.limit]
    return Plan(tuple(chosen), tuple(unchanged), tuple(refused), len(items) - len(young) + len(todo) - len(chosen))


def windows(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in groups that are translated together: in their order, but what is there twice goes with the first.

    A window holds at most WINDOW different contents and WINDOW_BYTES, but one item at least. Nothing but the items has
    a say in it, so that the same items give the same bytes whoever works on them.
    """
    group: list[Item] = []
    contents: set[int] = set()
    size = 0
    for content, item in _twins_together(items):
        is_full = len(contents | {content}) > WINDOW or size + item.size > WINDOW_BYTES
        if group and is_full:
            yield group
            group, contents, size = [], set(), 0
        group.append(item)
        contents.add(content)
        size += item.size
    if group:
        yield group


def _twins_together(items: Sequence[Item]) -> list[tuple[int, Item]]:
    """Each item with the place of the first of its content, in the order of that."""
    sizes = Counter(item.size for item in items)
    first: dict[bytes, int] = {}
    placed = []
    for place, item in enumerate(items):
        twin = place
        if sizes[item.size] > 1:
            with contextlib.suppress(InputError):  # a worker will say why
                twin = first.setdefault(hashlib.sha256(load(item.path, item.member)).digest(), place)
        placed.append((twin, item))
    return sorted(placed, key=lambda pair: pair[0])


def _is_done(item: Item, record: Record, signature: str, out: Path, force: bool) -> bool:
    """Whether the results of the same content with the same signature are there.

    A story that cannot be translated, among others that were, will not be another time either. A result that was edited
    since counts: the edited one is the desk's, and there is nothing new to say. Where a crash came between writing and
    noting it, the results must be ours to the last byte.
    """
    if record.signature != signature or not record.outputs:  # without outputs: skipped, or failed altogether
        return False
    exact = force or record.status == "writing"
    for path, sha256 in record.outputs.items():
        try:
            if exact and hashlib.sha256((out / path).read_bytes()).hexdigest() != sha256:
                return False
            if not exact and not (out / path).is_file():
                return False
        except OSError:
            return False
    try:
        whole = load(item.path, item.member, item.size // 1_000_000 + 1)  # it was read before, whatever the limit was
        return hashlib.sha256(whole).hexdigest() == record.sha256
    except InputError:
        return False


def parse_since(text: str, now: float | None = None) -> float:
    """A date ("2026-11-22", "2026-11-22T06:00") or a duration before now ("90m", "12h", "2d", "1w") in seconds of the
    epoch; local time. Raises ConfigurationError.

    >>> parse_since("2h", now=10_000.0)
    2800.0
    """
    match = re.fullmatch(r"(\d{1,6})\s*([mhdw])", text.strip())
    if match:
        return (time.time() if now is None else now) - int(match[1]) * _UNITS[match[2]]
    try:
        return datetime.datetime.fromisoformat(text.strip()).astimezone().timestamp()
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigurationError(
            f"--since {text}: neither a date (2026-11-22T06:00) nor a duration (12h, 2d)"
        ) from error
