"""The root of the tree, and what a desk wants kept of an item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from translator.document.blocks import Block, Paragraph, walk
from translator.document.segments import Notice, Segment


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
    def all_notices(self) -> tuple[Notice, ...]:
        """The article's own notices, then those of its segments, in reading order."""
        return self.notices + tuple(n for s in self.segments for n in s.notices)
