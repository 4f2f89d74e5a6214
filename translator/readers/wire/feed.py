"""RSS 0.9 to 2.0 and Atom feeds: each entry an article. WordPress exports (``wxr``) are RSS, too.

Parsed here rather than with feedparser, whose parser accepts documents that the limits of ``xml`` refuse.
See https://www.rssboard.org/rss-specification and RFC 4287.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from translator.document import Article, Block, Metadata, Paragraph, Style, walk
from translator.readers.articles import Content, article_of, gather, read_each
from translator.readers.dates import iso
from translator.readers.text.typeset import split_text
from translator.readers.web.tree import content_of
from translator.readers.xml import LANGUAGE, attributes_at, find_all, fold, letters, local, root_of, text_at, texts_at

_MEDIA_SPACE = "{http://search.yahoo.com/mrss/}"  # Media RSS: its elements share names with Atom's
# What WordPress and others put below a summary, and at its end: no part of it.
_FOOTER = re.compile(r"(?:L[’']article|The post) .* (?:est apparu en premier sur|appeared first on) .*", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
_TEASER = re.compile(r"(?<!\s)\s*(?:lire la suite|continuer la lecture|en savoir plus|read more)\W*\Z", re.IGNORECASE)


def read(data: bytes, name: str) -> list[Article]:
    """One article an entry, in the order of the feed. Raises InputError."""
    root = root_of(data, name, "an RSS or Atom feed", "rss", "RDF", "feed", "entry")
    entries = [e for e in root.iter() if local(e) in ("item", "entry")]
    channel = root if local(root) in ("feed", "entry") else next(iter(find_all(root, "channel")), root)
    left_out = [] if entries else ["no entries"]
    about = about_channel(channel)
    articles = read_each(entries, lambda entry: [_article(entry, about, name)], name, left_out)
    return gather(articles, name, left_out)


def _article(entry: etree._Element, channel: Metadata, name: str) -> Article:
    content, standfirst = _content(entry, name)
    content.skipped.update(_enclosed(entry))
    return article_of(content, replace(metadata_of(entry, channel, name), description=standfirst), "feed")


def about_channel(channel: etree._Element) -> Metadata:
    """What a channel says of all its items."""
    return Metadata(
        source=text_at(channel, "title"),
        copyright=text_at(channel, "copyright", "rights"),
        language=text_at(channel, "language") or _language(channel),
    )


def metadata_of(entry: etree._Element, channel: Metadata, name: str) -> Metadata:
    """What an item or entry says of itself, and the channel of all."""
    links = [e.get("href") or e.text or "" for e in find_all(entry, "link") if e.get("rel") in (None, "alternate")]
    return Metadata(
        guid=text_at(entry, "guid", "id"),
        url=next((link.strip() for link in links if link.strip()), ""),
        headline=one_line(text_at(entry, "title"), name),
        byline=", ".join(texts_at(entry, "author/name") or texts_at(entry, "creator") or texts_at(entry, "author")),
        date=iso(text_at(entry, "pubDate", "published", "date", "updated")),
        keywords=(*texts_at(entry, "category"), *attributes_at(entry, "category", "term")),
        source=text_at(entry, "source/title", "source") or channel.source,
        copyright=text_at(entry, "rights") or channel.copyright,
        language=_language(entry) or channel.language,
    )


def _content(entry: etree._Element, name: str) -> tuple[Content, str]:
    """The full text where the feed gives it (content:encoded, Atom's content), with the summary as its standfirst.

    Else the summary is the text. ``article_of`` leaves out a standfirst that is only the beginning of the text.
    """
    full = [found for element in _elements(entry, "encoded", "content") if (found := _read(element, name)).blocks]
    brief = [_read(element, name) for element in _elements(entry, "description", "summary")]
    brief = [found for found in brief if found.blocks] or brief
    if not full:
        return (brief[0] if brief else Content()), ""
    if not brief:
        return full[0], ""
    said = [b for b in brief[0].blocks if not (isinstance(b, Paragraph) and _FOOTER.match(b.source))]
    ours, theirs = letters(_joined(full[0].blocks)), letters(_joined(said))
    if ours in theirs and ours != theirs:  # a feed that has the two the other way round
        return Content(said, brief[0].skipped), ""
    return full[0], _TEASER.sub("", _joined(said))


def _joined(blocks: Iterable[Block]) -> str:
    return fold(" ".join(p.source for p in walk(blocks) if p.style is not Style.DESCRIPTION))


def _read(element: etree._Element, name: str) -> Content:
    if len(element):  # Atom's type="xhtml"
        return content_of(element)
    return item_content(element.text or "", name)


def _elements(entry: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    for element in (e for each in wanted for e in find_all(entry, each)):
        if not str(element.tag).startswith(_MEDIA_SPACE) and element.get("src") is None:
            yield element


def _enclosed(entry: etree._Element) -> Counter[str]:
    """Enclosures and Media RSS, as what their types say they are."""
    media = [e for e in entry.iter() if str(e.tag).startswith(_MEDIA_SPACE) and local(e) == "content"]
    links = [e for e in find_all(entry, "link") if e.get("rel") == "enclosure"]
    kinds = [
        (e.get("medium") or (e.get("type") or "file").partition("/")[0]).replace("image", "picture")
        for e in [*media, *links, *find_all(entry, "enclosure")]
    ]
    return Counter(kinds)


def _language(element: etree._Element) -> str:
    return element.get(LANGUAGE) or ""


def item_content(content: str, name: str, *, line_breaks: bool = False) -> Content:
    """An item's content, HTML or plain text; ``line_breaks`` as in ``read_body``."""
    if not (_TAG.search(content) or line_breaks):
        return Content(split_text(content))
    return content_of(content, name, line_breaks=line_breaks)


def one_line(content: str, name: str) -> str:
    """A title: text on one line, without the mark-up that some feeds put there.

    >>> one_line("Le <b>port</b> d&#39;Ys", "flux.xml")
    "Le port d'Ys"
    """
    return _joined(item_content(content, name).blocks)
