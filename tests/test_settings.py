"""Settings: what the file says, what is refused, and where the file is found."""

from pathlib import Path

import pytest

from translator.errors import ConfigurationError
from translator.settings import Settings, find, load, override


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "translator.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_over_the_defaults_and_flags_over_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'quality = "best"\nto = ["docx", "md"]\nfrom = "fr"\n[glossary]\nfiles = ["desk.csv"]\n')
    settings = load(path)
    assert (settings.quality, settings.to, settings.source_lang) == ("best", ("docx", "md"), "fr")
    assert settings.glossary_files == (tmp_path / "desk.csv",)
    assert settings.paper == Settings().paper
    assert override(settings, quality="fast", to=(), paper=None).quality == "fast"
    assert override(settings, to=(), paper=None) == settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('papr = "a4"', "did you mean 'paper'"),
        ("zzz = 1", "known are"),
        ('[glossary]\nfile = ["a.csv"]', "glossary.files"),
        ('paper = "a5"', "a4, letter"),
        ("threads = 0", "1 or more"),
        ('strict = "yes"', "true or false"),
        ("threads = true", "a whole number"),
        ("to = [1]", "list of texts"),
        ("to = [", "not valid TOML"),
        ("to = " + "[" * 100_000, "not valid TOML"),
        ("threads = " + "9" * 5000, "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError, match=named) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_the_nearest_file_upward_wins_then_the_users(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert find(tmp_path / "a" / "b", home) is None
    users = write(home, "")
    assert find(tmp_path / "a" / "b", home) == users
    upper = write(tmp_path / "a", "")
    assert find(tmp_path / "a" / "b", home) == upper
    nearest = write(tmp_path / "a" / "b", "")
    assert find(tmp_path / "a" / "b", home) == nearest
