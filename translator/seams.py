"""Parts of one sentence that were translated one by one: how the English of such a part begins and ends.

A model takes all that it sees for a sentence: it puts a capital at the front and, often, a full stop at the end. In the
middle of a sentence both are wrong. The French part is the witness; a capital that English wants stays (I, Monday,
German, names).
"""

import re
from collections.abc import Iterable

from translator.languages import ENGLISH

_SMALL = ENGLISH.words("small")
_ALWAYS = ENGLISH.words("capitals") | {word.lower() for word in ENGLISH.listed("weekdays")}
_ALWAYS |= {names[0].lower() for names in ENGLISH.months}
_NATIONALITY = re.compile(r"(?:ian|ean|ese|ish|rican)s?$")  # "Civilians" keeps its capital too: the lesser slip
_FIRST = re.compile(r"\W*([^\W\d_])")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_ENDED = re.compile(r"[.!?…]\W*$")
_STOP = re.compile(r"(?<=[\w%])\.(?=[”’\"')\]]*\s*$)")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:[A-Z]|Mrs?|Ms|Dr|Inc|Ltd|Corp|Co|Jr|Sr|No|St|etc))$")
_MARK = re.compile(r"\s?([,;:])\s*$")


def wrong_capital(source: str, target: str) -> int | None:
    """Where ``target`` begins with a capital that neither ``source`` nor English asks for; None if it does not.

    >>> wrong_capital("assortis d'une peine", "Accompanied by a sentence"), wrong_capital("lundi", "Monday")
    (0, None)
    """
    french, english = _FIRST.match(source), _FIRST.match(target)
    if not french or not english or not french[1].islower() or not english[1].isupper():
        return None
    words = [match.group() for match in _WORD.finditer(target, english.start(1))][:2]
    first, folded = words[0], words[0].lower()
    if re.match(r"I\b", first) or first[1:] != first[1:].lower() or target[english.end(1) : english.end(1) + 1] == ".":
        return None
    if folded in _SMALL and words != ["The", "Hague"] and not (folded == "may" and re.match(r"\W*mai\b", source)):
        return english.start(1)
    is_name = (
        folded in _ALWAYS
        or _NATIONALITY.search(folded) is not None
        or words[1:2] != [word.lower() for word in words[1:2]]  # President Macron
        or any(word[0].isupper() for word in _WORD.findall(source)[:4])  # à Londres; du président Macron
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
