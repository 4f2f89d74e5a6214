"""The README tells the truth: its commands run, its exit codes and formats are the program's."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from translator.cli import EXIT_CODES, main
from translator.exporters import EXPORTERS
from translator.readers import READERS
from translator.settings import load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
FRENCH = "Le président Zelenski a parlé mardi de la région de Lougansk devant les députés européens.\n"


def lines(language: str) -> list[str]:
    return [line.split("  #")[0].strip() for kind, block in BLOCKS if kind == language for line in block.splitlines()]


INSTALLING = [line for line in lines("sh") if "pip install" in line]
EVERYDAY = [line for line in lines("sh") if re.match(r"(translator|cat) ", line)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README's commands name."""
    for name in ("article.txt", "article.md"):
        (tmp_path / name).write_text(FRENCH, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(FRENCH.strip())
    document.save(str(tmp_path / "article.docx"))
    (tmp_path / "desk.csv").write_text("source,target\nLougansk,Luhansk\n", encoding="utf-8")
    (tmp_path / "export-from-deepl.csv").write_text("Lougansk,Luhansk\n", encoding="utf-8")
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text(FRENCH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [c for c in EVERYDAY if c.startswith("translator")])
def test_the_everyday_commands_run(command: str, desk: Path) -> None:
    arguments = shlex.split(command)[1:]
    if "suggest" in arguments:
        arguments.append("--untranslated")
    if arguments[0] in ("translate", "batch"):
        arguments += ["--engine", "echo"]  # brackets instead of the model: the commands are what is tested here
    assert main(arguments) in (0, 1 if "--strict" in arguments else 0)


def test_a_pipe(desk: Path) -> None:
    piped = [c for c in EVERYDAY if c.startswith("cat")]
    assert piped
    for command in piped:
        call = command.replace("translator", f"{shlex.quote(sys.executable)} -m translator", 1) + " --engine echo"
        done = subprocess.run(call, shell=True, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.count("\n")) == (0, 1)
        assert "Zelensky" in done.stdout


@pytest.mark.model
def test_the_lines_of_python_translate_a_file(desk: Path) -> None:
    (session,) = [block for kind, block in BLOCKS if kind == "pycon"]
    (desk / "session.txt").write_text(session, encoding="utf-8")
    failed, tried = doctest.testfile(str(desk / "session.txt"), module_relative=False, encoding="utf-8")
    assert (failed, tried) == (0, 3)
    assert len(docx.Document(str(desk / "article.docx")).tables) == 2


def test_the_two_commands_are_the_first_and_ci_runs_them() -> None:
    shell = lines("sh")
    assert shell[:2] == INSTALLING[:2]
    assert all(command.startswith("python3 -m venv .venv && ") for command in INSTALLING[:2])
    assert INSTALLING[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_exit_codes_are_the_programs() -> None:
    documented = set(re.findall(r"^\| (\d+) \|", README, re.MULTILINE))
    assert documented == set(re.findall(r"^  (\d+) ", EXIT_CODES, re.MULTILINE))


def test_every_format_is_named() -> None:
    for name in EXPORTERS:
        assert f"`{name}`" in README
    named = {
        "ninjs": "ninjs",
        "newsml-g2": "NewsML-G2",
        "newsml12": "NewsML 1.2",
        "nitf": "NITF",
        "iptc7901": "IPTC 7901",
    }
    named |= {"anpa": "ANPA 1312", "wxr": "WordPress", "feed": "RSS and Atom", "html-raw": "`.html`"}
    for name, reader in READERS.items():
        assert named.get(name, f"`{reader.extensions[0] if reader.extensions else name}`") in README, name


def test_the_settings_shown_are_valid(tmp_path: Path) -> None:
    (block,) = [block for kind, block in BLOCKS if kind == "toml"]
    path = tmp_path / "translator.toml"
    path.write_text(block, encoding="utf-8")
    assert load(path).paper == "letter"


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
