"""EPUB books and e-papers: each document of the reading order that has text is an article (EPUB 2 and 3)."""

import posixpath
import zipfile
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from translator.document import Article, Metadata, Paragraph, Picture, Style
from translator.errors import InputError
from translator.readers import xml
from translator.readers.archive import open_zip, read_member
from translator.readers.articles import Content, article_of, gather, read_each
from translator.readers.dates import iso
from translator.readers.pictures import Pictures
from translator.readers.web.parsing import parse_page
from translator.readers.web.tree import content_of
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
    shared, pictures = _metadata(package), Pictures(archive, name)
    left_out: list[str] = []
    members: dict[str, None] = {}  # each comes once, says the format
    for reference in find_all(package, "spine/itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        member = posixpath.normpath(posixpath.join(posixpath.dirname(main), unquote(item.get("href") or "")))
        if item.get("media-type") not in _HTML:
            left_out.append(f"{' '.join(member.split())} ({item.get('media-type')})")
            continue
        members[member] = None

    def chapter(member: str) -> list[Article]:
        return [_chapter(_content(archive, member, name, pictures), posixpath.basename(member), shared)]

    return gather(read_each(tuple(members), chapter, name, left_out), name, left_out)


def _content(archive: zipfile.ZipFile, member: str, name: str, pictures: Pictures) -> Content:
    """What a document of the book holds, its pictures from the book."""

    def load(address: str, said: str, size: tuple[float, float]) -> Picture | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(member), unquote(address)))
        return pictures.show(path, said, size, address if "://" in address else "")

    page = parse_page(read_member(archive, member, name), f"{name}: {' '.join(member.split())}")
    return content_of(page, load=load)


def _chapter(content: Content, member: str, shared: Metadata) -> Article:
    opening = [block for block in content.blocks if isinstance(block, Paragraph)][:3]
    title = next((p.source for p in opening if p.style is Style.HEADING), "")
    return article_of(content, replace(shared, headline=title, extra={"chapter": member}), "epub")


def _metadata(package: etree._Element) -> Metadata:
    return Metadata(
        source=text_at(package, "metadata/title"),
        byline=", ".join(texts_at(package, "metadata/creator")),
        language=text_at(package, "metadata/language"),
        date=iso(text_at(package, "metadata/date")),
        copyright=text_at(package, "metadata/rights"),
        guid=text_at(package, "metadata/identifier"),
    )
