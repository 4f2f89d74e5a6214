"""One paragraph of an OpenDocument file: its text, its marks, and what hangs on it (frames, notes)."""

from collections.abc import Sequence

from lxml import etree

from translator.document import Mark, Style
from translator.readers.elements import local
from translator.readers.running_text import RunningText

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE_NAME, _TEXT_STYLE = f"{{{_ODF}style:1.0}}name", f"{{{_ODF}text:1.0}}style-name"
_PARENT, _OUTLINE = f"{{{_ODF}style:1.0}}parent-style-name", f"{{{_ODF}text:1.0}}outline-level"
_COUNT, _HREF = f"{{{_ODF}text:1.0}}c", "{http://www.w3.org/1999/xlink}href"
_FO, _STYLE = f"{{{_ODF}xsl-fo-compatible:1.0}}", f"{{{_ODF}style:1.0}}"
_UNSEEN = frozenset(("annotation", "annotation-end", "ruby-text", "bookmark", "sequence-ref", "hidden-text", "script"))
_APART = frozenset(("frame", "note", "custom-shape", "text-box", "rect", "g"))
_MAX_SPACES = 1_000
_MAX_ANCESTRY = 50


class Styles:
    """The named and automatic styles of a document."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._styles = {
            name: style
            for root in reversed(roots)
            for style in root.iter(f"{{{_ODF}style:1.0}}style")
            if (name := style.get(_STYLE_NAME))
        }

    def role(self, paragraph: etree._Element) -> tuple[Style, int]:
        """What a text:p or text:h is, and its level."""
        if local(paragraph) == "h":
            level = paragraph.get(_OUTLINE) or "1"
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
            for properties in () if style is None else style.iter(f"{_STYLE}text-properties"):
                weight, slant = properties.get(_FO + "font-weight"), properties.get(_FO + "font-style")
                struck = properties.get(_STYLE + "text-line-through-style")
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
            name = None if style is None else style.get(_PARENT)
        return names


def read_paragraph(paragraph: etree._Element, styles: Styles) -> tuple[str, tuple[Mark, ...], list[etree._Element]]:
    """The text as it is seen, its marks, and the frames and notes anchored in it, to be read apart."""
    text, apart = RunningText(), []
    starts: list[tuple[etree._Element, int]] = []
    text.add_folded(paragraph.text or "")
    stack = [(paragraph, iter(paragraph))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                start = starts.pop()[1]
                for kind in styles.marks(element) if local(element) == "span" else ():
                    text.mark(kind, start, "")
                if local(element) == "a":
                    text.mark("link", start, element.get(_HREF) or "")
                text.add_folded(element.tail or "")
            continue
        name = local(child)
        if name in _APART:
            apart.append(child)
        elif name == "line-break":
            text.break_line()
        elif name == "tab":
            text.add("\t")
        elif name == "s":
            count = child.get(_COUNT) or "1"
            text.add(" " * min(int(count) if count.isdigit() else 1, _MAX_SPACES))
        elif name not in _UNSEEN:
            starts.append((child, text.length))
            text.add_folded(child.text or "")
            stack.append((child, iter(child)))
            continue
        text.add_folded(child.tail or "")
    found, marks = text.take()
    return found, marks, apart
