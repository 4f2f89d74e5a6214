"""Markdown that GitHub renders: French beside English in a table, or above it as a quotation, or the English alone.

Fixes by the glossary and notices are footnotes at their words, [^1] and so on; the article's own notes are [^note-1]
and so on, in the bilingual layouts French and English in one. The English alone is for working on: no title block and
no remarks; an article that came from Markdown keeps all its own syntax. Every file ends with a seal in an HTML comment
(see ``seal``). Whatever the text contains, it can neither break the table nor bring in HTML of its own; only the
English alone, of an article that was Markdown, has the HTML tags that the article had.

A table is a table of its own, since Markdown has none within another: French, then English. The text of merged cells
stands in the first, the others are empty; what stands in a cell is on one line, parted by ``<br>``. A picture that only
the original file has is its description in italics, with a remark.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from translator.document import Article, Block, MarkKind, Note, Paragraph, Picture, Style, Syntax, Table
from translator.exporters import Options, summary
from translator.exporters.markdown_inline import Footnotes, code, escaped, inline
from translator.exporters.rich_text import (
    Formatting,
    RichText,
    encoded,
    english,
    french,
    is_item,
    kept_as_is,
    list_marker,
    safe_address,
    visible,
)
from translator.exporters.seal import UNSEALED, seal_text
from translator.exporters.structure import Arranged, arrange, grid

Language = Callable[[Paragraph], RichText]  # ``french`` or ``english``
_HEAD = ["| French | English |", "| :-- | :-- |"]
_INFO_STRING = re.compile(r"(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*([\w+#.-]+)")
_FRONT_TITLE = re.compile(r"title[ \t]*(?P<sign>[:=])[ \t]*(?P<quote>[\"']?)", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null)\Z)[^\W\d_](?:[\w ,.’'()/–-]|:(?! |\Z))*(?<! )", re.IGNORECASE
)


def export(article: Article, options: Options) -> bytes:
    """The article as sealed UTF-8 Markdown."""
    if options.layout == "english":
        text = _as_it_was(article) if article.syntax is Syntax.MARKDOWN else _alone(article)
        text = f"> **{escaped(said)}**\n\n{text}" if (said := summary.hold(article)) else text
    else:
        arranged, layout = arrange(article), _side_by_side if options.layout == "side-by-side" else _stacked
        footnotes = _footnotes(arranged)
        parts = [_title_block(article, options), *layout(article, arranged, footnotes)]
        definitions = _definitions(arranged, (french, english), footnotes)
        text = "\n\n".join([*parts, *filter(None, ["\n".join([*definitions, *footnotes.definitions()])])])
    return seal_text(encoded(text.rstrip("\n") + f"\n\n<!-- {UNSEALED} -->\n"))


def _title_block(article: Article, options: Options) -> str:
    facts = escaped(summary.labelled(summary.facts(article, options.date)))
    title = f"# {escaped(summary.headline(article))}\n\n"
    if options.layout == "stacked" and summary.begins_with_headline(article):
        title = ""  # the headline follows in both languages
    return f"{title}> **{escaped(summary.status(article))}**\n>\n> {facts}"


def _footnotes(arranged: Arranged, with_remarks: bool = True) -> Footnotes:
    return Footnotes({name: f"note-{note.order}" for name, note in arranged.notes.items()}, with_remarks)


def _definitions(arranged: Arranged, languages: Iterable[Language], footnotes: Footnotes) -> list[str]:
    """The article's notes, a line each."""
    lines = []
    for name, reference in arranged.notes.items():
        texts = [_joined(reference.note.blocks, language, footnotes) for language in languages]
        lines.append(f"[^{footnotes.notes[name]}]: {'<br>'.join(dict.fromkeys(texts))}")
    return lines


