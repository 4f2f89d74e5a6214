"""What a batch is to read: folders, globs, zips and lists become items with stable names, in one order.

Nothing is skipped in silence: what cannot be read (a video, a socket, a link to nothing, a name that climbs out of its
archive) is an item with the reason in ``refused``. Links to folders are not followed, so there are no loops. A link to
a file is resolved once, here; in a drop folder, where anybody may lay one, it is refused.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from translator.batch.contents import ARCHIVES, members
from translator.batch.item import LITTER, LITTER_IS, OWN, UNSUPPORTED, Item
from translator.batch.names import printable
from translator.batch.state import FOLDER as STATE
from translator.batch.state import is_output_folder
from translator.errors import ConfigurationError
from translator.readers import READERS
from translator.readers.zip import is_litter

STDIN = "-"
EXTENSIONS = {extension for reader in READERS.values() for extension in reader.extensions} | {".xml"}
PUT_AWAY = {"_done", "_error"}  # folders of ``watch``, at the top of the one that is watched
_WHY = {errno.ENOENT: "a link to nothing", errno.ELOOP: "a link to itself"}  # why there is no file behind a name
_LATEST = 250_000_000_000  # seconds of the epoch; calendars end with the year 9999, 253 thousand million
_OUTPUT = "an output folder of translator: not read"
_MAGIC = re.compile(r"[*?\[]")
# An input: the folder from which its items may be named, and what lists them, named relative to a folder above it.
_Source = tuple[Path, Callable[[Path], Iterable[Item]]]


def collect(
    inputs: Sequence[str],
    out: Path,
    base: Path | None = None,
    listed: Iterable[str] = (),
    any_name: bool = False,
    warn: Callable[[str], None] = lambda _: None,
    skip_unknown: bool = False,
    links: bool = True,
) -> list[Item]:
    """The items of all inputs, sorted by name, each once.

    ``listed`` are the names from standard input, used where an input is "-". Names are relative to ``base``; None: to
    the folder that is named, or the nearest one above all that are. ``any_name``: a file's extension says nothing.
    ``skip_unknown``: a file of a kind that is not read is no failure. ``links`` False: no link to a file is followed.
    ``warn`` gets a line for each input of which nothing comes: a pattern that nothing fits, an output folder.
    Raises ConfigurationError for an input that is not there, or that lies where the output goes.
    """
    sources = [
        _source(text, out, warn, is_listed=STDIN in inputs and text not in inputs) for text in _expanded(inputs, listed)
    ]
    top = _base([root for root, _ in sources], base)
    unique = {item.name: item for _, items in sources for item in items(top)}  # inputs may overlap
    once = (_resolved(item, links) for item in unique.values())
    kind = UNSUPPORTED if skip_unknown else "input"
    flat = (member if any_name else _by_extension(member, kind) for item in once for member in members(item))
    return sorted(flat, key=lambda item: item.name)


def _source(text: str, out: Path, warn: Callable[[str], None], is_listed: bool) -> _Source:
    path = Path(os.path.abspath(text))  # noqa: PTH100 - resolve() would follow links
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir() raises where a folder above it cannot be looked into
        _check_apart(path, out)
        if is_output_folder(path):
            warn(f"{printable(text)}: {_OUTPUT}")
            return path.parent, lambda top: [replace(_named(path, top), is_folder=True).refuse(OWN, _OUTPUT)]
        return path, lambda top: _walk(path, top, _real(out))
    if os.path.lexists(path):
        return path.parent, lambda top: [_item(path, top)]
    if _MAGIC.search(text):
        return _pattern(path, out, lambda: warn(f"{printable(text)}: nothing fits this pattern"))
    if is_listed:
        return path.parent, lambda top: [_named(path, top).refuse("input", "no such file")]
    raise ConfigurationError(f"{printable(text)}: no such file or folder")


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
        raise ConfigurationError(f"--base {printable(str(base))}: not all inputs lie in it")
    return base


def _check_apart(root: Path, out: Path) -> None:
    if _real(root).is_relative_to(_real(out)):
        raise ConfigurationError(
            f"{printable(str(root))} lies in the output folder: name another folder for the results"
        )


def _pattern(pattern: Path, out: Path, warn: Callable[[], None]) -> _Source:
    """The files that fit a pattern; "**" stands for any folders."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC.search(part))
    root = Path(*parts[:fixed])
    if not os.path.isdir(root):  # noqa: PTH112
        raise ConfigurationError(f"{printable(str(pattern))}: no such folder: {printable(str(root))}")
    _check_apart(root, out)

    def matches(path: Path) -> bool:
        inside = path.relative_to(root).parts  # what lies in a folder that fits, fits: as if a shell had expanded it
        return any(_fits(inside[:n], parts[fixed:]) for n in range(1, len(inside) + 1))

    def items(top: Path) -> list[Item]:
        found = [item for item in _walk(root, top, _real(out)) if matches(item.path)]
        if not found:
            warn()
        return found

    return root, items


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
            reason = f"the folder cannot be read ({error.strerror})"
            yield replace(_named(folder, base), is_folder=True).refuse("input", reason)
            continue
        for entry in entries:
            path = Path(entry.path)
            if not _is_folder(entry):
                yield _item(path, base)
            elif entry.is_symlink():
                yield _named(path, base).refuse(UNSUPPORTED, "a link to a folder: not followed")
            elif folder == root and entry.name == STATE:
                continue
            elif reason := _ours(path, out, is_top=folder == root):
                yield replace(_named(path, base), is_folder=True).refuse(OWN, reason)
            else:
                folders.append(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or through a folder that cannot be looked into
        return False


def _ours(folder: Path, out: Path, is_top: bool) -> str:
    """What a folder is to us, where its files are not for this batch."""
    if is_top and folder.name in PUT_AWAY:
        return "what --watch has put away: not read"
    if _real(folder) == out or is_output_folder(folder):
        return _OUTPUT
    return ""


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve() raises for a link to itself


def _named(path: Path, base: Path) -> Item:
    name = path.relative_to(base).as_posix()
    return Item(name, base, name)


def _time(status: os.stat_result) -> float:
    """When a file was changed; 0, not known, for what no calendar has: whoever makes a file may give it any time."""
    return status.st_mtime if 0 < status.st_mtime < _LATEST else 0.0


def _item(path: Path, base: Path) -> Item:
    item = _named(path, base)
    try:
        status = path.stat()
    except OSError as error:
        with contextlib.suppress(OSError):
            item = replace(item, mtime=_time(os.lstat(path)))
        return item.refuse("input", _WHY.get(error.errno or 0, f"cannot be read ({error.strerror})"))
    item = replace(item, size=status.st_size, mtime=_time(status))
    if not stat.S_ISREG(status.st_mode):
        return item.refuse(UNSUPPORTED, "not an ordinary file (a pipe, socket or device)")
    return item.refuse(LITTER, LITTER_IS) if is_litter(item.name) else item


def _resolved(item: Item, links: bool) -> Item:
    """A link to a file as the file itself, under the link's name: when it is read, no link is followed any more."""
    if item.refused or not item.path.is_symlink():
        return item
    if not links:
        return item.refuse("input", "a link: none is followed in a drop folder")
    return replace(item, place=os.path.realpath(item.path))


def _by_extension(item: Item, kind: str) -> Item:
    """Refused, as of this ``kind``, where the extension is of no reader. None, or a number as wire systems write it,
    says nothing."""
    suffix = PurePosixPath(item.name).suffix.lower()
    if item.refused or (suffix in ARCHIVES and not item.member):
        return item
    if not suffix or suffix in EXTENSIONS or suffix[1:].isdecimal():
        return item
    return item.refuse(kind, f"not a format that is read: {printable(suffix)}")
