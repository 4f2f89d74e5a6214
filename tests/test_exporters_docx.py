"""The DOCX as Word, python-docx and LibreOffice see it."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translator.document import Article, Mark, MarkKind, Notice, Paragraph, Segment, Style
from translator.document.saved import from_json
from translator.exporters import Layout, Options, export

GOLDEN = Path(__file__).parent / "golden" / "exporters"
DATE = datetime.date(2026, 11, 22)
ARTICLE = from_json((GOLDEN / "article.json").read_text(encoding="utf-8"))


def opened(article: Article = ARTICLE, layout: Layout = "side-by-side", **options: object) -> Document:
    made = export(article, "docx", Options(layout, date=DATE, **options))  # type: ignore[arg-type]
    return docx.Document(io.BytesIO(made))


def rows_of(document: Document) -> list[list[str]]:
    """The texts of the bilingual table, "Kept as is" lines left out."""
    table = document.tables[1]
    return [[c.paragraphs[0].text for c in row.cells] for row in table.rows]


def anchors(document: Document) -> dict[str, str]:
    """Each comment's text and the words it stands on."""
    body = document.element.body
    found = {}
    for comment in document.comments:
        words, inside = "", False
        for element in body.iter():
            if element.get(qn("w:id")) == str(comment.comment_id):
                if element.tag == qn("w:commentRangeStart"):
                    inside = True
                elif element.tag == qn("w:commentRangeEnd"):
                    break
            elif inside and element.tag == qn("w:t"):
                words += element.text or ""
        found[comment.text] = words
    return found


def test_one_row_for_each_paragraph_in_order() -> None:
    rows = rows_of(opened())
    assert rows[0] == ["№", "French", "English"]
    assert rows[1:] == [[str(i), p.source, p.text] for i, p in enumerate(ARTICLE.paragraphs, start=1)]


def test_the_header_repeats_and_no_row_is_split() -> None:
    table = opened().tables[1]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True] + [False] * 21


def test_each_run_says_its_language() -> None:
    for row in opened().tables[1].rows[1:]:
        languages = [{r.get(qn("w:val")) for r in cell._tc.iter(qn("w:lang"))} for cell in row.cells[1:]]
        kept = any("Kept" in p.text for p in row.cells[2].paragraphs)
        if not kept and row.cells[1].paragraphs[0].style.name != "French Verbatim":
            assert languages == [{"fr-FR"}, {"en-GB"}]
        elif "Deutsche" in row.cells[2].text:
            assert languages == [{"de"}, {"de"}]
        elif kept:
            assert languages == [{"en-GB"}, {"en-GB"}]


def test_styles_are_named_and_list_items_are_numbered_by_word() -> None:
    table = opened().tables[1]
    styles = [[c.paragraphs[0].style.name for c in row.cells[1:]] for row in table.rows[1:]]
    kinds = {Style.LIST_ITEM: "List Item"}
    expected = [kinds.get(p.style, p.style.title()) for p in ARTICLE.paragraphs]
    assert styles == [[f"French {kind}", f"English {kind}"] for kind in expected]
    numbered = [row for row in table.rows if row._tr.find(f".//{qn('w:numId')}") is not None]
    assert len(numbered) == 6


def test_comments_stand_on_exactly_the_words_they_explain() -> None:
    document = opened()
    found = anchors(document)
    assert len(found) == 12  # ten glossary fixes, two notices; the typographic change is none
    assert {c.author for c in document.comments} == {"Translator"}
    assert {c.initials for c in document.comments} == {"TR"}
    assert {c.timestamp for c in document.comments} == {datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)}
    fix = "Zelenski → Zelensky. House style: Zelensky (ukraine.fr-en.csv:12). Evidence: « Zelenski » in the French."
    assert found[fix] == "Zelensky"
    house_forms = {m[1]: words for text, words in found.items() if (m := re.search("→ (.*?)[.] House", text))}
    assert len(house_forms) == 10
    assert all(form == words for form, words in house_forms.items())
    sentence = next(words for text, words in found.items() if text.startswith("Please check (numbers)"))
    assert sentence.startswith("According to the ECB and the IMF")
    assert sentence.endswith("or €420 million.")


def test_the_numbers_of_flagged_rows_stand_out() -> None:
    """On paper and in previews no comment shows; the number does."""
    table = max(opened(ARTICLE).tables, key=lambda table: len(table.rows))
    flagged = [row.cells[0].text for row in table.rows if row.cells[0].paragraphs[0]._p.style == "FlaggedNumber"]
    assert flagged == ["3", "5"]


