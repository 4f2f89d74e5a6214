"""What a person sees of a batch: a bar with an honest estimate on a terminal, a line a file, a summary."""

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath
from textwrap import shorten
from typing import TYPE_CHECKING, Any, TextIO

from translator.cli import terminal
from translator.cli.summary import WORDS, count
from translator.errors import OutputError

if TYPE_CHECKING:
    from translator.batch.plan import Plan
    from translator.batch.rehearsal import Rehearsal
    from translator.batch.report import Report
    from translator.batch.state import Record


def say(text: str, err: bool = False) -> None:
    """Print a line. The work goes on, and ends the same, where nobody can or wants to read it: ``| head``, a stream
    that is closed, a full disk."""
    with contextlib.suppress(OSError, OutputError):
        terminal.say(text, err)


class View(AbstractContextManager["View"]):
    """The listener of a batch. ``plain``: a line a file on standard output; ``quiet``: nothing at all."""

    def __init__(self, plain: bool, quiet: bool) -> None:
        self._plain, self._quiet = plain, quiet
        self._bar: Any = None
        self._left = self._size = self._words = 0  # sizes in bytes, of what is to do and what is done

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def waiting(self, owner: str) -> None:
        """Another batch holds the folder."""
        if not self._quiet:
            say(f"translator: waiting for another batch: {owner}", err=True)

    def empty_handed(self, line: str) -> None:
        """An input of which nothing comes. Said also when quiet: a slip in a cron line would never be noticed."""
        say(f"translator: {line}", err=True)

    def stopping(self) -> None:
        """A signal was heard."""
        line = "translator: finishing what has begun; once more to stop at once"
        say(f"\n{line}" if self._bar is not None else line, err=True)

    def planned(self, plan: "Plan") -> None:
        """Start the bar. Its estimate goes by bytes: words are not known before a file is read."""
        self.__exit__()  # the bar of what --watch found before
        self._left = sum(item.size for item in plan.todo)
        has_lines = self._plain and _is_terminal(sys.stdout)
        if not _is_terminal(sys.stderr) or has_lines or self._quiet or not plan.todo:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._began = time.monotonic()
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[said]}"))
        self._bar = Progress(*columns, console=Console(stderr=True))
        self._task = self._bar.add_task("", total=len(plan.todo), said="loading")
        self._bar.start()

    def finished(self, record: "Record") -> None:
        """One file: a step of the bar, a line."""
        from translator.batch.names import printable

        if self._plain and not self._quiet:
            status = "unchanged" if record.status == "done" and not record.fresh else record.status
            say(f"{status}\t{printable(record.name)}\t{printable(record.reason)}")
        if self._bar is not None and record.fresh:
            self._left -= record.size
            self._size += record.size if record.words else 0  # a file that failed took next to no time
            self._words += record.words
            self._bar.update(self._task, advance=1, said=self._estimate())

    def summary(self, report: "Report", out: Path) -> None:
        """The last lines: counts, the first failures, where the report is."""
        if self._quiet:
            return
        content = report.content
        counts = content["summary"]
        said = [f"{counts[key]:,} {key}" for key in ("done", "unchanged", "failed", "skipped") if counts[key]]
        lines = [f"{count(counts['stories'], 'story', 'stories')}: {', '.join(said) or 'nothing to do'}"]
        if counts["done"]:
            speed = f"{counts['words_per_second']:,.0f} words/s"
            lines.append(f"  {counts['words_new']:,} words in {_clock(content['seconds'])} ({speed})")
        if counts["flagged"]:
            lines.append(f"  {count(counts['flagged'], 'story', 'stories')} with notices to look at")
            lines += [f"    riskiest: {_riskiest(story)}" for story in report.riskiest]
        if counts["left"]:
            lines.append(
                f"  {count(counts['left'], 'result')} of earlier versions of a file left; the report names them"
            )
        if content["not_begun"]:
            lines.append(f"  {count(content['not_begun'], 'file')} not begun; run the same command again")
        if content["left_out"]:
            lines.append(f"  {count(content['left_out'], 'file')} left out by --since or --limit")
        lines += [f"  failed: {file}: {reason}" for file, reason in report.failures]
        if counts["failed"] > len(report.failures):
            lines.append(f"  and {counts['failed'] - len(report.failures):,} more failures")
        lines.append(f"  {out / 'report.html'}")
        say("\n".join(lines), err=self._plain)

    def rehearsed(self, rehearsal: "Rehearsal") -> None:
        """What a dry run found."""
        from translator.batch.names import printable

        plan, speed = rehearsal.plan, rehearsal.speed
        formats = Counter(PurePosixPath(item.name).suffix.lower() or "none" for item in plan.todo)
        listed = ", ".join(f"{n:,} {format}" for format, n in sorted(formats.items()))
        basis = "measured in the last batch here" if rehearsal.measured else "a guess; the first batch will tell"
        say(f"{count(len(plan.todo), 'file')} to translate{f' ({listed})' if listed else ''}")
        say(f"  {count(rehearsal.stories, 'story', 'stories')}, {rehearsal.words:,} words")
        say(f"  about {_clock(rehearsal.words / speed)} at {speed:,.0f} words/s ({basis})")
        say(f"  {len(plan.unchanged):,} done already and unchanged")
        if plan.left_out:
            say(f"  {count(plan.left_out, 'file')} left out by --since or --limit")
        for name, reason in rehearsal.problems:
            say(f"  cannot be read: {printable(name)}: {printable(reason)}")

    def _estimate(self) -> str:
        passed = time.monotonic() - self._began
        speed = f"{self._words:,} words, {self._words / passed:,.0f}/s"
        left = self._left * passed / self._size if self._size else 0.0
        return f"{speed}, {_clock(left)} left" if passed > 5 and self._left > 0 else speed


def _riskiest(story: Mapping[str, Any]) -> str:
    """A story to read first, with its first sentence to compare."""
    from translator.batch.relations import identity

    worst = story["worst"][0]
    words = shorten(worst["english"], WORDS, placeholder="…")
    return f"{identity(story)}, §{worst['paragraph']} “{words}”: {worst['reasons'][0]}"


def _is_terminal(stream: TextIO | None) -> bool:
    """None is a stream that was closed when the program began."""
    return stream is not None and stream.isatty()


def _clock(seconds: float) -> str:
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 5400 else f"{whole // 3600} h {whole // 60 % 60:02} min"
