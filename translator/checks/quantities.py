"""Do the quantities of the two texts agree: numbers as values, their units, dates and times of day?

Every number in digits must be found in the other text, as digits, in words, as an ordinal, a date, a time or a Roman
numeral; so must the French numbers in words from three on, and the English ones from eleven on. Smaller ones are not
asked for: "un" and "one" are mostly not numbers, "deux" may be "both", "a couple" or "again".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from translator.checks.numbers import Number, Phrase, read_numbers, read_phrases, read_words
from translator.languages import ENGLISH, FRENCH
from translator.languages.words import roman

_ROMAN = re.compile(r"\b(?=[IVXL])X{0,3}(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=e\b|ème\b|er\b|\b)")
_ORDINAL = re.compile(r"\b(?!Le\b)(?P<roman>[IVXL]+)(?:er|ère|e|ème)\b")
_AFTER_DIGITS = re.compile(r"\d[.,]*(?:er)?[\s-]?$")  # 3 millions, 1er sept.
_LEAST_FRENCH, _LEAST_ENGLISH = 3, 11  # in words; measured: 9 of 3,003 human translations differ in one


def numbers(source: str, target: str) -> str | None:
    """The numbers that only one side has, and the Roman ordinals (XXIe siècle) that the English lacks.

    What the French has twice in digits and the English once is missing as well: among 5,100 human translations one did
    that.
    """
    french_numbers, english_numbers = read_numbers(source, True), read_numbers(target, False)
    french_words, english_words = _without_digits(source, True), _without_digits(target, False)
    in_source, in_target = (
        french_words.union(*(n.values for n in french_numbers)),
        english_words.union(*(n.values for n in english_numbers)),
    )
    french_places, english_places = _places(french_numbers), _places(english_numbers)
    lacking = {
        values
        for values in {n.values for n in french_numbers}
        if not values & english_words and _count(values, english_places) < _count(values, french_places)
    }
    missing = [(n.start, n.written) for n in french_numbers if n.values in lacking]
    missing += [
        (o.start(), o.group()) for o in _ORDINAL.finditer(source) if not {Decimal(roman(o["roman"]))} & in_target
    ]
    missing += _unmatched(source, True, _whole(target, False))
    extra = [(n.start, n.written) for n in english_numbers if not n.values & in_source]
    extra += _unmatched(target, False, _whole(source, True))
    return _message(*(list(dict.fromkeys(written for _, written in sorted(found))) for found in (missing, extra)))


def _message(missing: list[str], extra: list[str]) -> str | None:
    if len(missing) == len(extra) == 1 and missing != extra:
        return f"The numbers differ: {missing[0]} in the French, {extra[0]} in the English."
    parts = [
        f"{', '.join(found)} {'is' if len(found) == 1 else 'are'} in the {here} but not in the {there}"
        for found, here, there in ((missing, "French", "English"), (extra, "English", "French"))
        if found
    ]
    return f"The numbers differ: {'; '.join(parts)}." if parts else None


def _unmatched(text: str, french: bool, there: set[Decimal]) -> list[tuple[int, str]]:
    """Where the numbers in words stand that the other text lacks; "3 millions" is one in digits."""
    least = _LEAST_FRENCH if french else _LEAST_ENGLISH
    found = (p for p in read_phrases(text, french) if not p.is_about and max(p.values) >= least)
    return [
        (p.start, text[p.start : p.end])
        for p in found
        if not p.values & there and not _AFTER_DIGITS.search(text, max(0, p.start - 12), p.start)
    ]


def _whole(text: str, french: bool) -> set[Decimal]:
    """What may answer a number in words: digits, Roman numerals, and words, but no part of a longer one."""
    found: tuple[Number | Phrase, ...] = (*read_numbers(text, french), *read_phrases(text, french))
    return _romans(text).union(*(number.values for number in found))


def _places(found: tuple[Number, ...]) -> dict[Decimal, set[int]]:
    """Where each value stands; the parts of a date in figures stand in one place."""
    places: dict[Decimal, set[int]] = {}
    for number in found:
        for value in number.values:
            places.setdefault(value, set()).add(number.start)
    return places


def _count(values: frozenset[Decimal], places: dict[Decimal, set[int]]) -> int:
    return len(set[int]().union(*(places.get(value, set()) for value in values)))


def _without_digits(text: str, french: bool) -> set[Decimal]:
    return _romans(text) | read_words(text, french)


def _romans(text: str) -> set[Decimal]:
    return {Decimal(roman(match.group())) for match in _ROMAN.finditer(text) if match.group()}


_SPELLINGS = ENGLISH.rows("units")
_MEANINGS = {
    spelling: frozenset(None if unit == "none" else unit for unit in units.split())
    for spelling, units in _SPELLINGS.items()
}
_UNIT = "|".join(rf"(?P<u{i}>{spelling})" for i, spelling in enumerate(_SPELLINGS))
_SCALE = r"(?:k|m|mn|mds?|bn|tn|mille|milliers?|millions?|milliards?|hundred|thousand|(?:b|tr)illions?)(?![^\W\d])"
_ADJECTIVE = r"(?:US|U\.S\.|American|Canadian|Australian|new|nouveaux)"
_AFTER = re.compile(
    rf"[\s-]*(?:{_SCALE}[\s-]*)?(?:de |d['’]|of )?(?:{_ADJECTIVE} )?(?:{_UNIT})(?![^\W\d])", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?<![^\W\d])(?<!\d)(?:{_UNIT})\s?$", re.IGNORECASE)
_BELONGS_BEFORE = re.compile(rf"\d\s*(?:{_SCALE}\s*)?$", re.IGNORECASE)
_LINKED = re.compile(rf"\s*(?:{_SCALE}\s*)?(?:[-–/,]|à|et|ou|to|and|or)\s*(?:de |d['’])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written. ``units`` are those it may have; None among them: perhaps it has none."""

    written: str
    values: frozenset[Decimal]
    units: frozenset[str | None]

    @property
    def is_certain(self) -> bool:
        return None not in self.units


