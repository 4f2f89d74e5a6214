"""Ctrl-C, SIGTERM and kill -9 at random moments: nothing half-written, nothing lost, and the same command again
completes, byte for byte. (A batch that is killed many times: ``test_batch_crashes``.)"""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.batch.state import FOLDER

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"
ARTICLES = {f"{n}.txt": f"Au jour {n}, il a parlé. {FRENCH}" for n in range(6)}
NAMED = tuple(f"in/{name}" for name in ARTICLES)
COMMANDS = {
    "translate": ("translate", *NAMED, "-o", "out/"),
    "batch": ("batch", "in", "out"),
    "watch": ("batch", "in", "out", "--watch"),
}
PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux")


def start(name: str, folder: Path, *more: str) -> "subprocess.Popen[str]":
    """The command in its folder, with the articles where they belong, at first or put there again."""
    for article, text in ARTICLES.items():
        (folder / "in").mkdir(parents=True, exist_ok=True)
        if not (folder / "in" / "_done" / article).exists():
            (folder / "in" / article).write_text(text, "utf-8")
    options = ("--engine", "echo", "--no-glossary", "--to", "docx,txt", "--quiet")
    return subprocess.Popen(
        [sys.executable, "-m", "translator", *COMMANDS[name], *options, *more],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def complete(name: str, folder: Path) -> dict[str, bytes]:
    """Run the command to its end, a drop folder's until it is empty; the results."""
    process = start(name, folder)
    if name == "watch":
        end = time.monotonic() + 60
        while not all((folder / "in" / "_done" / article).exists() for article in ARTICLES):
            assert process.poll() is None
            assert time.monotonic() < end, "this never happened"
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return results(folder)


def results(folder: Path) -> dict[str, bytes]:
    files = (p for p in (folder / "out").rglob("*") if p.is_file() and FOLDER not in p.parts and p.stem != "report")
    return {path.name: path.read_bytes() for path in files}


def moments(longest: float, exhaustive: bool) -> Iterator[tuple[signal.Signals, float, int]]:
    """A signal, when to send it, and how many windows a batch has in flight."""
    dice = random.Random(17)
    for _ in range(20 if exhaustive else 1):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            yield number, dice.uniform(0, longest), dice.choice((1, 2))


@pytest.mark.parametrize("name", COMMANDS)
def test_interrupted_at_random_moments(name: str, tmp_path: Path, exhaustive: bool) -> None:
    began = time.monotonic()
    whole = complete(name, tmp_path / "whole")
    longest, folder, rounds = time.monotonic() - began, tmp_path / "desk", 0
    unfinished: set[str] = set()  # what a kill has left
    for number, moment, jobs in moments(longest, exhaustive):
        process = start(name, folder, *(() if name == "translate" else ("--jobs", str(jobs))))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        if "KeyboardInterrupt" not in said or f"translator{os.sep}cli" in said:  # not: Python was just starting
            assert process.returncode in (0, 130, -number), said
            assert "Traceback" not in said
        left = results(folder)
        if number == signal.SIGKILL:
            unfinished |= {name for name in left if PART.fullmatch(name)}
        left = {name: data for name, data in left.items() if name not in unfinished}
        assert left.items() <= whole.items()
        for article, text in ARTICLES.items():
            assert text in [path.read_text("utf-8") for path in (folder / "in").rglob(article)]
        if left == whole:
            rounds += 1
            folder = tmp_path / f"desk{rounds}"
    for path in folder.rglob("*.part"):
        os.utime(path, (0, 0))  # time goes by
    assert complete(name, folder) == whole
