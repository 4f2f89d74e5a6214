"""``translator batch`` under attack: killed, crashed, hung, interrupted, crowded, out of room. Nothing lost, nothing
twice, no half-written file, and a report that says so."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import day
import pytest
from batch_report import report, rows

from translator.batch import lock
from translator.errors import ConfigurationError

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"
PATIENCE = 60.0  # seconds for something that takes one

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in Linux's /proc")


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    return folder


def start(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "translator", "batch", "--engine", "echo", *map(str, arguments)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795000000"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and what was said on standard error."""
    process = start(*arguments)
    _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def until(is_true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, "this never happened"
        time.sleep(0.01)


def worker(process: "subprocess.Popen[str]", but: int = 0) -> int:
    """The process id of the worker, once a thread of it has a window; not ``but``, an earlier one."""
    found = 0

    def look() -> bool:
        nonlocal found
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in map(int, children):
            with contextlib.suppress(OSError):
                threads = len(list(Path(f"/proc/{child}/task").iterdir()))
                if child != but and threads > 1:
                    found = child
        return bool(found)

    until(look)
    return found


def results(out: Path) -> dict[str, bytes]:
    files = (p for p in out.rglob("*") if p.is_file() and ".translator" not in p.parts and p.stem != "report")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def slow(path: Path) -> None:
    """An article that takes many seconds: a long one."""
    path.write_text("".join(f"Au jour {n}, {FRENCH}" for n in range(20_000)), "utf-8")


def test_killed_at_twenty_random_moments_it_resumes_and_the_result_is_the_same(wire: Path, tmp_path: Path) -> None:
    day.make(wire, stories=16, broken=0.1, length=day.SHORT)
    arguments = (wire, tmp_path / "whole", "--to", "docx,json")
    assert run(*arguments)[0] == 1
    whole = results(tmp_path / "whole")
    out, dice, kills = tmp_path / "out", random.Random(20), 0
    while kills < 20:
        process = start(wire, out, "--to", "docx,json", "--jobs", 1 + kills % 3)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=dice.uniform(0.3, 0.8))
        if process.poll() is None:
            kills += 1
        process.kill()
        process.communicate()
        found = {name: data for name, data in results(out).items() if not name.endswith(".part")} if kills else {}
        assert found.items() <= whole.items()  # whatever is there is whole, and nothing else is there
        if found.keys() == whole.keys():
            out.rename(tmp_path / f"done{kills}")
    assert run(wire, out, "--to", "docx,json")[0] == 1
    assert results(out) == whole
    expected = {name: row["outputs"] for name, row in rows(tmp_path / "whole").items()}
    assert {name: row["outputs"] for name, row in rows(out).items()} == expected


def test_what_kills_the_worker_is_one_row(wire: Path, tmp_path: Path) -> None:
    slow(wire / "a.txt")
    for name in "bcd":
        (wire / f"{name}.txt").write_text(FRENCH, "utf-8")
    process = start(wire, tmp_path / "out", "--to", "json", "--jobs", 2)
    first = worker(process)
    os.kill(first, signal.SIGKILL)
    os.kill(worker(process, but=first), signal.SIGSEGV)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    found = rows(tmp_path / "out")
    assert (found["a.txt"]["kind"], found["a.txt"]["reason"]) == (
        "crash",
        "the worker crashed on this file (signal 11)",
    )
    assert [found[f"{name}.txt"]["status"] for name in "bcd"] == ["done"] * 3


def test_what_takes_too_long_is_one_row(wire: Path, tmp_path: Path) -> None:
    slow(wire / "a.txt")
    (wire / "b.txt").write_text(FRENCH, "utf-8")
    assert run(wire, tmp_path / "out", "--to", "json", "--timeout", "3")[0] == 1
    found = rows(tmp_path / "out")
    assert found["a.txt"]["reason"] == "took longer than 3 s"
    assert found["b.txt"]["status"] == "done"


