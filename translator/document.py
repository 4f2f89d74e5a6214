"""The article as a value: what readers make, what the pipeline fills in, what exporters write.

Frozen and small; saved as JSON (``to_json``/``from_json``), looked at, edited and exported again without an engine.

JSON schema (version 1); keys with an empty or default value may be missing when read, and are always written, but for
``alignment``, which only the segments have where one was needed::

    {"schema": 1, "title": str, "source_lang": "fr" | null, "target_lang": "en", "format": "txt" | "md" | "docx" | …,
     "metadata": {str: str}, "signature": str | null, "lead": str, "notices": [NOTICE],
     "paragraphs": [{"style": STYLE, "language": "fr" | null, "level": int, "lead": str, "tail": str,
                     "segments": [{"source": str, "target": str | null, "tail": str, "raw": str | null,
                                   "notices": [NOTICE], "fixes": [FIX], "marks": [MARK], "alignment": [LINK]}]}]}
    NOTICE = {"code": str, "message": str}
    FIX    = {"start": int, "end": int, "before": str, "after": str, "rule": str,
              "term": str, "entry": str, "evidence": str}
    MARK   = {"kind": str, "start": int, "end": int, "value": str, "target_start": int | null, "target_end": int | null}
    LINK   = [source_start: int, source_end: int, target_start: int, target_end: int]

All offsets are in characters (code points), half open: ``text[start:end]``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from translator.errors import InputError

SCHEMA = 1

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


def to_json(article: Article) -> str:
    """The article as indented JSON text with a final newline; the same article gives the same bytes."""
    data = asdict(article)
    for segment in (s for p in data["paragraphs"] for s in p["segments"] if not s["alignment"]):
        del segment["alignment"]
    return json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Article:
    """The article back from ``to_json`` (or from hand-edited JSON of the same schema). Raises InputError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("paragraphs"), list):
        raise InputError('not an article: a JSON object with a list "paragraphs" is expected')
    if data.get("schema", SCHEMA) != SCHEMA:
        raise InputError(f"article schema {data['schema']!r} is not known here (this version reads {SCHEMA})")
    try:
        return _article(data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise InputError(f"not an article of schema {SCHEMA}: {error}") from error


def _article(data: dict[str, Any]) -> Article:
    rest = {k: v for k, v in data.items() if k not in ("schema", "paragraphs", "notices", "metadata")}
    article = Article(
        paragraphs=tuple(_paragraph(p) for p in data["paragraphs"]),
        notices=tuple(Notice(**n) for n in data.get("notices", ())),
        metadata={_text("metadata key", k): _text(k, v) for k, v in data.get("metadata", {}).items()},
        **rest,
    )
    for name in ("title", "target_lang", "format", "lead"):
        _text(name, getattr(article, name))
    return article


def _paragraph(data: dict[str, Any]) -> Paragraph:
    rest = {k: v for k, v in data.items() if k not in ("segments", "style")}
    paragraph = Paragraph(
        segments=tuple(_segment(s) for s in data["segments"]), style=Style(data.get("style", Style.BODY)), **rest
    )
    for name in ("lead", "tail"):
        _text(name, getattr(paragraph, name))
    if not isinstance(paragraph.level, int):
        raise ValueError(f"level must be a whole number, not {paragraph.level!r}")
    return paragraph


def _segment(data: dict[str, Any]) -> Segment:
    rest = {k: v for k, v in data.items() if k not in ("notices", "fixes", "marks", "alignment")}
    segment = Segment(
        notices=tuple(Notice(**n) for n in data.get("notices", ())),
        fixes=tuple(Fix(**f) for f in data.get("fixes", ())),
        marks=tuple(Mark(**m) for m in data.get("marks", ())),
        alignment=tuple(_link(link) for link in data.get("alignment", ())),
        **rest,
    )
    for name in ("source", "tail", "target", "raw"):
        if getattr(segment, name) is not None or name in ("source", "tail"):
            _text(name, getattr(segment, name))
    return segment


def _link(value: object) -> Link:
    if not isinstance(value, list) or len(value) != 4 or any(type(n) is not int or n < 0 for n in value):
        raise ValueError(f"a link of an alignment must be four whole numbers, not {value!r}")
    return (value[0], value[1], value[2], value[3])


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {value!r}")
    return value
