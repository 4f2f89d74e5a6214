"""What a rule of typography asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``text[start:end]`` should read ``after``; ``evidence`` is what in the source says so, "" if none is needed."""

    start: int
    end: int
    after: str
    evidence: str = ""


Rule = Callable[[str, str], Iterable[Edit]]
"""(target, source) -> edits of the target, not overlapping each other. Both texts come with addresses masked."""
