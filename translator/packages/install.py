"""Install, remove and prefer packages, in the folder that argospm uses: argostranslate sees what is installed here.

Nothing is visible before it is complete: downloaded and unpacked beside the folder, checked, renamed into it, noted in
models.lock and in the user's own copy of it. Whatever is refused, breaks off or is interrupted leaves nothing behind;
what a kill leaves, the next one clears away.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from translator.errors import ConfigurationError, ModelError
from translator.packages import preference
from translator.packages.archive import CHUNK, TOTAL_LIMIT, Progress, unpack
from translator.packages.find import installed_dir, named
from translator.packages.lock import Entry, digests, noting, remembered
from translator.packages.package import Package, parse_pair, read_package

if TYPE_CHECKING:
    from translator.packages.download import Connecting


_SCRATCH = ".translator-install-"


@dataclass(frozen=True, slots=True)
class Installed:
    """What ``install`` did. ``sha256`` is the archive's; ``left_out`` names members that were not unpacked."""

    package: Package
    sha256: str
    left_out: tuple[str, ...]


class _PlaceError(ModelError):
    """This machine does not let the package in: another copy of it, from elsewhere, would fare no better."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What an archive must be to be let in, and who is told of it: see ``install``.

    ``pair`` is the one asked for, None where none was.
    """

    pair: tuple[str, str] | None
    sha256: str | None
    replace_existing: bool
    progress: Progress | None
    connecting: "Connecting | None"
    check: Callable[[Package], None] | None


def install(
    source: str,
    *,
    sha256: str | None = None,
    replace_existing: bool = False,
    progress: Progress | None = None,
    connecting: "Connecting | None" = None,
    check: Callable[[Package], None] | None = None,
) -> Installed:
    """Install a package from ``source``: a file, an https address, or a language pair such as "fr-en".

    An address or a pair opens a socket, after ``connecting`` was told; a file never does, nor an index in a folder with
    its own files. ``sha256`` pins the archive. ``check`` has the last word before the package becomes visible (the
    command line passes ``engines.probe.check``, which loads it in a process of its own) and raises ModelError to refuse
    it. Raises ModelError, with the reason, for anything but a sound package, ConfigurationError where ``source`` is
    none of the three.
    """
    path, pair = Path(source).expanduser(), parse_pair(source)
    places: list[str | Path]
    if path.is_file():
        places, pair = [path], None
    elif pair is not None:
        from translator.packages.download import links  # here: nothing else of the program loads a network library

        places, pinned = links(pair, connecting)
        sha256 = sha256 or pinned
    elif "://" in source:
        places = [source]
    else:
        raise ConfigurationError(f"{source}: no such file, and neither an https address nor a pair such as fr-en")
    return _from_first(places, source, _Request(pair, sha256, replace_existing, progress, connecting, check))


def _from_first(places: list[str | Path], source: str, request: _Request) -> Installed:
    """Install from the first of the places that has what is asked for."""
    failures = []
    for place in places:
        try:
            return _install(place, request)
        except _PlaceError:
            raise
        except ModelError as error:
            failures.append(str(error))
    if not failures:
        raise ModelError(f"{source}: the index gives no address to download it from")
    if len(failures) == 1:
        raise ModelError(failures[0])
    raise ModelError(f"{source}: none of the {len(failures)} addresses in the index will do: {'; '.join(failures)}")


def remove(name: str) -> Path:
    """Remove the installed package ``name`` (its folder's name) and return where it was. Raises ModelError.

    A damaged one can be removed, too, if it was installed by this program. Where it was preferred, that is forgotten.
    """
    folder = installed_dir()
    ours = name in remembered(folder) and (folder / name).is_dir()
    path = folder / name if ours else named(name, ("installed",)).path
    try:
        with _writing(folder) as scratch, noting(folder, name, None):
            path.rename(scratch / name)  # gone at once, also for a reader that comes meanwhile
    except OSError as error:
        raise ModelError(f"{path}: cannot be removed ({_told(error)})") from error
    preference.forget(name)
    return path


def use(name: str) -> Package:
    """Prefer the package ``name`` for its pair from now on; "embedded" names the embedded one. Raises ModelError."""
    package = named(name)
    preference.prefer(package)
    return replace(package, used=True)


