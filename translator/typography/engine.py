"""What a model should see: plain spaces, plain quotes, nothing invisible, no capitals but those of names.

OPUS-MT packages with a ``bpe.model`` get Moses' normalisation inside, packages with a ``sentencepiece.model`` the
one of their own tokenizer; neither covers all of the characters that French copy brings along. What both would do is
done here once, so that every package sees the same text.

Models have hardly seen sentences in ALL CAPS: they copy, loop or invent. These are recognised, folded to sentence case
for the engine, and raised again for the reader. What must not be folded (acronyms, names) is kept.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from translator.document import Fix
from translator.languages import FRENCH
from translator.languages.untouchable import addresses, without
from translator.languages.words import LETTERS, plain

WORDS_FILE = Path(__file__).parent.parent / "languages" / "french_small.txt"
_PIECE = re.compile(r"\w+|\W", re.DOTALL)
_ACRONYMS = FRENCH.words("acronyms")
_SPECIAL = FRENCH.rows("mixed capitals")
_LONGEST_CODE = 5  # letters of what stands alone in brackets for a name: (USGS), (IFOP)
_ROMAN = re.compile(r"(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})(E|ER|ÈME|EME)?\b")
_TITLE = re.compile(r"\b(?:M\.|MM\.|Mme|Mlle|Dr|Mgr)\s(\w)")
_SENTENCE_START = re.compile(r"(?:^[\W_]*|[.!?…][»”\"')]*\s+[«“\"‘(—–-]*\s*|:\s*[«“\"]\s*|[\n])(\w)")
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


def is_caps(text: str) -> bool:
    """Whether ``text`` is a sentence in ALL CAPS: two words, or one of six letters; acronyms alone are not.

    Addresses, hashtags and words with a digit (18h30, 1er) do not count either way.

    >>> is_caps("GUERRE EN UKRAINE"), is_caps("OTAN"), is_caps("KIEV — Les forces russes")
    (True, False, False)
    """
    text = re.sub(r"(?<!\w)\w*\d\w*|\bn°", " ", without(text))
    words = LETTERS.findall(text)
    if any(not char.isupper() for word in words for char in word):
        return False
    plain = [word for word in words if len(word) > 1 and not _is_acronym(word)]
    letters = sum(map(len, plain))
    return letters >= 6 or (letters >= 4 and sum(len(word) > 1 for word in words) >= 2)


def _is_acronym(word: str) -> bool:
    return word in _ACRONYMS or (not set(word.upper()) & set("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ") and word not in _SPECIAL)


def fold_caps(text: str, names: Callable[[str], Iterable[tuple[int, int, str]]]) -> str:
    """An ALL-CAPS text in sentence case, for the engine.

    ``names`` gives the spans of known names in ``text`` with the spelling to use: [(4, 8, "Kiev")]; overlapping ones
    after the first are left out. Acronyms, initials, Roman numerals and addresses stay; a word that French does not
    write small (``is_small``) is taken for a name and keeps its capital, a short one in brackets all of them.

    >>> fold_caps("L'OTAN AU SECOURS DE KIEV", lambda text: [(21, 25, "Kiev")])
    "L'OTAN au secours de Kiev"
    """
    kept: list[tuple[int, int, str]] = [(start, end, text[start:end]) for start, end in addresses(text)]
    kept += [(*m.span(), m.group()) for m in re.finditer(r"\b(?:[^\W\d_]\.-?){2,}", text)]
    kept += sorted(names(text))
    pieces: list[str] = []
    end = 0
    for start, stop, spelling in sorted(kept, key=lambda span: span[:2]):
        if start >= end:
            pieces += (_lowered(text[end:start]), spelling)
            end = stop
    pieces.append(_lowered(text[end:]))
    folded = _TITLE.sub(lambda m: m.group()[:-1] + m[1].upper(), "".join(pieces))
    return _SENTENCE_START.sub(_capital, folded)


def _lowered(text: str) -> str:
    def word(match: re.Match[str]) -> str:
        found = match.group()
        after, ahead = text[match.end() : match.end() + 1], text[: match.start()][-1:]
        if roman := _ROMAN.fullmatch(found):
            suffix = roman[1] or ""
            return found.removesuffix(suffix) + suffix.lower()
        if found in _SPECIAL:
            return _SPECIAL[found]
        if len(found) == 1:
            is_initial = _is_acronym(found) and not after.startswith(("'", "’", "-")) and not ahead.isdigit()
            return found if is_initial and ahead != "-" else found.lower()
        if ahead.isdigit() or not (_is_acronym(found) or not is_small(found)):
            return found.lower()
        is_code = len(found) <= _LONGEST_CODE and ahead == "(" and after == ")"
        return found if _is_acronym(found) or is_code else found.capitalize()

    return LETTERS.sub(word, text)


def _capital(match: re.Match[str]) -> str:
    return match.group()[:-1] + (match[1].upper() if len(match[1].upper()) == 1 else match[1])


def raise_caps(text: str) -> tuple[str, tuple[Fix, ...]]:
    """The English in capitals, with a fix of rule "caps" for each word that changes; addresses and handles stay.

    Word by word, so that a fix made before (a name of the glossary) still spans its own words afterwards.

    >>> raise_caps("War in Ukraine")[0]
    'WAR IN UKRAINE'
    """
    kept = addresses(text)
    fixes: list[Fix] = []
    raised = ""
    done = 0
    for start, end in [*kept, (len(text), len(text))]:
        for found in _PIECE.finditer(text, done, start):
            after = found[0].upper()
            if after != found[0]:
                fixes.append(Fix(len(raised), len(raised) + len(found[0]), found[0], after, "caps"))
            raised += after
        raised += text[start:end]
        done = end
    return raised, tuple(fixes)


def is_small(word: str) -> bool:
    """Whether French writes ``word``, given in any case and with or without accents, with a small letter.

    Asked of a list of the words that the French of the embedded model's training data (``models/recipe/data.md``)
    writes small within a sentence, made by ``benchmarks/casing_words.py``: what it lacks is likely a name.

    >>> is_small("CINEASTE"), is_small("VERNIER")
    (True, False)
    """
    return plain(word) in _small_words()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(WORDS_FILE.read_text(encoding="utf-8").split())
