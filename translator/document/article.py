"""The root of the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from translator.document.blocks import Block, Paragraph, walk
from translator.document.metadata import Metadata
from translator.document.segments import Notice, Segment


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
    def all_notices(self) -> tuple[Notice, ...]:
        """The article's own notices, then those of its segments, in reading order."""
        return self.notices + tuple(n for s in self.segments for n in s.notices)
