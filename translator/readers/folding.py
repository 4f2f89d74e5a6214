"""Folded lines made one again; the only hard question is the hyphen at a line's end."""

import re
from collections.abc import Sequence

_LAST_WORD = re.compile(r"([^\W\d_]+)-\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+")
# What follows the hyphen of no French compound: the word before it was divided. An alternative a line.
_ENDING = re.compile(
    r"(?:s?tra|nistra|sa|la|ga|si|di|ni|[cs])?tions?|(?:[cgstx]|gn|ss)?ions?|[a-z]{0,4}(?:ement|ament|emment|amment)s?|ments?|[st]?(?:eur|rice|tif|tive|ture)s?|"
    r"[lnrt]ités?|ti(?:que|sme|ste)s?|r?(?:ait|aient)"
)


def join(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines of one paragraph as one text, folded at spaces and hyphens.

    ``words`` are the words of the whole file in lower case. A hyphen at a line's end goes only where it is safe: a soft
    one always; a plain one where the file has the whole word elsewhere, or the rest is a mere ending ("gouverne-" +
    "ment"). Else it is a compound ("porte-" + "parole") and stays.
    """
    parts: list[str] = []
    for line in lines:
        if not parts:
            parts.append(line)
            continue
        last = parts[-1]
        before, after = _LAST_WORD.search(last), _FIRST_WORD.match(line)
        if last.endswith("\u00ad"):
            parts[-1] = last[:-1]
        elif before and after and after[0].islower():
            if (before[1] + after[0]).lower() in words or _ENDING.fullmatch(after[0]):
                parts[-1] = last[:-1]
        elif not (before and after):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
