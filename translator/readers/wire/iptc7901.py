"""IPTC 7901, the text format of the teleprinter age, still sent: SOH header STX text ETX trailer EOT."""

import re

from translator.document import Article
from translator.readers.articles import alone, gather, story
from translator.readers.wire.teleprinter import Message, messages, paragraphs_of, split_opening

# Source and number, priority, category, words, then what the agency pleases ("eca0003 3 i 380  dpa 0045").
_HEADER = re.compile(r"\s*([A-Za-z]{1,8})[ -]?(\d{1,5})\s+(\d)\s+(\w{1,3})\s+(\d+)[ \t]*([^\r\n]*)")
_SENT = re.compile(r"(\d{6})\s*([A-Z]{3,4})?\s*([A-Za-zéûÉÛ]{3,4})\.?\s*(\d{2,4})?")


def read(data: bytes, name: str) -> list[Article]:
    """One article a message. Raises InputError."""
    articles = [_article(message) for message in messages(data, name)]
    return alone(articles[0], name) if len(articles) == 1 else gather(articles, name)


def _article(message: Message) -> Article:
    facts = _header(message.header)
    opening = split_opening(message.text)
    facts |= {
        "headline": opening.headline,
        "byline": opening.byline,
        "dateline": opening.dateline,
        "label": opening.label,
        "date": " ".join(found[0].split()) if (found := _SENT.search(message.trailer)) else "",
    }
    return story(paragraphs_of(opening.rest), facts, "iptc7901")


def _header(text: str) -> dict[str, str]:
    """The fields of the first line; the lines after it are keywords, which serve as slugline."""
    match = _HEADER.match(text)
    if match is None:
        return {"slugline": " ".join(text.split())}
    source, number, urgency, category, _words, rest = match.groups()
    return {
        "source": source,
        "number": number,
        "urgency": urgency,
        "category": category,
        "service": rest.strip(),
        "slugline": " ".join(text[match.end() :].split()),
    }
