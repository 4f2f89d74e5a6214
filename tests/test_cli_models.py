"""``translator models``: what its commands say, and the exit codes of those that find something wrong."""

import io
import json
import shutil
import sys
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


def test_changed_weights_are_told_by_every_command_also_without_the_lock(
    home: Path, installed: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages.install(str(make_archive(home / "desk.argosmodel", top=TOP, version="1.9")))
    (installed / TOP / "model" / "model.bin").write_bytes(b"weightz" * 50)
    (installed / "models.lock").unlink()
    assert main(["translate", str(article), "--to", "txt", "-o", "-"]) == 4
    assert f"{installed / TOP / 'model/model.bin'}: changed" in capsys.readouterr().err
    assert main(["models", "verify"]) == 4
    assert main(["models", "list"]) == 0
    assert main(["models", "info"]) == 0
    verified, listed, *rest = capsys.readouterr().out.splitlines()
    changed = "model/model.bin: changed since it was installed"
    assert verified == changed
    assert listed.startswith("! fr→en")
    assert listed.endswith(f"changed: {changed}")
    assert f"  state: changed: {changed}" in rest


def test_no_package_gives_the_terminal_orders(home: Path, installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packages.install(str(make_archive(home / "desk.argosmodel", version="1.9\x1b[2J")))
    name = next(installed.iterdir()).name
    for command in (["list"], ["info", name], ["verify", name]):
        main(["models", *command])
    said = "".join(capsys.readouterr())
    assert r"\x1b[2J" in said
    assert "\x1b" not in said


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


@pytest.mark.model
def test_a_pair_is_tried_through_english_and_says_so(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded = packages.find().path
    other = shutil.copytree(embedded, installed / "translate-en_xx-1_0")
    metadata = json.loads((embedded / "metadata.json").read_text("utf-8"))
    (other / "metadata.json").write_text(json.dumps({**metadata, "from_code": "en", "to_code": "xx"}), "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Bonjour.\n\nLe maire est à Lyon.\n".encode())))
    assert main(["models", "try", "fr-xx"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert said.out.splitlines()[1] == ""
    assert said.err.startswith("pivot:en|argos:translate-fr_en@")
    assert "»argos:translate-en_xx-1_0@" in said.err


@pytest.mark.model
def test_a_sentence_is_tried_with_a_pair_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "try", "fr-en", "Le maire est à Bruxelles."]) == 0
    said = capsys.readouterr()
    assert "Brussels" in said.out
    assert said.err.startswith("argos:translate-fr_en@")


def test_a_pair_that_cannot_be_tried_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "try", "french", "Bonjour"]) == 2
    assert capsys.readouterr().err == "translator: french: not a language pair; write it as in fr-en\n"
    assert main(["models", "try", "de-es", "Guten Tag"]) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9")))
    assert main(["models", "try", "fr-en"]) == 3
    assert "not UTF-8" in capsys.readouterr().err
