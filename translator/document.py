"""The article as a value: what readers make, what the pipeline fills in, what exporters write.

Frozen and small; saved as JSON (see ``document_json``), looked at, edited and exported again without an engine.

All offsets are in characters (code points), half open: ``text[start:end]``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# A word of a source and the word of the target that says it: source[l[0]:l[1]] and target[l[2]:l[3]].
Link = tuple[int, int, int, int]


class Style(StrEnum):
    """What a paragraph is on the page."""

    HEADLINE = "headline"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    VERBATIM = "verbatim"  # code, rules, embeds: never translated
    CREDIT = "credit"  # byline, agency, photo credit


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
    sequence (see ``replay``). ``rule`` names the step that made it (``variant``, ``copied``, ``hypothesis``, ``near``,
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


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline formatting of ``source[start:end]``: strong, emphasis, code, link or image.

    ``value`` is the link's address ("" for the others). The target span is None until, or unless, it could be found.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    target_start: int | None = None
    target_end: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence and its translation.

    ``target`` is None where nothing was translated: the source then stands for itself (see ``text``). ``tail`` is the
    white space between this segment and the next. ``raw`` is what the engine said, before any fix; None when no engine
    was asked, and ``fixes`` start from ``source``. ``alignment`` links words of ``source`` with words of ``target`` as
    the pipeline left it; it was asked for where a mark could not be found otherwise, and is empty elsewhere.
    """

    source: str
    target: str | None = None
    tail: str = ""
    raw: str | None = None
    notices: tuple[Notice, ...] = ()
    fixes: tuple[Fix, ...] = ()
    marks: tuple[Mark, ...] = ()
    alignment: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """What an English reader gets: the target, or the untouched source."""
        return self.source if self.target is None else self.target


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``source`` is rebuilt exactly from its segments.

    ``lead`` and ``tail`` are what stands around the text in the source format ("## ", "> - ", "\\n\\n"), so that a
    text-like format can be written back as it was. ``level`` is the depth of a heading (1 …) or of a list item (1 …),
    else 0. ``language`` is a BCP 47 code, or None while unknown.
    """

    segments: tuple[Segment, ...]
    style: Style = Style.BODY
    language: str | None = None
    level: int = 0
    lead: str = ""
    tail: str = "\n\n"

    @classmethod
    def of(cls, text: str, style: Style = Style.BODY, **kwargs: Any) -> "Paragraph":
        """A paragraph of one untranslated segment, as readers make it."""
        marks = kwargs.pop("marks", ())
        return cls((Segment(text, marks=tuple(marks)),), style, **kwargs)

    @property
    def source(self) -> str:
        return "".join(s.source + s.tail for s in self.segments)

    @property
    def text(self) -> str:
        """The paragraph as an English reader gets it."""
        return "".join(s.text + s.tail for s in self.segments)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(n for s in self.segments for n in s.notices)

    @property
    def fixes(self) -> tuple[Fix, ...]:
        return tuple(f for s in self.segments for f in s.fixes)


@dataclass(frozen=True, slots=True)
class Article:
    """An article. ``metadata`` holds what a desk wants kept (byline, date, origin, guid, embargo …), text to text.

    ``format`` is the reader's name ("txt", "md" …); ``lead`` what stands before the first paragraph (blank lines);
    ``signature`` says how the English was made, None before.
    """

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    source_lang: str | None = None
    target_lang: str = "en"
    format: str = "txt"
    metadata: Mapping[str, str] = field(default_factory=dict)
    signature: str | None = None
    lead: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def segments(self) -> Iterable[Segment]:
        return (s for p in self.paragraphs for s in p.segments)

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """The article's own notices, then those of its segments, in reading order."""
        return self.notices + tuple(n for p in self.paragraphs for n in p.notices)


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
