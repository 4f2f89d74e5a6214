"""What must not run yet says so on top, wherever the file says it; trade with countries under embargo does not."""

import io
import json

import docx
import pytest
from wire_writers import WRITERS, iptc7901, nitf

from translator import readers
from translator.document import Article, Notice, Style
from translator.exporters import Options, export
from translator.readers.embargo import announces_embargo

LONG = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
MORE = "Le pont de Valmy, fermé depuis jeudi, ne rouvrira pas avant la décrue, attendue dimanche par les secours."
LINES = [
    "SOUS EMBARGO JUSQU'AU 25 NOVEMBRE 6H00",
    "Information sous embargo strict jusqu’au mercredi 25 novembre à 6h",
    "À ne pas publier avant le 25 novembre 6h (embargo)",
    "Ne pas diffuser avant mardi, 18 heures",
    "(NDLR : embargo jusqu'à mardi 06h00)",
    "Communiqué de presse – Embargo jusqu'à la fin du conseil",
    "Document sous embargo",
    "[EMBARGO 18H]",
]
NOT_ABOUT_US = [
    "Embargo sur les armes : l'Europe hésite",
    "Cuba, sous embargo américain depuis 1962, manque de tout",
    "L'embargo sur le pétrole est levé mardi",
    "Embargo : les pêcheurs d'Étel ne décolèrent pas",
    "Sous embargo jusqu'en 2015, le pays avait appris à s'en passer",
    "EMBARGO AMERICAIN",
]


def read(data: bytes | str, name: str) -> Article:
    (article,) = readers.read_bytes(data.encode() if isinstance(data, str) else data, name)
    return article


def assert_held(article: Article, line: str) -> None:
    assert article.notices[0] == Notice("embargo", f"The item speaks of an embargo: « {line} »")
    assert article.metadata.embargo == line
    assert json.loads(export(article, "ninjs"))["pubstatus"] == "withheld"
    assert b"withheld" in export(article, "newsml-g2")
    for format in ("txt", "md"):
        first = export(article, format, Options("english")).decode().split("\n")[0]
        assert "The item speaks of an embargo" in first


@pytest.mark.parametrize("where", ["first", "last"])
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.docx", "x.eml"])
def test_a_line_about_an_embargo_at_either_end(name: str, line: str, where: str) -> None:
    texts = [line, LONG, MORE] if where == "first" else [LONG, MORE, *(LONG[i:] for i in range(1, 9)), line]
    data = "\n\n".join(texts).encode()
    if name == "x.docx":
        document = docx.Document()
        for text in texts:
            document.add_paragraph(text)
        file = io.BytesIO()
        document.save(file)
        data = file.getvalue()
    elif name == "x.eml":
        data = b"Subject: La crue\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + data
    elif name == "x.md":
        data = data.replace(b"[", rb"\[").replace(b"]", rb"\]")
    article = read(data, name)
    assert_held(article, line)
    assert not [p for p in article.paragraphs if p.style is Style.HEADLINE and p.source == line]


@pytest.mark.parametrize("line", NOT_ABOUT_US)
@pytest.mark.parametrize("label", WRITERS)
def test_a_story_about_an_embargo_is_none_under_one(label: str, line: str) -> None:
    article = read(WRITERS[label][1](line, [line + ".", LONG]), "x.zip" if label == "zip" else "x")
    assert [n for n in article.notices if n.code == "embargo"] == []
    assert not article.metadata.embargo


@pytest.mark.parametrize("line", ["(NDLR : embargo jusqu'à mardi 06h00)", "À NE PAS PUBLIER AVANT 18H"])
def test_a_note_is_no_part_of_the_headline(line: str) -> None:
    data = iptc7901("Un pacte signé", [LONG]).replace("signé".encode("cp1252"), f"signé\r\n{line}".encode("cp1252"))
    article = read(data, "depeche")
    assert article.title == "Un pacte signé"
    assert_held(article, line)


def test_the_terms_of_use_of_an_item() -> None:
    item = {"guid": "a", "versioncreated": "2026-11-23T05:00:00Z", "headline": "La crue", "body_html": f"<p>{LONG}</p>"}
    article = read(json.dumps({**item, "usageterms": "Embargo jusqu'au 25 novembre 2026 à 6h"}), "x.json")
    assert article.metadata.embargo == "2026-11-25T06:00:00"
    assert article.notices == (Notice("embargo", "Under embargo until 2026-11-25 06:00"),)
    assert json.loads(export(article, "ninjs"))["embargoed"] == "2026-11-25T06:00:00Z"
    vague = read(json.dumps({**item, "usageterms": "Embargo jusqu'au 25 novembre 2026 à minuit"}), "x.json")
    assert_held(vague, "Embargo jusqu'au 25 novembre 2026 à minuit")


@pytest.mark.parametrize(
    ("said", "shown"),
    [("2026-11-25T06:00:00+01:00", "2026-11-25 06:00 UTC+01:00"), ('"mardi 6h"', "mardi 6h"), ("non", "")],
)
def test_front_matter(said: str, shown: str) -> None:
    article = read(f"---\nlang: fr\nembargo: {said}\n---\n\n# La crue\n\n{LONG}\n", "x.md")
    assert [n.message for n in article.notices] == ([f"Under embargo until {shown}"] if shown else [])


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("embargoed", "Under embargo until a time that the item does not give"),
        ("withheld", "The item is withheld: not for publication"),
        ("canceled", "The item is canceled: it must not run"),
    ],
)
def test_the_status_of_nitf(status: str, message: str) -> None:
    docdata = f'<docdata management-status="{status}">'
    article = read(nitf("La crue", [LONG]).replace(b"<docdata>", docdata.encode()), "x.nitf")
    assert article.notices[0].message == message
    assert export(article, "txt").decode().startswith(f"[{message}]")
    assert json.loads(export(article, "ninjs"))["pubstatus"] == ("canceled" if status == "canceled" else "withheld")


