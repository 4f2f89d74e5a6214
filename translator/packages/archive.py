"""Unpack a package archive (``.argosmodel``, a zip file) that may have been made by an enemy."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from translator.errors import ModelError
from translator.packages.members import Plan, plan

Progress = Callable[[int, int | None], None]
"""Called with the bytes done and the bytes to do (None: unknown)."""

CHUNK = 1 << 20
DIRECTORY_LIMIT = 1_000_000  # bytes of the zip's own table of contents: some hundred members have some ten thousand

_END = struct.Struct("<4s4H2LH")  # the end record of a zip file without a comment, APPNOTE.TXT 4.3.16


def unpack(file: IO[bytes], folder: Path, progress: Progress | None = None) -> tuple[Plan, dict[str, str]]:
    """Unpack the package in ``file`` into the new folder ``folder/<its name>``.

    Returns the plan that was carried out and the sha256 of each file written, by path inside the package. Raises
    ModelError, with the reason alone, for whatever is not an honest package; what was written until then is the
    caller's to delete.
    """
    _check_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if infos and min(info.header_offset for info in infos) > 0:
                raise ModelError("something before its first member: not a plain zip file")
            todo = plan(infos)
            shas = {}
            total, done = sum(info.file_size for info in todo.kept.values()), 0
            for name, info in todo.kept.items():
                target = folder / todo.top / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source, target.open("xb") as out:
                    sha = hashlib.sha256()
                    size = 0
                    while chunk := source.read(CHUNK):
                        size += len(chunk)
                        if size > info.file_size:
                            raise ModelError(f"member {name!r} is larger than it says")
                        sha.update(chunk)
                        out.write(chunk)
                        if progress:
                            progress(done + size, total)
                    if size != info.file_size:
                        raise ModelError(f"member {name!r} is smaller than it says: the file is damaged")
                done += size
                shas[name] = sha.hexdigest()
            return todo, shas
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError) as error:
        raise ModelError(f"not a sound zip file ({error})") from error


def _check_end(file: IO[bytes]) -> None:
    """Refuse a table of contents that would fill the memory before its members can be counted.

    Only the plain form is let through, which every package has: no comment after the end record, no Zip64 record.
    """
    size = file.seek(0, 2)
    if size < _END.size:
        raise ModelError("too short for a zip file: it is damaged, or no package")
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    signature, *_, members, length, _start, comment = _END.unpack(tail[-_END.size :])
    if signature != b"PK\5\6" or comment:
        raise ModelError("no zip file, or cut short, or with something after its end")
    if tail.startswith(b"PK\6\7") and len(tail) == _END.size + 20:
        raise ModelError("a Zip64 archive: packages are smaller than that")
    if length > DIRECTORY_LIMIT:
        raise ModelError(f"a table of contents of {length:,} bytes ({members:,} members): no package needs that")
    file.seek(0)
