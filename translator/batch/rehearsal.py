"""``--dry-run``: what a batch would do, counted by reading, with nothing written, not even the folder."""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePosixPath

from translator.batch import plan as planning
from translator.batch.executors import Executor, Failed, Task
from translator.batch.item import Item
from translator.batch.run import Request
from translator.batch.state import State, state_file


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


def rehearse(request: Request, executor: Executor, items: Sequence[Item]) -> Rehearsal:
    """Read everything that a batch would translate, by an executor that counts. Raises as ``run.Batch`` does."""
    path = state_file(request.out)
    with closing(executor), closing(State(path if path.exists() else None)) as state:
        signature = executor.start()
        plan = planning.make(items, state, signature, request.out, request.choice, request.force)
        problems = [(item.name, item.refused) for item in plan.refused]
        words = stories = 0
        date = request.date()
        tasks = (Task(n, i.name, i.path, i.member, i.size, i.name, date) for n, i in enumerate(plan.todo))
        for task, outcome in executor.run((task,) for task in tasks):
            if isinstance(outcome, Failed):
                problems.append((task.name, outcome.reason))
                continue
            readable = [story for story in outcome.stories if not story.reason]
            words += sum(story.words for story in readable)
            stories += len(readable)
            problems += [(task.name, story.reason) for story in outcome.stories if story.reason]
        measured = state.speed(signature)
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
