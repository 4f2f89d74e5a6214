"""What every format needs of the tree: the numbers of paragraphs, the notes in their order, the grid of a table."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from translator.document import Article, Block, Cell, MarkKind, Note, NoteKind, Table, walk
from translator.exporters.rich_text import english

_WIDEST = 1000  # columns that one cell may cover, as in HTML: more is a slip or an attack


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block and the number of its first paragraph, counted from 1 in the order of ``article.paragraphs``."""

    number: int
    block: Block

    @property
    def numbers(self) -> range:
        """Those of all its paragraphs; empty for a picture that nothing is said of."""
        return range(self.number, self.number + sum(1 for _ in walk([self.block])))


@dataclass(frozen=True, slots=True)
class Reference:
    """A note that the English refers to: the ``order``-th of all, with a label as word processors count its kind, and
    the numbers of its paragraphs."""

    order: int
    label: str
    numbers: range
    note: Note


@dataclass(frozen=True, slots=True)
class Arranged:
    """An article as it is set: the text, and the notes by id in the order in which the English refers to them.

    Notes that no English refers to would not be seen: they are in the text, at the end.
    """

    text: tuple[Numbered, ...]
    notes: dict[str, Reference]


def arrange(article: Article) -> Arranged:
    """Number the paragraphs of an article and tell its text from its notes."""
    text: list[Numbered] = []
    notes: dict[str, Numbered] = {}
    orphans: list[Numbered] = []
    number = 1
    for block in article.blocks:
        numbered = Numbered(number, block)
        number = numbered.numbers.stop
        if not isinstance(block, Note):
            text.append(numbered)
        elif notes.setdefault(block.id, numbered) is not numbered:
            orphans.append(numbered)
    references: dict[str, Reference] = {}
    counts = dict.fromkeys(NoteKind, 0)
    for order, name in enumerate(_referred(text, notes), start=1):
        found = notes.pop(name)
        assert isinstance(found.block, Note)
        counts[found.block.kind] += 1
        count = counts[found.block.kind]
        label = str(count) if found.block.kind is NoteKind.FOOTNOTE else _roman(count)
        references[name] = Reference(order, label, found.numbers, found.block)
    return Arranged((*text, *sorted([*notes.values(), *orphans], key=lambda n: n.number)), references)


def _referred(text: Iterable[Numbered], notes: Collection[str]) -> list[str]:
    """The notes that the English of a text refers to, in this order."""
    found: dict[str, None] = {}
    for paragraph in walk(n.block for n in text) if notes else ():
        marks = (f for f in english(paragraph).formatting if f.kind is MarkKind.NOTE)
        found |= dict.fromkeys(f.value for f in sorted(marks, key=lambda f: f.start))
    return [note for note in found if note in notes]


def _roman(number: int) -> str:
    """The number as endnotes have it: i, ii, iii, iv."""
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a row of a table: from ``column`` on, ``columns`` wide.

    ``cell`` is None where the row is too short. ``is_first`` is False where a cell above reaches down.
    """

    cell: Cell | None
    column: int
    columns: int = 1
    rows: int = 1
    is_first: bool = True


def grid(table: Table) -> list[list[Place]]:
    """The rows of a table, each as places from left to right that cover all columns; [] for a table without cells.

    >>> rows = grid(Table(((Cell((), rows=2), Cell((), columns=2)), (Cell(()), Cell(())))))
    >>> [[(place.column, place.columns, place.is_first) for place in row] for row in rows]
    [[(0, 1, True), (1, 2, True)], [(0, 1, False), (1, 1, True), (2, 1, True)]]
    """
    rows = [list(row) for row in _rows(table)]
    starts = sorted({place.column for row in rows for place in row})
    index = {start: i for i, start in enumerate(starts)}
    made = []
    for row in rows:
        places: list[Place] = []
        for place in row:
            at = index[place.column]
            end = bisect_left(starts, place.column + place.columns)
            if at > (due := places[-1].column + places[-1].columns if places else 0):
                places.append(Place(None, due, at - due))
            places.append(Place(place.cell, at, end - at, place.rows, place.is_first))
        due = places[-1].column + places[-1].columns if places else 0
        made.append([*places, *([Place(None, due, len(starts) - due)] if due < len(starts) else [])])
    return made if starts else []


def _rows(table: Table) -> Iterator[list[Place]]:
    """The places that cells take, columns as the file counts them: a merged cell may have some to itself."""
    above: list[Place] = []  # of the row above, what reaches down
    for i, cells in enumerate(table.rows):
        row = [Place(p.cell, p.column, p.columns, p.rows - 1, False) for p in above if p.rows > 1]
        taken = sorted((p.column, p.column + p.columns) for p in row)
        at = 0
        for cell in cells:
            while taken and taken[0][0] <= at:
                at = max(at, taken.pop(0)[1])
            end = min(at + min(cell.columns, _WIDEST), taken[0][0] if taken else at + _WIDEST)
            row.append(Place(cell, at, end - at, min(cell.rows, len(table.rows) - i)))
            at = end
        above = sorted(row, key=lambda p: p.column)
        yield above
