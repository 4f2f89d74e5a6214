"""Files into articles. A format is a ``read(data, name) -> list[Article]`` and one line in READERS.

Every reader raises InputError, one line that begins with the file's name, for what it cannot read. Containers (feeds,
news messages, exports, archives) give several articles; what they hold besides, unread, is in the first one's notices.

Notices: ``embargo``, always the first, "Under embargo until …" or the line that speaks of one; ``status``, after it, of
an item that is withheld or canceled; ``skipped``, what is there but is not translated (pictures, attachments, members
that cannot be read); ``encoding``, ``left-out``, ``notes``; ``layout``, of a PDF.
"""

import importlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from translator.document import Article, Style
from translator.errors import ConfigurationError, InputError
from translator.readers import sniffing
from translator.readers.embargo import flagged
from translator.readers.encoding import mended
from translator.readers.sniffing import Reader, choose

# The longest newspaper article is below 0.2 MB of text and a .docx full of pictures below 50 MB; beyond 100 MB it is
# the wrong file, and reading it would take more memory than a small desk machine has.
MAX_BYTES = 100_000_000
# A million characters are a novel; one paragraph of that length is data, not copy, and would take hours to translate.
MAX_PARAGRAPH = 1_000_000

READERS: dict[str, Reader] = {
    "txt": Reader("translator.readers.text.plain", (".txt", ".text")),
    "md": Reader("translator.readers.text.markdown", (".md", ".markdown", ".mkd")),
    "docx": Reader("translator.readers.office.docx", (".docx", ".docm", ".dotx"), member="word/document.xml"),
    "json": Reader("translator.readers.saved", (".json",), head=rb'\A\s*\{\s*"schema"\s*:\s*\d'),
    "ninjs": Reader("translator.readers.wire.ninjs", (".ninjs",), head=sniffing.NINJS),
    "newsml-g2": Reader("translator.readers.wire.newsml_g2", (), roots=sniffing.NEWSML_G2),
    "newsml12": Reader("translator.readers.wire.newsml12", (".newsml",), roots=("NewsML",)),
    "nitf": Reader("translator.readers.wire.nitf", (".nitf",), roots=("nitf",)),
    "anpa": Reader("translator.readers.wire.anpa", (".anpa",), head=sniffing.ANPA),
    "iptc7901": Reader("translator.readers.wire.iptc7901", (".iptc", ".7901"), head=sniffing.IPTC7901),
    "wxr": Reader("translator.readers.wire.wxr", (), head=rb"https?://wordpress\.org/export/"),
    "feed": Reader("translator.readers.wire.feed", (".rss", ".atom"), roots=sniffing.FEED),
    "html": Reader(
        "translator.readers.web.html", (".html", ".htm", ".xhtml"), roots=sniffing.HTML, head=sniffing.HTML_HEAD
    ),
    "html-raw": Reader("translator.readers.web.html", (), function="read_whole"),
    "eml": Reader("translator.readers.wire.mail", (".eml",), head=sniffing.MAIL),
    "odt": Reader("translator.readers.office.odt", (".odt", ".ott"), member="META-INF/manifest.xml"),
    "epub": Reader("translator.readers.office.epub", (".epub",), member="META-INF/container.xml"),
    "pdf": Reader("translator.readers.office.pdf", (".pdf",), head=rb"\A\s*%PDF-"),
    "rtf": Reader("translator.readers.office.rtf", (".rtf",), head=rb"\A\s*\{\\rtf"),
    "doc": Reader("translator.readers.office.converted", (".doc", ".dot", ".wps"), head=sniffing.OLE),
    "pages": Reader("translator.readers.office.converted", (".pages",), member="Index/Document.iwa"),
    "zip": Reader("translator.readers.zip", (".zip",), head=rb"\APK\x03\x04"),
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the files of a run are read: as this ``format`` (None: as their names and contents say), the ``raw_html``
    of whole pages."""

    format: str | None = None
    raw_html: bool = False


def read_file(path: Path, format: str | None = None, raw_html: bool = False) -> list[Article]:
    """The articles of a file, as ``read_bytes`` reads it. Raises InputError; ConfigurationError."""
    name = _shown(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a folder, not a file; name the article itself")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return read_bytes(data, name, format, raw_html)


def read_bytes(data: bytes, name: str, format: str | None = None, raw_html: bool = False) -> list[Article]:
    """The articles in ``data``; ``name`` (a path or "-") serves messages, and its extension the choice of the reader.

    The content has the last word where the extension lies or is missing (see ``sniffing.choose``). ``raw_html`` takes
    the whole body of an HTML page. Metadata "file" becomes the base name. Raises InputError; ConfigurationError for an
    unknown ``format``.
    """
    if format is not None and format not in READERS:
        raise ConfigurationError(f"unknown input format {format!r}; known: {', '.join(READERS)}")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB, which no article is; split it first")
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    chosen = format or choose(READERS, data, name)
    chosen = "html-raw" if chosen == "html" and raw_html else chosen
    reader = READERS[chosen]
    articles: list[Article] = getattr(importlib.import_module(reader.module), reader.function)(data, name)
    articles = [mended(article) for article in articles]
    longest = max((len(p.source) for a in articles for p in a.paragraphs), default=0)
    if longest > MAX_PARAGRAPH:
        raise InputError(f"{name}: a paragraph of {longest:,} characters is in no article; is it the right file?")
    if not any(p.source.strip() and p.style is not Style.DESCRIPTION for a in articles for p in a.paragraphs):
        raise InputError(f"{name}: there is no text in it")
    if chosen != "json":  # a saved article has all its notices already
        articles = [flagged(article) for article in articles]
    file = PurePath(name).name
    return [a if a.metadata.file else replace(a, metadata=a.metadata.with_facts(file=file)) for a in articles]


def _shown(name: str) -> str:
    """A path as one line of a message: line breaks and other unprintable characters escaped."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)
