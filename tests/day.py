"""A day's copy: any number of French stories in every format that is read, and some files broken in many ways.

The same seed gives the same files. The texts are put together here from our own phrases.

    python tests/day.py FOLDER [STORIES]
"""

import io
import json
import os
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path

import docx
import wire_writers

from translator.document import Article, Paragraph, Style, from_json, to_json

WHO = [
    "le ministre des Transports",
    "la présidente de la région",
    "le porte-parole du gouvernement",
    "la maire de Nantes",
    "le préfet",
    "le secrétaire général du syndicat",
    "une chercheuse du CNRS",
    "le procureur de la République",
    "la directrice de l’hôpital",
    "le président Zelensky",
    "un habitant du quartier",
    "l’avocate de la famille",
]
DID = [
    "a annoncé",
    "a confirmé",
    "a démenti",
    "a regretté",
    "a défendu",
    "a présenté",
    "a rejeté",
    "a salué",
    "a dénoncé",
    "a promis",
    "a détaillé",
]
WHAT = [
    "un plan de {n} millions d’euros pour les transports",
    "la fermeture de {n} lits avant la fin de l’année",
    "une réforme attendue depuis {n} ans",
    "l’ouverture d’une enquête sur les {n} contrats",
    "la hausse de {n} % du prix de l’électricité",
    "la construction de {n} logements sociaux",
    "l’envoi de {n} tonnes d’aide humanitaire",
    "un accord avec {n} communes voisines",
    "le report du match prévu devant {n} spectateurs",
    "la suppression de {n} postes dans les écoles",
]
WHEN = [
    "lundi matin",
    "mardi soir",
    "mercredi à l’issue du Conseil des ministres",
    "jeudi devant la presse",
    "vendredi à l’Assemblée",
    "samedi pendant une visite",
    "dimanche à la radio",
    "dans un communiqué publié hier",
]
WHERE = [
    "à Lyon",
    "à Marseille",
    "près de Lille",
    "à Bruxelles",
    "dans le Finistère",
    "à Kiev",
    "en Guadeloupe",
    "au Sénat",
    "à Genève",
]
MORE = [
    "Les {n} personnes concernées seront reçues dans les prochains jours.",
    "« Nous ne pouvons pas attendre {n} mois de plus », a répondu un élu de l’opposition.",
    "Selon un sondage, {n} % des habitants soutiennent cette décision.",
    "Le chantier, commencé il y a {n} semaines, avance plus vite que prévu.",
    "Aucun blessé n’est à déplorer, mais {n} maisons ont été évacuées pendant la nuit.",
    "Le budget sera voté en séance publique ; {n} amendements ont déjà été déposés.",
    "Les syndicats appellent à une nouvelle journée de grève le {d} du mois.",
    "La justice dira dans {n} jours si la procédure était régulière.",
]
CITIES = ["Paris", "Lyon", "Marseille", "Lille", "Nantes", "Strasbourg", "Bordeaux", "Rennes", "Toulouse", "Nice"]


@dataclass(frozen=True)
class Copy:
    """A story as an agency has it."""

    guid: str
    version: int
    slug: str
    city: str
    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """What was written, by name: the good files with their format and story, the bad ones with a word of the reason."""

    good: dict[str, tuple[str, Copy]]
    bad: dict[str, str]


LENGTH = (5, 14)  # paragraphs of a story; some 320 words
SHORT = (1, 2)  # some 60 words


def copy(number: int, seed: int = 1, length: tuple[int, int] = LENGTH) -> Copy:
    """Story ``number`` of a day, of some ``length`` in paragraphs; no two alike."""
    rng = random.Random(f"{seed}/{number}")

    def sentence() -> str:
        what = rng.choice(WHAT).format(n=rng.randint(2, 990))
        return f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHEN)}, {rng.choice(WHERE)}, {what}."

    def paragraph() -> str:
        first = sentence()
        rest = [rng.choice(MORE).format(n=rng.randint(2, 99), d=rng.randint(2, 28)) for _ in range(rng.randint(0, 2))]
        return " ".join([first[0].upper() + first[1:], *rest])

    city = rng.choice(CITIES)
    headline = f"{city} : {rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT).format(n=rng.randint(2, 990))}"
    body = tuple(paragraph() for _ in range(rng.randint(*length)))
    guid = f"urn:newsml:agence.example:20261122:{seed}-{number:06d}"
    return Copy(guid, 1, f"{city.lower()}-{number:06d}", city, headline, body)


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
    return to_json(Article(paragraphs, story.headline, metadata={"guid": story.guid})).encode()


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
    message = EmailMessage()
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


