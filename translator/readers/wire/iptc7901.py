"""IPTC 7901, the text format of the teleprinter age, still sent: SOH header STX text ETX trailer EOT."""

import re
from dataclasses import replace

from translator.document import Article, Metadata
from translator.readers.articles import Content, article_of, read_items
from translator.readers.wire.teleprinter import Message, messages, paragraphs_of, split_opening

# Source and number, priority, category, words, then what the agency pleases ("eca0003 3 i 380  dpa 0045").
_HEADER = re.compile(r"\s*([A-Za-z]{1,8})[ -]?(\d{1,5})\s+(\d)\s+(\w{1,3})\s+(\d+)[ \t]*([^\r\n]*)")
_SENT = re.compile(r"(\d{6})\s*([A-Z]{3,4})?\s*([A-Za-zéûÉÛ]{3,4})\.?\s*(\d{2,4})?")


def read(data: bytes, name: str) -> list[Article]:
    """One article a message. Raises InputError."""
    return read_items(tuple(messages(data, name)), lambda message: [_article(message)], name)


def _article(message: Message) -> Article:
    opening, story = split_opening(message.text)
    sent = _SENT.search(message.trailer)
    facts = replace(_header(message.header, opening), date=sent[0] if sent else "")
    return article_of(Content(paragraphs_of(story)), facts, "iptc7901")


def _header(text: str, opening: Metadata) -> Metadata:
    """What the opening says, with the fields of the first line; the lines after it are keywords, hence the slugline."""
    match = _HEADER.match(text)
    if match is None:
        return replace(opening, slugline=text)
    source, number, urgency, category, _words, service = match.groups()
    return replace(
        opening,
        source=source,
        urgency=urgency,
        category=category,
        service=service,
        slugline=text[match.end() :],
        extra={"number": number},
    )
