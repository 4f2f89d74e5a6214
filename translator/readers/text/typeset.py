"""Plain text inside wire formats: bodies that were typeset for a printer, lines folded at some column.

Unlike files of plain text (see ``text``), nothing of the lines' own shape has to be kept.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from translator.document import Paragraph, Style
from translator.readers.roles import body_paragraph, is_rule
from translator.readers.text.plain import join

_ITEM = re.compile(r"[-*•–][ \t]+")
_RULE = re.compile(r"(?:[-*_=~•·#—–+] ?){3,}")
_COLUMNS = re.compile(r"\S(?:\t| {3,})\S")
# Wire lines are folded at 64 to 80 characters (IPTC 7901 says 69); a paragraph on one line is rarely that short.
_FOLDED = range(40, 101)


def split_text(text: str) -> list[Paragraph]:
    """The paragraphs of a body.

    A blank line, an indented line, a list item or a table's row begins a new one. The other line ends are folds where
    the lines look folded, paragraphs' ends where not.
    """
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    folded = _is_folded(lines)
    return [_paragraph(lines) for lines in _group(lines, folded)]


def _group(lines: Sequence[str], folded: bool) -> Iterator[list[str]]:
    current: list[str] = []  # the lines as they are: the first one's indent tells a list item's further lines
    for line in lines:
        is_blank = not line.strip()
        if current and (is_blank or not folded or _begins(line, current)):
            yield [part.strip() for part in current]
            current = []
        if not is_blank:
            current.append(line)
    if current:
        yield [part.strip() for part in current]


def _begins(line: str, current: Sequence[str]) -> bool:
    """Whether ``line`` begins a paragraph after the lines of ``current``."""
    if _RULE.fullmatch(line.strip()) or _RULE.fullmatch(current[-1].strip()) or _ITEM.match(line.strip()):
        return True
    if _ITEM.match(current[0].strip()) and _indent(line) > _indent(current[0]):
        return False  # the item goes on, aligned with its first words
    is_row = _COLUMNS.search(line.strip()) or _COLUMNS.search(current[-1].strip())
    return bool(is_row) or _indent(line) > 1


def _indent(line: str) -> int:
    """The width of the white space at the start, a tab being eight columns."""
    wide = line.expandtabs()
    return len(wide) - len(wide.lstrip(" \u00a0"))


def _is_folded(lines: Sequence[str]) -> bool:
    """Whether most line ends that nothing else explains come near the same column, before a line that goes on."""
    lengths = [
        len(line.strip())
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and not _begins(after, [line])
    ]
    return bool(lengths) and sorted(lengths)[len(lengths) // 2] in _FOLDED and max(lengths) in _FOLDED


def _paragraph(lines: Sequence[str]) -> Paragraph:
    source = join(lines, frozenset())
    item = None if is_rule(source) else _ITEM.match(source)
    return Paragraph.of(source[item.end() :], Style.LIST_ITEM, level=1) if item else body_paragraph(source)
