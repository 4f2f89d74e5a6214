"""Words made comparable: accents, capitals and small differences put aside, with the way back to the original.

``fold`` is what both sides of a comparison of terms go through: one kind of apostrophe, hyphen and space, small
letters. ``plain`` is for single words, which word lists have so.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")  # a word without figures
_LIGATURES = {"œ": "oe", "æ": "ae"}
_PLAIN = str.maketrans({**_LIGATURES, **dict(zip("łđøıħŧ", "ldoiht", strict=True))})  # what NFKD does not take apart
_SAME = (
    *((c, "'") for c in "’ʼ‘‛′´`"),
    *((c, "-") for c in "‐‑‒–−"),
    *((c, " ") for c in "\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t\n\r\x0b\x0c\u2028\u2029"),
    ("İ", "I"),  # the one letter whose small form is two characters
)
_IRREGULAR = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[œŒæÆ]|\\s\\s+|.[\u0300-\u036f]+", re.DOTALL)
_SPECIAL = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeffœæ\u0300-\u036f]")  # in folded text
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ACCENTS = {
    code: base for code in range(0xC0, 0x250) if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code)
}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. ``starts[i]``/``ends[i]`` are the original span of its character i; None: the same positions."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span ``start:end`` (not empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def same(text: str) -> str:
    """``text`` with its characters made comparable one for one: same length, same positions."""
    if not text.isascii():
        for given, plain in _SAME:
            if given in text:
                text = text.replace(given, plain)
    else:
        for given in "\t\n\r\x0b\x0c`":
            if given in text:
                text = text.replace(given, "'" if given == "`" else " ")
    return text.lower()


def fold(text: str) -> Folded:
    """``text`` folded, with its positions.

    >>> fold("L’Élysée et\\u00a0KIEV").text
    "l'élysée et kiev"
    >>> fold("Vladimir\\n   Poutine").span(9, 16)
    (12, 19)
    """
    plain = same(text)
    if "  " not in plain and (plain.isascii() or not _SPECIAL.search(plain)):
        return Folded(plain)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int, even: bool) -> None:
        pieces.append(piece)
        starts.extend(range(start, end) if even else [start] * len(piece))
        ends.extend(range(start + 1, end + 1) if even else [end] * len(piece))

    done = 0
    for found in _IRREGULAR.finditer(text):
        start, end = found.span()
        put(same(text[done:start]), done, start, even=True)
        put(_regular(found[0]), start, end, even=False)
        done = end
    put(same(text[done:]), done, len(text), even=True)
    return Folded("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=2**14)
def folded_form(form: str) -> str:
    """A glossary form as it is compared: ``fold(form).text``, without the positions and many times as fast."""
    form = same(form)
    if not form.isascii():
        encoded = form.encode("utf-8", "surrogatepass")
        if b"\xcc" in encoded or b"\xcd" in encoded:  # with which combining accents begin in UTF-8
            form = same(unicodedata.normalize("NFC", form))
        for sign, letters in {**dict.fromkeys(_INVISIBLE, ""), **_LIGATURES}.items():
            if sign in form:  # faster than to replace what is not there
                form = form.replace(sign, letters)
    while "  " in form:
        form = form.replace("  ", " ")
    return form


def _regular(piece: str) -> str:
    if piece.isspace():
        return " "
    if piece in _INVISIBLE:
        return ""
    if len(piece) == 1:
        return _LIGATURES[piece.lower()]
    return same(unicodedata.normalize("NFC", piece))


@lru_cache(maxsize=2**14)
def bare(text: str) -> str:
    """Folded text without its accents, character for character.

    >>> bare("élysée")
    'elysee'
    """
    return text if text.isascii() else text.translate(_ACCENTS)


@lru_cache(maxsize=2**14)
def comparable(text: str) -> str:
    """Folded text without accents: what two spellings of a name have in common.

    >>> comparable("L’Élysée")
    "l'elysee"
    """
    return bare(folded_form(text))


def without_accents(text: str) -> str:
    """The text without its combining marks, letters taken apart (NFKD).

    >>> without_accents("Élysée, œuvre")
    'Elysee, œuvre'
    """
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def plain(text: str) -> str:
    """The text in small letters without accents and ligatures: the form in which word lists have a word.

    >>> plain("Œuvre"), plain("STRASSE"), plain("Straße"), plain("Łódź")
    ('oeuvre', 'strasse', 'strasse', 'lodz')
    """
    return text.lower() if text.isascii() else without_accents(text.casefold().translate(_PLAIN))


def likeness(one: str, other: str) -> float:
    """How like two words are by their letters, in percent."""
    from rapidfuzz.fuzz import ratio  # here, because most articles compare no names

    return ratio(one, other)


def capitals_agree(form: str, given: str) -> bool:
    """Whether each word of ``given`` has a capital where that of ``form`` has one.

    >>> capitals_agree("Nice", "nice"), capitals_agree("Cour des comptes", "Cour des Comptes")
    (False, True)
    """
    pairs = zip(WORD.findall(form), WORD.findall(given), strict=False)
    return all(not listed[0].isupper() or found[0].isupper() for listed, found in pairs)


def roman(numeral: str) -> int:
    """The value of a Roman numeral up to 89.

    >>> roman("XXI"), roman("IX")
    (21, 9)
    """
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50}[char] for char in numeral]
    return sum(-digit if digit < max(digits[i:]) else digit for i, digit in enumerate(digits))
