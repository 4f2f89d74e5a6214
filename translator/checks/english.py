"""Is that an English word? Asked of a list of 88,500, British and American, and of one of 14,000 proper names.

The lists, ``english.txt`` and ``proper.txt``, are SCOWL's up to size 70 (see ``english.LICENSE.txt``), sorted, without
accents and without the plurals that -s and -es make. They are searched as they stand: a run that asks for a hundred
words does not build a set of all.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from translator.accents import without_accents

_WORDS, _NAMES = "english.txt", "proper.txt"
# Words and names of the news that the lists, of 2020, lack.
_NEWS = frozenset(
    re.findall(
        r"\w+",
        """
        airbnb antisemite antivax autocorrect biofuel blogosphere bodycam brexit chatbot clickstream
        counterterrorism counterterrorist covid cyberattack cybercrime cybersecurity defenseman defensemen
        deradicalisation deradicalization doomscrolling euronews eurosceptic euroscepticism eurozone fintech
        geolocation greenwashing hamas hezbollah influencer instagram isis islamism islamist islamophobia jihadi
        jihadism kharkiv kyiv livestream lockdown longlist lviv macron matchday microblog microblogging microcredit
        mpox narco neonazi netflix odesa onboarding playmaker podcaster putin rebrand reshoring reskilling rideshare
        superfast tech telehealth tiktok trump upcycling vlog vlogger whatsapp whistleblower workaround youtube
        zelensky
        """,
    )
)
_PREFIXES = tuple(
    re.findall(
        r"\w+",
        """
        anti bio counter cyber eco geo hyper inter mega micro multi nano neuro non over photo post pre super tele ultra
        un under video
        """,
    )
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_SHORTEST = 4  # letters of a word of the list, and of what a prefix may stand before


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether a word of at least four letters is English, as it is, as a plural or with a common prefix.

    >>> is_english("Cafés"), is_english("nanotechnologies"), is_english("metroke")
    (True, True, False)
    """
    plain = fold(word)
    rests = (plain[len(prefix) :] for prefix in _PREFIXES if plain.startswith(prefix))
    if plain in _NEWS or plain in _PREFIXES or _is_listed(plain, _WORDS):
        return True
    return any(len(rest) >= _SHORTEST and _is_listed(rest, _WORDS) for rest in rests)


@lru_cache(maxsize=8192)
def is_proper(name: str) -> bool:
    """Whether a name of at least four letters is one that English readers know, whatever its capitals.

    >>> is_proper("Monday"), is_proper("CHICAGO"), is_proper("Plekanec")
    (True, True, False)
    """
    return _is_listed(fold(name), _NAMES)


def fold(text: str) -> str:
    """The text in small letters without accents, "ß" as "ss"."""
    if text.isascii():
        return text.lower()
    return without_accents(text.lower().translate(_LIGATURES))


def _is_listed(word: str, file: str) -> bool:
    stems = [word, *(word[: -len(ending)] for ending in ("s", "es") if word.endswith(ending))]
    return any(stem in _NEWS or _has_line(_lines(file), stem.encode()) for stem in stems)


@cache
def _lines(file: str) -> bytes:
    return b"\n" + Path(__file__).with_name(file).read_bytes()


def _has_line(lines: bytes, wanted: bytes) -> bool:
    """Whether a line of the sorted lines, each between two line breaks, is the wanted one: found by halving."""
    low, high = 0, len(lines) - 1  # each is the place of a line break
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        end = lines.find(b"\n", start + 1)
        line = lines[start + 1 : end]
        if line == wanted:
            return True
        if line < wanted:
            low = end
        else:
            high = start
    return False