def test_the_riskiest_sentences_are_shaded_and_named_on_top() -> None:
    risk, other = (Notice("risk", "Unsure here."),), (Notice("names", "A name."),)
    segments = (
        Segment("Il part.", "He leaves.", " ", risk=0.4, notices=risk),
        Segment("Elle vient.", "She comes.", " ", risk=0.1, notices=other),
        Segment("Tant mieux.", "So much better.", risk=0.7, notices=risk),
    )
    document = opened(Article((Paragraph.of("Titre"), Paragraph(segments))))
    shaded = [
        run.text for run in document.element.iter(qn("w:r")) if run.find(f".//{qn('w:rPr')}/{qn('w:shd')}") is not None
    ]
    assert shaded == ["He leaves.", "So much better."]
    assert "§2 “So much better.”; §2 “He leaves.”" in "".join(document.element.itertext())


def test_the_same_notice_twice_is_one_comment_and_none_has_a_date_without_one() -> None:
    segment = Segment("Oui.", "Yes.", notices=(Notice("test", "Look."),) * 2)
    document = docx.Document(io.BytesIO(export(Article((Paragraph((segment,)),)), "docx")))
    assert [(c.text, c.timestamp) for c in document.comments] == [("Please check (test): Look.", None)]
    assert anchors(document) == {"Please check (test): Look.": "Yes."}


def test_a_comment_on_an_empty_translation_stands_on_the_french() -> None:
    segment = Segment("Rien ne vient.", "", notices=(Notice("empty", "Nothing came."),))
    assert anchors(opened(Article((Paragraph((segment,)),)))) == {
        "Please check (empty): Nothing came.": "Rien ne vient."
    }


def test_formatting_and_links_are_real_in_both_columns() -> None:
    row = opened().tables[1].rows[5]
    for cell, bold, link in zip(
        row.cells[1:],
        ("il ne reste que le blé", "only the wheat is left"),
        ("240 millions d’euros", "€420 million"),
        strict=True,
    ):
        runs = {r.style.name: r.text for r in cell.paragraphs[0].runs if r.style}
        assert runs["Strong"] == bold
        assert runs["Emphasis"] == "La Dépêche du fleuve"
        assert [(h.text, h.url) for h in cell.paragraphs[0].hyperlinks] == [
            (link, "https://www.exemple.example/rapport?annee=2026&lang=fr")
        ]


def test_only_web_and_mail_addresses_can_be_clicked() -> None:
    addresses = ("javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", 'HTTPS://x.example "Titre"')
    marks = tuple(Mark(MarkKind.LINK, i, i + 1, a) for i, a in enumerate(addresses))
    table = opened(Article((Paragraph.of("abcd", marks=marks),))).tables[1]
    urls = [h.url for h in table.rows[1].cells[1].paragraphs[0].hyperlinks]
    assert urls == ["mailto:a@b.example", "HTTPS://x.example"]


def test_pages_are_counted_and_properties_say_what_it_is() -> None:
    document = opened()
    footer = etree.tostring(document.sections[0].footer._element).decode()
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    properties = document.core_properties
    assert properties.title == "On the Dnipro, the patience of Zaporizhzhia’s boatmen"
    assert properties.author == "Translator (machine translation)"
    assert properties.subject == "Machine translation, not reviewed"
    assert properties.language == "en-GB"
    assert properties.created == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    assert properties.comments == ""


def test_a_headline_longer_than_a_property_may_be_is_cut_there_only() -> None:
    headline = "mot " * 70 + "fin"
    document = opened(Article((Paragraph.of(headline, Style.HEADLINE),)))
    title = document.core_properties.title
    assert len(title) <= 255
    assert headline.startswith(title.removesuffix("…"))
    assert document.paragraphs[0].text == headline


def test_two_columns_lie_and_one_stands_on_the_chosen_paper() -> None:
    def inches(layout: Layout, paper: str) -> tuple[float, float]:
        section = opened(layout=layout, paper=paper).sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        return round(section.page_width.inches, 1), round(section.page_height.inches, 1)

    assert inches("side-by-side", "a4") == (11.7, 8.3)
    assert inches("side-by-side", "letter") == (11.0, 8.5)
    assert inches("english", "letter") == (8.5, 11.0)
    assert inches("stacked", "a4") == (8.3, 11.7)


