"""Checks on the form of a translation: is there one, of a likely length, with the source's links."""

import re

LINK = re.compile(
    r"(?:https?://|www\.)[^\s\"“”«»<>’`]*[^\s\"“”«»<>’`.,;:!?)\]'…]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w&/])[#@][^\W\d_]\w+"
)
# Highest source length in characters -> shortest and longest English to expect, as shares of the source's length: the
# 0.1 % and 99.9 % quantiles of 102,300 human-translated pairs (Europarl, Tatoeba, UN, PAWS-X, TICO-19), widened by a
# fifth. Below 10 characters anything goes.
_LENGTHS = ((10, 0.0, 9.0), (20, 0.35, 2.6), (40, 0.3, 1.95), (80, 0.28, 2.4), (160, 0.4, 1.95), (320, 0.43, 1.9))
_LONG = (0.46, 1.45)


def empty(source: str, target: str) -> str | None:
    """Words in the source, none in the target."""
    if re.search(r"\w", source) and not re.search(r"\w", target):
        return "There is no English for this sentence."
    return None


def length(source: str, target: str) -> str | None:
    """The English is so short or so long that something is likely to be missing or made up."""
    shortest, longest = next(((low, high) for top, low, high in _LENGTHS if len(source) < top), _LONG)
    ratio = len(target) / max(1, len(source))
    if ratio < shortest:
        return f"The English is very short for this French ({ratio:.0%} of its length): something may be missing."
    if ratio > longest:
        return f"The English is very long for this French ({ratio:.0%} of its length): something may be made up."
    return None


def links(source: str, target: str) -> str | None:
    """An address, hashtag or handle of the source that is not in the target as it was."""
    missing = [link for link in dict.fromkeys(LINK.findall(source)) if link.casefold() not in target.casefold()]
    if not missing:
        return None
    return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} in the French but not in the English."
