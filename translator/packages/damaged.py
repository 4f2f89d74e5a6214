"""A package that the user counts on and that is incomplete or gone: known by name, so that it is never passed over."""

from dataclasses import dataclass
from pathlib import Path

from translator.errors import ModelError
from translator.packages.lock import read_lock
from translator.packages.package import Origin, read_metadata, read_package


@dataclass(frozen=True, slots=True)
class Damaged:
    """What was chosen with ``use``, or is recorded in models.lock, and is no complete package (any more).

    ``code`` is the pair that it is to serve ("fr-en"), "" where nobody knows; ``reason`` begins with its path.
    """

    path: Path
    version: str
    code: str
    origin: Origin
    reason: str


def recorded(path: Path, origin: Origin, reason: str) -> Damaged | None:
    """The folder ``path``, which is no package, as models.lock knows it; None for a stranger's.

    A lock that cannot be read knows nothing here: it is an error as soon as a model of that folder is loaded.
    """
    try:
        entry = read_lock(path.parent).get(path.name)
    except ModelError:
        return None
    if entry is None:
        return None
    try:
        metadata = read_metadata(path / "metadata.json")
        code = f"{metadata['from_code']}-{metadata['to_code']}"
    except ModelError:
        code = entry.code
    return Damaged(path, entry.version, code, origin, reason)


def lost(code: str, folders: list[Path], name: str, origin: Origin) -> Damaged:
    """The package ``name`` that was chosen for ``code`` and is not found as such in ``folders``."""
    path = next((folder / name for folder in folders if (folder / name).is_dir()), folders[0] / name)
    try:
        reason = f"{path}: translates {read_package(path, origin).code}"
    except ModelError as error:
        reason = str(error) if path.exists() else f"{path}: gone"
    return Damaged(path, "", code, origin, reason)
