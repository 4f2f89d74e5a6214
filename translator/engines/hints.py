"""What a model is told inside a sentence: the terms that it must say, and what a dictionary says of the rarer words.

The marks are pieces that the model was trained with; spaces stand as they stood there::

    rebellent⟨E000⟩ rebel⟨E001⟩                      the dictionary: may be said, bent or left
    retrait⟨E000⟩ withdrawal⟨E004⟩ removal⟨E001⟩     the same with two answers
    la⟨E003⟩ région⟨E002⟩ region⟨E001⟩ de            a term: to be said as it is
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from translator.engines import Hinted, TermHint
from translator.errors import ModelError
from translator.packages import DICTIONARY as DICTIONARY_FILE
from translator.packages import Package

DICTIONARY, END, TERM, OPEN, OR = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_MARK = re.compile("[\ue000-\ue007]")  # the last three are pieces that no training has given a meaning

# The words that the dictionary was counted from: letters with inner hyphens. An apostrophe belongs to an elision only.
_WORD = re.compile(r"([^\W\d_]+(?:[-·][^\W\d_]+)*)(['’‘]?)")
_SHORTEST = 3  # letters
_LONGEST_ELISION = 8  # characters: quelqu', puisqu', lorsqu'
_BLOCK = 1024  # bytes of the dictionary from one word of its index to the next


def has_marks(text: str) -> bool:
    """Would a model take a character of ``text`` for a mark? Then it is asked without it."""
    return _MARK.search(text) is not None


def without_marks(text: str) -> str:
    """What is left for a reader.

    >>> without_marks("un\\ue000 one\\ue001 chat")
    'un one chat'
    """
    return _MARK.sub("", text)


class Entry(NamedTuple):
    """What the dictionary says of a word: one or two English words in their usual case, the likelier first.

    ``times`` is how often the word stands in the corpus, ``rank`` its place among all words by that (0 for the
    commonest), ``share`` how many of the words that it was aligned with are the first one (of 1).
    """

    english: tuple[str, ...]
    times: int
    rank: int
    share: float


class Dictionary:
    """A package's dictionary.tsv: a French word in lower case and its Entry on each line.

    The file is kept as it is, beside an index of every thousandth byte. One that is not sorted by its words is sorted
    first. Raises ModelError for a file that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._lines = b"\n" + path.read_bytes().rstrip()
        except OSError as error:
            raise ModelError(f"{path}: cannot be read ({error.strerror}); install the package again") from error
        self._places, self._words = self._index()
        if self._words != sorted(self._words):
            self._lines = b"\n".join(sorted(self._lines.split(b"\n")))
            self._places, self._words = self._index()

    def _index(self) -> tuple[list[int], list[bytes]]:
        """Where each block begins, and where the last one ends; the first word of each."""
        places = [0]
        while (place := self._lines.find(b"\n", places[-1] + _BLOCK)) != -1:
            places.append(place)
        words = [self._lines[place + 1 : self._lines.find(b"\t", place)] for place in places]
        return [*places, len(self._lines)], words

    def look_up(self, word: str) -> Entry | None:
        """What it says of a French word, which is given in lower case. Raises ModelError for a line of another form."""
        key = b"\n%b\t" % word.encode("utf-8", "replace")
        block = max(bisect_right(self._words, key[1:-1]) - 1, 0)
        at = self._lines.find(key, self._places[block], self._places[block + 1] + len(key))
        if at == -1:
            return None
        stop = self._lines.find(b"\n", at + 1)
        line = self._lines[at + len(key) : stop if stop != -1 else None].decode("utf-8", "replace")
        try:
            english, times, rank, share = line.split("\t")
            return Entry(tuple(english.split("|")), int(times), int(rank), float(share))
        except ValueError as error:
            raise ModelError(f"{self._path}: the line of {word!r} is damaged; install the package again") from error


def dictionary_of(package: Package) -> Dictionary | None:
    """The dictionary that a package brings; None where it brings none. Raises ModelError."""
    return None if package.hints_from is None else Dictionary(package.path / DICTIONARY_FILE)


class Part(NamedTuple):
    """A part of a sentence with hints. ``rank`` is that of a dictionary's word in its hint, None in what must stay."""

    text: str
    rank: int | None = None


class Marker:
    """Puts hints into sentences: the terms, and the dictionary's for words of the rank ``first`` or beyond."""

    def __init__(self, dictionary: Dictionary, first: int) -> None:
        self._dictionary, self._first = dictionary, first

    def mark(self, sentence: Hinted, fits: Callable[[str], bool]) -> str:
        """The sentence with its terms and, if it may be ``looked_up``, the dictionary's hints: without those of the
        commonest words where all together make it so long that it no longer ``fits``. Neither it nor its terms may hold
        marks.
        """
        parts = list(self._parts(sentence))
        marked = "".join(part.text for part in parts)
        for hint in sorted((part for part in parts if part.rank is not None), key=lambda part: part.rank or 0):
            if fits(marked):
                break
            parts.remove(hint)
            marked = "".join(part.text for part in parts)
        return marked

    def _parts(self, sentence: Hinted) -> Iterator[Part]:
        done = 0
        for start, end, target in sentence.terms:
            yield from self._looked_up(sentence.text[done:start].rstrip(), sentence.looked_up)
            yield Part(f"{OPEN} {sentence.text[start:end]}{TERM} {target}{END}")
            done = end
        yield from self._looked_up(sentence.text[done:], sentence.looked_up)

    def _looked_up(self, text: str, is_wanted: bool) -> Iterator[Part]:
        done = 0
        for start, end in _words(text) if is_wanted else ():
            entry = self._dictionary.look_up(text[start:end].replace("’", "'").replace("‘", "'").lower())
            if entry and entry.rank >= self._first:
                yield Part(text[done:end])
                yield Part(f"{DICTIONARY} {f'{OR} '.join(entry.english)}{END}", entry.rank)
                done = end
        yield Part(text[done:])


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words are that a dictionary may know."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match[2] and not (end - start <= _LONGEST_ELISION and text[end : end + 1].isalpha()):
            end -= 1
        if end - start >= _SHORTEST:
            yield start, end


def cleaned(sentence: Hinted) -> Hinted:
    """The same sentence without marks of the user's own, its terms where they are now."""
    if not has_marks(sentence.text + "".join(term.target for term in sentence.terms)):
        return sentence

    def place(at: int) -> int:
        return len(without_marks(sentence.text[:at]))

    terms = (TermHint(place(start), place(end), without_marks(target)) for start, end, target in sentence.terms)
    return sentence._replace(text=without_marks(sentence.text), terms=tuple(terms))
