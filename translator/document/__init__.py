"""The article as a value: what readers make, what the pipeline fills in, what exporters write.

A small tree of frozen values: an article has blocks (paragraph, table, picture, note), paragraphs have segments,
segments have marks, fixes and notices. ``walk`` and ``map_paragraphs`` go through it: no one rebuilds it by hand.

All offsets are in characters (code points), half open: ``text[start:end]``.
"""

from translator.document.article import (
    Article,
    Block,
    Cell,
    Metadata,
    Note,
    NoteKind,
    Paragraph,
    Picture,
    Style,
    Syntax,
    Table,
    map_paragraphs,
    walk,
)
from translator.document.segments import (
    Attempt,
    Fix,
    Link,
    Mark,
    MarkKind,
    Notice,
    Outcome,
    Segment,
    TermUse,
    final_spans,
    replay,
)

__all__ = [
    "Article",
    "Attempt",
    "Block",
    "Cell",
    "Fix",
    "Link",
    "Mark",
    "MarkKind",
    "Metadata",
    "Note",
    "NoteKind",
    "Notice",
    "Outcome",
    "Paragraph",
    "Picture",
    "Segment",
    "Style",
    "Syntax",
    "Table",
    "TermUse",
    "final_spans",
    "map_paragraphs",
    "replay",
    "walk",
]
