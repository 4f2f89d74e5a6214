"""What Word's styles and lists say of a paragraph: title, heading, quote, list item and its number.

By the style's built-in name, which Word stores in English whatever its language ("heading 1"), by the French names that
other programs write ("Titre 1"), by outline level and by list numbering, along the chain of based-on styles. Numbers
are counted as Word counts them (ECMA-376 part 1, 17.9); letters and Roman numerals become numbers too, as text formats
have them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import Style
from translator.readers.office.docx_package import attribute, child, integer, is_on, kind, number, value_of

_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])\Z")
_TITLES = ("title", "titre", "titre principal")
_SUBTITLES = ("subtitle", "sous-titre", "soustitre")
_QUOTES = ("quote", "quotations", "intense quote", "block text", "citation", "citation intense", "citationintense")
_LIST = re.compile(r"(?:list (?:bullet|number)|liste à (?:puces|numéros)|listepuces|listenumros)\s*([2-9]?)\Z")
NO_OUTLINE = 9  # w:outlineLvl 9 means body text
_BULLETS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class _Entry:
    names: tuple[str, ...]  # name and id, in lower case
    based_on: str
    properties: etree._Element | None  # w:pPr
    run: etree._Element | None  # w:rPr


class Styles:
    """The style sheet of a document; ``root`` is w:styles, None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._entries: dict[str, _Entry] = {}
        for style in root if root is not None else ():
            if kind(style) == "w:style":
                identity = attribute(style, "w:styleId") or ""
                self._entries[identity] = _Entry(
                    ((value_of(child(style, "w:name")) or "").lower(), identity.lower()),
                    value_of(child(style, "w:basedOn")) or "",
                    child(style, "w:pPr"),
                    child(style, "w:rPr"),
                )

    def role(self, properties: etree._Element | None) -> tuple[Style, int, bool]:
        """Style, level, and whether it is a document title, of a paragraph with these w:pPr."""
        chain = list(self._chain(properties, "w:pStyle"))
        names = [name for entry in chain for name in entry.names]
        layers = [properties, *(entry.properties for entry in chain)]
        outline = next((level for layer in layers if (level := number(layer, "w:outlineLvl")) is not None), NO_OUTLINE)
        listed = next((layer for layer in layers if child(layer, "w:numPr") is not None), None)
        numbering = child(listed, "w:numPr")
        depth = named_depth(names)
        if numbering is not None:  # a w:numId of 0 takes the style's numbering away
            depth = max((number(numbering, "w:ilvl") or 0) + 1, depth) if number(numbering, "w:numId") != 0 else 0
        return named_role(names, outline, depth)

    def list_of(self, properties: etree._Element | None) -> tuple[int | None, int]:
        """The list (w:numId) and the depth in it (w:ilvl, from 0) of a paragraph that ``role`` calls a list item."""
        layers = [properties, *(entry.properties for entry in self._chain(properties, "w:pStyle"))]
        stated = [numbering for layer in layers if (numbering := child(layer, "w:numPr")) is not None]
        numbers = [n for numbering in stated if (n := number(numbering, "w:numId")) is not None]
        depths = [depth for numbering in stated if (depth := number(numbering, "w:ilvl")) is not None]
        return numbers[0] if numbers else None, depths[0] if depths else 0

    def run_is_on(self, properties: etree._Element | None, name: str) -> bool:
        """Whether a run's own properties (w:rPr), or its character style, switch ``name`` ("w:b") on."""
        return is_on(self._run_layer(properties, name), name)

    def run_value(self, properties: etree._Element | None, name: str) -> str | None:
        """What a run's own properties, or its character style, say of ``name`` ("w:vertAlign")."""
        return value_of(child(self._run_layer(properties, name), name))

    def _run_layer(self, properties: etree._Element | None, name: str) -> etree._Element | None:
        """The first of a run's layers of properties that has ``name``."""
        if properties is None or child(properties, name) is not None:
            return properties
        chain = self._chain(properties, "w:rStyle")
        return next((entry.run for entry in chain if child(entry.run, name) is not None), None)

    def _chain(self, properties: etree._Element | None, reference: str) -> Iterator[_Entry]:
        identity = value_of(child(properties, reference))
        seen: set[str] = set()
        while identity and identity not in seen:
            seen.add(identity)
            entry = self._entries.get(identity) or _Entry(("", identity.lower()), "", None, None)
            yield entry
            identity = entry.based_on


def named_depth(names: Sequence[str]) -> int:
    """The depth that a list style's name states: "list bullet 2" is 2; 0 where no style is a list's."""
    item = next(filter(None, map(_LIST.match, names)), None)
    return int(item[1] or 1) if item else 0


class Numbering:
    """The numbering part of a document; ``root`` is w:numbering, None where the file has none.

    Lists (w:num) of one definition (w:abstractNum) share its counters, unless they start anew.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[tuple[str, int], tuple[int, bool]] = {}  # definition, level: first number, is it a bullet?
        self._lists: dict[int, tuple[str, dict[int, int]]] = {}  # list: definition, numbers that it starts anew with
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()  # list, level
        for element in root if root is not None else ():
            if kind(element) == "w:abstractNum":
                definition = attribute(element, "w:abstractNumId") or ""
                for level in (e for e in element if kind(e) == "w:lvl"):
                    start = integer(value_of(child(level, "w:start")), 1)
                    is_bullet = value_of(child(level, "w:numFmt")) in _BULLETS
                    self._levels[definition, integer(attribute(level, "w:ilvl"), 0)] = start, is_bullet
            elif kind(element) == "w:num":
                starts = {
                    integer(attribute(override, "w:ilvl"), 0): first
                    for override in element
                    if (first := number(override, "w:startOverride")) is not None
                }
                definition = value_of(child(element, "w:abstractNumId")) or ""
                self._lists[integer(attribute(element, "w:numId"), -1)] = definition, starts

    def lead(self, number: int | None, level: int) -> str:
        """What stands before the next item of list ``number`` (w:numId) at ``level`` from 0: "2. "; "" for bullets."""
        if number not in self._lists:
            return ""
        definition, starts = self._lists[number]
        start, is_bullet = self._levels.get((definition, level), (1, True))
        counts = self._counts.setdefault(definition, {})
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if level not in counts or (level in starts and (number, level) not in self._begun):
            counts[level] = starts.get(level, start)
        else:
            counts[level] += 1
        self._begun.add((number, level))
        return "" if is_bullet else f"{counts[level]}. "


def named_role(names: Sequence[str], outline: int, depth: int) -> tuple[Style, int, bool]:
    """Style, level, and whether it is a document's title, of a paragraph whose styles have these names in lower case.

    ``outline`` is its outline level, from 0; ``depth`` that of a list's item, from 1; 0 for no item.
    """
    if any(name in _TITLES for name in names):
        return Style.HEADING, 1, True
    if heading := next(filter(None, map(_HEADING.match, names)), None):
        return Style.HEADING, int(heading[1]), False
    if any(name in _SUBTITLES for name in names):
        return Style.HEADING, 2, False
    if outline < NO_OUTLINE:
        return Style.HEADING, outline + 1, False
    if depth:
        return Style.LIST_ITEM, depth, False
    return (Style.QUOTE if any(name in _QUOTES for name in names) else Style.BODY), 0, False
