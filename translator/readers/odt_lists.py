"""The numbers that an OpenDocument file writes before the items of its lists (OASIS ODF 1.3, part 3, 5.3 and 16.30).

Letters and Roman numerals become numbers too, as text formats have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from translator.readers.elements import local

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


@dataclass(slots=True)
class List:
    """A text:list while it is read: its style, how deep it is (from 1), and the number of its next item."""

    style: str
    depth: int
    next: int


class Lists:
    """The list styles of a document, automatic and named."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._starts = {
            style.get(f"{_STYLE}name") or "": _numbered_levels(style)
            for root in reversed(roots)
            for style in root.iter(f"{_TEXT}list-style")
        }
        self._last: dict[str, List] = {}  # by style: the last list that was not in another

    def begin(self, element: etree._Element, outer: List | None) -> List:
        """The list that begins with ``element``, inside ``outer``, whose style it has if it names none."""
        style = element.get(f"{_TEXT}style-name") or (outer.style if outer else "")
        depth = outer.depth + 1 if outer else 1
        begun = List(style, depth, self._starts.get(style, {}).get(depth, 1))
        if outer is None:
            goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
            if goes_on and style in self._last:
                begun.next = self._last[style].next
            self._last[style] = begun
        return begun

    def lead(self, of: List, item: etree._Element) -> str:
        """What stands before the next item: "2. "; "" in a list of bullets and for a text:list-header."""
        if local(item) != "list-item" or of.depth not in self._starts.get(of.style, {}):
            return ""
        number = _integer(item.get(f"{_TEXT}start-value"), of.next)
        of.next = number + 1
        return f"{number}. "


def _numbered_levels(style: etree._Element) -> dict[int, int]:
    """The levels that have numbers, each with its first one."""
    return {
        _integer(level.get(f"{_TEXT}level"), 1): _integer(level.get(f"{_TEXT}start-value"), 1)
        for level in style.iter(f"{_TEXT}list-level-style-number")
        if level.get(f"{_STYLE}num-format")
    }


def _integer(text: str | None, default: int) -> int:
    """A number of up to six digits; ``default`` for anything else."""
    return int(text) if text and len(text) <= 6 and text.isascii() and text.isdigit() else default
