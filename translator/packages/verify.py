"""Is a package what its lock says?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.errors import ModelError
from translator.packages.lock import LOCK_NAME, digests, read_lock
from translator.packages.package import DICTIONARY, Package


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


def identify(package: Package) -> Identity:
    """Hash the files that an engine reads and compare them with the lock. Raises ModelError where one differs."""
    entry = read_lock(package.path.parent).get(package.name)
    shas, stamps = {}, {}
    others = (package.path / name for name in (package.tokenizer, "metadata.json", DICTIONARY))
    for path in [*sorted((package.path / "model").iterdir()), *others]:
        if not path.is_file():
            continue
        name = path.relative_to(package.path).as_posix()
        try:
            stamps[path] = _stamp(path)
            with path.open("rb") as file:
                shas[name] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"{path}: cannot be read ({error.strerror}); install the package again") from error
        if entry is not None and shas[name] != entry.files.get(name):
            raise ModelError(f"{path}: changed since {LOCK_NAME} was written; install the package again")
    fingerprint = hashlib.sha256("".join(f"{name} {sha}\n" for name, sha in shas.items()).encode()).hexdigest()
    return Identity(shas["model/model.bin"], fingerprint, entry is not None, stamps)


def verify(package: Package) -> list[str]:
    """What is wrong with ``package`` compared with its lock, one line each; empty where all is well.

    Raises ModelError where no lock vouches for it (argospm writes none): there is nothing to compare with.
    """
    entry = read_lock(package.path.parent).get(package.name)
    if entry is None:
        lock = package.path.parent / LOCK_NAME
        raise ModelError(f"{package.path}: not in {lock}: not installed by this program, nothing to compare with")
    found = digests(package.path)
    return [
        *(f"{name}: missing" for name in entry.files if name not in found),
        *(f"{name}: not in the lock" for name in found if name not in entry.files),
        *(
            f"{name}: changed since it was installed"
            for name, sha in found.items()
            if entry.files.get(name, sha) != sha
        ),
    ]


def _stamp(path: Path) -> tuple[int, ...]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
