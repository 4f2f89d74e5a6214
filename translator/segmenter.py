"""A paragraph into sentences, by French news rules; ``"".join(source + tail)`` is the paragraph again, exactly.

A sentence ends at ``.``, ``!``, ``?``, ``…`` or a blank line: with the closing marks that follow, before white space,
and only where a new sentence can begin. So « Quoi ? » a-t-il lancé stays whole, « Bonjour. » Puis is two, and sentences
inside a long quote part too, each « or » with the sentence it touches. A full stop after an abbreviation, an initial
or a list number does not count. Too long a sentence is cut at a clause, for the decoder must never cut. Time is linear.

The parts of a sentence are joined again in English: a model takes all that it sees for a sentence, and puts a capital
at the front and, often, a full stop at the end. In the middle of a sentence both are wrong. The French part is the
witness; a capital that English wants stays (I, Monday, German, names).
"""

import math
import re
from collections.abc import Iterable, Iterator

from translator.languages import ENGLISH, FRENCH

# Abbreviations, without their full stop. Titles come with a capital ("M. Dupont", but "le 100 m. Il"), before a name;
# others before any word, before a figure, or (CLOSING) also at the end of a sentence, before a word that opens one.
TITLES = FRENCH.words("titles")
CAPITAL_TITLES = frozenset(title.upper() for title in TITLES)
OPEN = FRENCH.words("abbreviations before words")
BEFORE_FIGURES = FRENCH.words("abbreviations before figures")
CLOSING = FRENCH.words("abbreviations that may close")
STARTERS = FRENCH.words("sentence starters")

# A line break inside a paragraph is one that somebody set: readers have joined the lines that were only wrapped.
ENDING = re.compile(r"[.!?…]+|\n")
# Closing marks; French ones stand off by a space ("… ! »"), English ones do not (or they open); note calls: "[3]", "²".
CLOSERS = re.compile(r"(?:\s*[»›]|[”\"’'\)\]]|\[\d{1,3}\]|[¹²³⁴-⁹]{1,3})*+")
SPACE = re.compile(r"\s*+")
# At most eight, so that a long run of them is not read again and again.
OPENERS = re.compile(r"(?:(?:[«‹“„\"‘'’(\[—–\-•*→…]|\.{3})\s*+){0,8}+")
WORD = re.compile(r"[^\W\d_]+['’]?")
# "J.-P", "S.A", "fév"; of the text before the full stop
LAST_WORD = re.compile(r"(?<![\w°§])[\w°§]+(?:[.\-]{1,2}\w+){0,8}$")
LOOK_BACK = 40  # characters
INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]h?(?:\.-?[^\W\d_a-zà-öø-ÿ]h?)*")  # "F", "J.-P", "A.F.P", "J.-Ch"
BEFORE_CHRIST = re.compile(r"(?:av|apr)\.\s?J\.\s?-?\s?C$", re.IGNORECASE)
FOR_EXAMPLE = re.compile(r"\bp\.\s?ex$", re.IGNORECASE)
DAY_OF_MONTH = re.compile(r"\d\ssept$", re.IGNORECASE)
DASH = re.compile(r"\.\s*[—–-]")
FIGURE = re.compile(r"\d|[LRD]\.?\s?\d|[IVX]+\b")  # "5", "L. 121-1", "II"
LIST_NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}|[a-zA-Z]")
ADDRESS = re.compile(r"https?://|www\.")

# Where a sentence that is too long may be cut, best first; a cut falls where the white space begins.
CONJUNCTIONS = "|".join(FRENCH.listed("conjunctions"))
CUTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<=;)\s",
        r"(?<=:)\s",
        rf"(?<=,)\s(?=(?:{CONJUNCTIONS})\b)|\s(?=[—–(]\s?[^\W\d])|(?<=\))\s",
        r"(?<=,)\s",
        rf"[ \n\t](?=(?:{CONJUNCTIONS})\b)",
        r"(?<![.«(\d°§])[ \n\t](?![»;:!?%€$)])",
        r"\s",
    )
)

