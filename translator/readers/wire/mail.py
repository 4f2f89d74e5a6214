"""Mail (.eml): the text as an article, its subject the headline; attachments are listed, not read.

Of alternatives the best text, of parts one after the other all that are shown; nothing twice: ``multipart/alternative``
says the same in several ways; the parts of any other kind follow one another on the screen (RFC 2046), so that a list's
footer in HTML is no reason to leave out the article above it.
"""

import email
import email.policy
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage

from translator.document import Article, Block, Metadata, Notice, walk
from translator.errors import InputError
from translator.readers.articles import Content, article_of, single
from translator.readers.budget import meter
from translator.readers.dates import iso
from translator.readers.encoding import decode, read_as
from translator.readers.text.typeset import split_text
from translator.readers.web.body import read_body
from translator.readers.web.parsing import as_browsers, parse_page
from translator.readers.web.tree import assemble
from translator.readers.wire.renditions import OTHER, distinct

_MAX_PARTS = 1_000
_MOST_BOUNDARIES = 20_000  # what looks like one: the parts are known only when all have been parsed
_MAX_DEPTH = 50
# A boundary with "=" in it must stand in quotation marks (RFC 2045), and in the mails of some systems does not.
_BARE_BOUNDARY = re.compile(
    rb"^(content-type:[^\n]*(?:\n[ \t][^\n]*)*?\bboundary=)([^\s\";]+)", re.IGNORECASE | re.MULTILINE
)
# Characters of a header that are read: the time that the parser takes grows with their square. Subjects have 100.
_LONGEST_HEADER = 4_000
_HEADERS = HeaderRegistry()
_POLICY = email.policy.default.clone(header_factory=lambda name, value: _HEADERS(name, value[:_LONGEST_HEADER]))
_SIGNATURE = "\n-- \n"
_FLOWED = re.compile(r"(?<!\n--) \n")  # a space before the line's end, but not that of the signature's line
_MOST_LINES, _MOST_LETTERS = 6, 300  # of a signature; a forwarded story below one is no part of it
_QUOTED = 200  # characters of a signature in its notice
_PREFIXES = re.compile(r"\A(?:(?:re|tr|fw|fwd|aw|réf)\s?:\s*)+(?=\S)", re.IGNORECASE)  # what replying puts there


