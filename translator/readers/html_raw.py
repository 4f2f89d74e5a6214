"""A page whole: every paragraph of its body, menus and all (``--input-format html-raw``)."""

from translator.document import Article
from translator.readers.html_tree import parse_page
from translator.readers.inline_html import read_body
from translator.readers.page_facts import facts_of
from translator.readers.story import alone, story


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError."""
    root = parse_page(data, name)
    body = read_body(root, pre_is_code=True)
    facts = {key: value for key, value in facts_of(root).items() if key not in ("headline", "description")}
    return alone(story(body.paragraphs, facts, "html-raw", skipped=body.skipped), name)
