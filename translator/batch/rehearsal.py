"""``--dry-run``: what a batch would do, counted by reading, with nothing written, not even the folder."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from translator.batch import plan as planning
from translator.batch.executors import Executor, Failed, Task
from translator.batch.item import Item
from translator.batch.plan import Plan
from translator.batch.run import Request
from translator.batch.state import State, state_file


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``problems``: (name, reason); ``measured``: words a second of the last batch in this folder, None for none."""

    plan: Plan
    words: int
    stories: int
    problems: tuple[tuple[str, str], ...]
    measured: float | None

    @property
    def speed(self) -> float:
        """Words a second, as far as is known."""
        return self.measured or planning.DEFAULT_SPEED


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
        return Rehearsal(plan, words, stories, tuple(sorted(problems)), state.speed(signature))
