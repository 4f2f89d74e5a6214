"""Characters that some formats cannot hold are shown, never dropped."""

import re

# What XML 1.0 (§2.2, Char) has no place for: control characters, lone surrogates, two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """The text, as long as before, with U+FFFD for each character that XML cannot hold.

    >>> visible("a\\x07b")
    'a\ufffdb'
    """
    return _ILLEGAL.sub(REPLACEMENT, text)


def encoded(text: str) -> bytes:
    """UTF-8; a lone surrogate, the one thing it cannot hold, becomes U+FFFD."""
    return _SURROGATES.sub(REPLACEMENT, text).encode()
