"""Plain text: the English alone.

An article that came from plain text keeps its shape exactly, blank lines and all; others get their paragraphs
separated by a blank line, list items by a line break. The rows of a table are lines with bars between the cells, what
a picture shows stands in brackets, notes stand at the end with their numbers. A story that must not run yet says so
above the first.
"""

from collections.abc import Iterable, Mapping

from translator.document import Article, Block, MarkKind, Note, Paragraph, Picture, Style, Syntax, Table
from translator.exporters import Options, summary
from translator.exporters.rich_text import encoded, english, is_item, list_marker
from translator.exporters.structure import Reference, arrange, grid


def export(article: Article, options: Options) -> bytes:
    """The English as UTF-8; the layout is always the English one."""
    if article.syntax is Syntax.TEXT:
        text = article.lead + "".join(p.lead + p.text + p.tail for p in article.paragraphs)
    else:
        arranged = arrange(article)
        text = written((numbered.block for numbered in arranged.text), arranged.notes)
    return encoded(f"[{said}]\n\n{text}" if (said := summary.hold(article)) else text)


def written(blocks: Iterable[Block], notes: Mapping[str, Reference]) -> str:
    """Blocks laid out by their kinds, and the notes."""
    text, before = "", None
    for block in blocks:
        together = is_item(block) and is_item(before)
        text += ("\n" if together else "\n\n" if before else "") + _block(block, notes)
        before = block
    for reference in notes.values():
        text += f"\n\n[{reference.order}] {_block(reference.note, notes)}"
    return text.rstrip("\n") + "\n"


def _block(block: Block, notes: Mapping[str, Reference]) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, notes)
        case Table():
            rows = ([_cell(p.cell.blocks, notes) if p.cell and p.is_first else "" for p in row] for row in grid(block))
            return "\n".join(" | ".join(cells) for cells in rows)
        case Picture():
            return f"[Picture: {block.description.text if block.description else block.address}]"
        case Note():
            return "\n".join(_block(inner, notes) for inner in block.blocks)


def _cell(blocks: Iterable[Block], notes: Mapping[str, Reference]) -> str:
    return " ".join(" ".join(_block(block, notes).split("\n")) for block in blocks)


def _paragraph(paragraph: Paragraph, notes: Mapping[str, Reference]) -> str:
    text = _with_references(paragraph, notes).strip("\n")
    text = text if paragraph.style is Style.VERBATIM else text.strip(" ")
    if paragraph.style is Style.LIST_ITEM:
        return f"{'  ' * max(paragraph.level - 1, 0)}{list_marker(paragraph)} {text}"
    return text


def _with_references(paragraph: Paragraph, notes: Mapping[str, Reference]) -> str:
    text, parts, position = paragraph.text, [], 0
    marks = (f for f in english(paragraph).formatting if f.kind is MarkKind.NOTE and f.value in notes) if notes else ()
    for mark in sorted(marks, key=lambda f: f.start):
        parts += [text[position : mark.start], f"[{notes[mark.value].order}]"]
        position = mark.start
    return "".join([*parts, text[position:]])
