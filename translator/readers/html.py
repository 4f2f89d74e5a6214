"""News pages: the article without what stands around it. ``html_raw`` reads the whole page instead."""

from translator.document import Article, Style
from translator.readers.html_tree import parse_page
from translator.readers.inline_html import read_body
from translator.readers.main_text import is_meta_line, main_blocks
from translator.readers.page_facts import facts_of
from translator.readers.story import alone, story


def read(data: bytes, name: str) -> list[Article]:
    """One article, its headline, byline and date from what the page says of itself. Raises InputError."""
    root = parse_page(data, name)
    facts = facts_of(root)
    found = read_body(root, pre_is_code=True).blocks
    signed = (b.paragraph.source for b in found if is_meta_line(b, facts["headline"]))
    facts["byline"] = facts["byline"] or next((line for line in signed if line.startswith("Par ")), "")
    blocks = main_blocks(found, facts["headline"])
    paragraphs = [block.paragraph for block in blocks]
    top = next((p for p in paragraphs if p.style is Style.HEADING and p.level == 1), None)
    if top is not None and not facts["headline"]:
        facts["headline"] = top.source
    facts["summary"] = facts.pop("description")  # written for search engines: kept, but no part of the text
    return alone(story(paragraphs, facts, "html"), name)
