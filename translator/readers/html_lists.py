"""The numbers that a browser writes before the items of an ordered list, counted as the items begin.

See https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value. Letters and Roman numerals become
numbers too, as text formats have them.
"""

import re

from lxml import etree

from translator.readers.elements import local

_INTEGER = re.compile(r"\s*(-?\d{1,6})(?!\d)")


class Numbers:
    """The lists of a page that have begun."""

    def __init__(self) -> None:
        self._next: dict[etree._Element, int] = {}

    def lead(self, item: etree._Element) -> str:
        """What stands before the next item: "2. "; "" in a list without numbers, and for those below nought."""
        owner = item.getparent()
        if owner is None or local(owner) != "ol":
            return ""
        is_reversed = owner.get("reversed") is not None
        if owner not in self._next:
            start = _integer(owner.get("start"))
            self._next[owner] = start if start is not None else _count(owner) if is_reversed else 1
        stated = _integer(item.get("value"))
        number = self._next[owner] if stated is None else stated
        self._next[owner] = number - 1 if is_reversed else number + 1
        return f"{number}. " if number >= 0 else ""


def _count(owner: etree._Element) -> int:
    return sum(1 for element in owner if isinstance(element.tag, str) and local(element) == "li")


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else None
