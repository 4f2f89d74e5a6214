"""A rule's wish, and how wishes become recorded fixes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from translator.document import Fix
from translator.typography.protected import masked, spans


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``text[start:end]`` should read ``after``; ``evidence`` is what in the source says so, "" if none is needed."""

    start: int
    end: int
    after: str
    evidence: str = ""


Rule = Callable[[str, str], Iterable[Edit]]
"""(target, source) -> edits of the target, not overlapping each other. Both texts come with protected spans masked."""


def apply(rule: Rule, text: str, source: str) -> tuple[str, list[Fix]]:
    """The text after one rule, and its fixes in reading order; edits that would touch a protected span are dropped."""
    guarded = spans(text)
    fixes: list[Fix] = []
    result, shift = text, 0
    for edit in sorted(rule(masked(text), masked(source))):
        before = text[edit.start : edit.end]
        if before == edit.after or any(_touches(edit, start, end) for start, end in guarded):
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
