"""The two sides of a paragraph as an exporter needs them: a text, its inline formatting, and remarks on its words.

Fixes that a glossary entry asked for and notices become remarks; the many small ones (typography, capitals) do not.
Offsets are in characters of the side's text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.document import Fix, Mark, Notice, Paragraph, Segment, Style, final_spans

EMPTY = ("image", "link", "html")
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "uk": "Ukrainian",
}  # fmt: skip
_NUMBER = re.compile(r"\s*(\d{1,9}[.)])\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of ``text[start:end]``: a mark's kind (strong, link …) with its value, or "lang" with a language code.

    Only an image, a link and an HTML tag can be empty: they are there without words, too.
    """

    kind: str
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
class Side:
    """One language's half of a paragraph."""

    text: str
    spans: tuple[Span, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def pieces(self) -> list[tuple[int, int]]:
        """The text cut wherever formatting or a remark begins or ends; one empty piece for an empty text."""
        points = {0, len(self.text)}
        for span in self.spans:
            points |= {span.start, span.end}
        for remark in self.remarks:
            points |= {remark.start, remark.end}
        return list(pairwise(sorted(points))) or [(0, 0)]

    def spans_of(self, start: int, end: int) -> tuple[Span, ...]:
        """The formatting that covers a piece, widest first."""
        covering = [s for s in self.spans if s.start <= start and end <= s.end]
        return tuple(sorted(covering, key=lambda s: (s.start, -s.end)))


def french(paragraph: Paragraph) -> Side:
    """The source. It carries the remarks only where there is no English at all to hang them on."""
    spans: list[Span] = []
    remarks: list[Remark] = []
    edges: dict[int, int] = {}
    position = 0
    for segment in paragraph.segments:
        length = len(segment.source)
        spans += _formatting(segment.marks, position, length, on_target=False)
        remarks += [Remark(position, position + length, text) for text in _texts(segment)]
        edges[position + length] = position + length + len(segment.tail)
        position = edges[position + length]
    return _side(paragraph.source, _joined(spans, edges), () if paragraph.text.strip() else remarks)


def english(paragraph: Paragraph) -> Side:
    """What an English reader gets. Segments that nobody translated are marked with their language."""
    spans: list[Span] = []
    remarks: list[Remark] = []
    edges: dict[int, int] = {}
    position = 0
    for segment in paragraph.segments:
        length = len(segment.text)
        spans += _formatting(segment.marks, position, length, on_target=segment.target is not None)
        if segment.target is None and paragraph.language:
            spans.append(Span("lang", paragraph.language, position, position + length))
        for fix, (start, end) in zip(segment.fixes, final_spans(segment.fixes), strict=True):
            if fix.entry:
                start, end = min(start, length), min(end, length)
                remarks.append(Remark(position + start, position + end, explain_fix(fix, segment.source)))
        remarks += [Remark(position, position + length, explain_notice(n)) for n in segment.notices]
        edges[position + length] = position + length + len(segment.tail)
        position = edges[position + length]
    return _side(paragraph.text, _joined(spans, edges), remarks if paragraph.text.strip() else ())


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
    if fix.rule == "hypothesis":
        return f"{style}{evidence} This translation was taken because it has the term; the engine’s first: {fix.before}"
    doubt = " The spelling is only close: please check." if fix.rule == "near" else ""
    return f"{fix.before or '(nothing)'} → {fix.after or '(nothing)'}. {style}{evidence}{doubt}"


def explain_notice(notice: Notice) -> str:
    return f"Please check ({notice.code}): {notice.message}"


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


def _texts(segment: Segment) -> list[str]:
    fixes = [explain_fix(f, segment.source) for f in segment.fixes if f.entry]
    return fixes + [explain_notice(n) for n in segment.notices]


def _formatting(marks: tuple[Mark, ...], position: int, length: int, on_target: bool) -> list[Span]:
    spans = []
    for mark in marks:
        start, end = (mark.target_start, mark.target_end) if on_target else (mark.start, mark.end)
        if start is not None and end is not None and 0 <= start <= min(end, length):
            spans.append(Span(mark.kind, mark.value, position + start, position + min(end, length)))
    return spans


def _joined(spans: list[Span], edges: Mapping[int, int]) -> list[Span]:
    """The spans, in one those that only a sentence's end parts; ``edges``: from each sentence's end to the next."""
    made: list[Span] = []
    for span in spans:
        for i, last in enumerate(made):
            same = (last.kind, last.value) == (span.kind, span.value) and last.start < last.end
            if same and span.start < span.end and edges.get(last.end) == span.start:
                made[i] = replace(last, end=span.end)
                break
        else:
            made.append(span)
    return made


def _side(text: str, spans: list[Span], remarks: list[Remark] | tuple[()]) -> Side:
    return Side(
        text,
        tuple(s for s in spans if s.start < s.end or s.kind in EMPTY),
        tuple(sorted((_anchored(r, len(text)) for r in remarks), key=lambda r: (r.start, r.end))),
    )


def _anchored(remark: Remark, length: int) -> Remark:
    """A remark without words of its own (something was deleted there) goes to the neighbouring character."""
    start, end = max(0, min(remark.start, length)), max(0, min(remark.end, length))
    if start >= end and length:
        start = min(start, length - 1)
        end = start + 1
    return Remark(start, max(start, end), remark.text)
