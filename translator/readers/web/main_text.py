"""The article on a news page, told from navigation, teasers and notices.

The article is where the running text is: the smallest element that holds most of the page's long paragraphs. Whole
paragraphs are kept or left, never cut; an element that holds the headline or most of the text is the article's own,
whatever its class says. Our own, since it keeps more of the story than trafilatura and lets less of the rest through
(``benchmarks/pages.md``), keeps headline, standfirst and formatting, and opens no socket, unlike trafilatura.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence, Set
from itertools import chain, islice, pairwise, takewhile

from lxml import etree

from translator.document import Style
from translator.readers.web.body import Placed
from translator.readers.web.boilerplate import (
    is_aside,
    is_meta_line,
    is_named_boilerplate,
    says_article,
    says_body,
    says_caption,
)
from translator.readers.xml import fold, local, text_of

_LONG = 80  # characters from which a paragraph counts as running text; teasers and captions are shorter
_SENTENCE = 40  # characters from which a line between headline and text is a standfirst, not a label
_LISTED = 3  # items from which a list of other stories is one
_LINKED = 0.5  # share of linked text from which a paragraph is a list of links
_MOST = 0.85  # share of the running text that the article's element must hold
_CORE = 0.7  # the same for the element below which the text ends where something was left out
_MARKED = 0.5  # the same for elements that say that they are the article

_SINGLE = ("p", "li", "blockquote", "pre")  # elements that hold a paragraph, not a story
_PARTS = ("p", "li", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "caption", "dl", "dt", "dd")


def main_blocks(blocks: Sequence[Placed], headline: str) -> list[Placed]:
    """The blocks of the article: headline first if the page shows it, then the text with its sub-headings.

    All blocks that are no boilerplate where a page has no running text at all.
    """
    texts = _without_asides(blocks, headline)
    named = _named(blocks)
    own = _own_elements(texts, headline, named)
    kept = _without_boilerplate(texts, own, named)
    if all(block.paragraph.style is Style.HEADING for block in kept):
        kept = texts  # a page whose names are all wrong
    running: dict[int, int] = {}
    for least in (_LONG, _SENTENCE):  # the shorter one for a flash, whose sentences are short
        running = running or {id(b.element): _weight(b, least) for b in kept if _weight(b, least)}
    if not running:
        return kept
    within = set(_article(kept, running).iter())
    inside = [block for block in kept if block.element in within]
    inside = _without_tail(blocks, inside, running)
    inside = inside[: _last(inside, running) + 1]
    first = next(i for i, block in enumerate(inside) if id(block.element) in running)
    top = next((i for i, b in enumerate(inside[:first]) if _same(b, headline)), 0)
    beside = inside[first].element.getparent()
    opening = [b for b in inside[top:first] if _opens(b, headline, beside)]
    before = kept[: next(i for i, block in enumerate(kept) if block is inside[0])]
    return _without_labels(blocks, _standing_above(before, headline) + opening + inside[first:], headline)


def is_signature(block: Placed, headline: str) -> bool:
    """Byline, date and the like above the text: kept as metadata, where they do not get translated."""
    if block.paragraph.style is Style.HEADING or _same(block, headline):
        return False
    return block.paragraph.style is Style.CREDIT or is_meta_line(block)


def running_length(blocks: Iterable[Placed], least: int = _LONG) -> int:
    """How many characters of running text there are in the blocks, in paragraphs of at least so many."""
    return sum(_weight(block, least) for block in blocks if not _is_linked(block))


def _without_asides(blocks: Sequence[Placed], headline: str) -> list[Placed]:
    """The blocks less lists of links, lines that stand beside the story, and what such a line is the heading of."""
    kept, teasers = [], {element for teaser in _teasers(blocks) for element in teaser.iter()}
    under: etree._Element | None = None
    for block in blocks:
        if block.element in teasers:
            continue
        is_heading = block.paragraph.style is Style.HEADING
        if (is_aside(block.text) or _is_linked(block)) and not (is_heading and _same(block, headline)):
            if is_heading:
                under = block.element.getparent()
        elif is_heading or _weight(block, _LONG) or under is None or not _is_within(block.element, under):
            under = None
            kept.append(block)
    return kept


def _without_labels(blocks: Sequence[Placed], kept: Sequence[Placed], headline: str) -> list[Placed]:
    """The blocks ``kept`` less the headings and labels of what was left out ("Voir aussi", "Tags")."""
    follows = {id(block): below for block, below in pairwise(blocks)}
    left = []
    for block, after in zip(kept, [*kept[1:], None], strict=True):
        below = follows.get(id(block))
        is_left_out = below is not None and below is not after and not _same(block, headline)
        ends = after is None or after.paragraph.style is Style.HEADING
        if not (is_left_out and _is_label(block) and (ends or _shared(block, below) > _shared(block, after))):
            left.append(block)
    return left


def _is_label(block: Placed) -> bool:
    """Whether a block is a short heading, or a line that announces what follows."""
    text = block.text
    return len(text) < _LONG and (block.paragraph.style is Style.HEADING or text.endswith(":"))


def _shared(block: Placed, other: Placed | None) -> int:
    """How many elements are around both."""
    around = set(_self_and_above(other.element)) if other else set()
    return sum(element in around for element in _self_and_above(block.element))


def _teasers(blocks: Sequence[Placed]) -> set[etree._Element]:
    """The items of lists of other stories: each has a heading that leads there and a paragraph at most.

    Three in a row are such a list, three long paragraphs elsewhere a text: else the items are the page's own.
    """
    running = Counter(_item(block.element) for block in blocks if _weight(block, _LONG))
    heads = (block.element for block in blocks if block.paragraph.style is Style.HEADING and _is_linked(block))
    items = {item for item in map(_item, heads) if item is not None and running[item] <= 1}
    lists = Counter(item.getparent() for item in items)
    teasers = {item for item in items if lists[item.getparent()] >= _LISTED}
    elsewhere = sum(count for item, count in running.items() if item not in teasers)
    return teasers if elsewhere >= _LISTED else set()


def _item(element: etree._Element) -> etree._Element | None:
    """The item of a list, or the article, that an element is in."""
    return next(element.iterancestors("{*}li", "{*}article"), None)


def _named(blocks: Sequence[Placed]) -> set[etree._Element]:
    """All elements of the page whose names say that they hold no article; an article's own header is not one."""
    elements = blocks[0].element.getroottree().iter("{*}*") if blocks else ()
    named = (element for element in elements if is_named_boilerplate(element))
    return {element for element in named if not (local(element) == "header" and _in_article(element))}


