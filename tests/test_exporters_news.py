"""The English as news items: what a content management system reads from them, and what our own readers read back."""

import datetime
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translator import readers
from translator.document import Article, Mark, MarkKind, Metadata, Notice, Paragraph, Segment, Style
from translator.exporters import Options, export
from translator.exporters.seal import is_intact

NAR = {"n": "http://iptc.org/std/nar/2006-10-01/", "x": "http://www.w3.org/1999/xhtml"}
FACTS = {
    "guid": "urn:newsml:example.org:2026:c0",
    "version": "4",
    "language": "fr",
    "slugline": "incendie-valmy",
    "byline": "Omar Diallo",
    "dateline": "VALMY (AEX)",
    "located": "Valmy",
    "credit": "AEX",
    "copyright": "© AEX 2026 <tous droits>",
    "keywords": "incendie, Valmy & environs",
    "urgency": "2",
    "subject": "arts, culture et médias; incendie",
    "genre": "Reportage",
    "embargo": "2026-11-24T05:00:00+01:00",
    "source": "AEX",
    "ednote": "Photos à suivre",
    "description": "Le feu a pris.",
}


def translated(french: str, english: str | None, style: Style = Style.BODY, **kwargs: object) -> Paragraph:
    lead = str(kwargs.pop("lead", ""))
    return Paragraph((Segment(french, english, **kwargs),), style, "fr", level=1, lead=lead)  # type: ignore[arg-type]


LINK = Mark(MarkKind.LINK, 0, 5, "https://example.org/v?a=1&b=2", 4, 10)
ARTICLE = Article(
    (
        translated("Valmy brûle", "Valmy & its market on fire", Style.HEADLINE),
        translated("Le feu a pris.", "The fire broke out."),
        translated("Valmy brûle.", "The market <burned>.", marks=(LINK, Mark(MarkKind.STRONG, 0, 5, "", 0, 3))),
        translated("Bilan", "Toll", Style.HEADING),
        translated("Un blessé", "One injured", Style.LIST_ITEM),
        translated("Deux morts", "Two dead", Style.LIST_ITEM),
        translated("« Oui. »", "“Yes.”", Style.QUOTE),
        Paragraph.of("x < 1", Style.VERBATIM),
        translated("Non traduit.", None, notices=(Notice("untranslated", "Not translated."),)),
    ),
    "Valmy brûle",
    source_lang="fr",
    format="ninjs",
    metadata=Metadata.of(FACTS),
    signature="echo|glossary:0|translator:1",
    notices=(Notice("embargo", "Under embargo until 2026-11-24 05:00 UTC+01:00"),),
)
OPTIONS = Options(date=datetime.date(2026, 11, 22))


def ninjs(article: Article = ARTICLE) -> dict[str, object]:
    found = json.loads(export(article, "ninjs", OPTIONS))
    assert isinstance(found, dict)
    return found


def newsml(article: Article = ARTICLE) -> etree._Element:
    return etree.fromstring(export(article, "newsml-g2", OPTIONS))


def at(root: etree._Element, path: str) -> list[str]:
    return [str(e if isinstance(e, str) else e.text) for e in root.xpath(path, namespaces=NAR)]  # type: ignore[union-attr]


def test_ninjs_has_what_a_desk_needs() -> None:
    item = ninjs()
    assert item["language"] == "en-GB"
    assert item["headline"] == "Valmy & its market on fire"
    assert item["description_text"] == "The fire broke out."
    assert item["slugline"] == "incendie-valmy"
    assert item["urgency"] == 2
    assert item["keywords"] == ["incendie", "Valmy & environs"]
    assert item["copyrightnotice"] == "© AEX 2026 <tous droits>"
    assert item["embargoed"] == "2026-11-24T04:00:00Z"
    assert item["versioncreated"] == "2026-11-22T00:00:00Z"
    assert item["altids"] == {"translatedfrom": FACTS["guid"]}
    assert item["guid"] == item["uri"] != FACTS["guid"]


