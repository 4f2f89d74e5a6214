"""A story written in each of the formats that a desk receives, the way agencies and systems write them."""

import io
import json
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

Writer = Callable[[str, Sequence[str]], bytes]


def html_paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def folded(texts: Sequence[str], width: int = 69) -> str:
    return "\r\n\r\n".join(
        "\r\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)) for text in texts
    )


def ninjs1(headline: str, texts: Sequence[str]) -> bytes:
    item = {"guid": "urn:essai:1", "type": "text", "headline": headline, "body_html": html_paragraphs(texts)}
    return json.dumps(item, ensure_ascii=False).encode()


def ninjs1_text(headline: str, texts: Sequence[str]) -> bytes:
    item = {"uri": "urn:essai:1", "headline": headline, "body_text": "\n\n".join(texts)}
    return json.dumps(item).encode()


def ninjs2(headline: str, texts: Sequence[str]) -> bytes:
    bodies = [{"role": "main", "contenttype": "application/xhtml+xml", "value": html_paragraphs(texts)}]
    item = {"uri": "urn:essai:1", "headlines": [{"role": "main", "value": headline}], "bodies": bodies}
    return json.dumps(item).encode()


def newsml_g2(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:essai:1" version="1" xml:lang="fr">
<itemMeta><itemClass qcode="ninat:text"/></itemMeta>
<contentMeta><headline>{escape(headline)}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{html_paragraphs(texts)}</body></html>
</inlineXML></contentSet></newsItem>""".encode()


def newsml12(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE NewsML SYSTEM "http://www.example.org/NewsMLv1.2.dtd">
<NewsML><NewsEnvelope><DateAndTime>20261122T060000Z</DateAndTime></NewsEnvelope><NewsItem>
<NewsComponent><NewsLines><HeadLine>{escape(headline)}</HeadLine></NewsLines><NewsComponent><ContentItem>
<MediaType FormalName="Text"/><DataContent>{html_paragraphs(texts)}</DataContent>
</ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>""".encode("iso-8859-1", "xmlcharrefreplace")


def nitf(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><docdata><doc-id id-string="essai-1"/></docdata></head><body>
<body.head><hedline><hl1>{escape(headline)}</hl1></hedline></body.head>
<body.content><block>{html_paragraphs(texts)}</block></body.content></body></nitf>""".encode()


def iptc7901(headline: str, texts: Sequence[str]) -> bytes:
    head = f"\x01FRS0123 4 I 0250  AFP 0045\r\n\nport-mer\r\n\x02{headline}\r\n\r\n"
    return (head + folded(texts) + "\r\n\r\n\x03220600 GMT NOV 26\r\n\x7f\x04").encode("cp1252")


def anpa(headline: str, texts: Sequence[str]) -> bytes:
    body = "\n \n".join(f"\t   {text}" for text in texts)
    head = f"\x16\x16\x01W2870\x1fmonde\nf i\x13\x11 BC-FR--Port  11-22 0120\n\x02^BC-FR--Port,120<\n^{headline}<\n"
    return (head + body + "\n\n   \x03AP-WF-11-22-26 0600GMT<\n\x0c\n\x04").encode("cp1252")


def rss(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>La Gazette</title><item><title>{escape(headline)}</title><guid>urn:essai:1</guid>
<description>{escape(texts[0])} […]</description><content:encoded><![CDATA[{html_paragraphs(texts)}]]></content:encoded>
</item></channel></rss>""".encode()


def atom(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>La Gazette</title><entry>
<title>{escape(headline)}</title><id>urn:essai:1</id><summary>{escape(texts[0])} […]</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{html_paragraphs(texts)}</div></content>
</entry></feed>""".encode()


def wxr_classic(headline: str, texts: Sequence[str]) -> bytes:
    return _wxr(headline, "\n\n".join(escape(text) for text in texts))


def wxr_blocks(headline: str, texts: Sequence[str]) -> bytes:
    blocks = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{escape(t)}</p>\n<!-- /wp:paragraph -->" for t in texts)
    return _wxr(headline, blocks)


def _wxr(headline: str, content: str) -> bytes:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><title>{escape(headline)}</title><content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_type>post</wp:post_type></item></channel></rss>""".encode()


def page(headline: str, texts: Sequence[str]) -> bytes:
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<title>{escape(headline)} | La Gazette</title></head>
<body><header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{escape(headline)}</h1><div class="article-body">{html_paragraphs(texts)}</div></article></main>
<aside><p>Inscrivez-vous à notre lettre du matin pour recevoir chaque jour les nouvelles de la région et du monde.</p>
</aside><footer><p>Mentions légales</p></footer></body></html>""".encode()


def mail_html(headline: str, texts: Sequence[str]) -> bytes:
    message = _mail(headline)
    message.set_content("En texte.")
    message.add_alternative(f"<html><body>{html_paragraphs(texts)}</body></html>", subtype="html")
    return message.as_bytes(policy=SMTP)


def mail_text(headline: str, texts: Sequence[str]) -> bytes:
    message = _mail(headline)
    message.set_content(folded(texts, 72).replace("\r\n", "\n"), cte="quoted-printable")
    return message.as_bytes(policy=SMTP)


def _mail(headline: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(utf8=False, max_line_length=900))
    message["From"], message["To"], message["Subject"] = "Jeanne Rive <rive@example.org>", "desk@example.org", headline
    message["Message-ID"], message["Date"] = "<1@example.org>", "Sun, 22 Nov 2026 06:00:00 +0000"
    return message


def odt(headline: str, texts: Sequence[str]) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    paragraphs = "".join(f"<text:p>{escape(text)}</text:p>" for text in texts)
    content = f"""<office:document-content xmlns:office="{office}"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:p text:style-name="Title">{escape(headline)}</text:p>{paragraphs}</office:text></office:body>
</office:document-content>"""
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "META-INF/manifest.xml": "<m/>"}
    )


def epub(headline: str, texts: Sequence[str]) -> bytes:
    package = """<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
    chapter = f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><h1>{escape(headline)}</h1>{html_paragraphs(texts)}</body></html>"""
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            "OEBPS/a.xhtml": chapter,
        }
    )


def zipped(headline: str, texts: Sequence[str]) -> bytes:
    return archive({"jour/story.json": ninjs1(headline, texts)})


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


WRITERS: dict[str, tuple[str, Writer]] = {  # label: the reader that must be chosen, how it is written
    "ninjs 1, HTML": ("ninjs", ninjs1),
    "ninjs 1, text": ("ninjs", ninjs1_text),
    "ninjs 2": ("ninjs", ninjs2),
    "NewsML-G2": ("newsml-g2", newsml_g2),
    "NewsML 1.2": ("newsml12", newsml12),
    "NITF": ("nitf", nitf),
    "IPTC 7901": ("iptc7901", iptc7901),
    "ANPA 1312": ("anpa", anpa),
    "RSS": ("feed", rss),
    "Atom": ("feed", atom),
    "WordPress, classic": ("wxr", wxr_classic),
    "WordPress, blocks": ("wxr", wxr_blocks),
    "web page": ("html", page),
    "mail, HTML": ("eml", mail_html),
    "mail, text": ("eml", mail_text),
    "ODT": ("odt", odt),
    "EPUB": ("epub", epub),
    "zip": ("ninjs", zipped),
}
