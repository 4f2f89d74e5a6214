"""WordPress exports (WXR, an RSS with WordPress's additions): each post or page an article."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from translator.document import Article, Metadata
from translator.readers.articles import Content, article_of, gather, read_each
from translator.readers.web.shortcodes import unwrapped
from translator.readers.wire.feed import about_channel, item_content, metadata_of, one_line
from translator.readers.xml import find, find_all, root_of, text_at, texts_at

_GUTENBERG = "<!-- wp:"
_KEPT_TO_ITSELF = ("attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache")


def read(data: bytes, name: str) -> list[Article]:
    """One article a post, in the order of the file, drafts too (metadata "status"). Raises InputError.

    Attachments, menu entries and revisions are left out and counted in a notice.
    """
    root = root_of(data, name, "a WordPress export", "rss")
    channel = find(root, "channel")
    items = [] if channel is None else find_all(channel, "item")
    kinds = [text_at(item, "post_type") or "post" for item in items]
    names = {text_at(a, "author_login"): text_at(a, "author_display_name") for a in root.iter("{*}author") if len(a)}
    posts = [item for item, kind in zip(items, kinds, strict=True) if _is_post(kind)]
    others = Counter(kind for kind in kinds if not _is_post(kind))
    left_out = [f"{count} of the type {kind}" for kind, count in others.items()]
    about = Metadata() if channel is None else about_channel(channel)
    return gather(read_each(posts, lambda i: [_article(i, about, names, name)], name, left_out), name, left_out)


def _is_post(kind: str) -> bool:
    """Posts, pages and a site's own types; not what WordPress keeps for itself."""
    return kind not in _KEPT_TO_ITSELF and not kind.startswith("wp_")


def _article(item: etree._Element, channel: Metadata, names: Mapping[str, str], name: str) -> Article:
    content = next((e.text or "" for e in find_all(item, "encoded") if "/excerpt/" not in str(e.tag)), "")
    excerpt = next((e.text or "" for e in find_all(item, "encoded") if "/excerpt/" in str(e.tag)), "")
    text, dropped = unwrapped(content)
    # the block editor writes its paragraphs out
    body = item_content(text, name, line_breaks=_GUTENBERG not in content)
    facts, status = metadata_of(item, channel, name), text_at(item, "status")
    facts = replace(
        facts,
        description=one_line(excerpt, name),
        status=status,
        keywords=tuple(texts_at(item, "category")),
        byline=names.get(facts.byline) or facts.byline,
        embargo=facts.date if status == "future" else "",  # scheduled, not out yet
        extra={"slug": text_at(item, "post_name")},
    )
    return article_of(Content(body.blocks, body.skipped + dropped), facts, "wxr")
