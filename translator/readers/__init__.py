"""Files into articles. A format is a ``read(data, name) -> list[Article]`` and one line in READERS.

Every reader raises InputError, one line that begins with the file's name, for what it cannot read. Containers (feeds,
news messages, exports, archives) give several articles; what they hold besides, unread, is in the first one's notices.

Notices: ``embargo``, always the first, "Under embargo until …" or the line that speaks of one; ``status``, after it, of
an item that is withheld or canceled; ``skipped``, what is there but is not translated (pictures, attachments, members
that cannot be read); ``encoding``, ``left-out``, ``notes``; ``layout``, of a PDF.
"""

import importlib
import io
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from translator.document import Article, Style
from translator.errors import ConfigurationError, InputError
from translator.readers.budget import DEFAULT, Budget, metered, trimmed
from translator.readers.embargo import flagged
from translator.readers.encoding import mended

# A million characters are a novel; one paragraph of that length is data, not copy, and would take hours to translate.
MAX_PARAGRAPH = 1_000_000
HEAD = 8192  # bytes looked at; enough for a DOCTYPE and the root element of any wire format
MAX_PROLOG = 1_000_000  # bytes of comments and the like before an XML root; some systems put their whole log there
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
# What READERS says of the formats that an extension tells little about.
_NINJS = (
    rb'(?si)\A(?:\xef\xbb\xbf)?\s*[\[{].*"(?:body_(?:x?html|text|main|richtext)|bodies|headlines|headline_main|'
    rb'versioncreated|contentcreated|description_text|_items)"\s*:'
)
_ANPA = rb"\A\s*\x16*\s*\x01[A-Za-z]\d{3,4}[\x1f\x1e]|\A\s*\x16+\x01"  # a text that only resembles it has no SOH
_IPTC7901 = rb"\A[\s\x00\x11-\x14\x7f]*(?:ZCZC[^\n]*\n)?[\s\x00\x11-\x14\x7f]*\x01"
_FEED = (
    "rss",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",
    *(f"{{http://www.w3.org/2005/Atom}}{n}" for n in ("feed", "entry")),
)
_HTML = ("html", "HTML")
_HTML_HEAD = rb"(?i)\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?(?:<!doctype\s+html\b|<html\b)"
_FRAGMENTS = ("article", "blockquote", "body", "div", "h1", "main", "p", "section", "table")  # of a page, pasted
_OLE_SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: old Office files, the envelope of encrypted new ones
_OLE = rb"\A" + re.escape(_OLE_SIGN)
_MAIL = (
    rb"(?i)\A\s*(?=(?:return-path|received|delivered-to|message-id|mime-version|from|to|date|subject|x-[\w-]+|dkim-[\w-]+|"
    rb"arc-[\w-]+|content-type|reply-to|sender|list-[\w-]+|cc|authentication-results|envelope-to):[ \t])"
    rb"(?:[^\n]+\n){0,120}?(?:message-id|mime-version|received):"
)
_NEWSML_G2 = tuple(
    f"{{http://iptc.org/std/nar/2006-10-01/}}{name}" for name in ("newsItem", "newsMessage", "packageItem")
)
# (signature at the start of the file, what it is, what to do)
_ASIDE = "save the article as .docx or .txt"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "looks binary (a PNG picture)", _ASIDE),
    (b"\xff\xd8\xff", "looks binary (a JPEG picture)", _ASIDE),
    (b"GIF8", "looks binary (a GIF picture)", _ASIDE),
    (b"\x1f\x8b", "looks binary (a gzip archive)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "looks binary (a 7z archive)", "unpack it first"),
    (b"Rar!\x1a", "looks binary (a RAR archive)", "unpack it first"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One line of READERS. ``module`` is imported when the format is first used; its ``function`` reads a file.

    What makes the content speak for this format, whatever the extension says: ``member`` is the name of a file that
    this kind of zip archive always holds; ``roots`` are XML root elements ("{namespace}name", or "name" in any
    namespace); ``head`` is a regular expression searched in the first HEAD bytes, which must match nothing else ("" for
    none).
    """

    module: str
    extensions: tuple[str, ...]
    member: str = ""
    roots: tuple[str, ...] = ()
    head: bytes = b""
    function: str = "read"


READERS: dict[str, Reader] = {
    "txt": Reader("translator.readers.text.plain", (".txt", ".text")),
    "md": Reader("translator.readers.text.markdown", (".md", ".markdown", ".mkd")),
    "docx": Reader("translator.readers.office.docx", (".docx", ".docm", ".dotx"), member="word/document.xml"),
    "json": Reader("translator.readers.saved", (".json",), head=rb'\A\s*\{\s*"schema"\s*:\s*\d'),
    "ninjs": Reader("translator.readers.wire.ninjs", (".ninjs",), head=_NINJS),
    "newsml-g2": Reader("translator.readers.wire.newsml_g2", (), roots=_NEWSML_G2),
    "newsml12": Reader("translator.readers.wire.newsml12", (".newsml",), roots=("NewsML",)),
    "nitf": Reader("translator.readers.wire.nitf", (".nitf",), roots=("nitf",)),
    "anpa": Reader("translator.readers.wire.anpa", (".anpa",), head=_ANPA),
    "iptc7901": Reader("translator.readers.wire.iptc7901", (".iptc", ".7901"), head=_IPTC7901),
    "wxr": Reader("translator.readers.wire.wxr", (), head=rb"https?://wordpress\.org/export/"),
    "feed": Reader("translator.readers.wire.feed", (".rss", ".atom"), roots=_FEED),
    "html": Reader("translator.readers.web.html", (".html", ".htm", ".xhtml"), roots=_HTML, head=_HTML_HEAD),
    "html-raw": Reader("translator.readers.web.html", (), function="read_whole"),
    "eml": Reader("translator.readers.wire.mail", (".eml",), head=_MAIL),
    "odt": Reader("translator.readers.office.odt", (".odt", ".ott"), member="META-INF/manifest.xml"),
    "epub": Reader("translator.readers.office.epub", (".epub",), member="META-INF/container.xml"),
    "pdf": Reader("translator.readers.office.pdf", (".pdf",), head=rb"\A\s*%PDF-"),
    "rtf": Reader("translator.readers.office.rtf", (".rtf",), head=rb"\A\s*\{\\rtf"),
    "doc": Reader("translator.readers.office.converted", (".doc", ".dot", ".wps"), head=_OLE),
    "pages": Reader("translator.readers.office.converted", (".pages",), member="Index/Document.iwa"),
    "zip": Reader("translator.readers.zip", (".zip",), head=rb"\APK\x03\x04"),
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the files of a run are read: as this ``format`` (None: as their names and contents say), the ``raw_html``
    of whole pages, each at the cost of a ``budget`` at most."""

    format: str | None = None
    raw_html: bool = False
    budget: Budget = DEFAULT


def read_file(path: Path, format: str | None = None, raw_html: bool = False, budget: Budget = DEFAULT) -> list[Article]:
    """The articles of a file, as ``read_bytes`` reads it. Raises InputError; ConfigurationError."""
    return read_bytes(load(path, budget.megabytes), shown(str(path)), format, raw_html, budget)


def load(path: Path, megabytes: int = DEFAULT.megabytes) -> bytes:
    """The content of a file, of one that has more than so many ``megabytes`` a byte more. Raises InputError."""
    name = shown(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a folder, not a file; name the article itself")
        with path.open("rb") as file:
            return file.read(megabytes * 1_000_000 + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def read_bytes(
    data: bytes, name: str, format: str | None = None, raw_html: bool = False, budget: Budget = DEFAULT
) -> list[Article]:
    """The articles in ``data``; ``name`` (a path or "-") serves messages, and its extension the choice of the reader.

    The content has the last word where the extension lies or is missing (see ``choose``). ``raw_html`` takes
    the whole body of an HTML page. Metadata "file" becomes the base name. Raises InputError, also for what costs more
    than the ``budget``; ConfigurationError for an unknown ``format``.
    """
    if format is not None and format not in READERS:
        raise ConfigurationError(f"unknown input format {format!r}; known: {', '.join(READERS)}")
    if len(data) > budget.megabytes * 1_000_000:
        raise InputError(f"{name}: larger than {budget.megabytes:,} MB, which no article is; split it first")
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    with metered(budget, name) as meter:
        articles = _read(data, name, format, raw_html)
    articles = [mended(article) for article in trimmed(articles, meter.budget)]
    meter.check(sum(len(article.paragraphs) for article in articles))
    longest = max((len(p.source) for a in articles for p in a.paragraphs), default=0)
    if longest > MAX_PARAGRAPH:
        raise InputError(f"{name}: a paragraph of {longest:,} characters is in no article; is it the right file?")
    if not any(p.source.strip() and p.style is not Style.DESCRIPTION for a in articles for p in a.paragraphs):
        raise InputError(f"{name}: there is no text in it")
    file = PurePath(name).name
    return [a if a.metadata.file else replace(a, metadata=a.metadata.with_facts(file=file)) for a in articles]


def _read(data: bytes, name: str, format: str | None, raw_html: bool) -> list[Article]:
    """What the reader says that the format or the content chooses, the embargo noticed."""
    chosen = format or choose(data, name)
    chosen = "html-raw" if chosen == "html" and raw_html else chosen
    reader = READERS[chosen]
    articles: list[Article] = getattr(importlib.import_module(reader.module), reader.function)(data, name)
    # a saved article has all its notices already
    return articles if chosen == "json" else [flagged(article) for article in articles]


def choose(data: bytes, name: str) -> str:
    """The name of the reader for ``data``. Raises InputError for what no reader reads.

    In this order: refused signatures; a known member of a zip archive; ``head`` patterns; the XML root; the extension;
    JSON by its first brace; plain text.
    """
    _refuse(data, name)
    by_name = _by_extension(name)
    if data.startswith(b"PK\x03\x04"):
        members = _members(data)
        for format, reader in READERS.items():
            if reader.member and reader.member in members:
                return format
        if by_name and READERS[by_name].member:
            return by_name  # that reader says best what is wrong with the archive
    text, root_at, root = opening(data)
    heads = [data[:HEAD], text[root_at : root_at + HEAD].encode("latin-1", "replace") if root_at else b""]
    for format, reader in READERS.items():
        if reader.head and any(re.search(reader.head, head) for head in heads):
            return format
    if data.startswith(b"PK\x03\x04"):
        raise InputError(f"{name}: is a zip archive without an article; unpack it first")
    if root is not None:
        for format, reader in READERS.items():
            if root in reader.roots or root.rpartition("}")[2] in reader.roots:
                return format
    is_declared = text.lstrip().startswith("<?xml")
    if (by_name in (None, "txt") and is_declared) or (by_name is None and _is_closed(data, root)):
        if root in _FRAGMENTS and not is_declared:
            return "html"
        if root is None:
            raise InputError(f"{name}: XML without a root element in its first {MAX_PROLOG:,} bytes")
        raise InputError(f"{name}: XML of a kind that is not read here (root element <{' '.join(root.split())}>)")
    if by_name is None and re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"', data[:HEAD]):
        return "json"
    return by_name or "txt"


def _is_closed(data: bytes, root: str | None) -> bool:
    """Whether a file ends where its root element does: XML, though it may not declare that it is."""
    name = (root or "").rpartition("}")[2].encode("utf-8")
    return bool(name) and re.search(rb"</(?:[\w.-]+:)?" + re.escape(name) + rb"\s*>\s*\Z", data[-HEAD:]) is not None


def opening(data: bytes) -> tuple[str, int, str | None]:
    """The beginning of what may be XML, where its prolog ends, and the root element there: "{namespace}name" or "name".

    The root is None where none begins within MAX_PROLOG.

    >>> opening(b'<?xml version="1.0"?><!-- x --><a:feed xmlns:a="urn:x" lang="fr">')[1:]
    (31, '{urn:x}feed')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data[: MAX_PROLOG // 2 * 2].decode("utf-16", "replace").lstrip("\ufeff")
    else:
        is_markup = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
        text = data[: MAX_PROLOG + HEAD if is_markup else HEAD].decode("latin-1").removeprefix("ï»¿")
    position = 0
    while position < MAX_PROLOG and (match := _PROLOG.match(text, position)):
        position = match.end()
    tag = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)((?:\s[^<>]*)?)/?>").match(text, position)
    if tag is None:
        return text, position, None
    prefix, local, attributes = tag.groups()
    wanted = re.escape(f"xmlns:{prefix}" if prefix else "xmlns")
    space = re.search(rf"\s{wanted}\s*=\s*[\"']([^\"']*)[\"']", attributes)
    return text, position, f"{{{space[1]}}}{local}" if space and space[1] else str(local)


def _by_extension(name: str) -> str | None:
    suffix = PurePath(name).suffix.lower()
    return next((format for format, reader in READERS.items() if suffix in reader.extensions), None)


def _members(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return frozenset()


def _refuse(data: bytes, name: str) -> None:
    for signature, what, advice in _REFUSED:
        if data.startswith(signature):
            raise InputError(f"{name}: {what}; {advice}")
    if data.startswith(_OLE_SIGN) and "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(f"{name}: is protected by a password; save it without one")


def shown(name: str) -> str:
    """A path as one line of a message: line breaks and other unprintable characters escaped."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)
