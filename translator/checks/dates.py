"""Do the dates and the times of day agree: months, days of the week, day and month in figures, a.m. and p.m.?"""

import re
from collections.abc import Iterable, Iterator

from translator.languages import ENGLISH, FRENCH


def _any_of(names: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """A pattern for any of the names, each in several spellings; its last group says which."""
    groups = "|".join(f"({'|'.join(spellings)})" for spellings in names)
    return re.compile(rf"\b(?:{groups})(?!\w)", re.IGNORECASE)


# French shortens months with a full stop, else they are other words ("sept", "déc"); English need not.
_MONTHS = {
    True: _any_of((names[0], *(rf"{short}\." for short in names[1:])) for names in FRENCH.months),
    False: _any_of(ENGLISH.months),
}
_DAYS = {language is FRENCH: _any_of((day,) for day in language.listed("weekdays")) for language in (FRENCH, ENGLISH)}
_UNSURE = {"may", "march", "mar", "jan", "dec"}  # may be other words, or names, where no figure stands beside them
_DAY_BEFORE = re.compile(r"(?<![\d.,:-])\d{1,2}(?:er|st|nd|rd|th)?\s(?:of )?$", re.IGNORECASE)
_DAY_AFTER = re.compile(r"\.?\s\d{1,2}(?:st|nd|rd|th)?(?![\w:%]|[.,]\d)")
_IN_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})(?=\2\d{2,4}(?!\d)|(?![\d/.]|%))")
_NIGHT = re.compile(r"\bnuit\b|\bheures d|\bnight\b|\bovernight\b", re.IGNORECASE)  # that of Sunday may be Saturday's
_TWELVE_HOURS = re.compile(r"\b(\d{1,2})(?:[:.]\d\d)?\s?([ap])\.?\s?m\b\.?", re.IGNORECASE)
_HALF_DAYS = re.compile(r"\b(\d{1,2}) ?(?:h|heures?)(?: ?\d\d)? (?:(du matin)|du soir|de l['’]après-midi)\b")


def dates(source: str, target: str) -> str | None:
    """A month beside a figure, or the only one, that differs; the only day of the week; 12/11 for 11/12; "15 a.m."

    Of 3,003 human translations three name another day of the week, two of them by a slip, and none another month.
    """
    found = [rule(source, target) for rule in (_month, _weekday, _order, _half_day)]
    message = "; ".join(f"{french} in the French, {english} in the English" for french, english in filter(None, found))
    sentences = [f"The dates differ: {message}."] if message else []
    sentences += [f"“{written}” is no time of day." for written in _impossible(target)]
    return " ".join(sentences) or None


def _month(source: str, target: str) -> tuple[str, str] | None:
    french, english = dict(_months(source, True)), dict(_months(target, False))
    if not french.keys() ^ english.keys():
        return None
    if len(french) == len(english) == 1:
        return next(iter(french.values())), next(iter(english.values()))
    if _IN_FIGURES.search(source) or _IN_FIGURES.search(target):
        return None
    missing = [written for month, written in french.items() if month not in english and _has_day(written, target)]
    extra = [written for month, written in english.items() if month not in french and _has_day(written, source)]
    if not missing and not extra:
        return None
    return ", ".join(missing) or "no such month", ", ".join(extra) or "no such month"


def _has_day(written: str, text: str) -> bool:
    """Whether the month is written with a day that the other text has; a date that it lacks is a number it lacks."""
    day = re.search(r"\d+", written)
    return day is not None and re.search(rf"(?<!\d){day.group()}(?!\d)", text) is not None


def _months(text: str, french: bool) -> Iterator[tuple[int, str]]:
    """The number of each month that is named and how it is written, with the day in figures beside it."""
    for match in _MONTHS[french].finditer(text):
        before = _DAY_BEFORE.search(text, max(0, match.start() - 9), match.start())
        after = None if french or before else _DAY_AFTER.match(text, match.end())
        start, end = before.start() if before else match.start(), after.end() if after else match.end()
        if before or after or french or (match.group()[0].isupper() and match.group().lower() not in _UNSURE):
            yield match.lastindex or 0, text[start:end]


def _weekday(source: str, target: str) -> tuple[str, str] | None:
    french, english = list(_DAYS[True].finditer(source)), list(_DAYS[False].finditer(target))
    if len(french) != 1 or len(english) != 1 or french[0].lastindex == english[0].lastindex:
        return None
    return None if _NIGHT.search(source) or _NIGHT.search(target) else (french[0].group(), english[0].group())


def _order(source: str, target: str) -> tuple[str, str] | None:
    """A date in figures with day and month exchanged, where both could be a month."""
    english = {(int(m[1]), int(m[3])): m.group() for m in _IN_FIGURES.finditer(target)}
    for match in _IN_FIGURES.finditer(source):
        day, month = int(match[1]), int(match[3])
        if day != month and 1 <= max(day, month) <= 12 and (day, month) not in english and (month, day) in english:
            return match.group(), english[month, day]
    return None


def _half_day(source: str, target: str) -> tuple[str, str] | None:
    """Three in the morning that became 3 p.m."""
    for match in _HALF_DAYS.finditer(source):
        for other in _TWELVE_HOURS.finditer(target):
            if match[1] == other[1] and (other[2] in "aA") != bool(match[2]):
                return match.group(), other.group()
    return None


def _impossible(target: str) -> Iterator[str]:
    """Hours beyond twelve with a.m. or p.m.; 0:30 a.m. is said."""
    for match in _TWELVE_HOURS.finditer(target):
        if int(match[1]) > 12:
            yield match.group()
