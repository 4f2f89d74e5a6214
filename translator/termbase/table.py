"""A glossary file in memory: checked as a whole, its entries made one by one when they are asked for."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from translator.errors import GlossaryError
from translator.termbase.layout import UNWANTED, Layout
from translator.termbase.loading import (
    Remark,
    cells,
    delimiter_of,
    header,
    is_blank,
    is_foreign_header,
    joined,
    read_text,
)
from translator.termbase.writing import said
from translator.terms.audit import row
from translator.terms.entries import COLUMNS, Entry


class Table:
    """The records of one file. ``records[i]`` is what begins at line i + 1, "" where no record does.

    ``sources[i]`` are its spellings as the file has them, "" where there is nothing to look for in French;
    ``forbidden`` are records by number; ``remarks`` say what of the file is not among them.
    """

    def __init__(
        self,
        layout: Layout,
        records: Sequence[str],
        entries: dict[int, Entry] | None = None,
        remarks: Sequence[Remark] = (),
    ) -> None:
        self._layout, self.records, self.remarks = layout, list(records), tuple(remarks)
        self._entries = entries or {}
        self.forbidden: list[int] = []
        plain = layout.plain.fullmatch
        self.sources = [found[found.lastindex or 0] if (found := plain(record)) else "" for record in records]
        for i in [i for i, source in enumerate(self.sources) if not source]:
            if is_blank(records[i]):
                self.records[i] = ""
            elif self.entry(i).forbidden:
                self.forbidden.append(i)
            else:
                self.sources[i] = "|".join(self.entry(i).sources)

    @classmethod
    def of(cls, entries: Sequence[Entry], remarks: Sequence[Remark] = ()) -> "Table":
        """A table of entries that are made already."""
        records = [row(said(e))[:-1] for e in entries]
        return cls(Layout(Path(), COLUMNS, ","), records, dict(enumerate(entries)), remarks)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the file's columns."""
        return self._layout.names

    def entry(self, i: int) -> Entry:
        """Record ``i`` as an Entry, always the same object. Raises GlossaryError."""
        if i not in self._entries:
            self._entries[i] = self._layout.entry(self.records[i], i + 1)
        return self._entries[i]

    @property
    def entries(self) -> list[Entry]:
        """All entries, in the order of the file."""
        return [self.entry(i) for i, record in enumerate(self.records) if record]

    def mentioning(self, word: str) -> Iterator[Entry]:
        """The entries whose record has ``word`` anywhere: as it is, in small letters, with a capital or in capitals."""
        rest, small, raised = word[1:], word[1:].lower(), word.upper()
        for i, record in enumerate(self.records):
            if record and (rest in record or raised in record or (small != rest and small in record)):
                yield self.entry(i)


def read_table(path: Path, columns: Sequence[str] | None = None) -> Table:
    """A CSV or TSV glossary file; ``columns`` names those of a file without a header ("-": not wanted).

    Raises GlossaryError, with file:line; nothing is skipped.
    """
    lines = read_text(path).split("\n")
    delimiter = delimiter_of(path, lines)
    try:
        return _table(path, delimiter, lines, columns)
    except GlossaryError:  # perhaps only because a record runs over lines
        return _table(path, delimiter, joined(lines, path, delimiter), columns)


def _table(path: Path, delimiter: str, records: Sequence[str], columns: Sequence[str] | None) -> Table:
    if columns is not None:
        layout, passed, remarks = _without_header(path, delimiter, records, columns)
        return Table(layout, [*[""] * passed, *records[passed:]], remarks=remarks)
    names, after = read_header(path, delimiter, records)
    return Table(Layout(path, tuple(names), delimiter), [*[""] * after, *records[after:]])


def read_header(path: Path, delimiter: str, records: Sequence[str]) -> tuple[list[str], int]:
    """The column names in the first record, and the number of records up to it. Raises GlossaryError."""
    for line, record in enumerate(records, 1):
        if not is_blank(record):
            return header(cells(record, path, line, delimiter), path, line), line
    raise GlossaryError(f"{path}:1: empty: the header {','.join(COLUMNS[:2])} is expected")


def _without_header(
    path: Path, delimiter: str, records: Sequence[str], columns: Sequence[str]
) -> tuple[Layout, int, list[Remark]]:
    """The layout of a file as DeepL, memoQ or Trados export it: without our header, the columns known to the user.

    With it the number of records to pass over, and what to say of them: some of these files have a header of their own.
    """
    names = [name.strip().lower() for name in columns]
    header([name for name in names if name != UNWANTED], path, 1)
    for line, record in enumerate(records, 1):
        if not is_blank(record) and (width := len(cells(record, path, line, delimiter))) > len(names):
            raise GlossaryError(f"{path}:{line}: {width} columns, but {len(names)} are named: {','.join(columns)}")
    layout = Layout(path, tuple(names), delimiter)
    first = next((line for line, record in enumerate(records, 1) if not is_blank(record)), 0)
    if first:
        row = dict(zip(names, cells(records[first - 1], path, first, delimiter), strict=False))
        source, target = row.get("source", ""), row.get("target", "")
        if is_foreign_header(source, target):
            said = f"“{source}”, “{target}” is taken for a header and left out"
            return layout, first, [Remark(f"{path.name}:{first}", said)]
        if is_foreign_header(target, source):
            raise GlossaryError(
                f"{path}:{first}: by its header, “{source}” stands where --columns {','.join(columns)} has the source: "
                "change source and target"
            )
    return layout, 0, []


def read_file(path: Path, columns: Sequence[str] | None = None) -> Table:
    """A glossary file of any known format, told by its name: TBX (``.tbx``, ``.xml``), else CSV or TSV."""
    if path.suffix.lower() in (".tbx", ".xml"):
        from translator.termbase.tbx import read_tbx

        return Table.of(*read_tbx(path))
    return read_table(path, columns)
