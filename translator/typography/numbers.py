"""Numbers, money and percentages the English way, with the French source as the witness.

"1,500" is fifteen hundred in English and one and a half in French: a comma or a point is read anew only where the
source shows which number it is. House form: 10,000 · 1.5 million · 3.2% · €10,000.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from translator.typography.edits import Edit

_NUMBER = re.compile(
    r"(?<![\w+.,/:])(?<![^\W\d]-)(?:\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+[.,]\d+|\d+)(?!\d|[.,/:]\d)"
)
_SCALE = re.compile(r"\s*(?:%|pour cent|millions?|milliards?)")
_ENGLISH = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SYMBOL = r"(?:US ?\$|\$ ?US\b|[€$£¥])"
_MONEY = re.compile(
    rf"(?<![€$£¥\w.,])(?<![€$£¥\d] )({_ENGLISH}(?: ?[-–] ?{_ENGLISH})?)(?: ?(million|billion|trillion|bn|Mds?|[mM]))?"
    rf"(?P<stray>,)? ?({_SYMBOL})s?(?!\w| ?\d| ?[€$£¥])"
)
_SIGNED = re.compile(r"(?<![\d.,])(\d[\d\s.,]{0,20})\s?(?:M|Mds?|millions?|milliards?)?\s?([€£])")
_WORDED = re.compile(
    rf"(?<![€$£¥\w.,])({_ENGLISH})[ -]?(million|billion)?[ -]?(?<=[ -])(euros?|pounds?(?: sterling)?)(?![\w-])"
)
_RANGE = re.compile(r"\d (?:to|and|or) $")  # "between 10 and 15 euros": the word belongs to both numbers
_SCALES = {"M": " million", "Md": " billion", "Mds": " billion", "m": "m", "bn": "bn", "": ""}
_CODES = {"EUR": ("€", r"€|\beuros?\b"), "USD": ("US$", r"\$|\bdollars?\b"), "GBP": ("£", r"£|\blivres?\b")}


def _english_form(number: str, what_follows: str) -> str | None:
    """A number of the source as English writes it; None where the French leaves it open or nothing is to change."""
    number = re.sub(r"\s", " ", number)
    if match := re.fullmatch(r"([1-9]\d{0,2}(?:[ .]\d{3})+)(?:,(\d+))?", number):
        whole, fraction = re.sub(r"[ .]", ",", match[1]), match[2]
    elif match := re.fullmatch(r"(\d+),(\d+)", number):
        whole, fraction = f"{int(match[1]):,}", match[2]
        # "1,500 tonnes" may be copied from an English wire.
        if len(fraction) == 3 and whole != "0" and not _SCALE.match(what_follows):
            return None
    else:
        return None
    return f"{whole}.{fraction}" if fraction else whole


def numbers(text: str, source: str) -> Iterator[Edit]:
    """10 000, 10.000 and 10000 become 10,000 and 1,5 becomes 1.5, where the source has that very number."""
    witnesses: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for match in _NUMBER.finditer(source):
        digits = re.sub(r"\D", "", match.group())
        witnesses[digits].append((_english_form(match.group(), source[match.end() :]), match.group()))
    for match in _NUMBER.finditer(text):
        number = match.group()
        found = witnesses.get(re.sub(r"\D", "", number), [])
        forms = {form for form, _ in found}
        form = forms.pop() if len(forms) == 1 else None
        # "15" where the source has "1,5" is an error for an editor to see, not a matter of typography.
        if form is not None and not (number.isdigit() and "." in form):
            yield Edit(*match.span(), form, found[0][1])


def percent(text: str, source: str) -> Iterator[Edit]:
    """No space between a number and %."""
    for match in re.finditer(r"(?<=\d)[^\S\n]+(?=%)", text):
        yield Edit(*match.span(), "")


def money(text: str, source: str) -> Iterator[Edit]:
    """The currency sign stands before the number: €10,000, €1.5 million, US$5; "10,000 euros" stays words."""
    for match in _MONEY.finditer(text):
        # "between 10 and 15 €": the sign belongs to both numbers.
        if _RANGE.search(text[: match.start()]):
            continue
        scale = match[2] or ""
        symbol = "US$" if "US" in match[4] else match[4]
        # "318.75,€" is one slip for "318,75 €"; without that in the source, the comma may be a list's.
        if match["stray"] and not re.search(r"\d\s?[€$£¥]", source):
            continue
        yield Edit(*match.span(), symbol + match[1] + _SCALES.get(scale, f" {scale}"))


def currency_words(text: str, source: str) -> Iterator[Edit]:
    """10,000 euros becomes €10,000 where the source has that number with the sign; the engine is shown the word."""
    signed = {(re.sub(r"\D", "", m[1]), m[2]): m[0] for m in _SIGNED.finditer(source)}
    for match in _WORDED.finditer(text):
        sign = "€" if match[3][0] == "e" else "£"
        witness = signed.get((re.sub(r"\D", "", match[1]), sign))
        if witness and not _RANGE.search(text[: match.start()]):
            scale = f" {match[2]}" if match[2] else ""
            yield Edit(*match.span(), f"{sign}{match[1]}{scale}", witness)


def currency_codes(text: str, source: str) -> Iterator[Edit]:
    """EUR 480 becomes €480, as newspapers write it, where the source has euros and not the code; so do USD and GBP."""
    for match in re.finditer(r"\b(EUR|USD|GBP)[^\S\n]?(?=\d)", text):
        symbol, word = _CODES[match[1]]
        witness = re.search(word, source, re.IGNORECASE)
        if witness and match[1] not in source:
            yield Edit(*match.span(), symbol, witness.group())


def money_spaces(text: str, source: str) -> Iterator[Edit]:
    """No space between a currency sign and its number."""
    for match in re.finditer(r"(?:^|(?<=[\s(“‘—–-]))(?:US)?[€$£¥]([^\S\n]+)(?=\d)", text):
        yield Edit(*match.span(1), "")