def read(data: bytes, name: str) -> list[Article]:
    """One article; see ``text_of_mail``. Raises InputError."""
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        raise InputError(f"{name}: refused, a mail of more than {_MAX_PARTS:,} parts")
    try:
        message = email.message_from_bytes(_BARE_BOUNDARY.sub(rb'\1"\2"', data.lstrip()), policy=_POLICY)
        parts = list(itertools.islice(_parts(message), _MAX_PARTS + 1))
        facts = Metadata(
            headline=_PREFIXES.sub("", _header(message, "Subject")),
            byline=_header(message, "From"),
            date=iso(_header(message, "Date")),
            guid=_header(message, "Message-ID"),
            language=_header(message, "Content-Language"),
        )
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError) as error:
        raise InputError(f"{name}: damaged mail ({error})") from error
    if len(parts) > _MAX_PARTS:  # each text is compared with all others
        raise InputError(f"{name}: refused, a mail of more than {_MAX_PARTS:,} parts")
    text = text_of_mail(message, name)
    signatures = [said[:_QUOTED] for said in text.signatures]
    notices = [Notice("left-out", f"The signature is not translated: « {said} »") for said in signatures]
    notices += [Notice("skipped", f"Not translated: attachment {label}") for label in _attachments(parts)]
    content = Content(text.blocks, +Counter({OTHER: text.differing}))
    return single(article_of(content, facts, "eml", notices), name)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message, itself first, but not those of the messages attached to it."""
    todo = [message]
    while todo:
        part = todo.pop(0)
        meter().tick()
        yield part
        if part.get_content_maintype() == "multipart":
            todo[:0] = [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]


def _header(message: EmailMessage, header: str) -> str:
    try:
        return " ".join(str(message.get(header, "")).split())
    except OverflowError:  # a date whose numbers no clock has: it says nothing
        return ""


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


@dataclass(frozen=True, slots=True)
class MailText:
    """``signatures`` are the short texts left out at the ends of parts, each on one line.

    ``differing`` counts the parts left out that say the same as another, but not in the same words throughout.
    """

    blocks: Sequence[Block] = ()
    is_html: bool = False
    signatures: tuple[str, ...] = ()
    differing: int = 0


def is_shown(part: EmailMessage) -> bool:
    """Whether a part is text that mail programs show in the message itself."""
    return part.get_content_type() in ("text/plain", "text/html") and not part.is_attachment()


def text_of_mail(part: EmailMessage, name: str, depth: int = 0) -> MailText:
    """The text of a message or of a part of one, without that of attached messages. Raises InputError."""
    if depth > _MAX_DEPTH:
        raise InputError(f"{name}: refused, a mail nested more than {_MAX_DEPTH} parts deep")
    if part.get_content_maintype() == "multipart":
        inside = [text_of_mail(p, name, depth + 1) for p in part.iter_parts() if isinstance(p, EmailMessage)]
        with_text = [text for text in inside if text.blocks]
        return _best(with_text) if part.get_content_subtype() == "alternative" else _joined(with_text)
    return _leaf(part, name) if is_shown(part) else MailText()


def _best(texts: Sequence[MailText]) -> MailText:
    """HTML, for its paragraphs and links, unless it has much less text: "your program shows no HTML", reversed."""
    if not texts:
        return MailText()
    best = max(texts, key=lambda text: text.is_html)
    fullest = max(texts, key=_size)
    return fullest if 2 * _size(best) < _size(fullest) else best


def _joined(texts: Sequence[MailText]) -> MailText:
    kept, differing = distinct([text.blocks for text in texts])
    return MailText(
        Content.joined(map(Content, kept)).blocks,
        any(text.is_html for text in texts),
        tuple(dict.fromkeys(said for text in texts for said in text.signatures)),
        differing + sum(text.differing for text in texts),
    )


def _size(text: MailText) -> int:
    return sum(len(p.source) for p in walk(text.blocks))


def _leaf(part: EmailMessage, name: str) -> MailText:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return MailText()
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        body = read_body(parse_page(content, name, charset))  # its pictures are mostly logos, and attachments
        return MailText(assemble(body, body.blocks, ()).blocks, is_html=True)
    text, signature = _without_signature(_decoded(content, charset, name).replace("\r\n", "\n"))
    if part.get_param("format") == "flowed":  # a space before the line end: the paragraph goes on (RFC 3676)
        text = _FLOWED.sub(" ", text)
    return MailText(split_text(text), signatures=(signature,) if signature else ())


def _decoded(content: bytes, charset: str | None, name: str) -> str:
    """The text part. Beyond ASCII, what reads as UTF-8 is UTF-8, whatever its label, as in ``parse_page``."""
    if not content.isascii() and read_as(content, "utf-8") is not None:
        return decode(content, name, forgiving=True)
    text = read_as(content, as_browsers(charset or "utf-8"))
    return decode(content, name) if text is None else text  # a damaged text, or no such charset


def _without_signature(text: str) -> tuple[str, str]:
    """The text, and the signature at its very end: below a line "-- " and short; "" where there is none.

    >>> _without_signature("Le port rouvre.\\n\\n-- \\nAnne Blanc\\nDesk de Brest\\n")
    ('Le port rouvre.\\n', 'Anne Blanc · Desk de Brest')
    """
    before, found, after = text.rpartition(_SIGNATURE)
    lines = [line.strip() for line in after.split("\n") if line.strip()]
    if not found or len(lines) > _MOST_LINES or len(after) > _MOST_LETTERS or not before.strip():
        return text, ""
    return before, " · ".join(lines)
