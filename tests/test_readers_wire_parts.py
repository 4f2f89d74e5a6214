"""What a desk would miss if a reader passed over it: second headlines, sidebars, attached messages, embargoes."""

import email.policy
import json
from email.message import EmailMessage

import pytest
from wire_writers import anpa, archive, iptc7901

from translator import readers
from translator.document import Article, Cell, Notice, Paragraph, Style, Table

LONG = "Le président de la région a annoncé lundi la fermeture de trois lignes, faute de conducteurs."


def read(data: bytes | str, name: str = "recu") -> Article:
    (article,) = readers.read_bytes(data.encode() if isinstance(data, str) else data, name)
    return article


def opening(article: Article) -> list[tuple[Style, str]]:
    return [(p.style, p.source) for p in article.paragraphs][:4]


FOUR = [
    (Style.HEADLINE, "Trois lignes fermées"),
    (Style.HEADING, "Faute de bras"),
    (Style.BODY, "La région est surprise."),
    (Style.BODY, LONG),
]
SECOND_HEADLINES = {
    "nitf": f"""<nitf><body><body.head><hedline><hl1>Trois lignes fermées</hl1><hl2>Faute de bras</hl2></hedline>
<abstract><p>La région est surprise.</p></abstract></body.head><body.content><p>{LONG}</p></body.content></body>
</nitf>""",
    "newsml-g2": f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a" version="1"><contentMeta>
<headline>Trois lignes fermées</headline><headline role="hlrole:subhead">Faute de bras</headline>
<description>La région est surprise.</description></contentMeta><contentSet><inlineXML><nitf><body><body.head><hedline>
<hl1>Trois lignes fermées</hl1></hedline></body.head><body.content><p>{LONG}</p></body.content></body></nitf>
</inlineXML></contentSet></newsItem>""",
    "ninjs": f"""{{"uri": "a", "headlines": [{{"role": "main", "value": "Trois lignes fermées"}}, {{"role": "subtitle",
"value": "Faute de bras"}}], "descriptions": [{{"value": "La région est surprise."}}], "bodies": [{{"role": "main",
"value": "{LONG}"}}]}}""",
}


@pytest.mark.parametrize("format", SECOND_HEADLINES)
def test_headline_second_headline_standfirst_and_text_in_this_order(format: str) -> None:
    article = read(SECOND_HEADLINES[format])
    assert article.format == format
    assert opening(article) == FOUR


def test_a_second_text_of_an_item_is_reported() -> None:
    article = read(
        f'''{{"uri": "a", "bodies": [{{"role": "main", "contenttype": "text/plain", "value": "{LONG}"}}, {{
"role": "main", "contenttype": "text/html", "value": "<p>{LONG}</p>"}}, {{"role": "sidebar", "value": "Encadré."}}]}}'''
    )
    assert [p.source for p in article.paragraphs] == [LONG]
    assert [n.message for n in article.notices] == ["Not translated: 1 body with the role sidebar"]


@pytest.mark.parametrize(
    "item",
    [
        {"headline_main": "Trois lignes", "body_main": "@", "body_sidebar": "Encadré."},
        {
            "headline_main": "Trois lignes",
            "body_text": "Court.",
            "body_richtext": "<p>@</p>",
            "body_sidebar": "Encadré.",
        },
        {
            "versionCreated": "2026-11-22T05:00:00Z",
            "headlines": [{"role": "main", "value": "Trois lignes"}],
            "bodies": [
                {"role": "text", "contentType": "text/plain", "value": "Court."},
                {"role": "sidebar", "contentType": "text/html", "value": "<p>Encadré.</p>"},
                {"role": "xhtml", "contentType": "text/html", "value": "<body><p>@</p></body>"},
            ],
        },
    ],
    ids=["1.6, main", "1.6, rich text", "3.x"],
)
def test_the_keys_of_every_version_of_ninjs(item: dict[str, object]) -> None:
    article = read(json.dumps(item).replace("@", LONG.replace('"', "")), "recu")
    assert (article.format, article.title) == ("ninjs", "Trois lignes")
    assert [p.source for p in article.paragraphs] == ["Trois lignes", LONG]
    assert [n.message for n in article.notices] == ["Not translated: 1 body with the role sidebar"]
    assert article.metadata.date == ("2026-11-22T05:00:00Z" if "versionCreated" in item else "")


def test_components_of_newsml12_keep_their_headlines() -> None:
    def component(headline: str, text: str) -> str:
        lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else ""
        content = f'<ContentItem><MediaType FormalName="Text"/><DataContent><p>{text}</p></DataContent></ContentItem>'
        return f"<NewsComponent>{lines}{content}</NewsComponent>"

    inside = component("Trois lignes", LONG) + component("La ligne 7", "Elle date de 1902.") + component("", "Fin.")
    lines = "<NewsLines><HeadLine>Trois lignes</HeadLine></NewsLines>"
    article = read(f"<NewsML><NewsItem><NewsComponent>{lines}{inside}</NewsComponent></NewsItem></NewsML>")
    texts = ["Trois lignes", LONG, "La ligne 7", "Elle date de 1902.", "Fin."]
    assert [p.source for p in article.paragraphs] == texts
    assert article.paragraphs[2].style is Style.HEADING


@pytest.mark.parametrize("space", ["", ' xmlns="http://iptc.org/std/NewsML/2003-10-10/"'])
@pytest.mark.parametrize("around", ["", ' xml:lang="nl"'])
def test_an_item_in_two_languages_is_an_article_in_each(space: str, around: str) -> None:
    def component(language: str, headline: str, text: str) -> str:
        lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>"
        content = f'<ContentItem><MediaType FormalName="Text"/><DataContent><p>{text}</p></DataContent></ContentItem>'
        return f'<NewsComponent xml:lang="{language}"><NewsComponent>{lines}{content}</NewsComponent></NewsComponent>'

    inside = component("nl", "Drie lijnen", "De burgemeester is boos.") + component("fr", "Trois lignes", LONG)
    items = f"<NewsItem><NewsComponent{around}>{inside}</NewsComponent></NewsItem>"
    articles = readers.read_bytes(f"<NewsML{space}>{items}</NewsML>".encode(), "recu")
    assert [(a.metadata.language, [p.source for p in a.paragraphs]) for a in articles] == [
        ("nl", ["Drie lijnen", "De burgemeester is boos."]),
        ("fr", ["Trois lignes", LONG]),
    ]


def test_a_message_attached_to_a_mail_is_reported_and_not_mixed_in() -> None:
    inner = EmailMessage(policy=email.policy.SMTP)
    inner["Subject"] = "Les horaires"
    inner.set_content("<p>Le texte du message joint.</p>", subtype="html")
    outer = EmailMessage(policy=email.policy.SMTP)
    outer["From"], outer["Subject"], outer["Message-ID"] = "a@example.org", "TR: RE : Trois lignes", "<1@example.org>"
    outer.set_content(LONG)
    outer.add_attachment(inner)
    article = read(outer.as_bytes())
    assert opening(article) == [(Style.HEADLINE, "Trois lignes"), (Style.BODY, LONG)]
    label = "message « Les horaires »; save it as a file of its own"
    assert article.notices == (Notice("skipped", f"Not translated: attachment {label}"),)


@pytest.mark.parametrize("line", ["EMBARGO : NE PAS PUBLIER AVANT 18H", "SOUS EMBARGO JUSQU'A LUNDI", "Embargo 18h00"])
def test_a_line_of_embargo_is_no_headline(line: str) -> None:
    data = iptc7901("Trois lignes fermées", [LONG]).replace(b"\x02", b"\x02" + line.encode("cp1252") + b"\r\n")
    for article in (
        read(data),
        read(anpa("Trois lignes fermées", [LONG]).replace(b"\n^Trois", f"\n^{line}<\n^Trois".encode())),
    ):
        assert opening(article) == [(Style.HEADLINE, "Trois lignes fermées"), (Style.BODY, LONG)]
        assert article.notices == (Notice("embargo", f"The item speaks of an embargo: « {line} »"),)


@pytest.mark.parametrize(
    "headline", ["Embargo sur les armes", "L'embargo sur le pétrole est levé", "EMBARGO AMERICAIN"]
)
def test_a_headline_about_an_embargo_is_one(headline: str) -> None:
    for write in (iptc7901, anpa):
        assert opening(read(write(headline, [LONG]))) == [(Style.HEADLINE, headline), (Style.BODY, LONG)]


@pytest.mark.parametrize(
    ("lines", "headline", "byline"),
    [
        (["Situation France:", "trois lignes fermées ="], "Situation France: trois lignes fermées", ""),
        (["Trois lignes fermées dans la vallée ="], "Trois lignes fermées dans la vallée", ""),
        (["URGENT", "Trois lignes fermées", "Les élus protestent ="], "Trois lignes fermées Les élus protestent", ""),
        (["Trois lignes fermées", "Jeanne RIVE, à Brest ="], "Trois lignes fermées", "Jeanne RIVE, à Brest"),
        (["Trois lignes fermées", "Von Karl Rive, dpa ="], "Trois lignes fermées", "Von Karl Rive, dpa"),
    ],
)  # fmt: skip
def test_the_sign_that_ends_the_opening_makes_no_byline(lines: list[str], headline: str, byline: str) -> None:
    opened = "\r\n".join([*lines, "", f"Brest (AEX) - {LONG}"]).encode("cp1252")
    article = read(b"\x01aex0123 3 f 085  AEX 0045\r\nmer/\r\n\x02" + opened + b"\r\n\x03220530 GMT NOV 26\r\n\x04")
    assert (article.title, article.metadata.byline) == (headline, byline)
    assert article.paragraphs[0].source == headline


def test_numbers_that_lead_to_notes_are_no_words() -> None:
    page = f"""<html><body><h1>La ligne</h1><p>{LONG[:-1]}<sup><a href="#n1">1</a></sup>, dit-on<a role="doc-noteref"
href="#n2">2</a>.</p><p>Le 1<sup>er</sup> mars, 10 m<sup>2</sup>,
<sup><a href="/x">Paris</a></sup> et CO<sub>2</sub>.</p></body></html>"""
    assert [p.source for p in read(page).paragraphs[1:]] == [
        f"{LONG[:-1]}, dit-on.",
        "Le 1er mars, 10 m2, Paris et CO2.",
    ]


def test_a_table_of_an_open_document_is_kept_and_a_frame_is_none() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = "<table:table-cell><text:p>Brest</text:p></table:table-cell>"
    tables = "".join(f"<table:table><table:table-row>{cell * n}</table:table-row></table:table>" for n in (1, 2))
    content = f"""<office:document-content xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0"
 xmlns:table="{space}table:1.0"><office:body><office:text>{tables}</office:text></office:body></office:document-content>"""
    article = read(archive({"content.xml": content, "META-INF/manifest.xml": "<m/>"}), "prix.odt")
    brest = Paragraph.of("Brest")
    assert article.blocks == (brest, Table(((Cell((brest,)), Cell((brest,))),)))
    assert article.notices == ()


MORE = "Les élus de la vallée, qui n'avaient pas été prévenus, demandent un moratoire d'un an sur les fermetures."


def g2(*contents: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a" version="1"><contentMeta><headline>Trois '
        "lignes</headline><by>Jeanne Rive</by><by>Lou Ray</by></contentMeta><contentSet>"
        f"{''.join(contents)}</contentSet></newsItem>"
    )


def test_a_second_body_of_nitf_is_read_too() -> None:
    content = "".join(f"<body.content><p>{text}</p></body.content>" for text in (LONG, MORE))
    article = read(f"<nitf><body>{content}<body.end><tagline>Avec AFP</tagline></body.end></body></nitf>")
    assert [p.source for p in article.paragraphs] == [LONG, MORE, "Avec AFP"]


def test_a_second_text_of_newsml_g2_is_read_and_a_second_rendition_is_not() -> None:
    first, second = (f"<inlineXML><html><body><p>{text}</p></body></html></inlineXML>" for text in (LONG, MORE))
    again = f'<inlineData contenttype="text/plain">{LONG}</inlineData>'
    article = read(g2(first, again, second))
    assert [p.source for p in article.paragraphs] == ["Trois lignes", LONG, MORE]
    assert article.notices == ()


def test_renditions_that_differ_or_are_in_another_language_are_said() -> None:
    first = f"<inlineXML><html><body><p>{LONG}</p><p>{MORE}</p></body></html></inlineXML>"
    other = f'<inlineData contenttype="text/plain">{LONG}\n\n{MORE}\n\nLégende.</inlineData>'
    english = '<inlineXML xml:lang="en"><html><body><p>Three lines closed.</p></body></html></inlineXML>'
    article = read(g2(first.replace("<inlineXML>", '<inlineXML xml:lang="fr">'), other, english))
    assert [p.source for p in article.paragraphs] == ["Trois lignes", LONG, MORE, "Légende."]
    assert [n.message for n in article.notices] == ["Not translated: 1 text in en"]
    shortened = f'<inlineData contenttype="text/plain">{LONG}\n\n{MORE}\n\nDans la presse.</inlineData>'
    assert [n.message for n in read(g2(other, shortened)).notices] == ["Not translated: 1 other rendition of the text"]


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>"
        "</NewsItem></NewsML>",
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML>{}</inlineXML></contentSet>'
        "</newsItem>",
    ],
    ids=["NITF", "NewsML 1.2", "NewsML-G2"],
)
def test_the_title_and_the_byline_of_nitf_wherever_it_is(around: str) -> None:
    byline = "<byline>Par<person>Jeanne Rive</person><byttl>Desk<org>Régions</org></byttl></byline>"
    head = f"<head><title>Trois lignes</title></head><body><body.head><hedline/>{byline}</body.head>"
    article = read(around.format(f"<nitf>{head}<body.content><p>{LONG}</p></body.content></body></nitf>"))
    assert (article.title, article.metadata.byline) == ("Trois lignes", "Par Jeanne Rive, Desk Régions")
    assert (article.paragraphs[0].source, article.paragraphs[-1].source) == ("Trois lignes", LONG)


def test_a_byline_within_the_text_is_a_credit_of_single_words() -> None:
    byline = "<block><byline>By<person>Staff Reporter</person><byttl>Business<br/>Desk</byttl></byline></block>"
    text = "<p>Le port de Brest rouvre lundi.</p>"
    article = read(f"<nitf><body><body.content>{byline}{text}</body.content></body></nitf>")
    assert article.metadata.byline == "By Staff Reporter, Business Desk"
    assert opening(article)[0][::-1] == (article.metadata.byline, Style.CREDIT)


def test_all_bylines_are_kept() -> None:
    lines = "<byline>Par Jeanne Rive</byline><byline>Lou Ray<byttl>correspondant</byttl></byline>"
    nitf = f"<nitf><body><body.head>{lines}</body.head><body.content><p>{LONG}</p></body.content></body></nitf>"
    news_lines = "<NewsLines><ByLine>Jeanne Rive</ByLine><ByLine>Lou Ray</ByLine></NewsLines>"
    content = f'<ContentItem><MediaType FormalName="Text"/><DataContent><p>{LONG}</p></DataContent></ContentItem>'
    newsml = f"<NewsML><NewsItem><NewsComponent>{news_lines}{content}</NewsComponent></NewsItem></NewsML>"
    metas = "".join(f'<meta name="author" content="{name}">' for name in ("Jeanne Rive", "Lou Ray", "https://x.test/"))
    page = f"<html><head>{metas}</head><body><h1>Trois lignes</h1><p>{LONG}</p></body></html>"
    assert read(nitf).metadata.byline == "Par Jeanne Rive, Lou Ray, correspondant"
    for data in (g2(f"<inlineXML><p>{LONG}</p></inlineXML>"), newsml, page):
        assert read(data).metadata.byline == "Jeanne Rive, Lou Ray"


def feed(full: str, brief: str) -> Article:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    texts = f"<description><![CDATA[{brief}]]></description><content:encoded><![CDATA[{full}]]></content:encoded>"
    return read(f"<rss {space}><channel><item><title>Trois lignes</title>{texts}</item></channel></rss>")


def test_the_description_of_an_item_is_its_standfirst() -> None:
    article = feed(
        f"<p>{LONG}</p>", "<p>La région est surprise.</p><p>L'article Trois lignes est apparu en premier sur X."
    )
    assert [p.source for p in article.paragraphs] == ["Trois lignes", "La région est surprise.", LONG]
    assert article.metadata.description == "La région est surprise."


@pytest.mark.parametrize(
    "brief", [LONG, f"{LONG[:50]} [&#8230;]", f"<p>{LONG[:70]}…</p> <a href='/a'>Lire la suite</a>"]
)
def test_a_description_that_is_the_beginning_of_the_text_is_not_said_twice(brief: str) -> None:
    assert [p.source for p in feed(f"<p>{LONG}</p><p>{MORE}</p>", brief).paragraphs] == ["Trois lignes", LONG, MORE]


def test_a_description_that_holds_more_than_the_content_is_the_text() -> None:
    assert [p.source for p in feed(LONG, f"<p>{LONG}</p><p>{MORE}</p>").paragraphs] == ["Trois lignes", LONG, MORE]
