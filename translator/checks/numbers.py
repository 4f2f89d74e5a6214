"""Do the numbers of the two texts agree, as values, whatever way they are written?

Every number in digits must be found in the other text, as digits, in words, as an ordinal, a date, a time or a Roman
numeral; so must the French numbers in words from three on, and the English ones from eleven on. Smaller ones are not
asked for: "un" and "one" are mostly not numbers, "deux" may be "both", "a couple" or "again".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.checks.number_words import Phrase, has_half, read_phrases, read_words, scale_of
from translator.languages.words import roman

_TOKEN = re.compile(
    r"(?P<time>(?<![\d,.])(?:[01]?\d|2[0-4])(?:\s?[hH]\s?(?:[0-5]\d)?(?![^\W\d])|:[0-5]\d(?!\d)(?:\s?[ap]\.?m\b\.?)?"
    r"|(?:\.[0-5]\d)?\s?[ap]\.?m\b\.?))"
    r"|(?P<date>(?<![\d/.])\d{1,2}([/.])\d{1,2}\3\d{2,4}(?![\d/]))"
    r"|(?P<lap>(?<![\d.,])\d{1,3}['’′]\s?\d{1,2}(?:[.,]\d+)?(?:[\"”″]|['’′]{2}))"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f\u2009,.'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+[.,]\d+|\d+)"
)
_SCALE = re.compile(r"[\s-]*([^\W\d_]+)")
_RANGE = re.compile(r"\s*(?:-|–|à|et|ou|to|and|or)\s*[€$£]?\d[\d,.]*[\s-]([^\W\d_]+)")
_FINAL = re.compile(r"(?:es?|[eè]mes?)?\s+de\s+finale\b")  # 8e de finale: the round of 16
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "md": 10**9, "mds": 10**9, "bn": 10**9, "tn": 10**12}
_SIGNS = tuple("€$£¥")
_ROMAN = re.compile(r"\b(?=[IVXL])X{0,3}(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=e\b|ème\b|er\b|\b)")
_ORDINAL = re.compile(r"\b(?!Le\b)(?P<roman>[IVXL]+)(?:er|ère|e|ème)\b")
# What is written with a number: its currency, its scale, per cent.
_SIGN_BEFORE = re.compile(r"(?:US)?[€$£¥]\s?$")
_SCALE_AFTER = re.compile(
    r"(?:[\s-]?(?:M|Mds?|k|mn|bn|tn|mille|milliers?|millions?|milliards?|[bt]rillions?|thousand|hundred)(?![^\W\d]))?"
    r"(?:\s?[%€$£])?"
)
_AFTER_DIGITS = re.compile(r"\d[\d.,]*(?:er)?[\s-]?$")  # 3 millions, 1er sept.
_LEAST_FRENCH, _LEAST_ENGLISH = 3, 11  # in words; measured: 9 of 3,003 human translations differ in one


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``, and the values any of which stands for it ("5 m": 5, 5,000,000).

    ``written`` is the number as it is written, with its currency sign and its scale.
    """

    written: str
    values: frozenset[Decimal]
    start: int
    end: int


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


@lru_cache(maxsize=64)  # the check of units asks for the same texts again
def read_numbers(text: str, french: bool) -> tuple[Number, ...]:
    """The numbers in digits, in reading order; a date in figures is three."""
    return tuple(_read(text, french))


def _read(text: str, french: bool) -> Iterator[Number]:
    for match in _TOKEN.finditer(text):
        written, (start, end) = match.group().strip(), match.span()
        if match["time"]:
            yield Number(written, _time(written, french), start, end)
        elif match["date"] or match["lap"]:
            parts = re.findall(r"\d+", written)
            whole = {_clock(int(parts[0]), int(parts[1]))} if match["lap"] else set()
            for part in parts:
                values = _with_short_years({Decimal(part)} | whole)
                yield Number(part if len(part) > 2 else written, values, start, end)
        else:
            before, after = _SIGN_BEFORE.search(text, max(0, start - 4), start), _SCALE_AFTER.match(text, end)
            in_full = text[before.start() if before else start : after.end() if after and not before else end]
            yield Number(" ".join(in_full.split()), _values(written, text, (start, end), french), start, end)


def _time(written: str, french: bool) -> frozenset[Decimal]:
    """A time of day as a negative number, which nothing else is; a full hour also as its number alone (18h: 18).

    18h30 may be 18.30 in English; the other way round, 18,10 € that became 18h10, is an error.
    """
    hour, minute = [*re.findall(r"\d+", written), "0"][:2]
    hours = (
        {int(hour), int(hour) % 12 + 12 * ("p" in written.lower())} if written.rstrip(".")[-1] in "mM" else {int(hour)}
    )
    marked = {_clock(h, int(minute)) for h in hours}
    if int(minute) == 0:
        return frozenset(marked | {Decimal(h) for h in hours})
    return frozenset(marked | ({Decimal(f"{hour}.{minute}")} if french else set()))


def _clock(hour: int, minute: int) -> Decimal:
    return Decimal(-1 - 60 * hour - minute)


def _values(written: str, text: str, span: tuple[int, int], french: bool) -> frozenset[Decimal]:
    values = _plain(written, french)
    own = 1
    if match := _SCALE.match(text, span[1]):
        short = match[1].casefold()
        is_money = text[match.end() : match.end() + 1] in _SIGNS or text[: span[0]].rstrip()[-1:] in _SIGNS
        scale = scale_of(match[1], french) or (_SHORT_SCALES.get(short) if is_money or len(short) > 1 else None)
        if scale and short not in ("cent", "cents"):  # those are coins
            own, values = scale, {value * scale for value in values}
        else:  # 5 m may be metres or millions
            values |= {value * _SHORT_SCALES.get(short, 1) for value in values}
    if has_half(text, match.end() if own > 1 and match else span[1], french):
        values |= {value + Decimal(own) / 2 for value in values}
    if french and _FINAL.match(text, span[1]):
        values |= {2 * value for value in values}
    if match := _RANGE.match(text, span[1]):  # "between 10 and 15 million" may mean 10 million
        values |= {value * (scale_of(match[1], french) or 1) for value in values}
    return _with_short_years(values)


def _plain(written: str, french: bool) -> set[Decimal]:
    """What the digits mean; a separator before three digits may be of either kind, in copy from elsewhere.

    Before three zeros it groups: nobody says nine o'clock, or nine euros, as 9.000.
    """
    number = re.sub(r"[\s'’]", "", written)
    if number.isdecimal():
        return {Decimal(number)}
    grouped = re.sub(r"[.,](?=\d{3}(?!\d))", "", number)
    decimal = re.sub(r"[.,](?=\d+$)", "_", number)
    decimal = re.sub(r"[.,]", "", decimal).replace("_", ".")
    own_decimal = "," if french else "."
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number) and number.count(".") + number.count(",") == 1:
        is_decimal = own_decimal in number and not number.endswith("000")
        return {Decimal(grouped), Decimal(decimal)} if is_decimal else {Decimal(grouped)}
    return {Decimal(grouped if re.fullmatch(r"\d+", grouped) else decimal)}


def _with_short_years(values: set[Decimal]) -> frozenset[Decimal]:
    """1990 also as 90: les années 90 are the 1990s, 2010-12 is 2010-2012."""
    return frozenset(values | {value % 100 for value in values if 1500 <= value < 2100 and value == int(value)})
