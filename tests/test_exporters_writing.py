"""Files on the disk: whole or not at all, and never over somebody's work."""

import datetime
import io
import os
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from translator.document import Article, Notice, Paragraph, Segment
from translator.errors import OutputError
from translator.exporters import Options, export
from translator.exporters.seal import is_intact
from translator.exporters.writing import clear_leftovers, write

FIRST = Article((Paragraph((Segment("Bonjour.", "Hello.", notices=(Notice("test", "Look."),)),)),))
SECOND = Article((Paragraph((Segment("Bonjour.", "Good morning."),)),))
SEALED = ("docx", "md")


def paths(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("format", ["docx", "md", "json", "txt"])
def test_the_same_result_can_be_written_again(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    for _ in range(2):
        write(path, export(FIRST, format), force=False)
    assert path.read_bytes() == export(FIRST, format)
    assert paths(tmp_path) == [path.name]


@pytest.mark.parametrize("format", SEALED)
@pytest.mark.parametrize("layout", ["side-by-side", "stacked", "english"])
def test_a_newer_result_replaces_an_older_one_that_nobody_edited(tmp_path: Path, format: str, layout: str) -> None:
    path = tmp_path / f"a.{format}"
    write(path, export(FIRST, format, Options(layout, date=datetime.date(2026, 1, 1))))  # type: ignore[arg-type]
    newer = export(SECOND, format)
    write(path, newer)
    assert path.read_bytes() == newer


@pytest.mark.parametrize("format", ["json", "txt"])
def test_formats_without_a_seal_are_replaced_only_by_force(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    write(path, export(FIRST, format))
    with pytest.raises(OutputError, match=r"exists .* use --force"):
        write(path, export(SECOND, format))
    assert path.read_bytes() == export(FIRST, format)
    write(path, export(SECOND, format), force=True)
    assert path.read_bytes() == export(SECOND, format)


def test_an_edited_docx_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write(path, export(FIRST, "docx"))
    document = docx.Document(str(path))
    document.tables[1].rows[1].cells[2].paragraphs[0].add_run(" Edited by hand.")
    document.save(str(path))
    edited = path.read_bytes()
    with pytest.raises(OutputError) as refused:
        write(path, export(FIRST, "docx"))
    assert str(refused.value) == (
        f"{path} exists and was not made by translator, or was edited since: use --force to replace it, or -o"
    )
    assert path.read_bytes() == edited


def test_a_docx_with_one_more_comment_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document(io.BytesIO(export(FIRST, "docx")))
    assert len(document.comments) == 1
    next(iter(document.comments)).add_paragraph("I do not agree.")
    document.save(str(path))
    assert not is_intact(path.read_bytes())


def test_a_docx_packed_anew_without_a_change_is_still_ours() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(export(FIRST, "docx"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert is_intact(stream.getvalue())


def test_an_edited_markdown_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write(path, export(FIRST, "md"))
    path.write_text(path.read_text(encoding="utf-8").replace("Hello", "Hi"), encoding="utf-8")
    with pytest.raises(OutputError, match="edited since"):
        write(path, export(SECOND, "md"))
    assert "Hi." in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"notes",
        b"PK",
        b"PK\x03\x04 broken",
        b"translator-seal: sha256:" + b"0" * 64,
        b"translator-seal: sha256:abc",
    ],
)
def test_other_files_are_never_taken_for_ours(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(OutputError, match="use --force"):
        write(path, export(FIRST, "docx"))
    assert path.read_bytes() == data


def test_a_text_that_speaks_of_seals_is_sealed_all_the_same() -> None:
    text = "translator-seal: sha256:" + "0" * 64
    made = export(Article((Paragraph((Segment(text, text),)),)), "md", Options("english"))
    assert is_intact(made)
    assert not is_intact(made.replace(b"sha256:00", b"sha256:01", 1))


def test_a_folder_a_missing_folder_and_a_file_as_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for path, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "a.txt", "no folder"),
        (tmp_path / "file" / "a.txt", "no folder"),
        (tmp_path / ("x" * 300), "cannot be written"),
    ):
        with pytest.raises(OutputError, match=reason) as refused:
            write(path, b"x", force=True)
        assert "\n" not in str(refused.value)
    assert paths(tmp_path) == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_device_is_refused() -> None:
    with pytest.raises(OutputError, match="not an ordinary file"):
        write(Path("/dev/full"), b"x", force=True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_or_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        write(path, b"y", force=True)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            write(tmp_path / "b.txt", b"y")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
def test_a_link_to_itself_is_replaced_and_one_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    loop, lost = tmp_path / "loop.txt", tmp_path / "lost.txt"
    loop.symlink_to(loop)
    write(loop, b"1")
    assert loop.read_bytes() == b"1"
    lost.symlink_to(tmp_path / "none" / "a.txt")
    with pytest.raises(OutputError, match="cannot be written"):
        write(lost, b"1")


def test_what_was_left_unfinished_is_cleared_away_but_not_what_is_at_work(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".a.txt.0123abcd.part", ".b.txt.0123abcd.part", "c.part"))
    for path in (old, young, other):
        path.touch()
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    clear_leftovers(tmp_path, 3600.0)
    assert paths(tmp_path) == [young.name, other.name]
    clear_leftovers(tmp_path)
    assert paths(tmp_path) == [other.name]
    clear_leftovers(tmp_path / "none")


def test_a_batch_that_begins_meanwhile_and_clears_the_folder_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cleared(_: int) -> None:
        monkeypatch.undo()
        clear_leftovers(tmp_path)

    monkeypatch.setattr(os, "fsync", cleared)
    write(tmp_path / "a.txt", b"1")
    assert paths(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"1"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_when_the_writing_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A full disk and Ctrl-C cannot be had on demand: the system call reports them here."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    expected = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else OutputError
    with pytest.raises(expected):
        write(path, b"after", force=True)
    assert path.read_bytes() == b"before"
    assert paths(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_permissions_follow_the_umask_or_the_file_that_was_there_and_links_stay(tmp_path: Path) -> None:
    plain, real, link = tmp_path / "plain", tmp_path / "real", tmp_path / "link"
    plain.touch()
    default = stat.S_IMODE(plain.stat().st_mode)
    write(real, b"1")
    assert stat.S_IMODE(real.stat().st_mode) == default
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, b"2", force=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"2"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
