"""EPUB books and e-papers: each document of the reading order that has text is an article (EPUB 2 and 3)."""

import posixpath
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from translator.document import Article, Metadata, Paragraph, Style
from translator.errors import InputError
from translator.readers import xml
from translator.readers.archive import open_zip, read_member
from translator.readers.articles import article_of, gather
from translator.readers.dates import iso
from translator.readers.web.body import content_of
from translator.readers.web.parsing import parse_page
from translator.readers.xml import find, find_all, text_at, texts_at

_HTML = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, name: str) -> list[Article]:
    """One article a chapter: e-papers put one story in each document, and a novel's chapters are best apart too.

    The table of contents is left out; documents without text (cover, pictures) are reported. Raises InputError.
    """
    archive = open_zip(data, name)
    if "META-INF/encryption.xml" in archive.namelist() and "META-INF/rights.xml" in archive.namelist():
        raise InputError(f"{name}: is protected against copying (DRM); ask for a copy without")
    container = xml.parse(read_member(archive, "META-INF/container.xml", name), name)
    rootfile = find(container, "rootfiles/rootfile")
    main = unquote((rootfile.get("full-path") if rootfile is not None else "") or "")
    package = xml.parse(read_member(archive, main, name), name)
    items = {item.get("id"): item for item in find_all(package, "manifest/item")}
    shared = _metadata(package)
    articles, left_out = [], []
    for reference in find_all(package, "spine/itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        member = posixpath.normpath(posixpath.join(posixpath.dirname(main), unquote(item.get("href") or "")))
        if item.get("media-type") not in _HTML:
            left_out.append(f"{' '.join(member.split())} ({item.get('media-type')})")
            continue
        articles.append(_chapter(read_member(archive, member, name), f"{name}: {' '.join(member.split())}", shared))
    return gather(articles, name, left_out)


def _chapter(page: bytes, name: str, shared: Metadata) -> Article:
    content = content_of(parse_page(page, name))
    opening = [block for block in content.blocks if isinstance(block, Paragraph)][:3]
    title = next((p.source for p in opening if p.style is Style.HEADING), "")
    facts = replace(shared, headline=title, extra={"chapter": posixpath.basename(name)})
    return article_of(content, facts, "epub")


def _metadata(package: etree._Element) -> Metadata:
    return Metadata(
        source=text_at(package, "metadata/title"),
        byline=", ".join(texts_at(package, "metadata/creator")),
        language=text_at(package, "metadata/language"),
        date=iso(text_at(package, "metadata/date")),
        copyright=text_at(package, "metadata/rights"),
        guid=text_at(package, "metadata/identifier"),
    )
