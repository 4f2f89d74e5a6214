"""The lines of a PDF page with their places, and the order to read them in.

A PDF has letters and places, no lines, columns or paragraphs. pdfium gathers the letters; what stands in a column of
its own is found by the gutter beside it (after J. Ha et al., Recursive X-Y cut, ICDAR 1995).
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_LINE_HYPHEN = 2  # pdfium's own sign for a hyphen at the end of a line
_BREAKS = (0, 10, 13)
_LIGATURES = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_GAP = 1.5  # ems of white that no line has between its words
_COLUMN = 3  # lines that make a column
_CELL = 15  # letters; where most lines are shorter, it is the column of a table
_MOST_GUTTERS = 60  # places tried; a page has few columns
_DEEPEST = 12  # columns within columns


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline. ``left`` and ``right`` in points from the page's left, ``y`` from its top to the baseline,
    ``size`` of the letters; ``page`` counts from 0."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    page: int


def lines_of(page: pdfium.PdfPage, number: int, most: int) -> list[Line]:
    """The level lines of a page, from top to bottom. Raises OverflowError where it has more letters than ``most``."""
    text = page.get_textpage()
    try:
        if text.count_chars() > most:
            raise OverflowError
        height = page.get_height()
        return _whole_lines([line for span in _spans(text) if (line := _line(text, span, height, number))])
    finally:
        text.close()


@dataclass(slots=True)
class _Span:
    """Letters on a line: those of the text page from ``first`` to ``last``, their edges and the first one's place."""

    first: int
    last: int
    text: list[int]
    left: float
    right: float
    y: float
    size: float
    is_level: bool


def _spans(text: pdfium.PdfTextPage) -> Iterator[_Span]:
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    span: _Span | None = None
    for at in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, at)
        if code in _BREAKS:
            if span:
                yield span
            span = None
            continue
        if pdfium_c.FPDFText_IsGenerated(text, at) == 1:  # a space that the file does not have
            if span:
                span.text.append(code)
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text, at, box)
        pdfium_c.FPDFText_GetCharOrigin(text, at, x, y)
        if span and not _goes_on(span, box.left, y.value):
            yield span
            span = None
        if span is None:
            span = _Span(at, at, [], box.left, box.right, y.value, *_letter(text, at))
        span.text.append(code)
        span.last, span.right = at, max(span.right, box.right)
    if span:
        yield span


def _goes_on(span: _Span, left: float, y: float) -> bool:
    return abs(y - span.y) < span.size / 2 and -span.size < left - span.right < _GAP * span.size


