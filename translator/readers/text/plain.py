"""Files of plain text, in three shapes: a paragraph a line, blank lines between paragraphs, folded lines.

Invariant, for files that are not folded: ``article.lead + "".join(p.lead + p.source + p.tail)`` is the decoded text,
character for character. In folded files the same holds but for the line breaks (and hyphens) inside paragraphs.

The first two shapes are read alike (a line is a paragraph). The third is recognised once for the whole file: among
neighbouring lines, at least a third must be *folds*, a line that ends no sentence before one that goes on in lower case
(in an ALL-CAPS file: before any line, when both could not have been one line); see ``wrap_of``. In a folded file two
neighbouring lines are one paragraph unless ``_begins`` sees a new one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from translator.document import Article, Paragraph, Style, Syntax
from translator.languages.words import LETTERS
from translator.readers.encoding import decode, lost_characters
from translator.readers.roles import body_paragraph, headline_of, is_credit, is_rule, with_headline

_QUOTED = re.compile(r">\s?")
_MAX_HEADING = 80  # characters
_BLANK_SHAPE = 0.8  # share of paragraphs followed by a blank line, from which a heading can stand out
BREAK = re.compile("(\r\n|[\n\r\v\f\x85\u2028\u2029])")
MARKER = re.compile(r"(?:[-•*▪◦‣·]|\d{1,2}[.)])\s+")  # list items
_DIALOGUE = re.compile(r"[—–]\s")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\")\]]*\Z")
_PAUSE = (":", ";", ",")
_MIN_FOLDS = 1 / 3  # share among neighbouring lines
_MIN_WIDTH = 30  # columns; what is narrower is a poem or an address
_MAX_CAPS_WIDTH = 140  # columns; teletypes fold at 69, no ALL-CAPS file wider than this is folded
_SHORT = 0.6  # of the width: a line that nobody folded
_GREEDY = 0.95  # share of folds where the next word would not have fitted; a program folded these lines
_EVIDENCE = 4  # folds from which that share says something
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-\Z")
# What follows the hyphen of no French compound: the word before it was divided. An alternative a line.
_ENDING = re.compile(
    r"(?:s?tra|nistra|sa|la|ga|si|di|ni|[cs])?tions?|(?:[cgstx]|gn|ss)?ions?|[a-z]{0,4}(?:ement|ament|emment|amment)s?|ments?|[st]?(?:eur|rice|tif|tive|ture)s?|"
    r"[lnrt]ités?|ti(?:que|sme|ste)s?|r?(?:ait|aient)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """``indent + text + end`` is the line; ``text`` has no white space at its ends, ``end`` has the line break."""

    indent: str
    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file is folded: at which column, and by a program (a word that fits is never moved down) or by hand."""

    width: int
    greedy: bool


def read(data: bytes, name: str) -> list[Article]:
    """One article; a first line that looks like a headline is one. Raises InputError (see ``encoding.decode``)."""
    text = decode(data, name)
    lines = split_lines(text)
    wrap = wrap_of(lines)
    words: frozenset[str] = frozenset()
    if wrap and any(line.text.endswith("-") for line in lines):
        words = frozenset(LETTERS.findall(text.lower()))
    groups = list(group(lines, wrap))
    lead = groups.pop(0)[1] if groups and not groups[0][0] else ""
    paragraphs = [_paragraph(own, after, words) for own, after in groups]
    paragraphs = _headings(with_headline(_without_lone_items(paragraphs)))
    notices = lost_characters(text)
    return [
        Article(
            tuple(paragraphs), headline_of(paragraphs), format="txt", syntax=Syntax.TEXT, lead=lead, notices=notices
        )
    ]


def _paragraph(lines: Sequence[Line], after: str, words: frozenset[str]) -> Paragraph:
    lead, tail, first = lines[0].indent, lines[-1].end + after, lines[0].text
    if is_rule(first) and len(lines) == 1:
        return Paragraph.of(first, Style.VERBATIM, lead=lead, tail=tail)
    if quoted := _QUOTED.match(first):
        texts = [_QUOTED.sub("", line.text, count=1) for line in lines]
        return Paragraph.of(join(texts, words), Style.QUOTE, lead=lead + quoted[0], tail=tail)
    source = join([line.text for line in lines], words)
    if marker := MARKER.match(source):
        return Paragraph.of(source[marker.end() :], Style.LIST_ITEM, level=1, lead=lead + marker[0], tail=tail)
    return replace(body_paragraph(source), lead=lead, tail=tail)


