"""What an article is made of: paragraphs, tables, pictures and notes; and the two ways through them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from translator.document.segments import Fix, Mark, Notice, Segment


class Style(StrEnum):
    """What a paragraph is on the page."""

    HEADLINE = "headline"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    VERBATIM = "verbatim"  # code, rules, embeds: never translated
    CREDIT = "credit"  # byline, agency, photo credit
    DESCRIPTION = "description"  # what is said of a picture to those who do not see it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``source`` is rebuilt exactly from its segments.

    ``lead`` and ``tail`` are what stands around the text in the source format ("## ", "> - ", "\\n\\n"), so that a
    text-like format can be written back as it was. ``level`` is the depth of a heading (1 …) or of a list item (1 …),
    else 0. ``language`` is a BCP 47 code, or None while unknown.
    """

    segments: tuple[Segment, ...]
    style: Style = Style.BODY
    language: str | None = None
    level: int = 0
    lead: str = ""
    tail: str = "\n\n"

    @classmethod
    def of(cls, text: str, style: Style = Style.BODY, *, marks: Iterable[Mark] = (), **rest: Any) -> "Paragraph":
        """A paragraph of one untranslated segment, as readers make it."""
        return cls((Segment(text, marks=tuple(marks)),), style, **rest)

    @property
    def source(self) -> str:
        return "".join(s.source + s.tail for s in self.segments)

    @property
    def text(self) -> str:
        """The paragraph as an English reader gets it."""
        return "".join(s.text + s.tail for s in self.segments)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(n for s in self.segments for n in s.notices)

    @property
    def fixes(self) -> tuple[Fix, ...]:
        return tuple(f for s in self.segments for f in s.fixes)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; merged ones cover several ``columns`` or ``rows``, and the cells covered are not there."""

    blocks: "tuple[Block, ...]"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first ``header_rows`` of them headings."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands by itself: its bytes where the file has them, else its address.

    ``media_type`` is a MIME type, "" where unknown. ``width`` and ``height`` are in points, 0 where unknown.
    ``description`` is the alternative text, a paragraph of style DESCRIPTION, None where there is none; a caption is a
    paragraph of its own.
    """

    address: str = ""
    data: bytes | None = None
    media_type: str = ""
    width: float = 0
    height: float = 0
    description: Paragraph | None = None


class NoteKind(StrEnum):
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark of kind NOTE refers to by ``id``.

    Notes stand at the end of an article's blocks, in their order; those of a Markdown file where the file has them, so
    that it can be written back.
    """

    id: str
    blocks: "tuple[Block, ...]"
    kind: NoteKind = NoteKind.FOOTNOTE


Block = Paragraph | Table | Picture | Note


def walk(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph in reading order: also those of cells and notes, and the descriptions of pictures."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from walk(cell.blocks)
            case Picture():
                if block.description is not None:
                    yield block.description
            case Note():
                yield from walk(block.blocks)


def map_paragraphs(blocks: Iterable[Block], change: Callable[[Paragraph], Paragraph]) -> tuple[Block, ...]:
    """The same blocks with each paragraph changed, called in the order of ``walk``."""
    return tuple(_map_block(block, change) for block in blocks)


def _map_block(block: Block, change: Callable[[Paragraph], Paragraph]) -> Block:
    match block:
        case Paragraph():
            return change(block)
        case Table():
            rows = tuple(
                tuple(replace(cell, blocks=map_paragraphs(cell.blocks, change)) for cell in row) for row in block.rows
            )
            return replace(block, rows=rows)
        case Picture():
            return block if block.description is None else replace(block, description=change(block.description))
        case Note():
            return replace(block, blocks=map_paragraphs(block.blocks, change))
