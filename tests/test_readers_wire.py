"""Samples of our own in each format, what is read from them (fixtures/wire/expected.txt), and what desks stumble on."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from wire_writers import WRITERS, archive, iptc7901, ninjs1, rss

from translator import readers
from translator.document import Article, Block, Note, Notice, Paragraph, Picture, Style, Table, walk
from translator.errors import InputError

FOLDER = Path(__file__).parent / "fixtures" / "wire"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.name != "expected.txt")


def shown(article: Article) -> str:
    lines = [f"### {article.format}"]
    lines += [f"{key}: {value}" for key, value in sorted(article.metadata.items())]
    lines += [f"! {notice.code}: {notice.message}" for notice in article.notices]
    return "\n".join([*lines, *shown_blocks(article.blocks)])


def shown_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                level = f" {block.level}" if block.level else ""
                yield f"[{block.style}{level}] {block.source.replace(chr(10), '⏎')}"
                for mark in block.segments[0].marks:
                    yield f"    {mark.kind} {block.source[mark.start : mark.end]!r} {mark.value}".rstrip()
            case Table():
                yield f"[table, {block.header_rows} header rows]"
                for row in block.rows:
                    yield "    " + " | ".join(" ".join(p.source for p in walk(cell.blocks)) for cell in row)
            case Picture():
                yield f"[picture] {block.address}"
                yield from shown_blocks([block.description] if block.description else [])
            case Note():
                yield f"[{block.kind} {block.id}]"
                yield from shown_blocks(block.blocks)


def test_the_samples_are_read_as_expected(accept: bool) -> None:
    found = "\n\n".join(shown(article) for path in SAMPLES for article in readers.read_file(path)) + "\n"
    expected = FOLDER / "expected.txt"
    if accept:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("label", WRITERS)
def test_a_story_under_an_announced_embargo_says_so_first(label: str) -> None:
    _, write = WRITERS[label]
    texts = [
        "SOUS EMBARGO JUSQU'A 18H00",
        "Le port rouvre lundi, deux ans après la tempête qui avait emporté la digue et le phare.",
    ]
    (article,) = readers.read_bytes(write("Le port rouvre", texts), "recu.zip" if label == "zip" else "recu")
    assert article.notices[0] == Notice("embargo", "The item speaks of an embargo: « SOUS EMBARGO JUSQU'A 18H00 »")


def test_a_false_encoding_label_is_seen_through() -> None:
    for said, codec in (("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("iso-8859-1", "iso-8859-1")):
        body = "<body><body.content><p>L’été à Étel.</p></body.content></body>"
        data = f'<?xml version="1.0" encoding="{said}"?><nitf>{body}</nitf>'
        if codec != "utf-8":
            data = data.replace("’", "'")
        (article,) = readers.read_bytes(data.encode(codec), "x.nitf")
        assert article.paragraphs[0].source.replace("’", "'") == "L'été à Étel."


@pytest.mark.parametrize(
    "raw",
    [
        "Étel: l'été a été long, où ça? «Là-bas», dit-elle.".encode("cp1252"),
        "Étel: l'été a été long, où ça? «Là-bas», dit-elle.".encode(),
        b"\xc2Etel: l'\xc2et\xc2e a \xc2et\xc2e long, o\xc1u \xcbca? \xabL\xc1a-bas\xbb, dit-elle.",  # ISO 6937
    ],
)
def test_accents_in_the_encodings_of_the_agencies(raw: bytes) -> None:
    data = iptc7901("Titre", ["@@@"]).replace(b"@@@", raw)
    (article,) = readers.read_bytes(data, "depeche")
    assert article.paragraphs[-1].source == "Étel: l'été a été long, où ça? «Là-bas», dit-elle."


def test_seven_bit_french_is_recognised() -> None:
    data = iptc7901("Titre", ["Le pr{sident a d{cid{ apr}s l'{t{ d'aller @ Brest, o| les \\lus se r{unissent."])
    (article,) = readers.read_bytes(data, "depeche")
    assert article.paragraphs[-1].source.startswith("Le président a décidé après l'été d'aller à Brest, où les")


def test_several_messages_in_one_file_are_several_articles() -> None:
    data = iptc7901("Le port rouvre", ["Il était temps."]) + iptc7901("La halle ferme", ["Il pleut."])
    assert [a.title for a in readers.read_bytes(data, "nuit.dat")] == ["Le port rouvre", "La halle ferme"]


def test_what_must_not_be_translated_is_no_paragraph() -> None:
    for path in SAMPLES:
        for article in readers.read_file(path):
            shown = {p.source for p in article.paragraphs if p.style is not Style.VERBATIM}
            for key in ("guid", "slugline", "credit", "copyright", "byline", "keywords", "ednote", "url"):
                assert (dict(article.metadata.items()).get(key) or "…") not in shown, (path.name, key)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "photo.json",
            b'{"type": "picture", "headline": "Le bac", "versioncreated": "2026-11-22T00:00:00Z"}',
            "has no text",
        ),
        (
            "vide.nitf",
            b"<nitf><body><body.content><media><media-reference/></media></body.content></body></nitf>",
            "has no text",
        ),
        ("vide.rss", b"<rss><channel><title>x</title></channel></rss>", "has no text (no entries)"),
        ("liste.json", b'[1, {"body_html": ""}]', "not ninjs"),
        ("casse.json", b'{"body_html": ', "not valid JSON"),
        ("casse.nitf", b"<nitf><body>", "damaged XML"),
        ("page.html", b"<html><body><img src=x></body></html>", "has no text"),
    ],
)
def test_items_without_text_end_in_one_clear_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        readers.read_bytes(data, name)
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert message in line
    assert "\n" not in line


def test_a_zip_reads_what_it_can_and_reports_the_rest() -> None:
    data = archive(
        {
            "jour/a.json": ninjs1("Le port rouvre", ["Enfin."]),
            "jour/flux.xml": rss("La halle", ["Elle ferme."]),
            "jour/photo.jpg": b"\xff\xd8\xff\xe0 une image",
            "jour/notes.bin": b"quelque chose",
            "../../fuite.txt": "Une ligne de texte.",
            "dedans.zip": archive({"b.txt": "Le texte."}),
            "__MACOSX/._a.json": b"\x00\x05",
        }
    )
    articles = readers.read_bytes(data, "jour.zip")
    assert [a.metadata.file for a in articles] == ["jour/a.json", "jour/flux.xml", "../../fuite.txt"]
    messages = [n.message for n in articles[0].notices if n.code == "skipped"]
    assert len(messages) == 3
    assert "photo.jpg" in messages[0]
    assert "notes.bin" in messages[1]
    assert "archive within the archive" in messages[2]


def test_a_page_in_parts_without_any_article_element() -> None:
    long = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi"
    data = f"""<html><title>La crue - La Gazette</title><body><div class="page"><div><a>Menu</a></div>