@pytest.mark.parametrize(
    ("issued", "embargo"), [("", "2099-11-23T06:00:00Z"), ("20261123T060000Z", "2099-11-23T06:00:00Z"), ("2099", "")]
)
def test_the_release_date_of_nitf(issued: str, embargo: str) -> None:
    issue = f'<date.issue norm="{issued.replace("2099", "20991123T060000Z")}"/>' if issued else ""
    docdata = f'<docdata>{issue}<date.release norm="20991123T060000Z"/>'
    article = read(nitf("La crue", [LONG]).replace(b"<docdata>", docdata.encode()), "x.nitf")
    assert article.metadata.embargo == embargo


# ── lines, one by one ───────────────────────────────────────────────────────────────────────────────────────────────

ANNOUNCED = """
SOUS EMBARGO JUSQU'A MARDI 6H
Sous embargo
[SOUS EMBARGO]
SOUS EMBARGO - Le port rouvre
Information sous embargo strict jusqu'au 25 novembre
(NDLR : embargo jusqu'à mardi 06h00)
Embargo : mardi 18 h
Embargo : 13/03/2026 - 06:00 CET
Embargo fixé au mardi 18 h
Merci de respecter l'embargo fixé au 13 mars à 6 h.
Ce rapport est sous embargo jusqu'à mardi.
Cet article est sous embargo et ne peut être publié avant le 13 mars à 6 h.
Note : communiqué du 10 mars 2026 sous embargo jusqu'au 13 mars 2026 à 6h
À ne pas publier avant le 25 novembre
Ne pas mettre en ligne avant le 13 mars 6h
Publication autorisée à partir du 13 mars 2026 à 6h
EMBARGOED UNTIL 25 November
"""
NEWS = """
Embargo sur les armes
Embargo : 27 pays demandent la levée des sanctions
Embargo : jusqu'où ira Moscou ?
Embargo jusqu'au bout : La Havane résiste
Embargo : avant le vote, les députés hésitent
Embargo : lundi noir pour les pêcheurs bretons
Embargo 2014 : la Russie interdit les pommes
Embargo à 50 % sur l'acier
Sous embargo - l'Iran s'adapte
Le pétrole restera sous embargo jusqu'au 31 décembre 2026, a décidé le Conseil de sécurité.
Les informations étaient sous embargo jusqu'à mardi, mais un journal les a publiées dès lundi.
« Notre livre est sous embargo jusqu'à sa sortie en librairie », précise l'éditeur.
Interdit de publication jusqu'en 1975, le roman reparaît.
Ne rien publier avant la fin du procès : la consigne surprend.
"""


@pytest.mark.parametrize("line", ANNOUNCED.strip().split("\n"))
def test_a_line_for_the_desk_announces_an_embargo(line: str) -> None:
    assert announces_embargo(line)


@pytest.mark.parametrize("line", NEWS.strip().split("\n"))
def test_news_of_an_embargo_does_not(line: str) -> None:
    assert not announces_embargo(line)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Paris, le 10 mars 2026 - Sous embargo jusqu'au 13 mars 2026 à 06h00", "2026-03-13T06:00:00"),
        ("Communiqué du 10 mars 2026 – Embargo jusqu'au 13 mars 2026", "2026-03-13"),
        ("Paris, le 10 mars 2026 - Sous embargo jusqu'au vendredi 13 mars à 6 h", None),  # the year is not its own
        ("Embargo jusqu'au 13 mars 2026 à 18h UTC-5", None),
    ],
)
def test_the_date_is_that_of_the_embargo_or_the_words_are_kept(line: str, until: str | None) -> None:
    (article,) = readers.read_bytes(f"{line}\n\nLe port rouvre lundi, après la tempête.\n".encode(), "a.txt")
    assert article.metadata.embargo == (until or line)


@pytest.mark.parametrize("note", ["Embargo levé. Publication libre.", "Papier sur l'embargo pétrolier contre l'Iran"])
def test_a_note_may_speak_of_another_embargo(note: str) -> None:
    item = f'{{"guid": "a", "type": "text", "language": "fr", "headline": "Le port rouvre", "ednote": "{note}", '
    (article,) = readers.read_bytes((item + '"body_text": "Le port rouvre lundi."}').encode(), "a.json")
    assert not article.metadata.embargo


@pytest.mark.parametrize(
    ("status", "notices"),
    [
        ("publish", []),
        ("draft", ["The item is a draft, not published yet"]),
        ("future", ["Under embargo until 2026-11-25 05:00 UTC", "The item is scheduled, not published yet"]),
    ],
)
def test_posts_that_are_not_out_yet(status: str, notices: list[str]) -> None:
    space = 'xmlns:wp="https://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    facts = f"<wp:status>{status}</wp:status><pubDate>Wed, 25 Nov 2026 05:00:00 +0000</pubDate>"
    item = f"<item><title>La crue</title>{facts}<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>"
    article = read(f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{item}</channel></rss>', "recu")
    assert article.format == "wxr"
    assert [n.message for n in article.notices] == notices
