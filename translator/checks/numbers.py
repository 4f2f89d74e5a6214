"""The numbers of a text as values, in digits ("1 500", "5 m", "18h30") and in words ("soixante-neuvième": 69)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.languages import ENGLISH, FRENCH
from translator.languages.words import LETTERS

_NUMBERS = {True: FRENCH.numbers("numbers"), False: ENGLISH.numbers("numbers")}
_SCALES = {True: FRENCH.numbers("scales"), False: ENGLISH.numbers("scales")}
_MONTHS = {names[0].lower(): n for language in (FRENCH, ENGLISH) for n, names in enumerate(language.months, 1)}
# What a word may stand for in digits: "une demi-heure" is "1/2 hour" or "0.5 hours".
_PARTS = {
    "midi": "12", "noon": "12", "minuit": "0/12/24", "midnight": "0/12/24", "demi": "1/2/0.5", "demie": "1/2/0.5",
    "half": "1/2/0.5", "moitié": "1/2/0.5", "tiers": "1/3", "third": "1/3", "quart": "1/4/0.25", "quarter": "1/4/0.25",
}  # fmt: skip
# "deux ans et demi", "two and a half", as they follow on the number
_HALF = {True: re.compile(r"(?:\W+[^\W\d_]+)?\W+et\W+demie?\b"), False: re.compile(r"\W+and\W+a\W+half\b")}
_FINAL = re.compile(r"s?\W+de\W+finale\b")
_ABOUT = {
    True: re.compile(r"aines?$|milliers?$|^(?:millions|milliards|billions)$"),
    False: re.compile(r"^(?:dozen|decade|couple|pair|hundred|thousand|[mbtr]+illion|tens|.*ies)s?$"),
}
_TWO_MORE = re.compile(r"quinze jours|quarante-huit heures")  # two weeks, two days
_A_WHOLE = re.compile(r"huit jours|vingt-quatre heures")  # a week, a day
_JOINS = {True: re.compile(r"[ \u00a0-](?:et[ \u00a0-])?"), False: re.compile(r"[ \u00a0-](?:and )?")}
_AND_BEFORE = ("un", "onz")  # vingt et un, soixante et onzième


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number in words, ``text[start:end]``: "deux cent cinquante mille" is one, "dix ou douze" are two.

    ``values`` are those any of which stands for it ("huitièmes de finale": 8, 16); ``is_about`` where it need not be
    exact ("une quinzaine", "thousands").
    """

    values: frozenset[Decimal]
    start: int
    end: int
    is_about: bool


def scale_of(word: str, french: bool) -> int | None:
    """1,000,000 for "millions"; a French "billion" is an English trillion. None for any other word.

    >>> scale_of("cents", french=True), scale_of("cents", french=False)
    (100, None)
    """
    word = word.casefold()
    scales = _SCALES[french]
    return scales.get(word) or scales.get(word.removesuffix("s"))


def read_words(text: str, french: bool) -> set[Decimal]:
    """The values of all numbers in words, of months, and of the parts of compounds ("vingt-deux": 22, 20 and 2)."""
    return set(_read_words(text, french)[1])


def read_phrases(text: str, french: bool) -> tuple[Phrase, ...]:
    """The numbers in words, in reading order, each as long as its words can be one number."""
    return _read_words(text, french)[0]


def has_half(text: str, end: int, french: bool) -> bool:
    """Whether "et demi" or "and a half" follows on the number that ends at ``end``."""
    return _HALF[french].match(text, end) is not None


@lru_cache(maxsize=64)  # the checks of a pair ask for its texts again
def _read_words(text: str, french: bool) -> tuple[tuple[Phrase, ...], frozenset[Decimal]]:
    text = text.lower()
    phrases: list[Phrase] = []
    values: set[Decimal] = set()
    first = last = None
    sums = (0, 0)
    for match in LETTERS.finditer(text):
        word = match.group()
        if word in _MONTHS:
            values.add(Decimal(_MONTHS[word]))
        if word in _PARTS:
            values |= {Decimal(part) for part in _PARTS[word].split("/")}
        number = _number(word, french)
        if number is None or (word == "cent" and text.endswith(("pour ", "pour\u00a0"), 0, match.start())):
            continue
        values.add(Decimal(number[0]))
        longer = _longer(sums, number, word, text[last.end() : match.start()], french) if last else None
        if first and last and longer is None:
            phrases.append(_phrase(text, first, last, sum(sums), french))
        if longer is None:
            first, longer = match, _longer((0, 0), number, word, "", french) or (0, 0)
        last, sums = match, longer
        values.add(Decimal(sum(sums)))
    if first and last:
        phrases.append(_phrase(text, first, last, sum(sums), french))
    return tuple(phrases), frozenset(values.union(*(phrase.values for phrase in phrases)))


