"""Mail (.eml): the text as an article, its subject the headline; attachments are listed, not read."""

import email
import email.policy
import itertools
import re
from collections.abc import Iterator
from email.message import EmailMessage

from translator.document import Article, Notice, Paragraph
from translator.errors import InputError
from translator.readers.dates import iso
from translator.readers.encoding import decode
from translator.readers.html_tree import parse_page
from translator.readers.inline_html import read_body
from translator.readers.plain import split_text
from translator.readers.story import alone, story

_MAX_PARTS = 1_000
_PREFIXES = re.compile(r"\A(?:(?:re|tr|fw|fwd|aw|réf)\s?:\s*)+(?=\S)", re.IGNORECASE)  # what replying puts there


def read(data: bytes, name: str) -> list[Article]:
    """One article: the HTML part where there is one, for its paragraphs and links; else the text part.

    Raises InputError.
    """
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
        parts = list(itertools.islice(_parts(message), _MAX_PARTS))
        facts = {key: _header(message, header) for key, header in _HEADERS.items()}
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError) as error:
        raise InputError(f"{name}: damaged mail ({error})") from error
    facts["date"] = iso(facts["date"])
    facts["headline"] = _PREFIXES.sub("", facts["headline"])
    texts = [p for p in parts if p.get_content_type() in ("text/plain", "text/html") and not p.is_attachment()]
    texts.sort(key=lambda part: part.get_content_type() != "text/html")
    paragraphs: list[Paragraph] = []
    used: EmailMessage | None = None
    for part in texts:
        paragraphs = _paragraphs(part, name)
        if paragraphs:
            used = part
            break
    notices = [Notice("skipped", f"Not translated: attachment {label}") for label in _attachments(parts, used)]
    return alone(story(paragraphs, facts, "eml", notices=notices), name)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message, itself first, but not those of the messages attached to it."""
    todo = [message]
    while todo:
        part = todo.pop(0)
        yield part
        if part.get_content_maintype() == "multipart":
            todo[:0] = [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]


_HEADERS = {
    "headline": "Subject",
    "byline": "From",
    "date": "Date",
    "guid": "Message-ID",
    "language": "Content-Language",
}


def _header(message: EmailMessage, header: str) -> str:
    return " ".join(str(message.get(header, "")).split())


def _paragraphs(part: EmailMessage, name: str) -> list[Paragraph]:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return []
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return read_body(parse_page(content, name, charset)).paragraphs
    return split_text(_decoded(content, charset, name, flowed=part.get_param("format") == "flowed"))


def _decoded(content: bytes, charset: str | None, name: str, *, flowed: bool) -> str:
    """The text part. In ``format=flowed`` a space before the line end means that the paragraph goes on (RFC 3676)."""
    try:
        text = content.decode(charset or "utf-8")
    except (ValueError, LookupError):  # a damaged text, or no such charset
        text = decode(content, name)
    text = text.replace("\r\n", "\n")
    text = text.partition("\n-- \n")[0]
    return text.replace(" \n", " ") if flowed else text


def _attachments(parts: list[EmailMessage], used: EmailMessage | None) -> Iterator[str]:
    for part in parts:
        kind = part.get_content_type()
        shown_otherwise = kind in ("text/plain", "text/html") and not part.is_attachment()
        if kind == "message/rfc822":
            inner = next(part.iter_parts(), None)
            subject = _header(inner, "Subject") if isinstance(inner, EmailMessage) else ""
            yield f"message « {subject} »; save it as a file of its own"
            continue
        if part is used or part.is_multipart() or shown_otherwise:
            continue
        yield f"{part.get_filename() or 'without a name'} ({kind})"
