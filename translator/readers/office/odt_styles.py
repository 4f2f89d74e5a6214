"""What an OpenDocument file's styles say of its paragraphs and spans, and the numbers before the items of its lists.

See OASIS ODF 1.3, part 3, 5.3 and 16.30. Letters and Roman numerals become numbers too, as text formats have them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import MarkKind, Style
from translator.readers.xml import local

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT, TABLE, _FO = (f"{{{_ODF}{name}:1.0}}" for name in ("style", "text", "table", "xsl-fo-compatible"))
_TEXT_STYLE = f"{TEXT}style-name"
_RAISED, _LOWERED = re.compile(r"super|[1-9]"), re.compile(r"sub|-[1-9]")  # "super 58%", "-33% 58%"
_MAX_ANCESTRY = 50


class Styles:
    """The named and automatic styles of a document."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._styles = {
            name: style
            for root in reversed(roots)
            for style in root.iter(f"{{{_ODF}style:1.0}}style")
            if (name := style.get(STYLE + "name"))
        }

    def role(self, paragraph: etree._Element) -> tuple[Style, int]:
        """What a text:p or text:h is, and its level."""
        if local(paragraph) == "h":
            return Style.HEADING, integer(paragraph.get(TEXT + "outline-level"), 1)
        names = self._ancestry(paragraph.get(_TEXT_STYLE))
        return (Style.QUOTE, 0) if any("quot" in name.lower() for name in names) else (Style.BODY, 0)

    def is_title(self, paragraph: etree._Element) -> bool:
        return "Title" in self._ancestry(paragraph.get(_TEXT_STYLE))

    def marks(self, span: etree._Element) -> list[MarkKind]:
        """The kinds of mark that a text:span's style makes."""
        found: dict[MarkKind, bool] = {}
        for name in self._ancestry(span.get(_TEXT_STYLE)):
            style = self._styles.get(name)
            for properties in () if style is None else style.iter(f"{STYLE}text-properties"):
                raised = properties.get(STYLE + "text-position")
                for kind, value, is_on in (
                    (MarkKind.STRONG, weight := properties.get(_FO + "font-weight"), weight != "normal"),
                    (MarkKind.EMPHASIS, slant := properties.get(_FO + "font-style"), slant != "normal"),
                    (MarkKind.STRIKE, struck := properties.get(STYLE + "text-line-through-style"), struck != "none"),
                    (MarkKind.SUPERSCRIPT, raised, _RAISED.match(raised or "") is not None),
                    (MarkKind.SUBSCRIPT, raised, _LOWERED.match(raised or "") is not None),
                ):
                    if value is not None:
                        found.setdefault(kind, is_on)
        return [kind for kind, is_on in found.items() if is_on]

    def _ancestry(self, name: str | None) -> list[str]:
        names: list[str] = []
        while name and name not in names and len(names) < _MAX_ANCESTRY:
            names.append(name)
            style = self._styles.get(name)
            name = None if style is None else style.get(STYLE + "parent-style-name")
        return names


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
            style.get(f"{STYLE}name") or "": _numbered_levels(style)
            for root in reversed(roots)
            for style in root.iter(f"{TEXT}list-style")
        }
        self._last: dict[str, List] = {}  # by style: the last list that was not in another

    def begin(self, element: etree._Element, outer: List | None) -> List:
        """The list that begins with ``element``, inside ``outer``, whose style it has if it names none."""
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else "")
        depth = outer.depth + 1 if outer else 1
        begun = List(style, depth, self._starts.get(style, {}).get(depth, 1))
        if outer is None:
            goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
            if goes_on and style in self._last:
                begun.next = self._last[style].next
            self._last[style] = begun
        return begun

    def lead(self, of: List, item: etree._Element) -> str:
        """What stands before the next item: "2. "; "" in a list of bullets and for a text:list-header."""
        if local(item) != "list-item" or of.depth not in self._starts.get(of.style, {}):
            return ""
        number = integer(item.get(f"{TEXT}start-value"), of.next)
        of.next = number + 1
        return f"{number}. "


def _numbered_levels(style: etree._Element) -> dict[int, int]:
    """The levels that have numbers, each with its first one."""
    return {
        integer(level.get(f"{TEXT}level"), 1): integer(level.get(f"{TEXT}start-value"), 1)
        for level in style.iter(f"{TEXT}list-level-style-number")
        if level.get(f"{STYLE}num-format")
    }


def integer(text: str | None, default: int) -> int:
    """A number of up to six digits; ``default`` for anything else."""
    return int(text) if text and len(text) <= 6 and text.isascii() and text.isdigit() else default
