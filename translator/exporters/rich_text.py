"""One language of a paragraph as an exporter needs it: a text, its inline formatting, and remarks on its words.

Fixes that a glossary entry asked for and notices become remarks; the many small ones (typography, capitals) do not.
Offsets are in characters of the text. Characters that a format cannot hold are shown, never dropped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from translator.document import Block, Fix, Mark, MarkKind, Notice, Paragraph, Segment, Style, final_spans
from translator.languages import ENGLISH

EMPTY = (MarkKind.IMAGE, MarkKind.LINK, MarkKind.HTML, MarkKind.NOTE)
LANGUAGES = ENGLISH.rows("languages")  # as an editor reads them; the others by their code
# What XML 1.0 (§2.2, Char) has no place for: control characters, lone surrogates, two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
_NUMBER = re.compile(r"\s*(\d{1,9}[.)])\s*$")
_WEB = re.compile(r"(?:https?://|ftp://|mailto:)[^\s\\]", re.IGNORECASE)
_RELATIVE = re.compile(r"(?!//)[^\s\\:/?#]*(?:[/?#][^\s\\]*)?")


@dataclass(frozen=True, slots=True)
class Formatting:
    """Formatting of ``text[start:end]``: a mark's kind with its value, or "lang" with a language code.

    Only an image, a link, an HTML tag and the reference to a note can be empty: they are there without words, too.
    """

    kind: MarkKind | Literal["lang"]
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """An explanation on ``text[start:end]``; at least one character wide wherever there is any text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RichText:
    """What one language says in a paragraph. ``risky`` are the spans of the English that is likeliest to be wrong."""

    text: str
    formatting: tuple[Formatting, ...] = ()
    remarks: tuple[Remark, ...] = ()
    risky: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]``, all of it formatted alike: ``inside`` has what covers it, widest first.

    Before it, what is in ``closed`` ends, innermost first, then what is in ``opened`` begins, so that a format with
    tags nests them. What is closed in the middle of its words is opened again.
    """

    start: int
    end: int
    inside: tuple[Formatting, ...]
    closed: tuple[Formatting, ...]
    opened: tuple[Formatting, ...]


def pieces(length: int, formatting: Iterable[Formatting], points: Iterable[int] = ()) -> Iterator[Piece]:
    """A text of this length cut wherever formatting begins or ends, and at ``points``; last an empty piece at its end.

    >>> [(p.start, p.end, len(p.inside)) for p in pieces(9, [Formatting(MarkKind.STRONG, "", 2, 5)])]
    [(0, 2, 0), (2, 5, 1), (5, 9, 0), (9, 9, 0)]
    """
    formatting = list(formatting)
    waiting = sorted((f for f in formatting if f.start < f.end), key=lambda f: (f.start, -f.end))[::-1]
    cuts = sorted({0, length, *points, *(point for f in formatting for point in (f.start, f.end))})
    inside: tuple[Formatting, ...] = ()
    for start, end in [*pairwise(cuts), (length, length)]:
        now = [f for f in inside if f.end > start]
        while waiting and waiting[-1].start <= start:
            now.append(waiting.pop())
        kept = next(
            (i for i, (a, b) in enumerate(zip(inside, now, strict=False)) if a is not b), min(len(inside), len(now))
        )
        yield Piece(start, end, tuple(now), inside[kept:][::-1], tuple(now[kept:]))
        inside = tuple(now)


def safe_address(value: str, relative: bool = False) -> str:
    """The address of a link, without its title; "" where a click might do more than open a page or a mail.

    Programs (``javascript:``, ``ms-msdt:``), files and shares (``\\\\host``, ``//host``) are no links but text.
    ``relative``: addresses within a site ("photo.jpg", "/a/b") are fine, too.

    >>> safe_address('https://x.example "Title"'), safe_address("file:///etc"), safe_address("a.jpg", relative=True)
    ('https://x.example', '', 'a.jpg')
    """
    address = value.partition(" ")[0]
    safe = _WEB.match(address) or (relative and _RELATIVE.fullmatch(address))
    return address if safe else ""


def visible(text: str) -> str:
    """The text, as long as before, with U+FFFD for each character that XML cannot hold.

    >>> visible("a\\x07b")
    'a\ufffdb'
    """
    return _ILLEGAL.sub(REPLACEMENT, text)


def encoded(text: str) -> bytes:
    """UTF-8; a lone surrogate, the one thing it cannot hold, becomes U+FFFD."""
    return _SURROGATES.sub(REPLACEMENT, text).encode()


def french(paragraph: Paragraph) -> RichText:
    """The source. It carries the remarks only where there is no English at all to hang them on."""
    return _rich_text(paragraph, is_english=False)


def english(paragraph: Paragraph) -> RichText:
    """What an English reader gets. Segments that nobody translated are marked with their language."""
    return _rich_text(paragraph, is_english=True)


def _rich_text(paragraph: Paragraph, is_english: bool) -> RichText:
    formatting: list[Formatting] = []
    remarks: list[Remark] = []
    risky: list[tuple[int, int]] = []
    edges: dict[int, int] = {}  # from each sentence's end to the next
    position = 0
    for segment in paragraph.segments:
        end = position + len(segment.text if is_english else segment.source)
        formatting += _formatting(segment.marks, position, end, is_english and segment.target is not None)
        if is_english and segment.target is None and paragraph.language:
            formatting.append(Formatting("lang", paragraph.language, position, end))
        remarks += _remarks(segment, position, end, is_english)
        if is_english and position < end and any(notice.code == "risk" for notice in segment.notices):
            risky.append((position, end))
        position = edges[end] = end + len(segment.tail)
    text = paragraph.text if is_english else paragraph.source
    return RichText(
        text,
        tuple(f for f in _joined(formatting, edges) if f.start < f.end or f.kind in EMPTY),
        tuple(sorted((_anchored(r, len(text)) for r in remarks), key=lambda r: (r.start, r.end)))
        if is_english == bool(paragraph.text.strip())
        else (),
        tuple(risky),
    )


def _remarks(segment: Segment, position: int, end: int, is_english: bool) -> Iterator[Remark]:
    """The remarks on a sentence: on the words that a fix changed, where it can be seen, or on all of it."""
    for fix, span in zip(segment.fixes, final_spans(segment.fixes), strict=True):
        if fix.entry:
            start, stop = (min(position + offset, end) for offset in span) if is_english else (position, end)
            yield Remark(start, stop, explain_fix(fix, segment.source))
    for notice in segment.notices:
        yield Remark(position, end, explain_notice(notice))


def explain_fix(fix: Fix, source: str) -> str:
    """One fix for an editor.

    >>> explain_fix(Fix(0, 8, "Zelenski", "Zelensky", "copied", "Zelensky", "ukr.csv:12", "Zelenski"), "M. Zelenski")
    'Zelenski → Zelensky. House style: Zelensky (ukr.csv:12). Evidence: « Zelenski » in the French.'
    """
    style = f"House style: {fix.term or fix.after} ({fix.entry})."
    if not fix.evidence:
        evidence = ""
    elif fix.evidence in source:
        evidence = f" Evidence: « {fix.evidence} » in the French."
    else:
        evidence = f" Evidence: {fix.evidence.rstrip('.')}."
    doubt = " The spelling is only close: please check." if fix.rule == "near" else ""
    return f"{fix.before or '(nothing)'} → {fix.after or '(nothing)'}. {style}{evidence}{doubt}"


def explain_notice(notice: Notice) -> str:
    return f"Please check ({notice.code}): {notice.message}"


def is_item(block: Block | None) -> bool:
    """Whether a block is an item of a list: neighbours share one."""
    return isinstance(block, Paragraph) and block.style is Style.LIST_ITEM


def list_marker(paragraph: Paragraph) -> str:
    """What stands before a list item: its number as the text-like formats keep it ("2.", "2)"), else a dash."""
    found = _NUMBER.match(paragraph.lead)
    return found[1] if found else "-"


def kept_as_is(paragraph: Paragraph, source_lang: str | None) -> str:
    """Why a paragraph reads the same on both sides; "" where it was translated or is verbatim.

    >>> kept_as_is(Paragraph.of("More Stories", language="en"), "fr")
    'Kept as is: English'
    """
    if paragraph.style is Style.VERBATIM or any(s.target is not None for s in paragraph.segments):
        return ""
    if not any(c.isalpha() for c in paragraph.source):
        return ""
    if paragraph.language in (None, source_lang):
        return "Not translated"
    return f"Kept as is: {LANGUAGES.get(paragraph.language or '', paragraph.language)}"


def _formatting(marks: Iterable[Mark], position: int, end: int, on_target: bool) -> Iterator[Formatting]:
    for mark in marks:
        start, stop = (mark.target_start, mark.target_end) if on_target else (mark.start, mark.end)
        if start is not None and stop is not None and 0 <= start <= min(stop, end - position):
            yield Formatting(mark.kind, mark.value, position + start, min(position + stop, end))


def _joined(formatting: Iterable[Formatting], edges: Mapping[int, int]) -> list[Formatting]:
    """The formatting, in one what only a sentence's end parts; ``edges``: from each sentence's end to the next."""
    made: list[Formatting] = []
    ending: dict[tuple[str, str, int], int] = {}  # which of ``made`` would go on at the start of the next sentence
    for f in formatting:
        at = ending.pop((f.kind, f.value, f.start), None) if f.start < f.end else None
        if at is None:
            at = len(made)
            made.append(f)
        made[at] = replace(made[at], end=f.end)
        if f.start < f.end in edges:
            ending.setdefault((f.kind, f.value, edges[f.end]), at)
    return made


def _anchored(remark: Remark, length: int) -> Remark:
    """A remark without words of its own (something was deleted there) goes to the neighbouring character."""
    start, end = max(0, min(remark.start, length)), max(0, min(remark.end, length))
    if start >= end and length:
        start = min(start, length - 1)
        end = start + 1
    return Remark(start, max(start, end), remark.text)
