"""Exporters: what every format has in common, plain text, JSON, and the finished Markdown as goldens."""

import datetime
import io
from pathlib import Path

import docx
import docx.oxml.ns
import pytest

from translator.document import Article, Fix, Mark, MarkKind, Metadata, Notice, Paragraph, Segment, Style, Syntax
from translator.document.saved import from_json
from translator.errors import ConfigurationError
from translator.exporters import EXPORTERS, Layout, Options, export
from translator.exporters.rich_text import english, explain_fix, french, kept_as_is
from translator.exporters.summary import facts, headline

GOLDEN = Path(__file__).parent / "golden" / "exporters"
DATE = datetime.date(2026, 11, 22)
ALL_OPTIONS = [Options(layout, date=DATE) for layout in ("side-by-side", "stacked", "english")]


@pytest.fixture
def article() -> Article:
    return from_json((GOLDEN / "article.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("format", list(EXPORTERS))
def test_the_same_article_gives_the_same_bytes(article: Article, format: str) -> None:
    for options in ALL_OPTIONS:
        assert export(article, format, options) == export(article, format, options)


@pytest.mark.parametrize("format", list(EXPORTERS))
def test_an_article_without_anything_is_still_a_file(format: str) -> None:
    for options in (*ALL_OPTIONS, Options()):
        assert isinstance(export(Article(()), format, options), bytes)


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match=r"pdf: not an output format; known are docx, md"):
        export(Article(()), "pdf")


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("side-by-side.md", "side-by-side"),
        ("stacked.md", "stacked"),
        ("english.md", "english"),
        ("english.txt", "english"),
    ],
)
def test_goldens(article: Article, name: str, layout: str, accept: bool) -> None:
    options = next(o for o in ALL_OPTIONS if o.layout == layout)
    made = export(article, Path(name).suffix[1:], options)
    if accept:
        (GOLDEN / name).write_bytes(made)
    assert made.decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_is_the_whole_article(article: Article) -> None:
    assert from_json(export(article, "json").decode()) == article


def test_text_keeps_the_shape_of_a_text_file() -> None:
    paragraphs = (
        Paragraph((Segment("Bonjour.", "Hello.", "  "), Segment("Adieu.", "Farewell.")), tail="\n\n\n"),
        Paragraph((Segment("un", "one"),), Style.LIST_ITEM, lead="  - ", tail="\n"),
        Paragraph.of("More Stories", language="en", tail=" \r\n"),
    )
    made = export(Article(paragraphs, lead="\n\n", syntax=Syntax.TEXT), "txt")
    assert made.decode() == "\n\nHello.  Farewell.\n\n\n  - one\nMore Stories \r\n"


def test_text_of_another_format_is_laid_out_by_style() -> None:
    paragraphs = (
        Paragraph.of("Title", Style.HEADLINE, lead="# "),
        Paragraph.of("one", Style.LIST_ITEM, level=1),
        Paragraph.of("two", Style.LIST_ITEM, level=2),
        Paragraph.of("three", Style.LIST_ITEM, level=1, lead="2. "),
        Paragraph.of(" End. ", lead="> "),
    )
    assert export(Article(paragraphs, format="md"), "txt").decode() == "Title\n\n- one\n  - two\n2. three\n\nEnd.\n"


def test_a_fix_is_explained_with_its_entry_and_evidence() -> None:
    fix = Fix(0, 8, "Zelenski", "Zelensky", "copied", "Zelensky", "ukraine.fr-en.csv:12", "Zelenski")
    assert explain_fix(fix, "Zelenski parle.") == (
        "Zelenski → Zelensky. House style: Zelensky (ukraine.fr-en.csv:12). Evidence: « Zelenski » in the French."
    )
    near = Fix(0, 3, "Kyv", "Kyiv", "near", "Kyiv", "ukraine.fr-en.csv:3", "near Kiev")
    assert explain_fix(near, "À Kiev").endswith("Evidence: near Kiev. The spelling is only close: please check.")


def test_remarks_stand_on_the_words_as_they_are_in_the_end() -> None:
    fixes = (
        Fix(9, 13, "Kiev", "Kyiv", "variant", "Kyiv", "a.csv:1", "Kiev"),
        Fix(0, 2, "Mr", "President", "variant", "President", "a.csv:2", "Président"),
        Fix(0, 0, "", "", "typography:none"),
    )
    paragraph = Paragraph((Segment("Ah.", "Ah.", " "), Segment("…", "President is in Kyiv now", fixes=fixes)))
    side = english(paragraph)
    assert [side.text[r.start : r.end] for r in side.remarks] == ["President", "Kyiv"]


