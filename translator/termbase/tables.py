"""Glossaries as tables: CSV, and the tab-separated files that DeepL and others write.

A record is a French spelling (or several, separated by ``|``), its English, and what ``entries.COLUMNS`` says beside.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from translator.errors import GlossaryError
from translator.termbase.files import TBX_SUFFIXES, Contents, Remark, language, read_text
from translator.terms.audit import row
from translator.terms.entries import CASES, COLUMNS, KINDS, STATUSES, Entry, default_case

_UNWANTED = "-"  # the name of a column that is passed over
_SIDES = {
    "source": {"source", "source term", "source language", "terme source", "langue source", "term", "terme"},
    "target": {"target", "target term", "target language", "terme cible", "langue cible", "cible"}
    | {"translation", "traduction"},
}
_FORMULA = re.compile(r"'+[=+\-@\t\r]")

Record = tuple[int, list[str]]  # the line on which it begins, from 1, and its cells


def read(path: Path, columns: Sequence[str] | None = None) -> Contents:
    """A glossary file of any known format, told by its name: TBX (``.tbx``, ``.xml``), else CSV or TSV.

    ``columns`` names the columns of a table without a header, as DeepL, memoQ and Trados export it (``["source",
    "target"]``; "-" for one that is not wanted). Raises GlossaryError ("file:line: …"); nothing is skipped.
    """
    if path.suffix.lower() in TBX_SUFFIXES:
        from translator.termbase.tbx import read_tbx

        return read_tbx(path)
    found = records(path)
    if columns is None:
        names = read_header(path, found)
        return Contents(tuple(parse_entry(names, cells, path, line) for line, cells in found))
    names, kept, remarks = _without_header(path, list(found), columns)
    return Contents(tuple(parse_entry(names, cells, path, line) for line, cells in kept), remarks)


def records(path: Path) -> Iterator[Record]:
    """The records of a table, without blank lines and comments. Raises GlossaryError.

    Tabs are between the cells of a ``.tsv`` and wherever the first line has one; else semicolons (Excel's in French)
    or commas.
    """
    lines = list(StringIO(read_text(path), newline="\n"))
    first = next((line for line in lines if not _is_blank(line)), "")
    if path.suffix.lower() == ".tsv" or "\t" in first:
        return _tabbed(lines)
    return _separated(lines, path, ";" if ";" in first and "," not in first else ",")


def _is_blank(line: str) -> bool:
    """Whether a line outside quotes holds no record: it is empty, white space, or a comment."""
    return line[0] == "#" or line.isspace()


def _separated(lines: Sequence[str], path: Path, delimiter: str) -> Iterator[Record]:
    taken: list[int] = []  # the lines of the record that is being read

    def feed() -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            if taken or not _is_blank(line):
                taken.append(number)
                yield line

    try:
        for cells in csv.reader(feed(), delimiter=delimiter, strict=True):
            yield taken[0], cells
            taken.clear()
    except csv.Error as error:
        raise _broken(path, taken[0], error) from error


def _tabbed(lines: Sequence[str]) -> Iterator[Record]:
    """Records with tabs: DeepL and others write no CSV between them, but the cells as they are.

    A line that CSV cannot read is such a record: its quotation marks are text. So is one that CSV would read together
    with others though a cell then has a tab: there a mark of the next record closes what is text.
    """
    begin = 0
    while begin < len(lines):
        if _is_blank(lines[begin]):
            begin += 1
            continue
        reader = csv.reader((lines[i] for i in range(begin, len(lines))), delimiter="\t", strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            cells = []
        if not cells or (reader.line_num > 1 and any("\t" in cell for cell in cells)):
            yield begin + 1, lines[begin].removesuffix("\n").split("\t")
            begin += 1
        else:
            yield begin + 1, cells
            begin += reader.line_num


def _broken(path: Path, line: int, error: csv.Error) -> GlossaryError:
    message = str(error)
    if message.startswith(("unexpected end", "field larger")):
        message = 'a quotation mark (") is opened and never closed'
    elif "expected after" in message:
        message = (
            'a quotation mark (") closes a cell before its end: put the whole cell into quotation marks, '
            'and double those that belong to its text ("""Le Monde"" daily")'
        )
    return GlossaryError(f"{path}:{line}: {message}")


def read_header(path: Path, found: Iterator[Record]) -> list[str]:
    """The column names, from the first of the records. Raises GlossaryError."""
    for line, cells in found:
        return _header(cells, path, line)
    raise GlossaryError(f"{path}:1: empty: the header {','.join(COLUMNS[:2])} is expected")


def _header(cells: list[str], path: Path, line: int) -> list[str]:
    """The checked column names of a header record. Raises GlossaryError for unknown, double or missing ones."""
    names = [cell.strip().lower() for cell in cells]
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            hint = "a file without a header: glossary import --columns"
            raise GlossaryError(f"{path}:{line}: unknown column {name!r} in the header (known: {known}; {hint})")
        if names.count(name) > 1:
            raise GlossaryError(f"{path}:{line}: the header has the column {name!r} twice")
    for name in COLUMNS[:2]:
        if name not in names:
            raise GlossaryError(f"{path}:{line}: the header has no column {name!r}")
    return names


