"""Is a package what its lock says? And the bytes to load: what was hashed is what is loaded, nothing in between."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from translator.errors import ModelError
from translator.packages.lock import digests, read_lock
from translator.packages.package import Package

FILE_LIMIT = 4_000_000_000  # bytes of one model file; Argos packages have 25 to 300 MB


@dataclass(frozen=True, slots=True)
class Contents:
    """The files an engine loads: ``model`` by name (model.bin, config.json …) and the tokenizer.

    ``digest`` is the sha256 of model.bin, ``fingerprint`` that of all of them. ``locked`` says that a models.lock
    vouches for each; otherwise nobody knows yet whether loading them is safe.
    """

    model: Mapping[str, bytes]
    tokenizer: bytes
    digest: str
    fingerprint: str
    locked: bool


def contents(package: Package) -> Contents:
    """Read the files of ``package`` once, comparing each with the lock. Raises ModelError where one differs."""
    entry = read_lock(package.path.parent).get(package.name)
    files = {}
    names = [f"model/{path.name}" for path in sorted((package.path / "model").iterdir()) if path.is_file()]
    shas = {}
    for name in [*names, package.tokenizer]:
        path = package.path / name
        try:
            if path.stat().st_size > FILE_LIMIT:
                raise ModelError(f"{path}: larger than {FILE_LIMIT:,} bytes: refused")
            files[name] = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path}: cannot be read ({error.strerror}); install the package again") from error
        shas[name] = hashlib.sha256(files[name]).hexdigest()
        if entry is not None and shas[name] != entry.files.get(name):
            raise ModelError(f"{path}: changed since models.lock was written; install the package again")
    fingerprint = hashlib.sha256("".join(f"{name} {sha}\n" for name, sha in shas.items()).encode()).hexdigest()
    model = {name.removeprefix("model/"): files[name] for name in names}
    return Contents(model, files[package.tokenizer], shas["model/model.bin"], fingerprint, entry is not None)


def verify(package: Package) -> list[str]:
    """What is wrong with ``package`` compared with its lock, one line each; empty where all is well.

    Raises ModelError where no lock vouches for it (argospm writes none): there is nothing to compare with.
    """
    lock = package.path.parent / "models.lock"
    entry = read_lock(package.path.parent).get(package.name)
    if entry is None:
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
