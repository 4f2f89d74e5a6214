"""The command line where the system is not on its side: one line and an exit code, or none of its business."""

import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from translator.batch.state import state_file
from translator.cli import main

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n"
ECHO = ("--engine", "echo", "--no-glossary", "--to", "txt", "-q")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(FRENCH, "utf-8")
    return path


@pytest.mark.parametrize("place", ["file", ""])
@pytest.mark.parametrize("name", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"])
def test_a_home_that_is_not_there(
    name: str, place: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "file").touch()
    monkeypatch.setenv(name, place and str(article.parent / place))
    assert main(["translate", str(article), *ECHO]) == 0
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().err == ""


def test_a_home_that_nothing_can_be_written_to(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(article.parent / "file"))
    assert main(["models", "use", "embedded"]) == 2
    said = capsys.readouterr().err
    assert "models.json: cannot be written" in said
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody is in")
@pytest.mark.parametrize("command", [("translate",), ("batch", "out")])
def test_a_working_directory_that_was_removed(
    command: tuple[str, ...], article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "gone").mkdir()
    monkeypatch.chdir(article.parent / "gone")
    (article.parent / "gone").rmdir()
    name, *rest = command
    assert main([name, str(article), *(str(article.parent / folder) for folder in rest), *ECHO]) == 2
    assert capsys.readouterr().err == "translator: the working directory was removed; go to another one\n"


@pytest.mark.parametrize("record", ["{", '{"stories": [{"x": 1}], "name": "a"}'])
def test_a_damaged_record_of_a_batch(
    record: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", str(article), str(tmp_path / "out"), *ECHO]
    assert main(command) == 0
    database = sqlite3.connect(state_file(tmp_path / "out"))
    with database:
        database.execute("UPDATE files SET record = ?", (record,))
    database.close()
    capsys.readouterr()
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "is damaged" in said
    assert len(said.splitlines()) == 1


def test_a_term_of_half_a_character(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "show", "\udcff"]) == 1
    assert "in no glossary" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/null 2>/dev/full <&-"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_standard_error_that_takes_nothing_has_no_say_in_what_is_done(how: str, article: Path) -> None:
    call = [sys.executable, "-m", "translator", "translate", str(article), "nothing.txt", *ECHO[:-1]]
    done = subprocess.run(f"{shlex.join(call)} {how}", shell=True, check=False, stdout=subprocess.DEVNULL)
    assert done.returncode == 3  # of the input that is not there
    assert article.with_name("article.en.txt").is_file()


@pytest.mark.parametrize("seconds", [-(10**11), 10**12, 2**62])
def test_a_file_of_no_time_that_a_calendar_has(seconds: int, article: Path, tmp_path: Path) -> None:
    try:
        os.utime(article, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("this file system knows no such time")
    assert main(["batch", str(article), str(tmp_path / "out"), "--since", "1h", "--order", "newest", *ECHO]) == 0
    assert (tmp_path / "out" / "article.en.txt").is_file()


@pytest.mark.parametrize("name", ["report.html", "report.json"])
def test_a_report_of_somebody_else_is_not_written_over(
    name: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("the annual report", "utf-8")
    command = ["batch", str(article), str(out), *ECHO]
    assert main(command) == 2
    assert (
        capsys.readouterr().err
        == f"translator: {out / name}: is there already and not ours: name another folder, or use --force\n"
    )
    assert (out / name).read_text("utf-8") == "the annual report"
    assert main([*command, "--force"]) == 0
    assert main(command) == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_standard_input_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "translator.toml").write_text("[limits]\nmegabytes = 1\n", "utf-8")
    call = shlex.join([sys.executable, "-m", "translator", "translate", "-", *ECHO])
    done = subprocess.run(
        f"{call} </dev/zero", shell=True, check=False, capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    assert done.returncode == 3
    assert "stdin: larger than 1 MB" in done.stderr
    assert len(done.stderr.splitlines()) == 1
