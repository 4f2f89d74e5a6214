"""ANPA 1312, the North American wire format: framed like IPTC 7901, its opening lines marked with carets."""

import re
from collections.abc import Sequence

from translator.document import Article, Metadata
from translator.readers.articles import Content, article_of, read_items
from translator.readers.embargo import announces_embargo
from translator.readers.wire.teleprinter import Message, dateline_of, messages, paragraphs_of

# Service level and story number, selector; priority and category; then keyword, draft, date and words.
_HEADER = re.compile(r"\s*([A-Za-z])(\d{3,4})\s*([\w-]*)\s+([A-Za-z])\s+([A-Za-z])\w?\s*(.*)", re.DOTALL)
_COUNTED = re.compile(r"(.*?)(?<!\s)\s+(\d\d?-\d\d?)\s+(\d+)\s*\Z", re.DOTALL)
_BYLINE = re.compile(r"(?:By|Par|De notre|De nos)\b", re.IGNORECASE)
_NOTE = re.compile(r"\(?(?:Eds?|Editors?|NDLR|Note(?: aux| to)?)\b\s?[:.-]", re.IGNORECASE)
_WORDS = re.compile(r",\s?\d+\Z")


def read(data: bytes, name: str) -> list[Article]:
    """One article a message. Raises InputError."""
    return read_items(tuple(messages(data, name)), lambda message: [_article(message)], name)


def _article(message: Message) -> Article:
    facts = _header(message.header)
    lines = message.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").split("\n")
    count = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("^")), len(lines))
    facts |= _opening([line for line in lines[:count] if line.strip()])
    text = "\n".join(re.sub(r"(?<!\s)\s*<\s*\Z", "\n", line.removeprefix("^")) for line in lines[count:])
    facts["dateline"] = dateline_of(text)
    facts["sent"] = message.trailer.strip("^<\r\n\t ")
    return article_of(Content(paragraphs_of(text)), Metadata.of(facts), "anpa")


def _header(text: str) -> dict[str, str]:
    match = _HEADER.match(text)
    if match is None:
        return {"slugline": " ".join(text.split())}
    level, number, selector, priority, category, rest = match.groups()
    counted = _COUNTED.match(rest)
    return {
        "number": level + number,
        "selector": selector,
        "priority": priority,
        "category": category,
        "slugline": (counted[1] if counted else rest).strip(),
        "date": counted[2] if counted else "",
    }


def _opening(lines: Sequence[str]) -> dict[str, str]:
    """Keyword line, headline, then notes and byline: "^" begins each, "<" ends it, "=" ends a byline."""
    texts = [line.strip("^< \t") for line in lines]
    keyword, *others = texts if texts and _WORDS.search(texts[0]) else ["", *texts]
    signed = [t.rstrip("= ") for t in others if _BYLINE.match(t) or t.endswith("=")]
    plain = [t for t in others if not (_BYLINE.match(t) or t.endswith("="))]
    headline = next((t for t in plain if not (_NOTE.match(t) or announces_embargo(t))), "")
    notes = [t for t in plain if t != headline]
    facts = {"headline": headline, "ednote": " ".join(notes), "byline": ", ".join(signed)}
    return facts | ({"slugline": _WORDS.sub("", keyword)} if keyword else {})