def test_a_worker_that_hangs_once_costs_nothing_but_time(wire: Path, tmp_path: Path) -> None:
    # Long enough to be caught at work, and well done within the time limit when nothing stops it.
    (wire / "a.txt").write_text("".join(f"Au jour {n}, {FRENCH}" for n in range(100)), "utf-8")
    process = start(wire, tmp_path / "out", "--to", "json", "--timeout", "5")
    os.kill(worker(process), signal.SIGSTOP)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def test_the_first_sigterm_finishes_what_has_begun(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    day.make(wire, stories=40, broken=0)
    process = start(wire, out, "--to", "json", "--jobs", 1)
    until(lambda: out.is_dir() and results(out))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "finishing" in said
    made, told = results(out), report(out)
    assert told["interrupted"]
    assert told["not_begun"] == 40 - told["summary"]["done"] > 0
    assert made.keys() == {path for row in told["stories"] for path in row["outputs"]}
    assert run(wire, out, "--to", "json")[0] == 0
    assert report(out)["summary"]["unchanged"] == len(made)
    assert made.items() <= results(out).items()


def test_a_second_batch_refuses_or_waits_and_a_second_signal_ends_at_once(wire: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    slow(wire / "a.txt")
    other.mkdir()
    (other / "b.txt").write_text(FRENCH, "utf-8")
    first = start(wire, out, "--to", "json")
    child = worker(first)
    code, said = run(other, out, "--to", "json")
    assert code == 2
    assert f"pid {first.pid} on " in said
    assert len(said.strip().splitlines()) == 1
    waiting = start(other, out, "--to", "json", "--wait")
    assert waiting.stderr is not None
    assert str(first.pid) in waiting.stderr.readline()
    first.send_signal(signal.SIGINT)
    assert first.stderr is not None
    first.stderr.readline()
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=PATIENCE)
    assert first.returncode == 130
    until(lambda: not Path(f"/proc/{child}").exists())
    waiting.communicate(timeout=PATIENCE)
    assert waiting.returncode == 0
    assert set(results(out)) == {"b.fr-en.json"}


def test_the_lock_is_free_again_when_its_holder_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock.hold(path), pytest.raises(ConfigurationError, match=f"pid {os.getpid()} "), lock.hold(path):
        pass
    with lock.hold(path):
        assert str(os.getpid()) in path.read_text()


@contextlib.contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Callable[[str], None]]:
    """A file system in memory at ``folder``, and a function that mounts it anew with other options."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk takes the right to mount one")

    def remount(new: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{new}", str(folder)], check=True)

    try:
        yield remount
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_the_run_clearly_and_more_room_resumes_it(wire: Path, tmp_path: Path) -> None:
    day.make(wire, stories=30, broken=0, length=day.SHORT)
    with small_disk(tmp_path / "out", "size=300k") as remount:
        code, said = run(wire, tmp_path / "out", "--to", "docx", "-q")
        assert code == 2
        assert len(said.strip().splitlines()) == 1
        assert "run again" in said
        before = results(tmp_path / "out")
        assert not [name for name in before if name.endswith(".part")]
        remount("size=20m")
        assert run(wire, tmp_path / "out", "--to", "docx", "-q") == (0, "")
        assert len(results(tmp_path / "out")) == 30
        assert before.items() <= results(tmp_path / "out").items()


@pytest.mark.parametrize("room", [0, 48_000])  # too little for the state; enough for it, too little for the worker
def test_a_disk_that_is_full_before_the_run_begins_is_one_clear_line(wire: Path, tmp_path: Path, room: int) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    out = tmp_path / "out"
    with small_disk(out, "size=2m"):
        assert run(wire, out, "--to", "txt")[0] == 0
        with contextlib.suppress(OSError), (out / "film").open("wb", buffering=0) as film:
            while True:
                film.write(bytes(4096))
        os.truncate(out / "film", (out / "film").stat().st_size - room)
        code, said = run(wire, out, "--to", "txt")
        assert (code, len(said.strip().splitlines())) == (2, 1)
        assert "the disk is full" in said
        (out / "film").unlink()
        assert run(wire, out, "--to", "txt")[0] == 0


def test_a_read_only_output_is_one_clear_line(wire: Path, tmp_path: Path) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    with small_disk(tmp_path / "out", "size=400k,ro"):
        code, said = run(wire, tmp_path / "out")
        assert code == 2
        assert len(said.strip().splitlines()) == 1
        assert "cannot be written" in said
