"""Dates as the wire formats write them, in one shape (ISO 8601)."""

import datetime
import email.utils
import re

from translator.languages import FRENCH
from translator.languages.datelines import MONTH

_FRENCH = re.compile(
    rf"\b(\d{{1,2}})(?:er)?(?:/(\d{{1,2}})/|\s+({MONTH})\.?\s+)"
    r"(\d{4})(?:\D{1,4}(\d{1,2})\s?(?:h(?:eures?)?\b\s?|h|:)\s?(\d\d)?\b)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")


def iso(text: str) -> str:
    """The date as ISO 8601 where it is understood, as it stands where not.

    >>> iso("20240710T130037Z"), iso("Mon, 29 Jul 2013 16:03:54 +0000"), iso("hier")
    ('2024-07-10T13:00:37Z', '2013-07-29T16:03:54Z', 'hier')
    """
    text = " ".join(text.split())
    moment = parse(text)
    if moment is None:
        return text
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text):
        return moment.date().isoformat()
    return moment.isoformat().replace("+00:00", "Z")


def written(text: str) -> str:
    """The first date in a line of French as ISO 8601; "" where there is none.

    >>> written("Publié le 1er août 2026 à 6h05"), written("modifié le 19/11/2026"), written("hier")
    ('2026-08-01T06:05:00', '2026-11-19', '')
    """
    for day, number, name, year, hour, minute in _FRENCH.findall(text):
        month = int(number) if number else FRENCH.month(name)
        try:
            moment = datetime.datetime(int(year), month, int(day), int(hour or 0), int(minute or 0))
        except ValueError:
            continue
        return moment.isoformat() if hour else moment.date().isoformat()
    return ""


def shown(text: str) -> str:
    """The date for an editor's eye: ``2026-11-23 06:00 UTC``; the text itself where it is not understood."""
    moment = parse(text.strip())
    if moment is None or re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text.strip()):
        return text.strip()
    zone = moment.strftime("%z")
    label = "" if not zone else " UTC" if zone == "+0000" else f" UTC{zone[:3]}:{zone[3:5]}"
    return moment.strftime("%Y-%m-%d %H:%M") + label


def parse(text: str) -> datetime.datetime | None:
    """The moment that a text names, with a time zone if the text has one; None where it is no date."""
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        zone = "" if zone is None else zone
        text = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
