"""Texts that an item gives more than once, as HTML and as plain text, told from texts that it gives besides."""

from collections.abc import Sequence

from translator.document import Paragraph
from translator.readers.elements import letters

OTHER = "other rendition of the text"  # what one that is not quite the same is called where it is left out
_MOST = 0.8  # of a text's letters; renditions differ in captions, links and notes
_SHORT = 40  # letters up to which a paragraph must be one of the other text too; as a part of one it means nothing


def distinct(texts: Sequence[list[Paragraph]]) -> tuple[list[list[Paragraph]], int]:
    """The texts less those that say what another says already, in order; of two renditions the fuller, or the first.

    Also how many of those left out say something more, at a caption or a note: they must be mentioned (see OTHER).

    >>> plain, again, more = ([Paragraph.of(t)] for t in ("Le port rouvre.", "Le port rouvre !", "Le bac aussi."))
    >>> distinct([plain, again, more]) == ([plain, more], 0)
    True
    """
    kept: list[list[Paragraph]] = []
    differing = 0
    for text in filter(None, texts):
        for i, other in enumerate(kept):
            here, there = _share_said_by(text, other), _share_said_by(other, text)
            if max(here, there) >= _MOST:
                if there > here:
                    kept[i] = text
                differing += max(here, there) < 1
                break
        else:
            kept.append(text)
    return kept, differing


def _share_said_by(text: Sequence[Paragraph], other: Sequence[Paragraph]) -> float:
    """How much of a text another says too, of 1."""
    ours, theirs = ([letters(p.source) for p in paragraphs] for paragraphs in (text, other))
    whole, single = "".join(theirs), set(theirs)
    said = sum(len(part) for part in ours if part in single or (len(part) > _SHORT and part in whole))
    return said / max(1, sum(map(len, ours)))
