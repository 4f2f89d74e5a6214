"""Titles before a name, the British way: no full stop after an abbreviation that ends with the word's last letter."""

import re
from collections.abc import Iterator

from translator.typography.edits import Edit

_TITLE = re.compile(r"(?<![\w.-])(Mr|Mrs|Ms|Dr|St|Messrs)\.(?P<space>[^\S\n]*)(?=[^\W\d_]|& )")
_NAME = re.compile(r"(?:and|&) (?:Mrs|Ms|Dr)\b|[^\W\d_]")
# "Wall St. The bank": St. and Dr. may be Street and Drive.
_WITNESS = {"St": r"\b(?:St|Saint)e?\b", "Dr": r"\b(?:D[Rr]|[Dd]oct)"}


def titles(text: str, source: str) -> Iterator[Edit]:
    """Mr. Martin becomes Mr Martin; Mrs, Ms, Dr, St and Messrs likewise, before a name that begins with a capital."""
    for match in _TITLE.finditer(text):
        witness = re.search(_WITNESS.get(match[1], ""), source)
        name = _NAME.match(text, match.end())
        if witness and name and not name.group().islower():
            yield Edit(match.end(1), match.end(), " ", witness.group())
