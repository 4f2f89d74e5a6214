"""Is that an English word? Asked of a list of 88,500, British and American, in ``english.txt``.

The list is SCOWL's up to size 70 (see ``english.LICENSE.txt``), sorted, without accents and without the plurals that
-s and -es make. It is searched as it stands: a run that asks for a hundred words does not build a set of all.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("english.txt")
# Words of the news that the list, of 2020, lacks.
_NEWS = frozenset(
    re.findall(
        r"\w+",
        """
        antisemite antivax autocorrect biofuel blogosphere bodycam brexit chatbot clickstream counterterrorism
        counterterrorist covid cyberattack cybercrime cybersecurity defenseman defensemen deradicalisation
        deradicalization doomscrolling eurosceptic euroscepticism eurozone fintech geolocation greenwashing
        influencer islamism islamist islamophobia jihadi jihadism livestream lockdown longlist matchday microblog
        microblogging microcredit mpox narco neonazi onboarding playmaker podcaster rebrand reshoring reskilling
        rideshare superfast tech telehealth upcycling vlog vlogger whistleblower workaround
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
_SHORTEST = 4  # letters of a word of the list, and of what a prefix may stand before


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether a word of at least four letters is English, as it is, as a plural or with a common prefix.

    >>> is_english("Cafés"), is_english("nanotechnologies"), is_english("metroke")
    (True, True, False)
    """
    plain = fold(word)
    rests = (plain[len(prefix) :] for prefix in _PREFIXES if plain.startswith(prefix))
    return _is_listed(plain) or plain in _PREFIXES or any(len(rest) >= _SHORTEST and _is_listed(rest) for rest in rests)


def fold(text: str) -> str:
    """The text in small letters without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _is_listed(word: str) -> bool:
    stems = [word, *(word[: -len(ending)] for ending in ("s", "es") if word.endswith(ending))]
    return any(stem in _NEWS or _has_line(_words(), stem.encode()) for stem in stems)


@cache
def _words() -> bytes:
    return b"\n" + _FILE.read_bytes()


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
