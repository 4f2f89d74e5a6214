"""Bytes into text: byte order marks, UTF-8, UTF-16/32, then the single-byte encodings French desks still meet.

What cannot be read without guessing letters is refused by name: an editor can save the file again, a wrong accent in
print cannot be taken back. Pages and mails, which the desk did not save itself, are forgiven a few damaged letters.
"""

import codecs
import operator
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from translator.document import Article, MarkKind, NoteKind, Notice, Style
from translator.errors import InputError

_BOMS = (  # the UTF-32 marks first: the little-endian one begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac_roman", "cp850")  # likeliest first: it wins where they agree
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñ«»‘’“”–—…•€°©\u00a0")
_ENOUGH_FRENCH = 0.8  # of the bytes above 127; below, it is another alphabet: ask charset-normalizer
_SAMPLE = 65_536  # bytes shown to charset-normalizer, whose cost grows with every candidate encoding
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # not tab, line breaks, escape
_MAX_CONTROLS = 0.01  # share of the text; stray ones occur in wire copy
_MAX_LOST = 0.01  # share of U+FFFD in the text; above, it is refused instead of flagged
# UTF-8 read as Windows-1252 ("Ã©", "â€™", "Â«", "Å“") or as Mac Roman ("√©", "‚Äô"), then saved as UTF-8.
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|Â[\u00a0-\u00bf]|â€[\u0080-\u024f“”™¦]|Å“|√[©®†ß¥™¢¨ªÆ]|‚Ä[ôúùìî¶]"
)
_ACCENTED = re.compile("[à-öø-ÿÀ-ÖØ-ßœŒ’«»]")
_MAX_MOJIBAKE = 0.1  # share among accented letters; a text about encodings may quote one


def decode(data: bytes, name: str, *, forgiving: bool = False) -> str:
    """The text of ``data``, without its byte order mark. Raises InputError for binary, damaged or garbled text.

    ``forgiving``: a few damaged characters in UTF-8 are U+FFFD each.
    """
    text = read_as(data, "utf-8") if forgiving else None
    text = _decoded(data, name) if text is None else text.removeprefix("\ufeff")
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    if "\x00" in text or controls > _MAX_CONTROLS * len(text[:_SAMPLE]):
        raise InputError(f"{name}: looks binary; give the article as text or .docx")
    _refuse_garbled(text, name)
    return text


def read_as(data: bytes, codec: str) -> str | None:
    """The text in an encoding, damaged characters as U+FFFD; None where these are not few among those beyond ASCII."""
    with suppress(LookupError, ValueError):
        return data.decode(codec)
    with suppress(LookupError, ValueError):
        text = data.decode(codec, "replace")
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        return text if beyond_ascii > 2 * text.count("\ufffd") else None
    return None


def lost_characters(text: str) -> tuple[Notice, ...]:
    """A notice where the text has letters that an earlier program could not read (U+FFFD)."""
    count = text.count("\ufffd")
    if not count:
        return ()
    return (Notice("encoding", f"{count} unreadable character(s) (\ufffd) in the source: check the words around"),)


_NO_TEXT = (int, bool, float, int | None, float | None, Style, MarkKind, NoteKind)
_SURROGATES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with U+FFFD for each half of a character, which no encoding can write."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def mended(article: Article) -> Article:
    """The article with U+FFFD for each half of a character (a lone surrogate, JSON's ``"\\ud83d"``), and a notice.

    No engine can read one. Positions in the texts stay as they are.
    """
    complete: Article = _without_surrogates(article)
    if complete is article:
        return article
    said = "half characters (lone surrogates) in the source are \ufffd here: check the words around"
    return replace(complete, notices=(*complete.notices, Notice("encoding", said)))


def _without_surrogates(value: Any) -> Any:
    """The same value, itself where there is nothing to mend."""
    kind: Any = type(value)
    if not value:
        return value
    if kind is str:
        return whole(value)
    if kind is tuple:
        items = tuple(map(_without_surrogates, value))
        return value if all(map(operator.is_, items, value)) else items
    if kind is dict:
        pairs = tuple(value.items())
        items = _without_surrogates(pairs)
        return value if items is pairs else dict(items)
    new = {}
    for name in _field_names(kind):
        old = getattr(value, name)
        if (changed := _without_surrogates(old)) is not old:
            new[name] = changed
    return replace(value, **new) if new else value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold text; none of anything else."""
    return tuple(f.name for f in fields(kind) if f.type not in _NO_TEXT) if is_dataclass(kind) else ()


def _decoded(data: bytes, name: str) -> str:
    for bom, codec, label in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], codec, label, name)
    if b"\x00" in data[:_SAMPLE]:
        wide = _wide(data[:_SAMPLE])
        if wide is None:
            raise InputError(f"{name}: looks binary; give the article as text or .docx")
        return _strict(data, wide, wide[:6].upper(), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        damaged = read_as(data, "utf-8")
        if damaged is not None:
            count = damaged.count("\ufffd")
            raise InputError(
                f"{name}: UTF-8 with {count} damaged character(s), the first at byte {error.start}; save it again"
            ) from error
    return _single_byte(data, name)


def _strict(data: bytes, codec: str, label: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: damaged {label}, the first fault at byte {error.start}; save it again") from error


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: Latin letters leave NULs at every second byte, or at three of four."""

    def zeros(offsets: Iterable[int], step: int) -> float:
        picked = b"".join(sample[offset::step] for offset in offsets)
        return picked.count(0) / max(1, len(picked))

    if len(sample) % 4 == 0 or len(sample) == _SAMPLE:
        if zeros((2, 3), 4) > 0.95 and zeros((0,), 4) < 0.05:
            return "utf-32-le"
        if zeros((0, 1), 4) > 0.95 and zeros((3,), 4) < 0.05:
            return "utf-32-be"
    if zeros((1,), 2) > 0.7 and zeros((0,), 2) < 0.05:
        return "utf-16-le"
    if zeros((0,), 2) > 0.7 and zeros((1,), 2) < 0.05:
        return "utf-16-be"
    return None


def _single_byte(data: bytes, name: str) -> str:
    """The encoding whose high bytes are mostly French letters and punctuation; else what charset-normalizer finds."""
    high = data.translate(None, bytes(range(128)))
    best, codec = max(
        ((_french_share(high, codec), codec) for codec in _SINGLE_BYTE),
        key=lambda scored: scored[0],
    )
    if best >= _ENOUGH_FRENCH:
        return _strict(data, codec, codec, name)
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None:
        raise InputError(f"{name}: text encoding not recognised; save it as UTF-8")
    return _strict(data, match.encoding, match.encoding, name)


def _french_share(high: bytes, codec: str) -> float:
    try:
        text = high.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    return sum(text.count(letter) for letter in _FRENCH) / len(text)


def _refuse_garbled(text: str, name: str) -> None:
    lost = text.count("\ufffd")
    if lost > _MAX_LOST * len(text):
        raise InputError(f"{name}: {lost} characters were lost by an earlier program (\ufffd); fetch the text again")
    garbled = _MOJIBAKE.search(text)
    if garbled is None:
        return
    pairs = len(_MOJIBAKE.findall(text))
    if pairs > _MAX_MOJIBAKE * len(_ACCENTED.findall(text)):
        raise InputError(
            f"{name}: garbled accents ({garbled[0]!r}, {pairs} in all): UTF-8 was read as another encoding and saved; "
            "fetch the text again"
        )
