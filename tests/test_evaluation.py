"""``translator eval``: scores of systems on lines with human translations."""

import json
from pathlib import Path

import pytest

from translator.cli import main

FRENCH = "Le maire a démissionné mardi.\nLa grève continue à Lougansk.\nIls ont perdu le match.\n"
ENGLISH = "The mayor resigned on Tuesday.\nThe strike goes on in Luhansk.\nThey lost the match.\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.fr").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "a.en").write_text(ENGLISH, encoding="utf-8")
    return str(tmp_path / "a.fr"), str(tmp_path / "a.en")


def test_what_echoes_the_french_scores_next_to_nothing(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sacrebleu")
    assert main(["eval", *pair, "--engine", "echo", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (score,) = found["scores"]
    assert (found["sentences"], found["words"]) == (3, 15)
    assert score["bleu"] < 10
    assert score["notices"]["untranslated"] > 0
    assert 0 < score["noticed"] <= 1
    assert score["risk"] is None  # no model was asked
    assert "version:" in found["signatures"]["BLEU"]


@pytest.mark.model
def test_systems_are_compared_with_the_first(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sacrebleu")
    assert main(["eval", *pair, "--quality", "fast", "--quality", "best"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["fast", "best"]
    assert float(lines[2].split()[2].rstrip("*")) > 40  # chrF
    assert 0 < float(lines[2].split()[-2]) < 1  # mean risk
    assert [line.split(":")[0] for line in lines[-2:]] == ["BLEU", "chrF2"]  # how it was counted


def test_systems_of_one_name_are_told_apart(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sacrebleu")
    packages = [flag for folder in ("old/fr-en", "new/fr-en") for flag in ("--model", folder)]
    assert main(["eval", *pair, "--engine", "echo", *packages, "--json"]) == 0
    systems = [score["system"] for score in json.loads(capsys.readouterr().out)["scores"]]
    assert len(systems) == len(set(systems)) == 2


def test_files_that_do_not_fit_are_refused_in_one_line(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.en").write_text("One line.\n", encoding="utf-8")
    assert main(["eval", pair[0], str(tmp_path / "b.en"), "--engine", "echo"]) == 3
    assert "3 lines" in capsys.readouterr().err
    assert main(["eval", pair[0], str(tmp_path / "none"), "--engine", "echo"]) == 3
    assert "no such file" in capsys.readouterr().err
    (tmp_path / "empty").write_text("\n\n", encoding="utf-8")
    assert main(["eval", str(tmp_path / "empty"), str(tmp_path / "empty"), "--engine", "echo"]) == 3
    assert "no words" in capsys.readouterr().err
