"""Between and around the words: spaces, dashes and ellipses, titles, and how a segment begins and ends."""

import re
from collections.abc import Iterator

from translator import segmenter
from translator.typography.edits import Edit

_YEAR = r"(?:1[0-9]|20)\d\d"


def spaces(text: str, source: str) -> Iterator[Edit]:
    """One plain space between words, none at the edges."""
    for match in re.finditer(r"[^\S\n]+", text):
        at_edge = match.start() == 0 or match.end() == len(text)
        yield Edit(*match.span(), "" if at_edge else " ")


def punctuation_spaces(text: str, source: str) -> Iterator[Edit]:
    """No French space before ; : ! ? nor a stray one before , . or inside brackets; :-) and .5 stay."""
    pattern = (
        r"(?<=\S)[^\S\n]+(?=[!?]+(?:$|[\s”’\"')\]»…])|[:;](?:$|[\s”’\"'»])|[,.](?:$|[\s”’\"']))"
        r"|(?<=[(\[])[^\S\n]+|(?<=\S)[^\S\n]+(?=[)\]])"
    )
    for match in re.finditer(pattern, text):
        yield Edit(*match.span(), "")


def ellipses(text: str, source: str) -> Iterator[Edit]:
    """Three or more full stops, also spaced ones, become …"""
    for match in re.finditer(r"(?<![./])(?:\.{3,}|(?: (?=\. ))?\.(?: \.){2,})(?![./])", text):
        yield Edit(*match.span(), "…")


def dialogue_dash(text: str, source: str) -> Iterator[Edit]:
    """The dash that gives the floor to a speaker stays what it is in the source, and comes back if it went missing.

    Engines put it as a quotation that they forget to close: such a lone mark gives way to the dash.
    """
    dash = re.match(r"\s*([—–])\s*(?=[^\W\d])", source)
    if not dash:
        return
    lone = r"[“‘\"]?" if not re.search('[«»“”"]', source) and not re.search('[”"]', text[1:]) else ""
    if target := re.match(rf"(?:[-—–]{{1,2}}\s*)?{lone}(?=\w)", text):
        yield Edit(*target.span(), dash[1] + " ", dash[1])


def dashes(text: str, source: str) -> Iterator[Edit]:
    """A hyphen between spaces is an en dash (not between numbers: 5 - 3), a double hyphen between words an em dash."""
    for match in re.finditer(r"(?<=\S )-{1,3}(?= \S)", text):
        if not (text[match.start() - 2].isdigit() and text[match.end() + 1].isdigit()):
            yield Edit(*match.span(), "–")
    for match in re.finditer(r"(?<=[^\W\d])--(?=[^\W\d])", text):
        yield Edit(*match.span(), "—")


def year_ranges(text: str, source: str) -> Iterator[Edit]:
    """2010-2012 takes an en dash, where the source has the same two years; other figures keep their hyphen."""
    for match in re.finditer(rf"(?<![\w/.–-])({_YEAR})-({_YEAR})(?![\w/–-])", text):
        evidence = re.search(rf"{match[1]}\s?[-–]\s?{match[2]}", source)
        if evidence and match[1] < match[2]:
            yield Edit(match.end(1), match.start(2), "–", evidence.group())


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


def first_capital(text: str, source: str) -> Iterator[Edit]:
    """A sentence that begins with a capital in the source does so in English; iPhone and the like stay."""
    english, french = re.match(r"\W*([^\W\d_])([^\W\d_]?)", text), re.match(r"\W*([^\W\d_])", source)
    if not english or not french or not french[1].isupper() or not english[1].islower() or english[2].isupper():
        return
    if len(english[1].upper()) == 1:
        yield Edit(*english.span(1), english[1].upper(), french[1])


def first_small(text: str, source: str) -> Iterator[Edit]:
    """A segment that goes on with a small letter (a long sentence is cut at its clauses) does so in English."""
    if re.match(r"\W*xx", source):  # an address or a handle, masked
        return
    place = segmenter.wrong_capital(source, text)
    if place is not None:
        yield Edit(place, place + 1, text[place].lower(), source.strip()[:1])


def last_stop(text: str, source: str) -> Iterator[Edit]:
    """No full stop at the end of a segment that has none in the source: a headline, the part of a long sentence."""
    if stop := segmenter.wrong_stop(source, text):
        yield Edit(stop[0], stop[0] + 1, stop[1], stop[1])
