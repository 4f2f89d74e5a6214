"""Inline hints for a source sentence: what a dictionary says of its rarer words, and terms; in five reserved pieces.

    word⟨E000⟩ english[⟨E004⟩ other]⟨E001⟩          dictionary: may be used, inflected or ignored
    ⟨E003⟩ source words⟨E002⟩ House Term⟨E001⟩      term: must be used as it is

No space before a mark, one after each but E001; the space that stood before a term goes into its mark. (Dinu et al.,
ACL 2019, Training neural machine translation to apply terminology constraints; Zhong & Chiang, 2020, Look it up.)
"""

import random
import re
from pathlib import Path

from words import spans

DICTIONARY, END, TERM, OPEN, OR = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
MARKS = re.compile("[\ue000-\ue007]")
HINT = re.compile(f"{DICTIONARY} [^{END}]*{END}")
TERM_HINT = re.compile(f"{OPEN} ([^{TERM}]*){TERM} [^{END}]*{END}")


class Dictionary:
    """French word → one or two English ones, of dictionary.py's file; the `first` commonest words get no hint."""

    def __init__(self, path, first):
        self.of, self.first = {}, first
        for line in Path(path).read_text(encoding="utf8").splitlines():
            word, said, _, rank, _ = line.split("\t")
            if int(rank) >= first:
                self.of[word] = said.split("|"), int(rank)

    def hints(self, text, keep=1.0, rnd=random, first=0):
        """`text` with hints for its words of rank `first` and beyond; each is kept with probability `keep`."""
        plain, found = spans(text, True)
        out, done = [], 0
        for start, end in found:
            said, rank = self.of.get(plain[start:end].lower(), ((), 0))
            if said and end - start > 2 and rank >= first and (keep == 1 or rnd.random() <= keep):
                out.append(text[done:end] + DICTIONARY + " " + (OR + " ").join(said) + END)
                done = end
        return "".join(out) + text[done:]

    def fitting(self, text, pieces, most):
        """The hinted text; while pieces(text) says more than `most`, without the hints of its commoner words."""
        first, hinted = self.first, self.hints(text)
        while DICTIONARY in hinted and pieces(hinted) > most:
            first = max(1, 2 * first)
            hinted = self.hints(text, first=first)
        return hinted


def term(before, source, english):
    """`before` with a term behind it."""
    return before.removesuffix(" ") + OPEN + " " + source + TERM + " " + english + END


def without(text):
    """The sentence that was hinted."""
    return TERM_HINT.sub(r" \1", HINT.sub("", text)).strip()
