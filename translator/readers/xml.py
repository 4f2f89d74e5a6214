"""XML from outside, limited in what it may do and in size; and the way through trees whose namespaces vary.

No entities of its own, no network, no DTD: see
https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing for what is kept out. The agencies'
XML is forgiven what they get wrong (``root_of``): HTML's characters, control characters, a false encoding label. The
last is common: copy that passed through a newer system is UTF-8 and still says ISO-8859-1.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint
from typing import Any

from lxml import etree

from translator.errors import InputError
from translator.readers.encoding import decode

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"  # the attribute xml:lang
MAX_XML = 50_000_000  # bytes; the tree takes five to ten times as much memory
_LABEL = re.compile(rb"""\A(\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*)(["'])([\w.:-]+)\2""")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,7});")
_PARAMETER = re.compile(rb"<!ENTITY\s+%\s+([\w.:-]+)\s")
_OWN = (b"lt", b"gt", b"amp", b"quot", b"apos")
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 13))
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_LIMITS: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
}  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")


def parse(data: bytes, name: str) -> etree._Element:
    """The root element, without comments and processing instructions; ``name`` is what messages call the document.

    Depth is capped at 256 by libxml2 (``huge_tree`` off). A DOCTYPE is allowed, since news formats carry one, and never
    loaded, nor is a parameter entity that leads to one; HTML's named characters (&eacute;) are known without it.
    Raises InputError.
    """
    if len(data) > MAX_XML:
        raise InputError(f"{name}: XML larger than {MAX_XML // 1_000_000} MB is refused")
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_LIMITS)
    try:
        root = etree.fromstring(_NAMED.sub(_numbered, data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise InputError(f"{name}: damaged XML ({' '.join(str(error).split())})") from error
    subset: Any = root.getroottree().docinfo.internalDTD
    outside = {name.decode("ascii") for name in _PARAMETER.findall(data)}  # the agencies' way to name their DTD
    declared = () if subset is None else subset.iterentities()
    if any(entity.content is not None or entity.name not in outside for entity in declared):
        raise InputError(f"{name}: XML that declares entities of its own is refused")
    for entity in root.iter(etree.Entity):
        raise InputError(f"{name}: unknown XML entity {entity.text}")
    return root


def root_of(data: bytes, name: str, what: str, *roots: str) -> etree._Element:
    """The root of an agency's XML, one of ``roots`` (local names). Raises InputError naming ``what`` was expected."""
    root = parse(_mended(data, name), name)
    found = str(root.tag).rpartition("}")[2]
    if found not in roots:
        raise InputError(f"{name}: not {what}: the root element is <{found}>")
    return root


def _mended(data: bytes, name: str) -> bytes:
    """The document in the encoding that it claims, without control characters. Raises InputError."""
    if data.startswith(_WIDE):
        return data
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    label = _LABEL.match(data)
    said = label[3].lower().decode("ascii") if label else "utf-8"
    if not data.isascii():
        is_utf8 = _is_readable_as(data, "utf-8")
        if is_utf8 or not _is_readable_as(data, said):
            data = data if is_utf8 else decode(data.translate(None, _CONTROLS), name).encode()
            label, said = _LABEL.match(data), "utf-8"
            data = label[1] + b'"utf-8"' + data[label.end() :] if label else data
    if said in ("utf-8", "utf8") or said.startswith(("iso-8859", "windows-125", "us-ascii")):
        data = data.translate(None, _CONTROLS)
    return data


def _is_readable_as(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (ValueError, LookupError):
        return False
    return True


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's named characters by number: XML without a DTD knows five names only."""
    code = name2codepoint.get(match[1].decode("ascii"))
    return match[0] if code is None or match[1] in _OWN else b"&#%d;" % code


def fold(text: str) -> str:
    """The text on one line, without white space at its ends; no-break spaces are text and stay."""
    return _SPACE.sub(" ", text).strip(" ")


def letters(text: str) -> str:
    """The text by its letters and figures alone: the same for all its typographic dresses."""
    return "".join(c for c in text.casefold() if c.isalnum())


def local(element: etree._Element) -> str:
    """The element's name without namespace, in lower case ("p")."""
    return _local(element.tag)


@lru_cache(maxsize=1_000)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names ("itemMeta/edNote"; ".//p" for any depth), whatever their namespace."""
    return element.findall("/".join(_step(step) for step in path.split("/")))


def find(element: etree._Element, *paths: str) -> etree._Element | None:
    """The first element at the first of the paths where there is one."""
    return next((found[0] for path in paths if (found := find_all(element, path))), None)


def text_of(element: etree._Element | None) -> str:
    """All text inside, white space made single spaces; "" for None."""
    return "" if element is None else fold("".join(map(str, element.itertext())))


def text_at(element: etree._Element, *paths: str) -> str:
    """The text at the first of the paths that has any; "" where none has."""
    texts = (text_of(e) for path in paths for e in find_all(element, path))
    return next((text for text in texts if text), "")


def texts_at(element: etree._Element, path: str) -> list[str]:
    """The distinct texts at a path, in document order, empty ones left out."""
    return list(dict.fromkeys(text for e in find_all(element, path) if (text := text_of(e))))


def attributes_at(element: etree._Element, path: str, name: str) -> Iterator[str]:
    """The values of an attribute at a path, in document order, empty ones left out."""
    return (value for e in find_all(element, path) if (value := (e.get(name) or "").strip()))


def _step(step: str) -> str:
    return step if step in ("", ".", "..", "*") else "{*}" + step
