"""A batch: plan, translate, note, report. The only module that sees the supervisor and the state together."""

import datetime
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from translator.batch import plan as planning
from translator.batch import report
from translator.batch.item import NO_FAILURE, Item
from translator.batch.messages import Done, Failed, Launch, Made, Task
from translator.batch.names import folder_of
from translator.batch.plan import Choice, Plan
from translator.batch.record import Record
from translator.batch.state import FOLDER, State
from translator.batch.supervisor import Supervisor
from translator.errors import ModelError, OutputError, TranslatorError
from translator.exporters.writing import leftovers
from translator.readers import Reading
from translator.settings import Settings

LOG = "worker.log"
LOG_BYTES = 1_000_000
ANSWERS = "answers.sqlite"


@dataclass(frozen=True)
class Request:
    """What the user asked for. ``date`` gives the day to print on documents; ``timeout`` is in seconds a file,
    ``jobs`` the rounds in flight."""

    out: Path
    settings: Settings
    reading: Reading
    jobs: int
    timeout: float
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

    def __init__(self, request: Request, listener: Listener) -> None:
        self._request, self._listener = request, listener
        folder = request.out / FOLDER
        log = folder / LOG
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.unlink()
        self._answers = folder / ANSWERS
        launch = Launch(request.settings, request.reading, self._answers)
        self._supervisor = Supervisor(launch, request.jobs, request.timeout, log)
        self.state = State(folder / "state.sqlite")
        self._number = self._round = 0
        self._made: dict[int, Made] = {}
        self._words = 0
        self.began = time.time()
        self.interrupted = False
        self.left_out = 0
        self.not_begun = 0

    def __enter__(self) -> "Batch":
        self._forget()
        try:
            self.run = self.state.begin()
            self.signature = self._supervisor.start().signature
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._supervisor.close()
        self.state.close()
        self._forget()

    def _forget(self) -> None:
        """The engine's answers are kept for one run: another may have another model or other settings."""
        for path in (self._answers, self._answers.with_name(f"{ANSWERS}-journal")):
            path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Finish what is in flight; nothing else is begun. May be called from a signal handler."""
        self.interrupted = True
        self._supervisor.stop()

    def work(self, items: Sequence[Item]) -> Plan:
        """Do what is to be done of these items; returns what was planned."""
        request = self._request
        plan = planning.make(items, self.state, self.signature, request.out, request.choice, request.force)
        for item in plan.refused:
            status = "skipped" if item.kind in NO_FAILURE else "failed"
            self._note(self._record(item, status, kind=item.kind, reason=item.refused))
        self.state.put(self._unchanged(plan.unchanged))
        self.state.assign(item.name for item in items if not item.refused)
        for folder in {folder_of(item.name) for item in plan.todo}:
            for path in leftovers(request.out / folder):
                path.unlink(missing_ok=True)
        self._listener.planned(plan)
        began, words = time.monotonic(), self._words
        self._translate(plan.todo)
        seconds = time.monotonic() - began
        if self._words - words > 1000:
            self.state.note_speed(self.engine, (self._words - words) / seconds)
        self.left_out += plan.left_out
        return plan

    @property
    def engine(self) -> str:
        """The part of the signature that says how fast it is."""
        return self.signature.split("|glossary:")[0]

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
        numbered: dict[int, Item] = {}
        ended: TranslatorError | None = None
        done = 0

        def tasks() -> Iterator[list[Task]]:
            for group in planning.rounds(items):
                self._round += 1
                first, self._number = self._number + 1, self._number + len(group)
                numbered.update(enumerate(group, first))
                made = [self._task(n, item) for n, item in enumerate(group, first)]
                yield [replace(task, round=self._round, members=len(group)) for task in made]

        for task, event in self._supervisor.run(tasks()):
            item = numbered[task.number]
            if isinstance(event, Made):
                self._made[task.number] = event
                self.state.put([self._result(item, event, "writing")])
                self._supervisor.allow(event)
                continue
            made = self._made.pop(task.number, None)
            del numbered[task.number]
            done += 1
            if isinstance(event, Done) and made is not None:
                record = self._result(item, made, "done")
                self._words += record.words
                self._note(record)
            elif isinstance(event, Failed):
                ended = ended or self._end(event, is_first=not self._words)
                if ended is None:
                    status = "skipped" if event.kind in NO_FAILURE else "failed"
                    self._note(self._record(item, status, kind=event.kind, reason=event.reason))
                else:
                    done -= 1
                    self._supervisor.stop()
        self.not_begun += len(items) - done
        if ended is not None:
            raise ended

    def _end(self, event: Failed, is_first: bool) -> TranslatorError | None:
        """The error that ends the run, where what failed is not the file's fault."""
        if event.kind == "disk":
            return OutputError(f"{event.reason}; make room and run again: what is done stays done")
        if event.kind == "model" and is_first:
            return ModelError(event.reason)
        return None

    def _task(self, number: int, item: Item) -> Task:
        request, folder, stem = self._request, folder_of(item.name), self.state.stem(item.name)
        return Task(
            number,
            item.name,
            item.path,
            item.member,
            request.out,
            folder,
            stem,
            self.state.known(folder, stem),
            request.force,
            request.date(),
            item.size,
        )

    def _note(self, record: Record) -> None:
        self.state.put([record])
        self._listener.finished(record)

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

    def _result(self, item: Item, made: Made, status: str) -> Record:
        lost = [story for story in made.stories if story.reason]
        reason = f"{len(lost)} of {len(made.stories)} stories: {lost[0].reason}" if lost else ""
        return self._record(
            item,
            "failed" if lost and status == "done" else status,
            reason=reason,
            kind=lost[0].kind if lost else "",
            sha256=made.sha256,
            signature=self.signature,
            seconds=round(made.seconds, 3),
            stories=made.stories,
            outputs=made.outputs,
        )
