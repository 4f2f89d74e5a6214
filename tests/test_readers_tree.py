"""Nothing is lost of what has a shape: each cell comes in once and in order, each note with its reference."""

import html
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_documents import png
from test_readers_docx import W, p, r, with_body
from wire_writers import archive

from translator import readers
from translator.document import Article, MarkKind, Note, Paragraph, Picture, Style, Table, walk

LONG = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
CELL = st.lists(st.sampled_from(["Brest", "12", "3,4", "%", "l’été", "R&D", "a<b", "port"]), max_size=4).map(" ".join)
ROWS = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=5))
REFERENCES = st.lists(st.integers(0, 4), min_size=1, max_size=6)


def docx_table(rows: Sequence[Sequence[str]]) -> Article:
    cells = ("".join(f"<w:tc>{p(r(html.escape(text)))}</w:tc>" for text in row) for row in rows)
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return readers.read_bytes(with_body(p(r(LONG)) + f"<w:tbl>{table}</w:tbl>"), "a.docx")[0]


def html_table(rows: Sequence[Sequence[str]]) -> Article:
    cells = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f"<html><body><article><p>{LONG}</p><table>{table}</table><p>{LONG}</p></article></body></html>"
    return readers.read_bytes(page.encode(), "a.html")[0]


@pytest.mark.parametrize("read", [docx_table, html_table])
@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_every_cell_of_a_table_comes_in_once_and_in_order(read: object, rows: list[list[str]]) -> None:
    assert callable(read)
    article: Article = read(rows)
    said = [text for row in rows for text in row if text]
    assert [q.source for q in article.paragraphs if q.source != LONG] == said
    tables = [block for block in article.blocks if isinstance(block, Table)]
    filled = [sum(map(bool, row)) > 1 for row in rows]
    assert len(tables) == (any(filled) if read is docx_table else sum(filled) > 1)
    for table in tables:
        assert [["".join(q.source for q in walk(cell.blocks)) for cell in row] for row in table.rows] == rows


def docx_notes(references: Sequence[int]) -> Article:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    notes = "".join(f'<w:footnote w:id="{n}">{p(r(f"Note {n}."))}</w:footnote>' for n in range(5))
    text = "".join(r(f"mot {n}") + f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in references)
    extra = {"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'}
    link = f'<Relationship Id="n1" Type="{kind}/footnotes" Target="footnotes.xml"/>'
    return readers.read_bytes(with_body(p(text), extra, link), "a.docx")[0]


def html_notes(references: Sequence[int]) -> Article:
    text = "".join(f"mot {n}<sup><a href='#n{n}'>{n}</a></sup> " for n in references)
    notes = "".join(f"<li id=n{n}>Note {n}.</li>" for n in range(5))
    return readers.read_bytes(f"<html><body><p>{text}</p><ol>{notes}</ol></body></html>".encode(), "a", "html-raw")[0]


@pytest.mark.parametrize("read", [docx_notes, html_notes])
@settings(max_examples=25, deadline=None)
@given(references=REFERENCES)
def test_every_reference_leads_to_its_note(read: object, references: list[int]) -> None:
    assert callable(read)
    article: Article = read(references)
    notes = {
        block.id: "".join(q.source for q in walk(block.blocks)) for block in article.blocks if isinstance(block, Note)
    }
    first = article.paragraphs[0]
    marks = [mark for mark in first.segments[0].marks if mark.kind is MarkKind.NOTE]
    assert [notes[mark.value] for mark in marks] == [f"Note {n}." for n in references]
    assert [first.source[: mark.start].rstrip().endswith(f"mot {n}") for mark, n in zip(marks, references, strict=True)]
    assert len(notes) == len(set(references))
    assert sorted(q.source for q in article.paragraphs[1:] if q.source in set(notes.values())) == sorted(notes.values())


def test_a_chapter_of_a_book_has_its_pictures_and_notes() -> None:
    package = """<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/><itemref idref="a"/></spine></package>"""
    chapter = f"""<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<h1>Le port</h1><p>{LONG}<a epub:type="noteref" href="#n1">1</a></p><p><img src="../img/a%20b.png" alt="Le pont"/></p>
<p><img src="absent.png" alt=""/></p><aside epub:type="footnote" id="n1"><p>Selon la mairie.</p></aside></body>
</html>"""
    cover = '<html xmlns="http://www.w3.org/1999/xhtml"><body><img src="img/a b.png" alt="Couverture"/></body></html>'
    data = archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
            "O/b.opf": package,
            "O/text/a.xhtml": chapter,
            "O/cover.xhtml": cover,
            "O/img/a b.png": png(),
        }
    )
    (article,) = readers.read_bytes(data, "livre.epub")
    assert article.blocks[2:] == (
        Picture("", png(), "image/png", description=Paragraph.of("Le pont", Style.DESCRIPTION)),
        Note("1", (Paragraph.of("Selon la mairie."),)),
    )
    assert [m.kind for m in article.paragraphs[1].segments[0].marks] == [MarkKind.NOTE]
    assert [n.message for n in article.notices] == [
        "Not translated: 1 picture",
        "Not translated: the item « cover.xhtml » has no text (only 1 picture)",
    ]


def test_notes_of_several_texts_are_numbered_on() -> None:
    text = "".join(
        f"<body.content><p>{LONG}<sup><a href='#n{n}'>1</a></sup></p><p id='n{n}'>Note {n}.</p></body.content>"
        for n in (1, 2)
    )
    (article,) = readers.read_bytes(f"<nitf><body>{text}</body></nitf>".encode(), "a.nitf")
    assert [m.value for p in article.paragraphs for m in p.segments[0].marks] == ["1", "2"]
    assert article.blocks[2:] == tuple(Note(str(n), (Paragraph.of(f"Note {n}."),)) for n in (1, 2))