def _without_header(
    path: Path, found: Sequence[Record], columns: Sequence[str]
) -> tuple[list[str], Sequence[Record], tuple[Remark, ...]]:
    """The columns, records and remarks of a file as DeepL, memoQ or Trados export it: without our header.

    Some of these files have a header of their own, which is left out.
    """
    names = [name.strip().lower() for name in columns]
    _header([name for name in names if name != _UNWANTED], path, 1)
    for line, cells in found:
        if len(cells) > len(names):
            raise GlossaryError(f"{path}:{line}: {len(cells)} columns, but {len(names)} are named: {','.join(columns)}")
    for line, cells in found[:1]:
        first = dict(zip(names, cells, strict=False))
        source, target = first.get("source", ""), first.get("target", "")
        if is_foreign_header(source, target):
            left_out = f"“{source}”, “{target}” is taken for a header and left out"
            return names, found[1:], (Remark(f"{path.name}:{line}", left_out),)
        if is_foreign_header(target, source):
            raise GlossaryError(
                f"{path}:{line}: by its header, “{source}” stands where --columns {','.join(columns)} has the source: "
                "change source and target"
            )
    return names, found, ()


def is_foreign_header(source: str, target: str) -> bool:
    """Whether the first source and target of a file are what another tool calls its columns.

    Both must say so, each for its own side: « anglais » → English and « français » → French are entries.

    >>> is_foreign_header("French_France", "English"), is_foreign_header("français", "French")
    (True, False)
    """
    sides = (("source", "fr", source), ("target", "en", target))
    return all(language(cell) == lang or cell.strip().lower() in _SIDES[side] for side, lang, cell in sides)


def parse_entry(names: Sequence[str], cells: Sequence[str], path: Path, line: int) -> Entry:
    """One record as an Entry. Raises GlossaryError."""
    value = dict(zip(names, cells, strict=False))
    sources, targets = forms(value.get("source", "")), forms(value.get("target", ""))
    kind, status = value.get("kind", "").strip().lower(), value.get("status", "").strip().lower() or "preferred"
    case = value.get("case", "").strip().lower() or default_case(kind, (sources or targets or ("",))[0])
    kind = kind or "term"
    if kind == "dnt" and not targets:
        targets = sources
    if fault := _fault(names, cells, kind, case, status) or _fault_of_forms(sources, targets, status):
        raise GlossaryError(f"{path}:{line}: {fault}")
    note, where = unquoted(value.get("note", "").strip()), f"{path.name}:{line}"
    return Entry(sources, targets, forms(value.get("variants", "")), kind, case, note, status, where)


def _fault(names: Sequence[str], cells: Sequence[str], kind: str, case: str, status: str) -> str:
    if len(cells) > len(names):
        hint = "; a value with a comma goes into quotes" if any("," not in c for c in cells) else ""
        return f"{len(cells)} columns, but the header has {len(names)}{hint}"
    if len(cells) < 2:
        return "only one column; source and target are needed"
    if kind in KINDS and case in CASES and status in STATUSES:
        return ""
    checked = (("kind", kind, KINDS), ("case", case, CASES), ("status", status, STATUSES))
    return next(f"{n} {given!r} is not one of {', '.join(known)}" for n, given, known in checked if given not in known)


def _fault_of_forms(sources: tuple[str, ...], targets: tuple[str, ...], status: str) -> str:
    if not targets:
        return "no target"
    if status == "forbidden" or (sources and len(targets) in (1, len(sources))):
        return ""
    if not sources:
        return "no source"
    return f"{len(sources)} source and {len(targets)} target forms: give one target, or one for each source"


def forms(cell: str) -> tuple[str, ...]:
    """The forms in a cell, separated by ``|``; empty ones are dropped."""
    if "|" not in cell:
        cell = unquoted(cell).strip()
        return (cell,) if cell else ()
    return tuple([form for part in unquoted(cell).split("|") if (form := part.strip())])


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that ``audit.safe`` puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def cells_of(entry: Entry) -> tuple[str, ...]:
    """What an entry says, without where it stands: the cells of its record, in the order of ``entries.COLUMNS``."""
    forms = (entry.sources, entry.targets, entry.variants)
    return (*map("|".join, forms), entry.kind, entry.case, entry.note, entry.status)


def unwritable(entry: Entry) -> str:
    """Why CSV cannot hold an entry, as a line: a form has ``|``, which separates forms there; "" where it can."""
    form = next((form for form in (*entry.sources, *entry.targets, *entry.variants) if "|" in form), "")
    return f"the form “{form}” has a |, which CSV uses between forms" if form else ""


def write_csv(entries: Sequence[Entry]) -> str:
    """The entries as a CSV glossary; reading it gives the same entries again.

    Raises GlossaryError for an entry that is ``unwritable``.
    """
    for entry in entries:
        if why := unwritable(entry):
            raise GlossaryError(f"{entry.where}: {why}")
    return row(COLUMNS) + "".join(row(cells_of(entry)) for entry in entries)
