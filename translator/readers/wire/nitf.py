"""NITF, the News Industry Text Format (https://iptc.org/standards/nitf/). The DTD is never loaded."""

import datetime
import re

from lxml import etree

from translator.document import Article, Metadata
from translator.readers.articles import Content, article_of, single
from translator.readers.dates import iso, parse
from translator.readers.web.tree import content_of
from translator.readers.xml import LANGUAGE, attributes_at, find, find_all, fold, root_of, text_at, texts_at


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError."""
    root = root_of(data, name, "NITF", "nitf")
    contents = find_all(root, "body/body.content")
    parts = [*contents, *find_all(root, "body/body.end")] if contents else find_all(root, "body")
    for byline in (each for part in parts for each in find_all(part, ".//byline")):
        said, byline[:] = _byline(byline), []
        byline.text = said
    return single(article_of(Content.joined(map(content_of, parts)), _metadata(root), "nitf"), name)


def _metadata(root: etree._Element) -> Metadata:
    head = "body/body.head/"
    holder, year = (_said(root, "doc.copyright", name) for name in ("holder", "year"))
    return Metadata(
        guid=_said(root, "doc-id", "id-string"),
        version=_said(root, "du-key", "version"),
        language=root.get(LANGUAGE) or "",
        headline=text_at(root, head + "hedline/hl1", "head/title"),
        subheadline=text_at(root, head + "hedline/hl2"),
        description=" ".join(texts_at(root, head + "abstract/p")) or text_at(root, head + "abstract"),
        slugline=_said(root, "fixture", "fix-id") or _said(root, "du-key", "key"),
        byline=bylines(root, head + "byline") or bylines(root, "body/body.content//byline"),
        dateline=text_at(root, head + "dateline"),
        credit=text_at(root, head + "distributor"),
        copyright=text_at(root, head + "rights") or f"{holder} {year}",
        source=_said(root, "doc-id", "regsrc"),
        urgency=_said(root, "urgency", "ed-urg"),
        keywords=tuple(attributes_at(root, "head/docdata/key-list/keyword", "key")),
        place=text_at(root, head + "dateline/location"),
        date=iso(_said(root, "date.issue", "norm") or text_at(root, head + "dateline/story.date")),
        embargo=_embargo(root),
        pubstatus=next(attributes_at(root, "head/docdata", "management-status"), ""),
        expires=iso(_said(root, "date.expire", "norm")),
        ednote=" ".join(
            dict.fromkeys([*attributes_at(root, "head/docdata/ed-msg", "info"), *texts_at(root, head + "note")])
        ),
        extra={"series": _said(root, "series", "series.name")},
    )


def _said(root: etree._Element, element: str, attribute: str) -> str:
    """What an element of the docdata says."""
    return next(attributes_at(root, f"head/docdata/{element}", attribute), "")


def _embargo(root: etree._Element) -> str:
    """The release date, unless it is that of issue or before: it then only says when an item went out."""
    release, issued = (iso(_said(root, element, "norm")) for element in ("date.release", "date.issue"))
    first, second = parse(release), parse(issued)
    if first is None:
        return ""
    return release if second is None or _in_utc(first) > _in_utc(second) else ""


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def bylines(root: etree._Element, path: str) -> str:
    """The bylines at a path, each the author, then the title ("Par Jeanne Rive, correspondante").

    The two stand in elements of their own, at times without a space between ("Par<person>Jeanne Rive</person>").
    """
    return ", ".join(dict.fromkeys(filter(None, map(_byline, find_all(root, path)))))


def _byline(byline: etree._Element) -> str:
    title, whole = (_spaced(element) for element in (find(byline, "byttl"), byline))
    return f"{whole.removesuffix(title).rstrip(' ,')}, {title}" if title and whole.endswith(f" {title}") else whole


def _spaced(element: etree._Element | None) -> str:
    texts = [] if element is None else [str(text) for text in element.itertext()]
    return re.sub(r" (?=[,.;:)])", "", fold(" ".join(texts)))
