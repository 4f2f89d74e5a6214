"""The options that several commands share, and what they become: ReadOptions, Settings."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from translator import settings as settings_module
from translator.errors import ConfigurationError, InputError
from translator.settings import CHOICES, Settings

if TYPE_CHECKING:
    from translator.readers import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])

GLOSSARY = click.option(
    "--glossary",
    "glossary_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A glossary file of yours; wins over the shipped ones. May be given several times; the last wins.",
)
NO_GLOSSARY = click.option("--no-glossary", is_flag=True, help="Without the shipped glossaries (your own still count).")
OPTIONS = (
    click.option("--to", metavar="FORMATS", help="Output formats, comma-separated: docx, md, json, txt …  [docx]"),
    click.option(
        "--layout",
        type=click.Choice(CHOICES["layout"]),
        help="side-by-side: table FR | EN; stacked: English below; english: English only.  [side-by-side]",
    ),
    click.option("--paper", type=click.Choice(CHOICES["paper"]), help="Paper of the DOCX.  [a4]"),
    click.option(
        "--quality",
        type=click.Choice(CHOICES["quality"]),
        help="How wide the engine searches: fast beam 1, standard 2, best more.  [standard]",
    ),
    click.option(
        "--from",
        "source_lang",
        type=click.Choice(["fr"]),
        help="Say that the article is French, when the detector refuses it.",
    ),
    GLOSSARY,
    NO_GLOSSARY,
    click.option("--no-hints", is_flag=True, help="Ask the model without dictionary and terms, to compare."),
    click.option("--strict", is_flag=True, default=None, help="Exit with 1 when there is any notice."),
    click.option("--engine", type=click.Choice(CHOICES["engine"]), help="echo: brackets only, for dry runs.  [argos]"),
    click.option("--model", type=click.Path(path_type=Path), help="An Argos package folder instead of the chosen one."),
    click.option("--threads", type=click.IntRange(1), help="CPU threads of the engine.  [as many as cores]"),
    click.option("--device", type=click.Choice(CHOICES["device"]), help="Where the engine runs.  [cpu]"),
    click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path),
        help="A settings file instead of the nearest translator.toml.",
    ),
)


def reading_options(command: Command) -> Command:
    """Add the options on reading to a click command."""
    raw = click.option("--raw-html", is_flag=True, help="Take the whole body of HTML pages, not only their article.")
    named = click.option(
        "--input-format", metavar="NAME", help="Read every input as this format, whatever its name says."
    )
    return named(raw(command))


def reading_of(flags: Mapping[str, Any], settings: Settings) -> "ReadOptions":
    """What the options on reading ask for, within the limits of the settings. Raises ConfigurationError."""
    from translator.readers import READERS, ReadOptions
    from translator.readers.budget import Budget

    format = flags["input_format"]
    if format is not None and format not in READERS:
        raise ConfigurationError(f"--input-format {format}: not one of {', '.join(READERS)}")
    limits = {f.name: getattr(settings, f"limit_{f.name}") for f in fields(Budget)}
    return ReadOptions(format, flags["raw_html"], Budget(**{k: v for k, v in limits.items() if v is not None}))


def glossary_options(command: Command) -> Command:
    """Add the options that say which glossaries count."""
    return GLOSSARY(NO_GLOSSARY(command))


def translation_options(command: Command) -> Command:
    """Add the shared options to a click command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settings_of(flags: Mapping[str, Any]) -> Settings:
    """Defaults, then the settings file, then those flags that are settings. Raises ConfigurationError."""
    from translator.exporters import EXPORTERS

    path = flags.get("settings_file") or settings_module.find(_working_directory())
    base = Settings() if path is None else settings_module.load(path)
    to = flags.get("to")
    given = {
        **{f.name: flags.get(f.name) for f in fields(Settings)},
        "to": tuple(dict.fromkeys(f.strip() for f in to.split(",") if f.strip())) if to else (),
        "glossary_files": base.glossary_files + flags["glossary_files"],
        "glossary_defaults": False if flags["no_glossary"] else None,
        "hints": False if flags.get("no_hints") else None,
    }
    result = settings_module.override(base, **given)
    for format in result.to:
        if format not in EXPORTERS:
            said = f"--to {format}" if to else f"{path}: to = {format!r}"
            raise ConfigurationError(f"{said}: not a format; known are {', '.join(EXPORTERS)}")
    return result


def _working_directory() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise ConfigurationError("the working directory was removed; go to another one") from error


def standard_input(most: int = -1) -> bytes:
    """All that comes in, or as many bytes. Raises InputError, also where a service or a shell (``<&-``) closed it."""
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise InputError(f"standard input cannot be read ({error.strerror}); name a file") from error
