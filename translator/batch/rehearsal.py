"""``--dry-run``: what a batch would do, counted by reading, with nothing written, not even the folder."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from translator.batch import plan as planning
from translator.batch.item import Item
from translator.batch.messages import Failed, Launch, Made, Task
from translator.batch.run import Request
from translator.batch.state import FOLDER, State
from translator.batch.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``formats``: files to do by extension; ``seconds`` estimated from ``speed`` (words a second), which was measured
    in this folder's last batch, or is a default (``is_measured`` False); ``problems``: (name, reason)."""

    files: int
    words: int
    stories: int
    unchanged: int
    left_out: int
    formats: Counter[str]
    problems: tuple[tuple[str, str], ...]
    speed: float
    is_measured: bool

    @property
    def seconds(self) -> float:
        return self.words / self.speed


def rehearse(request: Request, items: Sequence[Item]) -> Rehearsal:
    """Read everything that a batch would translate. Raises as ``run.Batch`` does."""
    path = request.out / FOLDER / "state.sqlite"
    state = State(path if path.exists() else None)
    supervisor = Supervisor(Launch(request.settings, request.reading, count=True), request.jobs, request.timeout)
    try:
        signature = supervisor.start().signature
        plan = planning.make(items, state, signature, request.out, request.choice, request.force)
        problems = [(item.name, item.refused) for item in plan.refused]
        words = stories = 0
        tasks = (
            [
                Task(
                    n,
                    item.name,
                    item.path,
                    item.member,
                    request.out,
                    "",
                    "",
                    {},
                    request.force,
                    request.date(),
                    item.size,
                )
            ]
            for n, item in enumerate(plan.todo)
        )
        for task, event in supervisor.run(tasks):
            if isinstance(event, Made):
                told = [story for story in event.stories if not story.reason]
                words += sum(story.words for story in told)
                stories += len(told)
                problems += [(task.name, story.reason) for story in event.stories if story.reason]
                supervisor.allow(event)
            elif isinstance(event, Failed):
                problems.append((task.name, event.reason))
        measured = state.speed(signature.split("|glossary:")[0])
    finally:
        supervisor.close()
        state.close()
    return Rehearsal(
        files=len(plan.todo),
        words=words,
        stories=stories,
        unchanged=len(plan.unchanged),
        left_out=plan.left_out,
        formats=Counter(PurePosixPath(item.name).suffix.lower() or "none" for item in plan.todo),
        problems=tuple(sorted(problems)),
        speed=measured or planning.DEFAULT_SPEED,
        is_measured=measured is not None,
    )
