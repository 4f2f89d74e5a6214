"""What no rule may touch: addresses, file names, hashtags, handles, `code`."""

import re
from functools import lru_cache

_DOMAIN = r"(?:fr|com|org|net|eu|info|io|uk|be|ch|ca|de|ua|ru|int|gov|edu|media|news|paris|tv|me|co)"
_FILE = r"(?:txt|md|docx?|odt|pdf|xlsx?|csv|json|xml|html?|zip|jpe?g|png|gif|mp[34]|py|js)"
# Lengths are bounded, so that no text makes the search slow.
# A trailing full stop, bracket or quote ends the sentence, not the address.
ADDRESS = re.compile(
    rf"""(?:https?://|ftp://|www\.)[^\s"“”«»<>‘’`]*[^\s"“”«»<>‘’`.,;:!?)\]'…]
    |(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+
    |(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,10}}{_DOMAIN}(?:/[^\s"“”«»<>‘’`]*[^\s"“”«»<>‘’`.,;:!?)\]'…])?(?![\w.]\w)""",
    re.VERBOSE,
)
_PROTECTED = re.compile(
    rf"{ADDRESS.pattern}|`[^`\n]+`|(?<!\w)[#@]\w+|(?<![\w.-])(?=[\w.-]{{0,99}}[A-Za-z_])[\w.-]{{1,99}}\.{_FILE}(?!\w)",
    re.VERBOSE,
)


@lru_cache(maxsize=64)  # each rule asks for the same few texts again
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` that must stay as they are, in order, not overlapping.

    >>> spans("Voir www.exemple.fr, #Kiev.")
    ((5, 19), (21, 26))
    """
    return tuple(match.span() for match in _PROTECTED.finditer(text))


@lru_cache(maxsize=64)
def masked(text: str) -> str:
    """``text`` with "x" for every character of a protected span: rules read a plain word there."""
    for start, end in spans(text):
        text = text[:start] + "x" * (end - start) + text[end:]
    return text
