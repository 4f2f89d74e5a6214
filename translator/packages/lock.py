"""models.lock: the sha256 of every file of the packages in a folder, so that a model is loaded only as it was meant.

One lock lies beside the embedded packages, one in the folder where we install (argostranslate looks at folders only and
is not disturbed). A copy of that one is kept in the user's state folder, and is believed before it: whoever changes or
deletes what lies in the folder of packages does not come by there. After changing an embedded package, one command
writes its lock anew::

    python -m translator.packages models
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from translator.errors import ModelError
from translator.packages.package import DICTIONARY, Package, read_package

LOCK_NAME = "models.lock"
SCHEMA = 1
_REMEDY = "delete it and install the packages of this folder again"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a package should be: its version, the sha256 (hex) of each file by relative POSIX path, and its pair.

    ``code`` is the pair as in "fr-en"; "" in locks that were written before it was noted.
    """

    version: str
    files: Mapping[str, str]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which model it is, for certain, of the files that an engine reads (model/, the tokenizer, the dictionary, and
    metadata.json, which says how it is asked).

    ``digest`` is the sha256 of model.bin, ``fingerprint`` that of all of them. ``locked`` says that a models.lock
    vouches for each; otherwise nobody knows yet whether loading them is safe. ``stamps`` are what the disk said of each
    file before it was read (see ``unchanged``).
    """

    digest: str
    fingerprint: str
    locked: bool
    stamps: Mapping[Path, tuple[int, ...]]

    def unchanged(self) -> bool:
        """Are the files still those that were hashed? Asked after loading them, by path, from the same disk."""
        try:
            return all(_stamp(path) == stamp for path, stamp in self.stamps.items())
        except OSError:
            return False


def read_json(path: Path, remedy: str) -> Any:
    """The content of a file of ours, None where there is none. Raises ModelError, with the ``remedy``."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); is it another user's?") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); {remedy}") from error


