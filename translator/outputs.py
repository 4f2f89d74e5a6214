"""Where the English of a file goes: names that say what is inside, and never collide."""

import datetime
import os
from pathlib import Path

from translator.errors import ConfigurationError, OutputError
from translator.exporters import EXPORTERS

STDOUT = "-"
_LAST_SECOND = 253_402_300_799  # of the year 9999


def stem(name: str) -> str:
    """The name of an input without its extension and language tag.

    >>> stem("guerre.fr.txt"), stem("guerre.fr-en.json"), stem("2026.11.22.docx"), stem("stdin")
    ('guerre', 'guerre', '2026.11.22', 'stdin')
    """
    path = Path(name)
    base = path.stem if path.suffix else path.name
    return base.removesuffix(".fr-en").removesuffix(".fr") or base


def output_name(name: str, format: str, layout: str, number: int | None = None) -> str:
    """The file name for an input: ``guerre.fr.txt`` → ``guerre.fr-en.docx``, English alone → ``guerre.en.docx``.

    ``number`` (from 1) tells the articles of one input file apart.
    """
    languages = "en" if layout == "english" or EXPORTERS[format].english_only else "fr-en"
    which = "" if number is None else f".{number:03d}"
    return f"{stem(name)}{which}.{languages}.{EXPORTERS[format].extension}"


def choose(
    source: Path | None, output: str | None, formats: tuple[str, ...], layout: str, several: bool, number: int | None
) -> dict[str, Path | None]:
    """The path for each format; None is standard output.

    ``source`` None is standard input. ``output`` is what the user said: nothing (beside the input), ``-``, a folder, or
    the name of one file. Raises ConfigurationError where one file is named for several.
    """
    name = "article" if source is None else source.name
    names = {f: output_name(name, f, layout, number) for f in formats}
    if output == STDOUT:
        if len(formats) > 1:
            raise ConfigurationError(f"-o -: {' and '.join(formats)} cannot share standard output; name one with --to")
        binary = [f for f in formats if EXPORTERS[f].binary]
        if binary:
            raise ConfigurationError(
                f"-o -: {binary[0]} is not a text format; name a file, or use --to md, txt or json"
            )
        return dict.fromkeys(formats, None)
    if output is None:
        folder = Path() if source is None else source.parent
    else:
        folder = Path(output)
        if _names_a_file(output, formats):
            if several or len(formats) > 1 or number is not None:
                raise ConfigurationError(
                    f"-o {output}: one file cannot take several outputs; name a folder (end it with /)"
                )
            return {formats[0]: folder}
    return {f: folder / names[f] for f in formats}


def _names_a_file(output: str, formats: tuple[str, ...]) -> bool:
    """Whether ``-o`` names a file of these formats, not a folder. Raises ConfigurationError for a file of others."""
    path, known = Path(output), _extensions(tuple(EXPORTERS))
    suffix = path.suffix.removeprefix(".")
    if path.is_dir() or output.endswith(("/", "\\")) or not suffix.isalpha():
        return False
    if suffix in _extensions(formats):
        return True
    if suffix in known:
        raise ConfigurationError(f"-o {output}: the name says {suffix}, but --to is {','.join(formats)}")
    raise ConfigurationError(
        f"-o {output}: .{suffix} is not written, but {', '.join(sorted(known))}; end the name of a folder with /"
    )


def claim(paths: dict[str, Path | None], claimed: set[Path]) -> None:
    """Add the paths to those that this run writes. Raises ConfigurationError where two results would share a file."""
    for path in paths.values():
        if path is not None and path in claimed:
            raise ConfigurationError(f"{path} would be written twice in this run; translate the second file on its own")
        if path is not None:
            claimed.add(path)


def make_folder(folder: Path) -> None:
    """Make the folder of a result, and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}; name another with -o") from error


def check_new(path: Path, force: bool) -> None:
    """Raise OutputError where a new file, or with ``force`` any, could not be written, before work is done for it."""
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}: make it first")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: is not an ordinary file: name another")
    if path.exists() and not force:
        raise OutputError(f"{path}: exists: use --force to replace it, or name another file")
    if not all(os.access(there, os.W_OK) for there in (path.parent, path) if there.exists()):
        raise OutputError(f"{path}: cannot be written: no permission")


def today() -> datetime.date:
    """The date put into documents; SOURCE_DATE_EPOCH (reproducible-builds.org) fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.date.today()
    if not epoch.isdecimal() or len(epoch) > 12 or int(epoch) > _LAST_SECOND:
        raise ConfigurationError(f"SOURCE_DATE_EPOCH={epoch[:40]}: a number of seconds is expected")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()


def _extensions(formats: tuple[str, ...]) -> set[str]:
    return {EXPORTERS[f].extension for f in formats}
