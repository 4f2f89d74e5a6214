"""Raised figures: the note call of "2050²", the unit of "12 km²"."""

import re
import unicodedata
from collections.abc import Iterator

from translator.typography.edits import Edit

_RAISED = re.compile(r"(?<!\w)([^\W_]{1,30}?)([¹²³⁰-⁹]{1,3})(?!\w)")


def superscripts(text: str, source: str) -> Iterator[Edit]:
    """20502 and km2 become 2050² and km² again, where the source has them so."""
    raised: dict[str, str] = {}
    for match in _RAISED.finditer(source):
        raised[match[1] + unicodedata.normalize("NFKC", match[2])] = match[0]
    for plain, written in raised.items():
        if not re.search(rf"(?<!\w){plain}(?!\w)", source):
            for match in re.finditer(rf"(?<![\w.,]){plain}(?![\w]|[.,]\d)", text):
                yield Edit(*match.span(), written, written)
