"""Old Word files and Pages: read where LibreOffice is installed, else said how to get them read."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from wire_writers import archive

from translator.document import Style, Table
from translator.errors import InputError
from translator.readers import read_bytes, read_file
from translator.readers.office import converted

OLD = Path(__file__).parent / "fixtures" / "office" / "energie.doc"
PAGES = archive({"Index/Document.iwa": b"\0\0\0\0"})


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_an_old_word_file_is_read_through_libreoffice() -> None:
    (article,) = read_file(OLD)
    assert article.format == "doc"
    assert article.title == "Les prix de l’énergie repartent à la hausse"
    assert [p.style for p in article.paragraphs][3:7] == [Style.LIST_ITEM] * 3 + [Style.HEADING]
    assert sum(isinstance(block, Table) for block in article.blocks) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_what_libreoffice_cannot_read_or_not_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"x\.pages: LibreOffice could not read it"):
        read_bytes(PAGES, "x.pages")
    monkeypatch.setattr(converted, "TIMEOUT", 0.01)
    with pytest.raises(InputError, match=r"energie\.doc: LibreOffice could not read it"):
        read_file(OLD)


@pytest.mark.skipif(os.name == "nt", reason="a program is known by its ending there")
def test_a_program_that_cannot_be_run_and_a_folder_that_cannot_be_made_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\0 no program")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"energie\.doc: LibreOffice cannot be given it \(Exec format error\)"):
        read_file(OLD)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(InputError, match=r"energie\.doc: LibreOffice cannot be given it \(No such file or directory\)"):
        read_file(OLD)


@pytest.mark.parametrize("name", ["energie.doc", "energie.wps", "energie"])
def test_without_libreoffice_one_line_says_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(converted, "_PLACES", ())
    with pytest.raises(InputError, match=r"is read with LibreOffice: install it, or save the article as \.docx"):
        read_bytes(OLD.read_bytes(), name)
    with pytest.raises(InputError, match=r"\.pages is read with LibreOffice"):
        read_bytes(PAGES, "x.pages")


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"Bonjour"])
def test_what_is_no_old_word_file_never_reaches_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_convert", None)
    with pytest.raises(InputError, match=r"x\.doc: no text document of Word or Works"):
        read_bytes(data, "x.doc")
