"""``translator models``: what its commands say, and the exit codes of those that find something wrong."""

from pathlib import Path

import pytest
from packages_kit import make_archive

from translator import packages
from translator.cli import main

TOP = "translate-fr_en-1_9"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("Le président a parlé mardi devant les députés.\n", "utf-8")
    return path


def test_verify_and_use_by_name_mean_the_installed_package(
    home: Path, installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = packages.named("embedded").name
    packages.install(str(make_archive(home / "desk.argosmodel", top=name, version="1.9")))
    assert main(["models", "use", "embedded"]) == 0
    assert main(["models", "verify", name]) == 0
    assert str(installed / name) in capsys.readouterr().out
    (installed / name / "metadata.json").write_text("{", "utf-8")
    assert main(["models", "verify", name]) == 4
    assert str(installed / name) in capsys.readouterr().err
    assert main(["models", "verify"]) == 0  # the embedded one is used, by choice


def test_a_damaged_choice_is_an_error_of_every_command_that_would_use_it(
    home: Path, installed: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages.install(str(make_archive(home / "desk.argosmodel", top=TOP, version="1.9")))
    assert main(["models", "use", TOP]) == 0
    (installed / TOP / "model" / "model.bin").unlink()
    for command in (["translate", str(article), "--to", "txt", "-o", "-"], ["models", "verify"], ["models", "info"]):
        capsys.readouterr()
        assert main(command) == 4
        said = capsys.readouterr()
        assert said.out == ""
        assert f"{installed / TOP}: model/model.bin is missing" in said.err
        assert "translator models use embedded" in said.err
        assert len(said.err.splitlines()) == 1
    assert main(["models", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line[0] for line in listed] == [" ", "!"]
    assert "damaged" in listed[1]
    assert str(installed / TOP) in listed[1]
