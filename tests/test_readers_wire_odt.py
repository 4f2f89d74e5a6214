"""OpenDocument text as a word processor writes it: styles, lists, notes, pictures, tracked changes."""

import io
import zipfile

import pytest
from office_documents import png
from wire_writers import archive

from translator import readers
from translator.document import Cell, Mark, MarkKind, Note, NoteKind, Paragraph, Picture, Style, Table
from translator.errors import InputError

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "draw": "drawing", "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
</office:automatic-styles>"""
BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>Supprimé.</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">La halle rouvre</text:p>
<text:p>La halle de <text:span text:style-name="T1">Valmy</text:span>
 rouvre<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Fermée en 2024.</text:p></text:note-body></text:note>
 mardi,<text:s text:c="2"/>dit <text:a
 xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/">la mairie</text:a>.</text:p>
<text:h text:outline-level="2">Horaires</text:h>
<text:list><text:list-item><text:p>Le matin</text:p>
<text:list><text:list-item><text:p>Sauf lundi</text:p></text:list-item>
</text:list></text:list-item></text:list>
<text:p text:style-name="P1">« Enfin. »</text:p>
<text:p><draw:frame><draw:image/></draw:frame></text:p>
<table:table><table:table-row><table:table-cell><text:p>Prix</text:p></table:table-cell></table:table-row></table:table>"""


def odt(body: str, kind: str = "text", styles: str = "") -> bytes:
    inside = f"{STYLES}{styles}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"<office:document-content {SPACES}>{inside}</office:document-content>"
    return archive({"content.xml": content, "META-INF/manifest.xml": "<m/>"})


def test_everything_that_is_seen_is_read_in_order() -> None:
    (article,) = readers.read_bytes(odt(BODY), "halle.odt")
    assert [(p.style, p.level, p.source) for p in article.paragraphs] == [
        (Style.HEADLINE, 1, "La halle rouvre"),
        (Style.BODY, 0, "La halle de Valmy rouvre mardi,  dit la mairie."),
        (Style.HEADING, 2, "Horaires"),
        (Style.LIST_ITEM, 1, "Le matin"),
        (Style.LIST_ITEM, 2, "Sauf lundi"),
        (Style.QUOTE, 0, "« Enfin. »"),
        (Style.BODY, 0, "Prix"),
        (Style.BODY, 0, "Fermée en 2024."),
    ]
    assert article.paragraphs[1].segments[0].marks == (
        Mark(MarkKind.STRONG, 12, 17),
        Mark(MarkKind.NOTE, 24, 24, "1"),
        Mark(MarkKind.LINK, 37, 46, "https://example.org/"),
    )
    assert [n.message for n in article.notices] == ["Not translated: 1 picture"]


def test_tables_pictures_and_small_signs_are_kept() -> None:
    body = """<text:p>CO<text:span text:style-name="T2">2</text:span>
 et 10 m<text:span text:style-name="T3">2</text:span>
<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>Fin.</text:p>
</text:note-body></text:note></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Ports
</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Brest</text:p></table:table-cell>
<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"/></table:table-row>
</table:table>
<text:p>Avant<draw:frame xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 svg:width="5cm" svg:height="2in">
<draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/port.png"/>
<svg:desc>Le port.</svg:desc></draw:frame> après</text:p>"""
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-position="{position} 58%"/></style:style>'
        for name, position in (("T2", "sub"), ("T3", "33%"))
    )
    data = odt(body, styles=f"<office:automatic-styles>{styles}</office:automatic-styles>")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members: dict[str, str | bytes] = {member: old.read(member) for member in old.namelist()}
    (article,) = readers.read_bytes(archive(members | {"Pictures/port.png": png()}), "halle.odt")
    first, table, last, picture, note = article.blocks
    assert isinstance(first, Paragraph)
    assert first.source == "CO2 et 10 m2"
    assert first.segments[0].marks == (
        Mark(MarkKind.SUBSCRIPT, 2, 3),
        Mark(MarkKind.SUPERSCRIPT, 11, 12),
        Mark(MarkKind.NOTE, 12, 12, "1"),
    )
    assert table == Table(
        (
            (Cell((Paragraph.of("Ports"),), columns=2),),
            (Cell((Paragraph.of("Brest"),), rows=2), Cell((Paragraph.of("12"),))),
            (Cell(()), Cell(())),
        ),
        header_rows=1,
    )
    assert last == Paragraph.of("Avant après")
    assert picture == Picture("", png(), "image/png", 141.73, 144, Paragraph.of("Le port.", Style.DESCRIPTION))
    assert note == Note("1", (Paragraph.of("Fin."),), NoteKind.ENDNOTE)


def test_other_open_documents_are_refused() -> None:
    with pytest.raises(InputError, match=r"comptes\.ods: an OpenDocument file, but not a text document"):
        readers.read_bytes(odt("<table:table/>", "spreadsheet"), "comptes.ods")


def test_numbers_of_lists_are_counted_as_the_word_processor_counts() -> None:
    def items(*texts: str) -> str:
        return "".join(
            f"<text:list-item>{t if t.startswith('<') else f'<text:p>{t}</text:p>'}</text:list-item>" for t in texts
        )

    styles = """<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-number text:level="2" style:num-format="a" text:start-value="3"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>"""
    first = items(
        "un", "<text:p>deux</text:p><text:p>encore deux</text:p>", f"<text:list>{items('a', 'b')}</text:list>"
    )
    body = f"""<text:list text:style-name="L1"><text:list-header><text:p>titre</text:p></text:list-header>
{first}</text:list>
<text:p>Une phrase entre les deux listes, assez longue.</text:p>
<text:list text:style-name="L1" text:continue-numbering="true">{items("trois")}</text:list>
<text:list text:style-name="L1">{items("un")}
<text:list-item text:start-value="9"><text:p>neuf</text:p></text:list-item></text:list>
<text:list text:style-name="L2">{items("puce")}</text:list>
<text:list text:style-name="L9">{items("sans style")}</text:list>"""
    (article,) = readers.read_bytes(odt(body, styles=styles), "liste.odt")
    assert [(p.level, p.lead, p.source) for p in article.paragraphs if p.style is Style.LIST_ITEM] == [
        (1, "", "titre"), (1, "1. ", "un"), (1, "2. ", "deux"), (1, "", "encore deux"), (2, "3. ", "a"),
        (2, "4. ", "b"), (1, "3. ", "trois"), (1, "1. ", "un"), (1, "9. ", "neuf"), (1, "", "puce"),
        (1, "", "sans style"),
    ]  # fmt: skip
