"""OpenDocument text as a word processor writes it: styles, lists, notes, pictures, tracked changes."""

import pytest
from wire_writers import archive

from translator import readers
from translator.document import Mark, Style
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


def odt(body: str, kind: str = "text") -> bytes:
    inside = f"{STYLES}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
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
        Mark("strong", 12, 17),
        Mark("link", 37, 46, "https://example.org/"),
    )
    assert [n.message for n in article.notices] == ["Not translated: 1 picture"]


def test_other_open_documents_are_refused() -> None:
    with pytest.raises(InputError, match=r"comptes\.ods: an OpenDocument file, but not a text document"):
        readers.read_bytes(odt("<table:table/>", "spreadsheet"), "comptes.ods")
