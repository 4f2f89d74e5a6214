"""A rule's wish, and how wishes become recorded fixes."""

import re
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


def apply(rule: Rule, text: str, source: str) -> tuple[str, list[Fix]]:
    """The text after one rule, and its fixes in reading order; edits that would touch an address are dropped."""
    kept, masked_text, masked_source = _guarded(text, source)
    fixes: list[Fix] = []
    result, shift = text, 0
    for edit in sorted(rule(masked_text, masked_source)):
        before = text[edit.start : edit.end]
        if before == edit.after or any(_touches(edit, start, end) for start, end in kept):
            continue
        name = f"typography:{getattr(rule, '__name__', 'rule')}"
        start, end = edit.start + shift, edit.end + shift
        fixes.append(Fix(start, end, before, edit.after, name, evidence=edit.evidence))
        result = result[:start] + edit.after + result[end:]
        shift += len(edit.after) - len(before)
    return result, fixes


@lru_cache(maxsize=64)  # each rule asks for the same few texts again
def _guarded(text: str, source: str) -> tuple[list[tuple[int, int]], str, str]:
    """The spans of ``text`` that no rule may touch, and both texts with their addresses masked.

    The spans are the addresses of the text, and those of the source wherever the text has them.
    """
    of_source = addresses(source)
    spans = addresses(text)
    for start, end in of_source:
        spans += [found.span() for found in re.finditer(re.escape(source[start:end]), text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept, masked(text, kept), masked(source, of_source)


def _touches(edit: Edit, start: int, end: int) -> bool:
    if edit.start == edit.end:
        return start < edit.start < end
    return edit.start < end and start < edit.end