def _without_lone_items(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A short line that begins with a dash, alone before a longer text, as the heading that it may be: no list item."""
    done = list(paragraphs)
    for i, here in enumerate(paragraphs[:-1]):
        before, after = paragraphs[i - 1] if i else None, paragraphs[i + 1]
        if (
            here.style is Style.LIST_ITEM
            and here.lead.strip() == "-"
            and len(here.source) <= _MAX_HEADING
            and here.source[-1] not in '.!?…:;,»”")'
            and after.style is Style.BODY
            and 2 * len(here.source) < len(after.source)
            and (before is None or (before.style is not Style.LIST_ITEM and len(BREAK.findall(before.tail)) > 1))
            and len(BREAK.findall(here.tail)) > 1
        ):
            done[i] = replace(here, style=Style.BODY, level=0)
    return done


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


def split_lines(text: str) -> list[Line]:
    """The lines; joined again they are ``text`` exactly."""
    parts = BREAK.split(text)
    lines = []
    for i in range(0, len(parts), 2):
        content, end = parts[i], parts[i + 1] if i + 1 < len(parts) else ""
        stripped = content.strip()
        indent = content[: len(content) - len(content.lstrip())] if stripped else ""
        lines.append(Line(indent, stripped, content[len(indent) + len(stripped) :] + end))
    return lines


def wrap_of(lines: Sequence[Line]) -> Wrap | None:
    """How the file is folded; None where each line is a paragraph."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text and not starts_item(b)]
    letters = "".join(line.text for line in lines[:200])
    caps = sum(map(str.islower, letters)) < 0.05 * len(letters)
    widest = max((len(line.text) for line in lines), default=0)
    if caps and not _MIN_WIDTH <= widest <= _MAX_CAPS_WIDTH:
        return None
    folds = [
        (a, b) for a, b in pairs if not ends_sentence(a) and (not _fits(a, b, widest) if caps else b.text[0].islower())
    ]
    if not folds or len(folds) < _MIN_FOLDS * len(pairs):
        return None
    width = max(len(a.text) for a, _ in folds)
    if width < _MIN_WIDTH or median(len(a.text) for a, _ in folds) < _SHORT * width:
        return None
    full = sum(not _fits(a, b, width) for a, b in folds)
    return Wrap(width, len(folds) >= _EVIDENCE and full >= _GREEDY * len(folds))


def group(lines: Sequence[Line], wrap: Wrap | None) -> Iterator[tuple[list[Line], str]]:
    """The lines of each paragraph, in order, with the blank lines after them; those before the first come alone."""
    current, blank = list[Line](), ""
    for line in lines:
        if not line.text:
            blank += line.end
            continue
        if blank or (current and (wrap is None or _begins(current, line, wrap))):
            yield current, blank
            current, blank = [], ""
        current.append(line)
    if current or blank:
        yield current, blank


def starts_item(line: Line) -> bool:
    """Whether a list item or the line of a dialogue begins here."""
    return MARKER.match(line.text) is not None or _DIALOGUE.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    return _SENTENCE_END.search(line.text[-12:]) is not None


def _begins(paragraph: Sequence[Line], line: Line, wrap: Wrap) -> bool:
    """Whether ``line`` begins a new paragraph in a folded file."""
    last, item = paragraph[-1], starts_item(paragraph[0])
    if line.text.startswith(">") != last.text.startswith(">"):
        return True
    short = len(last.text) <= _SHORT * wrap.width
    if starts_item(line):  # a dash between two folded lines of a sentence is only a dash
        return item or short or ends_sentence(last) or last.text.endswith(_PAUSE)
    if line.text[0].islower():
        return False
    if not ends_sentence(line) and is_credit(line.text):
        return True
    if item and line.indent > last.indent:  # a hanging indent goes on
        return False
    alone = short or (wrap.greedy and _fits(last, line, wrap.width))
    return alone or (ends_sentence(last) and len(line.indent) > len(last.indent))


def _fits(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line (up to a space where lines are folded) had room on this one."""
    return len(line.text) + 1 + len(re.split("[ \t]", following.text, maxsplit=1)[0]) <= width


def join(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines of one paragraph as one text, folded at spaces and hyphens.

    ``words`` are the words of the whole file in lower case. A hyphen at a line's end goes only where it is safe: a soft
    one always; a plain one where the file has the whole word elsewhere, or the rest is a mere ending ("gouverne-" +
    "ment"). Else it is a compound ("porte-" + "parole") and stays.
    """
    parts: list[str] = []
    for line in lines:
        if not parts:
            parts.append(line)
            continue
        last = parts[-1]
        before, after = _LAST_WORD.search(last), LETTERS.match(line)
        if last.endswith("\u00ad"):
            parts[-1] = last[:-1]
        elif before and after and after[0].islower():
            if (before[1] + after[0]).lower() in words or _ENDING.fullmatch(after[0]):
                parts[-1] = last[:-1]
        elif not (before and after):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
