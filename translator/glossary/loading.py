"""Reading a glossary file: CSV or TSV with a header, quickly, and with file:line in every complaint."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.entries import CASES, COLUMNS, KINDS, STATUSES, Entry, default_case

MAX_BYTES = 32 * 2**20  # some 300,000 terms
_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")

Row = tuple[int, list[str]]


def read_text(path: Path) -> str:
    """The text of a glossary file (UTF-8, with or without BOM; UTF-16 with BOM). Raises GlossaryError."""
    try:
        if not path.is_file():
            raise GlossaryError(f"{path}:1: no such glossary file")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise GlossaryError(
                f"{path}:1: {size / 2**20:.0f} MB is more than a glossary may have ({MAX_BYTES // 2**20} MB); split it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}:1: cannot be read: {error.strerror}") from error
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8 (byte {data[error.start]:#04x}); save it as UTF-8") from error
    if "\0" in text:
        raise GlossaryError(f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: a NUL: this is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def rows(text: str, path: Path, delimiter: str) -> Iterator[Row]:
    """The records of ``text`` as (line, cells); blank lines and lines that begin with ``#`` are left out."""
    lines = text.split("\n")
    if '"' not in text:
        for number, line in enumerate(lines, 1):
            if line and not line.startswith("#") and not line.isspace():
                yield number, line.split(delimiter)
        return
    number = 0
    while number < len(lines):
        line, first = lines[number], number + 1
        number += 1
        if not line or line.startswith("#") or line.isspace():
            continue
        while line.count('"') % 2:
            if number == len(lines):
                raise GlossaryError(f'{path}:{first}: a quotation mark (") is opened and never closed')
            line += "\n" + lines[number]
            number += 1
        if '"' not in line:
            yield first, line.split(delimiter)
            continue
        try:
            yield first, next(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise GlossaryError(f"{path}:{first}: {error}") from error


def delimiter_of(path: Path, text: str) -> str:
    """Tab for ``.tsv`` and wherever the header has one; semicolon (Excel's in French) or comma else."""
    header = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    if path.suffix.lower() == ".tsv" or "\t" in header:
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def header(cells: list[str], path: Path, line: int) -> list[str]:
    """The checked column names of a header record. Raises GlossaryError for unknown, double or missing ones."""
    names = [cell.strip().lower() for cell in cells]
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise GlossaryError(f"{path}:{line}: unknown column {name!r} in the header (known: {known})")
        if names.count(name) > 1:
            raise GlossaryError(f"{path}:{line}: the header has the column {name!r} twice")
    for name in COLUMNS[:2]:
        if name not in names:
            raise GlossaryError(f"{path}:{line}: the header has no column {name!r}")
    return names


def read_table(path: Path) -> list[Entry]:
    """The entries of a CSV or TSV glossary file, in its order.

    Raises GlossaryError, with file:line, for a file that is missing, too large or not text, and for any record that
    cannot be understood: nothing is skipped.
    """
    text = read_text(path)
    records = rows(text, path, delimiter_of(path, text))
    first = next(records, None)
    if first is None:
        raise GlossaryError(f"{path}:1: empty: the header {','.join(COLUMNS[:2])} is expected")
    names = header(first[1], path, first[0])
    return [entry(names, cells, path, line) for line, cells in records]


def entry(names: list[str], cells: list[str], path: Path, line: int) -> Entry:
    """One record as an Entry. Raises GlossaryError."""
    if len(cells) > len(names):
        hint = "; a value with a comma goes into quotes" if any("," not in c for c in cells) else ""
        raise GlossaryError(f"{path}:{line}: {len(cells)} columns, but the header has {len(names)}{hint}")
    if len(cells) < 2:
        raise GlossaryError(f"{path}:{line}: only one column; source and target are needed")
    value = dict(zip(names, cells, strict=False))
    sources, targets = forms(value["source"]), forms(value["target"])
    kind = value.get("kind", "").strip().lower() or "term"
    case = value.get("case", "").strip().lower() or default_case(kind)
    status = value.get("status", "").strip().lower() or "preferred"
    for name, given, known in (("kind", kind, KINDS), ("case", case, CASES), ("status", status, STATUSES)):
        if given not in known:
            raise GlossaryError(f"{path}:{line}: {name} {given!r} is not one of {', '.join(known)}")
    if kind == "dnt" and not targets:
        targets = sources
    if not targets:
        raise GlossaryError(f"{path}:{line}: no target")
    if not sources and status == "preferred":
        raise GlossaryError(f"{path}:{line}: no source")
    if status == "preferred" and len(targets) not in (1, len(sources)):
        raise GlossaryError(
            f"{path}:{line}: {len(sources)} source and {len(targets)} target forms: "
            "give one target, or one for each source"
        )
    note = value.get("note", "").strip()
    return Entry(
        sources, targets, forms(value.get("variants", "")), kind, case, unquoted(note), status, f"{path.name}:{line}"
    )


def forms(cell: str) -> tuple[str, ...]:
    """The forms in a cell, separated by ``|``; empty ones are dropped."""
    if "|" not in cell:
        cell = unquoted(cell).strip()
        return (cell,) if cell else ()
    return tuple(form for part in unquoted(cell).split("|") if (form := part.strip()))


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that ``writing.safe`` puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
