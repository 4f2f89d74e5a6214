"""``translator batch`` as a night desk meets it: what comes out, what is said, what a second run does."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import day
import pytest
from batch_report import report, rows

from translator.cli import main
from translator.document import Article, Metadata, Paragraph
from translator.document.saved import from_json, to_json

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n"


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    return folder


def batch(*arguments: object) -> int:
    return main(["batch", "--engine", "echo", "--to", "json", *map(str, arguments)])


def results(out: Path) -> dict[str, bytes]:
    """Every result by name; nothing of the batch's own."""
    own = {"report.html", "report.json"}
    files = (path for path in out.rglob("*") if path.is_file() and ".translator" not in path.parts)
    return {str(path.relative_to(out)): path.read_bytes() for path in files if path.name not in own}


def test_every_good_story_comes_out_and_every_bad_one_is_reported(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = day.make(wire, stories=len(day.WRITERS) * 2, broken=len(day.BROKEN) / len(day.WRITERS) / 2, length=day.SHORT)
    assert set(made.bad.values()) == {word for _, _, word in day.BROKEN}
    assert {format for format, _ in made.good.values()} == {format for format, _, _ in day.WRITERS}
    assert batch(wire, out) == 1
    assert list(day.faults(made, out)) == []
    assert len(results(out)) == len(made.good)
    first = results(out)
    assert batch(wire, out) == 1
    assert report(out)["summary"]["unchanged"] == len(made.good)
    assert results(out) == first


def test_neither_jobs_nor_order_change_a_byte(wire: Path, tmp_path: Path) -> None:
    day.make(wire, stories=33, broken=0, length=day.SHORT)  # three windows
    assert batch(wire, tmp_path / "a", "--jobs", 1, "--to", "docx,md,json,txt") == 0
    assert batch(wire, tmp_path / "b", "--jobs", 4, "--to", "docx,md,json,txt", "--order", "newest") == 0
    assert results(tmp_path / "a") == results(tmp_path / "b")


def test_what_changed_is_done_again_and_nothing_else(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("a.txt", "b.txt", "c.txt"):
        (wire / name).write_text(FRENCH + name, "utf-8")
    assert batch(wire, out) == 0
    (wire / "a.txt").write_text(FRENCH + "Une phrase de plus, ajoutée après coup.", "utf-8")
    os.utime(wire / "b.txt", (1, 1))
    (out / "c.fr-en.json").unlink()
    assert batch(wire, out) == 0
    assert {name: row["status"] for name, row in rows(out).items()} == {
        "a.txt": "done",
        "b.txt": "unchanged",
        "c.txt": "done",
    }
    assert batch(wire, out, "--layout", "stacked") == 0
    assert report(out)["summary"]["done"] == 3


def test_an_edited_result_is_never_overwritten(wire: Path, tmp_path: Path) -> None:
    out, source, made = tmp_path / "out", wire / "a.txt", tmp_path / "out" / "a.fr-en.json"
    source.write_text(FRENCH, "utf-8")
    assert batch(wire, out) == 0
    made.write_text("revu", "utf-8")
    assert batch(wire, out) == 0
    assert rows(out)["a.txt"]["status"] == "unchanged"
    source.write_text(FRENCH * 2, "utf-8")
    assert batch(wire, out) == 1
    assert "edited" in rows(out)["a.txt"]["reason"]
    assert made.read_text("utf-8") == "revu"
    assert batch(wire, out, "--force") == 0
    assert from_json(made.read_text("utf-8")).paragraphs


FEED = '<rss version="2.0"><channel><title>Dépêches</title>{}</channel></rss>'
STORM = "The storm hit the southern coast of England on Monday, leaving thousands of homes without power. " * 2


def feed(*texts: str) -> str:
    return FEED.format(
        "".join(f"<item><title>{text[:20]}</title><description>{text}</description></item>" for text in texts)
    )


def test_a_feed_with_a_bad_entry_is_done_once_and_its_bad_entry_told_each_time(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (wire / "rss.xml").write_text(feed(FRENCH, STORM, FRENCH + "Une autre."), "utf-8")
    for words, statuses in ((True, ["done", "failed", "done"]), (False, ["unchanged", "failed", "unchanged"])):
        assert batch(wire, out) == 1
        assert [story["status"] for story in report(out)["stories"]] == statuses
        assert bool(report(out)["summary"]["words_new"]) == words
        assert "English" in report(out)["stories"][1]["reason"]
    assert batch(wire, out, "--from", "fr") == 0  # another question, another answer
    assert report(out)["summary"]["done"] == 3


def test_results_that_a_file_gives_no_longer_are_kept_and_named(wire: Path, tmp_path: Path) -> None:
    out, source = tmp_path / "out", wire / "rss.xml"
    first, second, third = FRENCH, FRENCH + "Une autre.", FRENCH + "Encore une."

    def left(*arguments: str) -> list[str]:
        batch(wire, out, *arguments)
        told = [story["left"] for story in report(out)["stories"]]
        assert not any(told[1:])
        assert report(out)["summary"]["left"] == len(told[0])
        return list(told[0])

    source.write_text(feed(first, second, third), "utf-8")
    assert left() == []
    assert left("--to", "txt") == []  # another format: both are wanted
    source.write_text(feed(first), "utf-8")
    three = [f"rss.00{n}.fr-en.json" for n in (1, 2, 3)]
    assert left() == three
    assert all((out / name).is_file() for name in three)
    assert three[0] in (out / "report.html").read_text("utf-8")
    (out / three[0]).unlink()
    assert left() == three[1:]  # nothing was done, and it is true all the same
    source.write_text(feed(STORM), "utf-8")
    assert {*three[1:], "rss.fr-en.json"} <= {*left()}  # nothing comes of it any more
    source.write_text(feed(second, first, third), "utf-8")
    assert left() == ["rss.fr-en.json"]


AWFUL = (
    "saut\nde ligne.txt",
    "étoile 😀👩‍👩‍👧.txt",
    "\u202eenvers.txt",
    "<img src=x onerror=alert(1)>.txt",
    "é" * 125 + "e.txt",
    os.fsdecode(b"octets \xe9\xff.txt"),
    " espace .txt",
    "-o.txt",
)


def test_awful_names(wire: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    for name in AWFUL:
        (wire / name).write_text(FRENCH, "utf-8")
    assert batch(wire, out, "--plain") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(AWFUL)
    assert all(line.startswith("done\t") for line in lines)
    assert len(results(out)) == len(AWFUL)
    assert "😀" in "".join(results(out))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert batch(wire, out) == 0
    assert report(out)["summary"]["unchanged"] == len(AWFUL)


def test_our_own_results_and_reports_are_not_translated_again(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, out, "--to", "docx,md,json,ninjs,newsml-g2") == 0
    edited = (out / "a.fr-en.md").read_bytes().replace(b"Le ministre", b"La ministre")
    (out / "a.fr-en.md").write_bytes(edited)
    for path in filter(Path.is_file, [*out.iterdir()]):
        path.rename(wire / path.name)
    (wire / "b.txt.error.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, tmp_path / "again") == 0
    found = rows(tmp_path / "again")
    assert found.pop("a.txt")["status"] == "done"
    assert {(row["status"], row["kind"]) for row in found.values()} == {("skipped", "ours")}
    assert len(found) == 8
    assert "report" in found["report.html"]["reason"]
    assert len(results(tmp_path / "again")) == 1


def test_an_output_folder_among_the_inputs_is_one_row(wire: Path) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, wire / "english") == 0
    for out in (wire / "english", wire / "other"):
        assert batch(wire, out) == 0
        assert "output folder" in rows(out)["english"]["reason"]
        assert rows(out).keys() == {"a.txt", "english"}


def test_an_output_folder_as_the_input_is_said_and_not_read(
    wire: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    english = tmp_path / "english"
    assert batch(wire, english, "--to", "txt") == 0
    assert batch(english, tmp_path / "out") == 0
    assert capsys.readouterr().err == f"translator: {english}: an output folder of translator: not read\n"
    assert {name: row["kind"] for name, row in rows(tmp_path / "out").items()} == {"english": "ours"}
    assert batch(english, tmp_path / "other", "--watch") == 2
    assert "output folder" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


def test_our_json_with_sentences_that_have_no_english_is_ours_all_the_same(wire: Path, tmp_path: Path) -> None:
    cells = "<table><tr><th>Ville</th><th>Euros</th></tr><tr><td>Lyon</td><td>120</td></tr></table>"
    page = f"<h1>Le port</h1>{f'<p>{FRENCH}</p>' * 5}{cells}"
    (wire / "a.html").write_text(
        f'<!DOCTYPE html><html lang="fr"><body><article>{page}</article></body></html>', "utf-8"
    )
    assert batch(wire, tmp_path / "out") == 0
    made = tmp_path / "out/a.fr-en.json"
    assert '"target": null' in made.read_text("utf-8")
    made.rename(wire / "a.fr-en.json")
    assert batch(wire, tmp_path / "again") == 0
    assert rows(tmp_path / "again")["a.fr-en.json"]["kind"] == "ours"


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_pattern_that_nothing_fits_is_said_and_is_no_failure(
    wire: Path, tmp_path: Path, quiet: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(wire / "*.nitf", tmp_path / "out", *quiet) == 0
    assert capsys.readouterr().err == f"translator: {wire}/*.nitf: nothing fits this pattern\n"
    assert report(tmp_path / "out")["stories"] == []


def test_how_files_are_read_is_part_of_what_was_done(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    menu = "Abonnez-vous à notre lettre du matin"
    page = f"<nav><p>{menu}</p></nav><main><article><h1>Le port</h1>{f'<p>{FRENCH}</p>' * 5}</article></main>"
    (wire / "a.html").write_text(f"<!DOCTYPE html><html><body>{page}</body></html>", "utf-8")
    (wire / "b.dat").write_text(FRENCH, "utf-8")

    def sources() -> str:
        article = from_json((out / "a.fr-en.json").read_text("utf-8"))
        return " ".join(paragraph.source for paragraph in article.paragraphs)

    assert batch(wire, out, "--skip-unknown") == 0
    assert menu not in sources()
    assert batch(wire, out, "--raw-html", "--skip-unknown") == 0
    assert menu in sources()
    assert batch(wire, out, "--input-format", "txt") == 0
    assert "<nav>" in sources()
    assert rows(out)["b.dat"]["status"] == "done"
    assert batch(wire, out, "--input-format", "txt") == 0
    assert report(out)["summary"]["unchanged"] == 2


def test_two_sources_of_one_name_get_two_results(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, out) == 0
    (wire / "a.md").write_text(FRENCH, "utf-8")
    (wire / "A.fr.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, out) == 0
    assert rows(out)["a.txt"]["status"] == "unchanged"
    assert set(results(out)) == {"a.fr-en.json", "a.md.fr-en.json", "A.fr.txt.fr-en.json"}


def test_duplicates_and_corrections(wire: Path, tmp_path: Path) -> None:
    def write(name: str, version: str, text: str) -> None:
        metadata = Metadata(guid="urn:1", version=version) if version else Metadata()
        (wire / name).write_text(to_json(Article((Paragraph.of(text),), metadata=metadata)), "utf-8")

    write("a.json", "9", FRENCH)
    write("b.json", "10", FRENCH + "Deux personnes ont été blessées.")
    write("c.json", "", FRENCH)
    assert batch(wire, tmp_path / "out") == 0
    found = rows(tmp_path / "out")
    assert (found["b.json"]["corrects"], found["a.json"]["superseded_by"]) == ("a.json", "b.json")
    assert found["c.json"]["duplicate_of"] == "a.json"
    assert (found["a.json"]["duplicate_of"], found["a.json"]["corrects"]) == ("", "")


def test_a_revision_that_its_guid_ends_in_is_recognised_and_keeps_its_english_guid(wire: Path, tmp_path: Path) -> None:
    whole = (Path(__file__).parent / "fixtures/wire/depeche.newsml").read_bytes()
    assert whole.count(b":2<") == whole.count(b">2</RevisionId>") == 1
    for revision in (b"9", b"10"):
        data = whole.replace(b":2<", b":%b<" % revision).replace(b">2</RevisionId>", b">%b</RevisionId>" % revision)
        (wire / f"rev{revision.decode()}.xml").write_bytes(data.replace(b"</HeadLine>", b" (%b)</HeadLine>" % revision))
    assert batch(wire, tmp_path / "out", "--to", "ninjs") == 0
    found = rows(tmp_path / "out")
    assert (found["rev10.xml"]["corrects"], found["rev9.xml"]["superseded_by"]) == ("rev9.xml", "rev10.xml")
    made = [
        json.loads((tmp_path / "out" / found[name]["outputs"][0]).read_bytes()) for name in ("rev9.xml", "rev10.xml")
    ]
    assert made[0]["uri"] == made[1]["uri"]
    assert [item["version"] for item in made] == ["9", "10"]


def test_the_report_is_whole_and_loads_nothing(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (wire / "a.txt").write_text("<script>alert(1)</script> " + FRENCH, "utf-8")
    (wire / "b.mp4").write_bytes(b"\0" * 10)
    (wire / "c.txt").write_bytes(b"")
    assert batch(wire, out, "--skip-unknown") == 1
    said = report(out)
    assert said["schema"] == 1
    assert {k: said["summary"][k] for k in ("files", "done", "failed", "skipped")} == {
        "files": 3,
        "done": 1,
        "failed": 1,
        "skipped": 1,
    }
    assert [story["file"] for story in said["stories"]] == ["a.txt", "b.mp4", "c.txt"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<script>") == 1
    assert "http://" not in page
    assert "https://" not in page
    assert page.index("c.txt") < page.index("a.txt") < page.index("b.mp4")  # failures on top


def test_a_file_of_a_kind_that_is_not_read_is_a_failure_that_is_named(
    wire: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    (wire / "film.mp4").write_bytes(b"\0" * 10)
    assert batch(wire, out) == 1
    assert "failed: film.mp4: not a format that is read: .mp4" in capsys.readouterr().out
    (row,) = [row for row in report(out)["stories"] if row["file"] == "film.mp4"]
    assert (row["status"], row["kind"]) == ("failed", "input")
    assert batch(wire, out, "--skip-unknown") == 0
    (row,) = [row for row in report(out)["stories"] if row["file"] == "film.mp4"]
    assert (row["status"], row["reason"]) == ("skipped", "not a format that is read: .mp4")


def test_the_riskiest_stories_are_named_with_a_sentence_and_the_reason(
    wire: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, tmp_path / "out") == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("    riskiest: ")]
    assert "a.txt, §1 “[" in line
    assert "French" in line.partition("”: ")[2]


def test_strict_counts_notices(wire: Path, tmp_path: Path) -> None:
    (wire / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(wire, tmp_path / "out", "--strict") == 1  # echo leaves the French: the checks see it


def test_a_dry_run_counts_and_leaves_no_trace(wire: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(4):
        (wire / f"{n}.txt").write_text(FRENCH, "utf-8")
    (wire / "bad.txt").write_bytes(b"")
    (wire / "english.txt").write_bytes(day.ENGLISH * 8)
    os.utime(wire / "0.txt", (1, 1))
    assert batch(wire, tmp_path / "out", "--dry-run", "--since", "1h") == 0
    said = capsys.readouterr().out
    assert "5 files" in said
    assert f"{3 * len(FRENCH.split())} words" in said
    assert "1 file left out" in said
    assert "bad.txt: the file is empty" in said
    assert "english.txt: the article looks English" in said
    assert not (tmp_path / "out").exists()


def test_limit_and_order(wire: Path, tmp_path: Path) -> None:
    for n in range(4):
        (wire / f"{n}.txt").write_text(FRENCH, "utf-8")
        os.utime(wire / f"{n}.txt", (1000 + n, 1000 + n))
    assert batch(wire, tmp_path / "out", "--limit", 2, "--order", "newest") == 0
    assert set(results(tmp_path / "out")) == {"2.fr-en.json", "3.fr-en.json"}
    assert report(tmp_path / "out")["left_out"] == 2
    assert batch(wire, tmp_path / "out") == 0
    assert report(tmp_path / "out")["summary"]["unchanged"] == 2


def test_a_list_on_standard_input(wire: Path, tmp_path: Path) -> None:
    (wire / "a\nb.txt").write_text(FRENCH, "utf-8")
    (wire / "c.txt").write_text(FRENCH, "utf-8")
    names = b"\0".join(os.fsencode(wire / name) for name in ("a\nb.txt", "c.txt", "gone.txt"))
    command = [sys.executable, "-m", "translator", "batch", "-", str(tmp_path / "out"), "--plain", "--to", "txt"]
    done = subprocess.run([*command, "--engine", "echo"], input=names, capture_output=True, check=False)
    assert done.returncode == 1
    assert sorted(done.stdout.decode().splitlines()) == [
        "done\ta\\nb.txt\t",
        "done\tc.txt\t",
        "failed\tgone.txt\tno such file",
    ]


def test_a_list_as_windows_writes_it(wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt\r"):
        (wire / name).write_text(FRENCH, "utf-8")
    for lines in (f"{wire}/a.txt\r\n{wire}/b.txt\r\n", f"{wire}/b.txt\n{wire}/c.txt\r\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        assert batch("-", tmp_path / "out", "--base", wire, "--input-format", "txt") == 0
        assert report(tmp_path / "out")["summary"]["stories"] == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nowhere", "out"], "nowhere"),
        (["out"], "two places"),
        ([".", "out", "--jobs", "0"], "--jobs 0"),
        ([".", "out", "--jobs", "²"], "--jobs ²"),
        ([".", "out", "--since", "gestern"], "gestern"),
        ([".", "."], "output folder"),
        (["a.txt", "out", "--watch"], "--watch"),
        ([".", "out", "--watch", "--limit", "0"], "--limit"),
        ([".", "out", "--watch", "--dry-run"], "--dry-run"),
        ([".", "out", "--glossary", "none.csv"], "none.csv"),
        ([".", "out", "--input-format", "mp4"], "--input-format mp4"),
    ],
)
def test_wrong_use(
    arguments: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(FRENCH, "utf-8")
    assert batch(*arguments) == 2
    said = capsys.readouterr().err.strip()
    assert named in said
    assert "Traceback" not in said


@pytest.mark.model
def test_the_embedded_model_gives_the_same_whatever_the_jobs(wire: Path, tmp_path: Path) -> None:
    day.make(wire, stories=17, broken=0, length=day.SHORT)  # two windows
    for jobs in ("1", "3"):
        command = ["batch", str(wire), str(tmp_path / jobs), "--to", "json", "--jobs", jobs, "--quality", "fast"]
        assert main(command) == 0
    assert results(tmp_path / "1") == results(tmp_path / "3")
    article = from_json(next(iter(results(tmp_path / "1").values())).decode())
    assert article.paragraphs[0].text != article.paragraphs[0].source
