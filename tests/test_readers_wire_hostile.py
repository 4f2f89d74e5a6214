"""What must not crash a night's run: bombs, entities, endless nesting, broken and truncated files."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_documents import dossier, png
from wire_writers import WRITERS, archive, page

from translator import readers
from translator.errors import InputError
from translator.readers import zip as archives

TEXTS = ["Le port rouvre lundi, deux ans après la tempête qui avait emporté la digue et le vieux phare.", "Non."]
FOLDER = Path(__file__).parent / "fixtures" / "wire"
XML = {
    "nitf": "<nitf><body><body.content><p>{}</p></body.content></body></nitf>",
    "rss": "<rss><channel><item><title>x</title><description>{}</description></item></channel></rss>",
    "NewsML": "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><p>{}</p></DataContent></ContentItem>"
    "</NewsComponent></NewsItem></NewsML>",
}


@pytest.mark.parametrize("root", XML)
def test_entities_are_never_fetched_nor_expanded(root: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("le mot de passe", encoding="utf-8")
    external = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + XML[root].format("&x;")
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    bomb = f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{laughs}]>' + XML[root].format("&l9;")
    for hostile in (external, bomb):
        with pytest.raises(
            InputError, match=r"x\.xml: (XML that declares entities of its own is refused|damaged XML \(Maximum entity)"
        ):
            readers.read_bytes(hostile.encode(), "x.xml")


def test_a_dtd_named_by_a_parameter_entity_is_not_fetched(tmp_path: Path) -> None:
    dtd = tmp_path / "nitf-3-0.dtd"
    dtd.write_text('<!ENTITY x "le mot de passe">', encoding="utf-8")
    named = f'<!DOCTYPE nitf [<!ENTITY % nitf SYSTEM "{dtd.as_uri()}"> %nitf;]>'
    (article,) = readers.read_bytes((named + XML["nitf"].format(TEXTS[0])).encode(), "x.xml")
    assert [p.source for p in article.paragraphs] == TEXTS[:1]
    inner = named.replace("%nitf;", '<!ENTITY % y "le mot de passe"> %nitf;')
    for hostile, message in ((named, "unknown XML entity &x;"), (inner, "entities of its own is refused")):
        with pytest.raises(InputError, match=message):
            readers.read_bytes((hostile + XML["nitf"].format("&x;")).encode(), "x.xml")


def test_pages_nested_without_end_are_refused_in_one_line() -> None:
    deep = "<html><body>" + "<div>" * 100_000 + "le port" + "</div>" * 100_000
    with pytest.raises(InputError, match=r"page\.html: refused, HTML nested more than 256"):
        readers.read_bytes(deep.encode(), "page.html")
    with pytest.raises(InputError, match=r"a\.nitf: damaged XML"):
        readers.read_bytes(("<nitf>" + "<block>" * 100_000).encode(), "a.nitf")
    with pytest.raises(InputError, match=r"a\.json: not valid JSON"):
        readers.read_bytes(b'{"body_html": ' + b"[" * 100_000, "a.json")


def test_deep_but_allowed_nesting_is_read() -> None:
    nested = "<div>" * 200 + "<p>Le port rouvre.</p>" + "</div>" * 200
    (article,) = readers.read_bytes(f"<html><body>{nested}</body></html>".encode(), "page.html")
    assert [p.source for p in article.paragraphs] == ["Le port rouvre."]


@pytest.mark.parametrize(("name", "member"), [("a.zip", "a.txt"), ("a.odt", "content.xml"), ("a.epub", "a.xhtml")])
def test_archives_that_unpack_to_too_much_are_refused(name: str, member: str) -> None:
    members: dict[str, str | bytes] = {member: b" " * 30_000_000}
    if name != "a.zip":
        members |= {"META-INF/manifest.xml": "<m/>", "META-INF/container.xml": "<c/>"}
    with pytest.raises(InputError, match=r"refused, .* unpacks to over 250 times its size"):
        readers.read_bytes(archive(members), name)


def test_a_page_cannot_bring_in_scripts_or_addresses_that_run() -> None:
    hostile = page("Le port", TEXTS).replace(
        b"<p>Non.</p>", b"<p>Non, dit le maire.<script>alert(1)</script><a href='JavaScript:alert(2)'> Oui.</a></p>"
    )
    (article,) = readers.read_bytes(hostile, "page.html")
    assert article.paragraphs[-1].source == "Non, dit le maire. Oui."
    assert not any("alert" in m.value for p in article.paragraphs for m in p.segments[0].marks)


@pytest.mark.parametrize("label", WRITERS)
def test_damaged_files_are_read_or_refused_never_crash(label: str) -> None:
    format, write = WRITERS[label]
    whole = write("Le port rouvre", TEXTS)
    name = "x.zip" if label == "zip" else "x"
    chance = random.Random(label)
    for _ in range(40):
        data = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        forced = None if chance.random() < 0.5 or label == "zip" else format
        assert_read_or_refused(bytes(data), name, forced)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted({f for f, _ in WRITERS.values()} | {"html-raw", "zip"})))
def test_any_bytes_as_any_format(data: bytes, format: str) -> None:
    assert_read_or_refused(data, "x", format)


def assert_read_or_refused(data: bytes, name: str, format: str | None) -> None:
    refused, articles = "", []
    try:
        articles = readers.read_bytes(data, name, format)
    except InputError as error:
        refused = str(error)
    assert refused or any(p.source.strip() for a in articles for p in a.paragraphs)
    assert not refused or refused.startswith(name)
    assert "\n" not in refused


def test_a_damaged_member_does_not_take_the_others_along() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.txt", "Le port rouvre.")
        file.writestr("b.txt", "La halle ferme, et personne ne sait pourquoi.")
    data = out.getvalue().replace(b"personne", b"Personne")
    (article,) = readers.read_bytes(data, "jour.zip")
    assert article.metadata.file == "a.txt"
    assert "'b.txt' in the archive is damaged" in article.notices[0].message


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_member_is_one_line_however_it_is_packed(kind: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", kind) as made:
        made.writestr("a.txt", "Le port de Brest rouvre mardi matin. " * 50)
    data = bytes(byte ^ 0x5A if 45 <= at < 60 else byte for at, byte in enumerate(packed.getvalue()))
    with pytest.raises(InputError, match=r"'a.txt' in the archive is damaged"):
        readers.read_bytes(data, "a.zip")


def test_a_member_that_the_program_fails_on_does_not_take_the_others_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers.READERS, "md", readers.Reader("translator.readers.nowhere", (".md",)))
    packed = archive({"a.md": "# Le port\n", "b.txt": "Le port rouvre mardi matin.\n"})
    (article,) = readers.read_bytes(packed, "a.zip")
    assert article.paragraphs[0].source == "Le port rouvre mardi matin."
    assert "a.md: the program failed on it (ModuleNotFoundError)" in str(article.notices)


def test_a_mail_of_thousands_of_parts_is_refused_at_once() -> None:
    part = b"--x\nContent-Type: text/plain; charset=utf-8\n\nLe port rouvre lundi.\n"
    head = b"From: a@exemple.fr\nSubject: Le port\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    with pytest.raises(InputError, match="more than 1,000 parts"):
        readers.read_bytes(head + part * 3000 + b"--x--\n", "a.eml")


def test_pictures_of_an_archive_of_documents_are_limited_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive({f"{n}.docx": dossier() for n in range(3)})
    assert len(readers.read_bytes(data, "jour.zip")) == 3
    monkeypatch.setattr(archives, "MAX_PICTURES", 5 * len(png()))
    with pytest.raises(InputError, match="more than 0 MB of pictures"):
        readers.read_bytes(data, "jour.zip")
