"""SECURITY.md tells the truth: its limits are those of the code."""

import tomllib
from dataclasses import asdict
from pathlib import Path

from translator import readers
from translator.cli.batch import batch
from translator.packages import archive as package
from translator.packages import download
from translator.readers import archive, xml
from translator.readers.budget import Budget

TEXT = (Path(__file__).parent.parent / "SECURITY.md").read_text("utf-8")


def test_the_limits_are_those_of_the_code() -> None:
    (timeout,) = (option.default for option in batch.params if option.name == "timeout")
    rows = (
        f"| a paragraph | {readers.MAX_PARAGRAPH:,} characters |",
        f"| XML | {xml.MAX_XML // 10**6} MB |",
        f"| an archive | {archive.MAX_MEMBERS:,} files, {archive.MAX_TOTAL // 10**6} MB unpacked |",
        f"| a member of over 1 MB | {archive.MAX_RATIO} times its packed size |",
        f"| a package | {package.MEMBERS_LIMIT} files, {package.TOTAL_LIMIT // 10**6:,} MB unpacked, "
        f"{package.RATIO_LIMIT} times their packed size |",
        f"| an index of packages | {download.INDEX_LIMIT // 10**6} MB |",
        f"| a file of a batch | {timeout} seconds |",
    )
    assert [row for row in rows if row not in TEXT] == []
    assert tomllib.loads(TEXT.split("```")[1].removeprefix("toml"))["limits"] == asdict(Budget())
