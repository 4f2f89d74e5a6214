"""A Word document as a desk gets one: a table, pictures, notes, a nested list, small signs."""

import io
import struct
import zlib

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TABLE = (
    ("Port", "Bateaux", "", "Tonnes"),
    ("Brest", "12", "8", "3 400"),
    ("Étel", "4", "4", "900"),
)
NOTES = ("Selon la mairie.", "Chiffres de 2025, hors pêche.", "Arrêté du 3 mai.")
DESCRIPTIONS = ("Le port vu du phare.", "La halle aux poissons.")


def png(width: int = 4, height: int = 3, shade: int = 0x60) -> bytes:
    """A picture of one shade of grey."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\x00" + bytes([shade]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def dossier() -> bytes:
    """A title, two paragraphs with notes, a table of 3 × 4 with a merged cell, two pictures, a list with one in it."""
    document = docx.Document()
    document.add_paragraph("Le port rouvre", style="Title")
    first = document.add_paragraph("Le port a rouvert lundi")
    _refer(first, 1)
    first.add_run(", et rejette moins de CO")
    first.add_run("2").font.subscript = True
    first.add_run(" sur 10 m")
    first.add_run("2").font.superscript = True
    first.add_run(".")
    table = document.add_table(3, 4)
    for cells, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _refer(table.cell(1, 3).paragraphs[0], 2)
    for shade, said in zip((0x20, 0xA0), DESCRIPTIONS, strict=True):
        run = document.add_paragraph().add_run()
        run.add_picture(io.BytesIO(png(shade=shade)), width=Pt(200), height=Pt(150))
        next(run._r.iter(qn("wp:docPr"))).set("descr", said)
    for text, style in (("Trois quais", "List Bullet"), ("le quai nord", "List Bullet 2"), ("Un phare", "List Bullet")):
        document.add_paragraph(text, style=style)
    _refer(document.add_paragraph("La pêche reprend mardi."), 3)
    _add_notes(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _refer(paragraph: Paragraph, note: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(note))
    run._r.append(reference)


def _add_notes(document: docx.document.Document) -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in enumerate(NOTES, start=1)
    )
    content = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
