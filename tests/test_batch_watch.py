"""The drop folder: what settles is translated and put away; restarts and signals lose nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.batch.item import Item
from translator.batch.watch import Settling

FRENCH = "Le ministre a annoncé mardi une réforme des transports. Les syndicats ont répondu dans la soirée.\n\n"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def start(drop: Path, out: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "translator", "batch", str(drop), str(out), "--watch", "--engine", "echo"]
    return subprocess.Popen([*command, "--to", "txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stop(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def until(is_true: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < end, "this never happened"
        time.sleep(0.02)


def test_what_settles_is_translated_and_put_away(drop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (drop / "afp").mkdir()
    (drop / "afp" / "before.txt").write_text(FRENCH, "utf-8")  # came while nobody watched
    (drop / "english.txt").write_text("The unions are angry about the reform announced on Tuesday.\n" * 5, "utf-8")
    process = start(drop, out)
    until((drop / "_done/afp/before.txt").is_file)
    (drop / "late.txt").write_text(FRENCH, "utf-8")
    until((drop / "_done/late.txt").is_file)
    until((drop / "_error/english.txt.error.txt").is_file)
    assert "English" in (drop / "_error/english.txt.error.txt").read_text("utf-8")
    assert (out / "afp/before.en.txt").is_file()
    (drop / "late.txt").write_text(FRENCH + "Une correction est arrivée plus tard.\n", "utf-8")  # the same name again
    until((drop / "_done/late~2.txt").is_file)
    assert "correction" in (out / "late.en.txt").read_text("utf-8")
    stop(process)
    assert not [path for path in drop.iterdir() if path.is_file()]
    log = (out / ".translator/watch.log").read_text("utf-8")
    assert "afp/before.txt: done" in log
    assert "stopped" in log
    assert (out / "report.html").is_file()


def test_what_grows_or_is_written_again_has_not_settled(drop: Path) -> None:
    path, settling = drop / "a.txt", Settling(seconds=1.0)
    item = Item("a.txt", drop, "a.txt")

    def settled(now: float) -> bool:
        return settling.settled([item], now) == [item]

    assert not settled(0.0)  # not there yet
    path.write_text(FRENCH, "utf-8")
    assert not settled(1.0)
    with path.open("a", encoding="utf-8") as file:
        for now in (1.9, 2.8, 3.7):
            file.write(FRENCH)
            file.flush()
            assert not settled(now)
    assert not settled(4.6)
    os.utime(path, (1, 1))
    assert [settled(now) for now in (4.7, 5.6, 5.8)] == [False, False, True]


def test_a_feed_with_a_bad_entry_is_done_and_says_which(drop: Path, tmp_path: Path) -> None:
    english = "The storm hit the southern coast of England on Monday, leaving thousands without power. " * 2
    entries = "".join(f"<item><title>{t[:9]}</title><description>{t}</description></item>" for t in (FRENCH, english))
    (drop / "rss.xml").write_text(f'<rss version="2.0"><channel>{entries}</channel></rss>', "utf-8")
    process = start(drop, tmp_path / "out")
    until((drop / "_done/rss.xml.error.txt").is_file)
    stop(process)
    assert (drop / "_done/rss.xml").is_file()
    for said in (drop / "_done/rss.xml.error.txt", tmp_path / "out/.translator/watch.log"):
        assert "rss.xml#2 (The storm): the article looks English" in said.read_text("utf-8")


def test_killed_between_two_files_it_takes_up_what_is_left(drop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for n in range(12):
        (drop / f"{n:02}.txt").write_text(f"Numéro {n}. {FRENCH}", "utf-8")
    process = start(drop, out)
    until(lambda: list(out.glob("*.en.txt")))
    process.kill()
    process.communicate()
    process = start(drop, out)
    (drop / "12.txt").write_text(
        f"Numéro 12. {FRENCH}", "utf-8"
    )  # so that the second run has work, however late the kill
    until(lambda: len(list(drop.glob("_done/*.txt"))) == 13)
    stop(process)
    assert len(list(out.glob("*.en.txt"))) == 13
    assert sorted(path.name for path in drop.glob("_done/*")) == [f"{n:02}.txt" for n in range(13)]


@pytest.mark.parametrize("name", ["_done", "_error"])
def test_a_link_where_files_are_put_away_is_refused(drop: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (drop / name).symlink_to(tmp_path / "elsewhere")
    _, said = (process := start(drop, tmp_path / "out")).communicate(timeout=60)
    assert process.returncode == 2
    assert f"{name}: is a link, and none is followed here; remove it" in said


def test_a_link_that_is_laid_meanwhile_is_not_followed(drop: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    process = start(drop, tmp_path / "out")
    until((drop / "_done").is_dir)
    (drop / "_done").rmdir()
    (drop / "_done").symlink_to(tmp_path / "elsewhere")
    for name in ("A.txt", "a.txt"):  # before the link and behind it, which is put away as any other
        (drop / name).write_text(FRENCH, "utf-8")
    until((drop / "_error" / "_done").is_symlink)
    until((drop / "_done" / "a.txt").is_file)
    stop(process)
    log = (tmp_path / "out" / ".translator" / "watch.log").read_text("utf-8")
    assert (drop / "_done" / "A.txt").is_file() or "A.txt: cannot be moved away: a link is in the way" in log
    assert not (drop / "_done").is_symlink()
    assert list((tmp_path / "elsewhere").iterdir()) == []
