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
from translator.packages.damaged import Damaged, lost, recorded
from translator.packages.package import Origin, Package, read_package

PIVOT = "en"


def find(pair: tuple[str, str] = ("fr", "en"), model: Path | None = None) -> Package:
    """The package that translates ``pair``.

    Raises ModelError where there is none, where ``model`` is not one, and where the one to be used is damaged or gone:
    another would translate otherwise, and nobody would know.
    """
    if model is not None:
        package = read_package(model, "given")
        if package.pair != pair:
            raise ModelError(f"{model}: translates {package.code}, not {'-'.join(pair)}")
        return replace(package, used=True)
    code = "-".join(pair)
    candidates = [one for one in _candidates() if one.code == code]
    for one in candidates:
        if isinstance(one, Package):
            return replace(one, used=True)
        raise ModelError(f"{one.reason}, but {code} is to use it; {_way_out(one, candidates)}")
    raise ModelError(f"no model package for {code}; install one: translator models install FILE.argosmodel, or {code}")


def route(pair: tuple[str, str], model: Path | None = None) -> list[Package]:
    """The packages to chain for ``pair``: one where there is one, else two that meet in English.

    Raises ModelError where neither way exists.
    """
    if model is not None or PIVOT in pair or any(one.code == "-".join(pair) for one in _candidates()):
        return [find(pair, model)]
    return [find((pair[0], PIVOT)), find((PIVOT, pair[1]))]


def available() -> list[Package]:
    """Every usable package, in the order of choice: per pair, one has ``used`` set, or a damaged one stands before all.

    A preference laid down with ``use`` comes first, then installed ones, newest version first, then the embedded.
    Strangers' folders that are no complete package are passed over (argostranslate fails on them).
    """
    taken: set[str] = set()
    chosen = []
    for one in _candidates():
        if isinstance(one, Package):
            chosen.append(replace(one, used=one.code not in taken))
        taken.add(one.code)
    return chosen


def damaged() -> list[Damaged]:
    """What the user chose, or this program installed, and cannot be used."""
    return [one for one in _candidates() if isinstance(one, Damaged)]


def named(name: str, origins: tuple[Origin, ...] = ("installed", "embedded")) -> Package:
    """The package ``name``: "embedded", or its folder's name, which means the installed one where there is one.

    Raises ModelError where there is none, with what is wrong with it where it is damaged.
    """
    packages = [package for package in available() if package.origin in origins]
    if name == "embedded" and name in origins:
        called = [package for package in packages if package.origin == "embedded"]
    else:
        for folder in installed_dirs():
            if Path(name).name == name and (folder / name).is_dir():
                try:  # a damaged one must not be taken for the embedded one
                    read_package(folder / name, "installed")
                except ModelError as error:
                    raise ModelError(f"{error}; install it again, or delete that folder") from error
        called = [package for package in packages if package.name == name]
    if called:
        return min(called, key=lambda package: package.origin == "embedded")
    known = ", ".join(package.call_name for package in packages) or "none"
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


def _candidates() -> list[Package | Damaged]:
    """What is there and what should be, in the order of choice: the first of a pair serves it, or nothing does."""
    places: dict[Origin, list[Path]] = {"installed": installed_dirs(), "embedded": [resources.models_dir()]}
    found = [one for origin, folders in places.items() for one in _in_folders(folders, origin)]
    preferred = []
    for code, choice in preference.read().items():
        same = (one for one in found if isinstance(one, Package) and (one.origin, one.name) == choice)
        usable = next((one for one in same if one.code == code), None)
        preferred.append(usable or lost(code, places[choice.origin], choice.name, choice.origin))
    paths = {one.path for one in preferred}
    return [*preferred, *(one for one in found if one.path not in paths)]


def _way_out(damaged: Damaged, candidates: list[Package | Damaged]) -> str:
    """What to do about ``damaged``, one of ``candidates`` for a pair."""
    if damaged.origin == "embedded":
        again = "install the program again"
    else:
        again = "install it again (translator models install … --replace)"
    other = next((one for one in candidates if isinstance(one, Package)), None)
    return f"{again}, or choose another: translator models use {other.call_name}" if other else again


def _in_folders(folders: list[Path], origin: Origin) -> Iterator[Package | Damaged]:
    for folder in folders:
        try:
            names = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            continue
        found: list[Package | Damaged] = []
        for path in names:
            try:
                found.append(read_package(path, origin))
            except ModelError as error:
                if one := recorded(path, origin, str(error)):
                    found.append(one)
        yield from sorted(found, key=lambda one: version_key(one.version), reverse=True)