def test_a_remark_without_words_goes_to_its_neighbour_or_to_the_french() -> None:
    deleted = Fix(4, 8, "Kiev", "", "variant", "Kyiv", "a.csv:1", "Kiev")
    side = english(Paragraph((Segment("x", "now ", fixes=(deleted,)),)))
    assert [(r.start, r.end) for r in side.remarks] == [(3, 4)]
    empty = Paragraph((Segment("Rien.", "", notices=(Notice("empty", "Nothing came."),)),))
    assert not english(empty).remarks
    assert [(r.start, r.end, r.text) for r in french(empty).remarks] == [(0, 5, "Please check (empty): Nothing came.")]


def test_formatting_that_was_not_found_in_the_english_is_left_out() -> None:
    marks = (Mark(MarkKind.STRONG, 0, 3), Mark(MarkKind.EMPHASIS, 4, 9, "", 2, 4))
    paragraph = Paragraph((Segment("oui madame", "yes madam", marks=marks),))
    assert [s.kind for s in french(paragraph).formatting] == ["strong", "emphasis"]
    assert [(s.kind, s.start, s.end) for s in english(paragraph).formatting] == [("emphasis", 2, 4)]


def test_why_a_paragraph_reads_the_same_on_both_sides() -> None:
    assert kept_as_is(Paragraph.of("More Stories", language="en"), "fr") == "Kept as is: English"
    assert kept_as_is(Paragraph.of("Argazkia: dpa", language="eu"), "fr") == "Kept as is: eu"
    assert kept_as_is(Paragraph.of("Bonjour", language="fr"), "fr") == "Not translated"
    assert kept_as_is(Paragraph.of("* * *", language="en"), "fr") == ""
    assert kept_as_is(Paragraph.of("x = 1", Style.VERBATIM, language="en"), "fr") == ""
    assert kept_as_is(Paragraph((Segment("Oui", "Yes"),), language="fr"), "fr") == ""


@pytest.mark.parametrize("layout", ["side-by-side", "stacked", "english"])
@pytest.mark.parametrize("format", ["docx", "md", "txt"])
def test_a_story_under_embargo_says_so_before_anything_else(format: str, layout: Layout) -> None:
    paragraphs = (Paragraph((Segment("Le port", "The port"),), Style.HEADLINE), Paragraph((Segment("Oui.", "Yes."),)))
    notices = (Notice("embargo", "Under embargo until 2026-11-24 05:00 UTC"),)
    article = Article(paragraphs, metadata=Metadata(embargo="2026-11-24T05:00:00Z"), notices=notices, format="ninjs")
    made = export(article, format, Options(layout, date=DATE))
    if format == "docx":
        opened = docx.Document(io.BytesIO(made))
        texts = [e.text or "" for e in opened.element.body.iter(docx.oxml.ns.qn("w:t"))]
        assert "embargo" in "".join(p.text for p in opened.sections[0].footer.paragraphs)
    else:
        texts = made.decode().splitlines()
    lines = [line for line in texts if line.strip(" >#*[]") and not line.startswith("# ") and line != "The port"]
    assert lines[0].strip("[]> *").startswith("Under embargo until 24 November 2026, 05:00 UTC")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2013-12-23T23:15:00Z", "23 December 2013, 23:15 UTC"),
        ("2013-12-23T23:15:00+01:00", "23 December 2013, 23:15 UTC+01:00"),
        ("2013-12-23 23:15", "23 December 2013, 23:15"),
        ("2013-12-23", "23 December 2013"),
        ("2013-13-23", "2013-13-23"),
        ("20131223", "20131223"),
        ("lundi", "lundi"),
    ],
)
def test_dates_are_shown_as_a_person_writes_them(value: str, shown: str) -> None:
    assert dict(facts(Article((), metadata=Metadata(extra={"created": value})), None))["Created"] == shown


def test_of_many_flagged_paragraphs_the_first_are_named() -> None:
    flagged = Paragraph((Segment("Oui.", "Yes.", notices=(Notice("test", "Look."),)),))
    for many, said in ((1, "1"), (3, "1, 2 and 3"), (20, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 8 more")):
        assert dict(facts(Article((flagged,) * many), None))["To check"].partition(" paragraph")[2].lstrip("s ") == said


def test_the_title_block_names_what_an_editor_must_know(article: Article) -> None:
    assert headline(article) == "On the Dnipro, the patience of Zaporizhzhia’s boatmen"
    rows = dict(facts(article, DATE))
    assert rows["File"] == "dniepr.fr.md"
    assert rows["Translated"] == "22 November 2026"
    assert rows["Changes"] == "10 glossary fixes, 1 typographic change"
    assert rows["To check"] == "2 notices in paragraphs 3 and 5"
    assert rows["Made by"] == article.signature
