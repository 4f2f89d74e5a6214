"""Which package the user prefers for a pair: a small JSON file in the user's configuration folder."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_config_path

from translator.errors import ModelError
from translator.packages.package import Origin, Package


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
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); delete it and choose again: translator models use"
        ) from error
    try:
        choices = {code: Choice(choice["origin"], choice["name"]) for code, choice in data.items()}
        if not all(one.origin in ("installed", "embedded") and isinstance(one.name, str) for one in choices.values()):
            raise ValueError("neither installed nor embedded")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: not a table of preferred models; delete it and choose again: translator models use"
        ) from error
    return choices


def prefer(package: Package) -> None:
    """Lay down that ``package`` serves its pair from now on."""
    _write({**read(), package.code: Choice(package.origin, package.name)})


def forget(name: str) -> None:
    """The installed package ``name`` was removed on purpose: nobody prefers it any more."""
    choices = read()
    kept = {code: choice for code, choice in choices.items() if choice != Choice("installed", name)}
    if kept != choices:
        _write(kept)


def _write(choices: Mapping[str, Choice]) -> None:
    path = preference_file()
    data = {code: choice._asdict() for code, choice in choices.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(path)
