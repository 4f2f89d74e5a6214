"""A glossary file as it is read: its bytes, its text, the languages that it names; every complaint with file:line."""

import re
from dataclasses import dataclass
from pathlib import Path

from translator.errors import GlossaryError
from translator.terms.entries import Entry

TBX_SUFFIXES = (".tbx", ".xml")
MAX_BYTES = 32 * 2**20  # some 300,000 terms
_LANGUAGES = {
    **dict.fromkeys(("fr", "fra", "fre", "french", "français", "francais"), "fr"),
    **dict.fromkeys(("en", "eng", "english", "anglais"), "en"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What reading left out of a file at ``where`` ("file:line"), or passed over: it is said, not lost in silence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries of a glossary file, in its order, and what to say of the rest of it."""

    entries: tuple[Entry, ...]
    remarks: tuple[Remark, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The bytes of a glossary file. Raises GlossaryError where it is missing, unreadable or too large."""
    try:
        if not path.is_file():
            raise GlossaryError(f"{path}: no such glossary file")
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


def language(name: str) -> str:
    """The code of the language that a code, tag or name of it says; "" for all but French and English.

    >>> language("fr-FR"), language("eng"), language("English_United_Kingdom"), language("French (France)")
    ('fr', 'en', 'en', 'fr')
    """
    return _LANGUAGES.get(re.split("[-_(]", name.strip().lower())[0].strip(), "")
