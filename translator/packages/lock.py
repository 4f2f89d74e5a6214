"""models.lock: the sha256 of every file of the packages in a folder, so that a model is loaded only as it was meant.

One lock lies beside the embedded packages, one in the folder where we install (argostranslate looks at folders only and
is not disturbed). After changing an embedded package, one command writes it anew::

    python -m translator.packages models
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.errors import ModelError
from translator.packages.package import read_package

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


def read_lock(folder: Path) -> dict[str, Entry]:
    """The entries of ``folder/models.lock`` by package name; empty where there is no lock. Raises ModelError."""
    path = folder / LOCK_NAME
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); {_REMEDY}") from error
    try:
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']!r} is not known")
        return {
            str(name): Entry(
                str(entry["version"]),
                {str(file): str(sha) for file, sha in entry["files"].items()},
                str(entry.get("pair", "")),
            )
            for name, entry in data["packages"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: not a lock file of packages ({error}); {_REMEDY}") from error


def write_lock(folder: Path, entries: Mapping[str, Entry]) -> None:
    """Write ``folder/models.lock`` in one step: a reader sees the old one or the new one."""
    packages = {
        name: {"version": entry.version, "pair": entry.code, "files": dict(sorted(entry.files.items()))}
        for name, entry in sorted(entries.items())
    }
    text = json.dumps({"schema": SCHEMA, "packages": packages}, indent=1, ensure_ascii=False) + "\n"
    fresh = folder / f".{LOCK_NAME}.{os.getpid()}.new"
    fresh.write_text(text, "utf-8")
    fresh.replace(folder / LOCK_NAME)


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of every file under ``folder``, by relative POSIX path. Raises ModelError for unreadable ones."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                with path.open("rb") as file:
                    found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
    return found


def record(folder: Path) -> dict[str, Entry]:
    """Write the lock of all packages in ``folder`` from what lies there now, and return it."""
    packages = [read_package(path, "given") for path in sorted(folder.iterdir()) if (path / "metadata.json").is_file()]
    entries = {package.name: Entry(package.version, digests(package.path), package.code) for package in packages}
    write_lock(folder, entries)
    return entries