def _side_by_side(article: Article, arranged: Arranged, footnotes: Footnotes) -> list[str]:
    """One table, but where the article has tables: they stand between."""
    parts: list[str] = []
    rows = list(_HEAD)
    for block in _flat(n.block for n in arranged.text):
        if isinstance(block, Table):
            parts += ["\n".join(rows)] if len(rows) > len(_HEAD) else []
            parts += filter(None, (_table(block, language, footnotes) for language in (french, english)))
            rows = list(_HEAD)
            continue
        left, right = (_joined([block], language, footnotes) for language in (french, english))
        kept = kept_as_is(block, article.source_lang) if isinstance(block, Paragraph) else ""
        rows.append(f"| {left} | {right}{f'<br><sub>{escaped(kept)}</sub>' if kept else ''} |")
    return [*parts, "\n".join(rows)] if len(rows) > len(_HEAD) or not parts else parts


def _flat(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks, in place of notes what these say."""
    for block in blocks:
        if isinstance(block, Note):
            yield from _flat(block.blocks)
        else:
            yield block


def _joined(blocks: Iterable[Block], language: Language, footnotes: Footnotes) -> str:
    """Blocks on one line, as a cell of a table holds them."""
    texts: list[str] = []
    for block in _flat(blocks):
        if isinstance(block, Table):
            cells = (place.cell for row in grid(block) for place in row if place.is_first)
            texts += (_joined(cell.blocks, language, footnotes) for cell in cells if cell)
        elif isinstance(block, Picture):
            texts.append(_picture(block, language, footnotes, cell=True))
        elif isinstance(block, Paragraph):
            texts.append(_cell(block, language(block), footnotes))
    return "<br>".join(filter(None, texts))


def _cell(item: Paragraph, rich: RichText, footnotes: Footnotes) -> str:
    if item.style is Style.VERBATIM:
        remarks = "".join(footnotes.add(r.text) for r in rich.remarks)
        return "<br>".join(code(line, True) for line in visible(rich.text).splitlines()) + remarks
    text = inline(_shown(item, rich), footnotes, cell=True).strip()
    if item.style is Style.LIST_ITEM:
        return f"{list_marker(item).replace('-', '•')} {text}"
    return text


def _shown(item: Paragraph, rich: RichText) -> RichText:
    """A cell has no headings or quotations: bold and italics say it."""
    kinds = {Style.HEADLINE: MarkKind.STRONG, Style.HEADING: MarkKind.STRONG, Style.QUOTE: MarkKind.EMPHASIS}
    kind = kinds.get(item.style)
    return _whole(rich, kind) if kind else rich


def _whole(rich: RichText, kind: MarkKind) -> RichText:
    rest = tuple(f for f in rich.formatting if f.kind is not kind)
    return replace(rich, formatting=(Formatting(kind, "", 0, len(rich.text)), *rest))


def _table(table: Table, language: Language, footnotes: Footnotes) -> str:
    rows: list[list[str]] = []
    for places in grid(table):
        rows.append([])
        for place in places:
            blocks = place.cell.blocks if place.cell and place.is_first else ()
            rows[-1] += [_joined(blocks, language, footnotes)] + [""] * (place.columns - 1)
    if not rows:
        return ""
    head = rows.pop(0) if table.header_rows else [""] * len(rows[0])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _picture(picture: Picture, language: Language, footnotes: Footnotes, cell: bool = False) -> str:
    said = language(picture.description) if picture.description else RichText("")
    address = safe_address(picture.address, relative=True) if picture.data is None else ""
    whole = Formatting(MarkKind.IMAGE if address else MarkKind.EMPHASIS, address, 0, len(said.text))
    text = inline(replace(said, formatting=(whole,)), footnotes, cell=cell).strip()
    return text if address else f"{text} (picture in the original file)".lstrip()


def _stacked(article: Article, arranged: Arranged, footnotes: Footnotes) -> list[str]:
    parts = []
    for block in _flat(n.block for n in arranged.text):
        if isinstance(block, Paragraph) and block.style is Style.VERBATIM:
            parts.append(_fenced(block, english(block), footnotes))
        elif above := _block(block, french, footnotes, heading=False):
            parts.append("\n".join(f"> {line}".rstrip() for line in above.split("\n")))
            parts.append(_block(block, english, footnotes, heading=True))
            kept = kept_as_is(block, article.source_lang) if isinstance(block, Paragraph) else ""
            parts += [f"<sub>{escaped(kept)}</sub>"] if kept else []
    return ["\n\n".join(parts)]


def _alone(article: Article) -> str:
    arranged = arrange(article)
    footnotes = _footnotes(arranged, with_remarks=False)
    text, before = "", None
    for block in _rooted(_flat(n.block for n in arranged.text)):
        together = is_item(block) and is_item(before)
        text += ("\n" if together else "\n\n" if before else "") + _block(block, english, footnotes, heading=True)
        before = block
    return "\n\n".join([text, *_definitions(arranged, [english], footnotes)])


def _rooted(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks, list items as deep as lists are open above them: a list that began at level 3 would be code."""
    levels: list[int] = []  # of the lists that are open
    for block in blocks:
        if isinstance(block, Paragraph) and is_item(block):
            levels = [*(level for level in levels if level < block.level), block.level]
            yield replace(block, level=len(levels))
        else:
            levels = []
            yield block


def _block(block: Block, language: Language, footnotes: Footnotes, heading: bool) -> str:
    """A block by itself; ``heading`` False shows headings as bold text, and lists without their levels."""
    match block:
        case Paragraph():
            return _paragraph(block if heading else replace(block, level=0), language(block), footnotes, heading)
        case Table():
            return _table(block, language, footnotes)
        case Picture():
            return _picture(block, language, footnotes)
        case Note():
            return _joined(block.blocks, language, footnotes)


def _paragraph(item: Paragraph, rich: RichText, footnotes: Footnotes, heading: bool) -> str:
    if item.style is Style.VERBATIM:
        return _fenced(item, rich, footnotes)
    if item.style in (Style.HEADLINE, Style.HEADING):
        if not heading:
            return inline(_shown(item, rich), footnotes, block=True)
        level = 1 if item.style is Style.HEADLINE else min(max(item.level, 2), 6)
        return f"{'#' * level} {inline(rich, footnotes).strip()}"
    if item.style is Style.QUOTE and footnotes.with_remarks:  # the French above is a quotation already
        return inline(_shown(item, rich) if heading else rich, footnotes, block=True)
    text = inline(rich, footnotes, block=True)
    if item.style is Style.QUOTE:
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if item.style is Style.LIST_ITEM:
        indent = "   " * max(item.level - 1, 0)
        marker = list_marker(item)
        return f"{indent}{marker} " + text.replace("\n", "\n" + indent + " " * (len(marker) + 1))
    return text


def _fenced(item: Paragraph, rich: RichText, footnotes: Footnotes) -> str:
    text = "\n".join(visible(rich.text).splitlines())
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    language = _INFO_STRING.search(item.lead)
    remarks = "".join(footnotes.add(r.text) for r in rich.remarks)
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}" + (f"\n\n{remarks}" if remarks else "")


