"""What a model should see: plain spaces, plain quotes, nothing invisible.

OPUS-MT packages with a ``bpe.model`` get Moses' normalisation inside, packages with a ``sentencepiece.model`` the
one of their own tokenizer; neither covers all of the characters that French copy brings along. What both would do is
done here once, so that every package sees the same text.
"""

import re
import unicodedata
from collections.abc import Callable

from translator.languages.untouchable import addresses

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def invisible(text: str) -> str:
    """Control characters, soft hyphens, zero-width and bidirectional controls go, also inside addresses."""
    return _INVISIBLE.sub("", text)


def composed(text: str) -> str:
    """NFC: é as one character, as the models' vocabularies have it."""
    return unicodedata.normalize("NFC", text)


def _plain(char: str) -> str:
    is_compatible = "\uff01" <= char <= "\uff5e" or "\ufb00" <= char <= "\ufb06" or unicodedata.category(char) == "Lm"
    plain = unicodedata.normalize("NFKC", char) if is_compatible else char
    return plain if plain.isascii() else char


def compatible(text: str) -> str:
    """Full-width forms, ligatures and raised letters (1ᵉʳ, Mᵐᵉ) become plain; m² and ½ stay, they mean something."""
    return "".join(map(_plain, text))


def quotes(text: str) -> str:
    """« x », “x”, „x” become "x"; ’ and ‘ become '."""
    text = re.sub(r"[«„‟“]\s*(?=\S)|[«„‟“]", '"', text)
    text = re.sub(r"(?<=\S)[^\S\n]*»|[»”]", '"', text)
    return re.sub("[‘’‚‛‹›´]", "'", text)


def hyphens(text: str) -> str:
    """Typographic hyphens and the minus sign become "-"; dashes stay, they are words of their own."""
    return re.sub("[\u2010\u2011\u2212]", "-", text)


def ellipses(text: str) -> str:
    """… becomes three full stops."""
    return text.replace("…", "...")


# Models have read "10 000 euros" in a thousand reports and the sign hardly ever: they make dollars and lists of it.
_SIGN = re.compile(r"(?<=\d)\s*(?:(M|Mds?|millions?|milliards?)\s*)?([€£$])(?![\w€£$])")
_SCALES = {"M": "millions", "Md": "milliards", "Mds": "milliards"}
_CURRENCIES = {"€": "euro", "£": "livre sterling", "$": "dollar"}


def currencies(text: str) -> str:
    """10 € becomes 10 euros, 3 M€ becomes 3 millions d'euros; so do pounds, and millions of dollars."""

    def word(match: re.Match[str]) -> str:
        name = _CURRENCIES[match[2]]
        plural = "livres sterling" if match[2] == "£" else f"{name}s"
        if match[1]:
            return f" {_SCALES.get(match[1], match[1])} {'d’' if name[0] == 'e' else 'de '}{plural}".replace("’", "'")
        if match[2] == "$":
            return match[0]
        is_one = re.search(r"(?<![\d.,])(?<!\d\s)[01](?:,\d{1,9})?\Z", text[max(0, match.start() - 20) : match.start()])
        return f" {name if is_one else plural}"

    return _SIGN.sub(word, text)


def spaces(text: str) -> str:
    """Any white space (no-break, thin, line break) becomes one plain space, none at the edges."""
    return " ".join(text.split())


ENGINE_RULES: tuple[Callable[[str], str], ...] = (compatible, quotes, hyphens, ellipses, currencies)
"""Rules for the text between addresses. ``invisible`` and ``composed`` come before them, ``spaces`` after."""


def to_engine(text: str) -> str:
    """French text as an engine should see it, on one line. Addresses and digits stay as they are.

    >>> to_engine("« L’accord » : 10\\u202f000\\xa0€… (https://exemple.fr/l_accord)")
    '"L\\'accord" : 10 000 euros... (https://exemple.fr/l_accord)'
    """
    text = composed(invisible(text))
    pieces: list[str] = []
    done = 0
    for start, end in addresses(text):
        pieces += (_between(text[done:start]), text[start:end])
        done = end
    pieces.append(_between(text[done:]))
    return spaces("".join(pieces))


def _between(text: str) -> str:
    for rule in ENGINE_RULES:
        text = rule(text)
    return text
