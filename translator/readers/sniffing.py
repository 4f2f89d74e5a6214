"""Which reader a file is for: the extension proposes, the content decides where the two disagree."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from translator.errors import InputError

HEAD = 8192  # bytes looked at; enough for a DOCTYPE and the root element of any wire format
MAX_PROLOG = 1_000_000  # bytes of comments and the like before an XML root; some systems put their whole log there
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
# What READERS says of the formats that an extension tells little about.
NINJS = (
    rb'(?si)\A(?:\xef\xbb\xbf)?\s*[\[{].*"(?:body_(?:x?html|text|main|richtext)|bodies|headlines|headline_main|'
    rb'versioncreated|contentcreated|description_text|_items)"\s*:'
)
ANPA = rb"\A\s*\x16*\s*\x01[A-Za-z]\d{3,4}[\x1f\x1e]|\A\s*\x16+\x01"  # a text that only resembles it has no SOH
IPTC7901 = rb"\A[\s\x00\x11-\x14\x7f]*(?:ZCZC[^\n]*\n)?[\s\x00\x11-\x14\x7f]*\x01"
FEED = (
    "rss",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",
    *(f"{{http://www.w3.org/2005/Atom}}{n}" for n in ("feed", "entry")),
)
HTML = ("html", "HTML")
HTML_HEAD = rb"(?i)\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?(?:<!doctype\s+html\b|<html\b)"
_FRAGMENTS = ("article", "blockquote", "body", "div", "h1", "main", "p", "section", "table")  # of a page, pasted
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: old Office files, and the envelope of encrypted new ones
OLE = rb"\A" + re.escape(_OLE)
MAIL = (
    rb"(?i)\A\s*(?=(?:return-path|received|delivered-to|message-id|mime-version|from|to|date|subject|x-[\w-]+|dkim-[\w-]+|"
    rb"arc-[\w-]+|content-type|reply-to|sender|list-[\w-]+|cc|authentication-results|envelope-to):[ \t])"
    rb"(?:[^\n]+\n){0,120}?(?:message-id|mime-version|received):"
)
NEWSML_G2 = tuple(
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


def choose(readers: Mapping[str, Reader], data: bytes, name: str) -> str:
    """The name of the reader for ``data``. Raises InputError for what no reader reads.

    In this order: refused signatures; a known member of a zip archive; ``head`` patterns; the XML root; the extension;
    JSON by its first brace; plain text.
    """
    _refuse(data, name)
    by_name = _by_extension(readers, name)
    if data.startswith(b"PK\x03\x04"):
        members = _members(data)
        for format, reader in readers.items():
            if reader.member and reader.member in members:
                return format
        if by_name and readers[by_name].member:
            return by_name  # that reader says best what is wrong with the archive
    text = _prolog_and_root(data)
    root_at = _end_of_prolog(text)
    heads = [data[:HEAD], text[root_at : root_at + HEAD].encode("latin-1", "replace") if root_at else b""]
    for format, reader in readers.items():
        if reader.head and any(re.search(reader.head, head) for head in heads):
            return format
    if data.startswith(b"PK\x03\x04"):
        raise InputError(f"{name}: is a zip archive without an article; unpack it first")
    root = _root_at(text, root_at)
    if root is not None:
        for format, reader in readers.items():
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


def root_name(data: bytes) -> str | None:
    """The root element of an XML document as "{namespace}name" or "name"; None where none begins within MAX_PROLOG.

    >>> root_name(b'<?xml version="1.0"?><!-- x --><a:feed xmlns:a="urn:x" lang="fr">')
    '{urn:x}feed'
    """
    text = _prolog_and_root(data)
    return _root_at(text, _end_of_prolog(text))


def _root_at(text: str, position: int) -> str | None:
    tag = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)((?:\s[^<>]*)?)/?>").match(text, position)
    if tag is None:
        return None
    prefix, local, attributes = tag.groups()
    wanted = re.escape(f"xmlns:{prefix}" if prefix else "xmlns")
    space = re.search(rf"\s{wanted}\s*=\s*[\"']([^\"']*)[\"']", attributes)
    return f"{{{space[1]}}}{local}" if space and space[1] else str(local)


def _prolog_and_root(data: bytes) -> str:
    """The beginning of what may be XML, long enough for a prolog and a root element; of anything else, less."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[: MAX_PROLOG // 2 * 2].decode("utf-16", "replace").lstrip("\ufeff")
    is_markup = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    return data[: MAX_PROLOG + HEAD if is_markup else HEAD].decode("latin-1").removeprefix("ï»¿")


def _end_of_prolog(text: str) -> int:
    position = 0
    while position < MAX_PROLOG and (match := _PROLOG.match(text, position)):
        position = match.end()
    return position


def _by_extension(readers: Mapping[str, Reader], name: str) -> str | None:
    suffix = PurePath(name).suffix.lower()
    return next((format for format, reader in readers.items() if suffix in reader.extensions), None)


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
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(f"{name}: is protected by a password; save it without one")
