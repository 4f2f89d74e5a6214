"""``translator glossary``: look terms up, check files, propose new entries, change formats."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def glossary() -> None:
    """Look up, check, grow and convert glossaries."""


def glossary_options(command: Command) -> Command:
    """The options that say which glossaries count; see ``_paths``."""
    yours = click.option(
        "--glossary",
        "glossary_files",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A glossary file of yours; wins over the shipped ones. May be given several times; the last wins.",
    )
    none = click.option("--no-glossary", is_flag=True, help="Without the shipped glossaries.")
    return yours(none(command))


def _paths(glossary_files: tuple[Path, ...], no_glossary: bool) -> list[Path]:
    """The glossaries that a translation in this folder would use, weakest first."""
    from translator import settings
    from translator.session import glossary_paths

    path = settings.find(Path.cwd())
    base = settings.Settings() if path is None else settings.load(path)
    chosen = settings.override(
        base,
        glossary_files=base.glossary_files + glossary_files,
        glossary_defaults=False if no_glossary else None,
    )
    return glossary_paths(chosen)


@glossary.command()
@click.argument("term")
@glossary_options
@click.pass_context
def show(context: click.Context, term: str, glossary_files: tuple[Path, ...], no_glossary: bool) -> None:
    """Say which entry a French or English TERM falls under, which others it hides, and why."""
    from translator import glossary as glossaries

    text = glossaries.load(_paths(glossary_files, no_glossary)).show(term)
    if not text:
        click.echo(f"{term}: in no glossary", err=True)
        context.exit(1)
    click.echo(text)