def _as_it_was(article: Article) -> str:
    """The English in the article's own Markdown: lead and tail hold the syntax around each paragraph."""
    parts = [article.lead]
    for item in article.paragraphs:
        if item.style is Style.VERBATIM:
            text = item.text
        elif opens := _FRONT_TITLE.fullmatch(item.lead):
            text = _front_title(item.text, opens)
        else:
            cell = "|" in item.lead or "|" in item.tail
            block = not cell and item.style not in (Style.HEADLINE, Style.HEADING, Style.DESCRIPTION)
            text = inline(english(item), Footnotes(with_remarks=False), cell=cell, block=block, own=True)
            if item.lead.strip():  # the next line would need the list's or quotation's own indentation
                text = text.replace("\\\n", "<br>")
        parts.append(item.lead + text + item.tail)
    return "".join(parts)


def _front_title(text: str, opens: re.Match[str]) -> str:
    """A title as the YAML or TOML of front matter reads it, behind what stands before it there."""
    if opens["quote"] == "'":  # TOML knows no way to write the quotation mark itself
        return text.replace("'", "’" if opens["sign"] == "=" else "''")
    escaped = json.dumps(text, ensure_ascii=False)
    return escaped[1:-1] if opens["quote"] else text if _PLAIN.fullmatch(text) else escaped
