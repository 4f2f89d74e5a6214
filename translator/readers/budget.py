"""What a file may cost: the one budget of all readers, and the meter that keeps it while they read.

A small file can stand for much: a chapter listed a million times, formatting within formatting. Readers report what
they make to the meter of the file that is being read; what lies in an archive is paid from the archive's budget.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from translator.document import Article, Notice, Paragraph, map_paragraphs
from translator.errors import InputError


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a file may have and cost; ``translator.toml`` sets each in its table ``[limits]``.

    ``megabytes`` as it lies on the disk; ``paragraphs`` of all its articles; ``marks``, the formatting of one paragraph
    (of all together, five for each paragraph allowed); ``seconds`` of a processor's time to read it.
    """

    # The longest newspaper article is below 0.2 MB of text and a .docx full of pictures below 50 MB; beyond 100 MB it
    # is the wrong file, and reading it would take more memory than a small desk machine has.
    megabytes: int = 100
    paragraphs: int = 200_000  # a long novel has 10,000, a day's copy of an agency 50,000
    marks: int = 1_000  # a paragraph full of links has 50
    seconds: int = 60  # a report of 300 pages in PDF takes 10


DEFAULT = Budget()


class BudgetError(InputError):
    """A file costs more than its budget. What was read of it until then may be kept."""


class Meter:
    """What was spent of a budget so far, by the file called ``name``."""

    def __init__(self, budget: Budget, name: str) -> None:
        self.budget = budget
        self._name = name
        self._paragraphs = self._marks = 0
        self._end = time.thread_time() + budget.seconds

    def tick(self) -> None:
        """Time has passed. Raises BudgetError."""
        if time.thread_time() > self._end:
            raise BudgetError(f"{self._name}: refused, reading it took more than {self.budget.seconds:,} seconds")

    def count(self, marks: int) -> None:
        """One more paragraph, with so many marks. Raises BudgetError."""
        self.tick()
        self._paragraphs += 1
        self._marks += marks
        self.check(self._paragraphs)
        if self._marks > 5 * self.budget.paragraphs:
            raise BudgetError(f"{self._name}: refused, it has more than {5 * self.budget.paragraphs:,} marks")

    def check(self, paragraphs: int) -> None:
        """So many are there in the end. Raises BudgetError."""
        if paragraphs > self.budget.paragraphs:
            raise BudgetError(f"{self._name}: refused, it has more than {self.budget.paragraphs:,} paragraphs")


_METERS: ContextVar[Meter | None] = ContextVar("meter", default=None)


def meter() -> Meter:
    """That of the file which is being read; one of its own for a reader that is called alone."""
    return _METERS.get() or Meter(DEFAULT, "the file")


@contextmanager
def metered(budget: Budget, name: str) -> Iterator[Meter]:
    """What is read here costs at most the budget, or what is left of the one around it. Raises BudgetError."""
    around = _METERS.get()
    if around is not None:
        around.tick()
        yield around
        return
    token = _METERS.set(Meter(budget, name))
    try:
        yield meter()
    finally:
        _METERS.reset(token)


def trimmed(articles: Iterable[Article], budget: Budget) -> list[Article]:
    """The articles, each paragraph with as many marks as it may have, and a notice where that is not all."""
    done = []
    for article in articles:
        over = [p for p in article.paragraphs if _marks(p) > budget.marks]
        if over:
            said = f"{len(over)} paragraph(s) have more than {budget.marks:,} marks of formatting: the first are kept"
            notices = (*article.notices, Notice("left-out", said))
            blocks = map_paragraphs(article.blocks, lambda p: _trimmed(p, budget.marks))
            article = replace(article, blocks=blocks, notices=notices)
        done.append(article)
    return done


def _marks(paragraph: Paragraph) -> int:
    return sum(len(segment.marks) for segment in paragraph.segments)


def _trimmed(paragraph: Paragraph, most: int) -> Paragraph:
    if _marks(paragraph) <= most:
        return paragraph
    segments = []
    for segment in paragraph.segments:
        segments.append(replace(segment, marks=segment.marks[:most]))
        most = max(0, most - len(segment.marks))
    return replace(paragraph, segments=tuple(segments))
