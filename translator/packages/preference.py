"""Which package the user prefers for a pair: a small JSON file in the user's configuration folder."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from translator.errors import ModelError
from translator.packages.package import Package

Preferences = Mapping[str, Mapping[str, str]]


def preference_file() -> Path:
    """``models.json`` in the user's configuration folder of this program."""
    return user_config_path("translator", appauthor=False) / "models.json"


def read() -> Preferences:
    """``{"fr-en": {"origin": "installed", "name": "translate-fr_en-1_9"}}``; empty where nothing was preferred.

    Raises ModelError for a file that cannot be understood, rather than silently using another model.
    """
    path = preference_file()
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); delete it or choose again: translator models use"
        ) from error
    if not isinstance(data, dict) or not all(isinstance(value, dict) for value in data.values()):
        raise ModelError(f"{path}: not a table of preferred models; delete it or choose again: translator models use")
    return data


def prefer(package: Package) -> None:
    """Lay down that ``package`` serves its pair from now on."""
    path = preference_file()
    data = {**read(), _key(package): {"origin": package.origin, "name": package.name}}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(path)


def matches(preferences: Preferences, package: Package) -> bool:
    """Is ``package`` the preferred one of its pair?"""
    return preferences.get(_key(package)) == {"origin": package.origin, "name": package.name}


def _key(package: Package) -> str:
    return "-".join(package.pair)
