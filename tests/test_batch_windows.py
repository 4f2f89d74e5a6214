"""Windows of files: the same bytes whoever works on them and whoever is first; the same text once; a fault is that
of one story."""

import datetime
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import day
import pytest
from batch_report import report, rows

from translator.batch import plan, sources
from translator.batch.executors import Executor, Launch, Outcome, Task, Window
from translator.batch.item import Item
from translator.batch.run import Batch, Request
from translator.batch.state import FOLDER, Record
from translator.batch.work import signature, translate_window
from translator.engines import Engine, Hypothesis, Query
from translator.engines.echo import EchoEngine
from translator.errors import OutputError
from translator.readers import ReadOptions
from translator.session import Session
from translator.settings import Settings

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"


class Listening(EchoEngine):
    """Echo that counts the company of a sentence, remembers what it was asked, and fails on "Panne"."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        texts = [str(sentence) for sentence in sentences]
        self.asked.append(texts)
        if any("Panne" in text for text in texts):
            raise ValueError("Panne")
        company = len(set(texts))
        return [[Hypothesis(f"[{text}] among {company}", 0.0)] for text in texts]


class Here(Executor):
    """Works in this process, on the windows in a random order."""

    def __init__(self, engine: Engine, dice: random.Random | None = None, meanwhile: Callable[[], None] | None = None):
        class Given(Session):
            @cached_property
            def engine(self) -> Engine:
                return engine

        self._launch = Launch(Settings(engine="echo", to=("txt", "json"), glossary_defaults=False), ReadOptions())
        self._session = Given(self._launch.settings)
        self._dice, self._meanwhile = dice, meanwhile

    def start(self) -> str:
        return signature(self._session, self._launch.reading)

    def run(self, windows: Iterable[Window]) -> Iterator[tuple[Task, Outcome]]:
        left = list(windows)
        if self._dice:
            self._dice.shuffle(left)
        answers = [answer for window in left for answer in translate_window(window, self._session, self._launch)]
        if self._dice:
            self._dice.shuffle(answers)
        for answer in answers:
            yield answer
            if self._meanwhile:
                self._meanwhile()

    def stop(self) -> None: ...

    def close(self) -> None: ...


class Deaf:
    def planned(self, plan: plan.Plan) -> None: ...

    def finished(self, record: Record) -> None: ...


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    return folder


def batch(wire: Path, out: Path, executor: Executor) -> dict[str, bytes]:
    """The results of a batch by name."""
    (out / FOLDER).mkdir(parents=True)
    with Batch(Request(out, False, lambda: datetime.date(2026, 11, 22)), executor, Deaf()) as run:
        run.work(sources.collect([str(wire)], out))
        run.check_written()
        run.report()
    files = (path for path in out.rglob("*") if path.is_file() and FOLDER not in path.parts and path.stem != "report")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_the_same_bytes_whoever_is_first(wire: Path, tmp_path: Path) -> None:
    day.make(wire, stories=40, broken=0.1, length=day.SHORT)  # three windows
    first = batch(wire, tmp_path / "out", Here(Listening()))
    assert len(first) == 80
    for seed in (1, 2):
        assert batch(wire, tmp_path / f"out{seed}", Here(Listening(), random.Random(seed))) == first


@pytest.mark.parametrize("times", [1, 600])  # 600: more than a request of the pipeline holds
def test_a_file_that_comes_twice_is_asked_once_wherever_it_lies(wire: Path, tmp_path: Path, times: int) -> None:
    engine = Listening()
    for n in range(40):
        (wire / f"{n:02}.txt").write_text(f"Numéro {n} : {FRENCH}", "utf-8")
    (wire / "00.txt").write_text("".join(f"Numéro 0, ligne {n} : {FRENCH}" for n in range(times)), "utf-8")
    shutil.copy(wire / "00.txt", wire / "zz.txt")
    made = batch(wire, tmp_path / "out", Here(engine))
    asked = [text for texts in engine.asked for text in texts]
    assert sum("Numéro 0, ligne 0 " in text for text in asked) == 1
    assert made["zz.en.txt"] == made["00.en.txt"]
    assert rows(tmp_path / "out")["zz.txt"]["duplicate_of"] == "00.txt"


def test_windows_hold_all_items_once_and_twins_together(wire: Path) -> None:
    dice = random.Random(3)
    for n in range(100):
        (wire / f"{n:03}.txt").write_text("x" * dice.randrange(1, 12), "utf-8")
    items = sources.collect([str(wire)], wire.parent / "out")
    windows = list(plan.windows(items))
    assert sorted(item.name for window in windows for item in window) == [item.name for item in items]
    places = [{item.size for item in window} for window in windows]
    assert sum(map(len, places)) == 11
    different = [Item(f"{n}", wire, f"{n}", size=plan.WINDOW_BYTES // 3 + n) for n in range(7)]
    assert [len(window) for window in plan.windows(different)] == [2, 2, 2, 1]


def test_a_story_that_the_engine_fails_on_fails_alone(wire: Path, tmp_path: Path) -> None:
    entries = "".join(
        f"<item><title>Dépêche</title><description>{text}</description></item>" for text in (FRENCH, f"Panne. {FRENCH}")
    )
    (wire / "a.xml").write_text(f'<rss version="2.0"><channel>{entries}</channel></rss>', "utf-8")
    (wire / "b.txt").write_text(f"Panne de courant. {FRENCH}", "utf-8")
    for n in range(5):
        (wire / f"c{n}.txt").write_text(f"Numéro {n} : {FRENCH}", "utf-8")
    made = batch(wire, tmp_path / "out", Here(Listening()))
    stories = [(story["file"], story["number"], story["status"]) for story in report(tmp_path / "out")["stories"]]
    assert stories == [
        ("a.xml", 1, "done"),
        ("a.xml", 2, "failed"),
        ("b.txt", 0, "failed"),
        *((f"c{n}.txt", 0, "done") for n in range(5)),
    ]
    assert "Panne" in rows(tmp_path / "out")["b.txt"]["reason"]
    assert len(made) == 12


def test_seconds_of_a_file_are_shared_by_length(wire: Path, tmp_path: Path) -> None:
    entries = "".join(
        f"<item><title>Dépêche {n}</title><description>{FRENCH * 10**n}</description></item>" for n in (0, 2)
    )
    (wire / "a.xml").write_text(f'<rss version="2.0"><channel>{entries}</channel></rss>', "utf-8")
    batch(wire, tmp_path / "out", Here(Listening()))
    short, long = (story["seconds"] for story in report(tmp_path / "out")["stories"])
    assert long > 5 * short


def test_what_is_gone_at_the_end_was_not_done(wire: Path, tmp_path: Path) -> None:
    for n in range(4):
        (wire / f"{n}.txt").write_text(f"Numéro {n} : {FRENCH}", "utf-8")
    out = tmp_path / "out"
    made = batch(wire, out, Here(Listening(), meanwhile=lambda: (out / "1.en.txt").unlink(missing_ok=True)))
    assert "1.en.txt" not in made
    assert {name: row["status"] for name, row in rows(out).items()} == {
        "0.txt": "done",
        "1.txt": "failed",
        "2.txt": "done",
        "3.txt": "done",
    }
    assert "removed" in rows(out)["1.txt"]["reason"]


def test_an_output_folder_that_is_removed_ends_the_run(wire: Path, tmp_path: Path) -> None:
    for n in range(4):
        (wire / f"{n}.txt").write_text(f"Numéro {n} : {FRENCH}", "utf-8")
    out = tmp_path / "out"
    with pytest.raises(OutputError, match="removed while"):
        batch(wire, out, Here(Listening(), meanwhile=lambda: shutil.rmtree(out, ignore_errors=True)))
    assert not out.exists()


class Doubting(EchoEngine):
    """Echo that is the less sure of a sentence the more question marks it has."""

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis(f"[{text}]", -0.1 - str(text).count("?"))] for text in sentences]


def test_the_report_begins_with_the_riskiest_story_and_quotes_its_worst_sentences(wire: Path, tmp_path: Path) -> None:
    for name, marks in (("a.txt", ""), ("b.txt", " ???"), ("c.txt", " ?")):
        (wire / name).write_text(f"<b>Titre {name}</b>\n\n{FRENCH}{FRENCH.strip()}{marks}\n\n{FRENCH}", "utf-8")
    out = tmp_path / "out"
    batch(wire, out, Here(Doubting()))
    found = rows(out)
    assert list(found) == ["a.txt", "b.txt", "c.txt"]
    assert found["b.txt"]["headline"] == "[<b>Titre b.txt</b>]"
    assert found["a.txt"]["risk"] < found["c.txt"]["risk"] < found["b.txt"]["risk"]
    worst = found["b.txt"]["worst"][0]
    assert worst["paragraph"] == 3
    assert worst["french"] == "Les syndicats ont répondu dans la soirée. ???"
    assert worst["english"].startswith("[Les syndicats")
    assert any("unsure" in reason for reason in worst["reasons"])
    page = (out / "report.html").read_text("utf-8")
    assert page.index("Titre b.txt") < page.index("Titre c.txt") < page.index("Titre a.txt")
    assert "<b>Titre" not in page
    assert '<q lang="fr">Les syndicats ont répondu dans la soirée. ???</q>' in page
