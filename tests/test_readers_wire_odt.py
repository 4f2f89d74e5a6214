"""OpenDocument text as a word processor writes it: styles, lists, notes, pictures, tracked changes."""

import pytest
from wire_writers import archive

from translator import readers
from translator.document import Mark, MarkKind, Style
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
        Mark(MarkKind.LINK, 37, 46, "https://example.org/"),
    )
    assert [n.message for n in article.notices] == ["Not translated: 1 picture"]


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
