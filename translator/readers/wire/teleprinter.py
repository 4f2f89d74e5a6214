"""Teleprinter messages: cut at their control characters, decoded, and the lines told apart that open a story.

IPTC 7901 (https://iptc.org/std/IPTC7901/) and ANPA 1312 both frame a message as SOH header STX text ETX trailer EOT.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.document import Mark, MarkKind, Metadata, Paragraph, Style
from translator.readers.embargo import announces_embargo
from translator.readers.encoding import decode
from translator.readers.text.typeset import split_text

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
_HEADING = re.compile(r"(#{1,4}) +(\S.*)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)")
_DASH = re.compile(r"(?<=[\s)])_(?=\s)")
# "PARIS, 22 nov 2026 (AFP) -", "Geneva (dpa) -", "KIEV, Ukraine (AP) _": up to and with the agency's name.
DATELINE = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞŒ][^\n()]{1,80}?(?:,| )\s?)?\([A-Z][\w/ .-]{1,30}\)\s*(?:[-–—_]+|\.)\s|"
    r"[A-ZÀ-ÖØ-ÞŒ][^\n()]{1,80}? \((?:[A-Z]{2,6}|dpa|Reuters|Belga)(?:/[\w ]+)?\)\s*[-–—_]*\s"
)
_BYLINE = re.compile(r"(?:Par|De notre|De nos|Propos recueillis par|By|Von)\b", re.IGNORECASE)
# "Jeanne RIVE =": the sign ends the opening, whose last line is a byline or the headline itself.
_NAMES = re.compile(r"(?:[A-ZÀ-ÖØ-ÞŒ][\w'’.-]{0,30} ?){2,4}(?:,[^.:]{1,40})?=")
# "URGENT", "1ST LEAD", "(PAPIER D'ANGLE)", "REFILE", "ALERTE", "LEAD 2"
_LABEL = re.compile(r"\(?(?:[A-ZÀ-ÖØ-ÞŒ0-9][A-ZÀ-ÖØ-ÞŒ0-9'’.-]*(?: |\)?\Z)){1,4}")
_MAX_LINES, _MAX_LINE = 8, 160


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


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs. ``\\`\\`x''`` becomes “x”, a lone underscore a dash; "# Notes" is a heading, as dpa writes it."""
    text = _DASH.sub("—", text.replace("``", "“").replace("''", "”"))
    return [_headed(paragraph) for paragraph in split_text(text)]


def _headed(paragraph: Paragraph) -> Paragraph:
    match = _HEADING.fullmatch(paragraph.source)
    return Paragraph.of(match[2], Style.HEADING, level=len(match[1])) if match else _linked(paragraph)


def _linked(paragraph: Paragraph) -> Paragraph:
    """Addresses written as Markdown writes them become links; the paragraph itself where there are none."""
    text, marks, position = "", [], 0
    for found in _LINK.finditer(paragraph.source):
        text += paragraph.source[position : found.start()]
        marks.append(Mark(MarkKind.LINK, len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        position = found.end()
    if not marks:
        return paragraph
    return Paragraph.of(text + paragraph.source[position:], paragraph.style, level=paragraph.level, marks=marks)


def split_opening(text: str) -> tuple[Metadata, str]:
    """What the opening lines say, and the story, which begins at its dateline or after the first blank line.

    >>> opening = "URGENT\\nLe port rouvre\\nPar Jeanne RIVE ="
    >>> split_opening(opening + "\\n\\nBREST (AFP) - Le port rouvre lundi.")[0].headline
    'Le port rouvre'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    head, rest = _cut(lines)
    if not any(line.strip() for line in rest):
        head, rest = [], lines
    story = "\n".join(rest)
    labels: list[str] = []
    titles: list[str] = []
    bylines: list[str] = []
    for line in (line.strip() for line in head if line.strip()):
        is_signed = titles and not titles[-1].endswith(":") and _NAMES.fullmatch(line)
        line = line.rstrip("= ")
        if _BYLINE.match(line) or is_signed:
            bylines.append(line)
        elif announces_embargo(line) or (not titles and _LABEL.fullmatch(line) and len(line) <= 40):
            labels.append(line)
        else:
            titles.append(line)
    if not titles and labels:
        titles.append(labels.pop())
    said = Metadata(
        headline=" ".join(titles), byline=", ".join(bylines), dateline=dateline_of(story), label=", ".join(labels)
    )
    return said, story


def dateline_of(story: str) -> str:
    """The dateline that a story begins with; "" where it has none."""
    found = DATELINE.match(story.lstrip())
    return found[0].rstrip(" \n-–—_.") if found else ""


def _cut(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    for i, line in enumerate(lines[: _MAX_LINES + 1]):
        if DATELINE.match(line.strip()):
            return list(lines[:i]), list(lines[i:])
        if len(line) > _MAX_LINE:
            break
    for i, line in enumerate(lines[:_MAX_LINES]):
        if i and not line.strip():
            head = list(lines[:i])
            fits = all(len(part) <= _MAX_LINE for part in head) and not head[-1].rstrip().endswith((".", ","))
            return (head, list(lines[i:])) if fits else ([], list(lines))
    return [], list(lines)
