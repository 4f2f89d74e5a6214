"""Times of day the English way: 18:30 (24 hours), with the French source as the witness; a duration is none."""

import re
from collections.abc import Iterator

from translator.typography.edits import Edit

_TIME = re.compile(r"(?<![\w.,:/-])([01]?\d|2[0-4]) ?[hH] ?([0-5]\d)(?!\w| ?min|['’′]\s?\d)")
_DOTTED = re.compile(
    r"(?<![\w.,:/€$£-])([01]?\d|2[0-4])\.([0-5]\d)(?![\w%]|[.,]\d| ?(?:%|€|per|hours?|million|billion))"
)
_POINTED = re.compile(r"(?<![\w.,:/€$£-])(\d{1,2})[:.]([0-5]\d)(?![\w%]|[.,:]\d| ?(?:%|€|[ap]\.?m\b|million|billion))")
_HOUR = re.compile(
    r"(?:\b(?:[Aa]t|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince|[Aa]round|[Bb]etween)"
    r"|(?:\d ?h|:\d\d)[ ](?:to|and|or)) (?P<time>(?P<hour>[01]?\d|2[0-4]) ?[hH])(?![\w’'-]| ?\d)"
)
_IMPOSSIBLE = re.compile(
    r"(?<![\w.,:/€$£-])(?:(?P<hour>1[3-9]|2[0-4])(?:[:.](?P<minute>[0-5]\d))? ?(?:[ap]\.m\b|[ap]m\b|[AP]M\b)"
    r"|(?<=\b[aA]t )(?P<alone>1[3-9]|2[0-4]) (?:hours|o[’']clock)\b)(?P<stop>\.?)"
)
_LASTING = re.compile(r"\b(?:for|in|of|within|over|last(?:s|ed|ing)?|takes?|took|than|nearly|almost)$", re.IGNORECASE)

# A duration, by what stands before or after it in the French: "un film de 2h15", "après 2h30 de jeu", "en 2h38".
_LONG_BEFORE = re.compile(
    r"\b(?:en|pendant|durant|dans|dur(?:e|ent|ait|aient|é|er|era)|il\sy\sa|(?:plus|moins|près)\sde|presque|soit|"
    r"toutes\sles|quelque|un\s\w+\sde|une\s\w+\sde)\s$",
    re.IGNORECASE,
)
_LONG_THING = re.compile(
    r"\b(?:durée|film|métrage|documentaire|spectacle|concert|discours|débat|entretien|audience|match|rencontre|jeu|trajet|"
    r"vol|voyage|route|marche|attente|retard|avance|temps|chrono|négociation|pause|arrêt|version|vidéo|bouchon|sommeil)s?"
    r"(?:\s\w+ale|\s\w+enne)?\sd(?:e\s|['’])$",
    re.IGNORECASE,
)
_LONG_AFTER = re.compile(
    r"\s(?:plus\stard|après|avant|durant|environ\sde|par\s(?:jour|semaine|nuit)|(?:de\s|d['’])(?!la\b)[a-zà-ÿ]{3,})\b"
)
_CLOCK_BEFORE = re.compile(r"(?:\b(?:à|vers|dès|jusqu['’]à|depuis|entre|et)|\bde)\s$", re.IGNORECASE)
_EARLY = 7  # hours below which a noun may speak of a duration: "le match de 5h30", not "le match de 20h30"
_SMALL = 5  # hours below which "2h38" without a sign may be either; "6h30" is a time of day


def times(text: str, source: str) -> Iterator[Edit]:
    """18h30 and 18 h 30 become 18:30; 18h becomes 18:00 after at, from, until …; "for 2h30" is a duration and stays.

    16.30 becomes 16:30 where the source has 16h30.
    """
    for pattern in (_TIME, _DOTTED):
        for match in pattern.finditer(text):
            hour, minute = match.groups()
            witness = _clock(source, hour, minute)
            is_number = pattern is _DOTTED and re.search(rf"(?<!\d)0?{int(hour)}[.,]{minute}(?!\d)", source)
            if witness and not is_number and not _LASTING.search(text[: match.start()].rstrip()):
                yield Edit(*match.span(), f"{hour}:{minute}", witness)
    for match in _HOUR.finditer(text):
        hour = match["hour"]
        at = r"(?i:à|dès|vers|depuis|avant|après|entre|et|de|ou)"
        if witnessed := re.search(rf"{at}\s(0?{int(hour)}\s?[hH])(?!\w|\s?\d)", source):
            yield Edit(*match.span("time"), f"{hour}:00", witnessed[1])


def durations(text: str, source: str) -> Iterator[Edit]:
    """2:15 and 2.15 become 2h15 again where that is a duration in the source: it is no time of day, and no fraction."""
    for match in _POINTED.finditer(text):
        hour, minute = match.groups()
        witness = re.search(rf"(?<![\d,.])0?{int(hour)}\s?[hH]\s?{minute}(?!\d)", source)
        is_other = re.search(rf"(?<!\d)0?{int(hour)}[.,:]{minute}(?!\d)", source)
        if witness and not is_other and not _clock(source, hour, minute):
            yield Edit(*match.span(), f"{hour}h{minute}", witness.group())


def impossible_times(text: str, source: str) -> Iterator[Edit]:
    """15 a.m. and "at 15 hours" become 15:00, where the source has 15 heures or 15h; so does 18:30 p.m. with 18h30."""
    for match in _IMPOSSIBLE.finditer(text):
        hour, minute = match["hour"] or match["alone"], match["minute"] or "00"
        minutes = rf"\s?{minute}(?!\d)" if match["minute"] else r"(?:\s?00)?(?!\s?\d)"
        if witness := re.search(
            rf"(?<![\d,.]){hour}\s?(?:h|H|heures)\b{minutes}|(?<![\d,.]){hour}[hH]{minute}(?!\d)", source
        ):
            ends = re.fullmatch(r"\W*", text[match.end() :]) and match["stop"]
            yield Edit(*match.span(), f"{hour}:{minute}" + ("." if ends else ""), witness.group())


def _clock(source: str, hour: str, minute: str) -> str:
    """The time of day in ``source`` that answers to an English time; "" if it has none, or means a duration by it."""
    for match in re.finditer(rf"(?<![\d,.])0?{int(hour)}\s?[hH]\s?{minute}(?!\d)", source):
        before, after = source[: match.start()], source[match.end() :]
        is_early, is_named = int(hour) < _EARLY, _CLOCK_BEFORE.search(before) is not None
        is_long = (
            _LONG_BEFORE.search(before)
            or (is_early and _LONG_THING.search(before))
            or (not is_named and (_LONG_AFTER.match(after) or (0 < int(hour) < _SMALL)))
            or (is_early and re.match(r"\sd(?:e\s|['’])[A-ZÀ-Þ]", after))  # à 2h30 de Paris
        )
        if not is_long:
            return match.group()
    return ""
