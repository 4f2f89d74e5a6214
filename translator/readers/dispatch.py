"""The body of a teleprinter message as paragraphs: its typographic makeshifts undone, its headings told from text."""

import re

from translator.document import Mark, MarkKind, Paragraph, Style
from translator.readers.plain import split_text

_HEADING = re.compile(r"(#{1,4}) +(\S.*)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)")
_DASH = re.compile(r"(?<=[\s)])_(?=\s)")


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs. ``\\`\\`x''`` becomes “x”, a lone underscore a dash; "# Notes" is a heading, as dpa writes it."""
    text = _DASH.sub("—", text.replace("``", "“").replace("''", "”"))
    return [_headed(paragraph) for paragraph in split_text(text)]


def _headed(paragraph: Paragraph) -> Paragraph:
    match = _HEADING.fullmatch(paragraph.source)
    return Paragraph.of(match[2], Style.HEADING, level=len(match[1])) if match else _linked(paragraph)


def _linked(paragraph: Paragraph) -> Paragraph:
    """Addresses written as Markdown writes them become links; the paragraph itself where there are none."""
    text, marks, position = "", [], 0
    for found in _LINK.finditer(paragraph.source):
        text += paragraph.source[position : found.start()]
        marks.append(Mark(MarkKind.LINK, len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        position = found.end()
    if not marks:
        return paragraph
    return Paragraph.of(text + paragraph.source[position:], paragraph.style, level=paragraph.level, marks=marks)
