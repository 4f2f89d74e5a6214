"""The user's own article, where it is there: every paragraph beside its English, names right, fixes explained."""

from pathlib import Path

import docx
import pytest

from translator.cli import main
from translator.document.saved import from_json
from translator.readers import read_file

NAMES = {"Zelenski": "Zelensky", "Lougansk": "Luhansk", "Louhansk": "Luhansk", "Donetsk": "Donetsk"}
NAMES |= {"Poutine": "Putin", "Kremlin": "Kremlin"}


@pytest.mark.model
def test_the_seed_article(shared: Path, tmp_path: Path) -> None:
    seed = shared / "seed" / "article.fr.txt"
    assert main(["translate", str(seed), "--to", "docx,md,json", "-q", "-o", f"{tmp_path}/"]) == 0
    article = from_json((tmp_path / "article.fr-en.json").read_text("utf-8"))
    (read,) = read_file(seed)
    assert [p.source for p in article.paragraphs] == [p.source for p in read.paragraphs]
    assert [p.text for p in article.paragraphs if p.source == "More Stories"] == ["More Stories"]

    for paragraph in article.paragraphs:
        for french, english in NAMES.items():
            if french in paragraph.source:
                noticed = any(n.code == "term" and english in n.message for n in paragraph.notices)
                assert english in paragraph.text or noticed, (french, paragraph.text)
        assert "Lougansk" not in paragraph.text
        assert "Louhansk" not in paragraph.text
        assert "Zelenski" not in paragraph.text

    document = docx.Document(str(tmp_path / "article.fr-en.docx"))
    table = max(document.tables, key=lambda t: len(t.rows))
    assert [row.cells[-2].text for row in table.rows[1:]] == [p.source for p in article.paragraphs]
    comments = [comment.text for comment in document.comments]
    for paragraph in article.paragraphs:
        for fix in paragraph.fixes:
            if fix.entry:
                assert any(fix.entry in text for text in comments), fix
