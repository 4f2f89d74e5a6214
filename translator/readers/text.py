"""Plain text, in the three shapes of ``translator.readers.lines``.

Invariant, for files that are not folded: ``article.lead + "".join(p.lead + p.source + p.tail)`` is the decoded text,
character for character. In folded files the same holds but for the line breaks (and hyphens) inside paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.document import Article, Paragraph, Style, Syntax
from translator.readers.encoding import decode, lost_characters
from translator.readers.folding import WORD, join
from translator.readers.lines import BREAK, MARKER, Line, group, split_lines, wrap_of
from translator.readers.roles import is_credit, is_rule, with_headline

_QUOTED = re.compile(r">\s?")
_MAX_HEADING = 80  # characters
_BLANK_SHAPE = 0.8  # share of paragraphs followed by a blank line, from which a heading can stand out


def read(data: bytes, name: str) -> list[Article]:
    """One article; a first line that looks like a headline is one. Raises InputError (see ``encoding.decode``)."""
    text = decode(data, name)
    lines = split_lines(text)
    wrap = wrap_of(lines)
    words: frozenset[str] = frozenset()
    if wrap and any(line.text.endswith("-") for line in lines):
        words = frozenset(WORD.findall(text.lower()))
    paragraphs: list[Paragraph] = []
    lead, position = "", 0
    for lines_of_one in group(lines, wrap):
        first = next(i for i in range(position, len(lines)) if lines[i].text)
        between = "".join(line.end for line in lines[position:first])
        if paragraphs:
            paragraphs[-1] = replace(paragraphs[-1], tail=paragraphs[-1].tail + between)
        else:
            lead = between
        paragraphs.append(_paragraph(lines_of_one, words))
        position = first + len(lines_of_one)
    rest = "".join(line.end for line in lines[position:])
    if paragraphs:
        paragraphs[-1] = replace(paragraphs[-1], tail=paragraphs[-1].tail + rest)
    else:
        lead = rest
    paragraphs = _headings(with_headline(paragraphs))
    title = next((p.source for p in paragraphs if p.style is Style.HEADLINE), "")
    notices = lost_characters(text)
    return [Article(tuple(paragraphs), title, format="txt", syntax=Syntax.TEXT, lead=lead, notices=notices)]


def _paragraph(lines: Sequence[Line], words: frozenset[str]) -> Paragraph:
    lead, tail, first = lines[0].indent, lines[-1].end, lines[0].text
    if is_rule(first) and len(lines) == 1:
        return Paragraph.of(first, Style.VERBATIM, lead=lead, tail=tail)
    if quoted := _QUOTED.match(first):
        texts = [_QUOTED.sub("", line.text, count=1) for line in lines]
        return Paragraph.of(join(texts, words), Style.QUOTE, lead=lead + quoted[0], tail=tail)
    source = join([line.text for line in lines], words)
    if marker := MARKER.match(source):
        return Paragraph.of(source[marker.end() :], Style.LIST_ITEM, level=1, lead=lead + marker[0], tail=tail)
    style = Style.CREDIT if is_credit(source) else Style.BODY
    return Paragraph.of(source, style, lead=lead, tail=tail)


def _headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Short lines between blank lines and much longer paragraphs, in a file of that shape, as headings."""
    spaced = [len(BREAK.findall(p.tail)) > 1 for p in paragraphs]
    if sum(spaced[:-1]) < _BLANK_SHAPE * (len(spaced) - 1):
        return paragraphs
    for i in range(1, len(paragraphs) - 1):
        before, here, after = paragraphs[i - 1 : i + 2]
        if (
            here.style is before.style is after.style is Style.BODY
            and spaced[i - 1]
            and spaced[i]
            and len(here.source) <= _MAX_HEADING
            and 2 * len(here.source) < min(len(before.source), len(after.source))
            and here.source[0].isupper()
            and here.source[-1] not in '.!…:;,»”")'
        ):
            paragraphs[i] = replace(here, style=Style.HEADING, level=2)
    return paragraphs
