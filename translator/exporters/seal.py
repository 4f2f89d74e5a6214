"""The seal: how the tool knows later that a file is its own work and that nobody has edited it since.

A sealed text holds ``translator-seal: sha256:<64 hex digits>`` once, in whatever comment its format has: the digest of
the whole file with these digits as zeros. A sealed zip package (DOCX) holds the same words in ``docProps/custom.xml``:
the digest of the names and contents of all other parts, so that packing it anew, unchanged, does not break the seal.
Saving from Word or LibreOffice does, on purpose: an editor's copy is no longer ours to replace.

Plain text and our JSON have no place for a seal.
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping

PREFIX = "translator-seal: sha256:"
UNSEALED = PREFIX + "0" * 64
ZIP_SEAL = "docProps/custom.xml"
# More than this is no article of ours; reading stops before a crafted zip can fill the memory.
MAX_UNPACKED = 256 * 1024 * 1024
_END = 10_000  # bytes at the end of a text, or of properties of a package, where a seal is looked for
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_SEAL = re.compile(re.escape(PREFIX.encode()) + rb"([0-9a-f]{64})")


def seal_text(text: bytes) -> bytes:
    """The text with its one UNSEALED placeholder filled in. The last one counts: the text itself may speak of seals."""
    place = text.rindex(UNSEALED.encode())
    digest = hashlib.sha256(text).hexdigest().encode()
    start = place + len(PREFIX)
    return text[:start] + digest + text[start + 64 :]


def seal_of(parts: Mapping[str, bytes]) -> str:
    """The seal of a package: parts by name, ZIP_SEAL left out."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        if name != ZIP_SEAL:
            digest.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return PREFIX + digest.hexdigest()


def is_sealed(data: bytes) -> bool:
    """Whether ``data`` was made by an exporter, even if it was edited since."""
    if not data.startswith(b"PK"):
        return _SEAL.search(data, max(0, len(data) - _END)) is not None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.getinfo(ZIP_SEAL).file_size < _END and PREFIX.encode() in package.read(ZIP_SEAL)
    except (KeyError, *_UNREADABLE):
        return False


def is_intact(data: bytes) -> bool:
    """Whether ``data`` was made by an exporter and is as it left it; False for anything else, however damaged."""
    if data.startswith(b"PK"):
        return _is_intact_zip(data)
    seals = list(_SEAL.finditer(data))
    if not seals:
        return False
    found = seals[-1]
    unsealed = data[: found.start(1)] + b"0" * 64 + data[found.end(1) :]
    return hashlib.sha256(unsealed).hexdigest().encode() == found[1]


def _is_intact_zip(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(info.file_size for info in package.infolist()) > MAX_UNPACKED:
                return False
            parts = {name: package.read(name) for name in package.namelist()}
    except _UNREADABLE:
        return False
    return seal_of(parts).encode() in parts.get(ZIP_SEAL, b"")