# How the English of a part begins and ends.
_SMALL = ENGLISH.words("small")
_ALWAYS = ENGLISH.words("capitals") | {word.lower() for word in ENGLISH.listed("weekdays")}
_ALWAYS |= {names[0].lower() for names in ENGLISH.months}
_NATIONALITY = re.compile(r"(?:ian|ean|ese|ish|rican)s?$")  # "Civilians" keeps its capital too: the lesser slip
_FIRST = re.compile(r"\W*([^\W\d_])")
_ENGLISH_WORD = re.compile(r"[^\W\d_][\w-]*")
_ENDED = re.compile(r"[.!?…][^\w.!?…]*$")
_STOP = re.compile(r"(?<=[\w%])\.(?=[”’\"')\]]*\s*$)")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:[A-Z]|Mrs?|Ms|Dr|Inc|Ltd|Corp|Co|Jr|Sr|No|St|etc))$")
_MARK = re.compile(r"\s?([,;:])\s*$")


def split(text: str, limit: int = 350) -> list[tuple[str, str]]:
    """The sentences of a paragraph, each with the white space after it: ``(source, tail)``.

    ``"".join(source + tail for source, tail in split(text)) == text`` for every text. No source begins or ends with
    white space or is longer than ``limit`` characters; none is empty but the first one of a text that begins with
    white space, which is then its tail (there is nothing in it to translate). The empty text has no sentence.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    pieces = [("", text[:begin])] if (begin := _after_space(text, 0)) else []
    for start, end in _sentences(text, begin):
        cuts = [*_cuts(text, start, end, limit), end]
        for stop in cuts:
            following = _after_space(text, stop)
            pieces.append((text[start:stop], text[stop:following]))
            start = following
    return pieces


def _after_space(text: str, position: int) -> int:
    return _end(SPACE.match(text, position), position)


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences, from the first character that is not white space; the tails lie between them."""
    for ending in ENDING.finditer(text, start):
        if ending.start() < start:  # inside the white space after the sentence before
            continue
        if ending[0][0] == "\n":
            end = ending.start()
            while end > start and text[end - 1].isspace():
                end -= 1
        else:
            end = _end(CLOSERS.match(text, ending.end()), ending.end())
        following = _after_space(text, end)
        if following == len(text):
            break
        if ending[0][0] == "\n" or (following > end and _ends(text, start, ending, following)):
            yield start, end
            start = following
    end = len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _ends(text: str, start: int, ending: re.Match[str], following: int) -> bool:
    """Whether the mark at ``ending`` ends the sentence begun at ``start``, the next one to begin at ``following``."""
    begin = _end(OPENERS.match(text, following), following)
    if not _can_begin(text, following, begin):
        return False
    mark = ending.start()
    if ending[0] == ".":
        if _is_abbreviated(text, start, mark, begin):
            return False
    elif text[mark - 1 : mark] in ("(", "[") and text[ending.end() : ending.end() + 1] in (")", "]"):
        return False  # "(…)", an omission; "(?)", "(!)", a doubt
    return any(_is_content(text[i]) for i in range(start, mark))  # short: the first content ends the search


def _can_begin(text: str, following: int, begin: int) -> bool:
    """Whether a sentence can begin with the marks of ``text[following:begin]`` and what comes after them."""
    if begin == len(text):
        return False
    char = text[begin]
    if char.islower():
        return begin == following and ADDRESS.match(text, begin) is not None
    return _is_content(char)


def _is_content(char: str) -> bool:
    """Whether a character is more than punctuation: a letter, a figure, a sign that is read aloud, an emoji."""
    return char.isalnum() or char in "#@€$£¿¡" or ord(char) > 0x2600


