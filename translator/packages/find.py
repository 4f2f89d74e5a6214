"""Which package serves a language pair: ``--model PATH`` › what the user installed › what comes embedded.

The installed ones are those of argospm, in the folder that argostranslate's ``settings`` names; these are read here,
because importing that module creates folders and sets environment variables.
"""

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from translator import resources
from translator.errors import ModelError
from translator.packages import preference
from translator.packages.lock import Entry, has_its_metadata, remembered, remembered_apart
from translator.packages.package import Origin, Package, read_package

PIVOT = "en"
_PAIR_NAMED = re.compile(r"(?:translate-)?([a-z]{2,3})_([a-z]{2,3})(?:-.*)?")  # folders as argospm names them


@dataclass(frozen=True, slots=True)
class Damaged:
    """A package that the user counts on and that is incomplete or gone: known by name, so that it is never passed over.

    That is one that was chosen with ``use``, that this program installed, or that argospm named as it does. ``code`` is
    the pair that it is to serve ("fr-en"), "" where nobody knows; ``reason`` begins with its path.
    """

    path: Path
    version: str
    code: str
    origin: Origin
    reason: str


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
    folder = installed_dir() / name
    if name != "embedded" and folder.name == name and folder.is_dir():
        try:  # a damaged one must not be taken for the embedded one
            read_package(folder, "installed")
        except ModelError as error:
            raise ModelError(f"{error}; install it again, or delete that folder") from error
    called = [p for p in packages if p.call_name == name] or [p for p in packages if p.name == name]
    if called:
        return called[0]
    known = ", ".join(package.call_name for package in packages) or "none"
    raise ModelError(f"{name}: no {' or '.join(origins)} package of this name (there are: {known})")


def installed_dir() -> Path:
    """Where argospm installs, and we: the folder need not exist."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "argos-translate"
    try:
        said = json.loads((config / "settings.json").read_text("utf-8"))["ARGOS_PACKAGES_DIR"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        said = None
    folder = os.environ.get("ARGOS_PACKAGES_DIR") or said
    return Path(folder).expanduser() if isinstance(folder, str) and folder else data / "packages"


def version_key(version: str) -> tuple[int, ...]:
    """Versions in order: "1.10" after "1.9"; whatever is no number counts as nothing.

    >>> version_key("1.10") > version_key("1.9")
    True
    """
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def _candidates() -> list[Package | Damaged]:
    """What is there and what should be, in the order of choice: the first of a pair serves it, or nothing does."""
    folders: dict[Origin, Path] = {"installed": installed_dir(), "embedded": resources.models_dir()}
    found = [one for origin, folder in folders.items() for one in _in_folder(folder, origin)]
    preferred, choices = [], preference.read()
    for code, choice in choices.items():
        path = folders[choice.origin] / choice.name
        usable = (one for one in found if isinstance(one, Package) and (one.path, one.code) == (path, code))
        preferred.append(next(usable, None) or _lost(path, code, choice.origin))
    paths = {one.path for one in preferred}
    others = (one for one in found if one.path not in paths)
    # A stranger's damaged one is no matter where another was chosen.
    return [*preferred, *(one for one in others if isinstance(one, Package) or one.version or one.code not in choices)]


def _in_folder(folder: Path, origin: Origin) -> list[Package | Damaged]:
    """What lies in ``folder``, the newest version first. Raises ModelError for one that is closed to us."""
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir() raises where it may not look: somebody else's home
        return []
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        raise ModelError(f"{folder}: the folder of packages cannot be read ({error.strerror})") from error
    try:
        known, spoilt = remembered(folder), ""
    except ModelError as error:  # a lock that cannot be read vouches for nothing
        known, spoilt = remembered_apart(folder), str(error)
    looked_at = (_look(path, origin, known.get(path.name), spoilt) for path in paths)
    return sorted(filter(None, looked_at), key=lambda one: version_key(one.version), reverse=True)


def _look(path: Path, origin: Origin, entry: Entry | None, spoilt: str) -> Package | Damaged | None:
    """What lies at ``path``, of which ``entry`` is remembered; None for a stranger's folder that is no package."""
    named = _PAIR_NAMED.fullmatch(path.name)
    code = entry.code if entry and entry.code else "-".join(named.groups()) if named else ""
    try:
        package = read_package(path, origin)
        code = code or package.code
        changed = entry is not None and not has_its_metadata(package, entry)
        reason = spoilt or (f"{path}: its metadata changed since it was installed" if changed else "")
        if not reason:
            return package
    except ModelError as error:
        reason = str(error)
    return Damaged(path, entry.version if entry else "", code, origin, reason) if entry or code else None


def _lost(path: Path, code: str, origin: Origin) -> Damaged:
    """The package at ``path`` that was chosen for ``code`` and is none, or none for it (any more)."""
    try:
        reason = f"{path}: translates {read_package(path, origin).code}"
    except ModelError as error:
        reason = str(error) if path.exists() else f"{path}: gone"
    return Damaged(path, "", code, origin, reason)


def _way_out(damaged: Damaged, candidates: list[Package | Damaged]) -> str:
    """What to do about ``damaged``, one of ``candidates`` for a pair."""
    if damaged.origin == "embedded":
        again = "install the program again"
    else:
        again = "install it again (translator models install … --replace)"
    other = next((one for one in candidates if isinstance(one, Package)), None)
    return f"{again}, or choose another: translator models use {other.call_name}" if other else again
