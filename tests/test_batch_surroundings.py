"""``translator batch`` where the system is not on its side: folders it may not look into, streams that are closed, a
user without a name or a home."""

import os
import shlex
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from batch_report import report, rows

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"
PATIENCE = 60.0  # seconds for something that takes one
# Root may read anything; without two capabilities it is like any other user, and still owner of the interpreter.
ORDINARY = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, "-m", "translator", *sys.argv[1:]])
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="as the system behaves on Linux")


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text(FRENCH, "utf-8")
    return folder


def command(*arguments: object) -> list[str]:
    how = ["-c", ORDINARY] if os.geteuid() == 0 else ["-m", "translator"]
    return [sys.executable, *how, "batch", "--engine", "echo", "--to", "txt", *map(str, arguments)]


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and what was said on standard error."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder of somebody else, who lets nobody in."""
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    else:
        folder.chmod(0)
    try:
        yield
    finally:
        folder.chmod(0o700)


def until(is_true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, "this never happened"
        time.sleep(0.02)


def test_a_folder_that_nobody_may_look_into_is_a_row(wire: Path, tmp_path: Path) -> None:
    with closed(wire / "lost+found"):
        assert run(wire, tmp_path / "out", "--since", "1h")[0] == 1
        assert run(wire / "lost+found/below", tmp_path / "out")[0] == 2
    found = rows(tmp_path / "out")
    assert found["a.txt"]["status"] == "done"
    assert found["lost+found"]["reason"] == "the folder cannot be read (Permission denied)"


def test_a_drop_folder_with_all_kinds_of_things_is_served_on(wire: Path, tmp_path: Path) -> None:
    (wire / "b.txt").symlink_to("b.txt")
    secret = tmp_path / "secret.txt"
    secret.write_text(FRENCH, "utf-8")
    (wire / "d.txt").symlink_to(secret)
    (wire / "_error").mkdir()
    (wire / "_error/d.txt.error.txt").symlink_to(secret)
    (wire / ".DS_Store").write_bytes(b"Bud1")
    with zipfile.ZipFile(wire / "mac.zip", "w") as archive:
        for name in ("un.txt", "__MACOSX/._un.txt"):
            archive.writestr(name, FRENCH)
    zipfile.ZipFile(wire / "vide.zip", "w").close()
    with closed(wire / "lost+found"):
        process = subprocess.Popen(command(wire, tmp_path / "out", "--watch"), stderr=subprocess.PIPE, text=True)
        until((wire / "_done/a.txt").is_file)
        until((wire / "_error/b.txt.error.txt").is_file)
        until((wire / "_error/vide.zip.error.txt").is_file)
        until((wire / "_error/d.txt").is_symlink)
        until((wire / "_done/mac.zip").is_file)
        (wire / "c.txt").write_text(FRENCH, "utf-8")
        until((wire / "_done/c.txt").is_file)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.count("Traceback")) == (0, 0)
    assert not (wire / "_done/mac.zip.error.txt").exists()  # litter is nothing to tell of
    assert "link to itself" in (wire / "_error/b.txt.error.txt").read_text("utf-8")
    assert {path.name for path in wire.iterdir()} == {"_done", "_error", "lost+found", ".DS_Store"}  # left there
    assert secret.read_text("utf-8") == FRENCH
    assert "a link: none is followed" in (wire / "_error/d.txt.error.txt").read_text("utf-8")
    found = {name: row["status"] for name, row in rows(tmp_path / "out").items()}
    assert {name for name, status in found.items() if status == "done"} == {"a.txt", "c.txt", "mac.zip/un.txt"}
    assert {name for name, status in found.items() if status == "failed"} == {
        "b.txt",
        "d.txt",
        "lost+found",
        "vide.zip",
    }
    assert {name for name, status in found.items() if status == "skipped"} == {".DS_Store", "mac.zip/__MACOSX/._un.txt"}
    assert (tmp_path / "out/.translator/watch.log").read_text("utf-8").count("left there") == 2  # said once
    assert "1970" not in str(report(tmp_path / "out"))


@pytest.mark.parametrize("how", ["| head -n 1", ">&-", ">/dev/full", "<&- >&- 2>&-", "2>/dev/full >/dev/full"])
def test_printing_has_no_say_in_what_is_done(wire: Path, tmp_path: Path, how: str) -> None:
    for n in range(40):
        (wire / f"{n}.txt").write_text(f"Numéro {n}. {FRENCH}", "utf-8")
    shell = f"set -o pipefail; {shlex.join(command(wire, tmp_path / 'out', '--plain'))} {how}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert report(tmp_path / "out")["summary"]["done"] == 41


# What is needed is imported before the rights to do so are given up: the interpreter may lie in root's home.
NOBODY = """
import os, pwd, sys
from translator.batch import lock
from translator.cli import _furnish
from translator.packages.preference import preference_file
for name in ("HOME", "LOGNAME", "USER", "LNAME", "USERNAME", "XDG_CONFIG_HOME"):
    os.environ.pop(name, None)
os.setuid(54321)
_furnish()
with lock.hold(lock.Path(sys.argv[1])):
    print(open(sys.argv[1]).readline(), preference_file())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_user_without_a_name_and_a_home() -> None:
    with TemporaryDirectory() as folder:  # not pytest's, which nobody else may look into
        Path(folder).chmod(0o777)
        how = [sys.executable, "-c", NOBODY, f"{folder}/lock"]
        done = subprocess.run(how, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "by user 54321" in done.stdout
    assert "/nonexistent" in done.stdout
