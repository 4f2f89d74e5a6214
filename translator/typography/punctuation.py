"""Between and around the words: spaces, dashes and ellipses, titles, how a segment begins and ends; English quotation
marks and apostrophes, with the French source as the witness."""

import re
from collections.abc import Iterator

from translator import segmenter
from translator.languages.quotation import QuoteMark, read_marks
from translator.typography.edits import Edit

_YEAR = r"(?:1[0-9]|20)\d\d"
_TITLE = re.compile(r"(?<![\w.-])(Mr|Mrs|Ms|Dr|St|Messrs)\.(?P<space>[^\S\n]*)(?=[^\W\d_]|& )")
_NAME = re.compile(r"(?:and|&) (?:Mrs|Ms|Dr)\b|[^\W\d_]")
# "Wall St. The bank": St. and Dr. may be Street and Drive.
_WITNESS = {"St": r"\b(?:St|Saint)e?\b", "Dr": r"\b(?:D[Rr]|[Dd]oct)"}
_ELISION = re.compile(r"(?<!\w)['‘](?=(?:\d0s|[tT]is|[tT]was|[eE]m|[tT]il|[cC]ause|[nN])\b)")
_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[“—–-]))['‘](?=[\w“…])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%”)])['’](?=$|[\s.,;:!?)\]”…—–])")


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


def double_quotes(text: str, source: str) -> Iterator[Edit]:
    """Any double mark becomes “ or ”; inside a quotation ‘ or ’, where the source nests as well."""
    witness = read_marks(source)
    is_nested = any(mark.depth for mark in witness)
    for mark in read_marks(text, source):
        pair = "‘’" if is_nested and mark.depth else "“”"
        yield Edit(mark.start, mark.end, pair[0] if mark.opening else pair[1])


def quote_spaces(text: str, source: str) -> Iterator[Edit]:
    """No space inside quotation marks; one before a mark that opens after a comma, and after one that closes."""
    for match in re.finditer(r"(?<=“)[^\S\n]+|(?<=\S)[^\S\n]+(?=”)", text):
        yield Edit(*match.span(), "")
    for match in re.finditer(r"(?<=[,;:.!?])(?=“\w)|(?<=[,.!?…]”)(?=[^\W\d_])", text):
        yield Edit(match.start(), match.start(), " ")


def single_quotes(text: str, source: str) -> Iterator[Edit]:
    """'word' becomes ‘word’, or “word” while the source has more double marks than the target.

    Engines answer « with ' as often as with ", and may close with " what they opened with ': with marks to spare, a
    single one that opens without a partner is a double one too.
    """
    witness, marks = read_marks(source), read_marks(text, source)
    if any(mark.depth for mark in witness) and marks:
        witness = []
    spare = len(witness) - len(marks)
    lengths = _lengths(source, witness)
    openers = [m for m in _SINGLE_OPEN.finditer(text) if not _ELISION.match(text, m.start())]
    paired, end = list[tuple[int, int]](), 0
    for i, match in enumerate(openers):
        if match.start() < end:
            continue
        stop = openers[i + 1].start() if i + 1 < len(openers) else len(text)
        closers = list(_SINGLE_CLOSE.finditer(text, match.end()))
        closers = [m for m in closers if m.start() < stop] or closers
        if closers:
            closer = _closer(text, match, closers, lengths[i] if i < len(lengths) else None)
            pair = "“”" if spare >= 2 else "‘’"
            yield Edit(*match.span(), pair[0])
            yield Edit(*closer.span(), pair[1])
            end = closer.end()
            paired.append((match.start(), closer.start()))
            spare -= 2 if pair == "“”" else 0
        elif spare >= 1:
            yield Edit(*match.span(), "“")
            spare -= 1
    # What closes without a partner is a double mark too: mixed pairs (“yes’) would hide that one is missing.
    for match in _SINGLE_CLOSE.finditer(text) if witness else ():
        is_apostrophe = re.search(r"(?:\d|s|x|z|in|\bo|\bth)$", text[: match.start()], re.IGNORECASE)
        is_settled = any(start <= match.start() <= stop for start, stop in paired)
        if not is_apostrophe and not is_settled:
            yield Edit(*match.span(), "”")


def _lengths(source: str, marks: list[QuoteMark]) -> list[float]:
    """What share of the source each of its quotations is; empty where some open or close elsewhere."""
    if len(marks) % 2 or any(mark.opening == bool(i % 2) for i, mark in enumerate(marks)):
        return []
    return [(b.start - a.end) / len(source) for a, b in zip(marks[::2], marks[1::2], strict=True)]


def _closer(text: str, opener: re.Match[str], closers: list[re.Match[str]], length: float | None) -> re.Match[str]:
    """The mark that closes. An 's at the end of a word may be a plural's possessive: where there is a choice, the
    quotation is as long as in the source, and without a witness it does not end with an s."""
    if length is not None and len(closers) > 1:
        return min(closers, key=lambda m: abs((m.start() - opener.end()) / len(text) - length))
    certain = [m for m in closers if text[m.start() - 1] != "s"]
    return (certain or closers[-1:])[0]


def lost_quotes(text: str, source: str) -> Iterator[Edit]:
    """Marks that the engine dropped come back where their place is certain: the whole segment is quoted."""
    witness, marks = read_marks(source), read_marks(text, source)
    if not witness or not text.strip() or len(marks) > 1 or re.search("[‘]", text):
        return
    opens, closes = _spans_all(source, witness)
    evidence = (source[witness[0].start] if opens else "") + (source[witness[-1].start] if closes else "")
    if marks and not (opens and closes):
        return
    if opens and not (marks and marks[0].opening):
        yield Edit(0, 0, "“", evidence)
    if closes and not (marks and not marks[0].opening):
        stop = re.search(r"[.,;:]$", text)
        is_outside = stop and source[witness[-1].end :].strip() == stop.group()
        place = len(text) - (1 if is_outside else 0)
        yield Edit(place, place, "”", evidence)


def _spans_all(source: str, marks: list[QuoteMark]) -> tuple[bool, bool]:
    """Whether a quotation opens at the first character and whether one closes at the last, with nothing outside."""
    outer = [mark for mark in marks if mark.depth == 0]
    starts = not source[: marks[0].start].strip() and marks[0].opening
    ends = not source[marks[-1].end :].strip(" \u00a0\u202f.,;:!?…") and not marks[-1].opening
    if len(outer) == 1:
        return starts and outer[0] is marks[0], ends and outer[0] is marks[-1]
    is_whole = starts and ends and len(outer) == 2
    return is_whole, is_whole


def apostrophes(text: str, source: str) -> Iterator[Edit]:
    """' becomes ’ in and after words and before an elision ('90s), ‘ before any other word; 5'10 stays."""
    # The first alternative is a slip: I''ve.
    pattern = (
        r"(?<=[^\W\d])'{2,}(?=[^\W\d])"
        r"|(?<!\d)(?<=\w)['´](?=\w)|(?<=\d)['´](?=[^\W\d])|(?<=[^\W\d])['´](?!\w)"
    )
    for match in re.finditer(pattern, text):
        yield Edit(*match.span(), "’")
    for match in _ELISION.finditer(text):
        yield Edit(*match.span(), "’")
    for match in re.finditer(r"(?<![\w'’])'(?=\w)", text):
        if not _ELISION.match(text, match.start()):
            yield Edit(*match.span(), "‘")
