"""The rules a pair must pass, each with a name, so that prepare.py can count what each one drops.

A rule is a function of (french, english) that is true for a pair worth keeping. The first rule that fails is counted.
"""

import re
import unicodedata
from collections.abc import Callable

DIGITS = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]")
QUOTES = re.compile('[«»“”"„]')
WORDS = re.compile(r"[^\W\d_]+")
FRENCH = "le la les un une des du de et est que qui dans pour pas ce cette ne sur il elle nous vous avec au aux sont"
ENGLISH = "the a an of and is are that which in for not this on it he she we you with to was be by from has have"
ENDS = tuple('.!?…:;»")”')
MAX_WORDS = 110


def words(text: str) -> int:
    return len(text.split())


def length(fr: str, en: str) -> bool:
    """1 to 110 words on both sides."""
    return 1 <= words(fr) <= MAX_WORDS and 1 <= words(en) <= MAX_WORDS


def ratio(fr: str, en: str) -> bool:
    """Beyond eight words, neither side is much more than twice as long as the other."""
    a, b = words(fr), words(en)
    return max(a, b) <= 8 or 0.45 < a / b < 2.3


def untranslated(fr: str, en: str) -> bool:
    """The two sides of more than four words differ."""
    return words(fr) <= 4 or fr != en


def digits(fr: str, en: str) -> bool:
    """At most two numbers that only one side has."""
    return len(set(DIGITS.findall(fr)) ^ set(DIGITS.findall(en))) <= 2


def same_digits(fr: str, en: str) -> bool:
    """Every number of two digits or more stands on both sides; thousands may be grouped by a comma, dot or space."""

    def numbers(text: str) -> set[str]:
        joined = re.sub(r"(?<=\d)[.,\s](?=\d{3}(?!\d))", "", text)
        return {number for number in DIGITS.findall(joined) if len(number) > 1}

    return numbers(fr) == numbers(en)


def tight_ratio(fr: str, en: str) -> bool:
    """In characters, with ten of grace: French runs 0.75 to 1.75 times as long as English."""
    return 0.75 < (len(fr) + 10) / (len(en) + 10) < 1.75


def letters(fr: str, en: str) -> bool:
    """At least 70 % of what is not space is letters, on both sides."""
    return all(len(LETTERS.findall(text)) >= 0.7 * len("".join(text.split())) for text in (fr, en))


def language(fr: str, en: str) -> bool:
    """From eight words up, each side has more function words of its own language than of the other."""

    def count(text: str, own: str, other: str) -> int:
        found = WORDS.findall(text.lower())
        return sum((word in own.split()) - (word in other.split()) for word in found)

    return words(fr) < 8 or (count(fr, FRENCH, ENGLISH) > 0 and count(en, ENGLISH, FRENCH) > 0)


def sentence(fr: str, en: str) -> bool:
    """Both sides start with a capital, digit or opening mark and end with a stop."""

    def whole(text: str) -> bool:
        first = text.lstrip("«“\"'(-–— \u00a0\u202f")[:1]
        return bool(first) and (first.isupper() or first.isdigit()) and text.rstrip().endswith(ENDS)

    return whole(fr) and whole(en)


def quotes(fr: str, en: str) -> bool:
    """As many double quotes on both sides (an English side with single quotes is lost by this: there is enough)."""
    return len(QUOTES.findall(fr)) == len(QUOTES.findall(en))


def brackets(fr: str, en: str) -> bool:
    """As many round brackets on both sides."""
    return fr.count("(") == en.count("(") and fr.count(")") == en.count(")")


def markup(fr: str, en: str) -> bool:
    """No trace of markup, links or code: these are passed through by the product, not translated."""
    return not any(mark in text for text in (fr, en) for mark in ("://", "\\", "{", "}", "<", ">", "`", "**", "|", "@"))


def questions(fr: str, en: str) -> bool:
    """Both sides end in a question mark, or neither."""
    return fr.rstrip("»”\"' \u00a0\u202f)").endswith("?") == en.rstrip("»”\"' )").endswith("?")


Rule = Callable[[str, str], bool]
BASIC: list[Rule] = [length, ratio, untranslated, digits]
STRICT: list[Rule] = [
    *BASIC, markup, sentence, tight_ratio, same_digits, letters, quotes, brackets, questions, language,
]  # fmt: skip
REST: list[Rule] = [length, ratio, untranslated, digits, markup, tight_ratio, questions, language]


def first_failure(fr: str, en: str, rules: list[Rule]) -> str | None:
    """The name of the first rule that the pair breaks, None when it keeps them all."""
    return next((rule.__name__ for rule in rules if not rule(fr, en)), None)


def key(text: str) -> str:
    """What two copies of a sentence have in common: letters without accents or case, and digits."""
    folded = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in folded if char.isalnum())
