"""NITF, the News Industry Text Format (https://iptc.org/standards/nitf/). The DTD is never loaded."""

import datetime
from collections import Counter

from lxml import etree

from translator.document import Article
from translator.readers.articles import alone, story
from translator.readers.dates import iso, parse
from translator.readers.web.body import read_body
from translator.readers.xml import attributes_at, find_all, root_of, text_at, text_of, texts_at


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError."""
    root = root_of(data, name, "NITF", "nitf")
    contents = find_all(root, "body/body.content")
    parts = [*contents, *find_all(root, "body/body.end")] if contents else find_all(root, "body")
    bodies = [read_body(part) for part in parts]
    skipped = sum((body.skipped for body in bodies), Counter[str]())
    return alone(story([p for body in bodies for p in body.paragraphs], _metadata(root), "nitf", skipped=skipped), name)


def _metadata(root: etree._Element) -> dict[str, str]:
    docdata, head = "head/docdata/", "body/body.head/"
    holder = next(attributes_at(root, docdata + "doc.copyright", "holder"), "")
    year = next(attributes_at(root, docdata + "doc.copyright", "year"), "")
    main = text_at(root, head + "hedline/hl1", "head/title")
    second = text_at(root, head + "hedline/hl2")
    return {
        "guid": next(attributes_at(root, docdata + "doc-id", "id-string"), ""),
        "version": next(attributes_at(root, docdata + "du-key", "version"), ""),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        "headline": main,
        "subheadline": second,
        "description": " ".join(texts_at(root, head + "abstract/p")) or text_at(root, head + "abstract"),
        "slugline": next(attributes_at(root, docdata + "fixture", "fix-id"), "")
        or next(attributes_at(root, docdata + "du-key", "key"), ""),
        "byline": ", ".join(dict.fromkeys(filter(None, map(_byline, find_all(root, head + "byline"))))),
        "dateline": text_at(root, head + "dateline"),
        "credit": text_at(root, head + "distributor"),
        "copyright": text_at(root, head + "rights") or f"{holder} {year}".strip(),
        "source": next(attributes_at(root, docdata + "doc-id", "regsrc"), ""),
        "urgency": next(attributes_at(root, docdata + "urgency", "ed-urg"), ""),
        "keywords": ", ".join(dict.fromkeys(attributes_at(root, docdata + "key-list/keyword", "key"))),
        "place": text_at(root, head + "dateline/location"),
        "date": iso(
            next(attributes_at(root, docdata + "date.issue", "norm"), "") or text_at(root, head + "dateline/story.date")
        ),
        "embargo": _embargo(root, docdata),
        "pubstatus": next(attributes_at(root, "head/docdata", "management-status"), ""),
        "expires": iso(next(attributes_at(root, docdata + "date.expire", "norm"), "")),
        "ednote": " ".join(
            dict.fromkeys([*attributes_at(root, docdata + "ed-msg", "info"), *texts_at(root, head + "note")])
        ),
        "series": next(attributes_at(root, docdata + "series", "series.name"), ""),
    }


def _embargo(root: etree._Element, docdata: str) -> str:
    """The release date, unless it is that of issue or before: it then only says when an item went out."""
    release = iso(next(attributes_at(root, docdata + "date.release", "norm"), ""))
    issued = iso(next(attributes_at(root, docdata + "date.issue", "norm"), ""))
    first, second = parse(release), parse(issued)
    if first is None:
        return ""
    return release if second is None or _in_utc(first) > _in_utc(second) else ""


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _byline(byline: etree._Element) -> str:
    """The author, then the title ("Par Jeanne Rive, correspondante"), which stands in an element of its own."""
    title = text_at(byline, "byttl")
    whole = text_of(byline)
    return f"{whole.removesuffix(title).rstrip(' ,')}, {title}" if title and whole != title else whole
