"""Figures the English way, with the French source as the witness: numbers, money, ordinals, times and dates.

"1,500" is fifteen hundred in English and one and a half in French: a comma or a point is read anew only where the
source shows which number it is. House form: 10,000 · 1.5 million · 3.2% · €10,000 · 18:30 · Nov 17.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from translator.languages import ENGLISH, FRENCH
from translator.languages.datelines import DATELINE
from translator.languages.words import roman
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


_FRENCH_ORDINAL = re.compile(r"(?<![\w.,])(\d+|[IVXL]+)\s?(?:ers?|[eè]res?|res?|es?|[eè]mes?|ndes?|nds?)(?!\w|\s?\+)")
_ORDINAL = re.compile(r"(?<![\w.,€$£])(\d+|[IVXL]+)(?:er|[eè]re|re|es?|[eè]mes?|nde|nd|st|rd|th)(?![\w’']| ?\+)")


def ordinals(text: str, source: str) -> Iterator[Edit]:
    """12e becomes 12th, 1er 1st, 2th 2nd and XXIe 21st; a right ordinal stays, and so does what the source has not.

    Each ordinal of the source speaks for one of the English.
    """
    witnesses = defaultdict[int, list[str]](list)
    for match in _FRENCH_ORDINAL.finditer(source):
        if match[1] != "L":
            witnesses[_ordinal(match[1])].append(match.group())
    for match in _ORDINAL.finditer(text):
        if found := witnesses[_ordinal(match[1])]:
            yield Edit(*match.span(), _in_english(_ordinal(match[1])), found.pop(0))


def added_time(text: str, source: str) -> Iterator[Edit]:
    """A goal of the 90e+4 minute is one of 90+4."""
    for match in re.finditer(r"\b(\d{2,3})(?:es?|[èe]me|th|st)(?= ?\+ ?\d)", text):
        if witness := re.search(rf"(?<!\d){match[1]}(?:es?|[èe]me)? ?\+", source):
            yield Edit(match.end(1), match.end(), "", witness.group())


def _in_english(number: int) -> str:
    is_teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _ordinal(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else roman(numeral)


_RAISED = re.compile(r"(?<!\w)([^\W_]{1,30}?)([¹²³⁰-⁹]{1,3})(?!\w)")


def superscripts(text: str, source: str) -> Iterator[Edit]:
    """20502 and km2 become 2050² and km² again, where the source has them so."""
    raised: dict[str, str] = {}
    for match in _RAISED.finditer(source):
        raised[match[1] + unicodedata.normalize("NFKC", match[2])] = match[0]
    for plain, written in raised.items():
        if not re.search(rf"(?<!\w){plain}(?!\w)", source):
            for match in re.finditer(rf"(?<![\w.,]){plain}(?![\w]|[.,]\d)", text):
                yield Edit(*match.span(), written, written)


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


_SHORT_MONTHS = ENGLISH.listed("short months")


def datelines(text: str, source: str) -> Iterator[Edit]:
    """The date of a dateline that was kept in French: "PARIS, 17 nov. (AFP)" becomes "PARIS, Nov 17 (AFP)"."""
    english, french = DATELINE.match(text), DATELINE.match(source)
    if english and french and english["date"] and english["date"] == french["date"]:
        year = f", {english['year']}" if english["year"] else ""
        month = _SHORT_MONTHS[FRENCH.month(english["month"]) - 1]
        yield Edit(*english.span("date"), f"{month} {int(english['day'])}{year}", french["date"])