def _letter(text: pdfium.PdfTextPage, at: int) -> tuple[float, bool]:
    """The size of a letter on the page, and whether it stands upright."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text, at, matrix)
    size = pdfium_c.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    return max(size, 0.1), abs(matrix.b) <= 0.1 * abs(matrix.a)


def _line(text: pdfium.PdfTextPage, span: _Span, height: float, page: int) -> Line | None:
    """None for what is blank, or set across the page (a margin's credit, a watermark)."""
    units = [ord("-") if code == _LINE_HYPHEN else code for code in span.text]
    said = "".join(_LIGATURES.get(code) or chr(min(code, 0x10FFFF)) for code in units)
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if not said or not span.is_level:
        return None
    probes = (span.first, (span.first + span.last) // 2, span.last)  # a bullet or a note's sign is not the line's
    is_bold = all(_is_bold(text, at) for at in probes)
    size = median(_letter(text, at)[0] for at in probes)
    return Line(said, span.left, span.right, height - span.y, size, is_bold, page)


def _is_bold(text: pdfium.PdfTextPage, at: int) -> bool:
    name = ctypes.create_string_buffer(100)
    pdfium_c.FPDFText_GetFontInfo(text, at, name, len(name), ctypes.c_int())
    return _BOLD.search(name.value) is not None


def _whole_lines(parts: Sequence[Line]) -> list[Line]:
    """Lines that a program wrote in parts, whole again; a large initial goes with the line beside it."""
    lines: list[Line] = []
    for part in sorted(parts, key=lambda line: (round(line.y), line.left)):
        last = lines[-1] if lines else None
        if last and abs(part.y - last.y) < last.size / 3 and -last.size / 2 < part.left - last.right < last.size:
            space = "" if part.left - last.right < last.size / 8 else " "
            size = max(last, part, key=lambda line: len(line.text)).size  # of a list's item, not of its bullet
            joined, is_bold = last.text + space + part.text, last.is_bold and part.is_bold
            lines[-1] = replace(last, text=joined, right=part.right, size=size, is_bold=is_bold)
        else:
            lines.append(part)
    return _with_initials(lines)


def _with_initials(lines: list[Line]) -> list[Line]:
    for initial in [line for line in lines if len(line.text) == 1 and line.text.isupper()]:
        beside = [
            line
            for line in lines
            if line.size * 1.8 < initial.size
            and 0 <= line.left - initial.left < 2 * initial.size
            and initial.y - initial.size < line.y <= initial.y + line.size / 2
        ]
        if beside:
            first = min(beside, key=lambda line: line.y)
            lines.remove(initial)
            lines[lines.index(first)] = replace(first, text=initial.text + first.text, left=initial.left)
    return lines


def columns(lines: Sequence[Line], depth: int = 0) -> Iterator[list[Line]]:
    """The lines of a page in groups, in reading order: what stands across the page, then the columns below it."""
    ordered = sorted(lines, key=lambda line: (line.y, line.left))
    gutter = _gutter(ordered) if depth < _DEEPEST else None
    if gutter is None:
        if ordered:
            yield _rows(ordered)
        return
    for is_across, band in _bands(ordered, gutter):
        if is_across:
            yield from columns(band, depth + 1)
        else:
            yield from columns([line for line in band if line.right <= gutter], depth + 1)
            yield from columns([line for line in band if line.right > gutter], depth + 1)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The left edge of the column that leaves most lines on its sides, a little before it; None for one column."""
    edges: dict[int, int] = {}
    for line in lines:
        edges[round(line.left)] = edges.get(round(line.left), 0) + 1
    common = sorted((e for e, n in edges.items() if n >= _COLUMN), key=lambda e: -edges[e])[:_MOST_GUTTERS]
    scored = [(_aside(lines, edge - 2), edge - 2) for edge in common]
    best, gutter = max(scored, default=(0, 0))
    return gutter if best else None


def _aside(lines: Sequence[Line], gutter: float) -> int:
    """How many lines stand in columns on either side of the gutter."""
    count = 0
    for is_across, band in _bands(lines, gutter):
        sides = [[line for line in band if (line.right <= gutter) is is_left] for is_left in (True, False)]
        if not is_across and all(map(_is_column, sides)):
            count += len(band)
    return count


def _is_column(lines: Sequence[Line]) -> bool:
    return len(lines) >= _COLUMN and median(len(line.text) for line in lines) >= _CELL


def _bands(lines: Sequence[Line], gutter: float) -> Iterator[tuple[bool, list[Line]]]:
    """The lines, from top to bottom, in bands of those that cross the gutter and bands of those that do not."""
    band: list[Line] = []
    was_across = False
    for line in lines:
        is_across = line.left < gutter < line.right
        if band and is_across is not was_across:
            yield was_across, band
            band = []
        band.append(line)
        was_across = is_across
    if band:
        yield was_across, band


def _rows(lines: Sequence[Line]) -> list[Line]:
    """What stands side by side without being a column, as in a table, as one line with tabs."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and abs(line.y - last.y) < last.size / 3 and line.left >= last.right:
            rows[-1] = replace(last, text=f"{last.text}\t{line.text}", right=line.right)
        else:
            rows.append(line)
    return rows
