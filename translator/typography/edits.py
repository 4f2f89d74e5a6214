"""A rule's wish, and how wishes become recorded fixes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from translator.document import Fix
from translator.languages.untouchable import addresses, masked


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``text[start:end]`` should read ``after``; ``evidence`` is what in the source says so, "" if none is needed."""

    start: int
    end: int
    after: str
    evidence: str = ""


Rule = Callable[[str, str], Iterable[Edit]]
"""(target, source) -> edits of the target, not overlapping each other. Both texts come with addresses masked."""


@lru_cache(maxsize=64)  # each rule asks for the same few texts again
def _kept(text: str, source: str) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` that no rule may touch: its addresses, and those of the source wherever it has them."""
    spans = addresses(text)
    for start, end in addresses(source):
        at = text.find(address := source[start:end])
        while at >= 0:
            spans.append((at, at + len(address)))
            at = text.find(address, at + len(address))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return tuple(kept)


def apply(rule: Rule, text: str, source: str) -> tuple[str, list[Fix]]:
    """The text after one rule, and its fixes in reading order; edits that would touch an address are dropped."""
    kept = _kept(text, source)
    fixes: list[Fix] = []
    result, shift = text, 0
    for edit in sorted(rule(masked(text, kept), masked(source, addresses(source)))):
        before = text[edit.start : edit.end]
        if before == edit.after or any(_touches(edit, start, end) for start, end in kept):
            continue
        name = f"typography:{getattr(rule, '__name__', 'rule')}"
        start, end = edit.start + shift, edit.end + shift
        fixes.append(Fix(start, end, before, edit.after, name, evidence=edit.evidence))
        result = result[:start] + edit.after + result[end:]
        shift += len(edit.after) - len(before)
    return result, fixes


def _touches(edit: Edit, start: int, end: int) -> bool:
    if edit.start == edit.end:
        return start < edit.start < end
    return edit.start < end and start < edit.end