def _phrase(text: str, first: re.Match[str], last: re.Match[str], value: int, french: bool) -> Phrase:
    end = last.end()
    values = {Decimal(value)}
    scale = scale_of(last.group(), french) or 1
    if has_half(text, end, french):
        values.add(value + Decimal(scale if scale >= 1000 else 1) / 2)
    if french and _FINAL.match(text, end):
        values.add(Decimal(2 * value))
    if french and _TWO_MORE.match(text, first.start()):
        values.add(Decimal(2))
    is_about = _ABOUT[french].search(last.group()) is not None and (first is last or french)
    is_about |= french and _A_WHOLE.match(text, first.start()) is not None
    return Phrase(frozenset(values), first.start(), end, is_about)


def _longer(
    sums: tuple[int, int], number: tuple[int, bool], word: str, between: str, french: bool
) -> tuple[int, int] | None:
    """Thousands and what stands below them, with one more word of the same number; None where it is another number."""
    total, group = sums
    value, is_scale = number
    below = group % 100
    if between and not _JOINS[french].fullmatch(between):
        return None
    if "et " in between and not word.startswith(_AND_BEFORE):
        return None
    if ("and" in between and below) or (word.startswith("second") and (french or between != "-") and between):
        return None
    if is_scale and value <= 100:
        return (total, (group or 1) * value) if group < 100 and group != 1 else None
    if is_scale:
        return (total + (group or 1) * value, 0) if not total or (group and total % (value * 1000) == 0) else None
    if french and below == 4 and value == 20:
        return total, group + 76  # quatre-vingts
    most = 19 if french and below in (60, 80) else 9 if below >= 20 and below % 10 == 0 else 99 if below == 0 else 0
    least = 7 if french and below == 10 else 1
    if least == 7:
        most = 9  # dix-sept
    return (total, group + value) if group == 0 or least <= value <= most else None


@lru_cache(maxsize=8192)  # of most words it is asked again and again
def _number(word: str, french: bool) -> tuple[int, bool] | None:
    """The value of a number word, ordinals and plurals included, and whether it multiplies what is before it."""
    stem = word.removesuffix("ième" if french else "th").removesuffix("s").removesuffix("ième" if french else "th")
    scale = scale_of(word, french) or scale_of(stem, french)
    if scale is not None:
        return scale, True
    unit = _unit(word, french)
    return None if unit is None else (unit, False)


def _unit(word: str, french: bool) -> int | None:
    table = _NUMBERS[french]
    stems = [word, word.removesuffix("s")]
    stems += [stem.removesuffix("ième") for stem in stems if french] or [stem.removesuffix("th") for stem in stems]
    stems += [stem.removesuffix("ie") + "y" for stem in stems if not french and stem.endswith("ie")]
    stems.append(stems[1] + "e")
    return next((table[stem] for stem in stems if stem in table), None)


_TOKEN = re.compile(
    r"(?P<time>(?<![\d,.])(?:[01]?\d|2[0-4])(?:\s?[hH]\s?(?:[0-5]\d)?(?![^\W\d])|:[0-5]\d(?!\d)(?:\s?[apAP]\.?[mM]\b\.?)?"
    r"|(?:\.[0-5]\d)?\s?[apAP]\.?[mM]\b\.?))"
    r"|(?P<date>(?<![\d/.])\d{1,2}([/.])\d{1,2}\3\d{2,4}(?![\d/]))"
    r"|(?P<lap>(?<![\d.,])\d{1,3}['’′]\s?\d{1,2}(?:[.,]\d+)?(?:[\"”″]|['’′]{2}))"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f\u2009,.'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+[.,]\d+|\d+)"
)
_SCALE = re.compile(r"[\s-]*([^\W\d_]+)")
_MILLION = re.compile(r"\s+millions?\b")  # 67 thousand million
_RANGE = re.compile(r"\s*(?:-|–|à|et|ou|to|and|or)\s*[€$£]?\d[\d,.]*[\s-]([^\W\d_]+)")
_FINAL = re.compile(r"(?:es?|[eè]mes?)?\s+de\s+finale\b")  # 8e de finale: the round of 16
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "md": 10**9, "mds": 10**9, "bn": 10**9, "tn": 10**12}
_SIGNS = tuple("€$£¥")
# What is written with a number: its currency, its scale, per cent.
_SIGN_BEFORE = re.compile(r"(?:US)?[€$£¥]\s?$")
_SCALE_AFTER = re.compile(
    r"(?:[\s-]?(?:M|Mds?|k|mn|bn|tn|mille|milliers?|millions?|milliards?|[bt]rillions?|thousand|hundred)(?![^\W\d]))?"
    r"(?:\s?[%€$£])?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``, and the values any of which stands for it ("5 m": 5, 5,000,000).

    ``written`` is the number as it is written, with its currency sign and its scale.
    """

    written: str
    values: frozenset[Decimal]
    start: int
    end: int


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
            scale *= 10**6 if not french and _MILLION.match(text, match.end()) and scale == 1000 else 1
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
