"""Small files that stand for much: each ends in one of our errors or in an article, within the budget of a file."""

import contextlib
import itertools
import json
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from test_readers_docx import W, p, r, with_body
from wire_writers import archive

from translator import readers
from translator.cli import main
from translator.document import Article, Note, Paragraph
from translator.errors import ConfigurationError
from translator.readers.budget import Budget, BudgetError
from translator.readers.text.typeset import split_text
from translator.settings import load

LONG = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def epub_of_one_chapter(times: int) -> bytes:
    package = (
        '<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        "<spine>" + '<itemref idref="a"/>' * times + "</spine></package>"
    )
    return archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": package,
            "a.xhtml": f"<html><body>{f'<p>{LONG}</p>' * 100}</body></html>",
        }
    )


def docx_of_footnotes(times: int) -> bytes:
    notes = "".join(f'<w:footnote w:id="{n}">{p(r(f"Note {n}."))}</w:footnote>' for n in range(2_000))
    links = "".join(
        f'<Relationship Id="n{n}" Type="{RELATED}/footnotes" Target="footnotes.xml"/>' for n in range(times)
    )
    text = r(LONG) + '<w:r><w:footnoteReference w:id="1"/></w:r>'
    return with_body(p(text), {"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'}, links)


def odt_of_entities(times: int) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    root = f'o:document-content xmlns:o="{office}" xmlns:t="{text}"'
    content = f"<{root}><o:body><o:text><t:p>{LONG}%s</t:p></o:text></o:body></o:document-content>"
    return archive({"META-INF/manifest.xml": "<manifest/>", "content.xml": content % ("&eacute;" * times)})


def mail(headers: str, text: str = LONG) -> bytes:
    return f"From: a@b.fr\nMessage-ID: <1@b.fr>\n{headers}\n\n{text}\n".encode()


def mail_of_encoded_words(times: int) -> bytes:
    return mail("Subject: " + "\n ".join(["=?utf-8?q?=C3=A9t=C3=A9?="] * times))


def mail_of_parameters(times: int) -> bytes:
    return mail("Content-Type: text/plain; charset=utf-8" + "".join(f";\n a{n}=b" for n in range(times)))


def nitf_of_marks(times: int, depth: int = 240) -> bytes:
    opened = "".join(f'<a href="http://b.fr/{n}">' for n in range(depth))
    text = f"<p>{LONG}{opened}{'mot<br/><br/>' * times}{'</a>' * depth}</p>"
    return f"<nitf><body><body.content>{text}</body.content></body></nitf>".encode()


def html_of_marks(times: int) -> bytes:
    return f"<html><body><article><p>{LONG}{'<b>un</b> <i>mot</i> ' * times}</p></article></body></html>".encode()


def markdown_of_tags(times: int) -> bytes:
    return "\n\n".join(f"{LONG} {'<b>' * 3_000}{'</i>' * 2_000}" for _ in range(times)).encode()


def zip_of_documents(times: int) -> bytes:
    document = html_of_marks(1_000)
    return archive({f"{n}.html": document for n in range(times)})


CASES = [
    (epub_of_one_chapter, 20_000, "a.epub"),
    (docx_of_footnotes, 200, "a.docx"),
    (odt_of_entities, 100_000, "a.odt"),
    (mail_of_encoded_words, 10_000, "a.eml"),
    (mail_of_parameters, 20_000, "a.eml"),
    (nitf_of_marks, 5_000, "a.nitf"),
    (html_of_marks, 10_000, "a.html"),
    (markdown_of_tags, 5, "a.md"),
    (zip_of_documents, 20, "a.zip"),
]


@pytest.mark.parametrize(("make", "times", "name"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_a_small_file_made_to_cost_much_is_within_a_small_budget(
    make: Callable[[int], bytes], times: int, name: str
) -> None:
    """Each of these took minutes or gigabytes before there was a budget."""
    budget = Budget(paragraphs=2_000, marks=50, seconds=20)
    articles: list[Article] = []
    with contextlib.suppress(BudgetError):
        articles = readers.read_bytes(make(times), name, budget=budget)
    assert sum(len(article.paragraphs) for article in articles) <= budget.paragraphs
    assert all(len(s.marks) <= budget.marks for article in articles for s in article.segments)


def test_a_chapter_comes_once_however_often_it_is_listed() -> None:
    assert len(readers.read_bytes(epub_of_one_chapter(1_000), "a.epub")) == 1


def test_a_note_comes_once_however_often_its_part_is_related() -> None:
    (article,) = readers.read_bytes(docx_of_footnotes(50), "a.docx")
    assert [block for block in article.blocks if isinstance(block, Note)] == [Note("1", (Paragraph.of("Note 1."),))]


def test_of_a_very_long_header_the_beginning_is_read() -> None:
    (article,) = readers.read_bytes(mail_of_encoded_words(10_000), "a.eml")
    assert article.title.startswith("étéété")
    assert [p.source for p in article.paragraphs[1:]] == [LONG]


def test_marks_over_budget_are_left_out_with_a_notice() -> None:
    (article,) = readers.read_bytes(html_of_marks(40), "a.html", budget=Budget(marks=50))
    assert max(len(s.marks) for s in article.segments) == 50
    assert [n.message for n in article.notices] == [
        "1 paragraph(s) have more than 50 marks of formatting: the first are kept"
    ]


def test_paragraphs_over_budget_are_refused() -> None:
    for name in ("a.txt", "a.html", "a.md"):
        text = "\n\n".join(f"<p>{LONG}</p>" if name == "a.html" else LONG for _ in range(30))
        with pytest.raises(BudgetError, match=rf"{name}: refused, it has more than 20 paragraphs"):
            readers.read_bytes(text.encode(), name, raw_html=True, budget=Budget(paragraphs=20))


def test_time_over_budget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count()
    monkeypatch.setattr(time, "thread_time", lambda: next(clock))
    with pytest.raises(BudgetError, match=r"a\.html: refused, reading it took more than 20 seconds"):
        readers.read_bytes(f"<body>{f'<p>{LONG}</p>' * 30}</body>".encode(), "a.html", budget=Budget(seconds=20))


def feed(*descriptions: str) -> bytes:
    items = "".join(f"<item><title>Le port {n}</title>{said}</item>" for n, said in enumerate(descriptions))
    return f"<rss><channel>{items}</channel></rss>".encode()


def test_what_was_read_before_the_budget_ended_is_kept() -> None:
    text = f"<description>{escape(f'<p>{LONG}</p>' * 5)}</description>"
    articles = readers.read_bytes(feed(*[text] * 10), "a.rss", budget=Budget(paragraphs=20))
    assert [a.title for a in articles] == ["Le port 0", "Le port 1", "Le port 2"]
    assert [n.message for n in articles[0].notices] == [
        "Not translated: item 4 and what comes after it (refused, it has more than 20 paragraphs)"
    ]


def test_an_entry_that_cannot_be_read_does_not_take_the_others_along(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = f"<description>{escape('<div>' * 400 + LONG)}</description>"
    plain = f"<description>{LONG}</description>"
    articles = readers.read_bytes(feed(plain, deep, plain), "a.rss")
    assert [a.title for a in articles] == ["Le port 0", "Le port 2"]
    assert articles[0].notices[0].message.startswith("Not translated: item 2 (refused, HTML nested more than 256")


@pytest.mark.parametrize("name", ["a.rss", "a.json"])
def test_an_entry_that_crashes_the_program_does_not_take_the_others_along(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> list[Paragraph]:
        if "panne" in text:
            raise RuntimeError("a fault of ours")
        return split_text(text)

    for module in ("feed", "ninjs"):
        monkeypatch.setattr(f"translator.readers.wire.{module}.split_text", fail)
    said = [f"{LONG} {word}" for word in ("un", "panne", "trois")]
    items = [{"uri": str(n), "headline": f"Le port {n}", "body_text": text} for n, text in enumerate(said)]
    rss = feed(*(f"<description>{text}</description>" for text in said))
    articles = readers.read_bytes(rss if name == "a.rss" else json.dumps(items).encode(), name)
    assert [a.title for a in articles] == ["Le port 0", "Le port 2"]
    assert [n.message for n in articles[0].notices] == [
        "Not translated: item 2: the program failed on it (RuntimeError)"
    ]


def test_the_settings_set_the_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long.txt").write_text("\n\n".join([LONG] * 30), "utf-8")
    (tmp_path / "translator.toml").write_text("[limits]\nparagraphs = 20\n", "utf-8")
    options = ("--engine", "echo", "--to", "txt", "--settings", str(tmp_path / "translator.toml"))
    assert main(["translate", str(tmp_path / "long.txt"), *options]) == 3
    assert "long.txt: refused, it has more than 20 paragraphs" in capsys.readouterr().err
    (tmp_path / "wire").mkdir()
    (tmp_path / "long.txt").rename(tmp_path / "wire" / "long.txt")
    assert main(["batch", str(tmp_path / "wire"), str(tmp_path / "english"), "--jobs", "1", *options]) == 1
    assert "more than 20 paragraphs" in (tmp_path / "english" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("line", ["marks = 0", "seconds = true", 'paragraphs = "many"', "pages = 3"])
def test_a_limit_that_is_none_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "translator.toml").write_text(f"[limits]\n{line}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"limits\."):
        load(tmp_path / "translator.toml")
