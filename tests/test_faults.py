"""Whatever call to the disk fails, and however: one clear line, an exit code that the README has, nothing half-written,
nothing lost, and the same command again completes as if nothing had been."""

import functools
import itertools
import shutil
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from batch_report import report
from faulty_disk import FAULTS, Disk, failing
from packages_kit import make_archive, make_folder

from translator.batch import watch
from translator.batch.executors import Launch, Outcome, Task, Window, local
from translator.batch.state import FOLDER
from translator.batch.work import signature, translate_window
from translator.cli import main
from translator.engines import probe
from translator.session import Session

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"
STRIDE = 17  # of the calls, one in so many is made to fail; with --exhaustive each


class Here:
    """Works in this process, where the disk can be made to fail."""

    def __init__(self, launch: Launch, *_: object) -> None:
        self._launch, self._session, self._is_stopped = launch, Session(launch.settings), False

    def start(self) -> str:
        return signature(self._session, self._launch.reading)

    def run(self, windows: Iterable[Window]) -> Iterator[tuple[Task, Outcome]]:
        for window in windows:
            yield from translate_window(window, self._session, self._launch)
            if self._is_stopped:
                return

    def stop(self) -> None:
        self._is_stopped = True

    def close(self) -> None: ...


@dataclass(frozen=True)
class Job:
    """A command; ``results`` is the folder that it writes into, ``inputs`` the articles by name."""

    command: tuple[str, ...]
    results: str = "out"
    inputs: tuple[tuple[str, str], ...] = (("in/a.txt", FRENCH), ("in/b.txt", f"Paris, le 3 mai. {FRENCH}"))


ECHO = ("--engine", "echo", "--no-glossary", "--to", "docx,txt", "--quiet")
JOBS = {
    "translate": Job(("translate", "in/a.txt", "in/b.txt", "-o", "out/", *ECHO)),
    "audit": Job(("translate", "in/a.txt", "-o", "out/", "--audit", "out.csv", *ECHO)),
    "glossary": Job(
        ("glossary", "import", "terms.csv", "-o", "out.csv"), inputs=(("terms.csv", "source,target\na,b\n"),)
    ),
    "batch": Job(("batch", "in", "out", *ECHO)),
    "watch": Job(("batch", "in", "out", "--watch", *ECHO)),
    "install": Job(("models", "install", "../package", "--replace"), "home"),
    "use": Job(("models", "use", "translate-fr_en-1_9"), "home/config"),
}


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home inside the folder of the job; a drop folder that is watched until it is empty, or nothing moves there."""
    make_archive(tmp_path / "package")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    monkeypatch.setattr(local, "Local", Here)
    monkeypatch.setattr(probe, "check", lambda _: None)  # the package is made up
    monkeypatch.setattr(watch, "Settling", functools.partial(watch.Settling, 0.0))
    looks = itertools.count(1)

    def sleep(_: float) -> None:
        if next(looks) % 4 == 0:
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(watch, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))


def tree(folder: Path, job: Job) -> dict[str, bytes]:
    """The results: all but the memory of a batch, its reports and logs, and what is remembered by the folder's name."""
    root = folder / job.results
    files = {path for path in root.rglob("*") if path.is_file() and not {FOLDER, "state"} & {*path.parts}}
    files = {path for path in files if ".translator-" not in str(path)}
    files |= {path for path in folder.iterdir() if path.is_file() and path.name not in dict(job.inputs)}
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.stem != "report"}


def lay(folder: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to the folder of the job, with its inputs where they belong, as somebody would put them there again."""
    for name, content in job.inputs:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (path.parent / "_done" / path.name).exists():
            path.write_text(content, "utf-8")
    shutil.rmtree(folder / "in" / "_error", ignore_errors=True)
    if job.results == "home/config":
        make_folder(folder / "packages", "translate-fr_en-1_9", version="1.9")
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / "home" / name.lower()))
    monkeypatch.chdir(folder)


def lost(folder: Path, job: Job) -> list[str]:
    """The inputs that are not there any more, nor put away."""
    places = [folder / "in", folder / "in/_done", folder / "in/_error", folder]
    there = [
        path.read_text("utf-8") for place in places if place.is_dir() for path in place.iterdir() if path.is_file()
    ]
    return [name for name, content in job.inputs if content not in there]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", JOBS)
def test_whatever_call_to_the_disk_fails(
    name: str,
    fault: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    exhaustive: bool,
) -> None:
    job, stride = JOBS[name], 1 if exhaustive else STRIDE
    lay(tmp_path / "whole", job, monkeypatch)
    assert main(job.command) == 0
    whole = tree(tmp_path / "whole", job)
    for at in itertools.count(1 + 3 * FAULTS.index(fault) % stride, stride):
        folder = tmp_path / f"{at}"
        lay(folder, job, monkeypatch)
        capsys.readouterr()
        with failing(Disk(folder, fault, at)) as disk:
            code = main(job.command)
        if not disk.struck:
            break
        what, left = f"call {at}, {disk.calls[at - 1]}", tree(folder, job)
        said = [line for line in capsys.readouterr().err.splitlines() if "finishing what has begun" not in line]
        assert code in (0, 1, 2, 3, 4), what
        assert len(said) <= 1, what
        assert said or code < 2, what
        assert code != 1 or report(folder / "out")["summary"]["failed"], what
        assert left.items() <= whole.items(), what  # whatever is there is whole, and nothing else is there
        if fault != "vanished":
            assert not lost(folder, job), what
            assert code or name == "watch" or left == whole, what
        clear(folder, name, fault)
        lay(folder, job, monkeypatch)
        assert main(job.command) == 0, what
        assert tree(folder, job) == whole, what


def clear(folder: Path, name: str, fault: str) -> None:
    """What a user does before the second try: an audit is never written over, and what was in a folder that vanished
    is dropped again."""
    if name == "audit":
        (folder / "out.csv").unlink(missing_ok=True)
    if fault == "vanished":
        shutil.rmtree(folder / "in" / "_done", ignore_errors=True)


def test_results_that_vanish_with_their_folder_leave_the_inputs_in_the_drop_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = JOBS["watch"]
    lay(tmp_path / "whole", job, monkeypatch)
    with failing(Disk(tmp_path / "whole", "vanished", 0)) as disk:  # never
        assert main(job.command) == 0
    lay(tmp_path / "desk", job, monkeypatch)
    between = disk.calls.index("open out/b.fr-en.docx") + 1  # the first article has its results, the second not yet
    with failing(Disk(tmp_path / "desk", "vanished", between)):
        assert main(job.command) == 2
    assert "out: was removed while the batch was at work" in capsys.readouterr().err
    assert sorted(path.name for path in (tmp_path / "desk" / "in").glob("*.txt")) == ["a.txt", "b.txt"]
    assert main(job.command) == 0
    assert tree(tmp_path / "desk", job) == tree(tmp_path / "whole", job)
