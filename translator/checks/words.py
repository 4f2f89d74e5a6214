"""Numbers written as words, French and English: "soixante-neuvième" and "sixty-ninth" are both 69."""

import re
from decimal import Decimal

_FRENCH = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "nonante": 90, "premier": 1, "première": 1, "second": 2, "seconde": 2, "cinqu": 5, "neuv": 9, "dizaine": 10,
    "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
    "soixantaine": 60, "quatr": 4, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16,
    "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60,
}  # fmt: skip
_ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8,
    "ninth": 9, "twelfth": 12, "dozen": 12, "once": 1, "twice": 2, "nought": 0, "fortnight": 15, "single": 1,
    "double": 2, "triple": 3, "both": 2,
}  # fmt: skip
_SCALES = {
    "cent": 100, "centaine": 100, "hundred": 100, "mille": 1000, "millier": 1000, "mill": 1000, "thousand": 1000,
    "million": 10**6, "milliard": 10**9, "billion": 10**9, "trillion": 10**12, "dozen": 12, "douzaine": 12,
}  # fmt: skip
MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "January February March April May June July August September October November December",
    )
    for number, name in enumerate(names.casefold().split(), 1)
}
# What a word may stand for in digits: "une demi-heure" is "1/2 hour" or "0.5 hours".
_PARTS = {
    "midi": "12", "noon": "12", "minuit": "0/12/24", "midnight": "0/12/24", "demi": "1/2/0.5", "demie": "1/2/0.5",
    "half": "1/2/0.5", "moitié": "1/2/0.5", "tiers": "1/3", "third": "1/3", "quart": "1/4/0.25", "quarter": "1/4/0.25",
}  # fmt: skip


def scale_of(word: str, french: bool) -> int | None:
    """1,000,000 for "millions"; a French "billion" is an English trillion. None for any other word."""
    word = word.casefold()
    scale = _SCALES.get(word) or _SCALES.get(word.removesuffix("s"))
    if french and word.startswith(("billion", "trillion")):
        return 10**12 if word.startswith("b") else 10**18
    return scale


def _unit(word: str, french: bool) -> int | None:
    """The value of a number word, ordinals and plurals included; None for any other word."""
    table = _FRENCH if french else _ENGLISH
    stems = [word, word.removesuffix("s")]
    stems += [stem.removesuffix("ième") for stem in stems if french] or [stem.removesuffix("th") for stem in stems]
    stems += [stem.removesuffix("ie") + "y" for stem in stems if not french and stem.endswith("ie")]
    stems.append(stems[1] + "e")
    return next((table[stem] for stem in stems if stem in table), None)


def read_words(text: str, french: bool) -> set[Decimal]:
    """The values of all numbers in words, of months, and of the parts of compounds ("vingt-deux": 22, 20 and 2)."""
    values: set[Decimal] = set()
    total = group = 0
    for word in re.findall(r"[^\W_]+", text.casefold()):
        values |= {Decimal(MONTHS[word])} if word in MONTHS else set()
        values |= {Decimal(part) for part in _PARTS.get(word, "").split("/") if part}
        unit, scale = _unit(word, french), scale_of(word.removesuffix("ième").removesuffix("th"), french)
        if unit is None and scale is None:
            if word not in ("et", "and", "de", "of"):
                total = group = 0
            continue
        if unit is not None and scale is None:
            values.add(Decimal(unit))
            is_score = french and group % 100 == 4 and unit == 20  # quatre-vingts
            group = group - 4 + 80 if is_score else group + unit
        elif scale is not None and scale <= 100:
            group = (group or 1) * scale
        elif scale is not None:
            total += (group or 1) * scale
            group = 0
        values.add(Decimal(total + group))
    return values