def units(source: str, target: str) -> str | None:
    """The numbers of both texts that carry another unit, or a unit on one side only.

    « 10 000 € » that became "$10,000", « 2 000 livres sterling » that became "2,000 books", a year that became money:
    the values agree, what they measure does not. Lengths and weights are not compared: desks convert them.
    """
    french, english = list(_quantities(source, True)), list(_quantities(target, False))
    french_units = frozenset[str | None]().union(*(quantity.units for quantity in french)) - {None}
    # A unit that the French has with another number may have been left unsaid with this one.
    added = (
        (other, own) for own, other in _unlike(english, french) if other.is_certain or not own.units & french_units
    )
    pairs = [*_unlike(french, english), *added]
    # A pair is found from both of its sides.
    found = dict.fromkeys(f"{a.written} in the French, {b.written} in the English" for a, b in pairs)
    return f"The units differ: {'; '.join(found)}." if found else None


def _unlike(here: list[Quantity], there: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    for quantity in filter(lambda quantity: quantity.is_certain, here):
        same = [other for other in there if quantity.values & other.values]
        if same and not any(quantity.units & other.units for other in same):
            yield quantity, next((other for other in same if other.is_certain), same[0])


def _quantities(text: str, french: bool) -> Iterator[Quantity]:
    """The numbers in digits in reading order; in "10 to 15 %" and "€10-15" the unit may be that of both."""
    found = read_numbers(text, french)
    starts, ends, own = [], [], []
    for number in found:
        before, after = _BEFORE.search(text, max(0, number.start - 20), number.start), _AFTER.match(text, number.end)
        if before and before.group().strip().isalpha() and not before.group().isupper():
            before = None  # Euro 2012
        if before and _BELONGS_BEFORE.search(text, max(0, before.start() - 20), before.start()):
            before = None
        starts.append(before.start() if before else number.start)
        ends.append(after.end() if after and not before else number.end)
        own.append(_meaning(before or after))
    for i, number in enumerate(found):
        allowed = set(own[i] or {None})
        if not own[i]:
            if i + 1 < len(found) and _LINKED.fullmatch(text, ends[i], starts[i + 1]):
                allowed |= own[i + 1]
            if i and _LINKED.fullmatch(text, ends[i - 1], starts[i]):
                allowed |= own[i - 1]
        yield Quantity(" ".join(text[starts[i] : ends[i]].split()), number.values, frozenset(allowed))


def _meaning(match: re.Match[str] | None) -> frozenset[str | None]:
    if match is None or match.lastgroup is None:
        return frozenset()
    return list(_MEANINGS.values())[int(match.lastgroup[1:])]


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
_NAMED = "|".join(names[0] for names in ENGLISH.months)
_STYLES = (
    re.compile(rf"(?<![\d.,:-])\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_NAMED})\b"),
    re.compile(
        rf"(?<![A-Z], )\b(?:{_NAMED}) \d{{1,2}}(?:st|nd|rd|th)?\b(?![:%]|[.,]\d| \()"
    ),  # no "PARIS, May 5 (AFP)"
)
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


def two_styles(texts: Iterable[str]) -> str | None:
    """Dates of an article's English in two styles, "5 May" and "May 5", with the first of each.

    >>> two_styles(["On 5 May it rained.", "It rained on May 6."])
    'Dates are written in two styles: “5 May”, “May 6”.'
    """
    text = "\n".join(texts)
    first = [match.group() for pattern in _STYLES if (match := pattern.search(text))]
    return f"Dates are written in two styles: {', '.join(f'“{date}”' for date in first)}." if len(first) > 1 else None


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
