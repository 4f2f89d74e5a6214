"""SECURITY.md and README.md tell the truth: the limits are those of the code, and each promise that somebody with bad
files, packages or disks could break has tests that try to."""

import tempfile
import tomllib
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
from faulty_disk import Disk, failing

from translator import readers
from translator.cli import main
from translator.cli.batch import batch
from translator.packages import archive as package
from translator.packages import download
from translator.readers import archive, xml
from translator.readers.budget import Budget
from translator.readers.text import markdown

TESTS = Path(__file__).parent
TEXT = (TESTS.parent / "SECURITY.md").read_text("utf-8")
PROMISES = dict(
    line.split(" | ")
    for line in (TESTS / "fixtures" / "promises.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_is_made_and_kept_by_tests(promise: str) -> None:
    said = " ".join(f"{TEXT} {(TESTS.parent / 'README.md').read_text('utf-8')}".split())
    assert promise in said
    for group in PROMISES[promise].split("; "):
        file, _, names = group.partition(": ")
        written = (TESTS / f"test_{file}.py").read_text("utf-8")
        assert [name for name in names.split(", ") if f"def test_{name}(" not in written] == []


def test_nothing_of_an_archive_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("un.txt", "deux.html", "trois.xml"):
            archive.writestr(name, "<p>Le ministre a annoncé mardi une réforme des transports.</p>")
    with failing(Disk(tmp_path, "EIO", 0)) as disk:  # never: it only tells of the calls
        code = main(["translate", str(tmp_path / "a.zip"), "--engine", "echo", "--to", "txt", "-o", f"{tmp_path}/out/"])
    assert code == 0
    calls = [call.split(" ") for call in disk.calls]
    assert {place.partition("/")[0] for what, place in calls if what not in ("open", "read")} == {"out"}


def test_the_limits_are_those_of_the_code() -> None:
    (timeout,) = (option.default for option in batch.params if option.name == "timeout")
    rows = (
        f"| a paragraph | {readers.MAX_PARAGRAPH:,} characters |",
        f"| XML | {xml.MAX_XML // 10**6} MB |",
        f"| Markdown | {markdown.MAX_MARKDOWN // 10**6} MB |",
        f"| an archive | {archive.MAX_MEMBERS:,} files, {archive.MAX_TOTAL // 10**6} MB unpacked |",
        f"| a member of over 1 MB | {archive.MAX_RATIO} times its packed size |",
        f"| a package | {package.MEMBERS_LIMIT} files, {package.TOTAL_LIMIT // 10**6:,} MB unpacked, "
        f"{package.RATIO_LIMIT} times their packed size |",
        f"| an index of packages | {download.INDEX_LIMIT // 10**6} MB |",
        f"| a file of a batch | {timeout} seconds |",
    )
    assert [row for row in rows if row not in TEXT] == []
    assert tomllib.loads(TEXT.split("```")[1].removeprefix("toml"))["limits"] == asdict(Budget())
