"""Zip archives from outside (.docx, .odt, .epub, .zip), opened within limits. Nothing is ever unpacked to disk."""

import io
import lzma
import zipfile
import zlib

from translator.errors import InputError
from translator.readers.budget import meter

MAX_MEMBERS = 10_000  # a book of a thousand pictures has some 2,000
MAX_TOTAL = 300_000_000  # bytes unpacked, all members: three times the largest file read
MAX_RATIO = 250  # unpacked / packed of one member; WordprocessingML packs 10 to 60 times, a bomb 1,000 and more
_RATIO_FROM = 1_000_000  # bytes unpacked from which the ratio matters
_PICTURES = (".bmp", ".emf", ".svm", ".tif", ".tiff", ".wmf")  # blank ones pack a thousand times: left out, not refused
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError, OSError)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, its directory checked. Raises InputError where damaged, encrypted or beyond the limits.

    The sizes are those that the directory declares; ``zipfile`` never unpacks a member beyond its declared size.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise InputError(f"{name}: the archive is damaged ({error})") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"{name}: refused, the archive holds {len(members)} files (at most {MAX_MEMBERS})")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise InputError(f"{name}: refused, the archive unpacks to more than {MAX_TOTAL // 1_000_000} MB")
    for member in members:
        if not member.filename.lower().endswith(_PICTURES):
            _check_ratio(member, name)
        if member.flag_bits & 1:
            raise InputError(f"{name}: is protected by a password; save it without one")
    return archive


def _check_ratio(member: zipfile.ZipInfo, name: str) -> None:
    if member.file_size > _RATIO_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size):
        raise InputError(f"{name}: refused, {member.filename!r} unpacks to over {MAX_RATIO} times its size")


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """The bytes of one member. Raises InputError where it is missing or damaged; BudgetError."""
    meter().tick()
    try:
        info = archive.getinfo(member)
        _check_ratio(info, name)
        return archive.read(info)
    except KeyError as error:
        raise InputError(f"{name}: {member!r} is missing from the archive") from error
    except _DAMAGE as error:
        raise InputError(f"{name}: {member!r} in the archive is damaged ({error})") from error
