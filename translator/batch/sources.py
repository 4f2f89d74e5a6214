"""What a batch is to read: folders, globs, zips and lists become items with stable names, in one order.

Nothing is skipped in silence: what cannot be read (a video, a socket, a link to nothing, a name that climbs out of its
archive) is an item with the reason in ``refused``. Links to folders are not followed, so there are no loops.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from translator.batch.names import shown
from translator.batch.reading import open_archive
from translator.batch.state import FOLDER as STATE
from translator.batch.state import is_output_folder
from translator.errors import ConfigurationError, InputError
from translator.readers import READERS

STDIN = "-"
ARCHIVES = (".zip",)
EXTENSIONS = {extension for reader in READERS.values() for extension in reader.extensions} | {".xml"}
PUT_AWAY = {"_done", "_error"}  # folders of ``watch``, at the top of the one that is watched
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Item:
    """One file, or one member of a zip archive.

    ``name`` is its place in the mirrored tree, "/" between parts, the same in every run; ``place`` that of its file on
    the disk (the archive for a ``member``), in the folder ``top`` of the tree; ``size`` in bytes, ``mtime`` in seconds
    of the epoch. ``refused`` says why it is not read ("" for what is), ``kind`` is then "unsupported" or "ours" (not a
    story: no failure) or "input". ``is_folder`` for folders that are not looked into.
    """

    name: str
    top: Path
    place: str
    member: str = ""
    size: int = 0
    mtime: float = 0.0
    refused: str = ""
    kind: str = ""
    is_folder: bool = False

    @property
    def path(self) -> Path:
        """The file on the disk. Made when asked for: of 10,000 items, paths would be most of the memory."""
        return self.top / self.place


def collect(
    inputs: Sequence[str],
    out: Path,
    base: Path | None = None,
    listed: Iterable[str] = (),
    any_name: bool = False,
) -> list[Item]:
    """The items of all inputs, sorted by name, each once.

    ``listed`` are the names from standard input, used where an input is "-". Names are relative to ``base``; None: to
    the folder that is named, or the nearest one above all that are. ``any_name``: a file's extension says nothing.
    Raises ConfigurationError for an input that is not there, or that lies where the output goes.
    """
    found: list[Path] = []
    roots: list[Path] = []
    walks: list[tuple[Path, Callable[[Path], bool]]] = []
    refused: list[tuple[Path, str]] = []
    for text in _expanded(inputs, listed):
        path = Path(os.path.abspath(text))  # noqa: PTH100 - resolve() would follow links
        if path.is_dir():
            _check_apart(path, out)
            roots.append(path)
            walks.append((path, lambda _: True))
        elif os.path.lexists(path):
            roots.append(path.parent)
            found.append(path)
        elif _MAGIC.search(text):
            root, matches = _glob(path)
            _check_apart(root, out)
            roots.append(root)
            walks.append((root, matches))
        elif STDIN in inputs and text not in inputs:
            roots.append(path.parent)
            refused.append((path, "no such file"))
        else:
            raise ConfigurationError(f"{shown(text)}: no such file or folder")
    top = _base(roots, base)
    items = [_item(path, top) for path in found]
    items += [replace(_named(path, top), refused=reason, kind="input") for path, reason in refused]
    for root, matches in walks:
        items += [item for item in _walk(root, top, out.resolve()) if matches(item.path)]
    flat = (member if any_name else _by_extension(member) for item in items for member in _members(item))
    return sorted({item.name: item for item in flat}.values(), key=lambda item: item.name)


def _expanded(inputs: Sequence[str], listed: Iterable[str]) -> Iterator[str]:
    for text in inputs:
        if text == STDIN:
            yield from filter(None, listed)
        else:
            yield text


def _base(roots: list[Path], base: Path | None) -> Path:
    try:
        common = Path(os.path.commonpath(roots)) if roots else Path()
    except ValueError as error:  # two drives of a Windows machine
        raise ConfigurationError("the inputs have no folder in common: name one with --base") from error
    if base is None:
        return common
    base = Path(os.path.abspath(base))  # noqa: PTH100
    if roots and not common.is_relative_to(base):
        raise ConfigurationError(f"--base {shown(str(base))}: not all inputs lie in it")
    return base


def _check_apart(root: Path, out: Path) -> None:
    if root.resolve().is_relative_to(out.resolve()):
        raise ConfigurationError(f"{shown(str(root))} lies in the output folder: name another folder for the results")


def _glob(pattern: Path) -> tuple[Path, Callable[[Path], bool]]:
    """The folder where a pattern begins, and what says whether a path fits it; "**" stands for any folders."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC.search(part))
    root = Path(*parts[:fixed])
    if not root.is_dir():
        raise ConfigurationError(f"{shown(str(pattern))}: no such folder: {shown(str(root))}")

    def matches(path: Path) -> bool:
        inside = path.relative_to(root).parts  # what lies in a folder that fits, fits: as if a shell had expanded it
        return any(_fits(inside[:n], parts[fixed:]) for n in range(1, len(inside) + 1))

    return root, matches


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_fits(parts[i:], pattern[1:]) for i in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _walk(root: Path, base: Path, out: Path) -> Iterator[Item]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield replace(_named(folder, base), refused=f"the folder cannot be read ({error.strerror})", kind="input")
            continue
        for entry in entries:
            path = Path(entry.path)
            if not entry.is_dir():
                yield _item(path, base)
            elif entry.is_symlink():
                reason = "a link to a folder: not followed"
                yield replace(_named(path, base), refused=reason, kind="unsupported")
            elif folder == root and entry.name == STATE:
                continue
            elif reason := _ours(path, out, is_top=folder == root):
                yield replace(_named(path, base), refused=reason, kind="ours", is_folder=True)
            else:
                folders.append(path)


