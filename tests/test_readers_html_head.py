"""Pages and fragments that leave out where the head ends: their text is not in it."""

import json

import pytest

from translator import readers
from translator.document import Article
from translator.readers.web.parsing import parse_html

FIRST = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
SECOND = "Le pont de Valmy, fermé depuis jeudi, ne rouvrira pas avant la décrue, attendue dimanche par les secours."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
HEADS = [
    "<!doctype html><html lang=fr><meta charset=utf-8><title>La crue</title>",
    "<!doctype html><meta charset=utf-8><title>La crue</title><style>p{}</style>",
    "<!doctype html><html><head><meta charset=utf-8><title>La crue</title>",
    "<html><head><title>La crue</title><body>",
]
AROUND = [
    "@",
    "<article><h1>La crue</h1>@</article>",
    "<main><article><h1>La crue</h1>@</article></main>",
    "<header><a href=/>La Gazette</a></header><main><h1>La crue</h1>@</main>",
    "<section>@</section>",
    "<section><h1>La crue</h1>@",
]
BEFORE = ["<style>p{}</style>", "<script>1</script>", "<meta charset=utf-8>", "<link rel=stylesheet href=a.css>"]


def read(data: str, name: str, format: str | None = None) -> Article:
    (article,) = readers.read_bytes(data.encode(), name, format)
    return article


@pytest.mark.parametrize("format", ["html", "html-raw"])
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("head", HEADS)
def test_a_page_without_its_body_tag_keeps_its_text(head: str, around: str, format: str) -> None:
    article = read(head + around.replace("@", TEXT), "page.html", format)
    assert [p.source for p in article.paragraphs][-2:] == [FIRST, SECOND]


@pytest.mark.parametrize("element", ["section", "article", "main", "header"])
@pytest.mark.parametrize("before", BEFORE)
def test_a_fragment_that_begins_with_a_style_sheet_keeps_its_text(before: str, element: str) -> None:
    markup = f"{before}<{element}>{TEXT}</{element}>"
    envelopes = {
        "a.json": json.dumps({"guid": "a", "versioncreated": "2026", "headline": "La crue", "body_html": markup}),
        "a.rss": "<rss><channel><item><title>La crue</title>"
        f"<description><![CDATA[{markup}]]></description></item></channel></rss>",
        "a.xml": '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="urn:c"><channel><item><title>La crue'
        f"</title><c:encoded><![CDATA[<!-- wp:html -->{markup}]]></c:encoded></item></channel></rss>",
        "a.eml": "Subject: La crue\nFrom: a@example.org\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html>{markup}</html>",
    }
    for name, data in envelopes.items():
        assert [p.source for p in read(data, name).paragraphs] == ["La crue", FIRST, SECOND], name


def test_the_rest_of_a_head_follows_its_first_content_in_order() -> None:
    root = parse_html("<title>T</title><nav>a</nav><meta name=x><aside>b</aside><p>c</p>", "x")
    body = root.find("body")
    assert body is not None
    assert [e.tag for e in body] == ["nav", "meta", "aside", "p"]
    head = root.find("head")
    assert head is not None
    assert [e.tag for e in head] == ["title"]


def test_words_after_the_head_stay_after_what_was_in_it() -> None:
    root = parse_html("<html><head><title>T</title><nav>a</nav></head>b<p>c</p></html>", "x")
    assert "".join(map(str, root.itertext())) == "Tabc"
