"""Which package serves a language pair: ``--model PATH`` › what the user installed › what comes embedded.

The installed ones are those of argospm, in the folders that argostranslate's ``settings`` names; they are read here
because importing that module creates folders and sets environment variables.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from translator import resources
from translator.errors import ModelError
from translator.packages import preference
from translator.packages.package import Origin, Package, read_package

PIVOT = "en"


def find(pair: tuple[str, str] = ("fr", "en"), model: Path | None = None) -> Package:
    """The package that translates ``pair``. Raises ModelError where there is none, or where ``model`` is not one."""
    if model is not None:
        package = read_package(model, "given")
        if package.pair != pair:
            raise ModelError(f"{model}: translates {'-'.join(package.pair)}, not {'-'.join(pair)}")
        return replace(package, used=True)
    for package in available():
        if package.pair == pair and package.used:
            return package
    code = "-".join(pair)
    raise ModelError(f"no model package for {code}; install one: translator models install FILE.argosmodel, or {code}")


def route(pair: tuple[str, str], model: Path | None = None) -> list[Package]:
    """The packages to chain for ``pair``: one where there is one, else two that meet in English.

    Raises ModelError where neither way exists.
    """
    if model is not None or PIVOT in pair or any(package.pair == pair for package in available()):
        return [find(pair, model)]
    return [find((pair[0], PIVOT)), find((PIVOT, pair[1]))]


def available() -> list[Package]:
    """Every usable package, in the order of choice: per pair, exactly one has ``used`` set.

    A preference laid down with ``use`` comes first, then installed ones, newest version first, then the embedded.
    Folders that are no complete package are passed over (argostranslate fails on them).
    """
    packages = [*_in_folders(installed_dirs(), "installed"), *_in_folders([resources.models_dir()], "embedded")]
    preferred = preference.read()
    packages.sort(key=lambda package: not preference.matches(preferred, package))
    taken: set[tuple[str, str]] = set()
    chosen = []
    for package in packages:
        chosen.append(replace(package, used=package.pair not in taken))
        taken.add(package.pair)
    return chosen


def named(name: str, origins: tuple[Origin, ...] = ("installed", "embedded")) -> Package:
    """The available package ``name`` (its folder's name; "embedded" will do for the embedded one).

    Raises ModelError where there is none, with what is wrong with it where it is damaged.
    """
    packages = [package for package in available() if package.origin in origins]
    for package in packages:
        if name == package.name or name == package.origin == "embedded":
            return package
    for folder in installed_dirs():
        if Path(name).name == name and (folder / name).is_dir():
            read_package(folder / name, "installed")
    known = ", ".join(package.name for package in packages) or "none"
    raise ModelError(f"{name}: no {' or '.join(origins)} package of this name (there are: {known})")


def installed_dirs() -> list[Path]:
    """Where argospm installs: the first is written to, all are read. They need not exist."""
    home = Path(os.environ.get("SNAP_USER_DATA") or Path.home()) if "SNAP" in os.environ else Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    first = os.environ.get("ARGOS_PACKAGES_DIR") or _argos_setting(home, "ARGOS_PACKAGES_DIR")
    dirs = [Path(first).expanduser() if first else data / "packages"]
    if snap := os.environ.get("SNAP"):
        dirs += [Path(snap) / "snap_custom" / "packages"]
    return dirs


def version_key(version: str) -> tuple[int, ...]:
    """Versions in order: "1.10" after "1.9"; whatever is no number counts as nothing.

    >>> version_key("1.10") > version_key("1.9")
    True
    """
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def _argos_setting(home: Path, key: str) -> str | None:
    """A value of argostranslate's own settings.json; None where there is none, or no readable one."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    try:
        value = json.loads((folder / "settings.json").read_text("utf-8"))[key]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if isinstance(value, str) and value else None


def _in_folders(folders: list[Path], origin: Origin) -> Iterator[Package]:
    for folder in folders:
        try:
            names = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            continue
        packages = []
        for path in names:
            try:
                packages.append(read_package(path, origin))
            except ModelError:
                continue
        yield from sorted(packages, key=lambda package: version_key(package.version), reverse=True)
