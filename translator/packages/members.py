"""What a package archive may contain: looked at before a single byte is unpacked.

Names are judged by a whitelist, so that absolute paths, "..", backslashes, drive letters, control and bidirectional
characters and look-alikes need no list of their own; only what Windows takes for a device needs one.
"""

import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translator.errors import ModelError

MEMBERS_LIMIT = 500
TOTAL_LIMIT = 4_000_000_000  # bytes unpacked
SMALL_LIMIT = 50_000_000  # bytes of any member but the weights; the largest real ones, vocabularies, have some MB
RATIO_LIMIT = 50  # unpacked : packed; weights have about 1.1, vocabularies about 4
RATIO_FROM = 100_000  # bytes: smaller members may be as repetitive as they like

EMBEDDED = "embedded"  # what commands call the package that comes with the program: no other may have this name

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What to unpack: the package's folder name, the members by their path inside it, and the names left out."""

    top: str
    kept: Mapping[str, zipfile.ZipInfo]
    left_out: tuple[str, ...]


def plan(infos: Iterable[zipfile.ZipInfo]) -> Plan:
    """The plan for an archive's members. Raises ModelError, with the reason, for one that no honest package has."""
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
    return Plan(top, kept, tuple(left_out))


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
