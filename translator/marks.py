"""Inline formatting carried from the French to the English: cut into sentences, then found again in the translation.

The engine sees whole sentences without formatting, because fragments translate badly. Each mark is then looked for in
the English: by the words themselves (names, code, addresses), by the phrase's own translation, or by the window of words
that shares most with it. A mark that cannot be found leaves a notice; nothing is put where it may be wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator.document import Mark, Notice

WORD = re.compile(r"\w+")
# Share of words (F1) that a window of the English must have in common with the phrase's own translation.
ENOUGH = 0.6
NAMES = {
    "strong": "Bold type",
    "emphasis": "Italics",
    "code": "Code formatting",
    "link": "A link",
    "image": "An image",
    "strike": "Strike-through",
}


def cut(marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> list[tuple[Mark, ...]]:
    """The marks of a paragraph, cut at its segments. ``spans``: (start, end) of each segment in the paragraph's source.

    >>> cut([Mark("strong", 2, 8)], [(0, 5), (6, 10)])
    [(Mark(kind='strong', start=2, end=5, ...),), (Mark(kind='strong', start=0, end=2, ...),)]
    """
    parts: list[tuple[Mark, ...]] = []
    for start, end in spans:
        inside = [replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start) for m in marks]
        parts.append(tuple(m for m in inside if m.start < m.end))
    return parts


def phrases(source: str, marks: Sequence[Mark]) -> list[str]:
    """The marked phrases whose own translation helps to find them: neither the whole sentence nor code."""
    return [source[m.start : m.end] for m in marks if m.kind != "code" and not _is_whole(source, m)]


def place(
    source: str, target: str, marks: Sequence[Mark], translations: Mapping[str, str]
) -> tuple[tuple[Mark, ...], tuple[Notice, ...]]:
    """The marks with their spans in ``target``, and a notice for each that was not found.

    ``translations`` gives the translation of the phrases (see ``phrases``) on their own.
    """
    placed, notices = [], []
    for mark in marks:
        phrase = source[mark.start : mark.end]
        if _is_whole(source, mark):
            span: tuple[int, int] | None = (0, len(target))
        else:
            span = _find(phrase, target) or _find(translations.get(phrase, ""), target)
            span = span or _window(translations.get(phrase, ""), target)
        if span is None:
            address = f" ({mark.value})" if mark.value else ""
            message = f"{NAMES.get(mark.kind, mark.kind)}{address} on « {phrase} » could not be placed in the English."
            notices.append(Notice("mark", message))
            placed.append(mark)
        else:
            placed.append(replace(mark, target_start=span[0], target_end=span[1]))
    return tuple(placed), tuple(notices)


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