def write_json(path: Path, data: object) -> None:
    """Write a file of ours in one step: a reader sees the old one or the new one."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        fresh.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(path)
    except BaseException:  # Ctrl-C too leaves nothing behind
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def read_lock(folder: Path) -> dict[str, Entry]:
    """The entries of ``folder/models.lock`` by package name; empty where there is no lock. Raises ModelError."""
    path = folder / LOCK_NAME
    data = read_json(path, _REMEDY)
    try:
        if data is not None and data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']!r} is not known")
        return {
            str(name): Entry(
                str(entry["version"]),
                {str(file): str(sha) for file, sha in entry["files"].items()},
                str(entry.get("pair", "")),
            )
            for name, entry in (data["packages"] if data is not None else {}).items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: not a lock file of packages ({error}); {_REMEDY}") from error


def write_lock(folder: Path, entries: Mapping[str, Entry]) -> None:
    """Write ``folder/models.lock``, sorted by name."""
    packages = {
        name: {"version": entry.version, "pair": entry.code, "files": dict(sorted(entry.files.items()))}
        for name, entry in sorted(entries.items())
    }
    write_json(folder / LOCK_NAME, {"schema": SCHEMA, "packages": packages})


def remembered(folder: Path) -> dict[str, Entry]:
    """What is known of the packages in ``folder``: as this user installed them, else as the lock there says.

    Raises ModelError where either cannot be understood.
    """
    return {**read_lock(folder), **remembered_apart(folder)}


def remembered_apart(folder: Path) -> dict[str, Entry]:
    """What this user installed into ``folder``, whatever its lock says. Raises ModelError."""
    return read_lock(_own_copy(folder))


@contextlib.contextmanager
def noting(folder: Path, name: str, entry: Entry | None) -> Iterator[None]:
    """Note in both places what package ``name`` of ``folder`` is, None for one that is no more.

    The package comes or goes in the block: where that raises, or a place cannot be written (OSError), both are as they
    were. Raises ModelError.
    """
    places = [_own_copy(folder), folder]
    before = {place: read_lock(place) for place in places}
    try:
        for place in places:
            others = {known: one for known, one in before[place].items() if known != name}
            if entry is not None or others != before[place]:
                place.mkdir(parents=True, exist_ok=True)
                write_lock(place, others if entry is None else {**others, name: entry})
        yield
    except BaseException:
        for place in places:
            with contextlib.suppress(OSError):
                write_lock(place, before[place]) if before[place] else (place / LOCK_NAME).unlink(missing_ok=True)
        raise


def _own_copy(folder: Path) -> Path:
    """Where the copy of the lock of ``folder`` lies."""
    place = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return user_state_path("translator", appauthor=False) / "packages" / place


def record(folder: Path) -> dict[str, Entry]:
    """Write the lock of all packages in ``folder`` from what lies there now, and return it."""
    packages = [read_package(path, "given") for path in sorted(folder.iterdir()) if (path / "metadata.json").is_file()]
    entries = {package.name: Entry(package.version, digests(package), package.code) for package in packages}
    write_lock(folder, entries)
    return entries


def identify(package: Package) -> Identity:
    """Hash the files that an engine reads and compare them with what is remembered of them.

    Raises ModelError where one differs, and for an embedded package that its lock does not know.
    """
    entry = remembered(package.path.parent).get(package.name)
    if entry is None and package.origin == "embedded":
        raise ModelError(f"{package.path}: not in {LOCK_NAME} any more; install the program again")
    shas, stamps = {}, {}
    others = (package.path / name for name in (package.tokenizer, "metadata.json", DICTIONARY))
    for path in [*sorted((package.path / "model").iterdir()), *others]:
        if path.is_file():
            name = path.relative_to(package.path).as_posix()
            stamps[path] = _stamp(path)
            shas[name] = _sha256(path)
            if entry is not None and shas[name] != entry.files.get(name):
                raise ModelError(f"{path}: changed since {LOCK_NAME} was written; install the package again")
    for name in entry.files if entry is not None else ():
        if name.startswith("model/") and name not in shas:
            raise ModelError(f"{package.path / name}: missing; install the package again")
    fingerprint = hashlib.sha256("".join(f"{name} {sha}\n" for name, sha in shas.items()).encode()).hexdigest()
    return Identity(shas["model/model.bin"], fingerprint, entry is not None, stamps)


def has_its_metadata(package: Package, entry: Entry) -> bool:
    """Whether metadata.json is as remembered: it says what the package is for. Raises ModelError."""
    return _sha256(package.path / "metadata.json") == entry.files.get("metadata.json")


def verify(package: Package) -> list[str]:
    """What is wrong with ``package`` compared with its lock, one line each; empty where all is well.

    Raises ModelError where no lock vouches for it (argospm writes none): there is nothing to compare with.
    """
    entry = remembered(package.path.parent).get(package.name)
    if entry is None:
        lock = package.path.parent / LOCK_NAME
        raise ModelError(f"{package.path}: not in {lock}: not installed by this program, nothing to compare with")
    found = digests(package)
    missing = [f"{name}: missing" for name in entry.files if name not in found]
    added = [f"{name}: not in the lock" for name in found if name not in entry.files]
    changed = [name for name, sha in found.items() if entry.files.get(name, sha) != sha]
    return [*missing, *added, *(f"{name}: changed since it was installed" for name in changed)]


def state(package: Package) -> str:
    """One of "as locked", "changed: …" and "not locked" (argospm installed it)."""
    try:
        wrong = verify(package)
    except ModelError:
        return "not locked"
    return f"changed: {'; '.join(wrong)}" if wrong else "as locked"


def digests(package: Package) -> dict[str, str]:
    """The sha256 of every file of the package, by relative POSIX path. Raises ModelError for unreadable ones."""
    files = sorted(path for path in package.path.rglob("*") if path.is_file())
    return {path.relative_to(package.path).as_posix(): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); install the package again") from error


def _stamp(path: Path) -> tuple[int, ...]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
