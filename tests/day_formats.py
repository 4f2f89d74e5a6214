"""A story in every format that is read, and files that are broken in every way."""

import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from html import escape

import docx
import wire_writers
from day_copy import Copy

from translator.document import Article, Metadata, Paragraph, Style
from translator.document.saved import to_json


def _txt(story: Copy) -> bytes:
    return "\n\n".join((story.headline, *story.paragraphs)).encode()


def _latin(story: Copy) -> bytes:
    return _txt(story).decode().encode("cp1252")


def _docx(story: Copy) -> bytes:
    document = docx.Document()
    document.add_heading(story.headline, 0)
    for paragraph in story.paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _markdown(story: Copy) -> bytes:
    return ("# " + "\n\n".join((story.headline, *story.paragraphs)) + "\n").encode()


def _json(story: Copy) -> bytes:
    paragraphs = (Paragraph.of(story.headline, Style.HEADLINE), *map(Paragraph.of, story.paragraphs))
    return to_json(Article(paragraphs, story.headline, metadata=Metadata(guid=story.guid))).encode()


def _tags(story: Copy) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)


def _html(story: Copy) -> bytes:
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{escape(story.headline)}</title></head>'
        f"<body><nav><a href='/'>Accueil</a></nav><main><article><h1>{escape(story.headline)}</h1>{_tags(story)}"
        "</article></main><footer>Mentions légales</footer></body></html>"
    ).encode()


def _rss(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Le fil</title><link>https://agence.example/</link><description>Le fil</description>"
        f"<language>fr</language><item><title>{escape(story.headline)}</title>"
        f'<guid isPermaLink="false">{story.guid}</guid>'
        f"<content:encoded><![CDATA[{_tags(story)}]]></content:encoded></item></channel></rss>"
    ).encode()


def _atom(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">'
        f"<title>Le fil</title><id>urn:fil</id><updated>2026-11-22T05:00:00Z</updated><entry><id>{story.guid}</id>"
        f"<title>{escape(story.headline)}</title><updated>2026-11-22T05:00:00Z</updated>"
        f'<content type="html">{escape(_tags(story))}</content></entry></feed>'
    ).encode()


def _eml(story: Copy) -> bytes:
    message = EmailMessage(policy=default.clone(max_line_length=900))  # folding can lose a space (CPython issue 92081)
    message["Subject"], message["From"], message["To"] = story.headline, "desk@agence.example", "copy@desk.example"
    message["Date"], message["Message-ID"] = "Sun, 22 Nov 2026 05:00:00 +0000", f"<{story.slug}@agence.example>"
    message.set_content("\n\n".join(story.paragraphs))
    return message.as_bytes()


def _ninjs(story: Copy) -> bytes:
    return json.dumps(
        {
            "guid": story.guid,
            "version": str(story.version),
            "type": "text",
            "language": "fr",
            "versioncreated": "2026-11-22T05:00:00+0000",
            "slugline": story.slug,
            "headline": story.headline,
            "body_html": _tags(story),
        },
        ensure_ascii=False,
    ).encode()


def _newsml_g2(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        f'guid="{story.guid}" version="{story.version}" standard="NewsML-G2" standardversion="2.23" xml:lang="fr">'
        '<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-22T05:00:00Z</versionCreated></itemMeta>'
        f"<contentMeta><slugline>{story.slug}</slugline><headline>{escape(story.headline)}</headline></contentMeta>"
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{_tags(story)}</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def _newsml12(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><NewsML><NewsEnvelope><DateAndTime>20261122T050000Z</DateAndTime>'
        "</NewsEnvelope><NewsItem><Identification><NewsIdentifier><ProviderId>agence.example</ProviderId>"
        f"<DateId>20261122</DateId><NewsItemId>{story.slug}</NewsItemId>"
        f'<RevisionId PreviousRevision="0" Update="N">{story.version}</RevisionId>'
        f"<PublicIdentifier>{story.guid}</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>"
        '<NewsItemType FormalName="News"/><FirstCreated>20261122T050000Z</FirstCreated></NewsManagement><NewsComponent>'
        f"<NewsLines><HeadLine>{escape(story.headline)}</HeadLine><SlugLine>{story.slug}</SlugLine></NewsLines>"
        '<DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata><NewsComponent><ContentItem>'
        f'<MediaType FormalName="Text"/><DataContent>{_tags(story)}</DataContent></ContentItem></NewsComponent>'
        "</NewsComponent></NewsItem></NewsML>"
    ).encode()


def _nitf(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<nitf><head><docdata><doc-id id-string="{story.guid}"/></docdata></head>'
        f"<body><body.head><hedline><hl1>{escape(story.headline)}</hl1></hedline></body.head>"
        f"<body.content>{_tags(story)}</body.content></body></nitf>"
    ).encode()


def _wordpress(story: Copy) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Le site</title><language>fr</language>'
        f"<wp:wxr_version>1.2</wp:wxr_version><item><title>{escape(story.headline)}</title>"
        f'<guid isPermaLink="false">{story.guid}</guid><content:encoded><![CDATA[{_tags(story)}]]></content:encoded>'
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
    ).encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 5, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _odt(story: Copy) -> bytes:
    lines = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in story.paragraphs)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f'<text:h text:outline-level="1">{escape(story.headline)}</text:h>{lines}'
        "</office:text></office:body></office:document-content>"
    )
    return zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()))


