"""What was found in a marked-up body, put into the tree: tables with their cells, pictures, notes.

A table is one that shows something in columns: pages also use tables to lay out their parts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from urllib.parse import urljoin

from lxml import etree

from translator.document import Block, Cell, Note, Paragraph, Picture, Style, Table, map_paragraphs
from translator.readers.articles import DEEPEST, Content, map_references
from translator.readers.pictures import described, points
from translator.readers.web.body import Body, Placed, Shown, read_body
from translator.readers.web.parsing import parse_html
from translator.readers.xml import local, text_of

# How a picture is had: from its address, its alternative text, and width and height in points.
Load = Callable[[str, str, tuple[float, float]], Picture | None]

_LAID_OUT = frozenset(("table", "form", "iframe", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "nav"))
_LONGEST_CELL = 400  # characters; what is longer in a table without headings is a column of the page
_MOST = 100  # columns of a cell
_SMALLEST = 30  # points of a picture's side; what is smaller is an icon
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "source", "data-srcset", "srcset")  # true one first
_UNREADABLE = ("data:", "javascript:", "vbscript:", "file:", "#", "about:")
_ORNAMENT = re.compile(r"(?<![a-z])(?:avatar|icon|logo|emoji|smiley|spinner|pixel|badge)s?(?![a-z])|gravatar\.com")
_PROFILE = re.compile(r"/(?:authors?|auteurs?|profile?s?|journalistes?)/")


def address_only(address: str, said: str, size: tuple[float, float]) -> Picture:
    """The picture at an address, its bytes unread."""
    return Picture(address, None, "", *size, described(said))


def at_page(page: str) -> Load:
    """The pictures of the page at an address."""
    return lambda address, said, size: address_only(urljoin(page, address), said, size)


def content_of(
    markup: etree._Element | str,
    name: str = "",
    *,
    pre_is_code: bool = False,
    line_breaks: bool = False,
    load: Load = address_only,
) -> Content:
    """The content of an element, or of text that is parsed as HTML. Raises InputError for text beyond the limits."""
    root = parse_html(markup, name) if isinstance(markup, str) else markup
    body = read_body(root, pre_is_code=pre_is_code, line_breaks=line_breaks)
    return assemble(body, body.blocks, body.shown, load)


def assemble(body: Body, kept: Sequence[Placed], shown: Sequence[Shown], load: Load = address_only) -> Content:
    """The tree of the paragraphs that are ``kept`` of a body, with the pictures among what it has ``shown``.

    Notes stand at the end; references to notes that are not kept are no marks.
    """
    found = [_Found(place.at + 0.5, place.paragraph, place.element) for place in kept]
    skipped: Counter[str] = Counter()
    for each in shown:
        is_picture = each.kind in ("picture", "media file")
        if is_picture and _is_ornament(each.element):
            continue
        picture = _picture(each.element, load) if is_picture else None
        if picture is None:
            skipped[each.kind] += 1
        else:
            found.append(_Found(each.at, picture, each.element))
    main, is_data = list[_Found](), cache(_shows_columns)
    notes: dict[str, list[_Found]] = {note: [] for note in body.notes.values()}
    for item in sorted(found, key=lambda item: item.at):
        path, note = _path(item.element, body.notes, is_data)
        (notes[note] if note else main).append(replace(item, path=path))
    blocks = [*_tree(main, 0), *(_note(note, inside) for note, inside in notes.items() if inside)]
    return Content(map_references(blocks, lambda mark: mark if notes[mark.value] else None), skipped)


@dataclass(frozen=True, slots=True)
class _Found:
    """A block, where it comes in reading order, and the tables and cells around it, outer ones first."""

    at: float
    block: Block
    element: etree._Element
    path: tuple[etree._Element | None, ...] = ()


def _path(
    element: etree._Element, notes: Mapping[etree._Element, str], is_data: Callable[[etree._Element], bool]
) -> tuple[tuple[etree._Element | None, ...], str]:
    """The tables around an element, each with the cell, None where it is in no cell; and the note that it is in."""
    path: list[etree._Element | None] = []
    cell: etree._Element | None = None
    for outer in (element, *element.iterancestors()):
        if outer in notes:
            return tuple(path[: 2 * DEEPEST]), notes[outer]
        name = local(outer)
        if name in ("td", "th") and cell is None:
            cell = outer
        elif name == "table":
            path = [outer, cell, *path] if is_data(outer) else path
            cell = None
    return tuple(path[: 2 * DEEPEST]), ""


def _tree(found: Iterable[_Found], depth: int) -> Iterator[Block]:
    """The blocks of what stands in one container; ``depth`` is how much of the paths is around it."""
    for table, inside in groupby(found, key=lambda item: item.path[depth] if len(item.path) > depth else None):
        if table is None:
            yield from (item.block for item in inside)
        else:
            yield from _table(table, list(inside), depth + 1)


def _table(table: etree._Element, inside: Sequence[_Found], depth: int) -> Iterator[Block]:
    """The table; what is in none of its cells, such as its caption, stands before it."""
    rows = [row for row in table.iter("{*}tr") if next(row.iterancestors("{*}table"), None) is table]
    cells: dict[etree._Element, list[_Found]] = {
        cell: [] for row in rows for cell in row if local(cell) in ("td", "th")
    }
    for item in inside:
        cell = item.path[depth]
        if cell is not None and cell in cells:
            cells[cell].append(item)
        else:
            yield from _tree([item], depth + 1)
    made = tuple(
        tuple(_cell(cell, _tree(cells[cell], depth + 1), below) for cell in row if cell in cells)
        for row, below in zip(rows, range(len(rows), 0, -1), strict=True)
    )
    yield Table(made, next((i for i, row in enumerate(rows) if not _is_heading(row)), len(rows)))


def _cell(cell: etree._Element, blocks: Iterable[Block], below: int) -> Cell:
    """The cell; ``below`` is how many rows are left, its own with them."""
    return Cell(tuple(blocks), _span(cell, "colspan", _MOST), _span(cell, "rowspan", below))


def _is_heading(row: etree._Element) -> bool:
    """Whether all cells of a row are headings."""
    names = {local(cell) for cell in row if isinstance(cell.tag, str)}
    return names == {"th"} or next(row.iterancestors("{*}thead"), None) is not None


def _span(cell: etree._Element, attribute: str, most: int) -> int:
    said = (cell.get(attribute) or "").strip()
    return min(max(1, int(said)), most) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _note(note: str, inside: Sequence[_Found]) -> Note:
    """The note; where it is an item of a list of notes, its number is no part of it."""

    def plain(paragraph: Paragraph) -> Paragraph:
        is_item = paragraph.style is Style.LIST_ITEM and paragraph.level == 1
        return replace(paragraph, style=Style.BODY, level=0, lead="") if is_item else paragraph

    return Note(note, map_paragraphs(_tree(inside, 0), plain))


def _picture(element: etree._Element, load: Load) -> Picture | None:
    """The picture that an element shows; None for what has no address, or is none."""
    image = next(element.iter("{*}img"), element) if local(element) == "picture" else element
    parent = element.getparent()
    kind = f"{image.get('mime-type') or ''} {'' if parent is None else parent.get('media-type') or ''}"
    if local(element) == "media-reference" and "image" not in kind:
        return None
    sources = (address for name in _SOURCES for address in (image.get(name) or "").split(",")[0].split()[:1])
    address = next((said for said in sources if not said.lower().startswith(_UNREADABLE)), "")
    said = image.get("alt") or image.get("alternate-text") or ""
    return load(address, said, _size(image)) if address else None


def _is_ornament(element: etree._Element) -> bool:
    """Whether a picture is one of an icon's size, or is said to be one, or leads to who wrote the text."""
    source = element.get("src") or ""
    named = f"{element.get('class') or ''} {source if 'gravatar' in source else ''}".lower()
    link = next((link.get("href") or "" for link in element.iterancestors("{*}a")), "")
    is_small = any(0 < side < _SMALLEST for side in _size(element))
    return is_small or _ORNAMENT.search(named) is not None or _PROFILE.search(link.lower()) is not None


def _size(image: etree._Element) -> tuple[float, float]:
    return points(image.get("width")), points(image.get("height"))


def _shows_columns(table: etree._Element) -> bool:
    """Whether a table shows something in columns, and does not lay out a page."""
    if (table.get("role") or "") in ("presentation", "none"):
        return False
    own = [e for e in table.iterdescendants("{*}*") if next(e.iterancestors("{*}table")) is table]
    inside = {local(e) for e in own}
    rows = [[cell for cell in e if local(cell) in ("td", "th")] for e in own if local(e) == "tr"]
    filled = [[text_of(cell) for cell in row] for row in rows]
    side_by_side = sum(sum(map(bool, row)) > 1 for row in filled)
    if inside & {"th", "thead", "caption"}:
        return side_by_side > 0
    longest = max((len(text) for row in filled for text in row), default=0)
    return side_by_side > 1 and longest <= _LONGEST_CELL and not inside & _LAID_OUT
