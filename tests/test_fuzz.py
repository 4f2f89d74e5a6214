"""What broke something once does not again, and any bytes at all end in an article or in one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import wire_writers
from fuzz.seeds import CORPUS, TEXTS, seeds
from fuzz.targets import FORMATS, PARTS, TARGETS, packed
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_readers_docx import W

from translator import readers

TESTS = Path(__file__).parent


@pytest.mark.parametrize("name", TARGETS)
def test_what_broke_something_once_does_not_again(name: str) -> None:
    for data in seeds(name):
        TARGETS[name](data)


def test_the_corpus_is_of_targets_that_there_are() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} <= set(TARGETS)


@pytest.mark.parametrize("format", FORMATS)
def test_mutation_begins_with_something_that_is_read(format: str) -> None:
    data = seeds(f"read-{format}")[0]
    assert readers.read_bytes(packed(format, data) if format in PARTS else data, "a", format)


PIECES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"\x00", b"\xff", b"\xed\xa0\xbd", b"{\\rtf1 ", b"PK\x03\x04", b"%PDF-", b"<p>", b"</p>", b"<!--"]
    ),
    st.sampled_from(
        [b"&#0;", b"]]>", b"<![CDATA[", b'{"', b"\\u", b"\\'e9", b"\x01", b"\x02", b"\n\n", b"- ", b"| a |"]
    ),
)


@settings(max_examples=40, deadline=None)
@given(before=st.lists(PIECES, max_size=8), cut=st.floats(0, 1), format=st.sampled_from(FORMATS), choice=st.integers(0))
@example([b"\xff"], 0.0, "txt", 0)
def test_any_bytes_end_in_an_article_or_in_one_line(before: list[bytes], cut: float, format: str, choice: int) -> None:
    """Bytes put into a good file of the format, at any place; given to that reader, and to whichever they ask for."""
    good = seeds(f"read-{format}")
    data = good[choice % len(good)]
    at = int(cut * len(data))
    for target in (TARGETS[f"read-{format}"], TARGETS["read-any"]):
        target(data[:at] + b"".join(before) + data[at:])


# Half a megabyte of a format, in a process of its own: what became of it, CPU seconds, megabytes taken.
MEASURE = """
import json, sys, time
from pathlib import Path
from translator import readers
from translator.errors import InputError
def megabytes(name):
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1000
readers.read_bytes(b"Le port de Brest rouvre lundi.", "a.txt")
data = Path(sys.argv[2]).read_bytes()
before, began = megabytes("VmRSS"), time.process_time()
try:
    said = len(readers.read_bytes(data, "a", sys.argv[1]))
except InputError as error:
    said = str(error)
print(json.dumps([said, time.process_time() - began, megabytes("VmHWM") - before]))
"""


def large(format: str) -> bytes:
    """A file of half a megabyte of text, more or less, as somebody would send it."""
    texts = TEXTS * 1_200
    for reader, write in wire_writers.WRITERS.values():
        if reader == format.removesuffix("-raw") and write is not wire_writers.zipped:
            return write("Le port", texts)
    if format == "docx":
        body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
        return packed("docx", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())
    if format == "rtf":
        return b"{\\rtf1 " + b"".join(text.encode("cp1252") + b"\\par\n" for text in texts) + b"}"
    if format == "zip":
        return wire_writers.archive({f"{n}.html": wire_writers.page("Le port", TEXTS * 100) for n in range(12)})
    return "\n\n".join(texts).encode()


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="no such system: memory is not measured")
@pytest.mark.parametrize("format", [format for format in FORMATS if format != "pdf"])
def test_half_a_megabyte_takes_neither_minutes_nor_gigabytes(format: str, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(large(format))
    done = subprocess.run([sys.executable, "-c", MEASURE, format, path], capture_output=True, text=True, check=True)
    said, seconds, megabytes = json.loads(done.stdout)
    assert isinstance(said, int), said
    assert (seconds < 15, megabytes < 100) == (True, True), (seconds, megabytes)
