"""Word documents: whole paragraphs as the page shows them. Made with python-docx; tricks by editing the XML."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from office_documents import DESCRIPTIONS, NOTES, TABLE, dossier, png

from translator.document import Article, Cell, Mark, MarkKind, Note, NoteKind, Paragraph, Picture, Style, Table
from translator.document.saved import from_json, to_json
from translator.errors import InputError
from translator.exporters import Options, export
from translator.readers import archive, pictures, read_bytes
from translator.readers.office.docx import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(data: bytes, edit: Callable[[str, bytes], bytes | None], extra: dict[str, str] | None = None) -> bytes:
    """The archive with every member passed through ``edit`` (None leaves it out), and ``extra`` members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = edit(member, old.read(member))
            if content is not None:
                new.writestr(member, content)
        for member, text in (extra or {}).items():
            new.writestr(member, text)
    return out.getvalue()


def with_body(body: str, extra: dict[str, str] | None = None, links: str = "") -> bytes:
    """A Word file whose body is this WordprocessingML; ``links`` are further relationships of the document."""

    def edit(member: str, content: bytes) -> bytes:
        if not member.endswith((".xml", ".rels")):
            return content
        text = content.decode()
        if member == "word/document.xml":
            text = re.sub("<w:body>.*</w:body>", lambda _: f"<w:body>{body}</w:body>", text, flags=re.DOTALL)
        if member == "word/_rels/document.xml.rels":
            text = text.replace("</Relationships>", links + "</Relationships>")
        return text.encode()

    return edited(saved(docx.Document()), edit, extra)


def article_of(body: str, extra: dict[str, str] | None = None, links: str = "") -> Article:
    (article,) = read(with_body(body, extra, links), "essai.docx")
    return article


def sources(article: Article) -> list[str]:
    return [p.source for p in article.paragraphs]