def test_english_alone_has_real_headings_and_no_french() -> None:
    document = opened(layout="english")
    paragraphs = document.paragraphs
    assert [p.text for p in paragraphs] == [p.text for p in ARTICLE.paragraphs]
    names = [p.style.name for p in paragraphs if p.style]
    assert names[:5] == ["Title", "Credit", "Body Text", "Heading 2", "Body Text"]
    assert "Quote" in names
    assert len(document.comments) == 12


def test_stacked_puts_each_english_paragraph_under_its_french() -> None:
    texts = [p.text for p in opened(layout="stacked").paragraphs]
    for paragraph in ARTICLE.paragraphs:
        at = texts.index(paragraph.source)
        assert texts[at + 1] == paragraph.text
        del texts[at : at + 2]


@pytest.mark.parametrize("layout", ["side-by-side", "stacked", "english"])
def test_the_english_of_each_paragraph_stands_in_its_bookmark(layout: Layout) -> None:
    found = {}
    for start in opened(layout=layout).element.body.iter(qn("w:bookmarkStart")):
        found[start.get(qn("w:name"))] = "".join(
            {qn("w:t"): e.text or "", qn("w:br"): "\n"}.get(e.tag, "") for e in start.getparent().iter()
        )
    assert found == {f"p{i:04d}": p.text for i, p in enumerate(ARTICLE.paragraphs, start=1)}


def test_numbered_lists_start_where_the_article_starts_them() -> None:
    items = [Paragraph.of(f"item {n}", Style.LIST_ITEM, level=1, lead=f"{n}. ") for n in (4, 5)]
    document = opened(Article((*items, Paragraph.of("Et."), items[0])), layout="english")
    numbers = [p._p.find(f".//{qn('w:numId')}") for p in document.paragraphs]
    ids = [None if n is None else n.get(qn("w:val")) for n in numbers]
    assert ids[0] == ids[1]
    assert ids[3] not in (ids[0], None)
    starts = document.part.numbering_part.element.iter(qn("w:startOverride"))
    assert [s.get(qn("w:val")) for s in starts] == ["4", "4"]


def test_nothing_of_a_template_or_of_the_clock_is_in_the_package() -> None:
    with zipfile.ZipFile(io.BytesIO(export(ARTICLE, "docx", Options()))) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = package.namelist()
        everything = b"".join(package.read(n) for n in names)
        types = package.read("[Content_Types].xml").decode()
    assert b"python-docx" not in everything
    assert not [n for n in names if "thumbnail" in n or "customXml" in n]
    assert all(f'PartName="/{n}"' in types or n.endswith((".rels", "Types].xml")) for n in names)


ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ANY_TEXT, st.none() | ANY_TEXT), min_size=1, max_size=3))
def test_any_text_comes_back_out(pairs: list[tuple[str, str | None]]) -> None:
    paragraphs = tuple(Paragraph((Segment(source, target),)) for source, target in pairs)
    rows = rows_of(opened(Article(paragraphs)))[1:]

    def seen(text: str) -> str:
        text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
        return re.sub("\r\n?", "\n", text)

    assert [row[1:] for row in rows] == [[seen(p.source), seen(p.text)] for p in paragraphs]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_formatting_and_any_remarks_leave_the_text_whole(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n", min_size=1, max_size=12))
    offset = st.integers(0, len(text) + 1)
    kinds = st.sampled_from(["strong", "emphasis", "code", "link", "strike", "image", "html"])
    marks = data.draw(st.lists(st.builds(Mark, kinds, offset, offset, st.just("https://x.example")), max_size=4))
    notices = tuple(Notice("test", str(i)) for i in range(data.draw(st.integers(0, 2))))
    document = opened(Article((Paragraph((Segment(text, marks=tuple(marks), notices=notices),)),)))
    assert rows_of(document)[1] == ["1", text, text]
    if text.strip():
        assert anchors(document) == {f"Please check (test): {n.message}": text.replace("\n", "") for n in notices}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "bilingual.docx"
    path.write_bytes(export(ARTICLE, "docx", Options(date=DATE)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "txt:Text", "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120
    )
    text = (tmp_path / "bilingual.txt").read_text(encoding="utf-8-sig")
    for paragraph in ARTICLE.paragraphs:
        assert paragraph.text.splitlines()[0] in text
        assert paragraph.source.splitlines()[0] in text
