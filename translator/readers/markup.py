"""The agencies' XML, forgiven what they get wrong: a false encoding label, HTML's characters, control characters.

A false label is common: copy that passed through a newer system is UTF-8 and still says ISO-8859-1.
"""

import re
from html.entities import name2codepoint

from lxml import etree

from translator.errors import InputError
from translator.readers import xml
from translator.readers.encoding import decode

_LABEL = re.compile(rb"""\A(\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*)(["'])([\w.:-]+)\2""")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,7});")
_OWN = (b"lt", b"gt", b"amp", b"quot", b"apos")
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 13))
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def parse(data: bytes, name: str) -> etree._Element:
    """The root element, as ``xml.parse`` gives it. Raises InputError."""
    if data.startswith(_WIDE):
        return xml.parse(data, name)
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
    return xml.parse(_NAMED.sub(_numbered, data), name)


def root_of(data: bytes, name: str, what: str, *roots: str) -> etree._Element:
    """The same, of one of these root elements (local names). Raises InputError naming ``what`` was expected."""
    root = parse(data, name)
    local = str(root.tag).rpartition("}")[2]
    if local not in roots:
        raise InputError(f"{name}: not {what}: the root element is <{local}>")
    return root


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
