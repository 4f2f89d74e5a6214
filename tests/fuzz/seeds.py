"""What mutation begins with: a good input or more for each target."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import wire_writers
from cases import read_cases
from packages_kit import make_archive
from test_readers_docx import W

from fuzz.targets import BETWEEN, PARTS
from translator.document import Article, Cell, Mark, MarkKind, Paragraph, Table
from translator.document.saved import to_json

FIXTURES = Path(__file__).parent.parent / "fixtures"
CORPUS = Path(__file__).parent / "corpus"
TEXTS = (
    "PARIS, 17 nov. 2026 (AFP) — Le président Volodymyr Zelensky a rencontré M. Macron à 18h30 : « C’est l’heure. »",
    "Le PIB a reculé de 3,5 % au 3e trimestre, à 1 234,5 milliards d’euros (contre 1.300 en 2025), dit https://afp.com.",
    "Les Vingt-Sept n’ont pas voté le texte… – Non !",
)
ENGLISH = (
    'PARIS, Nov 17, 2026 (AFP) - President Zelenski met Mr Macron at 6.30pm: "It\'s time," he said; 3,5 % of 1 234 €'
)
MARKDOWN = """---
title: "Le port"
---
# Le *port* rouvre

- un [lien](https://a.fr "titre") et `code`[^1]
  1. deux <b>gras</b>

> cité\\
> deux

| a | b |
|---|---|
| 1 | ~~2~~ |

```py
x
```

![Le pont](a.png)

[^1]: Une note.
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}{\info{\title Port}}"
    r"\pard\s1 Le port\par"
    r"\pard {\b gras} l\'e9t\'e9 \u8217?{\field{\*\fldinst HYPERLINK \"http://a.fr\"}{\fldrslt lien}}\par"
    r"\trowd\cellx100\cellx200 a\cell b\cell\row {\footnote note}{\pict\pngblip 00}\par}"
)


def seeds(name: str) -> list[bytes]:
    """The good inputs of a target, and those of the corpus."""
    found = [*_made(name), *(path.read_bytes() for path in sorted((CORPUS / name).glob("*")))]
    return found or [b""]


def _made(name: str) -> Sequence[bytes]:
    kind, _, format = name.partition("-")
    if kind == "read":
        return _files(format)
    if name == "exporters":
        return [MARKDOWN.encode()]
    if name == "package":
        with tempfile.TemporaryDirectory() as folder:
            return [make_archive(Path(folder) / "a").read_bytes()]
    if kind == "glossary":
        csv = "source,target,kind\nZelensky|Zelenski,Zelensky,name\nmaire,mayor,term\n"
        tbx = (
            '<tbx><text><body><conceptEntry id="c1"><langSec xml:lang="fr"><termSec><term>maire</term></termSec>'
            '</langSec><langSec xml:lang="en"><termSec><term>mayor</term></termSec></langSec>'
            "</conceptEntry></body></text></tbx>"
        )
        return [(csv if format == "csv" else tbx).encode()]
    if name in ("pipeline", "segmenter"):
        return ["\n".join(TEXTS).encode(), *(text.encode() for text in TEXTS)]
    return [f"{text}\n{ENGLISH}".encode() for text in TEXTS] + [
        case.input.encode() for case in read_cases("typography.txt")[::5]
    ]


def _files(format: str) -> Sequence[bytes]:
    written = [make("Le port", TEXTS) for label, (reader, make) in wire_writers.WRITERS.items() if reader == format]
    kept = {"html": "pages/*.html", "html-raw": "pages/amp.html", "pdf": "office/*.pdf"}
    if format in PARTS:
        return _parts(format)
    if format in kept:
        written += [path.read_bytes() for path in sorted(FIXTURES.glob(kept[format]))]
    written += {
        "txt": ["\n\n".join(TEXTS).encode(), "- un\n- deux\n\n1. trois\n> cité\nPar Jean\n".encode("cp1252")],
        "md": [MARKDOWN.encode()],
        "rtf": [RTF.encode()],
        "json": [to_json(_article()).encode()],
        "zip": [wire_writers.zipped("Le port", TEXTS)],
        "any": [TEXTS[0].encode(), MARKDOWN.encode(), wire_writers.nitf("Le port", TEXTS)],
    }.get(format, [])
    return written


def _article() -> Article:
    marks = (Mark(MarkKind.STRONG, 0, 2), Mark(MarkKind.LINK, 3, 7, "http://a.fr"))
    cells = tuple(Cell((Paragraph.of(text),)) for text in "ab")
    return Article((Paragraph.of("Le port", marks=marks), Table((cells, cells), 1)), "Le port", signature="echo")


def _parts(format: str) -> list[bytes]:
    if format == "docx":
        document = (
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/>'
            '<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Le port</w:t><w:footnoteReference '
            'w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>a</w:t>'
            '</w:r></w:p></w:tc><w:tc><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "a"'
            '</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>b</w:t></w:r></w:p></w:tc>'
            "</w:tr></w:tbl></w:body></w:document>"
        )
        style = '<w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style>'
        styles = f'<w:styles xmlns:w="{W}">{style}</w:styles>'
        numbers = (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
            '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
            '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )
        note = '<w:footnote w:id="2"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote>'
        notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
        return [BETWEEN.join(part.encode() for part in (document, styles, numbers, notes))]
    make = {"odt": wire_writers.odt, "epub": wire_writers.epub}[format]
    with zipfile.ZipFile(io.BytesIO(make("Le port", TEXTS))) as archive:
        names = {"odt": ["content.xml"], "epub": ["OEBPS/book.opf", "OEBPS/a.xhtml"]}[format]
        return [BETWEEN.join(archive.read(name) for name in names)]