def p(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_styles_lists_and_tables_in_reading_order() -> None:
    document = docx.Document()
    document.add_paragraph("Par Jeanne Lemoine")
    document.add_paragraph("Le port rouvre", style="Title")
    document.add_heading("Une fête", 2)
    document.add_paragraph("quais", style="List Bullet")
    document.add_paragraph("phares", style="List Number 2")
    document.add_paragraph("Nous étions là.", style="Quote")
    table = document.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"case {row}{column}"
    table.cell(0, 1).add_paragraph("suite")
    document.add_paragraph("Le port a rouvert lundi.")
    document.core_properties.author = "Jeanne Lemoine"
    document.core_properties.title = "Port"
    (article,) = read(saved(document), "essai.docx")
    assert [(q.style, q.level, q.source) for q in article.paragraphs] == [
        (Style.CREDIT, 0, "Par Jeanne Lemoine"),
        (Style.HEADLINE, 1, "Le port rouvre"),
        (Style.HEADING, 2, "Une fête"),
        (Style.LIST_ITEM, 1, "quais"),
        (Style.LIST_ITEM, 2, "phares"),
        (Style.QUOTE, 0, "Nous étions là."),
        (Style.BODY, 0, "case 00"),
        (Style.BODY, 0, "case 01"),
        (Style.BODY, 0, "suite"),
        (Style.BODY, 0, "case 10"),
        (Style.BODY, 0, "case 11"),
        (Style.BODY, 0, "Le port a rouvert lundi."),
    ]
    assert (article.title, article.format) == ("Le port rouvre", "docx")
    assert (article.metadata.author, article.metadata.title) == ("Jeanne Lemoine", "Port")


def item(text: str, number: int, level: int = 0) -> str:
    return p(f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>' + r(text))


def with_numbering(body: str) -> Article:
    """An article whose list 21 counts at levels 0 and 1, 22 goes on with it, 23 begins anew at 5, 24 has bullets."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/></w:lvl>'
        for i, format in enumerate(("decimal", "lowerLetter", "bullet"))
    )
    definitions = (
        f'<w:abstractNum w:abstractNumId="31">{levels}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="32"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'
        for number, definition, more in ((21, 31, ""), (22, 31, ""), (23, 31, override), (24, 32, ""))
    )

    def edit(member: str, content: bytes) -> bytes:
        root = f'<w:numbering xmlns:w="{W}">{definitions}{lists}</w:numbering>'
        return root.encode() if member == "word/numbering.xml" else content

    return read(edited(with_body(body), edit), "essai.docx")[0]


def test_numbered_items_have_the_number_that_word_shows() -> None:
    article = with_numbering(
        item("un", 21)
        + item("deux", 21)
        + item("deux a", 21, 1)
        + item("deux b", 21, 1)
        + item("point", 21, 2)
        + p(r("Entre les deux."))
        + item("trois", 22)
        + item("trois a", 22, 1)
        + item("cinq", 23)
        + item("six", 23)
        + item("puce", 24)
        + item("sans liste", 99)
    )
    assert [(q.lead, q.level, q.source) for q in article.paragraphs] == [
        ("1. ", 1, "un"),
        ("2. ", 1, "deux"),
        ("1. ", 2, "deux a"),
        ("2. ", 2, "deux b"),
        ("", 3, "point"),
        ("", 0, "Entre les deux."),
        ("3. ", 1, "trois"),
        ("1. ", 2, "trois a"),
        ("5. ", 1, "cinq"),
        ("6. ", 1, "six"),
        ("", 1, "puce"),
        ("", 1, "sans liste"),
    ]


def test_a_numbered_list_is_numbered_in_the_english() -> None:
    document = docx.Document()
    for text, style in (("un", "List Number"), ("deux", "List Number"), ("puce", "List Bullet")):
        document.add_paragraph(text, style=style)
    (article,) = read(saved(document), "essai.docx")
    assert export(article, "txt").decode() == "1. un\n2. deux\n- puce\n"
    assert export(article, "md", Options("english")).decode().startswith("1. un\n2. deux\n- puce\n")


def test_a_table_keeps_its_shape_but_a_frame_is_none() -> None:
    cell = f"<w:tc>{p(r('Brest'))}</w:tc>"
    empty = f"<w:tc>{p('')}</w:tc>"
    brest = Paragraph.of("Brest")
    assert article_of(f"<w:tbl><w:tr>{cell}{empty}</w:tr><w:tr>{cell}</w:tr></w:tbl>").blocks == (brest, brest)
    article = article_of(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>" * 2)
    assert article.blocks == (Table(((Cell((brest,)), Cell((brest,))),)),) * 2
    assert article.notices == ()


def test_french_style_names_and_outline_levels() -> None:
    article = article_of(
        p('<w:pPr><w:pStyle w:val="Titre1"/></w:pPr>' + r("Le port rouvre"))
        + p('<w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + r("Une fête"))
        + p('<w:pPr><w:pStyle w:val="Citation"/></w:pPr>' + r("Nous étions là."))
        + p('<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>' + r("quais"))
        + p('<w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>' + r("sans puce"))
    )
    assert [(q.style, q.level) for q in article.paragraphs] == [
        (Style.HEADLINE, 1),
        (Style.HEADING, 3),
        (Style.QUOTE, 0),
        (Style.LIST_ITEM, 2),
        (Style.BODY, 0),
    ]


def test_a_first_line_may_look_like_a_headline_but_not_in_a_table() -> None:
    body = p(r("Le port a rouvert lundi matin, après trois semaines de travaux."))
    assert article_of(p(r("Le port rouvre")) + body).title == "Le port rouvre"
    cell = f"<w:tbl><w:tr><w:tc>{p(r('Le port rouvre'))}</w:tc></w:tr></w:tbl>"
    assert article_of(cell + body).title == ""


def test_runs_become_one_text_with_merged_marks() -> None:
    bold = "<w:b/>"
    article = article_of(
        p(r(" Le ") + r("po", bold) + r("rt", bold) + r(" a ", "<w:b w:val='0'/>") + r("rouvert", "<w:i/>") + r(". "))
    )
    (paragraph,) = article.paragraphs
    assert paragraph.source == "Le port a rouvert."
    assert paragraph.segments[0].marks == (Mark(MarkKind.STRONG, 3, 7), Mark(MarkKind.EMPHASIS, 10, 17))


def test_links_by_relationship_anchor_and_field() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://exemple.fr/c" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("trois")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    article = article_of(
        p(
            f'<w:hyperlink r:id="rIdX">{r("un")}</w:hyperlink>{r(" ")}'
            f'<w:hyperlink w:anchor="b">{r("deux")}</w:hyperlink>'
        )
        + p(field + r(" fin")),
        links=f'<Relationship Id="rIdX" Type="{kind}" Target="https://exemple.fr/a" TargetMode="External"/>',
    )
    assert sources(article) == ["un deux", "trois fin"]
    marks = [q.segments[0].marks for q in article.paragraphs]
    assert marks[0] == (Mark(MarkKind.LINK, 0, 2, "https://exemple.fr/a"), Mark(MarkKind.LINK, 3, 7, "#b"))
    assert marks[1] == (Mark(MarkKind.LINK, 0, 5, "https://exemple.fr/c"),)


def test_tracked_changes_read_as_accepted() -> None:
    article = article_of(
        p(r("Le ") + f"<w:del>{r('vieux ')}</w:del><w:ins>{r('grand ')}</w:ins>" + r("port."))
        + p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("Il a "))
        + p(r("rouvert."))
        + p(f"<w:moveFrom>{r('Parti.')}</w:moveFrom>")
        + p(f"<w:moveTo>{r('Arrivé.')}</w:moveTo>")
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('Supprimé'))}</w:tc></w:tr></w:tbl>"
    )
    assert sources(article) == ["Le grand port.", "Il a rouvert.", "Arrivé."]


def test_only_what_the_page_shows_is_read() -> None:
    article = article_of(
        p(
            r("vingt")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + r("deux")
            + "<w:r><w:tab/><w:softHyphen/></w:r>"
            + r("caché", "<w:vanish/>")
            + '<w:r><w:sym w:font="Symbol" w:char="F0A0"/><w:br/></w:r>'
            + '<w:r><w:br w:type="page"/></w:r>'
            + f"<w:sdt><w:sdtContent>{r('champ')}</w:sdtContent></w:sdt>"
            + f'<w:fldSimple w:instr=" PAGE ">{r(" 4")}</w:fldSimple>'
            + f"<w:r><w:ruby><w:rt>{r('phon')}</w:rt><w:rubyBase>{r(' base')}</w:rubyBase></w:ruby></w:r>"
        )
        + f"<w:sdt><w:sdtContent>{p(r('Bloc.'))}</w:sdtContent></w:sdt>"
    )
    assert sources(article) == ["vingt\u2011deux\t€\nchamp 4 base", "Bloc."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{p(r('Encadré.'))}</w:txbxContent>"
    article = article_of(
        p(
            r("Avant")
            + f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + r(" après.")
        )
    )
    assert sources(article) == ["Avant après.", "Encadré."]


def test_notes_come_last_and_headers_and_comments_are_said_to_be_left_out() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1">{p(r("—"))}</w:footnote>'
        f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>" + r(" Selon la mairie."))}</w:footnote></w:footnotes>'
    )
    vu = f'<w:comment w:id="0">{p(r("Vu"))}</w:comment>'
    article = article_of(
        p(r("Le port rouvre.") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + p(r("Fin.")),
        {
            "word/footnotes.xml": notes,
            "word/header9.xml": f'<w:hdr xmlns:w="{W}">{p(r("Journal"))}</w:hdr>',
            "word/comments9.xml": f'<w:comments xmlns:w="{W}">{vu}</w:comments>',
        },
        "".join(
            f'<Relationship Id="n{target}" Type="{kind}/{what}" Target="{target}.xml"/>'
            for what, target in (("footnotes", "footnotes"), ("header", "header9"), ("comments", "comments9"))
        ),
    )
    assert sources(article) == ["Le port rouvre.", "Fin.", "Selon la mairie."]
    assert "footnotes" not in dict(article.metadata.items())
    assert article.blocks[2:] == (Note("1", (Paragraph.of("Selon la mairie."),)),)
    assert article.paragraphs[0].segments[0].marks == (Mark(MarkKind.NOTE, 15, 15, "1"),)
    assert [n.code for n in article.notices] == ["left-out", "left-out"]
    assert "headers" in article.notices[0].message
    assert "comments" in article.notices[1].message


def test_strict_documents_are_read_like_any() -> None:
    strict = edited(
        with_body(p(r("Le port rouvre."))),
        lambda member, content: content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    assert sources(read(strict, "essai.docx")[0]) == ["Le port rouvre."]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in members.items():
            file.writestr(member, content)
    return out.getvalue()


def without_document(member: str, content: bytes) -> bytes | None:
    return None if member == "word/document.xml" else content


def cut_document(member: str, content: bytes) -> bytes:
    return content[: len(content) // 2] if member == "word/document.xml" else content


def with_entity(member: str, content: bytes) -> bytes:
    doctype = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'
    return content.replace(b"<w:document", doctype, 1).replace(b"</w:t>", b"&x;</w:t>")


WORD = with_body(p(r("Le port rouvre.")))
BODY_OFFSET = WORD.index(b"word/document.xml") + 60
NESTED = "<w:tbl><w:tr><w:tc>" * 100 + p(r("a")) + "</w:tc></w:tr></w:tbl>" * 100


def test_a_blank_picture_is_left_out_however_well_it_packs() -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as word:
        members = {name: word.read(name) for name in word.namelist()}
    assert read_bytes(zipped({**members, "word/media/blanc.wmf": bytes(5_000_000)}), "essai.docx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"lisez-moi.txt": b"Bonjour"}), "a zip archive, but not a Word document"),
        (b"Bonjour, voici du texte.", "not a Word document"),
        (WORD[: len(WORD) // 2], "archive is damaged"),
        (WORD[:BODY_OFFSET] + b"\xff" * 40 + WORD[BODY_OFFSET + 40 :], "is damaged"),
        (edited(WORD, without_document), "'word/document.xml' is missing"),
        (edited(WORD, cut_document), "damaged XML"),
        (edited(WORD, with_entity), "entities of its own"),
        (with_body(NESTED), "damaged XML .*depth"),
        (zipped({"bombe.xml": b" " * 50_000_000}), "refused, 'bombe.xml' unpacks to over"),
        (zipped({f"{n}.xml": b"" for n in range(archive.MAX_MEMBERS + 1)}), "refused, the archive holds 10001 files"),
    ],
    ids=["zip", "text", "cut", "broken", "no document", "cut XML", "entity", "deep", "bomb", "members"],
)
def test_what_is_no_sound_word_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=r"\Aessai\.docx[: ][^\n]*" + message + r"[^\n]*\Z"):
        read(data, "essai.docx")


def test_a_spreadsheet_is_refused_by_name() -> None:
    rels = edited(WORD, lambda member, content: b"<workbook/>" if member == "word/document.xml" else content)
    with pytest.raises(InputError, match="an Office file, but not a Word document"):
        read(rels, "essai.docx")


def test_pictures_that_are_not_there_are_counted_once_and_their_captions_are_text() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    new = '<x:pic xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    old = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/>'
    both = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    both += "</mc:AlternateContent>"
    body = p(f"<w:r>{both}</w:r>") + p(r("La halle, mardi.")) + p(f"<w:r>{old}</w:r><w:del><w:r>{new}</w:r></w:del>")
    article = article_of(body)
    assert sources(article) == ["La halle, mardi."]
    assert [n.message for n in article.notices] == ["Not translated: 2 pictures"]


def test_a_document_comes_in_whole() -> None:
    (article,) = read(dossier(), "dossier.docx")
    title, first, table, port, hall, *items, last = article.blocks[:-3]
    assert isinstance(title, Paragraph)
    assert (title.style, title.source) == (Style.HEADLINE, "Le port rouvre")
    assert isinstance(first, Paragraph)
    assert first.source == "Le port a rouvert lundi, et rejette moins de CO2 sur 10 m2."
    assert first.segments[0].marks == (
        Mark(MarkKind.NOTE, 23, 23, "1"),
        Mark(MarkKind.SUBSCRIPT, 47, 48),
        Mark(MarkKind.SUPERSCRIPT, 57, 58),
    )
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [[(cell.columns, texts(cell)) for cell in row] for row in table.rows] == [
        [(1, ["Port"]), (2, ["Bateaux"]), (1, ["Tonnes"])],
        *([(1, [text]) for text in row] for row in TABLE[1:]),
    ]
    for picture, shade, said in zip((port, hall), (0x20, 0xA0), DESCRIPTIONS, strict=True):
        description = Paragraph.of(said, Style.DESCRIPTION)
        assert picture == Picture("", png(shade=shade), "image/png", 200, 150, description)
    assert [(p.style, p.level, p.source) for p in items if isinstance(p, Paragraph)] == [
        (Style.LIST_ITEM, 1, "Trois quais"),
        (Style.LIST_ITEM, 2, "le quai nord"),
        (Style.LIST_ITEM, 1, "Un phare"),
    ]
    assert isinstance(last, Paragraph)
    assert article.blocks[-3:] == tuple(
        Note(str(number), (Paragraph.of(text),)) for number, text in enumerate(NOTES, start=1)
    )
    assert article.notices == ()


def test_a_document_of_pictures_alone_has_no_text() -> None:
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(io.BytesIO(png()))
    with pytest.raises(InputError, match="there is no text in it"):
        read_bytes(saved(document), "essai.docx")


def texts(cell: Cell) -> list[str]:
    return [p.source for p in cell.blocks if isinstance(p, Paragraph)]


def test_pictures_beyond_the_limits_are_left_out_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dossier()
    monkeypatch.setattr(pictures, "MAX_PICTURE", len(png()) - 1)
    (article,) = read(data, "dossier.docx")
    assert not any(isinstance(block, Picture) for block in article.blocks)
    assert [n.code for n in article.notices] == ["skipped"]
    monkeypatch.undo()
    monkeypatch.setattr(pictures, "MAX_PICTURES", len(png()))
    (article,) = read(data, "dossier.docx")
    assert sum(isinstance(block, Picture) for block in article.blocks) == 1


def test_pictures_of_older_programs_and_at_addresses() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    v, a = "urn:schemas-microsoft-com:vml", "http://schemas.openxmlformats.org/drawingml/2006/main"
    old = f'<v:shape xmlns:v="{v}" alt="Le quai." style="width:2in;height:36pt"><v:imagedata r:id="i1"/></v:shape>'
    new = f'<x:pic xmlns:x="urn:x"><a:blip xmlns:a="{a}" r:link="i2"/></x:pic>'
    article = article_of(
        p(r("Avant.") + f"<w:r><w:pict>{old}</w:pict></w:r><w:r>{new}</w:r>"),
        {"word/media/quai.gif": "GIF89a"},
        f'<Relationship Id="i1" Type="{kind}" Target="media/quai.gif"/>'
        f'<Relationship Id="i2" Type="{kind}" Target="https://exemple.fr/port.jpg" TargetMode="External"/>',
    )
    assert article.blocks[1:] == (
        Picture("", b"GIF89a", "image/gif", 144, 36, Paragraph.of("Le quai.", Style.DESCRIPTION)),
        Picture("https://exemple.fr/port.jpg", None, "image/jpeg"),
    )


def test_cells_merged_downwards_and_rows_that_begin_later() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"

    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("Brest", down) + cell("12") + cell("8"),
        cell("", on) + cell("4", '<w:gridSpan w:val="2"/>'),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("Fin", '<w:gridSpan w:val="2"/>'),
    )
    (table,) = article_of(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>").blocks
    assert isinstance(table, Table)
    assert [[(c.columns, c.rows, texts(c)) for c in row] for row in table.rows] == [
        [(1, 2, ["Brest"]), (1, 1, ["12"]), (1, 1, ["8"])],
        [(2, 1, ["4"])],
        [(1, 1, []), (2, 1, ["Fin"])],
    ]


def test_a_table_within_a_table_and_a_list_within_a_cell() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr></w:tbl>"
    item = p('<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>' + r("un quai"))
    (table,) = article_of(f"<w:tbl><w:tr><w:tc>{inner}{p('')}</w:tc><w:tc>{item}</w:tc></w:tr></w:tbl>").blocks
    assert isinstance(table, Table)
    left, right = table.rows[0]
    assert left.blocks == (Table(((Cell((Paragraph.of("a"),)), Cell((Paragraph.of("b"),))),)),)
    assert right.blocks == (Paragraph.of("un quai", Style.LIST_ITEM, level=1),)


def test_tables_nested_deeper_than_any_saved_article_holds_are_read_as_frames() -> None:
    nested = p(r("au fond"))
    for _ in range(25):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc><w:tc>{p(r('à côté'))}</w:tc></w:tr></w:tbl>"
    article = article_of(nested)
    assert sources(article) == ["au fond", *["à côté"] * 25]
    assert from_json(to_json(article)).blocks == article.blocks


def test_endnotes_and_footnotes_are_told_apart() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    extra, links, references = {}, "", ""
    for which in ("footnote", "endnote"):
        note = f'<w:{which} w:id="2">{p(r(f"Une {which}."))}</w:{which}>'
        extra[f"word/{which}s.xml"] = f'<w:{which}s xmlns:w="{W}">{note}</w:{which}s>'
        links += f'<Relationship Id="n{which}" Type="{kind}/{which}s" Target="{which}s.xml"/>'
        references += f'<w:r><w:{which}Reference w:id="2"/></w:r><w:r><w:{which}Reference w:id="9"/></w:r>'
    article = article_of(p(r("Le port") + references), extra, links)
    assert article.blocks[1:] == (
        Note("1", (Paragraph.of("Une footnote."),)),
        Note("2", (Paragraph.of("Une endnote."),), NoteKind.ENDNOTE),
    )
    assert [m.value for m in article.paragraphs[0].segments[0].marks] == ["1", "2"]
