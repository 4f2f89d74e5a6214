"""Texts that an item gives more than once, as HTML and as plain text, told from texts that it gives besides."""

from collections.abc import Sequence

from translator.document import Paragraph
from translator.readers.elements import letters

_MOST = 0.8  # of a text's letters; renditions differ in captions, links and notes
_SHORT = 40  # letters up to which a paragraph must be one of the other text too; as a part of one it means nothing


def distinct(texts: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """The texts less those that say what another says already, in order; of two renditions the fuller, or the first.

    >>> plain, again, more = ([Paragraph.of(t)] for t in ("Le port rouvre.", "Le port rouvre !", "Le bac aussi."))
    >>> distinct([plain, again, more]) == [plain, more]
    True
    """
    kept: list[list[Paragraph]] = []
    for text in filter(None, texts):
        for i, other in enumerate(kept):
            if _is_said_by(text, other):
                break
            if _is_said_by(other, text):
                kept[i] = text
                break
        else:
            kept.append(text)
    return kept


def _is_said_by(text: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    ours, theirs = ([letters(p.source) for p in paragraphs] for paragraphs in (text, other))
    whole, single = "".join(theirs), set(theirs)
    said = sum(len(part) for part in ours if part in single or (len(part) > _SHORT and part in whole))
    return said >= _MOST * sum(map(len, ours))