def _ours(folder: Path, out: Path, is_top: bool) -> str:
    """What a folder is to us, where its files are not for this batch."""
    if is_top and folder.name in PUT_AWAY:
        return "what --watch has put away: not read"
    if folder.resolve() == out or is_output_folder(folder):
        return "an output folder of translator: not read"
    return ""


def _named(path: Path, base: Path) -> Item:
    name = path.relative_to(base).as_posix()
    return Item(name, base, name)


def _item(path: Path, base: Path) -> Item:
    item = _named(path, base)
    try:
        status = path.stat()
    except OSError as error:
        reason = "a link to nothing" if path.is_symlink() else f"cannot be read ({error.strerror})"
        return replace(item, refused=reason, kind="input")
    item = replace(item, size=status.st_size, mtime=status.st_mtime)
    if not stat.S_ISREG(status.st_mode):
        return replace(item, refused="not an ordinary file (a pipe, socket or device)", kind="unsupported")
    return item


def _by_extension(item: Item) -> Item:
    """Refused where the extension is of no reader. No extension, or a number as wire systems write it, says nothing."""
    suffix = PurePosixPath(item.name).suffix.lower()
    if item.refused or (suffix in ARCHIVES and not item.member):
        return item
    if not suffix or suffix in EXTENSIONS or suffix[1:].isdigit():
        return item
    return replace(item, refused=f"not a format that is read: {shown(suffix)}", kind="unsupported")


def _members(item: Item) -> Iterator[Item]:
    """The members of an archive as items of their own; any other item as it is."""
    if item.refused or item.path.suffix.lower() not in ARCHIVES:
        yield item
        return
    try:
        archive = open_archive(item.path)
    except InputError as error:
        yield replace(item, refused=str(error).removeprefix("archive: "), kind="input")
        return
    for info in archive.infolist():
        if info.is_dir():
            continue
        member = replace(item, name=f"{item.name}/{info.filename}", member=info.filename, size=info.file_size)
        parts = re.split(r"[/\\]", info.filename)
        if ".." in parts or not all(parts) or re.match(r"[A-Za-z]:", info.filename):
            inside = "/".join(part for part in parts if part not in ("", "..")) or "-"
            yield replace(
                member,
                name=f"{item.name}/{inside}",
                refused=f"refused: the name {shown(info.filename)} leads out of the archive",
                kind="input",
            )
        elif Path(info.filename).suffix.lower() in ARCHIVES:
            yield replace(member, refused="an archive inside an archive: unpack it first", kind="input")
        else:
            yield member
