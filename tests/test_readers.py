"""Choosing the reader, and one clear line for everything that cannot be read."""

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from wire_writers import WRITERS

from translator import readers
from translator.document import Article, Metadata, Paragraph
from translator.document.saved import to_json
from translator.errors import ConfigurationError, InputError
from translator.readers import xml
from translator.readers.budget import Budget
from translator.readers.encoding import mended

TEXT = "Le port de Sainte-Ursule a rouvert.\n"


def word(text: str = TEXT) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SAVED = Article((Paragraph.of("Le port rouvre."),), format="md", metadata=Metadata(file="port.md"))


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("port.txt", TEXT.encode(), "txt"),
        ("port", TEXT.encode(), "txt"),
        ("port.dépêche", TEXT.encode("cp1252"), "txt"),
        ("-", TEXT.encode(), "txt"),
        ("PORT.MD", TEXT.encode(), "md"),
        ("port.docx", word(), "docx"),
        ("port.txt", word(), "docx"),
        ("port", word(), "docx"),
    ],
)
def test_the_extension_proposes_and_the_content_decides(name: str, data: bytes, format: str) -> None:
    (article,) = readers.read_bytes(data, name)
    assert article.format == format
    assert article.paragraphs[0].source == TEXT.strip()
    assert article.metadata.file == name


def test_a_named_format_is_taken_at_its_word() -> None:
    assert readers.read_bytes(b"# Port\n", "port.md", "txt")[0].paragraphs[0].source == "# Port"
    with pytest.raises(ConfigurationError, match="unknown input format 'xyz'; known: txt, md"):
        readers.read_bytes(b"# Port\n", "port.md", "xyz")


@pytest.mark.parametrize("name", ["port.json", "port", "port.txt"])
def test_a_saved_article_comes_back_as_it_was(name: str) -> None:
    assert readers.read_bytes(to_json(SAVED).encode(), name) == [SAVED]


def test_a_file_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text(TEXT, encoding="utf-16")
    (article,) = readers.read_file(path)
    assert article.paragraphs[0].source == TEXT.strip()
    assert article.metadata == Metadata(file="port.txt")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("vide.txt", b"", "the file is empty"),
        ("blanc.txt", b" \r\n\t\n", "the file is empty"),
        ("blanc.txt", "\ufeff \n".encode(), "there is no text in it"),
        ("vide.docx", word(""), "there is no text in it"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "looks binary"),
        ("port.docx", b"\x89PNG\r\n\x1a\n\x00\x00", "looks binary"),
        ("port.pdf", b"%PDF-1.7\n", "is no PDF, or a damaged one; save"),
        ("port.rtf", rb"{\rtf1{\*\generator x;}}", "has no text"),
        ("port.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no text document of Word or Works; save"),
        (
            "port.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("port.xml", b'<?xml version="1.0"?><inconnu><a>Le port</a></inconnu>', "XML of a kind that is not read here"),
        ("port.json", b'{"a": 1}', 'a list "paragraphs" is expected'),
        ("port.json", b"[1", "not valid JSON"),
        ("port.json", b'{"paragraphs": [{"segments": [{"source": 1}]}]}', "source must be text"),
        ("port.json", b"\x80\x81\x82\x00", "looks binary"),
    ],
)
def test_bad_input_ends_in_one_clear_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        readers.read_bytes(data, name)
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert message in line
    assert "\n" not in line
    assert line.count(name) == 1


def test_an_archive_without_an_article_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.bin", b"x")
    with pytest.raises(InputError, match=r"port\.txt: is a zip archive"):
        readers.read_bytes(out.getvalue(), "port.txt")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.txt: no such file"):
        readers.read_file(tmp_path / "absent.txt")
    with pytest.raises(InputError, match="is a folder"):
        readers.read_file(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        readers.read_file(tmp_path / "a\x00b.txt")
    with pytest.raises(InputError, match=r"a\\nb\.txt: no such file\Z"):
        readers.read_file(tmp_path / "a\nb.txt")
    long = tmp_path / "long.txt"
    long.write_bytes(b"Le port. " * 20)
    with pytest.raises(InputError, match=r"long\.txt: larger than"):
        readers.read_file(long, budget=Budget(megabytes=0))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match=r"secret\.txt: cannot be read \(Permission denied\)"):
        readers.read_file(path)


def test_a_very_long_line_is_one_paragraph() -> None:
    (article,) = readers.read_bytes(("Le port rouvre lundi. " * 40_000).encode(), "long.txt")
    assert len(article.paragraphs) == 1
    assert len(article.paragraphs[0].source) == 40_000 * 22 - 1


