"""Plain text: the English alone.

An article that came from plain text keeps its shape exactly, blank lines and all; others get their paragraphs
separated by a blank line, list items by a line break. A story that must not run yet says so above the first.
"""

from translator.document import Article, Paragraph, Style, Syntax
from translator.exporters import Options, summary
from translator.exporters.characters import encoded
from translator.exporters.sides import list_marker


def export(article: Article, options: Options) -> bytes:
    """The English as UTF-8; the layout is always the English one."""
    if article.syntax is Syntax.TEXT:
        text = article.lead + "".join(p.lead + p.text + p.tail for p in article.paragraphs)
    else:
        text = _written(article.paragraphs)
    return encoded(f"[{said}]\n\n{text}" if (said := summary.hold(article)) else text)


def _written(paragraphs: tuple[Paragraph, ...]) -> str:
    parts: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        parts.append(_line(paragraph))
        in_list = paragraph.style is Style.LIST_ITEM and paragraphs[i + 1 : i + 2]
        parts.append("\n" if in_list and paragraphs[i + 1].style is Style.LIST_ITEM else "\n\n")
    return "".join(parts).rstrip("\n") + "\n"


def _line(paragraph: Paragraph) -> str:
    text = paragraph.text.strip("\n")
    text = text if paragraph.style is Style.VERBATIM else text.strip(" ")
    if paragraph.style is Style.LIST_ITEM:
        return f"{'  ' * max(paragraph.level - 1, 0)}{list_marker(paragraph)} {text}"
    return text