def _own_elements(blocks: Sequence[Placed], headline: str, named: Set[etree._Element]) -> set[etree._Element]:
    """The elements that hold the headline, what says that it is the text, or most of the text: the article's own.

    A page's wrapper is often called "with-sidebar" or "comments-open", which says nothing of what is in it.
    """
    own: set[etree._Element] = set()
    bodies = set(filter(says_body, blocks[0].element.getroottree().iter("{*}*"))) if blocks else set()
    for block in blocks:
        around = list(_self_and_above(block.element))
        if _same(block, headline) and block.paragraph.style is Style.HEADING:
            own.update(around)
        elif _weight(block, _LONG):
            body = next((i for i, element in enumerate(around) if element in bodies), None)
            if body is not None and named.isdisjoint(around[:body]):
                own.update(around[body:])
    strictly = {element for element in named if is_named_boilerplate(element, strictly=True)}
    plain = _without_boilerplate(blocks, own, strictly)
    held = _held(plain, {id(block.element): _weight(block, _LONG) for block in plain})
    total = max(held.values(), default=0)
    called = Counter[str]()
    for element in named & held.keys():
        called[_name(element)] += held[element]
    most = {name for name, weight in called.items() if 2 * weight > total}
    return own | {e for e, weight in held.items() if 2 * weight > total or (e in named and _name(e) in most)}


def _name(element: etree._Element) -> str:
    """What all elements have in common that hold a part of the same text each."""
    return f"{local(element)} {element.get('class') or ''}"


def _without_boilerplate(
    blocks: Iterable[Placed], own: Set[etree._Element], named: Set[etree._Element]
) -> list[Placed]:
    """The blocks less those with an element around them, up to the article's own, that is boilerplate by its name."""
    is_left_out = {**dict.fromkeys(named, True), **dict.fromkeys(own, False)}  # of each element met so far
    kept = []
    for block in blocks:
        new = _up_to(is_left_out, block.element)
        above = new[-1].getparent() if new else block.element
        is_left_out.update(dict.fromkeys(new, above is not None and is_left_out[above]))
        if not is_left_out[block.element]:
            kept.append(block)
    return kept


def _is_linked(block: Placed) -> bool:
    text = block.text
    linked = sum(m.end - m.start for m in block.paragraph.segments[0].marks if m.kind == "link")
    return linked > _LINKED * len(text) and (len(text) < 2 * _LONG or linked == len(text))


def _weight(block: Placed, least: int) -> int:
    length = len(block.text)
    return length if length >= least and block.paragraph.style is not Style.HEADING else 0


def _held(blocks: Iterable[Placed], running: dict[int, int]) -> dict[etree._Element, int]:
    """How much running text is in each element."""
    held: dict[etree._Element, int] = {}
    branches = []
    for block in blocks:
        branches.append(_up_to(held, block.element))
        held.update(dict.fromkeys(branches[-1], 0))
        held[block.element] += running.get(id(block.element), 0)
    for element in chain.from_iterable(reversed(branches)):  # each after all that are in it
        if (parent := element.getparent()) is not None:
            held[parent] += held[element]
    return held


