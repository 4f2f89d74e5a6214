"""Lists: bullets that Word draws, and numbers that it counts, starting where the article's own list starts."""

import copy
import re
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from translator.document import Paragraph, Style

BULLETS = 1
DEEPEST = 8
# "1. " or "2) " in front of an item, as the text-like formats keep it
_NUMBER = re.compile(r"\s*(\d{1,6})[.)]\s*$")


class Lists:
    """The numbered lists met so far. Each column of a table counts on its own, and so do notes."""

    def __init__(self, numbering: Any) -> None:  # python-docx leaves the elements of lists untyped
        self._part = numbering
        self._decimal = numbering[0]
        self._running: dict[tuple[str, int], tuple[int, int]] = {}

    def number(self, made: WordParagraph, paragraph: Paragraph, column: str) -> None:
        """Make ``made``, in ``column``, an item of its list; nothing where the article's paragraph is no list item."""
        if paragraph.style is not Style.LIST_ITEM:
            self._running = {key: found for key, found in self._running.items() if key[0] != column}
            return
        level = min(max(paragraph.level, 1) - 1, DEEPEST)
        found = _NUMBER.match(paragraph.lead)
        properties: Any = made._p.get_or_add_pPr()
        properties = properties.get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self._list(column, level, int(found[1])) if found else BULLETS

    def _list(self, column: str, level: int, value: int) -> int:
        """The list that has ``value`` next, else a new one. Each has a definition of its own: LibreOffice counts on
        where two share one."""
        instance, last = self._running.get((column, level), (0, -1))
        if value != last + 1:
            instance = len(self._part.num_lst) + 1
            definition = copy.deepcopy(self._decimal)
            definition.set(qn("w:abstractNumId"), str(instance))
            self._part.num_lst[0].addprevious(definition)
            self._part.add_num(instance).add_lvlOverride(level).add_startOverride(value)
        self._running[column, level] = (instance, value)
        return instance
