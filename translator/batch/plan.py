"""What a batch has to do, before it does anything: what is new, what is done already, what is left out."""

import datetime
import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.batch.item import Item
from translator.batch.reading import load
from translator.batch.record import Record
from translator.batch.state import State
from translator.errors import ConfigurationError, InputError

ORDERS = ("name", "newest", "smallest")
# Words a second on two cores at standard quality (benchmarks/batch.md), until a batch was timed here.
DEFAULT_SPEED = 1000.0
ROUND = 16  # files translated together: some 300 sentences, ten full batches
ROUND_BYTES = 2_000_000
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


def rounds(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in their order, cut where a round is full (see ``together``): nothing but the items has a say in it."""
    group: list[Item] = []
    for item in items:
        if group and (len(group) == ROUND or sum(i.size for i in group) + item.size > ROUND_BYTES):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


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
        return hashlib.sha256(load(item.path, item.member)).hexdigest() == record.sha256
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
