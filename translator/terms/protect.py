"""What no engine and no rule may touch: addresses, hashtags, handles, file names, signs outside the Latin script."""

import re
from functools import cache

# without "www." only endings that are no French word: a missing space ("hier.au") must not make an address
_TLD = "com|org|net|info|biz|edu|gov|int|mil|eu|fr|be|ch|lu|ca|uk|us|de|it|nl|pl|ua|ru|by|cn|jp|br|io|tv|app|news|paris"
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
  | (?P<file>(?<![\w.@/-])(?:[\w-]+/)*[\w-]+(?:[._-][\w-]+)*\.(?:{_FILES})(?![\w]|\.\w)
      |{_IN_QUOTES}[\w-]+(?:[ ][\w()-]+){{1,3}}\.(?:{_FILES})(?=[ \u00a0\u202f]?[»”"]))
  | (?P<domain>(?<![\w.@-])(?:[\w-]+\.)+(?:{_TLD})(?:/[^\s<>«»“”"]*|(?![\w-]|\.\w)))
  | (?P<hashtag>(?<![\w&/#])\#(?=\w*[^\W\d_])\w+)
  | (?P<handle>(?<![\w@/.])@\w[\w.]*\w)
    """
_BEYOND = rf"""
  | (?P<sign>(?:{_SIGN}|[0-9\#*]\ufe0f?\u20e3)(?:[\u200d\ufe0f\u20e3]|{_SIGN}|[ ](?={_SIGN}))*)
  | (?P<foreign>{_FOREIGN}+(?:[\s'’.-]+{_FOREIGN}+)*)
    """
_ADDRESSES = ("url", "email", "path", "file", "domain", "hashtag", "handle")
_HINT = re.compile(r"[@#\\]|\.\w|/\w")
_HINT_BEYOND = re.compile("[^\0-\u036f\u2000-\u218f]|\u20e3")


@cache
def _spans(beyond: bool) -> re.Pattern[str]:
    """What to look for, with signs and other scripts or not; compiled for the first text that may need it."""
    return re.compile(_LATIN + _BEYOND if beyond else _LATIN, re.VERBOSE)


# "PARIS, 17 nov. (AFP) — ": a place, then a date or an agency or both; URGENT alone is a label.
_PLACE = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*(?:[ -](?:sur|sous|en|de|la|le|[A-ZÀ-ÖØ-ÞŒ])[\w'’.-]*){0,4}"
_DATE = (
    r",[ ](?:le[ ])?\d{1,2}(?:er)?\s(?:janv(?:ier)?|févr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août"
    r"|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)\b\.?(?:\s\d{4})?"
)
_AGENCY = r"[ ]\((?:[A-Z]{2,8}|Reuters|Belga|Bloomberg|Xinhua|Tass|Ukrinform|Interfax)\)"
_DATELINE = re.compile(
    rf"{_PLACE}(?:[ ]\({_PLACE}\))?(?:,[ ]{_PLACE})?(?:{_DATE}(?:{_AGENCY})?|{_AGENCY})(?:\s*(?:$|[—–-]+\s))"
)
_NOTE = re.compile(r"(?:[¹²³⁰-⁹]{1,3}|\[\d{1,3}\]|\*{1,3})\s+(?=\S)")


def opening(text: str) -> int:
    """Where the dateline, or the mark of a footnote, ends with which ``text`` begins; 0 without one.

    >>> opening("PARIS, 17 nov. (AFP) — À quatre jours"), opening("[2] NDLR : voir"), opening("URGENT — Il pleut")
    (23, 4, 0)
    """
    found = _DATELINE.match(text) or _NOTE.match(text)
    return found.end() if found else 0


def protected(text: str) -> list[tuple[int, int, str]]:
    """The untouchable spans of ``text`` as (start, end, sort), in order, without overlap.

    ``sort`` is "url", "email", "path", "file", "domain", "hashtag", "handle", "sign" (emoji, arrows) or "foreign"
    (words in another script). Punctuation that ends the sentence is not part of an address.

    >>> protected("Voir https://afp.com/a_b (ou @AFP).")
    [(5, 24, 'url'), (29, 33, 'handle')]
    """
    beyond = _HINT_BEYOND.search(text) is not None
    if not beyond and not _HINT.search(text):
        return []
    spans = []
    for found in _spans(beyond).finditer(text):
        start, end = found.span()
        sort = found.lastgroup or ""
        if sort in ("url", "domain", "path"):
            end = start + len(_trimmed(found[0]))
        spans.append((start, end, sort))
    return spans


def addresses(text: str) -> list[tuple[int, int]]:
    """The spans of ``text`` in which no word may be changed or looked for: the addresses among ``protected``."""
    return [(start, end) for start, end, sort in protected(text) if sort in _ADDRESSES]


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        unpaired = last in _PAIRS and address.count(_PAIRS[last]) < address.count(last)
        if last not in _TRAILING and not unpaired:
            break
        address = address[:-1]
    return address