def test_the_body_is_escaped_formatted_and_in_order() -> None:
    body = str(ninjs()["body_xhtml"])
    assert body.split("\n") == [
        '<p><strong>The</strong> <a href="https://example.org/v?a=1&amp;b=2">market</a> &lt;burned&gt;.</p>',
        "<h2>Toll</h2>",
        "<ul>",
        "<li>One injured</li>",
        "<li>Two dead</li>",
        "</ul>",
        "<blockquote><p>“Yes.”</p></blockquote>",
        "<pre><code>x &lt; 1</code></pre>",
        '<p><span xml:lang="fr" lang="fr">Non traduit.</span></p>',
    ]


@pytest.mark.parametrize("format", ["ninjs", "newsml-g2"])
def test_the_note_says_that_a_machine_did_it_and_how_much_is_in_doubt(format: str) -> None:
    note = str(ninjs()["ednote"]) if format == "ninjs" else at(newsml(), "//n:edNote")[0]
    assert note.startswith("Machine translation, not reviewed. Translated from French.")
    for said in (
        "1 notice in paragraph 9, 1 notice on the article",
        "Under embargo until",
        FACTS["guid"],
        str(ARTICLE.signature),
        "Photos à suivre",
    ):
        assert said in note


def test_newsml_g2_has_what_a_desk_needs() -> None:
    message = newsml()
    assert message.tag == f"{{{NAR['n']}}}newsMessage"  # all that Superdesk's parser takes
    assert at(message, "n:header/n:priority") == ["5"]  # and it asks for one
    (root,) = message.iterfind("n:itemSet/n:newsItem", NAR)
    assert root.get("guid") == ninjs()["guid"]
    assert root.get("version") == "4"
    assert at(root, "n:itemMeta/n:embargoed") == ["2026-11-24T04:00:00Z"]
    assert at(root, "n:itemMeta/n:link[@rel='irel:translatedFrom']/@residref") == [FACTS["guid"]]
    assert at(root, "n:rightsInfo/n:copyrightNotice") == ["© AEX 2026 <tous droits>"]
    assert at(root, "n:contentMeta/n:language/@tag") == ["en-GB"]
    assert at(root, "n:contentMeta/n:headline") == ["Valmy & its market on fire"]
    assert at(root, "n:contentMeta/n:keyword") == ["incendie", "Valmy & environs"]
    assert at(root, "n:contentSet/n:inlineXML/x:html/x:body//x:li") == ["One injured", "Two dead"]


def test_both_renditions_of_newsml_g2_say_the_same() -> None:
    (html,) = at(newsml(), "//n:inlineData")
    body = etree.fromstring(f"<body>{html}</body>")
    assert [e.tag for e in body] == ["p", "h2", "ul", "blockquote", "pre", "p"]
    shown = newsml().find(".//x:body", NAR)
    assert shown is not None
    assert "".join(map(str, body.itertext())).split() == "".join(map(str, shown.itertext())).split()


def test_the_elements_stand_in_the_order_of_the_schema() -> None:
    def names(path: str) -> list[str]:
        return [etree.QName(e).localname for e in newsml().xpath(path, namespaces=NAR)]  # type: ignore[union-attr, arg-type]

    assert names("n:itemSet/n:newsItem/*") == ["catalogRef", "rightsInfo", "itemMeta", "contentMeta", "contentSet"]
    content = ["urgency", "located", "language", "genre", "keyword", "subject", "slugline", "headline", "dateline"]
    assert list(dict.fromkeys(names("//n:contentMeta/*"))) == [*content, "by", "creditline", "description"]
    meta = ["itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus", "generator", "edNote"]
    assert names("//n:itemMeta/*") == [*meta, "link"]


