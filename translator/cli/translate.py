"""``translator translate``: articles in, bilingual documents out."""

import re
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.options import reading_of, reading_options, settings_of, standard_input, translation_options
from translator.cli.summary import most_noticed, summarise
from translator.cli.terminal import pour, say
from translator.cli.waiting import patiently
from translator.document import Article, Notice
from translator.errors import ConfigurationError, InputError, TranslatorError
from translator.settings import Settings

if TYPE_CHECKING:
    from translator.readers import ReadOptions
    from translator.session import Session

AN_HOUR = 3600.0  # seconds
AUDIT_SUFFIXES = (".csv", ".json")
_ADDRESS = re.compile(r"(?i)[a-z][a-z+.-]+://")


@click.command(short_help="Translate articles, each into a bilingual DOCX.")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "--output", metavar="PATH", help="File or folder to write to; - is stdout (text formats).")
@click.option("--audit", type=click.Path(path_type=Path), help="Also write every change to this .csv or .json file.")
@click.option("--force", is_flag=True, help="Overwrite files that translator did not make, or that were edited since.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--debug", is_flag=True, help="Where the program itself fails, show where in it.")
@reading_options
@translation_options
def translate(
    inputs: tuple[str, ...],
    output: str | None,
    audit: Path | None,
    force: bool,
    quiet: bool,
    debug: bool,
    **flags: Any,
) -> int:
    """Translate articles; by default a side-by-side bilingual DOCX is written beside each of them.

    FILE is a text, Markdown, Word, HTML or wire file (the README lists all formats), or - for standard input.

    \b
    Examples:
      translator translate article.txt
      translator translate article.docx --to docx,md -o out/
      translator translate article.md --to md --layout english -o -
      translator translate a.txt b.txt --glossary desk.csv --strict
    """
    from translator.session import Session

    claimed = _claimed(audit, force)
    settings = settings_of(flags)
    job = Job(Session(settings), output, len(inputs) > 1, reading_of(flags, settings), force, quiet, claimed)
    job.check_names(inputs)
    done: list[tuple[str, Article]] = []
    code = 0
    for name in inputs:
        try:
            done += [(name, article) for article in _run(job, name, debug)]
        except InputError as error:
            if len(inputs) == 1:
                raise
            # One bad file is no reason to withhold the others; the exit code tells of it.
            say(f"translator: {' '.join(str(error).split())}", err=True)
            code = error.exit_code
    if audit is not None:
        _write_audit(audit, done, force)
    return code or _strict(settings, [notice for _, article in done for notice in article.all_notices], quiet)


def _run(job: "Job", name: str, debug: bool) -> list[Article]:
    """The articles of one input. Raises InputError also for what nobody foresaw: the others have no part in it."""
    try:
        return job.run(name)
    except (TranslatorError, BrokenPipeError):
        raise
    except Exception as error:
        if debug:
            say(traceback.format_exc(), err=True)
        said = f"{type(error).__name__}: {error}"[:200]
        raise InputError(f"{name}: the program failed on it ({said}); --debug shows where") from error


def _strict(settings: Settings, notices: Sequence[Notice], quiet: bool) -> int:
    """The exit code that the notices deserve; where nothing else has said it, why."""
    if not settings.strict or not notices:
        return 0
    if quiet:
        say(f"translator: --strict: {most_noticed(notices)}", err=True)
    return 1


def _claimed(audit: Path | None, force: bool) -> set[Path]:
    """The files that are written whatever the articles are. Raises what is wrong with the name of an audit."""
    from translator import outputs

    if audit is None:
        return set()
    if audit.suffix.lower() not in AUDIT_SUFFIXES:
        raise ConfigurationError(f"--audit {audit}: the name must end in {' or '.join(AUDIT_SUFFIXES)}")
    outputs.check_new(audit, force)
    return {audit}


@dataclass
class Job:
    """What the command line asks for, applied to one input after the other; ``claimed`` are the files written."""

    session: "Session"
    output: str | None
    several: bool
    reading: "ReadOptions"
    force: bool
    quiet: bool
    claimed: set[Path] = field(default_factory=set)

    def check_names(self, names: Iterable[str]) -> None:
        """Raise ConfigurationError where two inputs would be written to one file, before the first is translated.

        What a run left unfinished in their folders is cleared away.
        """
        from translator import outputs
        from translator.exporters.writing import clear_leftovers

        claimed = set(self.claimed)
        for name in names:
            outputs.claim(self._paths(name, None), claimed)
        for folder in {path.parent for path in claimed}:
            clear_leftovers(folder, AN_HOUR)  # younger ones may be another process's, at work

    def run(self, name: str) -> list[Article]:
        """Read, translate and write the articles of one input, and say what was done."""
        from translator import outputs

        settings, done = self.session.settings, []
        articles = _read(name, self.reading)
        for number, article in enumerate(articles, start=1):
            began = time.perf_counter()
            paths = self._paths(name, number if len(articles) > 1 else None)
            outputs.claim(paths, self.claimed)
            result = patiently(f"Translating {name}", self.quiet, partial(next, self.session.translate([article])))
            written = _write(result, paths, settings, self.force)
            done.append(result)
            if not self.quiet:
                said = summarise(result, written, time.perf_counter() - began, saved=result is article)
                say(said, err=not written)
        return done

    def _paths(self, name: str, number: int | None) -> dict[str, Path | None]:
        from translator import outputs

        settings, source = self.session.settings, None if name == outputs.STDOUT else Path(name)
        return outputs.choose(source, self.output, settings.to, settings.layout, self.several, number)


def _read(name: str, reading: "ReadOptions") -> list[Article]:
    from translator import readers
    from translator.exporters.seal import is_sealed

    if _ADDRESS.match(name):
        raise InputError(f"{name}: is an address, and nothing is fetched here; download it first: curl -LO {name}")
    if name != "-":
        data, shown = readers.load(Path(name), reading.budget.megabytes), readers.shown(name)
    else:
        data, shown = standard_input(reading.budget.megabytes * 1_000_000 + 1), "stdin"
    articles = readers.read_bytes(data, shown, reading.format, reading.raw_html, reading.budget)
    if is_sealed(data):
        raise InputError(f"{name}: is a translation that this tool made; give it the French original, or our .json")
    return articles


def _write(article: Article, paths: dict[str, Path | None], settings: Settings, force: bool) -> list[Path]:
    """Export to each path, or to standard output for None; the paths written."""
    from translator import outputs
    from translator.exporters import Options, export
    from translator.exporters.writing import write

    options = Options(layout=settings.layout, paper=settings.paper, date=outputs.today())  # type: ignore[arg-type]
    made = {format: export(article, format, options) for format in paths}
    for format, path in paths.items():
        if path is None:
            pour(made[format])
        else:
            outputs.make_folder(path.parent)
            write(path, made[format], force)
    return [path for path in paths.values() if path is not None]


def _write_audit(path: Path, articles: list[tuple[str, Article]], force: bool) -> None:
    from translator.exporters.writing import write
    from translator.terms.audit import write_audit

    write(path, write_audit(articles, "json" if path.suffix.lower() == ".json" else "csv").encode(), force)
