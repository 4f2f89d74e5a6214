"""The French words that are written small (``translator/languages/french_small.txt``), from what the recipe prepared.

    python benchmarks/casing_words.py DATA_FOLDER… sentencepiece.model french.txt

Every fourth sentence is read; a word counts where it is not the first of its sentence.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece

from translator.languages.words import plain

EVERY = 4
WORD = re.compile(r"[^\W\d_]+")
CERTAIN = 15  # occurrences from which a word may be written with a capital more often than not (président, état) …
SHARE = 0.15  # … but in this share of its occurrences small
RARE = 6  # letters that a word seen once must have: short ones are names and slips


def sentences(folder: Path, model: sentencepiece.SentencePieceProcessor) -> Iterator[str]:
    """The French side of what ``models/recipe/prepare.py`` wrote, every fourth sentence."""
    tokens = np.load(folder / "train.src.npy", mmap_mode="r")
    lengths = np.load(folder / "train.len.npy")[:, 0]
    ends = np.cumsum(lengths, dtype=np.int64)
    for end, length in zip(ends[::EVERY], lengths[::EVERY], strict=True):
        yield model.decode([int(token) for token in tokens[end - length : end]])


def main(folders: list[Path], model: Path, output: Path) -> None:
    """Count, choose, write: one word a line, in order."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    small, raised = Counter[str](), Counter[str]()
    for sentence in (s for folder in folders for s in sentences(folder, processor) if not s.isupper()):
        for place, word in enumerate(WORD.findall(sentence)):
            if word.islower():
                small[plain(word)] += 1
            elif place and word[0].isupper():
                raised[plain(word)] += 1
    chosen = [word for word, n in small.items() if is_small(word, n, raised[word])]
    output.write_text("\n".join(sorted(chosen)) + "\n", encoding="utf-8")


def is_small(word: str, small: int, raised: int) -> bool:
    """Whether a word seen so often small, and so often with a capital, belongs into the list."""
    if not re.fullmatch("[a-z]{2,}", word):
        return False
    if small == 1:
        return not raised and len(word) >= RARE
    return small >= raised or (small >= CERTAIN and small >= SHARE * (small + raised))


if __name__ == "__main__":
    *given, model_file, output_file = map(Path, sys.argv[1:])
    main(given, model_file, output_file)
