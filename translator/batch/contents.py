"""What is in a file: its bytes, whole or not at all, also while somebody still writes it; the members of an archive.

Every member is a row, and an archive without any is one itself.
"""

import errno
import os
import re
import stat
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from translator.batch.item import LITTER, LITTER_IS, Item
from translator.batch.names import another, printable
from translator.errors import InputError
from translator.readers.archive import open_zip, read_member
from translator.readers.budget import DEFAULT
from translator.readers.zip import is_litter

ARCHIVES = (".zip",)
_HOW = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))  # what the system has of them
TRIES, PAUSE = 3, 0.2  # seconds between two looks at a file that changes


def load(path: Path, member: str = "", megabytes: int = DEFAULT.megabytes) -> bytes:
    """The content of a file, or of a ``member`` of a zip archive. Raises InputError, without the name of the file.

    A file may have so many ``megabytes``.
    """
    if member:
        return read_member(_open_archive(path), member, path.name)
    for _ in range(TRIES):
        data = _read(path, megabytes)
        if data is not None:
            return data
        time.sleep(PAUSE)
    raise InputError("is still being written: it changed while it was read; run again when it is complete")


def _open_archive(path: Path) -> zipfile.ZipFile:
    """A zip archive within the limits of ``readers.archive``, no two of its members of one name; the last two archives
    stay open. Raises InputError."""
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})") from error
    return _archive(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=2)
def _archive(path: Path, size: int, mtime: int) -> zipfile.ZipFile:
    archive = open_zip(load(path), "archive")
    for info in archive.infolist():
        if archive.NameToInfo[info.filename] is not info:  # of members of one name, zipfile reads the last alone
            info.filename = another(info.filename, archive.NameToInfo.__contains__)
            archive.NameToInfo[info.filename] = info
    return archive


def _read(path: Path, megabytes: int) -> bytes | None:
    """The content; None where the file changed meanwhile. Opening never waits, and follows no link, whatever the path
    has become."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _HOW)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise InputError("is not an ordinary file")
            if before.st_size > megabytes * 1_000_000:
                raise InputError(f"larger than {megabytes:,} MB, which no article is; split it first")
            data = file.read(megabytes * 1_000_000 + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:  # it was a file when the folder was looked through
            raise InputError("has become a link: not followed") from error
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if same and len(data) == after.st_size else None


def members(item: Item) -> Iterator[Item]:
    """The members of an archive; any other item as it is. No two share a name: the good ones keep theirs."""
    if item.refused or PurePosixPath(item.name).suffix.lower() not in ARCHIVES:
        yield item
        return
    try:
        infos = [info for info in _open_archive(item.path).infolist() if not info.is_dir()]
    except InputError as error:
        yield item.refuse("input", str(error).removeprefix("archive: "))
        return
    found = [_member(item, info.filename, info.file_size) for info in infos]
    if all(member.kind == LITTER for member in found):
        yield item.refuse("input", "there is no file in the archive")
    taken: set[str] = set()
    for member in sorted(found, key=lambda member: bool(member.refused)):
        name = another(member.name, taken.__contains__)
        taken.add(name)
        yield replace(member, name=name)


def _member(item: Item, filename: str, size: int) -> Item:
    member = replace(item, name=f"{item.name}/{filename}", member=filename, size=size)
    parts = re.split(r"[/\\]", filename)
    if ".." in parts or not all(parts) or re.match(r"[A-Za-z]:", filename):
        inside = "/".join(part for part in parts if part not in ("", "..")) or "-"
        reason = f"refused: the name {printable(filename)} leads out of the archive"
        return replace(member, name=f"{item.name}/{inside}").refuse("input", reason)
    if is_litter(filename):
        return member.refuse(LITTER, LITTER_IS)
    if Path(filename).suffix.lower() in ARCHIVES:
        return member.refuse("input", "an archive inside an archive: unpack it first")
    return member