def _is_abbreviated(text: str, start: int, stop: int, begin: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, an initial or a list number, and ends nothing."""
    before = text[max(start, stop - LOOK_BACK) : stop]
    last = LAST_WORD.search(before)
    if not last:
        return False
    word, place = last[0], stop - len(last[0])
    next_word = WORD.match(text, begin)
    is_starter = next_word is not None and next_word[0].casefold().replace("’", "'") in STARTERS

    if LIST_NUMBER.fullmatch(word) and place - start < 8 and not any(c.isalnum() for c in text[start:place]):
        return True
    if BEFORE_CHRIST.search(before):
        return False
    folded = word.casefold()
    if word in TITLES or word in CAPITAL_TITLES or folded in OPEN or FOR_EXAMPLE.search(before):
        return True
    if folded in BEFORE_FIGURES and FIGURE.match(text, begin):
        return True
    if folded in CLOSING or DAY_OF_MONTH.search(before):
        return not is_starter or DASH.match(text, stop) is not None  # "PARIS, 17 nov. — Le vote…"
    return INITIALS.fullmatch(word) is not None and not _closes(before[: last.start()], word, is_starter)


def _closes(before: str, word: str, is_starter: bool) -> bool:
    """Whether initials end a sentence all the same: "le plan B. Le…", "la Sanef S.A. Elle…", never "J.-P. Le Goff"."""
    if not is_starter or "-" in word:
        return False
    if "." in word:
        return True
    previous = WORD.findall(before)
    return bool(previous) and before.endswith(" ") and previous[-1].islower()


def _cuts(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """Where to cut ``text[start:end]`` so that no piece is longer than ``limit`` and all are about as long."""
    while end - start > limit:
        parts = -(-(end - start) // limit)
        ideal = start + (end - start) / parts
        cut = _best_cut(text, start, start + limit, ideal)
        yield cut
        start = _after_space(text, cut)


def _best_cut(text: str, start: int, last: int, ideal: float) -> int:
    """The best place in ``text[start + 1 : last + 1]``: near its middle if that can be, at ``ideal`` if all fails."""
    half = (ideal - start) / 2
    for earliest in (start + half, start + 1):
        for cut in CUTS:
            places = [m.start() for m in cut.finditer(text, start, last + 1) if m.start() >= earliest]
            if places:
                return _before_space(text, start, min(places, key=lambda place: abs(place - ideal)))
    return math.ceil(ideal)


def _before_space(text: str, start: int, place: int) -> int:
    while place > start + 1 and text[place - 1].isspace():
        place -= 1
    return place


def wrong_capital(source: str, target: str) -> int | None:
    """Where ``target`` begins with a capital that neither ``source`` nor English asks for; None if it does not.

    >>> wrong_capital("assortis d'une peine", "Accompanied by a sentence"), wrong_capital("lundi", "Monday")
    (0, None)
    """
    french, english = _FIRST.match(source), _FIRST.match(target)
    if not french or not english or not french[1].islower() or not english[1].isupper():
        return None
    words = [match.group() for match in _ENGLISH_WORD.finditer(target, english.start(1))][:2]
    first, folded = words[0], words[0].lower()
    if re.match(r"I\b", first) or first[1:] != first[1:].lower() or target[english.end(1) : english.end(1) + 1] == ".":
        return None
    if folded in _SMALL and words != ["The", "Hague"] and not (folded == "may" and re.match(r"\W*mai\b", source)):
        return english.start(1)
    is_name = (
        folded in _ALWAYS
        or _NATIONALITY.search(folded) is not None
        or words[1:2] != [word.lower() for word in words[1:2]]  # President Macron
        or any(word[0].isupper() for word in _ENGLISH_WORD.findall(source)[:4])  # à Londres; du président Macron
    )
    return None if is_name or len(english[1].lower()) > 1 else english.start(1)


def wrong_stop(source: str, target: str) -> tuple[int, str] | None:
    """Where ``target`` ends with a full stop that ``source`` lacks, and the mark that stands there in the source.

    >>> wrong_stop("volé à Mâcon,", "stolen in Mâcon."), wrong_stop("à 5 heures", "at 5 a.m.")
    ((15, ','), None)
    """
    stop = _STOP.search(target)
    if not stop or _ENDED.search(source) or _ABBREVIATED.search(target[: stop.start()]):
        return None
    mark = _MARK.search(source)
    return stop.start(), mark[1] if mark else ""


def join(parts: Iterable[tuple[str, str, str]]) -> str:
    """One sentence from its parts (source, target, white space after it): small letters and no stops at the seams.

    >>> join([("Le car volé à Mâcon,", "The bus stolen in Mâcon.", " "), ("a percuté", "Hit", "")])
    'The bus stolen in Mâcon, hit'
    """
    listed = list(parts)
    text = ""
    for i, (source, target, tail) in enumerate(listed):
        if i and (place := wrong_capital(source, target)) is not None:
            target = target[:place] + target[place].lower() + target[place + 1 :]
        if i < len(listed) - 1 and (stop := wrong_stop(source, target)):
            target = target[: stop[0]] + stop[1] + target[stop[0] + 1 :]
        text += target + tail
    return text
