"""The tree: what an article is made of (paragraphs, tables, pictures, notes), the two ways through it, and its root,
with what a desk wants kept of an item."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about its article, "" or () where it is silent; nothing of it is translated.

    ``file`` is the base name, or the path within an archive; ``source`` the sender. ``headline``, ``subheadline`` and
    ``description`` (the standfirst) are paragraphs too, and as such translated; ``summary`` is written for search
    engines and no part of the text. ``label`` is "URGENT", "2E LEAD" …; ``ednote`` speaks to desks, not to readers.
    ``date``, ``embargo`` and ``expires`` are ISO 8601 where understood, else the words of the item. ``extra`` has what
    only one format knows (its own front matter, a teleprinter's number), by the format's name for it.
    """

    file: str = ""
    source: str = ""
    guid: str = ""
    version: str = ""
    url: str = ""
    language: str = ""
    title: str = ""
    headline: str = ""
    subheadline: str = ""
    description: str = ""
    summary: str = ""
    slugline: str = ""
    label: str = ""
    author: str = ""
    byline: str = ""
    dateline: str = ""
    located: str = ""
    place: str = ""
    date: str = ""
    embargo: str = ""
    expires: str = ""
    credit: str = ""
    copyright: str = ""
    usageterms: str = ""
    urgency: str = ""
    priority: str = ""
    category: str = ""
    service: str = ""
    status: str = ""
    pubstatus: str = ""
    ednote: str = ""
    keywords: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> "Metadata":
        """The facts by their names, lists as ``items`` gives them; unknown names go to ``extra``, what is blank goes.

        >>> Metadata.of({"byline": "Lou Ray", "keywords": "port, grève", "number": "0127"}).keywords
        ('port', 'grève')
        """
        known = {name: value for name, value in facts.items() if name in _NAMES and value.strip()}
        lists = {
            name: tuple(filter(None, map(str.strip, known.pop(name).split(separator.strip()))))
            for name, separator in _SEPARATORS.items()
            if name in known
        }
        extra = {name: value for name, value in facts.items() if name not in _NAMES and value.strip()}
        return cls(**known, **lists, extra=extra)  # type: ignore[arg-type]

    def with_facts(self, **facts: str) -> "Metadata":
        """A copy with these changed."""
        return replace(self, **facts)  # type: ignore[arg-type]

    def items(self) -> Iterator[tuple[str, str]]:
        """Name and text of each fact that the file gave, in the order above, lists as one text."""
        for name in _NAMES:
            value = getattr(self, name)
            text = _SEPARATORS[name].join(value) if name in _SEPARATORS else value
            if text.strip():
                yield name, text
        yield from self.extra.items()


_SEPARATORS = {"keywords": ", ", "subject": "; ", "genre": "; "}  # names of subjects have commas
_NAMES = tuple(f.name for f in fields(Metadata) if f.name != "extra")


class Syntax(StrEnum):
    """The markup that ``lead`` and ``tail`` of the paragraphs hold: written back, they give the file as it was."""

    NONE = ""
    TEXT = "text"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Article:
    """An article.

    ``format`` is the name of the reader that made it ("txt", "docx" …), for the record; ``syntax`` what an exporter of
    the same markup may rely on; ``lead`` what stands before the first paragraph (blank lines). ``signature`` says how
    the English was made, None before.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    source_lang: str | None = None
    target_lang: str = "en"
    format: str = "txt"
    syntax: Syntax = Syntax.NONE
    metadata: Metadata = field(default_factory=Metadata)
    signature: str | None = None
    lead: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in reading order, those of tables, notes and descriptions of pictures among them."""
        return tuple(walk(self.blocks))

    @property
    def segments(self) -> Iterator[Segment]:
        return (s for p in walk(self.blocks) for s in p.segments)

    @property
    def doubtful(self) -> tuple[tuple[int, Segment], ...]:
        """The segments with notices, each with the number of its paragraph (from 1); the riskiest first."""
        found = [(number, s) for number, p in enumerate(self.paragraphs, start=1) for s in p.segments if s.notices]
        return tuple(sorted(found, key=lambda each: -(each[1].risk or 0.0)))

    @property
    def risk(self) -> float | None:
        """The mean risk of its riskiest tenth of sentences, one at least; None where no model was asked."""
        risks = sorted((s.risk for s in self.segments if s.risk is not None), reverse=True)
        riskiest = risks[: max(len(risks) // 10, 1)]
        return sum(riskiest) / len(riskiest) if riskiest else None

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """The article's own notices, then those of its segments, in reading order."""
        return self.notices + tuple(n for s in self.segments for n in s.notices)
