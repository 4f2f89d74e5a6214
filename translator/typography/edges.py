"""How a segment begins and ends: its first letter and its full stop, as in the source."""

import re
from collections.abc import Iterator

from translator import seams
from translator.typography.edits import Edit


def first_capital(text: str, source: str) -> Iterator[Edit]:
    """A sentence that begins with a capital in the source does so in English; iPhone and the like stay."""
    ours, theirs = re.match(r"\W*([^\W\d_])([^\W\d_]?)", text), re.match(r"\W*([^\W\d_])", source)
    if not ours or not theirs or not theirs[1].isupper() or not ours[1].islower() or ours[2].isupper():
        return
    if len(ours[1].upper()) == 1:
        yield Edit(*ours.span(1), ours[1].upper(), theirs[1])


def first_small(text: str, source: str) -> Iterator[Edit]:
    """A segment that goes on with a small letter (a long sentence is cut at its clauses) does so in English."""
    if re.match(r"\W*xx", source):  # an address or a handle, masked
        return
    place = seams.wrong_capital(source, text)
    if place is not None:
        yield Edit(place, place + 1, text[place].lower(), source.strip()[:1])


def last_stop(text: str, source: str) -> Iterator[Edit]:
    """No full stop at the end of a segment that has none in the source: a headline, the part of a long sentence."""
    if stop := seams.wrong_stop(source, text):
        yield Edit(stop[0], stop[0] + 1, stop[1], stop[1])
