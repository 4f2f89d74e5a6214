"""The numbers that Word writes before the items of its lists (ECMA-376 part 1, 17.9): counted as Word counts them.

Only bullet or number is told apart: letters and Roman numerals become numbers too, as text formats have them.
"""

from dataclasses import dataclass, field

from lxml import etree

from translator.readers.docx_package import attribute, child, kind

_BULLETS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    is_bullet: bool = False


@dataclass(slots=True)
class _List:
    """A w:num: the definition it counts with (lists of one definition share its counters), and where it starts anew."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The numbering part of a document; ``root`` is w:numbering, None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for element in root if root is not None else ():
            if kind(element) == "w:abstractNum":
                identity = attribute(element, "w:abstractNumId") or ""
                self._definitions[identity] = {
                    _integer(attribute(e, "w:ilvl"), 0): _level(e) for e in element if kind(e) == "w:lvl"
                }
            elif kind(element) == "w:num":
                self._lists[_integer(attribute(element, "w:numId"), -1)] = _list(element)

    def lead(self, number: int | None, level: int) -> str:
        """What stands before the next item of list ``number`` (w:numId) at ``level`` from 0: "2. "; "" for bullets."""
        found = self._lists.get(-1 if number is None else number)
        if found is None:
            return ""
        kind_of_level = self._definitions.get(found.definition, {}).get(level, _Level(is_bullet=True))
        counts = self._counts.setdefault(found.definition, {})
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if level not in counts or (level in found.starts and level not in found.begun):
            counts[level] = found.starts.get(level, kind_of_level.start)
        else:
            counts[level] += 1
        found.begun.add(level)
        return "" if kind_of_level.is_bullet else f"{counts[level]}. "


def _level(element: etree._Element) -> _Level:
    return _Level(_integer(_value(child(element, "w:start")), 1), _value(child(element, "w:numFmt")) in _BULLETS)


def _list(element: etree._Element) -> _List:
    starts = {}
    for override in element:
        start = _value(child(override, "w:startOverride"))
        if kind(override) == "w:lvlOverride" and start:
            starts[_integer(attribute(override, "w:ilvl"), 0)] = _integer(start, 1)
    return _List(_value(child(element, "w:abstractNumId")) or "", starts)


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else attribute(element, "w:val")


def _integer(text: str | None, default: int) -> int:
    """A number of up to six digits; ``default`` for anything else."""
    return int(text) if text and len(text) <= 6 and text.isascii() and text.isdigit() else default
