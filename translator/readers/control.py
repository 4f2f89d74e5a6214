"""Teleprinter messages: cut at their control characters, decoded from the encodings that agencies have used.

IPTC 7901 (https://iptc.org/std/IPTC7901/) and ANPA 1312 both frame a message as SOH header STX text ETX trailer EOT.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from translator.readers.encoding import decode

_SOH, _STX, _ETX, _EOT = b"\x01", b"\x02", b"\x03", b"\x04"
_CONTROLS = bytes(c for c in (*range(32), 127) if c not in (8, 9, 10, 13))
# ISO 6937 (T.61): an accent is a byte of its own, before its letter.
_ACCENTS = {0xC1: "\u0300", 0xC2: "\u0301", 0xC3: "\u0302", 0xC4: "\u0303", 0xC8: "\u0308", 0xCB: "\u0327"}
_ACCENTED = re.compile(rb"[\xc1-\xc4\xc8\xcb][A-Za-z]")
_OTHERS_6937 = {
    0xA0: "\u00a0", 0xA9: "‘", 0xAA: "“", 0xAB: "«", 0xB0: "°", 0xB9: "’", 0xBA: "”", 0xBB: "»", 0xD0: "—", 0xE1: "Æ",
    0xEA: "Œ", 0xF1: "æ", 0xFA: "œ", 0xA4: "€", 0xA3: "£", 0xA7: "§",
}  # fmt: skip
# ISO 646-FR (NF Z 62-010): seven bits, the accented letters in the places of ASCII's brackets.
_ISO646_FR = str.maketrans("@[\\]{|}~", "à°ç§éùè¨")
_LETTER_FR = re.compile(r"(?<=[A-Za-z'])[{}|\\](?=[A-Za-z ,.;:'\r\n])|(?<=[ \n])[{@](?=[a-z \r\n])")
_ENOUGH_FR = 3
_OVERSTRIKE = re.compile("([A-Za-z])\x08([`'^\",])")
_STRUCK = {"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", ",": "\u0327"}


@dataclass(frozen=True, slots=True)
class Message:
    """The three parts of a message, as text: what stands before STX, between STX and ETX, and after."""

    header: str
    text: str
    trailer: str


def messages(data: bytes, name: str) -> Iterator[Message]:
    """The messages of a file, one after the other. Raises InputError for damaged text.

    A message whose STX or ETX got lost on the way is read as well as can be: the header is then its first line.
    """
    for raw in data.split(_SOH)[1:]:
        raw = raw.partition(_EOT)[0]
        header, found, rest = raw.partition(_STX)
        if not found:
            header, _, rest = raw.lstrip(b"\r\n").partition(b"\n")
        text, _, trailer = rest.partition(_ETX)
        yield Message(*(_decode(part, name) for part in (header.replace(b"\x1f", b" "), text, trailer)))


def _decode(raw: bytes, name: str) -> str:
    data = raw.translate(None, _CONTROLS)
    if not data.strip():
        return ""
    if data.isascii():
        text = data.decode("ascii")
        if len(_LETTER_FR.findall(text)) >= _ENOUGH_FR:
            text = text.translate(_ISO646_FR)
    elif _is_iso6937(data):
        text = _iso6937(data)
    else:
        text = decode(data.replace(b"\x08", b""), name)
    return _OVERSTRIKE.sub(lambda m: unicodedata.normalize("NFC", m[1] + _STRUCK[m[2]]), text).replace("\x08", "")


def _is_iso6937(data: bytes) -> bool:
    """Whether most bytes above 127 are accents before letters: capitals amid words, if it were Latin-1."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(byte > 127 for byte in data)
        return 2 * len(_ACCENTED.findall(data)) > high
    return False


def _iso6937(data: bytes) -> str:
    out, accent = [], ""
    for byte in data:
        if byte in _ACCENTS:
            accent = _ACCENTS[byte]
            continue
        out.append(chr(byte) if byte < 128 else _OTHERS_6937.get(byte, "\ufffd"))
        if accent:
            out.append(accent)
            accent = ""
    return unicodedata.normalize("NFC", "".join(out))
