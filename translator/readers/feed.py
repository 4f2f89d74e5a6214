"""RSS 0.9 to 2.0 and Atom feeds: each entry an article.

Parsed here rather than with feedparser, whose parser accepts documents that the limits of ``xml`` refuse.
See https://www.rssboard.org/rss-specification and RFC 4287.
"""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from translator.document import Article, Paragraph
from translator.readers.dates import iso
from translator.readers.elements import attributes_at, find_all, local, text_at, texts_at
from translator.readers.inline_html import read_body
from translator.readers.markup import root_of
from translator.readers.story import gather, story
from translator.readers.syndication import one_line, paragraphs_of

_MEDIA_SPACE = "{http://search.yahoo.com/mrss/}"  # Media RSS: its elements share names with Atom's


def read(data: bytes, name: str) -> list[Article]:
    """One article an entry, in the order of the feed. Raises InputError."""
    root = root_of(data, name, "an RSS or Atom feed", "rss", "RDF", "feed", "entry")
    entries = [e for e in root.iter() if local(e) in ("item", "entry")]
    channel = root if local(root) in ("feed", "entry") else next(iter(find_all(root, "channel")), root)
    return gather([_article(entry, channel, name) for entry in entries], name, () if entries else ["no entries"])


def _article(entry: etree._Element, channel: etree._Element, name: str) -> Article:
    paragraphs, skipped = _content(entry, name)
    skipped.update(_enclosed(entry))
    return story(paragraphs, metadata_of(entry, channel, name), "feed", skipped=skipped)


def metadata_of(entry: etree._Element, channel: etree._Element, name: str) -> dict[str, str]:
    """What an item or entry says of itself, and the channel of all."""
    links = [e.get("href") or e.text or "" for e in find_all(entry, "link") if e.get("rel") in (None, "alternate")]
    return {
        "guid": text_at(entry, "guid", "id"),
        "url": next((link.strip() for link in links if link.strip()), ""),
        "headline": one_line(text_at(entry, "title"), name),
        "byline": ", ".join(texts_at(entry, "author/name") or texts_at(entry, "creator") or texts_at(entry, "author")),
        "date": iso(text_at(entry, "pubDate", "published", "date", "updated")),
        "keywords": ", ".join(dict.fromkeys([*texts_at(entry, "category"), *attributes_at(entry, "category", "term")])),
        "source": text_at(entry, "source/title", "source") or text_at(channel, "title"),
        "copyright": text_at(entry, "rights") or text_at(channel, "copyright", "rights"),
        "language": _language(entry) or text_at(channel, "language") or _language(channel),
    }


def _content(entry: etree._Element, name: str) -> tuple[list[Paragraph], Counter[str]]:
    """The full text where the feed gives it (content:encoded, Atom's content), else the summary."""
    skipped: Counter[str] = Counter()
    for element in _candidates(entry):
        if len(element):  # Atom's type="xhtml"
            body = read_body(element)
            found = body.paragraphs, body.skipped
        else:
            found = paragraphs_of(element.text or "", name)
        if found[0]:
            return found
        skipped = skipped or found[1]
    return [], skipped


def _candidates(entry: etree._Element) -> Iterable[etree._Element]:
    for wanted in ("encoded", "content", "description", "summary"):
        for element in find_all(entry, wanted):
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
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
