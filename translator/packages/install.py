"""Install, remove and prefer packages, in the folder that argospm uses: argostranslate sees what is installed here.

Nothing is visible before it is complete: unpacked beside the folder, checked, renamed into it, noted in models.lock.
Whatever is refused leaves nothing behind.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from translator.errors import ConfigurationError, ModelError
from translator.packages import preference
from translator.packages.archive import CHUNK, Progress, unpack
from translator.packages.find import available, installed_dirs, named
from translator.packages.lock import Entry, read_lock, write_lock
from translator.packages.members import TOTAL_LIMIT
from translator.packages.package import Package, parse_pair, read_package

if TYPE_CHECKING:
    from translator.packages.download import Connecting


@dataclass(frozen=True, slots=True)
class Installed:
    """What ``install`` did. ``sha256`` is the archive's; ``left_out`` names members that were not unpacked."""

    package: Package
    sha256: str
    left_out: tuple[str, ...]


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
    path = Path(source).expanduser()
    terms = _Terms(sha256, None, replace_existing, check)
    if path.is_file():
        return _install(path, source, terms, progress)
    from translator.packages import download, index  # here, so that nothing else of the program loads a network library

    pair = parse_pair(source)
    if pair is None and "://" not in source:
        raise ConfigurationError(f"{source}: no such file, and neither an https address nor a pair such as fr-en")
    cache = user_cache_path("translator", appauthor=False) / "downloads"
    terms = replace(terms, pair=pair)
    places = index.links(pair, connecting) if pair else [source]
    if not places:
        raise ModelError(f"{source}: the index gives no address to download it from")
    failures: list[str] = []
    for place in places:
        try:
            if isinstance(place, Path):
                done = _install(place, str(place), terms, progress)
            else:
                archive = download.fetch(place, cache, TOTAL_LIMIT, progress, connecting)
                try:
                    done = _install(archive, place, terms, None)
                finally:
                    archive.unlink(missing_ok=True)
        except _PlaceError:
            raise
        except ModelError as error:
            failures.append(str(error))
        else:
            for failed in places[: len(failures)]:
                if isinstance(failed, str):
                    download.forget(failed, cache)
            return done
    if len(failures) == 1:
        raise ModelError(failures[0])
    raise ModelError(f"{source}: none of the {len(failures)} addresses in the index will do: {'; '.join(failures)}")


class _PlaceError(ModelError):
    """This machine does not let the package in: another copy of it, from elsewhere, would fare no better."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What an archive must be to be let in: see ``install``. ``pair`` is the one asked for, None where none was."""

    sha256: str | None
    pair: tuple[str, str] | None
    replace_existing: bool
    check: Callable[[Package], None] | None


def remove(name: str) -> Path:
    """Remove the installed package ``name`` (its folder's name) and return where it was. Raises ModelError.

    A damaged one can be removed, too, if it was installed by this program. Where it was preferred, that is forgotten.
    """
    ours = (folder / name for folder in installed_dirs() if name in read_lock(folder) and (folder / name).is_dir())
    path = next(ours, None) or named(name, ("installed",)).path
    with _writing(path.parent) as scratch:
        entries = read_lock(path.parent)
        path.rename(scratch / path.name)  # gone at once, also for a reader that comes meanwhile
        if entries.pop(name, None):
            write_lock(path.parent, entries)
    preference.forget(name)
    return path


def use(name: str) -> Package:
    """Prefer the package ``name`` for its pair from now on; "embedded" names the embedded one. Raises ModelError."""
    package = named(name)
    preference.prefer(package)
    return replace(package, used=True)


def _install(archive: Path, source: str, terms: _Terms, progress: Progress | None) -> Installed:
    if not archive.is_file():
        raise ModelError(f"{source}: no such file")
    folder = installed_dirs()[0]
    try:
        with _writing(folder) as scratch:
            copy = scratch / "archive"
            sha = _copy(archive, copy)
            if terms.sha256 and sha != terms.sha256.lower():
                raise ModelError(f"its sha256 is {sha}, not the {terms.sha256} that was asked for")
            with copy.open("rb") as file:
                plan, shas = unpack(file, scratch, progress)
            package = read_package(scratch / plan.top, "installed")
            if terms.pair and package.pair != terms.pair:
                raise ModelError(f"it translates {package.code}, not the {'-'.join(terms.pair)} that was asked for")
            target = folder / plan.top
            entries = read_lock(folder)
            _check_room(target, package, entries.get(plan.top), terms.replace_existing)
            if terms.check:
                terms.check(package)
            entries[plan.top] = Entry(package.version, shas, package.code)
            if target.exists():
                target.rename(scratch / "replaced")
            package.path.rename(target)
            try:
                write_lock(folder, entries)
            except OSError:  # disk full: as it was before
                target.rename(scratch / "undone")
                if (scratch / "replaced").exists():
                    (scratch / "replaced").rename(target)
                raise
    except ModelError as error:
        reason = str(error).replace(f"{scratch}{os.sep}", "")
        raise type(error)(f"{source}: refused: {reason}") from error
    except OSError as error:
        raise _PlaceError(f"{source}: cannot be installed into {folder} ({error.strerror or error})") from error
    installed = next(one for one in available() if one.path == target)
    return Installed(installed, sha, plan.left_out)


def _check_room(target: Path, package: Package, entry: Entry | None, replace_existing: bool) -> None:
    """A package may only take the place of its own kind, and only when asked to.

    ``entry`` is what models.lock has under its name: of a damaged one it tells the kind.
    """
    if not target.exists() and not target.is_symlink():
        return
    try:
        same = read_package(target, "installed").pair == package.pair
    except ModelError:
        same = entry is not None and entry.code in ("", package.code)
    if not same or not replace_existing:
        hint = "remove it first, or say --replace" if same else "it is not a package for the same languages"
        raise _PlaceError(f"{target} is there already; {hint}")


def _copy(source: Path, target: Path) -> str:
    """A private copy, which nobody can swap under our hands; returns its sha256."""
    sha = hashlib.sha256()
    with source.open("rb") as file, target.open("xb") as out:
        size = 0
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > TOTAL_LIMIT:
                raise ModelError(f"larger than {TOTAL_LIMIT:,} bytes")
            sha.update(chunk)
            out.write(chunk)
    return sha.hexdigest()


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """Hold ``folder`` against other installers; gives a scratch folder on the same disk, deleted in the end.

    The scratch folder lies beside ``folder``, not inside: argostranslate takes every folder in there for a package.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder.parent if os.access(folder.parent, os.W_OK) and not folder.is_mount() else folder
    with _locked(folder), tempfile.TemporaryDirectory(prefix=".translator-", dir=beside) as scratch:
        yield Path(scratch)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: two installers at the same moment are on their own
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
