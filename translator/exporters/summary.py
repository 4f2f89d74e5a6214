"""The title block: what an editor must know before reading the first line."""

import datetime
import re
from collections.abc import Sequence

from translator.document import Article, Style
from translator.languages import ENGLISH

STATUS = "Machine translation, not reviewed"
HOLDING = ("embargo", "status")  # the notices that keep a story from running
# A title block is no place for long metadata (embedded captions, front matter); the JSON keeps it whole.
LONGEST = 200
NAMED, QUOTED = 3, 50  # sentences to compare first, and characters of each
MOST_LISTED = 12  # paragraphs named in the title block
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def headline(article: Article) -> str:
    """The English headline; else the article's own title; else the first words of the text.

    >>> from translator.document import Paragraph
    >>> headline(Article((Paragraph.of("Kyiv on alert", Style.HEADLINE),), title="Kiev en alerte"))
    'Kyiv on alert'
    """
    found = next((p.text for p in article.paragraphs if p.style is Style.HEADLINE and p.text.strip()), article.title)
    found = found if found.strip() else next((p.text for p in article.paragraphs if p.text.strip()), "Untitled")
    return _short(found, 300)


def hold(article: Article) -> str:
    """That the story must not run yet, and until when, or not at all; "" where nothing says so.

    It belongs on top, in every layout.
    """
    until = article.metadata.embargo
    dated = f"Under embargo until {readable(until)}" if _ISO.fullmatch(until) else ""
    said = (dated or n.message if n.code == "embargo" else n.message for n in article.notices if n.code in HOLDING)
    return " · ".join(dict.fromkeys(said))


def status(article: Article) -> str:
    """What an editor must know before anything else."""
    return " · ".join(filter(None, (hold(article), STATUS)))


def begins_with_headline(article: Article) -> bool:
    """Whether the text itself opens with its headline; front matter above it does not count."""
    first = next((p for p in article.paragraphs if p.style is not Style.VERBATIM and p.text.strip()), None)
    return first is not None and first.style is Style.HEADLINE


def facts(article: Article, date: datetime.date | None) -> list[tuple[str, str]]:
    """Label and value, in reading order: file, date, metadata, model signature, counts, the article's own notices."""
    metadata = dict(article.metadata.items())
    rows = [("File", metadata.pop("file"))] if "file" in metadata else []
    rows += [("Translated", long_date(date))] if date else []
    rows += [(k.replace("_", " ").capitalize(), readable(v)) for k, v in metadata.items()]
    rows += [("Made by", article.signature)] if article.signature else []
    rows += [("Changes", fix_counts(article)), ("To check", notice_counts(article))]
    rows += [("Compare first", risky)] if (risky := riskiest(article)) else []
    rows += [("Note", notice.message) for notice in article.notices]
    return [(label, _short(value, LONGEST)) for label, value in rows]


def long_date(date: datetime.date) -> str:
    """The date the British way, whatever the machine's locale.

    >>> long_date(datetime.date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{date.day} {ENGLISH.months[date.month - 1][0]} {date.year}"


def readable(value: str) -> str:
    """A date or a time of ISO 8601 as a person writes it; any other value as it is.

    >>> readable("2013-12-23T23:15:00Z"), readable("2013-12-23"), readable("hier")
    ('23 December 2013, 23:15 UTC', '23 December 2013', 'hier')
    """
    if not _ISO.fullmatch(value):
        return value
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) == len("2013-12-23"):
        return long_date(moment.date())
    zone = moment.strftime("%z")
    shown = "" if not zone else " UTC" if zone == "+0000" else f" UTC{zone[:3]}:{zone[3:5]}"
    return f"{long_date(moment.date())}, {moment:%H:%M}{shown}"


def fix_counts(article: Article) -> str:
    """How much was changed in the engine's words: by glossary entries (each has its remark), and otherwise."""
    fixes = [f for s in article.segments for f in s.fixes]
    by_entry = sum(1 for f in fixes if f.entry)
    return f"{_count(by_entry, 'glossary fix', 'es')}, {_count(len(fixes) - by_entry, 'typographic change', 's')}"


def notice_counts(article: Article) -> str:
    """How many notices, and in which paragraphs (counted from 1, as the DOCX numbers them) or on the article."""
    whole, inside = len(article.notices), sum(len(p.notices) for p in article.paragraphs)
    flagged = [number for number, p in enumerate(article.paragraphs, start=1) if p.notices]
    parts = (
        [f"{_count(inside, 'notice', 's')} in paragraph{'s' * (len(flagged) > 1)} {_listed(flagged)}"] if inside else []
    )
    parts += [f"{_count(whole, 'notice', 's')} on the article"] if whole else []
    return ", ".join(parts) or "no notices"


def riskiest(article: Article) -> str:
    """The sentences to compare with the French before all others, each with its paragraph; "" for none."""
    found = [(number, s.text) for number, s in article.doubtful if any(n.code == "risk" for n in s.notices)]
    return "; ".join(f"§{number} “{_short(text.strip('“”'), QUOTED)}”" for number, text in found[:NAMED])


def _listed(numbers: list[int]) -> str:
    """ "3", "3 and 7", "3, 7 and 9"; of many the first and how many more there are."""
    shown = list(map(str, numbers[:MOST_LISTED]))
    shown += [f"{len(numbers) - MOST_LISTED} more"] if len(numbers) > MOST_LISTED else []
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _count(number: int, noun: str, plural: str) -> str:
    return f"{number} {noun}{'' if number == 1 else plural}"


def _short(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def labelled(rows: Sequence[tuple[str, str]]) -> str:
    """The facts on one line, for formats without a table to spare."""
    return " · ".join(f"{label}: {value}" for label, value in rows)