def _zipped(*members: tuple[str, bytes]) -> bytes:
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
    return _zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()))


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
    ("autre.docx", lambda _: _zipped(("notes.txt", b"rien")), "not a Word document"),
    ("bombe.docx", lambda _: _zipped(("word/document.xml", b" " * 30_000_000)), "unpacks to"),
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
    ("page.pdf", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ".pdf"),
    ("ligne.txt", lambda _: b"le chat dort " * 400_000, "paragraph"),
    ("archive.zip", lambda _: b"PK\x03\x04 mais pas vraiment", "damaged"),
    ("clip.mp4", lambda _: bytes(1000), ".mp4"),
    ("tuyau.txt", lambda _: b"FIFO", "pipe"),
    ("lien.txt", lambda _: b"LINK", "link to nothing"),
)


def make(
    folder: Path, stories: int = 1000, seed: int = 1, broken: float = 0.02, length: tuple[int, int] = LENGTH
) -> Day:
    """Write a day into ``folder``: one file a story, in folders by city; one in fifty inside a zip archive; one in
    fifty a copy of another's text; every broken kind in turn, ``broken`` of all."""
    rng = random.Random(seed)
    good: dict[str, tuple[str, Copy]] = {}
    bad: dict[str, str] = {}
    zipped: dict[str, list[tuple[str, bytes]]] = {}
    for number in range(stories):
        story = copy(number if rng.random() > 0.02 else rng.randrange(number + 1), seed, length)
        format, extension, write = WRITERS[number % len(WRITERS)]
        name = f"{story.city.lower()}/{number:06d}{extension}"
        if rng.random() < 0.02:
            archive = f"{story.city.lower()}/lot.zip"
            zipped.setdefault(archive, []).append((f"{number:06d}{extension}", write(story)))
            name = f"{archive}/{number:06d}{extension}"
        else:
            _write(folder / name, write(story), 1_795_000_000 + 50 * number)
        good[name] = (format, story)
    for archive, members in zipped.items():
        _write(folder / archive, _zipped(*members), 1_795_000_000)
    for number in range(round(stories * broken)):
        kind, make_broken, reason = BROKEN[number % len(BROKEN)]
        name = f"divers/{number:04d}-{kind}"
        _write(folder / name, make_broken(copy(number, seed)), 1_795_000_000 + 1000 * number)
        bad[name] = reason
    return Day(good, bad)


# What a format says of a story besides its text.
FACTS = {
    **dict.fromkeys(("ninjs", "newsml-g2", "newsml12"), ("guid", "slugline", "headline", "version")),
    **dict.fromkeys(("feed", "wxr", "nitf"), ("guid", "headline")),
    **dict.fromkeys(("html", "eml", "odt", "epub", "iptc7901", "anpa"), ("headline",)),
    "json": ("guid",),
}


def faults(made: Day, out: Path) -> Iterator[str]:
    """What is wrong with the JSON results of a day in ``out``, and with the report of them; nothing, if all is well."""
    stories = json.loads((out / "report.json").read_text("utf-8"))["stories"]
    rows = {story["file"]: story for story in stories}
    if sorted(story["file"] for story in stories) != sorted([*made.good, *made.bad]):
        yield "the report has not one row for each file"
    for name, word in made.bad.items():
        row = rows[name]
        if row["status"] not in ("failed", "skipped") or word not in row["reason"] or row["outputs"]:
            yield f"{name}: {row['status']}, {row['reason']!r}, where {word!r} is expected"
    for name, (format, story) in made.good.items():
        row = rows[name]
        if row["status"] not in ("done", "unchanged") or len(row["outputs"]) != 1:
            yield f"{name}: {row['status']}, {row['reason']!r}"
            continue
        article = from_json((out / row["outputs"][0]).read_text("utf-8"))
        if [p.source for p in article.paragraphs] != [story.headline, *story.paragraphs]:
            yield f"{name}: other paragraphs than were written"
        if not all(s.target for p in article.paragraphs for s in p.segments):
            yield f"{name}: a sentence without English"
        known = {"guid": story.guid, "slugline": story.slug, "headline": story.headline, "version": str(story.version)}
        for fact in FACTS.get(format, ()):
            if article.metadata.get(fact) != known[fact]:
                yield f"{name}: its {fact} is {article.metadata.get(fact)!r}, not {known[fact]!r}"


def _write(path: Path, data: bytes, time: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if data == b"FIFO":
        os.mkfifo(path)
    elif data == b"LINK":
        path.symlink_to("nulle-part")
    else:
        path.write_bytes(data)
        os.utime(path, (time, time))


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), stories=int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
    print(f"{len(made.good)} good and {len(made.bad)} broken files")
