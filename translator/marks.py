"""Inline formatting carried from the French to the English: cut into sentences, then found again in the translation.

The engine sees whole sentences without formatting, because fragments translate badly. Each mark is then looked for in
the English: by the words themselves (names, code, addresses), by the phrase's own translation, or by the window of
words that shares most with it. Formatting that cannot be found leaves a notice; nothing is put where it may be wrong.
An empty mark (an image without a description, a lone HTML tag) is a thing of its own and must not get lost: where its
place cannot be found, it goes to the end of its sentence, with a notice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator.document import Mark, MarkKind, Notice

WORD = re.compile(r"\w+")
# Share of words (F1) that a window of the English must have in common with the phrase's own translation.
ENOUGH = 0.6
_NUMERAL = re.compile(r"\b(?:[IVXLC]+|\d+)\Z")
_ORDINALS = ("e", "er", "re", "ère", "ème", "nd", "nde", "d", "de", "ers", "es")
NAMES = {
    MarkKind.STRONG: "Bold type",
    MarkKind.EMPHASIS: "Italics",
    MarkKind.CODE: "Code formatting",
    MarkKind.LINK: "A link",
    MarkKind.IMAGE: "An image",
    MarkKind.STRIKE: "Strike-through",
    MarkKind.SUPERSCRIPT: "Superscript",
    MarkKind.SUBSCRIPT: "Subscript",
    MarkKind.NOTE: "The reference to a note",
    MarkKind.HTML: "HTML",
}


def cut(marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> list[tuple[Mark, ...]]:
    """The marks of a paragraph, cut at its segments. ``spans``: (start, end) of each segment in the paragraph's source.

    An empty mark belongs to one segment: the one that it stands in or right after, else the next one.

    >>> cut([Mark(MarkKind.STRONG, 2, 8)], [(0, 5), (6, 10)])
    [(Mark(kind=..., start=2, end=5, ...),), (Mark(kind=..., start=0, end=2, ...),)]
    """
    homes = [_home(m.start, spans) if m.start == m.end else None for m in marks]
    parts: list[tuple[Mark, ...]] = []
    for i, (start, end) in enumerate(spans):
        inside = []
        for mark, home in zip(marks, homes, strict=True):
            here = replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
            if home == i:
                at = min(max(mark.start, start), end) - start
                inside.append(replace(mark, start=at, end=at))
            elif home is None and here.start < here.end:
                inside.append(here)
        parts.append(tuple(inside))
    return parts


def _home(position: int, spans: Sequence[tuple[int, int]]) -> int:
    """The segment of an empty mark; one between two that touch opens the second."""
    for i, (_, end) in enumerate(spans):
        touches = i + 1 < len(spans) and spans[i + 1][0] == position
        if position <= end and not touches:
            return i
    return len(spans) - 1


def phrases(source: str, marks: Sequence[Mark]) -> list[str]:
    """The marked phrases whose own translation helps to find them: neither the whole sentence nor code."""
    return [source[m.start : m.end] for m in marks if m.start < m.end and m.kind != "code" and not _is_whole(source, m)]


def place(
    source: str, target: str, marks: Sequence[Mark], translations: Mapping[str, str]
) -> tuple[tuple[Mark, ...], tuple[Notice, ...]]:
    """The marks with their spans in ``target``, and a notice for each that was not found.

    ``translations`` gives the translation of the phrases (see ``phrases``) on their own.
    """
    placed, notices = [], []
    for mark in marks:
        phrase = source[mark.start : mark.end]
        if mark.start == mark.end:
            span = _point(source, target, mark.start, translations)
        elif _is_whole(source, mark):
            span = (0, len(target))
        else:
            span = _span(source, target, mark, translations.get(phrase, ""))
        if span is None and not _is_ordinal(source, mark):
            notices.append(_lost(mark, phrase))
        if span is None:
            span = (len(target), len(target)) if mark.start == mark.end else None
        placed.append(replace(mark, target_start=span[0], target_end=span[1]) if span else mark)
    return tuple(placed), tuple(notices)


def _span(source: str, target: str, mark: Mark, translation: str) -> tuple[int, int] | None:
    if _is_part_of_word(source, mark):
        return _within_word(source, target, mark)
    phrase = source[mark.start : mark.end]
    return _find(phrase, target) or _find(translation, target) or _window(translation, target)


def _is_ordinal(source: str, mark: Mark) -> bool:
    """Whether the mark raises the letters of a French ordinal ("XIXe", "1er"): English sets none, nothing is lost."""
    number = _NUMERAL.search(source[: mark.start])
    return number is not None and source[mark.start : mark.end] in _ORDINALS


def _lost(mark: Mark, phrase: str) -> Notice:
    value = f" ({mark.value})" if mark.value else ""
    name = f"{NAMES[mark.kind]}{value}"
    if not phrase:
        return Notice("mark", f"{name} stands at the end of the sentence: its place in the English was not found.")
    return Notice("mark", f"{name} on « {phrase} » could not be placed in the English.")


def anchor(source: str, mark: Mark) -> tuple[int, int]:
    """The words that a mark goes with: those it is on, of an empty one the word before it.

    >>> anchor("Le port rouvre.", Mark(MarkKind.NOTE, 7, 7))
    (3, 7)
    """
    if mark.start < mark.end:
        return mark.start, mark.end
    words = list(WORD.finditer(source, 0, mark.start))
    return words[-1].span() if words else (mark.start, mark.start)


def _point(source: str, target: str, position: int, translations: Mapping[str, str]) -> tuple[int, int] | None:
    """Where an empty mark stands in the English: at the same end of it, or beside the same word or its translation."""
    before, after = source[:position], source[position:]
    if not before.strip():
        return (0, 0)
    if not after.strip():
        return (len(target), len(target))
    words = list(WORD.finditer(target))
    if not words:
        return None
    if WORD.search(after) is None:
        return (words[-1].end(), words[-1].end())
    if WORD.search(before) is None:
        return (words[0].start(), words[0].start())
    if within := _within_word(source, target, Mark(MarkKind.HTML, position, position)):
        return within  # it touches a word that is the same in English
    last, first = WORD.findall(before)[-1], WORD.findall(after)[0]
    if span := _find_once(last, source, target):
        return (span[1], span[1])
    if span := _find_once(first, source, target):
        return (span[0], span[0])
    if span := _find(translations.get(last, ""), target):
        return (span[1], span[1])
    return None


def _find_once(word: str, source: str, target: str) -> tuple[int, int] | None:
    """The word in the target, where it cannot be mistaken for another of its kind."""
    found = [m.span() for m in WORD.finditer(target) if m.group() == word]
    return found[0] if len(found) == 1 and WORD.findall(source).count(word) == 1 else None


def _is_part_of_word(source: str, mark: Mark) -> bool:
    return any(source[i - 1 : i].isalnum() and source[i : i + 1].isalnum() for i in (mark.start, mark.end))


def _within_word(source: str, target: str, mark: Mark) -> tuple[int, int] | None:
    """A mark on a part of a word (the 2 of "H2O"): the same part of the same word."""
    for word in WORD.finditer(source):
        if word.start() <= mark.start and mark.end <= word.end():
            found = _find_once(word.group(), source, target)
            return (found[0] + mark.start - word.start(), found[0] + mark.end - word.start()) if found else None
    return None


def _is_whole(source: str, mark: Mark) -> bool:
    return not source[: mark.start].strip() and not source[mark.end :].strip()


def _find(phrase: str, target: str) -> tuple[int, int] | None:
    phrase = phrase.strip().rstrip(".")
    if not phrase:
        return None
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", target, re.IGNORECASE)
    return found.span() if found else None


def _window(phrase: str, target: str) -> tuple[int, int] | None:
    """The run of words of ``target`` that shares most words with ``phrase``; None when too few."""
    wanted = [w.casefold() for w in WORD.findall(phrase)]
    words = [(m.group().casefold(), m.start(), m.end()) for m in WORD.finditer(target)]
    best, best_span = 0.0, None
    for length in range(1, min(len(words), len(wanted) + 2) + 1):
        for i in range(len(words) - length + 1):
            rest = list(wanted)
            for word, _, _ in words[i : i + length]:
                if word in rest:
                    rest.remove(word)
            score = 2 * (len(wanted) - len(rest)) / (length + len(wanted))
            if score > best:
                best, best_span = score, (words[i][1], words[i + length - 1][2])
    return best_span if best >= ENOUGH else None
