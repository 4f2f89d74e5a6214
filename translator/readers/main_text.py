"""The article on a news page, told from navigation, teasers and notices.

The article is where the running text is: the smallest element that holds most of the page's long paragraphs. Within it,
whole paragraphs are kept or left, never cut. Our own, because trafilatura opens a socket when it is imported, brings a
dozen packages with it and drops short paragraphs ("Non.") that belong to the story.
"""

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from translator.document import Style
from translator.readers.elements import local, text_of
from translator.readers.inline_html import Block

_LONG = 80  # characters from which a paragraph counts as running text; teasers and captions are shorter
_SENTENCE = 40  # characters from which a line between headline and text is a standfirst, not a label
_LINKED = 0.5  # share of linked text from which a paragraph is a list of links
_MOST = 0.85  # share of the running text that the article's element must hold
_MARKED = 0.5  # the same for elements that say that they are the article
_NEVER = frozenset(("nav", "aside", "form", "footer", "dialog", "menu"))
# Words in class, id or role that name what is not the article. Whole words: "partager" is one, "départager" is not.
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|comments?|commentaires?|share|sharing|partages?|"
    r"partager|socials?|related|recommend\w*|outbrain|taboola|newsletter|abonnement|subscribe|subscription|paywall|promo|"
    r"advert\w*|ads?|pub|publicite|sponsor\w*|cookies?|consent|banner|popup|modal|lire-aussi|a-lire|read-more|most-read|"
    r"toolbar|tags?|author-bio|skip-link|sr-only|visually-hidden|contentinfo|complementary)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:articlebody|article[_-]+(?:body|content|text|corps)|(?:post|entry|story|body)[_-]+(?:body|content|text)|"
    r"corps|texte)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:(?:À |A )?(?:lire|voir|écouter|regarder)(?: aussi| également| encore)\b|sur le même (?:sujet|thème)|"
    r"(?:abonnez|inscrivez|connectez)-vous|suivez-nous|partage[rz]\b.{0,40}\Z|publicité\Z|newsletters?\b.{0,60}\Z|"
    r"réagir\Z|commentaires?\b.{0,20}\Z|imprimer\Z|écouter l.article|temps de lecture|accepter (?:les|tous)|"
    r"(?:cet|l.)article (?:est )?réservé aux abonnés|la suite est réservée|\d+ (?:commentaires?|partages?)\Z)",
    re.IGNORECASE,
)


def main_blocks(blocks: Sequence[Block], headline: str) -> list[Block]:
    """The blocks of the article: headline first if the page shows it, then the text with its sub-headings.

    All blocks that are no boilerplate where a page has no running text at all.
    """
    kept = [block for block in blocks if not _is_boilerplate(block)]
    running = {id(block.element): _weight(block) for block in kept if _weight(block)}
    if not running:
        return kept
    article = _article(kept, running)
    inside = [block for block in kept if _is_within(block.element, article)]
    inside = inside[: _last(inside, running) + 1]
    first = next(i for i, block in enumerate(inside) if id(block.element) in running)
    top = next((i for i, b in enumerate(inside[:first]) if _same(b, headline)), 0)
    opening = [b for b in inside[top:first] if not is_meta_line(b, headline)]
    before = kept[: next(i for i, block in enumerate(kept) if block is inside[0])]
    return _standing_above(before, headline) + opening + inside[first:]


def _standing_above(blocks: Sequence[Block], headline: str) -> list[Block]:
    """The headline and the standfirst, where the page puts them above the element that holds the text."""
    at = next((i for i, b in enumerate(blocks) if _same(b, headline) and b.paragraph.style is Style.HEADING), None)
    if at is None:
        return []
    below = [b for b in blocks[at + 1 :] if not is_meta_line(b, headline) and len(b.paragraph.source) >= _SENTENCE]
    return [blocks[at], *(b for b in below if not any(local(e) == "figure" for e in _self_and_above(b.element)))]


def _is_boilerplate(block: Block) -> bool:
    text = block.paragraph.source
    if _ASIDE.match(text.lstrip(" \u00a0>»→▶•|+-")):
        return True
    linked = sum(m.end - m.start for m in block.paragraph.segments[0].marks if m.kind == "link")
    if linked > _LINKED * len(text) and (len(text) < 2 * _LONG or linked == len(text)):
        return True
    for element in _self_and_above(block.element):
        name = local(element)
        said = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
        if name in _NEVER or (name == "header" and not _in_article(element)):
            return True
        if name not in ("html", "body", "article", "main") and _BOILERPLATE.search(said) and not _ARTICLE.search(said):
            return True
    return False


def _weight(block: Block) -> int:
    length = len(block.paragraph.source)
    return length if length >= _LONG and block.paragraph.style is not Style.HEADING else 0


def _article(blocks: Iterable[Block], running: dict[int, int]) -> etree._Element:
    """The smallest element that holds most of the running text, or a good part of it and says it is the article."""
    held: dict[etree._Element, int] = {}
    for block in blocks:
        weight = running.get(id(block.element), 0)
        for element in _self_and_above(block.element):
            held[element] = held.get(element, 0) + weight
    total = max(held.values())
    marked = [e for e, weight in held.items() if weight >= _MARKED * total and _says_article(e)]
    if marked:
        most = max(held[e] for e in marked)
        candidates = [e for e in marked if held[e] >= _MOST * most]
    else:
        candidates = [e for e, weight in held.items() if weight >= _MOST * total and len(e)]
    return max(candidates or [e for e in held if held[e] == total], key=lambda e: sum(1 for _ in e.iterancestors()))


def _says_article(element: etree._Element) -> bool:
    if local(element) in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    return _ARTICLE.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _last(blocks: Sequence[Block], running: dict[int, int]) -> int:
    """Where the article ends: after its last running text, the short paragraphs and credits beside that too."""
    last = max(i for i, block in enumerate(blocks) if id(block.element) in running)
    for i in range(last + 1, len(blocks)):
        if blocks[i].paragraph.style is Style.HEADING:
            break
        if blocks[i].element.getparent() is blocks[last].element.getparent():
            last = i
    return last


def is_meta_line(block: Block, headline: str) -> bool:
    """Byline, date and the like above the text: kept as metadata, where they do not get translated."""
    if block.paragraph.style is Style.HEADING or _same(block, headline):
        return False
    said = f"{block.element.get('class') or ''} {block.element.get('itemprop') or ''}".lower()
    known = ("author", "auteur", "byline", "signature", "date", "meta", "time", "published", "kicker", "surtitre")
    return block.paragraph.style is Style.CREDIT or any(word in said for word in known)


def _same(block: Block, headline: str) -> bool:
    return bool(headline) and text_of(block.element) == headline


def _is_within(element: etree._Element, outer: etree._Element) -> bool:
    return any(e is outer for e in _self_and_above(element))


def _in_article(element: etree._Element) -> bool:
    return any(local(e) in ("article", "main") for e in element.iterancestors())


def _self_and_above(element: etree._Element) -> Iterable[etree._Element]:
    yield element
    yield from element.iterancestors()