def _plainly(write: wire_writers.Writer) -> Callable[[Copy], bytes]:
    """A format without an identity of its own for a story."""
    return lambda story: write(story.headline, story.paragraphs)


# Extension and content by the name of the reader; two kinds of .txt, as they come.
WRITERS: tuple[tuple[str, str, Callable[[Copy], bytes]], ...] = (
    ("txt", ".txt", _txt),
    ("txt", ".fr.txt", _latin),
    ("md", ".md", _markdown),
    ("docx", ".docx", _docx),
    ("json", ".json", _json),
    ("html", ".html", _html),
    ("feed", ".rss", _rss),
    ("feed", ".atom", _atom),
    ("eml", ".eml", _eml),
    ("ninjs", ".json", _ninjs),
    ("newsml-g2", ".xml", _newsml_g2),
    ("newsml12", ".xml", _newsml12),
    ("nitf", ".xml", _nitf),
    ("wxr", ".xml", _wordpress),
    ("odt", ".odt", _odt),
    ("epub", ".epub", _plainly(wire_writers.epub)),
    ("iptc7901", ".7901", _plainly(wire_writers.iptc7901)),
    ("anpa", ".anpa", _plainly(wire_writers.anpa)),
)


ENGLISH = b"The government announced on Tuesday a reform of the pension system, and the unions are angry about it.\n"
BOMB = b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha ha ">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 12) for n in range(9)
)
# Name, content, and what the reason must say.
BROKEN: tuple[tuple[str, Callable[[Copy], bytes], str], ...] = (
    ("vide.txt", lambda _: b"", "empty"),
    ("blanc.txt", lambda _: b" \n\n\t\n" * 50, "empty"),
    ("photo.txt", lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(300), "PNG"),
    ("nul.txt", lambda story: _txt(story).replace(b" ", b"\0"), "binary"),
    ("mojibake.txt", lambda story: _txt(story).decode().encode().decode("cp1252", "ignore").encode(), "garbled"),
    ("english.txt", lambda _: ENGLISH * 8, "English"),
    ("english.md", lambda _: b"# News\n\n" + ENGLISH * 8, "English"),
    ("coupé.docx", lambda story: _docx(story)[:9000], "damaged"),
    ("faux.docx", lambda story: _txt(story), "not a Word document"),
    ("autre.docx", lambda _: zipped(("notes.txt", b"rien")), "not a Word document"),
    ("bombe.docx", lambda _: zipped(("word/document.xml", b" " * 30_000_000)), "unpacks to"),
    ("coupé.odt", lambda story: _odt(story)[:500], "damaged"),
    ("coupé.epub", lambda story: wire_writers.epub(story.headline, story.paragraphs)[:700], "damaged"),
    ("bombe.xml", lambda _: BOMB + b"]><nitf><body><body.content><p>&j;</p></body.content></body></nitf>", "entity"),
    (
        "dehors.xml",
        lambda _: (
            b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p>'
            b"</body.content></body></nitf>"
        ),
        "entities",
    ),
    ("coupé.xml", lambda story: _newsml_g2(story)[:-200], "damaged XML"),
    ("autre.xml", lambda _: b'<?xml version="1.0"?><facture><total>12</total></facture>', "<facture>"),
    ("coupé.json", lambda story: _json(story)[:700], "not valid JSON"),
    ("profond.json", lambda _: b"[" * 200_000, "not valid JSON"),
    ("autre.json", lambda _: b'{"a": 1}', "not an article"),
    ("image.json", lambda story: json.dumps({"guid": story.guid, "type": "picture", "headlines": []}).encode(), "text"),
    ("vide.html", lambda _: b"<!DOCTYPE html><html><body><nav><a href='/'>Accueil</a></nav></body></html>", "text"),
    ("page.pdf", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "no PDF"),
    ("ligne.txt", lambda _: b"le chat dort " * 400_000, "paragraph"),
    ("archive.zip", lambda _: b"PK\x03\x04 mais pas vraiment", "damaged"),
    ("clip.mp4", lambda _: bytes(1000), ".mp4"),
    ("tuyau.txt", lambda _: b"FIFO", "pipe"),
    ("lien.txt", lambda _: b"LINK", "link to nothing"),
)
