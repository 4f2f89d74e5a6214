"""Reading a glossary file: CSV or TSV with a header, quickly, and with file:line in every complaint."""

import csv
from io import StringIO
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.entries import COLUMNS

MAX_BYTES = 32 * 2**20  # some 300,000 terms


def read_bytes(path: Path) -> bytes:
    """The bytes of a glossary file. Raises GlossaryError where it is missing, unreadable or too large."""
    try:
        if not path.is_file():
            raise GlossaryError(f"{path}:1: no such glossary file")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise GlossaryError(
                f"{path}:1: {size / 2**20:.0f} MB is more than a glossary may have ({MAX_BYTES // 2**20} MB); split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}:1: cannot be read: {error.strerror}") from error


def read_text(path: Path) -> str:
    """The text of a glossary file (UTF-8, with or without BOM; UTF-16 with BOM). Raises GlossaryError."""
    data = read_bytes(path)
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8 (byte {data[error.start]:#04x}); save it as UTF-8") from error
    if "\0" in text:
        raise GlossaryError(f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: a NUL: this is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def records(text: str, path: Path, delimiter: str) -> tuple[list[int], list[list[str]]]:
    """The records of ``text``: their first lines (from 1), and their cells.

    Blank lines and lines that begin with ``#`` are left out. Raises GlossaryError for a quotation mark never closed.
    """
    lines = text.split("\n")
    numbers = [i for i, line in enumerate(lines, 1) if line and line[0] != "#" and not line.isspace()]
    rows = [lines[i - 1].split(delimiter) for i in numbers]
    quoted = [n for n, i in enumerate(numbers) if '"' in lines[i - 1]] if '"' in text else []
    try:
        parsed = list(csv.reader([lines[numbers[n] - 1] for n in quoted], delimiter=delimiter, strict=True))
    except csv.Error:
        return _one_by_one(lines, path, delimiter)
    if len(parsed) != len(quoted):  # a record runs over lines: line and record do not answer to each other
        return _one_by_one(lines, path, delimiter)
    for n, cells in zip(quoted, parsed, strict=True):
        rows[n] = cells
    return numbers, rows


def _one_by_one(lines: list[str], path: Path, delimiter: str) -> tuple[list[int], list[list[str]]]:
    """``records`` for files with line breaks in their cells, and for broken ones: slower, and exact about lines."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line or line[0] == "#" or line.isspace():
            continue
        numbers.append(at)
        while line.count('"') % 2:
            if at == len(lines):
                raise GlossaryError(f'{path}:{numbers[-1]}: a quotation mark (") is opened and never closed')
            line += "\n" + lines[at]
            at += 1
        try:
            rows.append(next(csv.reader(StringIO(line), delimiter=delimiter, strict=True)))
        except csv.Error as error:
            raise GlossaryError(f"{path}:{numbers[-1]}: {error}") from error
    return numbers, rows


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
