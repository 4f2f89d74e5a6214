"""Lists: bullets that Word draws, and numbers that it counts, starting where the article's own list starts."""

import re
from dataclasses import dataclass, field

from lxml import etree

from translator.document import Paragraph, Style
from translator.exporters.docx.wordml import w

BULLETS = 1
DEEPEST = 8
INDENT = 340  # twentieths of a point for each level
# "1. " or "2) " in front of an item, as the text-like formats keep it
_NUMBER = re.compile(r"\s*(\d{1,6})[.)]\s*$")


@dataclass
class Lists:
    """The numbered lists met so far. The columns of a table count each on their own."""

    starts: list[tuple[int, int]] = field(default_factory=list)
    _running: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)

    def numbering(self, paragraph: Paragraph, column: str) -> etree._Element | None:
        """What makes a paragraph of ``column`` a list item; None where it is not one."""
        if paragraph.style is not Style.LIST_ITEM:
            self._running.clear()
            return None
        level = min(max(paragraph.level, 1) - 1, DEEPEST)
        found = _NUMBER.match(paragraph.lead)
        number = self._numbered(column, level, int(found[1])) if found else BULLETS
        return w("numPr", w("ilvl", val=level), w("numId", val=number))

    def _numbered(self, column: str, level: int, value: int) -> int:
        instance, last = self._running.get((column, level), (0, -1))
        if value != last + 1:
            self.starts.append((level, value))
            instance = BULLETS + len(self.starts)
        self._running[column, level] = (instance, value)
        return instance

    def part(self) -> etree._Element:
        """The numbering part. Each numbered list has its own definition: LibreOffice counts on where two share one."""
        instances: list[tuple[int, etree._Element, list[etree._Element]]] = [
            (BULLETS, _abstract(BULLETS, "bullet"), [])
        ]
        for i, (level, value) in enumerate(self.starts, start=BULLETS + 1):
            start = w("lvlOverride", w("startOverride", val=value), ilvl=level)
            instances.append((i, _abstract(i, "decimal"), [start]))
        root = w("numbering", *(abstract for _, abstract, _ in instances))
        for i, _, override in instances:
            root.append(w("num", w("abstractNumId", val=i), *override, numId=i))
        return root


def _abstract(number: int, kind: str) -> etree._Element:
    made = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), abstractNumId=number)
    for level in range(DEEPEST + 1):
        text = ("•", "–")[level % 2] if kind == "bullet" else f"%{level + 1}."
        indent = w("pPr", w("ind", left=INDENT * (level + 1), hanging=INDENT))
        made.append(
            w("lvl", w("start", val=1), w("numFmt", val=kind), w("lvlText", val=text), w("lvlJc", val="left"), indent,
              ilvl=level)
        )  # fmt: skip
    return made