def _install(place: str | Path, request: _Request) -> Installed:
    folder = installed_dir()
    try:
        with _writing(folder) as scratch:
            archive = scratch / "archive"
            sha = _save(_content(place, request), archive)
            try:
                if request.sha256 and sha != request.sha256.lower():
                    raise ModelError(f"its sha256 is {sha}, not the {request.sha256} that was asked for")
                with archive.open("rb") as file:
                    path, shas, left_out = unpack(file, scratch, request.progress if isinstance(place, Path) else None)
                target = _move_in(path, shas, folder, request)
            except ModelError as error:
                reason = str(error).replace(f"{scratch}{os.sep}", "")
                raise type(error)(f"{place}: refused: {reason}") from error
    except OSError as error:
        raise _PlaceError(f"{place}: cannot be installed into {folder} ({_told(error)})") from error
    installed = named(target.name, ("installed",))
    return Installed(installed, sha, left_out)


def _told(error: OSError) -> str:
    return f"{error.strerror}: {error.filename}" if error.filename else error.strerror or str(error)


def _content(place: str | Path, request: _Request) -> Iterator[bytes]:
    """What lies at ``place``, piece by piece. Raises ModelError."""
    if isinstance(place, str):
        from translator.packages.download import pieces

        yield from pieces(place, TOTAL_LIMIT, request.progress, request.connecting)
        return
    if not place.is_file():
        raise ModelError(f"{place}: no such file")
    if place.stat().st_size > TOTAL_LIMIT:
        raise ModelError(f"{place}: larger than {TOTAL_LIMIT:,} bytes: refused")
    with place.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _save(content: Iterable[bytes], target: Path) -> str:
    """A private copy, which nobody can swap under our hands; returns its sha256."""
    sha = hashlib.sha256()
    with target.open("xb") as out:
        for piece in content:
            sha.update(piece)
            out.write(piece)
    return sha.hexdigest()


def _move_in(path: Path, shas: Mapping[str, str], folder: Path, request: _Request) -> Path:
    """Check what was unpacked, note it, and move it into ``folder``; all of that or nothing.

    It is noted first: a package that is there and that nobody vouches for would be taken for a stranger's.
    """
    package = read_package(path, "installed")
    if request.pair and package.pair != request.pair:
        raise ModelError(f"it translates {package.code}, not the {'-'.join(request.pair)} that was asked for")
    target, scratch = folder / package.name, path.parent
    before = remembered(folder).get(package.name)
    _check_room(target, package, before, request.replace_existing)
    if request.check:
        request.check(package)
    if digests(package) != shas:
        raise ModelError("what was unpacked is not what the disk gives back")
    with noting(folder, package.name, Entry(package.version, shas, package.code)):
        try:
            if target.exists():
                target.rename(scratch / "replaced")
            path.rename(target)
        except BaseException:  # Ctrl-C too leaves all as it was
            if (scratch / "replaced").exists():
                (scratch / "replaced").rename(target)
            raise
    return target


def _check_room(target: Path, package: Package, entry: Entry | None, replace_existing: bool) -> None:
    """A package may only take the place of its own kind, and only when asked to.

    ``entry`` is what is remembered under its name: of a damaged one it tells the kind.
    """
    if not target.exists() and not target.is_symlink():
        return
    code = entry.code if entry else ""
    if not code:
        try:
            code = read_package(target, "installed").code
        except ModelError:
            code = package.code if entry else ""
    same = code == package.code
    if not same or not replace_existing:
        hint = "remove it first, or say --replace" if same else "it is not a package for the same languages"
        raise _PlaceError(f"{target} is there already; {hint}")


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """Hold ``folder`` against other installers; gives a scratch folder on the same disk, deleted in the end.

    The scratch folder lies beside ``folder``, not inside: argostranslate takes every folder in there for a package.
    """
    from filelock import FileLock  # here: loading it would cost each start 30 ms

    folder.mkdir(parents=True, exist_ok=True)
    beside = folder.parent if os.access(folder.parent, os.W_OK) and not folder.is_mount() else folder
    lock = beside / ".translator-packages.lock"
    with FileLock(lock):
        try:
            for left in beside.glob(f"{_SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=beside, ignore_cleanup_errors=True) as scratch:
                yield Path(scratch)
        finally:
            with contextlib.suppress(OSError):  # Windows keeps what is open; whoever waits for it looks for a new one
                lock.unlink()
