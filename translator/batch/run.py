"""A batch: plan, have it translated, note, write, report. Executors only translate; what is written, is written here.

What will be written is noted in the state before it is written. So after a crash at any moment every result on the disk
is known as ours.
"""

import contextlib
import datetime
import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from translator.batch import own, report
from translator.batch import plan as planning
from translator.batch.executors import Executor, Failed, Made, Outcome, Task, Window
from translator.batch.item import NO_FAILURE, Item
from translator.batch.names import folder_of, printable
from translator.batch.plan import Choice, Plan
from translator.batch.state import Record, State, state_file
from translator.errors import ModelError, OutputError
from translator.exporters.seal import is_intact
from translator.exporters.writing import clear_leftovers, write
from translator.outputs import make_folder

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@dataclass(frozen=True)
class Request:
    """What the user asked for. ``date`` gives the day to print on documents; ``force`` replaces any result."""

    out: Path
    force: bool
    date: Callable[[], datetime.date]
    choice: Choice = field(default_factory=Choice)


class Listener(Protocol):
    """Who wants to know how it goes."""

    def planned(self, plan: Plan) -> None:
        """What is refused or unchanged was told of; now comes the rest."""

    def finished(self, record: Record) -> None:
        """A file is done, failed or skipped."""


class Batch:
    """One run on one output folder, whose lock the caller holds. Use as a context manager.

    Raises OutputError, ModelError, GlossaryError where nothing can be translated at all.
    """

    def __init__(self, request: Request, executor: Executor, listener: Listener) -> None:
        self._request, self._executor, self._listener = request, executor, listener
        self.state = State(state_file(request.out))
        self._number = 0  # of the last task
        self._words = 0
        self.began = time.time()
        self.interrupted = False
        self.left_out = 0
        self.not_begun = 0

    def __enter__(self) -> "Batch":
        try:
            self._check_reports()
            self.run = self.state.begin()
            self.signature = self._executor.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.close()
        self.state.close()

    def _check_reports(self) -> None:
        """Raise OutputError where somebody else's file lies in the place of a report, before any work is done."""
        for path in (self._request.out / name for name in (report.JSON_NAME, report.HTML_NAME)):
            with contextlib.suppress(OSError), path.open("rb") as file:
                if not own.is_report(file.read(own.HEAD)) and not self._request.force:
                    raise OutputError(f"{path}: is there already and not ours: name another folder, or use --force")

    def stop(self) -> None:
        """Finish what is in flight; nothing else is begun. May be called from a signal handler."""
        self.interrupted = True
        self._executor.stop()

    def work(self, items: Sequence[Item]) -> Plan:
        """Do what is to be done of these items; returns what was planned."""
        request = self._request
        plan = planning.make(items, self.state, self.signature, request.out, request.choice, request.force)
        for item in plan.refused:
            self._note(self._failed(item, Failed(item.kind, item.refused)))
        self.state.put(self._unchanged(plan.unchanged))
        self.state.assign(item.name for item in items if not item.refused)
        for folder in {folder_of(item.name) for item in plan.todo}:
            clear_leftovers(request.out / folder)
        self._listener.planned(plan)
        began, words = time.monotonic(), self._words
        self._translate(plan.todo)
        if self._words - words > 1000:
            self.state.note_speed(self.signature, (self._words - words) / (time.monotonic() - began))
        self.left_out += plan.left_out
        return plan

    def check_folder(self) -> None:
        """Raise OutputError where somebody has removed the output folder."""
        if not state_file(self._request.out).exists():
            raise OutputError(f"{self._request.out}: was removed while the batch was at work")

    def check_written(self) -> None:
        """What this run wrote and is not there any more has failed."""
        for record in list(self.state.of_run(self.run)):
            gone = [path for path in record.outputs if not os.path.lexists(self._request.out / path)]
            if gone and record.fresh:
                reason = f"{printable(gone[0])} was written and removed again while the batch was at work"
                self.state.put([replace(record, status="failed", kind="output", reason=reason, stories=(), outputs={})])

    def report(self) -> report.Report:
        """Write the report of this run. Raises OutputError."""
        facts = report.Facts(
            run=self.run,
            began=self.began,
            finished=time.time(),
            signature=self.signature,
            interrupted=self.interrupted,
            left_out=self.left_out,
            not_begun=self.not_begun,
        )
        return report.write(self._request.out, facts, lambda: self.state.of_run(self.run))

    def _unchanged(self, items: Sequence[Item]) -> Iterator[Record]:
        for item in items:
            known = self.state.get(item.name)
            assert known is not None
            status = "failed" if known.kind else "done"
            record = replace(known, run=self.run, fresh=False, status=status, mtime=item.mtime)
            record = replace(record, earlier=self._earlier(record))
            yield record
            self._listener.finished(record)

    def _translate(self, items: Sequence[Item]) -> None:
        at_work: dict[int, Item] = {}
        through = 0

        def windows() -> Iterator[Window]:
            for group in planning.windows(items):
                tasks = tuple(self._task(item) for item in group)
                at_work.update((task.number, item) for task, item in zip(tasks, group, strict=True))
                yield tasks

        for task, outcome in self._executor.run(windows()):
            self._note(self._settle(at_work.pop(task.number), outcome))
            through += 1
        self.not_begun += len(items) - through

    def _task(self, item: Item) -> Task:
        self._number += 1
        folder, stem = folder_of(item.name), self.state.stem(item.name)
        place = f"{folder}/{stem}" if folder else stem
        return Task(self._number, item.name, item.path, item.member, item.size, place, self._request.date())

    def _settle(self, item: Item, outcome: Outcome) -> Record:
        """Write what was made of a file; what is known of it then. Raises what ends the run: it is no file's fault."""
        if isinstance(outcome, Failed):
            if outcome.kind == "model" and not self._words:
                raise ModelError(outcome.reason)
            return self._failed(item, outcome)
        self.check_folder()
        record = self._made(item, outcome)
        try:
            self._write(outcome, record)
        except OutputError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL:
                raise OutputError(f"{error}; make room and run again: what is done stays done") from error
            self.check_folder()
            return self._failed(item, Failed("output", str(error)))
        self._words += record.words
        return replace(record, status="failed" if record.kind else "done", finished=time.time())

    def _write(self, made: Made, record: Record) -> None:
        """Note the results of a file, then write them. Raises OutputError where somebody else's work is there."""
        out = self._request.out
        there = {path: _digest(out / path) for path in made.results}
        for path, digest in there.items():
            known = self.state.digests(path)
            if digest in (None, record.outputs[path], *known) or self._request.force:
                continue
            if known or not is_intact((out / path).read_bytes()):
                what = "was edited since it was written" if known else "is there already and not ours"
                raise OutputError(f"{printable(path)} {what}: kept as it is (--force replaces it)")
        self.state.put([record])
        for path, content in made.results.items():
            if there[path] != record.outputs[path]:
                make_folder((out / path).parent)
                write(out / path, content, force=True)

    def _note(self, record: Record) -> None:
        self.state.put([record])
        self._listener.finished(record)

    def _made(self, item: Item, made: Made) -> Record:
        """A file whose results are about to be written."""
        lost = [story for story in made.stories if story.reason]
        return self._record(
            item,
            "writing",
            reason=f"{len(lost)} of {len(made.stories)} stories: {lost[0].reason}" if lost else "",
            kind=lost[0].kind if lost else "",
            sha256=made.sha256,
            signature=self.signature,
            stories=made.stories,
            outputs={path: hashlib.sha256(content).hexdigest() for path, content in made.results.items()},
        )

    def _failed(self, item: Item, failed: Failed) -> Record:
        status = "skipped" if failed.kind in NO_FAILURE else "failed"
        return self._record(item, status, kind=failed.kind, reason=failed.reason)

    def _record(self, item: Item, status: str, **known: Any) -> Record:
        record = Record(
            name=item.name,
            status=status,
            run=self.run,
            size=item.size,
            mtime=item.mtime,
            finished=time.time(),
            **known,
        )
        return replace(record, earlier=self._earlier(record))

    def _earlier(self, record: Record) -> tuple[str, ...]:
        """What earlier versions of the file gave, and this one does not, as far as it is still there."""
        before = self.state.get(record.name)
        gave = {*before.outputs, *before.earlier} if before else set()
        return tuple(path for path in sorted(gave - record.outputs.keys()) if os.path.lexists(self._request.out / path))


def _digest(path: Path) -> str | None:
    """The digest of what lies there; None for nothing. Raises OutputError where no file can be."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
