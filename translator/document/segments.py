"""A sentence and all that is known of its translation: fixes, notices, formatting."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# A word of a source and the word of the target that says it: source[l[0]:l[1]] and target[l[2]:l[3]].
Link = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt that the reader of the result must see.

    ``code`` is one of a small documented set (``numbers``, ``untranslated``, ``term`` …), ``message`` a sentence for an
    editor.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One recorded change of the engine's output: ``text[start:end] == before`` became ``after``.

    ``start``/``end`` refer to the text as it stood when the fix was made: the fixes of a segment are a replayable
    sequence (see ``replay``). ``rule`` names the step that made it (``variant``, ``copied``, ``near``,
    ``typography:…``, ``caps`` …); ``term`` is the house form, ``entry`` where it is laid down (``file:line``),
    ``evidence`` what in the source justifies it; the last three are "" for changes that no glossary entry asked for.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    term: str = ""
    entry: str = ""
    evidence: str = ""


class MarkKind(StrEnum):
    """Inline formatting, and what stands in the text without words of its own."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"  # value: the address
    IMAGE = "image"  # value: the address; its words are the description
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    NOTE = "note"  # an empty mark where a note is referred to; value: the note's id
    HTML = "html"  # value: the tags, kept as they are by formats that have HTML


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline formatting of ``source[start:end]``.

    ``value`` is what the kind says ("" for most). The target span is None until, or unless, it could be found.
    """

    kind: MarkKind
    start: int
    end: int
    value: str = ""
    target_start: int | None = None
    target_end: int | None = None


class Outcome(StrEnum):
    """How a term of the house came into the English."""

    SAID = "said"  # the engine said it
    REPAIRED = "repaired"  # put in afterwards: there is a fix
    MISSING = "missing"  # not there


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term of the glossary in ``source[start:end]`` and what became of it in the target.

    ``form`` is the house form, ``entry`` where it is laid down (``file:line``); ``asked`` says that the engine was
    shown the term.
    """

    start: int
    end: int
    form: str
    entry: str
    asked: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """Another translation that was weighed: its ``text`` as a reader would get it, with ``score`` and ``risk`` as in
    ``Segment``."""

    text: str
    score: float
    risk: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence and its translation.

    ``target`` is None where nothing was translated: the source then stands for itself (see ``text``). ``tail`` is the
    white space between this segment and the next. ``raw`` is what the engine said, before any fix; None when no engine
    was asked, and ``fixes`` start from ``source``. ``score`` is the engine's mean log-probability per token of ``raw``:
    at most 0, None where no engine was asked. ``risk`` is how likely the target is to be among the worst, from 0 to 1;
    None where no model was asked. ``tried`` is what else was weighed where the engine was asked again or its first
    answer not kept. ``terms`` are the glossary's in ``source``. ``alignment`` links words of ``source`` with words of
    ``target`` as the pipeline left it; it was asked for where a mark could not be found otherwise, and is empty
    elsewhere.
    """

    source: str
    target: str | None = None
    tail: str = ""
    raw: str | None = None
    score: float | None = None
    risk: float | None = None
    notices: tuple[Notice, ...] = ()
    fixes: tuple[Fix, ...] = ()
    terms: tuple[TermUse, ...] = ()
    marks: tuple[Mark, ...] = ()
    alignment: tuple[Link, ...] = ()
    tried: tuple[Attempt, ...] = ()

    @property
    def text(self) -> str:
        """What an English reader gets: the target, or the untouched source."""
        return self.source if self.target is None else self.target


def replay(raw: str, fixes: Iterable[Fix]) -> str:
    """Make the target again from the engine's text and its fixes.

    Raises ValueError where a fix does not fit the text: the record is then not a true one.

    >>> replay("Zelenski spoke", [Fix(0, 8, "Zelenski", "Zelensky", "variant")])
    'Zelensky spoke'
    """
    for fix in fixes:
        if raw[fix.start : fix.end] != fix.before:
            raise ValueError(
                f"fix {fix.rule} expects {fix.before!r} at {fix.start}, found {raw[fix.start : fix.end]!r}"
            )
        raw = raw[: fix.start] + fix.after + raw[fix.end :]
    return raw


def final_spans(fixes: tuple[Fix, ...]) -> list[tuple[int, int]]:
    """Where each fix's words stand in the final target, after the fixes that came later.

    A later fix that overlaps an earlier one widens or narrows it to what is left; shapes: one (start, end) a fix.

    >>> final_spans((Fix(10, 14, "Kiev", "Kyiv", "variant"), Fix(0, 2, "Mr", "President", "variant")))
    [(17, 21), (0, 9)]
    """
    spans: list[tuple[int, int]] = []
    for i, fix in enumerate(fixes):
        start, end = fix.start, fix.start + len(fix.after)
        for later in fixes[i + 1 :]:
            start, end = _moved(start, later, False), _moved(end, later, True)
        spans.append((start, max(start, end)))
    return spans


def _moved(position: int, fix: Fix, is_end: bool) -> int:
    """A position before ``fix``, carried over to the text after it; inside the replaced words: to their new edge."""
    if position < fix.start or (position == fix.start and (is_end or fix.start == fix.end)):
        return position
    if position >= fix.end:
        return position + len(fix.after) - (fix.end - fix.start)
    return fix.start + len(fix.after) if is_end else fix.start
