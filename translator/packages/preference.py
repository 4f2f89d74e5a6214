"""Which package the user prefers for a pair: a small JSON file in the user's configuration folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_config_path

from translator.errors import ModelError, OutputError
from translator.packages.lock import read_json, write_json
from translator.packages.package import Origin, Package

_REMEDY = "delete it and choose again: translator models use"


class Choice(NamedTuple):
    """The package that the user chose. ``name`` is its folder's, which an installed and an embedded one may share."""

    origin: Origin
    name: str


def preference_file() -> Path:
    """``models.json`` in the user's configuration folder of this program."""
    return user_config_path("translator", appauthor=False) / "models.json"


def read() -> dict[str, Choice]:
    """``{"fr-en": Choice("installed", "translate-fr_en-1_9")}``; empty where nothing was preferred.

    Raises ModelError for a file that cannot be understood, rather than silently using another model.
    """
    path = preference_file()
    data = read_json(path, _REMEDY)
    try:
        choices = {code: Choice(**choice) for code, choice in ({} if data is None else data).items()}
        if all(one.origin in ("installed", "embedded") and isinstance(one.name, str) for one in choices.values()):
            return choices
    except (AttributeError, TypeError):
        pass
    raise ModelError(f"{path}: not a table of preferred models; {_REMEDY}")


def prefer(package: Package) -> None:
    """Lay down that ``package`` serves its pair from now on. Raises OutputError, ModelError."""
    _write({**read(), package.code: Choice(package.origin, package.name)})


def forget(name: str) -> None:
    """The installed package ``name`` was removed on purpose: nobody prefers it any more."""
    choices = read()
    kept = {code: choice for code, choice in choices.items() if choice != Choice("installed", name)}
    if kept != choices:
        _write(kept)


def _write(choices: Mapping[str, Choice]) -> None:
    path = preference_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, {code: choice._asdict() for code, choice in choices.items()})
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
