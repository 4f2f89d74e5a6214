"""What an OpenDocument file's styles say of its paragraphs and spans, and the numbers before the items of its lists.

See OASIS ODF 1.3, part 3, 5.3 and 16.30. Letters and Roman numerals become numbers too, as text formats have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import Style
from translator.readers.xml import local

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT, _FO = f"{{{_ODF}style:1.0}}", f"{{{_ODF}text:1.0}}", f"{{{_ODF}xsl-fo-compatible:1.0}}"
_TEXT_STYLE = f"{TEXT}style-name"
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
            level = paragraph.get(TEXT + "outline-level") or "1"
            return Style.HEADING, int(level) if level.isdigit() else 1
        names = self._ancestry(paragraph.get(_TEXT_STYLE))
        return (Style.QUOTE, 0) if any("quot" in name.lower() for name in names) else (Style.BODY, 0)

    def is_title(self, paragraph: etree._Element) -> bool:
        return "Title" in self._ancestry(paragraph.get(_TEXT_STYLE))

    def marks(self, span: etree._Element) -> list[str]:
        """The kinds of mark that a text:span's style makes."""
        found: dict[str, bool] = {}
        for name in self._ancestry(span.get(_TEXT_STYLE)):
            style = self._styles.get(name)
            for properties in () if style is None else style.iter(f"{STYLE}text-properties"):
                weight, slant = properties.get(_FO + "font-weight"), properties.get(_FO + "font-style")
                struck = properties.get(STYLE + "text-line-through-style")
                for kind, value, off in (
                    ("strong", weight, "normal"),
                    ("emphasis", slant, "normal"),
                    ("strike", struck, "none"),
                ):
                    if value is not None:
                        found.setdefault(kind, value != off)
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
        number = _integer(item.get(f"{TEXT}start-value"), of.next)
        of.next = number + 1
        return f"{number}. "


def _numbered_levels(style: etree._Element) -> dict[int, int]:
    """The levels that have numbers, each with its first one."""
    return {
        _integer(level.get(f"{TEXT}level"), 1): _integer(level.get(f"{TEXT}start-value"), 1)
        for level in style.iter(f"{TEXT}list-level-style-number")
        if level.get(f"{STYLE}num-format")
    }


def _integer(text: str | None, default: int) -> int:
    """A number of up to six digits; ``default`` for anything else."""
    return int(text) if text and len(text) <= 6 and text.isascii() and text.isdigit() else default
