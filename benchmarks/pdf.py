"""Paragraphs that come back whole from a PDF: ``python benchmarks/pdf.py``. Needs soffice, python-docx, pdfminer.six.

Documents are written, laid out by LibreOffice in one, two and three columns with running heads, page numbers and
divided words, and read by our reader (pdfium) and as pdfminer.six's text boxes, their divided words joined blindly.
"""

import re
import subprocess
import tempfile
import time
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextBox

from translator.readers import read_file

TEXT = (
    "Le conseil municipal a adopté lundi soir, après six heures de débats, le budget de la ville pour l’année "
    "prochaine, malgré l’opposition de la minorité, qui dénonce une augmentation insuffisamment motivée des coûts.",
    "La maire, Hélène Kervran, a défendu un texte « équilibré et responsable », qui prévoit l’affectation de 12,4 "
    "millions d’euros à la rénovation énergétique des écoles et à la réfection des canalisations.",
    "« Nous ne pouvions pas différer plus longtemps ces investissements », a-t-elle déclaré à l’issue du vote, "
    "ajoutant que l’office public de l’habitat bénéficierait d’une enveloppe supplémentaire.",
    "L’opposition, menée par l’ancien vice-président du département, a voté contre. Elle réclamait un référendum "
    "local sur le financement du futur palais des congrès, dont le coût définitif reste difficile à chiffrer.",
)
# name: columns, points between paragraphs, points of indent, whether lines are filled, font
SHAPES = {
    "one column": (1, 8, 0, True, "Liberation Serif"),
    "two columns": (2, 6, 0, True, "Liberation Serif"),
    "three columns, indents": (3, 0, 12, True, "Liberation Serif"),
    "two columns, ragged, indents": (2, 0, 10, False, "DejaVu Sans"),
    "one column, ragged, no sign of a new paragraph": (1, 0, 0, False, "Liberation Serif"),
}


def make(path: Path, columns: int, space: int, indent: int, is_filled: bool, font: str) -> list[str]:
    """Write a document; its paragraphs."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.paragraph_format.space_after = font, Pt(10.5), Pt(space)
    for parent, tag, value in (
        (normal.element.get_or_add_rPr(), "w:lang", "fr-FR"),
        (document.settings.element, "w:autoHyphenation", "true"),
    ):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        parent.append(element)
    document.sections[0].header.paragraphs[0].text = "Le Courrier de la rade — mardi 24 novembre 2026"
    document.add_heading("Budget : la ville investit dans ses écoles et ses canalisations", 1).runs[0].font.size = Pt(
        22
    )
    document.add_paragraph("Par Anne Le Goff")
    layout = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    layout.set(qn("w:num"), str(columns))
    for chapter in range(6):
        if chapter:
            document.add_paragraph().add_run(f"Un vote serré au chapitre {chapter}").bold = True
        for text in TEXT:
            paragraph = document.add_paragraph(text)
            paragraph.paragraph_format.first_line_indent = Pt(indent)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if is_filled else WD_ALIGN_PARAGRAPH.LEFT
    document.save(str(path))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def boxes_of(path: Path) -> list[str]:
    boxes = (box for page in extract_pages(str(path)) for box in page if isinstance(box, LTTextBox))
    return [re.sub(r"(\w)- (\w)", r"\1\2", " ".join(box.get_text().split())) for box in boxes]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("layout | paragraphs | ours whole, found, s | pdfminer.six whole, found, s")
        for number, (title, shape) in enumerate(SHAPES.items()):
            source = folder / f"{number}.docx"
            wanted = make(source, *shape)
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(source)]
            subprocess.run(command, check=True, capture_output=True)
            row = [title, str(len(wanted))]
            for read in (lambda p: [q.source for a in read_file(p) for q in a.paragraphs], boxes_of):
                began = time.perf_counter()
                found = read(source.with_suffix(".pdf"))
                whole = len(wanted) - sum(text not in found for text in wanted)
                row.append(f"{whole}, {len(found)}, {time.perf_counter() - began:.2f}")
            print(" | ".join(row))


if __name__ == "__main__":
    main()
