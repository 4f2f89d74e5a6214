"""Numbers written as words, French and English: "soixante-neuvième" and "sixty-ninth" are both 69."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.languages import ENGLISH, FRENCH

_NUMBERS = {True: FRENCH.numbers("numbers"), False: ENGLISH.numbers("numbers")}
_SCALES = {True: FRENCH.numbers("scales"), False: ENGLISH.numbers("scales")}
MONTHS = {names[0].lower(): n for language in (FRENCH, ENGLISH) for n, names in enumerate(language.months, 1)}
# What a word may stand for in digits: "une demi-heure" is "1/2 hour" or "0.5 hours".
_PARTS = {
    "midi": "12", "noon": "12", "minuit": "0/12/24", "midnight": "0/12/24", "demi": "1/2/0.5", "demie": "1/2/0.5",
    "half": "1/2/0.5", "moitié": "1/2/0.5", "tiers": "1/3", "third": "1/3", "quart": "1/4/0.25", "quarter": "1/4/0.25",
}  # fmt: skip
# "deux ans et demi", "two and a half", as they follow on the number
_HALF = {True: re.compile(r"(?:\W+[^\W\d_]+)?\W+et\W+demie?\b"), False: re.compile(r"\W+and\W+a\W+half\b")}
_WORD = re.compile(r"[^\W\d_]+")
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
    return set(_read(text, french)[1])


def read_phrases(text: str, french: bool) -> tuple[Phrase, ...]:
    """The numbers in words, in reading order, each as long as its words can be one number."""
    return _read(text, french)[0]


def has_half(text: str, end: int, french: bool) -> bool:
    """Whether "et demi" or "and a half" follows on the number that ends at ``end``."""
    return _HALF[french].match(text, end) is not None


@lru_cache(maxsize=64)  # the checks of a pair ask for its texts again
def _read(text: str, french: bool) -> tuple[tuple[Phrase, ...], frozenset[Decimal]]:
    text = text.lower()
    phrases: list[Phrase] = []
    values: set[Decimal] = set()
    first = last = None
    sums = (0, 0)
    for match in _WORD.finditer(text):
        word = match.group()
        if word in MONTHS:
            values.add(Decimal(MONTHS[word]))
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
