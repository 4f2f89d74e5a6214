"""News pages: the article without what stands around it, or the whole page (``--input-format html-raw``)."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from translator.document import Article, MarkKind, Notice, Style
from translator.readers.articles import article_of, single
from translator.readers.web.body import Body, Placed, Shown, read_body
from translator.readers.web.boilerplate import is_aside, is_named_boilerplate, says_cut
from translator.readers.web.facts import facts_of, reveal
from translator.readers.web.main_text import is_signature, main_blocks, running_length
from translator.readers.web.parsing import parse_page
from translator.readers.web.tree import assemble, at_page, content_of
from translator.readers.xml import local, text_of

_CUT = Notice("left-out", "The page shows only the beginning of the article: the rest is for subscribers")

_SENTENCE = 40  # characters from which a line that ends with a stop may be one of the story
_QUOTED = 200
_FEW = 400  # characters of running text, where a page may need scripts to show more
_MANY = 2_000  # paragraphs; a page with so many needs none
_MUCH = 1_500  # characters of running text
_LITTLE = 0.3  # share of it
_LONGEST_NOTE = 2_000  # characters; a raised number may also lead to the comments


def read(data: bytes, name: str) -> list[Article]:
    """One article, its headline, byline and date from what the page says of itself. Raises InputError."""
    root = parse_page(data, name)
    facts = facts_of(root)
    body, blocks = story(root, facts.headline)
    signed = (b.text for b in body.blocks if is_signature(b, facts.headline))
    paragraphs = (block.paragraph for block in blocks)
    tops = (p.source for p in paragraphs if p.style is Style.HEADING and p.level == 1)
    facts = replace(
        facts,
        byline=facts.byline or next((line for line in signed if line.startswith("Par ")), ""),
        headline=facts.headline or next(tops, ""),
    )
    kept = {id(block) for block in blocks}
    is_cut = any(says_cut(block.text) for block in body.blocks if id(block) not in kept)
    notices = ([_CUT] if is_cut else []) + _mostly_left_out(body.blocks, blocks) + _left_out(body.blocks, blocks)
    content = assemble(body, _with_notes(body, blocks), _shown_within(body, blocks), at_page(facts.url))
    return single(article_of(content, facts, "html", notices), name)


def story(root: etree._Element, headline: str) -> tuple[Body, list[Placed]]:
    """A page's whole body, and what of it is the article."""
    body = read_body(root, pre_is_code=True)
    blocks = main_blocks(body.blocks, headline)
    if running_length(blocks) < _FEW and len(body.blocks) < _MANY:
        reveal(root)
        revealed = read_body(root, pre_is_code=True)
        others = main_blocks(revealed.blocks, headline)
        if running_length(others) > 2 * running_length(blocks):
            return revealed, others
    return body, blocks


def _with_notes(body: Body, blocks: Sequence[Placed]) -> list[Placed]:
    """The blocks, and the notes that they refer to, wherever the page has these."""
    marks = [mark for block in blocks for mark in block.paragraph.segments[0].marks]
    referred = {mark.value for mark in marks if mark.kind is MarkKind.NOTE}
    notes = {
        element
        for element, note in body.notes.items()
        if note in referred and not is_named_boilerplate(element) and len(text_of(element)) <= _LONGEST_NOTE
    }
    kept, within = {id(block) for block in blocks}, {element for note in notes for element in note.iter()}
    return [block for block in body.blocks if id(block) in kept or block.element in within]


def _mostly_left_out(blocks: Sequence[Placed], kept: Sequence[Placed]) -> list[Notice]:
    """A notice where a page has much running text of which little is kept: its names may be wrong."""
    whole, ours = running_length(blocks, _SENTENCE), running_length(kept, _SENTENCE)
    if whole < _MUCH or ours >= _LITTLE * whole:
        return []
    said = f"Most of the page's text was left out, {whole - ours:,} of {whole:,} characters: compare it with the page"
    return [Notice("left-out", said)]


def _left_out(blocks: Sequence[Placed], kept: Sequence[Placed]) -> list[Notice]:
    """The sentences among the story's own that seem to speak to the page's readers: a story may quote such words."""
    own, beside = {id(block) for block in kept}, {block.element.getparent() for block in kept}
    texts = [
        block.text
        for block in blocks
        if id(block) not in own and block.element.getparent() in beside and local(block.element) == "p"
    ]
    asides = [text for text in texts if len(text) >= _SENTENCE and text.endswith(".") and is_aside(text)]
    return [Notice("left-out", f"Left out as no part of the story: « {text[:_QUOTED]} »") for text in asides]


def _shown_within(body: Body, blocks: Sequence[Placed]) -> list[Shown]:
    """The pictures, videos … between the first and the last block of the article, advertisements left out."""
    if not blocks:
        return body.shown
    place = {element: i for i, element in enumerate(blocks[0].element.getroottree().iter())}
    first, last = place[blocks[0].element], place[blocks[-1].element]
    around = {*blocks[0].element.iterancestors(), *blocks[-1].element.iterancestors()}
    return [
        shown
        for shown in body.shown
        if first <= place[shown.element] <= last
        and not any(is_named_boilerplate(e) for e in shown.element.iterancestors() if e not in around)
    ]


def read_whole(data: bytes, name: str) -> list[Article]:
    """One article: every paragraph of the body, menus and all. Raises InputError."""
    root = parse_page(data, name)
    return single(
        article_of(content_of(root, pre_is_code=True), replace(facts_of(root), headline=""), "html-raw"), name
    )
