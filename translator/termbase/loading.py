"""Reading a glossary file: its text, its records, its header; every complaint with file:line."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import GlossaryError
from translator.terms.entries import COLUMNS

MAX_BYTES = 32 * 2**20  # some 300,000 terms
LANGUAGES = {
    **dict.fromkeys(("fr", "fra", "fre", "french", "français", "francais"), "fr"),
    **dict.fromkeys(("en", "eng", "english", "anglais"), "en"),
}
_SIDES = {
    "source": {"source", "source term", "source language", "terme source", "langue source", "term", "terme"},
    "target": {"target", "target term", "target language", "terme cible", "langue cible", "cible"}
    | {"translation", "traduction"},
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What reading left out of a file at ``where`` ("file:line"), or passed over: it is said, not lost in silence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


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
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8 (byte {data[error.start]:#04x}); save it as UTF-8") from error
    if "\0" in text:
        raise GlossaryError(f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: a NUL: this is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_blank(line: str) -> bool:
    """Whether a line outside quotes holds no record: it is empty, white space, or a comment."""
    return not line or line[0] == "#" or line.isspace()


def cells(record: str, path: Path, line: int, delimiter: str) -> list[str]:
    """The cells of one record. Raises GlossaryError for quotation marks that are not as CSV has them."""
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _broken(path, line, error) from error


def joined(lines: Sequence[str], path: Path, delimiter: str) -> list[str]:
    """The lines, each record that runs over several (line breaks in a cell) put into its first, the rest then empty.

    Raises GlossaryError for quotation marks that are not as CSV has them; between tabs these are text.
    """
    if delimiter == "\t":
        return _tabbed(lines)
    records = [""] * len(lines)
    taken: list[int] = []  # the lines of the record that is being read

    def feed() -> Iterator[str]:
        for number, line in enumerate(lines):
            if taken or not is_blank(line):
                taken.append(number)
                yield line

    try:
        for _ in csv.reader(feed(), delimiter=delimiter, strict=True):
            records[taken[0]] = "\n".join(lines[taken[0] : taken[-1] + 1])
            taken.clear()
    except csv.Error as error:
        raise _broken(path, taken[0] + 1, error) from error
    return records


def _tabbed(lines: Sequence[str]) -> list[str]:
    """``joined`` for tabs: DeepL and others write no CSV between them, but the cells as they are.

    A record that CSV cannot read is given quotation marks, so that its own are read as text.
    """
    records = [""] * len(lines)
    begin = 0
    while begin < len(lines):
        end = 0 if is_blank(lines[begin]) else _end(lines, begin)
        if end:
            records[begin] = "\n".join(lines[begin:end])
        elif not is_blank(lines[begin]):
            records[begin] = _in_quotes(lines[begin])
        begin = end or begin + 1
    return records


def _end(lines: Sequence[str], begin: int) -> int:
    """The line after the record that begins at line ``begin`` (from 0), read as CSV with tabs; 0 where it is none.

    A record over several lines that has a tab in a cell is none: there a mark of the next record closes what is text.
    """
    reader = csv.reader((lines[i] for i in range(begin, len(lines))), delimiter="\t", strict=True)
    try:
        found = next(reader)
    except csv.Error:
        return 0
    return 0 if reader.line_num > 1 and any("\t" in cell for cell in found) else begin + reader.line_num


def _in_quotes(line: str) -> str:
    return "\t".join('"' + cell.replace('"', '""') + '"' for cell in line.split("\t"))


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


def delimiter_of(path: Path, lines: Iterable[str]) -> str:
    """Tab for ``.tsv`` and wherever the header has one; semicolon (Excel's in French) or comma else."""
    header = next((line for line in lines if not is_blank(line)), "")
    if path.suffix.lower() == ".tsv" or "\t" in header:
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def header(cells: list[str], path: Path, line: int) -> list[str]:
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


def language(name: str) -> str:
    """The code of the language that a code, tag or name of it says; "" for all but French and English.

    >>> language("fr-FR"), language("eng"), language("English_United_Kingdom"), language("French (France)")
    ('fr', 'en', 'en', 'fr')
    """
    return LANGUAGES.get(re.split("[-_(]", name.strip().lower())[0].strip(), "")


def is_foreign_header(source: str, target: str) -> bool:
    """Whether the first source and target of a file are what another tool calls its columns.

    Both must say so, each for its own side: « anglais » → English and « français » → French are entries.

    >>> is_foreign_header("French_France", "English"), is_foreign_header("français", "French")
    (True, False)
    """
    sides = (("source", "fr", source), ("target", "en", target))
    return all(language(cell) == lang or cell.strip().lower() in _SIDES[side] for side, lang, cell in sides)
