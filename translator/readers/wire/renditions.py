"""Texts that an item gives more than once, as HTML and as plain text, told from texts that it gives besides."""

from collections.abc import Sequence
from typing import NamedTuple

from translator.document import Block, walk
from translator.readers.xml import letters

OTHER = "other rendition of the text"  # what one that is not quite the same is called where it is left out
_MOST = 0.8  # of a text's letters; renditions differ in captions, links and notes
_SHORT = 40  # letters up to which a paragraph must be one of the other text too; as a part of one it means nothing


def distinct(texts: Sequence[Sequence[Block]]) -> tuple[list[Sequence[Block]], int]:
    """The texts less those that say what another says already, in order; of two renditions the fuller, or the first.

    Also how many of those left out say something more, at a caption or a note: they must be mentioned (see OTHER).

    >>> from translator.document import Paragraph
    >>> plain, again, more = ([Paragraph.of(t)] for t in ("Le port rouvre.", "Le port rouvre !", "Le bac aussi."))
    >>> distinct([plain, again, more]) == ([plain, more], 0)
    True
    """
    kept: list[tuple[Sequence[Block], _Said]] = []
    differing = 0
    for text in filter(None, texts):
        said = _Said.by(text)
        for i, (_, other) in enumerate(kept):
            here, there = said.share_in(other), other.share_in(said)
            if max(here, there) >= _MOST:
                if there > here:
                    kept[i] = text, said
                differing += max(here, there) < 1
                break
        else:
            kept.append((text, said))
    return [text for text, _ in kept], differing


class _Said(NamedTuple):
    """The letters of a text's paragraphs, made once: each text is compared with all others."""

    parts: list[str]
    single: frozenset[str]
    whole: str

    @classmethod
    def by(cls, text: Sequence[Block]) -> "_Said":
        parts = [letters(p.source) for p in walk(text)]
        return cls(parts, frozenset(parts), "".join(parts))

    def share_in(self, other: "_Said") -> float:
        """How much of this text the other says too, of 1."""
        said = (p for p in self.parts if p in other.single or (len(p) > _SHORT and p in other.whole))
        return sum(map(len, said)) / max(1, len(self.whole))
