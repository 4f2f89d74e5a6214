"""``translator batch``: a day's copy, unattended."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.options import reading_of, reading_options, settings_of, translation_options
from translator.errors import ConfigurationError

if TYPE_CHECKING:
    from translator.batch.executors import Executor
    from translator.batch.item import Item
    from translator.batch.run import Batch, Request
    from translator.cli.batch_view import View

    Collect = Callable[[], list[Item]]

MOST_JOBS = 64


@click.command(short_help="Translate a day's copy, unattended, and report on every file.")
@click.argument("paths", nargs=-1, required=True, metavar="IN… OUT")
@click.option("--jobs", default="auto", metavar="N|auto", help="Groups of files worked on at a time.  [auto: 3]")
@click.option("--timeout", type=click.FloatRange(1), default=600, metavar="SECONDS", help="For one file.  [600]")
@click.option("--since", metavar="WHEN", help="Only files changed since: 2026-11-22, 2026-11-22T06:00, 12h, 2d.")
@click.option("--limit", type=click.IntRange(0), help="At most as many files, beyond those that are done.")
@click.option("--order", type=click.Choice(["name", "newest", "smallest"]), default="name", help="Which first.  [name]")
@click.option("--skip-unknown", is_flag=True, help="Files of a kind that is not read (pictures …) are no failures.")
@click.option("--base", type=click.Path(path_type=Path), help="Mirror the tree from this folder on.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, with words and time, and write nothing.")
@click.option("--watch", is_flag=True, help="Watch the folder IN until stopped; files move to _done or _error in it.")
@click.option("--wait", is_flag=True, help="Wait for another batch on OUT instead of refusing.")
@click.option("--force", is_flag=True, help="Replace results that somebody edited, or that are not ours.")
@click.option("--plain", is_flag=True, help="One line a file on standard output: status, file, reason (tabs between).")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@reading_options
@translation_options
def batch(paths: tuple[str, ...], **flags: Any) -> int:
    """Translate a day's copy into the folder OUT, unattended, and report on every file.

    IN is any number of folders, files, zip archives and "globs"; - reads a list of them from standard input. The tree
    is mirrored. What is done and unchanged is skipped, so an interrupted batch is resumed by the same command. A file
    that cannot be translated is a row in OUT/report.html (and report.json), never the end of the run.

    \b
    Examples:
      translator batch wire/ english/ --to docx,md
      translator batch wire/ english/ --since 24h --plain
      translator batch wire/ english/ --dry-run
      translator batch drop/ english/ --watch
    """
    from translator.cli.batch_view import View

    if len(paths) < 2:
        raise ConfigurationError("two places are needed: translator batch IN… OUT")
    *inputs, last = paths
    request, executor = _request(Path(last), flags), _executor(Path(last), flags)
    view = View(flags["plain"], flags["quiet"])
    collect = _collecting(inputs, request, flags, view)
    folder = _drop_folder(inputs, flags) if flags["watch"] else None
    if flags["dry_run"]:
        from translator.batch.rehearsal import rehearse

        view.rehearsed(rehearse(request, executor, collect()))
        return 0
    summary = _run(request, executor, collect, folder, view, flags["wait"])
    if summary is None:
        return 130
    if folder is not None:
        return 0  # stopped as asked; what failed lies in _error
    return 1 if summary["failed"] or (settings_of(flags).strict and summary["flagged"]) else 0


def _request(out: Path, flags: Mapping[str, Any]) -> "Request":
    from translator import outputs
    from translator.batch.plan import Choice, parse_since
    from translator.batch.run import Request

    since = None if flags["since"] is None else parse_since(flags["since"])
    return Request(out, flags["force"], outputs.today, Choice(since, flags["limit"], flags["order"]))


def _executor(out: Path, flags: Mapping[str, Any]) -> "Executor":
    from translator.batch.executors import Launch
    from translator.batch.executors.local import Local
    from translator.batch.state import FOLDER

    is_dry = flags["dry_run"]
    settings = settings_of(flags)
    launch = Launch(settings, reading_of(flags, settings), count=is_dry)
    return Local(launch, _jobs(flags["jobs"]), flags["timeout"], None if is_dry else out / FOLDER / "worker.log")


def _collecting(inputs: Sequence[str], request: "Request", flags: Mapping[str, Any], view: "View") -> "Collect":
    """What lists the items of the inputs, each time it is called; standard input is read once."""
    from translator.batch import sources

    listed = _listed() if sources.STDIN in inputs else []
    any_name = flags["input_format"] is not None
    skip, base, links = flags["skip_unknown"], flags["base"], not flags["watch"]
    return lambda: sources.collect(inputs, request.out, base, listed, any_name, view.empty_handed, skip, links)


def _run(
    request: "Request", executor: "Executor", collect: "Collect", folder: Path | None, view: "View", wait: bool
) -> Mapping[str, Any] | None:
    """Do the work, or that of the drop ``folder`` until stopped; what was done is said. The summary of the report.

    None where the work was interrupted before its end.
    """
    from translator.batch import lock, watch
    from translator.batch.run import Batch
    from translator.batch.state import FOLDER

    items = collect() if folder is None else []
    with lock.hold(request.out / FOLDER / "lock", wait, view.waiting), Batch(request, executor, view) as run:
        with view, _stopping(run, view):
            if folder is None:
                run.work(items)
                run.check_written()
            else:
                watch.watch(run, folder, request.out, collect)
        report = run.report()
    view.summary(report, request.out)
    summary: Mapping[str, Any] = report.content["summary"]
    return None if run.interrupted and folder is None else summary


def _drop_folder(inputs: Sequence[str], flags: Mapping[str, Any]) -> Path:
    from translator.batch.state import is_output_folder

    for name, given in (("--dry-run", flags["dry_run"]), ("--limit", flags["limit"] is not None)):
        if given:
            raise ConfigurationError(f"--watch translates all that comes, until it is stopped: it takes no {name}")
    if len(inputs) != 1 or not Path(inputs[0]).is_dir():
        raise ConfigurationError("--watch takes one folder that is there: translator batch FOLDER OUT --watch")
    if is_output_folder(Path(inputs[0])):
        raise ConfigurationError(
            f"{inputs[0]} is an output folder of translator: name the one that files are dropped in"
        )
    return Path(os.path.abspath(inputs[0]))  # noqa: PTH100 - as sources.collect names it


def _jobs(text: str) -> int:
    if text == "auto":
        return 3  # one in the engine, one before it, one behind it
    if not text.isdecimal() or len(text) > 3 or not 1 <= int(text) <= MOST_JOBS:
        raise ConfigurationError(f"--jobs {text}: a number from 1 to {MOST_JOBS} is expected, or auto")
    return int(text)


def _listed() -> list[str]:
    """The names on standard input, one a line as any system ends them, or between NULs as ``find -print0`` does."""
    data = sys.stdin.buffer.read() if sys.stdin else b""
    if b"\0" in data:
        return [os.fsdecode(name) for name in data.split(b"\0")]
    is_windows = data.count(b"\n") == data.count(b"\r\n")  # else a "\r" is part of a name
    return [os.fsdecode(name) for name in data.split(b"\r\n" if is_windows else b"\n")]


@contextmanager
def _stopping(run: "Batch", view: "View") -> Iterator[None]:
    """The first Ctrl-C or SIGTERM lets the files in flight finish, the second ends at once."""

    def hear(number: int, _: object) -> None:
        if run.interrupted:
            raise KeyboardInterrupt
        run.stop()
        view.stopping()

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
