"""Mail (.eml): the text as an article, its subject the headline; attachments are listed, not read."""

import email
import email.policy
import itertools
import re
from collections.abc import Iterator
from email.message import EmailMessage

from translator.document import Article, Notice
from translator.errors import InputError
from translator.readers.dates import iso
from translator.readers.mail_text import is_shown, text_of_mail
from translator.readers.renditions import OTHER
from translator.readers.story import alone, story

_MAX_PARTS = 1_000
_QUOTED = 200  # characters of a signature in its notice
_PREFIXES = re.compile(r"\A(?:(?:re|tr|fw|fwd|aw|réf)\s?:\s*)+(?=\S)", re.IGNORECASE)  # what replying puts there


def read(data: bytes, name: str) -> list[Article]:
    """One article; see ``mail_text`` for what of a mail is its text. Raises InputError."""
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
        parts = list(itertools.islice(_parts(message), _MAX_PARTS + 1))
        facts = {key: _header(message, header) for key, header in _HEADERS.items()}
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError) as error:
        raise InputError(f"{name}: damaged mail ({error})") from error
    if len(parts) > _MAX_PARTS:  # each text is compared with all others
        raise InputError(f"{name}: refused, a mail of more than {_MAX_PARTS:,} parts")
    facts["date"] = iso(facts["date"])
    facts["headline"] = _PREFIXES.sub("", facts["headline"])
    text = text_of_mail(message, name)
    signatures = [said[:_QUOTED] for said in text.signatures]
    notices = [Notice("left-out", f"The signature is not translated: « {said} »") for said in signatures]
    notices += [Notice("skipped", f"Not translated: attachment {label}") for label in _attachments(parts)]
    skipped = {OTHER: text.differing} if text.differing else {}
    return alone(story(text.paragraphs, facts, "eml", skipped=skipped, notices=notices), name)


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


def _attachments(parts: list[EmailMessage]) -> Iterator[str]:
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = next(part.iter_parts(), None)
            subject = _header(inner, "Subject") if isinstance(inner, EmailMessage) else ""
            yield f"message « {subject} »; save it as a file of its own"
            continue
        if not (part.is_multipart() or is_shown(part)):
            yield f"{part.get_filename() or 'without a name'} ({kind})"
