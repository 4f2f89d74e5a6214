"""What every news format needs of a translated article: identifiers, dates, the note to the desk, the text in parts."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from translator.document import Article, Block, Paragraph, Style
from translator.exporters import summary
from translator.exporters.rich_text import LANGUAGES, visible
from translator.exporters.structure import Reference, arrange

URN = "urn:newsroom-translator:"
_REVISED = re.compile(r"(urn:newsml:[^:]+:[^:]+:[^:]+):\d+[A-Z]?", re.IGNORECASE)  # RFC 3085, with its RevisionId
_LANGUAGES = {"en": "en-GB"}  # the house's English
_NO_DATE = "1970-01-01T00:00:00Z"  # formats ask for a date; an article may have none, and today's would not repeat
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Parts:
    """The article by places in an item; headline and description are None where there is none."""

    headline: Paragraph | None
    description: Paragraph | None
    body: tuple[Block, ...]
    notes: Mapping[str, Reference]


def parts(article: Article) -> Parts:
    """The headline, the standfirst that the item itself gave apart from its text, the text and its notes."""
    arranged = arrange(article)
    blocks = [n.block for n in arranged.text]
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    headline = next((p for p in paragraphs if p.style is Style.HEADLINE), None)
    said = article.metadata.description
    description = next((p for p in paragraphs if said and p is not headline and p.source == said), None)
    body = tuple(b for b in blocks if b is not headline and b is not description and not _is_blank(b))
    if not body and description is not None:
        return Parts(headline, None, (description,), arranged.notes)
    return Parts(headline, description, body, arranged.notes)


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def lasting(guid: str) -> str:
    """A guid without the revision that a NewsML URN ends in, so that it is the same for all versions of an item.

    >>> lasting("urn:newsml:afp.com:20260522:TX-PAR-AB1:2"), lasting("urn:newsml:afp.com:20260522:12")
    ('urn:newsml:afp.com:20260522:TX-PAR-AB1', 'urn:newsml:afp.com:20260522:12')
    """
    found = _REVISED.fullmatch(guid)
    return found[1] if found else guid


def guid(article: Article) -> str:
    """A new identifier, always the same for the same item and language; by the text where the item has no guid."""
    basis = lasting(article.metadata.guid) or "\n".join(p.source for p in article.paragraphs)
    digest = hashlib.sha256(f"{basis}|{article.target_lang}".encode("utf-8", "replace")).hexdigest()
    return URN + digest


def language(article: Article) -> str:
    """The language of the translation as BCP 47 ("en-GB")."""
    return _LANGUAGES.get(article.target_lang, article.target_lang)


def version_created(article: Article, date: datetime.date | None) -> str:
    """The day of the translation, else the date of the item."""
    return f"{date.isoformat()}T00:00:00Z" if date else moment(article.metadata.date) or _NO_DATE


def moment(text: str) -> str:
    """A date as these formats want it, in UTC to the second, since Superdesk reads no other; "" where the text is none.

    A time without a zone is taken as UTC, later than it would be in France, so that no embargo is lifted early.

    >>> moment("2026-11-24T05:00:00+01:00"), moment("2026-11-24"), moment("lundi")
    ('2026-11-24T04:00:00Z', '2026-11-24T00:00:00Z', '')
    """
    if _MOMENT.fullmatch(text) is None:
        return ""
    try:
        found = datetime.datetime.fromisoformat(text)
        found = found.astimezone(datetime.UTC) if found.tzinfo else found
    except (ValueError, OverflowError):
        return ""
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1000 else ""


def status(article: Article) -> str:
    """The publishing status (IPTC's pubstatus): that of the original if it is no longer usable, or not yet.

    An item whose embargo ends at a time that nobody could read is withheld: a system would not know when to release it.
    """
    said = article.metadata.pubstatus.lower()
    if "cancel" in said:
        return "canceled"
    is_embargoed = any(notice.code == "embargo" for notice in article.notices)
    unknown = is_embargoed and not moment(article.metadata.embargo)
    return "withheld" if unknown or "withheld" in said else "usable"


def urgency(article: Article) -> str:
    """IPTC's urgency, from "1", the highest, to "9"; "" where the item says none, or something else."""
    said = article.metadata.urgency
    return said if len(said) == 1 and said in "123456789" else ""


def note(article: Article) -> str:
    """The note to the desk: that a machine translated this, from what, how much is in doubt, and what the item said."""
    facts = article.metadata
    source = LANGUAGES.get(article.source_lang or "", article.source_lang or "an unknown language")
    lines = [f"{summary.STATUS}. Translated from {source}.", f"To check: {summary.notice_counts(article)}."]
    lines += [f"{said}."] if (said := summary.hold(article)) else []
    lines += [f"Original item: {facts.guid}."] if facts.guid else []
    lines += [f"Made by {article.signature}."] if article.signature else []
    lines += [f"Note of the original, not translated: {facts.ednote}"] if facts.ednote else []
    return " ".join(lines)


def located(article: Article) -> str:
    """Where the item comes from: as it says, else the place that its dateline begins with.

    >>> from translator.document import Metadata
    >>> located(Article((), metadata=Metadata(dateline="Genève, 23 nov 2026 (AFP)")))
    'Genève'
    """
    facts = article.metadata
    return facts.located or re.split(r"[,(]|\s[-–—]", facts.dateline, maxsplit=1)[0].strip()


def one_line(text: str) -> str:
    """The text on one line, no-break spaces kept, what XML cannot hold shown as U+FFFD."""
    return _SPACE.sub(" ", visible(text)).strip(" ")
