"""What no engine and no rule may touch: the one grammar of addresses, links, handles, hashtags, paths, files and code.

Every pattern takes time that grows with the length of the text alone: where it may begin is fixed by what stands
before, and no two of its parts can share a run of characters.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

__all__ = ["Untouchable", "addresses", "masked", "untouchables", "without"]

# without "www." only endings that are no French word: a missing space ("hier.au") must not make an address
_TLD = (
    "com|org|net|info|biz|edu|gov|int|mil|eu|fr|be|ch|lu|ca|uk|us|de|it|nl|pl|ua|ru|by|cn|jp|br|io|tv|app|news|paris|"
    "media|co"
)
_FILES = (
    "pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|tsv|txt|md|json|xml|html?|epub|zip|rar|7z|gz|jpe?g|png|gif|svg|webp|tiff?|"
    "mp3|mp4|wav|ogg|mov|avi|mkv|exe|apk|dmg|py|js|sql|log|eml"
)
_SIGN = (
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u2bff\u3000-\u303f\U0001f000-\U0001faff\U0001fb00-\U0001fbff"
    "\ufe00-\ufe0f\U000e0020-\U000e007f]"
)
# letters that a French→English vocabulary does not have: Greek, Cyrillic, Hebrew, Arabic, Indic … CJK, Hangul
_FOREIGN = (
    "[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff\U00010000-\U0001efff]"
)
_TRAILING = ".,;:!?…»”’\"'"
_PAIRS = {")": "(", "]": "["}

_PART = r'[^\\/:*?"<>|«»“”\s]+'  # of a Windows path; folders may have spaces in their names
_IN_QUOTES = '(?:(?<=[“"])|(?<=«)|(?<=«[ \u00a0\u202f]))'  # where a file may have spaces in its name

_LATIN = rf"""
    (?P<url>(?:https?|ftp)://[^\s<>«»“”"]+|(?<![\w@.])www\.[^\s<>«»“”"]+)
  | (?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<path>{_IN_QUOTES}[A-Za-z]:\\[^«»“”"\n]{{1,150}}?(?=[ \u00a0\u202f]?[»”"])
      |(?<![\w.@/\\~])(?:[A-Za-z]:\\|\\\\)(?:{_PART}(?:[ ]{_PART}){{0,3}}\\)*[^\s<>«»“”"|?*]+
      |(?<![^\s(\[«“"'’])(?:~|\.{{1,2}})?(?:/[\w.@%+~-]+){{2,}}/?)
  | (?P<file>(?<![\w.@/-])(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*\.(?:{_FILES})(?![\w]|\.\w)
      |{_IN_QUOTES}[\w-]+(?:[ ][\w()-]+){{1,3}}\.(?:{_FILES})(?=[ \u00a0\u202f]?[»”"]))
  | (?P<domain>(?<![\w.@-])(?:[\w-]+\.)+(?:{_TLD})(?:/[^\s<>«»“”"]*|(?![\w-]|\.\w)))
  | (?P<hashtag>(?<![\w&/#])\#(?=\w*[^\W\d_])\w+)
  | (?P<handle>(?<![\w@/.])@\w[\w.]*\w)
  | (?P<code>(?<![\w`])`(?=[^\s`])[^`\n]{{1,200}}(?<=\S)`(?![\w`]))
    """
_BEYOND = rf"""
  | (?P<sign>(?:{_SIGN}|[0-9\#*]\ufe0f?\u20e3)(?:[\u200d\ufe0f\u20e3]|{_SIGN}|[ ](?={_SIGN}))*)
  | (?P<foreign>{_FOREIGN}+(?:[\s'’.-]+{_FOREIGN}+)*)
    """
_IS_TEXT = ("sign", "foreign")  # kept by the engine, but words and marks for the rules
_HINT = re.compile(r"[@#\\`]|\.\w|/\w")
_HINT_BEYOND = re.compile("[^\0-\u036f\u2000-\u218f]|\u20e3")


class Untouchable(NamedTuple):
    """``text[start:end]`` stays as it is.

    ``kind`` is "url", "email", "path", "file", "domain", "hashtag", "handle", "code", "sign" (emoji, arrows) or
    "foreign" (words in another script).
    """

    start: int
    end: int
    kind: str


@cache
def _grammar(beyond: bool) -> re.Pattern[str]:
    """What to look for, with signs and other scripts or not; compiled for the first text that may need it."""
    return re.compile(_LATIN + _BEYOND if beyond else _LATIN, re.VERBOSE)


@lru_cache(maxsize=256)  # each rule asks for the same few texts again
def untouchables(text: str) -> tuple[Untouchable, ...]:
    """The untouchable spans of ``text``, in order, without overlap.

    Punctuation that ends the sentence is not part of an address.

    >>> untouchables("Voir https://afp.com/a_b (ou @AFP).")
    (Untouchable(start=5, end=24, kind='url'), Untouchable(start=29, end=33, kind='handle'))
    """
    beyond = _HINT_BEYOND.search(text) is not None
    if not beyond and not _HINT.search(text):
        return ()
    spans = []
    for found in _grammar(beyond).finditer(text):
        start, end = found.span()
        kind = found.lastgroup or ""
        if kind in ("url", "domain", "path"):
            end = start + _length(found[0])
        spans.append(Untouchable(start, end, kind))
    return tuple(spans)


def addresses(text: str) -> list[tuple[int, int]]:
    """The untouchable spans but for signs and words in other scripts: no rule may change or look for a word there."""
    return [(start, end) for start, end, kind in untouchables(text) if kind not in _IS_TEXT]


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with "x" for every character of the spans: rules then read a plain word there.

    >>> masked("Voir afp.com.", addresses("Voir afp.com."))
    'Voir xxxxxxx.'
    """
    return _replaced(text, [(start, end, "x" * (end - start)) for start, end in spans])


def without(text: str, instead: str = " ") -> str:
    """``text`` with ``instead`` for each address.

    >>> without("Voir afp.com.")
    'Voir  .'
    """
    return _replaced(text, [(start, end, instead) for start, end in addresses(text)])


def _replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    pieces, done = list[str](), 0
    for start, end, instead in spans:
        pieces += (text[done:start], instead)
        done = end
    return "".join((*pieces, text[done:]))


def _length(address: str) -> int:
    """Of an address without the punctuation of the sentence around it."""
    open_ = {closing: address.count(opening) - address.count(closing) for closing, opening in _PAIRS.items()}
    for length in range(len(address), 0, -1):
        last = address[length - 1]
        if last not in _TRAILING and open_.get(last, 0) >= 0:
            return length
        if last in open_:
            open_[last] += 1
    return 0