<div class="hero"><h1>La crue s'étend</h1><p class="dek">Trois communes sont évacuées depuis jeudi soir.</p>
<p class="meta">Par Lou Ray, le 20 novembre 2026</p></div>
<div class="part"><p>{long}.</p><p>Un pont est fermé.</p></div>
<div class="ad-slot"><p>Publicité</p></div><div class="part"><p>{long} et d'attendre.</p><p>Lou Ray, avec AFP</p></div>
<div class="teasers"><a href="/a"><h3>Autre titre</h3><p>Un résumé.</p></a></div></div></body></html>"""
    (article,) = readers.read_bytes(data.encode(), "page.html")
    assert [p.source for p in article.paragraphs] == [
        "La crue s'étend",
        "Trois communes sont évacuées depuis jeudi soir.",
        f"{long}.",
        "Un pont est fermé.",
        f"{long} et d'attendre.",
        "Lou Ray, avec AFP",
    ]
    assert article.metadata.byline == "Par Lou Ray, le 20 novembre 2026"


def test_raw_html_keeps_the_whole_page() -> None:
    data = (FOLDER / "page.html").read_bytes()
    (article,) = readers.read_bytes(data, "page.html", "html-raw")
    (main,) = readers.read_bytes(data, "page.html")
    texts = [p.source for p in article.paragraphs]
    assert "Partager cet article" in texts
    assert {p.source for p in main.paragraphs} < set(texts)


@pytest.mark.parametrize(
    "name", ["afp-newsml12.xml", "ap-nitf.xml", "anpa1312.txt", "dpa-iptc7901.txt", "reuters-newsml-g2.xml"]
)
def test_real_samples_give_a_headline_and_a_body(shared: Path, name: str) -> None:
    (article,) = readers.read_file(shared / "wire" / name)
    assert article.paragraphs[0].style is Style.HEADLINE
    assert sum(p.style is Style.BODY for p in article.paragraphs) >= 2
    assert not any("\ufffd" in p.source or "Ã" in p.source or "\n" in p.source for p in article.paragraphs)


def test_real_containers_are_read_whole(shared: Path) -> None:
    (ninjs,) = readers.read_file(shared / "wire" / "ninjs1.json")
    wanted = json.loads((shared / "wire" / "ninjs1.json").read_text(encoding="utf-8"))
    for key in ("guid", "slugline", "byline", "language", "version", "source"):
        assert getattr(ninjs.metadata, key) == wanted[key]
    posts = readers.read_file(shared / "wire" / "wordpress-wxr.xml")
    assert len(posts) == 4
    assert any("test5" in notice.message for notice in posts[0].notices)
    assert len(readers.read_file(shared / "wire" / "newsml-g2-package.xml")) == 2
