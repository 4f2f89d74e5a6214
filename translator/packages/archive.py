"""Unpack a package archive (``.argosmodel``, a zip file) that may have been made by an enemy.

Its members are looked at before a single byte is unpacked. Names are judged by a whitelist, so that absolute paths,
"..", backslashes, drive letters, control and bidirectional characters and look-alikes need no list of their own; only
what Windows takes for a device needs one.
"""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from translator.errors import ModelError

Progress = Callable[[int, int | None], None]
"""Called with the bytes done and the bytes to do (None: unknown)."""

Unpacked = tuple[Path, dict[str, str], tuple[str, ...]]
"""The folder, the sha256 of each file in it by relative path, and the names of the members that were left out."""

CHUNK = 1 << 20
DIRECTORY_LIMIT = 1_000_000  # bytes of the zip's own table of contents: some hundred members have some ten thousand
MEMBERS_LIMIT = 500
TOTAL_LIMIT = 4_000_000_000  # bytes unpacked
SMALL_LIMIT = 50_000_000  # bytes of any member but the weights; the largest real ones, vocabularies, have some MB
RATIO_LIMIT = 50  # unpacked : packed; weights have about 1.1, vocabularies about 4
RATIO_FROM = 100_000  # bytes: smaller members may be as repetitive as they like

EMBEDDED = "embedded"  # what commands call the package that comes with the program: no other may have this name

_END = struct.Struct("<4s4H2LH")  # the end record of a zip file without a comment, APPNOTE.TXT 4.3.16
_TOP = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_KEPT = re.compile(
    r"metadata\.json|dictionary\.tsv|README\.md|LICENSE(\.txt|\.md)?|sentencepiece\.model|bpe\.model"
    r"|model/(model\.bin|config\.json|vmap\.txt|(shared|source|target)_vocabulary\.(json|txt))"
    r"|minisbd/[A-Za-z0-9_-]{1,40}\.onnx"
)
# Sentence splitters of other programs, which hold Python pickles, and what macOS adds: left out, and said so.
_LEFT_OUT = re.compile(r"(stanza|spacy)/[\x20-\x7e]*|(.*/)?\.DS_Store")
_PLAIN = re.compile(r"[A-Za-z0-9._+/ -]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # with any ending, too
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(file: IO[bytes], folder: Path, progress: Progress | None = None) -> Unpacked:
    """Unpack the package in ``file`` into the new folder ``folder/<its name>``.

    Raises ModelError, with the reason alone, for whatever is not an honest package; what was written until then is the
    caller's to delete.
    """
    _check_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if infos and min(info.header_offset for info in infos) > 0:
                raise ModelError("something before its first member: not a plain zip file")
            top, kept, left_out = _plan(infos)
            shas = {}
            done, total = 0, sum(info.file_size for info in kept.values())
            for name, info in kept.items():
                target = folder / top / name
                target.parent.mkdir(parents=True, exist_ok=True)
                sha = hashlib.sha256()
                with target.open("xb") as out:
                    for piece in _content(archive, info):
                        sha.update(piece)
                        out.write(piece)
                        done += len(piece)
                        if progress:
                            progress(done, total)
                shas[name] = sha.hexdigest()
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError) as error:
        raise ModelError(f"not a sound zip file ({error})") from error
    return folder / top, shas, left_out


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a member, piece by piece, which must be as long as the table of contents says."""
    size = 0
    with archive.open(info) as source:
        while piece := source.read(CHUNK):
            size += len(piece)
            if size > info.file_size:
                raise ModelError(f"member {info.filename!r} is larger than it says")
            yield piece
    if size != info.file_size:
        raise ModelError(f"member {info.filename!r} is smaller than it says: the file is damaged")


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


def _plan(infos: Iterable[zipfile.ZipInfo]) -> tuple[str, dict[str, zipfile.ZipInfo], tuple[str, ...]]:
    """The package's folder name, the members to unpack by their path inside it, and the names left out.

    Raises ModelError, with the reason, for an archive that no honest package is.
    """
    infos = [info for info in infos if not info.filename.startswith("__MACOSX/")]
    if len(infos) > MEMBERS_LIMIT:
        raise ModelError(f"{len(infos):,} members; a package has at most {MEMBERS_LIMIT}")
    tops = {info.filename.partition("/")[0] for info in infos}
    if len(tops) != 1 or not all("/" in info.filename for info in infos):
        raise ModelError("not exactly one folder at the top of the archive")
    top = tops.pop()
    if not _TOP.fullmatch(top) or top.endswith(".") or _DEVICE.fullmatch(top) or top == EMBEDDED:
        raise ModelError(f"folder name {top!r} is not allowed")
    kept: dict[str, zipfile.ZipInfo] = {}
    left_out = []
    seen: set[str] = set()
    for info in infos:
        _check(info)
        name = info.filename[len(top) + 1 :]
        if name.casefold() in seen:
            raise ModelError(f"member {info.filename!r} comes twice")
        seen.add(name.casefold())
        if info.is_dir():
            continue
        if _KEPT.fullmatch(name):
            kept[name] = info
        elif _LEFT_OUT.fullmatch(name):
            left_out.append(name)
        else:
            raise ModelError(f"member {info.filename!r} does not belong into a package")
    _check_sizes(kept)
    if "metadata.json" not in kept:
        raise ModelError("no metadata.json: not an Argos package")
    return top, kept, tuple(left_out)


def _check(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.rstrip("/").split("/")
    if info.orig_filename != name or not _PLAIN.fullmatch(name) or any(part in ("", ".", "..") for part in parts):
        raise ModelError(f"member name {info.orig_filename!r} is not allowed")
    if any(_DEVICE.fullmatch(part) for part in parts):
        raise ModelError(f"member name {name!r} is not allowed: Windows takes it for a device")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG):
        raise ModelError(f"member {name!r} is a link or a device")
    if info.flag_bits & 0x1:
        raise ModelError(f"member {name!r} is encrypted")
    if info.compress_type not in _METHODS:
        raise ModelError(f"member {name!r} is packed by method {info.compress_type}, which packages do not use")
    if info.is_dir() and info.file_size:
        raise ModelError(f"member {name!r} is a folder with content")


def _check_sizes(kept: Mapping[str, zipfile.ZipInfo]) -> None:
    for name, info in kept.items():
        limit = TOTAL_LIMIT if name == "model/model.bin" else SMALL_LIMIT
        if info.file_size > limit:
            raise ModelError(f"member {name!r} has {info.file_size:,} bytes, more than the {limit:,} allowed")
        if info.file_size > max(RATIO_FROM, RATIO_LIMIT * info.compress_size):
            raise ModelError(f"member {name!r} unpacks to more than {RATIO_LIMIT} times its packed size")
    total = sum(info.file_size for info in kept.values())
    if total > TOTAL_LIMIT:
        raise ModelError(f"{total:,} bytes unpacked, more than the {TOTAL_LIMIT:,} allowed")
