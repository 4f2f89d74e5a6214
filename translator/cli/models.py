"""``translator models``: which Argos packages there are, which one would be used, and how they come and go."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.options import standard_input
from translator.cli.terminal import say

if TYPE_CHECKING:
    from translator.packages import Package


@click.group()
def models() -> None:
    """List, install and check translation models (Argos packages)."""


@models.command("list", short_help="List the packages found.")
@click.option(
    "--model", type=click.Path(path_type=Path), help="Show also this package folder, as --model would use it."
)
def list_models(model: Path | None) -> None:
    """List the packages found; * marks the one used for its language pair, ! one that is damaged or gone.

    The order of choice: --model PATH, then what you installed (argospm's folders, ARGOS_PACKAGES_DIR), then the
    embedded package. `translator models use NAME` overrides it.
    """
    from translator import packages

    found = packages.available()
    if model is not None:
        given = packages.find(model=model)
        found = [given, *(replace(p, used=p.used and p.pair != given.pair) for p in found)]
    for package in found:
        state = packages.state(package)
        mark = "!" if state.startswith("changed") else "*" if package.used else " "
        say(f"{mark} {_line(package)}{f'  {state}' if mark == '!' else ''}")
    broken = packages.damaged()
    for one in broken:
        say(f"! {one.code or '?':<5}  {one.version:<6} {'damaged':>9}  {one.origin:<9} {one.reason}")
    if not found and not broken:
        say("no packages; install one with: translator models install FILE.argosmodel")


@models.command(short_help="Install a package from a file, an address or the index.")
@click.argument("source", metavar="FILE|URL|PAIR")
@click.option("--sha256", metavar="HEX", help="Refuse the archive unless it has this digest.")
@click.option("--replace", "replace_existing", is_flag=True, help="Replace an installed package of the same name.")
def install(source: str, sha256: str | None, replace_existing: bool) -> None:
    """Install a package from a .argosmodel file, an https address, or the index by pair (fr-en).

    An address or a pair opens a network connection, and says so before; nothing else in this program does. The index is
    argospm's, or ARGOS_PACKAGE_INDEX: an address or, without any connection, a folder with an index.json. The archive
    is checked member by member, unpacked beside its place, loaded once in a process of its own, and only then moved
    into place.
    """
    from translator import packages
    from translator.engines import probe

    with _progress() as progress:
        done = packages.install(
            source,
            sha256=sha256,
            replace_existing=replace_existing,
            progress=progress,
            connecting=lambda host, url: say(f"translator: connecting to {host} for {url}", err=True),
            check=probe.check,
        )
    say(f"installed {_line(done.package)}")
    say(f"  sha256 of the archive: {done.sha256}")
    for name in done.left_out:
        say(f"  left out: {name}")


@models.command(short_help="Show a package and its model card.")
@click.argument("name", required=False)
def info(name: str | None) -> None:
    """Show a package: metadata, size, digests, speed, and its model card. Default: the one used for French–English."""
    from translator import packages

    package = _named(name)
    say(_line(package))
    for key, value in packages.read_metadata(package.path / "metadata.json").items():
        say(f"  {key}: {value}")
    say(f"  state: {packages.state(package)}")
    say(f"  speed: {_speed(package)}")
    for file, digest in packages.digests(package).items():
        say(f"  sha256 {digest}  {file}")
    if package.readme:
        say(f"\n{package.readme}")


@models.command(short_help="Compare a package with its recorded digests.")
@click.argument("name", required=False)
def verify(name: str | None) -> int:
    """Compare a package with the digests recorded when it was installed; exit 4 where it differs."""
    from translator import packages

    package = _named(name)
    wrong = packages.verify(package)
    say("\n".join(wrong) or f"{package.path}: as recorded")
    return 4 if wrong else 0


@models.command(short_help="Remove an installed package.")
@click.argument("name")
def remove(name: str) -> None:
    """Remove an installed package; where you preferred it, that is forgotten."""
    from translator import packages

    say(f"removed {packages.remove(name)}")


@models.command(short_help="Prefer a package for its language pair.")
@click.argument("name")
def use(name: str) -> None:
    """Prefer a package for its language pair from now on ("embedded" for the one that comes with the program)."""
    from translator import packages

    say(f"used from now on: {_line(packages.use(name))}")


@models.command("try", short_help="Translate a few lines with any pair's packages.")
@click.argument("pair")
@click.argument("text", required=False)
def try_pair(pair: str, text: str | None) -> None:
    """Translate TEXT, or the lines of standard input, with the packages for PAIR and nothing else.

    A look at a package that was installed: no glossary, no checks, no files. A pair such as de-es that has no package
    of its own goes through English where there is one for each half; standard error says what was used.

    \b
    Examples:
      translator models try fr-en "Le maire a démissionné."
      translator models try de-es < lines.txt
    """
    from translator import packages
    from translator.engines import best_texts, load
    from translator.errors import ConfigurationError, InputError

    codes = packages.parse_pair(pair)
    if codes is None:
        raise ConfigurationError(f"{pair}: not a language pair; write it as in fr-en")
    engine = load("argos", pair=codes)  # the model is loaded in the background while standard input is read
    try:
        given = text if text is not None else standard_input().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"stdin: not UTF-8 ({error.reason} at byte {error.start}); convert it first") from error
    for line in best_texts(engine.translate(given.splitlines())):
        say(line)
    say(engine.signature, err=True)


def _named(name: str | None) -> "Package":
    from translator import packages

    return packages.find() if name is None else packages.named(name)


def _speed(package: "Package") -> str:
    """Measured, which takes a second or two; a package that cannot be loaded is shown all the same."""
    from translator.engines import load
    from translator.engines.probe import words_per_second
    from translator.errors import ModelError

    try:
        engine = load("argos", model=package.path, pair=package.pair)
        return f"{words_per_second(engine):,.0f} words a second, standard quality, here and now"
    except ModelError as error:
        return f"cannot be measured: {error}"


def _line(package: "Package") -> str:
    size = f"{package.size / 1e6:.1f} MB"
    return f"{'→'.join(package.pair)}  {package.version:<6} {size:>9}  {package.origin:<9} {package.path}"


@contextmanager
def _progress() -> Iterator[Callable[[int, int | None], None] | None]:
    """A bar of bytes on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    with Progress(BarColumn(), DownloadColumn(), TransferSpeedColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