NINJS = {  # of IPTC's schema 1.3: the keys that we may write, and their types; no others are allowed there
    "uri": str, "type": str, "mimetype": str, "representationtype": str, "version": str, "versioncreated": str,
    "embargoed": str, "pubstatus": str, "urgency": int, "copyrightnotice": str, "usageterms": str, "ednote": str,
    "language": str, "place": list, "infosource": list, "subject": list, "genre": list, "byline": str,
    "headline": str, "slugline": str, "located": str,
    "description_text": str, "body_xhtml": str, "body_html": str, "body_text": str, "altids": dict, "$standard": dict,
}  # fmt: skip
SUPERDESK = {"guid": str, "keywords": list}


def test_ninjs_keeps_to_the_keys_and_types_of_the_schema() -> None:
    full = replace(
        ARTICLE, metadata=Metadata.of({**FACTS, "credit": "Foto & Cie", "place": "Valmy, Marne", "usageterms": "Aucun"})
    )
    item = ninjs(full)
    for key, value in item.items():
        assert isinstance(value, (NINJS | SUPERDESK)[key]), key
    assert set(NINJS | SUPERDESK) == set(item)
    assert item["infosource"] == [{"name": "AEX"}, {"name": "Foto & Cie", "rel": "credit"}]


@pytest.mark.parametrize(
    ("facts", "notices", "expected"),
    [
        ({"pubstatus": "stat:canceled"}, (), "canceled"),
        ({"pubstatus": "withheld"}, (), "withheld"),
        ({"pubstatus": "Embargoed", "embargo": "2026-11-24"}, ARTICLE.notices, "usable"),
        ({"embargo": "lundi matin"}, ARTICLE.notices, "withheld"),
        ({}, ARTICLE.notices, "withheld"),
        ({}, (), "usable"),
    ],
)
def test_what_must_not_run_yet_is_not_released(
    facts: dict[str, str], notices: tuple[Notice, ...], expected: str
) -> None:
    article = replace(ARTICLE, metadata=Metadata.of(facts), notices=notices)
    assert ninjs(article)["pubstatus"] == expected
    assert at(newsml(article), "//n:pubStatus/@qcode") == [f"stat:{expected}"]


@pytest.mark.parametrize("format", ["ninjs", "newsml-g2"])
def test_subjects_and_genre_come_back_with_the_commas_in_their_names(format: str) -> None:
    (back,) = readers.read_bytes(export(ARTICLE, format, OPTIONS), "x")
    assert back.metadata.subject == ("arts, culture et médias", "incendie")
    assert back.metadata.genre == ("Reportage",)


@pytest.mark.parametrize(
    ("facts", "located"),
    [
        ({"dateline": "Genève, 23 nov 2026 (AEX)"}, "Genève"),
        ({"dateline": "Saint-Malo (AEX)"}, "Saint-Malo"),
        ({"dateline": "Genève (AEX)", "located": "Berne"}, "Berne"),
    ],
)
def test_the_place_of_a_dateline_is_kept(facts: dict[str, str], located: str) -> None:
    article = replace(ARTICLE, metadata=Metadata.of(facts))
    assert ninjs(article)["located"] == located
    assert f"Dateline: {facts['dateline']}." in str(ninjs(article)["ednote"])
    assert at(newsml(article), "//n:located/n:name") == [located]
    assert at(newsml(article), "//n:dateline") == [facts["dateline"]]


def test_numbered_lists_keep_their_numbers() -> None:
    leads = ["1. ", "2. ", "1. ", "", "5) "]
    items = tuple(translated("Un.", f"Item {i}.", Style.LIST_ITEM, lead=lead) for i, lead in enumerate(leads))
    (back,) = readers.read_bytes(export(replace(ARTICLE, blocks=items), "ninjs"), "x")
    assert [p.lead for p in back.paragraphs if p.style is Style.LIST_ITEM] == ["1. ", "2. ", "1. ", "", "5. "]


def test_the_new_guid_is_stable_and_the_items_own() -> None:
    again = replace(ARTICLE, blocks=ARTICLE.paragraphs[:2])  # a shorter version of the same item
    assert ninjs(again)["guid"] == ninjs()["guid"]
    other = replace(ARTICLE, metadata=Metadata.of({**FACTS, "guid": "urn:other"}))
    assert ninjs(other)["guid"] != ninjs()["guid"]
    nameless = replace(ARTICLE, metadata=Metadata())
    assert ninjs(nameless)["guid"] != ninjs(replace(nameless, blocks=ARTICLE.paragraphs[:3]))["guid"]
    assert "altids" not in ninjs(nameless)