def _article(blocks: Iterable[Placed], running: dict[int, int]) -> etree._Element:
    """The smallest element that holds most of the running text, or a good part of it and says it is the article."""
    held = _held(blocks, running)
    total = max(held.values())
    marked = [e for e, weight in held.items() if weight >= _MARKED * total and says_article(e)]
    if marked:
        most = max(held[e] for e in marked)
        candidates = [e for e in marked if held[e] >= _MOST * most]
    else:
        candidates = [e for e, weight in held.items() if weight >= _MOST * total and local(e) not in _SINGLE and len(e)]
    return _innermost(candidates or [e for e in held if held[e] == total])


def _innermost(elements: Iterable[etree._Element]) -> etree._Element:
    return max(elements, key=lambda element: sum(1 for _ in element.iterancestors()))


def _opens(block: Placed, headline: str, beside: etree._Element | None) -> bool:
    """Whether a block before the first long paragraph belongs to the story: no date, no label, no button."""
    if is_signature(block, headline):
        return False
    text = block.text
    is_text = is_caption(block) or len(text) >= _SENTENCE or text.rstrip(' »”")').endswith((".", "!", "?", "…", ":"))
    return (
        is_text
        or block.paragraph.style is Style.HEADING
        or _same(block, headline)
        or block.element.getparent() is beside
    )


def _standing_above(blocks: Sequence[Placed], headline: str) -> list[Placed]:
    """Headline, standfirst and caption, where the page puts them above the element that holds the text."""
    at = next((i for i, b in enumerate(blocks) if _same(b, headline) and b.paragraph.style is Style.HEADING), None)
    if at is None:
        return []
    below = [b for b in blocks[at + 1 :] if not is_signature(b, headline)]
    return [blocks[at], *(b for b in below if len(b.text) >= _SENTENCE or is_caption(b))]


def is_caption(block: Placed) -> bool:
    """Whether a block says what a picture shows, by the elements around it."""
    return any(local(e) == "figcaption" or says_caption(e) for e in islice(_self_and_above(block.element), 4))


def _last(blocks: Sequence[Placed], running: dict[int, int]) -> int:
    """Where the article ends: after its last running text, the short paragraphs and lists beside that, and captions."""
    last = max(i for i, block in enumerate(blocks) if id(block.element) in running)
    beside = next((e for e in blocks[last].element.iterancestors() if local(e) not in _PARTS), None)
    for i in range(last + 1, len(blocks)):
        is_heading = blocks[i].paragraph.style is Style.HEADING
        is_beside = blocks[i].element.getparent() is beside or _is_listed(blocks[i], beside)
        if not (is_beside or is_caption(blocks[i])):
            break
        if not is_heading:
            last = i
    return last


def _without_tail(blocks: Sequence[Placed], inside: list[Placed], running: dict[int, int]) -> list[Placed]:
    """The blocks less what stands below the element with most of the running text, after something left out."""
    held = _held(inside, running)
    least = _CORE * max(held.values())
    core = _innermost(e for e, weight in held.items() if weight >= least and local(e) not in _SINGLE)
    within = set(core.iter())
    place = {id(block): i for i, block in enumerate(blocks)}
    last = max(i for i, block in enumerate(inside) if block.element in within)
    for i in range(last + 1, len(inside)):
        if place[id(inside[i])] != place[id(inside[i - 1])] + 1:
            return inside[:i]
    return inside


def _is_listed(block: Placed, beside: etree._Element | None) -> bool:
    """Whether a block is in a list, a quotation or a table that stands in ``beside``."""
    within = list(takewhile(lambda element: element is not beside, _self_and_above(block.element)))
    return all(local(element) in _PARTS for element in within)


def _same(block: Placed, headline: str) -> bool:
    """Whether a block is the headline; a heading may hold words for screen readers besides, which no block has."""
    text = fold(block.text)
    if not headline or text == headline:
        return bool(headline)
    is_part = len(text) < len(headline) < 2 * len(text)
    return is_part and block.paragraph.style is Style.HEADING and text_of(block.element) == headline


def _is_within(element: etree._Element, outer: etree._Element) -> bool:
    return any(e is outer for e in _self_and_above(element))


def _in_article(element: etree._Element) -> bool:
    return any(local(e) in ("article", "main") for e in element.iterancestors())


def _up_to(met: Container[etree._Element], element: etree._Element) -> list[etree._Element]:
    """An element and those around it, up to the first that was ``met`` already."""
    return list(takewhile(lambda each: each not in met, _self_and_above(element)))


def _self_and_above(element: etree._Element) -> Iterable[etree._Element]:
    yield element
    yield from element.iterancestors()
