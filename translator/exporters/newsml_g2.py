"""NewsML-G2: the English as a news item of conformance "power", in a news message, as systems expect to receive it.

The order of elements is that of the schema (https://iptc.org/std/NewsML-G2/). The text is given as XHTML and, as an
alternative rendition after it, as HTML in characters: Superdesk keeps of XHTML only what stands before the first tag
within a paragraph, and of several renditions the last. The original is linked with irel:translatedFrom, of the scheme
of item relations; the scheme aliases are those of IPTC's catalogue.
"""

import re
from xml.sax.saxutils import escape, quoteattr

from translator.document import Article, walk
from translator.exporters import Options, news_item, xhtml
from translator.exporters.news_item import one_line
from translator.exporters.rich_text import encoded
from translator.exporters.seal import UNSEALED, seal_text

_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_POSITIVE = re.compile("0*[1-9][0-9]{0,18}")
_OWN_NAME = "newsroom-translator"


def export(article: Article, options: Options) -> bytes:
    """The English as sealed UTF-8 XML; the layout is always the English one."""
    language = news_item.language(article)
    version = article.metadata.version
    attributes = {
        "guid": news_item.guid(article),
        "version": version if _POSITIVE.fullmatch(version) else "1",
        "standard": "NewsML-G2",
        "standardversion": "2.34",
        "conformance": "power",
        "xml:lang": language,
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<newsMessage xmlns="{_NAMESPACE}">',
        "<header>",
        *_element("sent", news_item.version_created(article, options.date)),
        "<priority>5</priority>",
        "</header>",
        "<itemSet>",
        f"<newsItem {_attributes(attributes)}>",
        f'<catalogRef href="{_CATALOG}"/>',
        *_rights(article),
        *_item_meta(article, options),
        *_content_meta(article, language),
        *_content(article, language),
        "</newsItem>",
        "</itemSet>",
        "</newsMessage>",
        f"<!-- {UNSEALED} -->",
    ]
    return seal_text(encoded("\n".join(lines) + "\n"))


def _rights(article: Article) -> list[str]:
    facts = article.metadata
    lines = [
        *_element("copyrightNotice", facts.copyright),
        *_element("usageTerms", facts.usageterms),
    ]
    return ["<rightsInfo>", *lines, "</rightsInfo>"] if lines else []


def _item_meta(article: Article, options: Options) -> list[str]:
    facts = article.metadata
    original, created = facts.guid, news_item.version_created(article, options.date)
    return [
        "<itemMeta>",
        '<itemClass qcode="ninat:text"/>',
        f"<provider literal={_quoted(facts.source or _OWN_NAME)}/>",
        *_element("versionCreated", created),
        *_element("firstCreated", created),
        *_element("embargoed", news_item.moment(facts.embargo)),
        f'<pubStatus qcode="stat:{news_item.status(article)}"/>',
        *_element("generator", article.signature or _OWN_NAME),
        *_element("edNote", news_item.note(article)),
        *([f'<link rel="irel:translatedFrom" residref={_quoted(original)}/>'] if original else []),
        "</itemMeta>",
    ]


def _content_meta(article: Article, language: str) -> list[str]:
    facts, parts = article.metadata, news_item.parts(article)
    headline = parts.headline.text if parts.headline else ""
    description = parts.description.text if parts.description else ""
    located = news_item.located(article)
    return [
        "<contentMeta>",
        *_element("urgency", news_item.urgency(article)),
        *_concept("located", located),
        f'<language tag="{language}"/>',
        *(line for name in facts.genre for line in _concept("genre", name)),
        *(line for word in facts.keywords for line in _element("keyword", word)),
        *(line for name in facts.subject for line in _concept("subject", name)),
        *_element("slugline", facts.slugline),
        *_element("headline", headline, f' xml:lang="{language}"'),
        *_element("dateline", facts.dateline),
        *_element("by", facts.byline),
        *_element("creditline", facts.credit),
        *_element("description", description, f' role="drol:summary" xml:lang="{language}"'),
        "</contentMeta>",
    ]


def _content(article: Article, language: str) -> list[str]:
    parts = news_item.parts(article)
    words = sum(len(p.text.split()) for p in walk([*parts.body, *(r.note for r in parts.notes.values())]))
    body = xhtml.body(parts.body, parts.notes)
    return [
        "<contentSet>",
        f'<inlineXML contenttype="application/xhtml+xml" xml:lang="{language}" wordcount="{words}">',
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{language}">',
        f"<head><title>{escape(one_line(parts.headline.text if parts.headline else ''))}</title></head>",
        "<body>",
        body,
        "</body>",
        "</html>",
        "</inlineXML>",
        f'<inlineData contenttype="text/html" xml:lang="{language}" wordcount="{words}">{escape(body)}</inlineData>',
        "</contentSet>",
    ]


def _element(name: str, text: str, attributes: str = "") -> list[str]:
    text = one_line(text)
    return [f"<{name}{attributes}>{escape(text)}</{name}>"] if text else []


def _concept(kind: str, name: str) -> list[str]:
    """A concept of which the name alone is known."""
    named = _element("name", name)
    return [f"<{kind} literal={_quoted(name)}>", *named, f"</{kind}>"] if named else []


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={_quoted(value)}" for name, value in values.items())


def _quoted(text: str) -> str:
    return quoteattr(one_line(text))
