"""The pictures of an office package: their bytes from the archive, within limits."""

import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from translator.document import Block, Note, Notice, Paragraph, Picture, Style, Table
from translator.errors import InputError
from translator.readers.archive import read_member

MAX_PICTURE = 20_000_000  # bytes of one picture
MAX_PICTURES = 100_000_000  # bytes of all pictures of an article, each as often as it is shown
_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jfif": "image/jpeg", ".gif": "image/gif",
    ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp", ".svg": "image/svg+xml",
    ".emf": "image/x-emf", ".wmf": "image/x-wmf",
}  # fmt: skip
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d*)?)(pt|in|cm|mm|px|pc)?\s*\Z")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_FILE_NAME = re.compile(r"\S+\.\w{3,4}")  # what some programs write in place of a description


def picture_bytes(blocks: Iterable[Block]) -> int:
    """How many bytes all pictures have together."""
    total = 0
    for block in blocks:
        match block:
            case Picture():
                total += len(block.data or b"")
            case Table():
                total += sum(picture_bytes(cell.blocks) for row in block.rows for cell in row)
            case Note():
                total += picture_bytes(block.blocks)
    return total


class Pictures:
    """The pictures that an article shows; counts those that are ``missing`` or ``too_large`` to be kept."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.missing = self.too_large = 0
        self._archive, self._name = archive, name
        self._size = 0

    def show(
        self, member: str, said: str = "", size: tuple[float, float] = (0, 0), address: str = ""
    ) -> Picture | None:
        """The picture in a member of the archive, or at an address outside; None where it cannot be kept.

        ``said`` is the alternative text, ``size`` width and height in points.
        """
        media_type = _TYPES.get(PurePosixPath(member or address).suffix.lower(), "")
        if address:
            return Picture(address, None, media_type, *size, described(said))
        try:
            length = self._archive.getinfo(member).file_size
            if length > MAX_PICTURE or self._size + length > MAX_PICTURES:
                self.too_large += 1
                return None
            data = read_member(self._archive, member, self._name)
        except (KeyError, InputError):  # not there, or damaged: no reason to refuse the text
            self.missing += 1
            return None
        self._size += length
        return Picture("", data, media_type, *size, described(said))

    def notices(self) -> list[Notice]:
        """What was left out."""
        counts = ((self.missing, ""), (self.too_large, f" of more than {MAX_PICTURE // 1_000_000} MB"))
        return [
            Notice("skipped", f"Not translated: {count} picture{'s' if count > 1 else ''}{which}")
            for count, which in counts
            if count
        ]


def described(said: str) -> Paragraph | None:
    """An alternative text as a paragraph; None where it says nothing, or is only the name of a file."""
    text = " ".join(said.split())
    return Paragraph.of(text, Style.DESCRIPTION) if text and not _FILE_NAME.fullmatch(text) else None


def points(length: str | None) -> float:
    """A length such as "12.5cm" in points; 0 where it is not understood."""
    found = _LENGTH.match(length or "")
    return round(float(found[1]) * _POINTS[found[2] or "px"], 2) if found else 0
