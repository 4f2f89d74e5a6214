"""Settings of a run: defaults < ``translator.toml`` < command-line flags.

The file is the nearest ``translator.toml`` from the working directory upward, else the one in the user's configuration
folder. An unknown key, or a value of the wrong kind, is refused by name: a misspelt setting never fails silently.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from translator.errors import ConfigurationError

FILE_NAME = "translator.toml"
CHOICES = {
    "engine": ("argos", "echo"),
    "quality": ("fast", "standard", "best"),
    "layout": ("side-by-side", "stacked", "english"),
    "paper": ("a4", "letter"),
    "device": ("cpu", "cuda", "auto"),
}


@dataclass(frozen=True)
class Settings:
    """How to translate and what to write. ``None`` leaves the choice to the tool; paths are absolute or relative to the
    working directory. ``source_lang`` None means: find out, and refuse what is not French."""

    engine: str = "argos"
    quality: str = "standard"
    model: Path | None = None
    threads: int | None = None
    device: str = "cpu"
    hints: bool = True
    source_lang: str | None = None
    to: tuple[str, ...] = ("docx",)
    layout: str = "side-by-side"
    paper: str = "a4"
    strict: bool = False
    glossary_defaults: bool = True
    glossary_files: tuple[Path, ...] = ()
    limit_megabytes: int | None = None
    limit_paragraphs: int | None = None
    limit_marks: int | None = None
    limit_seconds: int | None = None


# Names in the file that differ from the field: the table and key where the file says it.
_IN_FILE = {
    "from": "source_lang",
    "glossary.defaults": "glossary_defaults",
    "glossary.files": "glossary_files",
    **{f"limits.{name}": f"limit_{name}" for name in ("megabytes", "paragraphs", "marks", "seconds")},
}
_KEYS = {
    **{f.name: f.name for f in fields(Settings) if f.name not in _IN_FILE.values()},
    **_IN_FILE,
}
_PATHS = ("model", "glossary_files")
_LISTS = ("to", "glossary_files")
_NUMBERS = ("threads", "limit_megabytes", "limit_paragraphs", "limit_marks", "limit_seconds")


def find(start: Path, user_dir: Path | None = None) -> Path | None:
    """The settings file that applies in folder ``start``: the nearest upward, else the user's; None without one."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    if user_dir is None:
        import platformdirs

        user_dir = Path(platformdirs.user_config_dir("translator", appauthor=False))
    path = user_dir / FILE_NAME
    return path if path.is_file() else None


def load(path: Path) -> Settings:
    """The settings of a file over the defaults. Paths in it are relative to its folder. Raises ConfigurationError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # also numbers of more digits than Python reads
        raise ConfigurationError(f"{path}: not valid TOML: {error}") from error
    flat = dict(_flatten(data))
    changes = {}
    for key, value in flat.items():
        if key not in _KEYS:
            close = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known are: {', '.join(sorted(_KEYS))}"
            raise ConfigurationError(f"{path}: unknown key {key!r}; {hint}")
        name = _KEYS[key]
        changes[name] = _value(f"{path}: {key}", name, value, path.parent)
    return replace(Settings(), **changes)


def override(settings: Settings, **flags: Any) -> Settings:
    """The settings with the flags that were given (those that are not None, nor an empty tuple) in their place."""
    given = {k: v for k, v in flags.items() if v is not None and v != ()}
    return replace(settings, **given)


def _flatten(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    items: list[tuple[str, Any]] = []
    for key, value in data.items():
        items += _flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return items


def _value(where: str, name: str, value: Any, folder: Path) -> Any:
    if name in _LISTS:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ConfigurationError(f"{where} must be a list of texts, not {value!r}")
        return tuple(folder / v for v in value) if name in _PATHS else tuple(value)
    default = {f.name: f.default for f in fields(Settings)}[name]
    expected = bool if isinstance(default, bool) else int if name in _NUMBERS else str
    if type(value) is not expected:
        kinds = {bool: "true or false", int: "a whole number", str: "a text"}
        raise ConfigurationError(f"{where} must be {kinds[expected]}, not {value!r}")
    if name in CHOICES and value not in CHOICES[name]:
        raise ConfigurationError(f"{where} must be one of {', '.join(CHOICES[name])}, not {value!r}")
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        raise ConfigurationError(f"{where} must be 1 or more, not {value}")
    return folder / str(value) if name in _PATHS else value
