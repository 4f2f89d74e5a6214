"""The command line as a person meets it: what is written, what is said, which code comes back."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest

from translator import readers
from translator.cli import main
from translator.termbase.tbx import write_tbx
from translator.terms import Entry

FRENCH = (
    "Le Kremlin pose ses conditions\n"
    "Le président Zelenski a parlé mardi de la région de Lougansk. Les combats continuent dans l’est du pays.\n"
    "« Nous ne céderons pas », a déclaré son porte-parole devant la presse.\n"
    "More Stories\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.fr.txt"
    path.write_text(FRENCH, encoding="utf-8")
    return path


def echo(*arguments: object) -> int:
    return main(["translate", "--engine", "echo", *map(str, arguments)])


def files(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_the_default_is_a_bilingual_docx_beside_the_article(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article) == 0
    said = capsys.readouterr().out
    made = article.with_name("article.fr-en.docx")
    assert str(made) in said
    assert "4 paragraphs: 3 translated, 1 kept" in said
    assert "Zelenski → Zelensky" in said
    table = max(docx.Document(str(made)).tables, key=lambda t: len(t.rows))
    assert [row.cells[-2].text for row in table.rows[1:]] == FRENCH.splitlines()
    assert table.rows[-1].cells[-1].text.startswith("More Stories")


def test_several_formats_into_a_folder(article: Path, tmp_path: Path) -> None:
    assert echo(article, "--to", "docx,md,json,txt", "-o", f"{tmp_path}/out/") == 0
    assert files(tmp_path / "out") == {"article.fr-en.docx", "article.fr-en.md", "article.fr-en.json", "article.en.txt"}


def test_a_named_file(article: Path, tmp_path: Path) -> None:
    assert echo(article, "--to", "md", "-o", tmp_path / "here.md") == 0
    assert "here.md" in files(tmp_path)


def test_text_to_standard_output_keeps_every_line(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert echo(article, "--to", "txt", "-o", "-") == 0
    captured = capfdbinary.readouterr()
    lines = captured.out.decode().splitlines()
    assert len(lines) == len(FRENCH.splitlines())
    assert lines[-1] == "More Stories"
    assert b"4 paragraphs" in captured.err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translator", "translate", "-", "--engine", "echo", "--to", "txt", "-o", "-", "-q"],
        input=article.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[-1] == "More Stories"


def test_a_saved_article_is_edited_and_exported_again_without_an_engine(article: Path, tmp_path: Path) -> None:
    assert echo(article, "--to", "json") == 0
    saved = article.with_name("article.fr-en.json")
    data = json.loads(saved.read_text(encoding="utf-8"))
    assert data["blocks"][1]["segments"][0]["fixes"]
    data["blocks"][1]["segments"][0]["target"] = "Edited."
    saved.write_text(json.dumps(data), encoding="utf-8")
    no_model = ("--model", str(tmp_path / "none"))
    assert main(["translate", str(saved), "--to", "txt,docx,md", "-o", f"{tmp_path}/again/", *no_model]) == 0
    text = (tmp_path / "again" / "article.en.txt").read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("Edited. [Les combats")


def test_running_again_replaces_its_own_output_but_not_an_editors(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = article.with_name("article.fr-en.docx")
    assert echo(article) == 0
    assert echo(article, "--layout", "stacked") == 0
    document = docx.Document(str(made))
    document.paragraphs[0].add_run(" (revu)")
    document.save(str(made))
    edited = made.read_bytes()
    capsys.readouterr()
    assert echo(article) == 2
    assert "edited since" in capsys.readouterr().err
    assert made.read_bytes() == edited
    assert echo(article, "--force") == 0


def test_strict_turns_notices_into_exit_1(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Les 3 accords de Minsk ont été signés hier soir par toutes les parties.\n", encoding="utf-8")
    assert echo(path, "--force") == 0
    assert echo(path, "--force", "--strict") == 1  # echo leaves the French: the checks see it


def test_quiet_says_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_the_same_input_gives_the_same_bytes(article: Path, tmp_path: Path) -> None:
    assert echo(article, "--to", "docx,md,json", "-o", f"{tmp_path}/a/") == 0
    assert echo(article, "--to", "docx,md,json", "-o", f"{tmp_path}/b/") == 0
    for name in files(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def one_line_error(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.strip().splitlines()
    assert len(lines) == 1, captured.err
    assert "Traceback" not in lines[0]
    return lines[0]


def damaged_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "rien")


BAD_INPUTS = {
    "missing.txt": None,
    "folder.txt": "folder",
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "image.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200),
    "nul.txt": b"Le pr\x00sident",
    "page.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "mojibake.txt": "L’Ã‰lysÃ©e a dÃ©menti, a prÃ©cisÃ© le porte-parole.".encode(),
    "renamed.docx": "zip",
    "text.docx": "Bonjour à tous".encode(),
    "other.json": b'{"a": 1}',
    "english.txt": b"The government announced on Tuesday a reform of the pension system, and unions are angry.\n",
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_bad_input_gets_one_line_and_code_3(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, content = tmp_path / name, BAD_INPUTS[name]
    if content == "folder":
        path.mkdir()
    elif content == "zip":
        damaged_zip(path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    before = files(tmp_path)
    assert echo(path) == 3
    assert name in one_line_error(capsys)
    assert files(tmp_path) == before


def test_from_fr_translates_what_the_detector_refuses(tmp_path: Path) -> None:
    path = tmp_path / "english.txt"
    path.write_bytes(b"The government announced on Tuesday a reform of the pension system, and unions are angry.\n")
    assert echo(path, "--from", "fr") == 0


WRONG_USE = {
    "unknown format": (["--to", "pdf"], "pdf"),
    "stdout of a binary format": (["-o", "-"], "docx"),
    "stdout of two formats": (["-o", "-", "--to", "md,json"], "md and json"),
    "unknown option": (["--papr", "a4"], "--papr"),
    "missing glossary": (["--glossary", "none.csv"], "none.csv"),
    "missing settings": (["--settings", "none.toml"], "none.toml"),
    "audit of another kind": (["--audit", "audit.txt"], "audit.txt"),
    "audit in no folder": (["--audit", "/nonexist/audit.csv"], "there is no folder /nonexist"),
    "audit that is a result": (["--to", "json", "-o", "x.json", "--audit", "x.json"], "x.json would be written twice"),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_code_2(case: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, named = WRONG_USE[case]
    assert echo(article, *arguments) == 2
    assert named in capsys.readouterr().err
    assert files(article.parent) == {article.name}


def test_an_audit_that_is_there_is_refused_before_anything_is_translated(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = tmp_path / "fixes.csv"
    assert echo(article, "--audit", audit) == 0
    article.with_name("article.fr-en.docx").unlink()
    capsys.readouterr()
    assert echo(article, "--audit", audit) == 2
    assert f"{audit}: exists" in one_line_error(capsys)
    assert files(tmp_path) == {article.name, audit.name}
    assert echo(article, "--audit", audit, "--force") == 0


def test_a_format_of_the_settings_file_is_blamed_there(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = article.with_name("desk.toml")
    settings.write_text('to = ["pdf"]\n')
    assert echo(article, "--settings", settings) == 2
    assert f"{settings}: to = 'pdf'" in capsys.readouterr().err


def test_a_broken_glossary_line_is_named(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary = tmp_path / "desk.csv"
    glossary.write_text('source,target\nPoutine,Putin\n"Lavrov,Lavrov\n', encoding="utf-8")
    assert echo(article, "--glossary", glossary) == 2
    assert "desk.csv:3" in one_line_error(capsys)


def test_an_article_named_twice_is_not_written_over_itself(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article, article) == 2
    assert "twice" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_output(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert echo(article, "-o", f"{locked}/") == 2
    assert "locked" in one_line_error(capsys)


def test_output_where_a_file_is_in_the_way(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article, "-o", f"{article}/") == 2
    assert "article.fr.txt" in one_line_error(capsys)


def test_a_damaged_model_is_code_4(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model"
    model.mkdir()
    assert main(["translate", str(article), "--model", str(model)]) == 4
    assert str(model) in one_line_error(capsys)


def test_fifty_megabytes_of_one_line_end_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"le chat dort " * 4_000_000)
    assert echo(path) == 3
    assert "long.txt" in one_line_error(capsys)


@pytest.mark.model
def test_ctrl_c_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    text = "\n".join(f"Le {n} mai, le ministre a parlé du projet numéro {n}." for n in range(4000))
    process = subprocess.Popen(
        [sys.executable, "-m", "translator", "translate", "-", "-o", str(tmp_path / "long.docx"), "--threads", "1"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(text.encode())
    process.stdin.close()  # all of it was taken: the command is at work, however slow the machine
    process.stdin = None
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in said
    assert b"Traceback" not in said
    assert files(tmp_path) == set()


def test_models_list_shows_the_embedded_package(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert main(["models", "list"]) == 0
    assert "fr→en" in (said := capsys.readouterr().out)
    assert said.startswith("*")
    assert "embedded" in said


@pytest.mark.model
def test_models_info_measures_the_speed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "info", "embedded"]) == 0
    assert re.search(r"speed: [\d,]+ words a second", capsys.readouterr().out)


def test_glossary_show_names_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "show", "Zelenski"]) == 0
    assert "Zelensky" in (said := capsys.readouterr().out)
    assert "ukraine.fr-en.csv:" in said
    assert main(["glossary", "show", "Quidam inconnu"]) == 1


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("l’Élysée", "Élysée → "),
        ("d'Odessa", "Odessa → Odesa"),
        ("jusqu’Odessa", "Odessa → "),
        ("L’Équipe", "house form of journal L’Équipe"),
    ],
)
def test_glossary_show_takes_a_term_with_its_article(term: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "show", term]) == 0
    assert capsys.readouterr().out.startswith(shown)
    assert main(["glossary", "show", "l’"]) == 1


@pytest.mark.parametrize("command", [[], ["translate"], ["models"], ["models", "install"], ["glossary"]])
def test_help_teaches(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "-h"]) == 0
    said = capsys.readouterr().out
    assert "Usage: translator" in said
    assert "..." not in said.partition("Commands:")[2], "click cuts the description of a command where it is too long"


def test_glossary_check_is_code_1_on_a_conflict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "check"]) == 0
    path = tmp_path / "desk.csv"
    path.write_text("source,target\nKiev,Kyiv\nKiev,Kiev\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["glossary", "check", str(path)]) == 1
    assert "desk.csv:3: conflict" in capsys.readouterr().out


def test_glossary_suggest_gives_a_csv_that_is_a_glossary(article: Path, tmp_path: Path) -> None:
    article.write_text("Le maire Jean Testard a parlé. Jean Testard est né à Brouxville.\n", encoding="utf-8")
    made = tmp_path / "new.csv"
    assert main(["glossary", "suggest", str(article), "--untranslated", "-o", str(made)]) == 0
    assert "Jean Testard,Jean Testard" in made.read_text("utf-8")
    assert main(["glossary", "check", str(made)]) == 0


def test_glossary_to_tbx_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "deepl.csv"
    foreign.write_text("Poutine,Putin\nKiev,Kyiv\n", encoding="utf-8")
    ours, tbx = tmp_path / "ours.csv", tmp_path / "ours.tbx"
    assert main(["glossary", "import", str(foreign), "--columns", "source,target", "-o", str(ours)]) == 0
    assert main(["glossary", "export", str(ours), "-o", str(tbx)]) == 0
    capsys.readouterr()
    assert main(["glossary", "import", str(tbx)]) == 0
    assert capsys.readouterr().out == ours.read_text("utf-8")


def test_glossary_import_says_that_it_took_a_line_for_a_header(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "memoq.csv"
    foreign.write_text("French;English;Forbidden\nKiev;Kyiv;\n", encoding="utf-8")
    assert main(["glossary", "import", str(foreign), "--columns", "source,target,-"]) == 0
    out, err = capsys.readouterr()
    assert "French" not in out
    assert "Kiev,Kyiv" in out
    assert err == "memoq.csv:1: “French”, “English” is taken for a header and left out\n"


@pytest.mark.parametrize("command", [["import"], ["export", "--to", "csv"]])
def test_a_term_that_csv_cannot_hold_is_said_and_does_not_withhold_the_others(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formula = "=cmd|' /C calc'!A0"
    entries = [Entry(("Kiev",), ("Kyiv",)), Entry((formula,), ("a",)), Entry(("b",), ("c",), ("d|e",))]
    tbx = tmp_path / "foreign.tbx"
    tbx.write_bytes(write_tbx([*entries, Entry(("Odessa",), ("Odesa",))]))
    assert main(["glossary", *command, str(tbx)]) == 1
    out, err = capsys.readouterr()
    assert [line.split(",")[0] for line in out.splitlines()] == ["source", "Kiev", "Odessa"]
    assert [line.partition(": ")[2] for line in err.splitlines()] == [
        f"left out: the form “{form}” has a |, which CSV uses between forms" for form in (formula, "d|e")
    ]
    assert main(["glossary", "check", str(tbx)]) == 0
    assert formula in capsys.readouterr().out


def run_with_stdout(article: Path, redirect: str) -> subprocess.CompletedProcess[str]:
    call = f"{sys.executable} -m translator translate {article} --engine echo --to txt {redirect}"
    return subprocess.run(call, shell=True, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_or_closed_standard_output_is_one_line(article: Path) -> None:
    for redirect in ("-q -o - >/dev/full", "-q -o - >&-", ">/dev/full"):
        done = run_with_stdout(article, redirect)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert "standard output" in done.stderr


def test_a_reader_of_the_pipe_may_leave(article: Path) -> None:
    done = run_with_stdout(article, "-q -o - | head -c 1")
    assert (done.returncode, done.stderr) == (0, "")


def test_one_bad_file_does_not_withhold_the_others(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert echo(tmp_path / "missing.txt", article, "--to", "txt") == 3
    assert "missing.txt" in capsys.readouterr().err
    assert "article.en.txt" in files(tmp_path)


def test_a_failure_of_the_program_is_one_line_and_does_not_withhold_the_others(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(readers.READERS, "md", readers.Reader("translator.readers.nowhere", (".md",)))
    bad = tmp_path / "bad.md"
    bad.write_text(FRENCH, "utf-8")
    assert echo(bad, article, "--to", "txt", "-q") == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"translator: {bad}: the program failed on it (ModuleNotFoundError: No module")
    assert "article.en.txt" in files(tmp_path)
    assert echo(bad) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert echo(bad, "--debug") == 3
    assert "Traceback" in capsys.readouterr().err


ORDER = "\x1b]0;owned\x07\x1b[2J"  # renames the window, clears it


def test_no_name_of_a_file_gives_the_terminal_orders(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = tmp_path / f"a{ORDER}.txt"
    hostile.write_text(FRENCH.replace("More Stories", f"More{ORDER} Stories"), "utf-8")
    echo(hostile, "--to", "txt")
    echo(tmp_path / f"none{ORDER}.txt")
    main([f"b{ORDER}.txt"])
    main(["batch", str(tmp_path / f"none{ORDER}"), str(tmp_path / "out")])
    said = "".join(capsys.readouterr())
    assert said.count(r"\x1b]0;owned\x07\x1b[2J") >= 4
    assert "\x1b" not in said
    assert "\x07" not in said


def test_no_glossary_gives_the_terminal_orders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = tmp_path / "desk.csv"
    desk.write_text(f"source,target\nZelenski,Zel{ORDER}ensky\nZelenski,Zel{ORDER}\n", "utf-8")
    main(["glossary", "show", "Zelenski", "--glossary", str(desk)])
    main(["glossary", "check", str(desk)])
    said = "".join(capsys.readouterr())
    assert r"\x1b]0;owned" in said
    assert "\x1b" not in said


@pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")
def test_an_article_gives_the_terminal_no_orders_and_a_pipe_its_own_bytes(tmp_path: Path) -> None:
    import pty

    hostile = tmp_path / "a.txt"
    hostile.write_text(FRENCH.replace("More Stories", f"More{ORDER} Stories"), "utf-8")  # kept as it is
    command = [sys.executable, "-m", "translator", "translate", str(hostile), "--engine", "echo", "--from", "fr"]
    command += ["--to", "txt", "-o", "-", "-q"]
    assert ORDER.encode() in subprocess.run(command, capture_output=True, check=True).stdout
    screen, terminal = pty.openpty()
    subprocess.run(command, stdout=terminal, check=True)
    shown = os.read(screen, 10_000)
    os.close(screen)
    os.close(terminal)
    assert rb"\x1b]0;owned\x07\x1b[2J" in shown
    assert b"\x1b" not in shown
    assert "président".encode() in shown


def test_one_place_prints() -> None:
    """What is printed elsewhere is not escaped."""
    folder = Path(main.__code__.co_filename).parent
    printing = {p.name for p in folder.glob("*.py") if re.search(r"\bprint\(|\becho\(|stdout\.", p.read_text("utf-8"))}
    assert printing == {"terminal.py"}


def test_glossary_show_says_what_the_models_dictionary_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "show", "tollé"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("the model's dictionary: outcry")
    assert said.err == "tollé: in no glossary\n"
    assert main(["glossary", "show", "xyzzy"]) == 1
    assert capsys.readouterr().out == ""


def test_an_address_is_not_fetched_and_said_to_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert echo("https://journal.example/2026/port.html") == 3
    said = one_line_error(capsys)
    assert "https://journal.example/2026/port.html: is an address" in said
    assert "download it first: curl -LO https://journal.example/2026/port.html" in said


def test_a_file_where_a_command_belongs(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(article)]) == 2
    assert f"Did you mean `translator translate {article}`?" in capsys.readouterr().err
    assert main(["translat"]) == 2
    assert "Did you mean `translator translate" not in capsys.readouterr().err


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert echo("-", "-o", "-", "--to", "txt") == 3
    assert "standard input is closed" in one_line_error(capsys)


@pytest.mark.parametrize("format", ["docx", "md"])
@pytest.mark.parametrize("is_edited", [False, True])
def test_what_we_made_is_not_translated_again(
    format: str, is_edited: bool, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert echo(article, "--to", format) == 0
    made = article.with_name(f"article.fr-en.{format}")
    if is_edited and format == "md":
        made.write_bytes(made.read_bytes().replace(b"Le pr", b"La pr"))
    before = made.read_bytes()
    capsys.readouterr()
    assert echo(made) == 3
    assert "is a translation that this tool made" in one_line_error(capsys)
    assert made.read_bytes() == before


def test_our_json_is_still_exported_again(article: Path) -> None:
    assert echo(article, "--to", "json") == 0
    assert echo(article.with_name("article.fr-en.json"), "--to", "docx") == 0


def test_two_inputs_with_one_result_are_found_before_the_first_is_translated(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = tmp_path / "article.md"
    twin.write_text(FRENCH, encoding="utf-8")
    assert echo(article, twin) == 2
    assert "article.fr-en.docx would be written twice" in one_line_error(capsys)
    assert files(tmp_path) == {"article.fr.txt", "article.md"}


@pytest.mark.parametrize("name", ["out.pdf", "out.html", "out.DOC"])
def test_a_file_of_a_kind_that_is_not_written(name: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article, "-o", article.with_name(name)) == 2
    assert f"{Path(name).suffix} is not written, but docx, " in one_line_error(capsys)
    assert files(article.parent) == {article.name}


def test_a_glossary_that_is_missing_has_no_line(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert echo(article, "--glossary", "nofile.csv") == 2
    assert "nofile.csv: no such glossary file" in one_line_error(capsys)


def test_quiet_and_strict_says_why_it_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    lines = ["Le port a rouvert lundi, a déclaré le maire de la ville devant la presse."] * 5
    path.write_text("\n".join([*lines, "Il a d\ufffdmenti."]), encoding="utf-8")
    assert echo(path, "-q", "--strict") == 1
    assert "--strict: 7 notices to look at: untranslated ×6, encoding" in one_line_error(capsys)


@pytest.mark.parametrize("epoch", ["²", "9" * 30, "9" * 5000, "-1", ""])
def test_a_wrong_epoch_is_one_line(
    article: Path, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert echo(article) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("translator: SOURCE_DATE_EPOCH=")
    assert len(line) < 200
