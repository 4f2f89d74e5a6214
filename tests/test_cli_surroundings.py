"""The command line where the system is not on its side: one line and an exit code, or none of its business."""

import os
import sqlite3
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


@pytest.mark.parametrize("place", ["none", "file", "file/below", ""])
@pytest.mark.parametrize("name", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
def test_a_home_that_is_not_there(
    name: str, place: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "file").touch()
    monkeypatch.setenv(name, place and str(article.parent / place))
    assert main(["translate", str(article), *ECHO]) == 0
    assert main(["models", "list"]) == 0
    assert main(["glossary", "show", "Zelenski"]) == 0
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


@pytest.mark.parametrize("record", ["{", "[]", '{"name": "a"}', '{"stories": [{"x": 1}], "name": "a"}'])
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