def test_a_paragraph_that_no_article_has_is_refused() -> None:
    with pytest.raises(InputError, match=r"long\.txt: a paragraph of 4,399,999 characters"):
        readers.read_bytes(("Le port rouvre lundi. " * 200_000).encode(), "long.txt")


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<rss version='2.0'><channel/></rss>", "rss"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf>', "nitf"),
        (
            b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" a="b">',
            "{http://iptc.org/std/nar/2006-10-01/}newsItem",
        ),
        ("<?xml version='1.0'?><a:feed xmlns:a='urn:x'/>".encode("utf-16"), "{urn:x}feed"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>", "a"),
        (b"Le port < la mer", None),
        (b"<", None),
    ],
)
def test_root_elements(head: bytes, root: str | None) -> None:
    assert readers.opening(head)[2] == root


@pytest.mark.parametrize("label", ["NITF", "NewsML-G2", "NewsML 1.2", "RSS", "Atom", "WordPress, blocks", "web page"])
def test_a_root_below_long_comments_is_found(label: str) -> None:
    format, write = WRITERS[label]
    data = write("Le port rouvre", [TEXT.strip()])
    declaration, found, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
    comments = b"<!-- un journal -->\n" * 2_000
    (article,) = readers.read_bytes(declaration + found + comments + rest, "recu")
    assert article.format == format
    assert article.title == "Le port rouvre"


def test_comments_without_end_are_refused_with_a_reason() -> None:
    with pytest.raises(InputError, match="recu: XML without a root element in its first 1,000,000 bytes"):
        readers.read_bytes(b'<?xml version="1.0"?>' + b"<!-- un journal -->" * 60_000 + b"<rss/>", "recu")


@pytest.mark.parametrize("name", ["recu", "recu.xml", "-"])
def test_xml_without_a_declaration_is_no_text(name: str) -> None:
    with pytest.raises(InputError, match=r"XML of a kind that is not read here \(root element <depeche>\)"):
        readers.read_bytes(f"<depeche><p>{TEXT}</p></depeche>\n".encode(), name)
    (article,) = readers.read_bytes(f"<p>{TEXT}</p>".encode(), name)
    assert (article.format, article.paragraphs[0].source) == ("html", TEXT.strip())
    (article,) = readers.read_bytes(f"<p> dit-on : {TEXT}".encode(), name)
    assert article.format == "txt"


def test_xml_keeps_named_characters_and_refuses_others() -> None:
    root = xml.parse(b'<!DOCTYPE n SYSTEM "n.dtd"><n>d&eacute;j&agrave;<!-- x --> vu</n>', "n.xml")
    assert root.text == "déjà vu"
    with pytest.raises(InputError, match=r"n\.xml: unknown XML entity &inconnue;"):
        xml.parse(b'<!DOCTYPE n SYSTEM "n.dtd"><n>&inconnue;</n>', "n.xml")
    bomb = b'<!DOCTYPE n [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><n>&b;</n>'
    with pytest.raises(InputError, match="entities of its own"):
        xml.parse(bomb, "n.xml")


HALF = "\\ud83d"  # of an emoji, as JSON writes it


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("port.ninjs", f'{{"type": "text", "headline": "Le port {HALF} ferme", "body_text": "Il {HALF} ferme."}}'),
        (
            "port.json",
            f'{{"schema": 2, "blocks": [{{"type": "paragraph", "segments": [{{"source": "Le {HALF} port", '
            f'"target": "The {HALF} port"}}]}}], "metadata": {{"extra": {{"a{HALF}": "b{HALF}"}}}}}}',
        ),
        ("port.ninjs", f'{{"type": "text", "body_xhtml": "<p>Il {HALF} ferme lundi à l’aube.</p>"}}'),
        ("port.md", f'---\ntitle: "Le {HALF} port"\n---\nLe port ferme.\n'),
    ],
)
def test_half_a_character_is_made_whole_and_said(name: str, data: str) -> None:
    """A lone surrogate can be written in no encoding, and stopped the stories beside it."""
    (article,) = readers.read_bytes(data.encode(), name)
    assert [notice.code for notice in article.notices] == ["encoding"]
    assert "\ufffd" in article.paragraphs[0].source
    assert to_json(article).encode()


def test_an_article_without_half_characters_is_left_alone() -> None:
    assert mended(SAVED) is SAVED
    whole = replace(SAVED, title="L’été 😀", metadata=Metadata(extra={"é": "è"}, keywords=("été",)))
    assert mended(whole) is whole
