"""Markdown that GitHub renders: French beside English in a table, or above it as a quotation, or the English alone.

Fixes by the glossary and notices are footnotes at their words. The English alone is for working on: no title block and
no footnotes; an article that came from Markdown keeps all its own syntax. Every file ends with a seal in an HTML
comment (see ``seal``). Whatever the text contains, it can neither break the table nor bring in HTML of its own; only
the English alone, of an article that was Markdown, has the HTML tags that the article had.
"""

import re
from dataclasses import replace

from translator.document import Article, Paragraph, Style, Syntax
from translator.exporters import Options, summary
from translator.exporters.characters import encoded, visible
from translator.exporters.markdown_escape import escape
from translator.exporters.markdown_inline import Notes, code, inline
from translator.exporters.seal import UNSEALED, seal_text
from translator.exporters.sides import Side, Span, english, french, kept_as_is, list_marker

_LANGUAGE = re.compile(r"(?:`{3,}|~{3,})[ \t]*([\w+#.-]+)")
_LAST_BLANK_LINES = re.compile(r"\n*\Z")


def export(article: Article, options: Options) -> bytes:
    """The article as sealed UTF-8 Markdown."""
    if options.layout == "english":
        text = _as_it_was(article) if article.syntax is Syntax.MARKDOWN else _alone(article)
        text = f"> **{_plain(said)}**\n\n{text}" if (said := summary.hold(article)) else text
    else:
        notes = Notes()
        layout = _table if options.layout == "side-by-side" else _stacked
        text = "\n\n".join([_title_block(article, options), layout(article, notes)])
        text += f"\n\n{notes.definitions()}" if notes.texts else ""
    return seal_text(encoded(f"{_LAST_BLANK_LINES.sub('', text)}\n\n<!-- {UNSEALED} -->\n"))


def _title_block(article: Article, options: Options) -> str:
    facts = _plain(summary.labelled(summary.facts(article, options.date)))
    title = f"# {_plain(summary.headline(article))}\n\n"
    if options.layout == "stacked" and summary.begins_with_headline(article):
        title = ""  # the headline follows in both languages
    return f"{title}> **{_plain(summary.status(article))}**\n>\n> {facts}"


def _table(article: Article, notes: Notes) -> str:
    rows = ["| French | English |", "| :-- | :-- |"]
    for item in article.paragraphs:
        left, right = (_cell(item, side, notes) for side in (french(item), english(item)))
        kept = kept_as_is(item, article.source_lang)
        rows.append(f"| {left} | {right}{f'<br><sub>{_plain(kept)}</sub>' if kept else ''} |")
    return "\n".join(rows)


def _cell(item: Paragraph, side: Side, notes: Notes) -> str:
    if item.style is Style.VERBATIM:
        remarks = "".join(notes.add(r.text) for r in side.remarks)
        return "<br>".join(code(line, True) for line in visible(side.text).splitlines()) + remarks
    text = inline(_shown(item, side), notes, cell=True).strip()
    if item.style is Style.LIST_ITEM:
        return f"{list_marker(item).replace('-', '•')} {text}"
    return text


def _shown(item: Paragraph, side: Side) -> Side:
    """A cell has no headings or quotations: bold and italics say it."""
    kind = {Style.HEADLINE: "strong", Style.HEADING: "strong", Style.QUOTE: "emphasis"}.get(item.style)
    if kind is None:
        return side
    rest = tuple(s for s in side.spans if s.kind != kind)
    return replace(side, spans=(Span(kind, "", 0, len(side.text)), *rest))


def _stacked(article: Article, notes: Notes) -> str:
    parts = []
    for item in article.paragraphs:
        if item.style is Style.VERBATIM:
            parts.append(_fenced(item, english(item), notes))
            continue
        above = _block(replace(item, level=0), french(item), notes, heading=False)
        below = _block(item, _below(item), notes, heading=True)
        kept = kept_as_is(item, article.source_lang)
        parts.append("\n".join(f"> {line}".rstrip() for line in above.split("\n")))
        parts.append(f"{below}\n\n<sub>{_plain(kept)}</sub>" if kept else below)
    return "\n\n".join(parts)


def _below(item: Paragraph) -> Side:
    """The English under the French: in italics where it would be a quotation, since the French is one already."""
    return _shown(item, english(item)) if item.style is Style.QUOTE else english(item)


def _alone(article: Article) -> str:
    text = ""
    for i, item in enumerate(article.paragraphs):
        together = i and item.style is article.paragraphs[i - 1].style is Style.LIST_ITEM
        text += ("\n" if together else "\n\n" if i else "") + _block(item, english(item), None, heading=True)
    return text


def _block(item: Paragraph, side: Side, notes: Notes | None, heading: bool) -> str:
    """A paragraph as a block of its own; ``heading`` False shows headings as bold text."""
    if item.style is Style.VERBATIM:
        return _fenced(item, side, notes)
    if item.style in (Style.HEADLINE, Style.HEADING):
        if not heading:
            return inline(_shown(item, side), notes, block=True)
        level = 1 if item.style is Style.HEADLINE else min(max(item.level, 2), 6)
        return f"{'#' * level} {inline(side, notes).strip()}"
    text = inline(side, notes, block=True)
    if item.style is Style.QUOTE and notes is None:
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if item.style is Style.LIST_ITEM:
        indent = "   " * max(item.level - 1, 0)
        marker = list_marker(item)
        return f"{indent}{marker} " + text.replace("\n", "\n" + indent + " " * (len(marker) + 1))
    return text


def _fenced(item: Paragraph, side: Side, notes: Notes | None) -> str:
    text = "\n".join(visible(side.text).splitlines())
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    language = _LANGUAGE.search(item.lead)
    remarks = "".join(notes.add(r.text) for r in side.remarks) if notes else ""
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}" + (f"\n\n{remarks}" if remarks else "")


def _as_it_was(article: Article) -> str:
    """The English in the article's own Markdown: lead and tail hold the syntax around each paragraph."""
    parts = [article.lead]
    for item in article.paragraphs:
        if item.style is Style.VERBATIM:
            text = item.text
        else:
            cell = "|" in item.lead or "|" in item.tail
            block = not cell and item.style not in (Style.HEADLINE, Style.HEADING)
            text = inline(english(item), None, cell=cell, block=block, own=True)
            if item.lead.strip():  # the next line would need the list's or quotation's own indentation
                text = text.replace("\\\n", "<br>")
        parts.append(item.lead + text + item.tail)
    return "".join(parts)


def _plain(text: str) -> str:
    return "".join(escape(visible(text), cell=False, block=False))
