"""A glossary file in memory: checked as a whole, its entries made one by one when they are asked for.

An article uses some dozens of a desk's ten thousand terms. Checking columns at once, and making no Entry before it is
needed, loads them in a tenth of the time; whatever a check of the whole cannot vouch for is parsed at once, so that a
broken line is reported when the file is loaded, and not when it is first used.
"""

from collections.abc import Sequence
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.entries import CASES, COLUMNS, KINDS, STATUSES, Entry
from translator.glossary.loading import delimiter_of, header, read_text, records
from translator.glossary.parsing import entry


class Table:
    """The records of one file. ``sources[i]`` and ``targets[i]`` are cells of record i;
    ``forbidden`` are records by number.
    """

    def __init__(self, path: Path, names: Sequence[str], lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        self._path, self._names, self._lines, self._rows = path, names, lines, rows
        self._entries: dict[int, Entry] = {}
        self.sources: Sequence[str] = ()
        self.targets: Sequence[str] = ()
        self.forbidden: Sequence[int] = ()
        self._check()

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Table":
        """A table of entries that are made already."""
        table = cls(Path(), COLUMNS, (), ())
        table._entries = dict(enumerate(entries))
        table.sources = ["|".join(e.sources) for e in entries]  # a | within a form splits it: it is then not found
        table.targets = ["|".join(e.targets) for e in entries]
        table.forbidden = [i for i, e in enumerate(entries) if e.forbidden]
        return table

    def __len__(self) -> int:
        return len(self.sources)

    def entry(self, i: int) -> Entry:
        """Record ``i`` as an Entry, always the same object. Raises GlossaryError."""
        if i not in self._entries:
            self._entries[i] = entry(self._names, self._rows[i], self._path, self._lines[i])
        return self._entries[i]

    def _check(self) -> None:
        """Parse every record that is not plainly right. Raises GlossaryError at the first that is wrong."""
        width = len(self._names)
        doubtful: set[int] = set()
        if set(map(len, self._rows)) - {width}:
            doubtful.update(i for i, row in enumerate(self._rows) if len(row) != width)
            for i in sorted(doubtful):
                self.entry(i)
            self._rows = [[*row, *[""] * (width - len(row))] for row in self._rows]
        if not self._rows:
            return
        columns = dict(zip(self._names, zip(*self._rows, strict=True), strict=True))
        self.sources = columns["source"]
        for name, known in (("kind", KINDS), ("case", CASES), ("status", STATUSES)):
            cells = columns.get(name, ())
            if not set(cells) <= {"", *known}:
                doubtful.update(i for i, cell in enumerate(cells) if cell and cell not in known)
        self.targets = targets = columns["target"]
        doubtful.update(i for i, cell in enumerate(targets) if not cell or cell.isspace())
        doubtful.update(i for i, cell in enumerate(self.sources) if not cell or cell[0] in " |")
        paired = ((i, cell, self.sources[i]) for i, cell in enumerate(targets) if "|" in cell)
        doubtful.update(i for i, *pair in paired if pair[0].count("|") != pair[1].count("|") or _gap(pair))
        for i in sorted(doubtful):
            self.entry(i)
        marked = (i for i, cell in enumerate(columns.get("status", ())) if cell not in ("", "preferred"))
        self.forbidden = [i for i in marked if self.entry(i).forbidden]


def _gap(cells: Sequence[str]) -> bool:
    """Whether one of the cells has an empty form (``a||b``), which changes how many there are."""
    return any(not form or form.isspace() for cell in cells for form in cell.split("|"))


def read_table(path: Path, columns: Sequence[str] | None = None) -> Table:
    """A CSV or TSV glossary file; ``columns`` names those of a file without a header ("-": not wanted).

    Raises GlossaryError, with file:line; nothing is skipped.
    """
    text = read_text(path)
    lines, rows = records(text, path, delimiter_of(path, text))
    if columns is not None:
        return _without_header(path, columns, lines, rows)
    if not rows:
        raise GlossaryError(f"{path}:1: empty: the header {','.join(COLUMNS[:2])} is expected")
    return Table(path, header(rows[0], path, lines[0]), lines[1:], rows[1:])


def _without_header(path: Path, columns: Sequence[str], lines: list[int], rows: list[list[str]]) -> Table:
    """The table of a file as DeepL, memoQ or Trados export it: no header, the columns known to the user."""
    wanted = [i for i, name in enumerate(columns) if name.strip() != "-"]
    names = header([columns[i] for i in wanted], path, 1)
    for line, cells in zip(lines, rows, strict=True):
        if len(cells) > len(columns):
            raise GlossaryError(
                f"{path}:{line}: {len(cells)} columns, but {len(columns)} are named: {','.join(columns)}"
            )
    return Table(path, names, lines, [[cells[i] for i in wanted if i < len(cells)] for cells in rows])


def read_file(path: Path, columns: Sequence[str] | None = None) -> Table:
    """A glossary file of any known format, told by its name: TBX (``.tbx``, ``.xml``), else CSV or TSV."""
    if path.suffix.lower() in (".tbx", ".xml"):
        from translator.glossary.tbx import read_tbx

        return Table.of(read_tbx(path))
    return read_table(path, columns)
