"""The English as XHTML, for the bodies of news items. Whatever the text contains is escaped."""

import html
from collections.abc import Iterable, Mapping

from translator.document import Block, MarkKind, Note, Paragraph, Picture, Style, Table
from translator.exporters.rich_text import (
    Formatting,
    RichText,
    english,
    is_item,
    list_marker,
    pieces,
    safe_address,
    visible,
)
from translator.exporters.structure import Place, Reference, grid

_TAGS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.STRIKE: "del",
    MarkKind.CODE: "code",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.LINK: "a",
    "lang": "span",
}
_BLOCKS = {Style.HEADLINE: "h1", Style.BODY: "p", Style.CREDIT: "p", Style.DESCRIPTION: "p"}


def body(blocks: Iterable[Block], notes: Mapping[str, Reference]) -> str:
    """The blocks one after the other, a line each, and a list of the notes; neighbouring list items share a list.

    Headings begin at h2, since the headline of an item stands apart from its body.
    """
    lines = _blocks(blocks, notes)
    items = (f"<li>{''.join(_blocks(reference.note.blocks, notes))}</li>" for reference in notes.values())
    return "\n".join([*lines, "<ol>", *items, "</ol>"] if notes else lines)


def _blocks(blocks: Iterable[Block], notes: Mapping[str, Reference]) -> list[str]:
    lines: list[str] = []
    around, due = "", 0  # the list that is open, and the number that its next item would have
    for block in blocks:
        if isinstance(block, Paragraph) and not block.text.strip():
            continue
        number = _number(block)
        kind = "" if not is_item(block) else "ul" if number is None else "ol"
        if kind != around or (number is not None and number != due):
            lines += [f"</{around}>"] if around else []
            lines += [f"<{kind}>" if number in (None, 1) else f'<{kind} start="{number}">'] if kind else []
            around = kind
        due = 0 if number is None else number + 1
        lines += _block(block, notes)
    return [*lines, f"</{around}>"] if around else lines


def _number(block: Block) -> int | None:
    marker = list_marker(block) if isinstance(block, Paragraph) and is_item(block) else "-"
    return int(marker[:-1]) if marker != "-" else None


def _block(block: Block, notes: Mapping[str, Reference]) -> list[str]:
    match block:
        case Paragraph():
            return [_paragraph(block, notes)]
        case Table():
            return _table(block, notes)
        case Picture():
            return [_picture(block)]
        case Note():
            return _blocks(block.blocks, notes)


def _paragraph(paragraph: Paragraph, notes: Mapping[str, Reference]) -> str:
    if paragraph.style is Style.VERBATIM:
        text = html.escape(visible(paragraph.text), quote=False)
        return f"<pre><code>{text}</code></pre>" if any(map(str.isalnum, text)) else f"<p>{text.strip()}</p>"
    content = _inline(english(paragraph), notes)
    if paragraph.style is Style.LIST_ITEM:
        return f"<li>{content}</li>"
    if paragraph.style is Style.QUOTE:
        return f"<blockquote><p>{content}</p></blockquote>"
    if paragraph.style is Style.HEADING:
        level = min(max(paragraph.level, 2), 6)
        return f"<h{level}>{content}</h{level}>"
    tag = _BLOCKS[paragraph.style]
    return f"<{tag}>{content}</{tag}>"


def _table(table: Table, notes: Mapping[str, Reference]) -> list[str]:
    rows = grid(table)
    if not rows:
        return []
    lines = ["<table>"]
    for i, row in enumerate(rows):
        tag = "th" if i < table.header_rows else "td"
        cells = (_cell(place, tag, notes) for place in row if place.is_first)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return [*lines, "</table>"]


def _cell(place: Place, tag: str, notes: Mapping[str, Reference]) -> str:
    spans = "".join(f' {n}="{v}"' for n, v in (("colspan", place.columns), ("rowspan", place.rows)) if v > 1)
    blocks = place.cell.blocks if place.cell else ()
    match blocks:
        case (Paragraph(style=Style.BODY) as only,):
            content = _inline(english(only), notes)
        case _:
            content = "".join(_blocks(blocks, notes))
    return f"<{tag}{spans}>{content}</{tag}>"


def _picture(picture: Picture) -> str:
    """A picture at an address that everyone can open; of any other, what is said of it."""
    said = visible(picture.description.text) if picture.description else ""
    address = safe_address(picture.address) if picture.data is None else ""
    if address:
        return f'<figure><img src="{html.escape(visible(address))}" alt="{html.escape(said)}"/></figure>'
    return f"<p>[{html.escape(f'Picture in the original file: {said}'.rstrip(': '), quote=False)}]</p>"


def _inline(rich: RichText, notes: Mapping[str, Reference]) -> str:
    """The text of one paragraph with its formatting; what was left in French is marked with its language."""
    text = visible(rich.text)
    shown = [f for f in rich.formatting if f.kind in _TAGS and (f.kind is not MarkKind.LINK or safe_address(f.value))]
    references: dict[int, list[str]] = {}
    for f in rich.formatting:
        if f.kind is MarkKind.NOTE and f.value in notes:
            references.setdefault(f.start, []).append(f"<sup>{notes[f.value].order}</sup>")
    out: list[str] = []
    for piece in pieces(len(text), shown, references):
        out += [f"</{_TAGS[f.kind]}>" for f in piece.closed]
        out += references.pop(piece.start, ())
        out += [_open(f) for f in piece.opened]
        out.append(html.escape(text[piece.start : piece.end], quote=False).replace("\n", "<br/>"))
    return "".join(out).strip()


def _open(formatting: Formatting) -> str:
    if formatting.kind is MarkKind.LINK:
        return f'<a href="{html.escape(visible(safe_address(formatting.value)))}">'
    if formatting.kind == "lang":
        return f'<span xml:lang="{html.escape(formatting.value)}" lang="{html.escape(formatting.value)}">'
    return f"<{_TAGS[formatting.kind]}>"
