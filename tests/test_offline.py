"""Offline means offline: the whole job with every socket forbidden, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "Kiev sous les bombes\n\nLe président Volodymyr Zelenski a parlé mardi à Lougansk.\n"
# An audit hook sees every socket, also those that a library opens from C through Python's socket module.
BLOCKED = """
import sys
def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        raise RuntimeError(f"a socket was opened: {event} {arguments}")
sys.addaudithook(refuse)
import pwd
def look_up(number):  # the C library asks nscd or sssd, through a Unix socket that no audit hook sees
    raise RuntimeError(f"a socket was opened to look up user {number}")
pwd.getpwuid = look_up
from translator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*prefix, sys.executable, "-c", BLOCKED, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


@pytest.mark.model
def test_the_main_job_opens_no_socket(article: str, tmp_path: Path) -> None:
    done = run("translate", article, "--to", "docx,md,json,txt", "-o", f"{tmp_path}/out/")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 4


@pytest.mark.model
def test_the_main_job_works_without_any_network_device(article: str, tmp_path: Path) -> None:
    prefix = ("unshare", "-r", "-n")
    try:
        allowed = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("unshare -n is not allowed here")
    done = run("translate", article, "-o", f"{tmp_path}/out/", prefix=prefix)
    assert done.returncode == 0, done.stderr


def test_a_batch_opens_no_socket_where_nothing_says_who_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text("Le maire a annoncé hier la réouverture du port de Brest.", "utf-8")
    options = ("--engine", "echo", "--to", "txt", "--jobs", "2")
    done = run("batch", str(tmp_path / "wire"), str(tmp_path / "english"), *options)
    assert done.returncode == 0, done.stderr


def test_an_address_is_refused_by_the_hook_so_that_this_test_can_fail() -> None:
    done = run("models", "install", "https://models.invalid/x.argosmodel")
    assert done.returncode != 0
    assert "a socket was opened" in done.stderr
