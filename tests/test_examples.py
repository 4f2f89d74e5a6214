"""The example articles and what the tool makes of them.

With the embedded model, structure must be the same and the English alike (int8 arithmetic differs a little between
processors); with the echo engine, everything is the same to the byte. ``pytest --accept`` rebuilds both.
"""

import difflib
import zipfile
from pathlib import Path

import pytest

from translator.cli import main
from translator.document import Article
from translator.document.saved import from_json
from translator.readers import read_file

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
ARTICLES = sorted(EXAMPLES.glob("*.fr.txt"))
GOLDEN = Path(__file__).parent / "golden" / "echo"
DESK = Path(__file__).parent / "fixtures" / "pipeline" / "desk.fr-en.csv"
# 2026-11-22; the date in the documents is part of what is compared.
EPOCH = "1795305600"
# How alike two English texts of one article must be: processors differ in a few words, a broken step in many.
ALIKE = 0.9

by_name = pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.name)


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def make(article: Path, folder: Path, *arguments: str) -> Path:
    """Translate into ``folder`` and return the path without its extensions."""
    formats = ("--to", "docx,md,json", "--quiet", "--force", "-o", f"{folder}/")
    assert main(["translate", str(article), *formats, *arguments]) == 0
    return folder / article.name.removesuffix(".fr.txt")


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@by_name
def test_echo_makes_the_same_bytes(article: Path, tmp_path: Path, accept: bool) -> None:
    options = ("--engine", "echo", "--no-glossary", "--glossary", str(DESK))
    if accept:
        make(article, GOLDEN, *options)
    made, golden = make(article, tmp_path, *options), GOLDEN / article.name.removesuffix(".fr.txt")
    for suffix in (".fr-en.md", ".fr-en.json"):
        assert made.with_name(made.name + suffix).read_text("utf-8") == golden.with_name(
            golden.name + suffix
        ).read_text("utf-8")
    # The members, not the archive: zlib versions compress differently.
    assert members(made.with_name(made.name + ".fr-en.docx")) == members(golden.with_name(golden.name + ".fr-en.docx"))


def shape(article: Article) -> list[tuple[str, str | None, list[tuple[str, str, bool]]]]:
    return [
        (p.style.value, p.language, [(s.source, s.tail, s.target is None) for s in p.segments])
        for p in article.paragraphs
    ]


@pytest.mark.model
@by_name
def test_the_embedded_model_makes_what_is_shown(article: Path, tmp_path: Path, accept: bool) -> None:
    if accept:
        make(article, EXAMPLES)
    made, shown = (
        from_json(folder.with_name(folder.name + ".fr-en.json").read_text("utf-8"))
        for folder in (make(article, tmp_path), EXAMPLES / article.name.removesuffix(".fr.txt"))
    )
    assert shape(made) == shape(shown)
    now, then = (" ".join(p.text for p in a.paragraphs).split() for a in (made, shown))
    likeness = difflib.SequenceMatcher(None, now, then, autojunk=False).ratio()
    assert likeness >= ALIKE, f"the English is only {likeness:.2f} alike; pytest --accept if that is meant"


@by_name
def test_every_paragraph_is_there_in_order(article: Path) -> None:
    lines = [line for line in article.read_text("utf-8").split("\n") if line.strip()]
    (read,) = read_file(article)
    shown = from_json((EXAMPLES / article.name.replace(".fr.txt", ".fr-en.json")).read_text("utf-8"))
    assert [(p.lead + p.source).strip() for p in read.paragraphs] == [line.strip() for line in lines]
    assert [p.source for p in shown.paragraphs] == [p.source for p in read.paragraphs]