def test_the_seal_notices_an_edit() -> None:
    data = export(ARTICLE, "newsml-g2", OPTIONS)
    assert is_intact(data)
    assert not is_intact(data.replace(b"Two dead", b"Six dead"))


@pytest.mark.parametrize("format", ["ninjs", "newsml-g2"])
def test_our_readers_read_back_the_english(format: str) -> None:
    (back,) = readers.read_bytes(export(ARTICLE, format, OPTIONS), "x")
    assert back.format == format
    assert [p.source for p in back.paragraphs] == [p.text for p in ARTICLE.paragraphs]
    assert [p.style for p in back.paragraphs] == [p.style for p in ARTICLE.paragraphs]
    assert back.notices[0] == Notice("embargo", "Under embargo until 2026-11-24 04:00 UTC")
    for key in ("slugline", "byline", "copyright", "keywords", "urgency", "located", "version"):
        assert dict(back.metadata.items())[key] == FACTS[key]


WORDS = st.sampled_from(
    ["the", "quay & sea", "a<b", "“yes”", "it's", "£3m", "Étel", "100\u00a0km", '"no"', "]]>", "&amp;"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=20).map(lambda words: f"Then {' '.join(words)} came.")
STYLES = st.sampled_from([Style.BODY, Style.LIST_ITEM, Style.QUOTE, Style.HEADING, Style.CREDIT])


@pytest.mark.parametrize("format", ["ninjs", "newsml-g2"])
@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.tuples(TEXT, STYLES), min_size=1, max_size=8))
def test_any_english_comes_back_paragraph_by_paragraph(format: str, parts: list[tuple[str, Style]]) -> None:
    paragraphs = [translated("Le port rouvre.", text, style) for text, style in parts]
    headline = translated("Le port", "The port reopens", Style.HEADLINE)
    article = Article((headline, *paragraphs), source_lang="fr", metadata=Metadata(guid="urn:a"))
    (back,) = readers.read_bytes(export(article, format), "x")
    assert [p.source for p in back.paragraphs] == [p.text for p in article.paragraphs]


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.dictionaries(st.sampled_from(sorted(FACTS)), st.text(max_size=20)))
def test_any_text_makes_a_sound_file(source: str, target: str, facts: dict[str, str]) -> None:
    article = Article((translated(source, target),), metadata=Metadata.of(facts), source_lang="fr")
    json.loads(export(article, "ninjs"))
    etree.fromstring(export(article, "newsml-g2"))


@pytest.mark.parametrize(("version", "said"), [("²", "1"), ("0", "1"), ("9" * 5000, "1"), ("12", "12"), ("2.1", "1")])
def test_a_version_that_is_no_number_is_the_first(version: str, said: str) -> None:
    article = replace(ARTICLE, metadata=ARTICLE.metadata.with_facts(version=version))
    root = etree.fromstring(export(article, "newsml-g2"))
    assert [e.get("version") for e in root.iter("{*}newsItem")] == [said]


@pytest.mark.parametrize(("urgency", "said"), [("4", 4), ("12", None), ("²", None), ("", None)])
def test_an_urgency_is_one_digit(urgency: str, said: int | None) -> None:
    article = replace(ARTICLE, metadata=ARTICLE.metadata.with_facts(urgency=urgency))
    assert json.loads(export(article, "ninjs")).get("urgency") == said


@pytest.mark.parametrize("format", ["ninjs", "newsml-g2"])
def test_a_story_of_figures_alone_can_be_read_again(format: str) -> None:
    (article,) = readers.read_bytes(export(Article((Paragraph.of("12 345"),)), format), "a")
    assert [paragraph.source for paragraph in article.paragraphs] == ["12 345"]
