"""PDF: what a reader of the pages sees, as paragraphs. A PDF does not say what a paragraph is: all is judged by places.

Running heads, running feet and numbers of pages are left out, words divided at the ends of lines are whole again. What
stands in the largest letters of the first page is the headline. A PDF of pictures, as a scanner makes it, is refused.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from translator.document import Article, Block, Cell, Metadata, Notice, Paragraph, Style, Table
from translator.errors import InputError
from translator.readers.office.pdf_page import Line, columns, lines_of
from translator.readers.roles import body_paragraph, headline_of, with_headline

MAX_PAGES = 300
MAX_LETTERS = 400_000  # a novel; what holds more is data
_PDFIUM = threading.Lock()  # the library is not made for several threads
_EDGE = 0.12  # of a page's height, where running heads and numbers stand
_NUMBER = re.compile(
    r"(?:(?:page|p\.)\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|sur|of)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_LARGER = 1.15  # times the size of the text: a heading
_LOST = 0.05  # share of letters of which a font does not say what they are
_MAX_HEADING = 120  # letters of a bold line that is a heading
_END = re.compile(r"[.!?…:;][\s»”\")\]]*\Z")
_BULLET = re.compile("[-•*▪◦‣·●■\uf0b7\uf0a7\uf0d8\uf0fc]\\s+")  # the last four are those of Word's symbol fonts
_ITEM = re.compile(rf"{_BULLET.pattern}|(?P<number>\d{{1,2}}[.)]\s+)")
_DIVIDED = re.compile(r"(?<![\w’'-])([\w’'-]*\w)-\Z")
_WORD = re.compile(r"\w+(?:-\w+)*")
# What has its hyphen of its own, at the end of a line or not: "a-t-il", "vice-président", "c'est-à-dire", "là-bas".
_KEEPS_BEFORE = re.compile(
    r"(?:.*-)?(?:t|vice|ex|non|demi|semi|sous|après|avant|contre|peut|quelques?|soi|là|celui|celle|ceux|celles|chef|"
    r"grand|haut|bas|porte|garde|au|par|franco|anglo|est|ouest|nord|sud)|.*-(?:à|de|en|sur|le|la|les|et)",
    re.IGNORECASE,
)
_KEEPS_AFTER = re.compile(
    r"(?:je|tu|ils?|elles?|on|[nv]ous|ce|ci|là|mêmes?|t|[mt]oi|lui|leur|dire)(?:-.*)?", re.IGNORECASE
)


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is damaged, protected, only pictures, or beyond the limits."""
    with _PDFIUM:
        pages, metadata = _load(data, name)
    lines = [line for page in pages for line in page.lines]
    letters = sum(len(line.text) for line in lines)
    lost = sum(line.text.count("\ufffd") for line in lines)
    if letters < 2:
        raise InputError(
            f"{name}: a PDF of pictures without text, as a scanner makes it; save the article's text as .docx or .txt"
        )
    if lost > _LOST * letters:
        raise InputError(f"{name}: this PDF does not say which letters its fonts show; save the text as .docx or .txt")
    body = _body_size(lines)
    paragraphs = _headed(_blocks(_without_running_heads(pages), body), lines, body)
    headline = headline_of(paragraphs)
    metadata = metadata.with_facts(headline=headline)
    return [Article(tuple(paragraphs), headline, format="pdf", metadata=metadata, notices=_notices(pages))]


@dataclass(frozen=True, slots=True)
class _Page:
    lines: Sequence[Line]
    height: float


def _load(data: bytes, name: str) -> tuple[list[_Page], Metadata]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise InputError(f"{name}: is protected by a password; save it without one") from error
        raise InputError(f"{name}: is no PDF, or a damaged one; save the article's text as .docx or .txt") from error
    try:
        if len(document) > MAX_PAGES:
            raise InputError(f"{name}: refused, {len(document)} pages (at most {MAX_PAGES}); split it first")
        pages: list[_Page] = []
        letters = 0
        for number in range(len(document)):
            page = document[number]
            lines = lines_of(page, number, MAX_LETTERS - letters)
            letters += sum(len(line.text) for line in lines)
            pages.append(_Page(lines, page.get_height()))
            page.close()
        return pages, _metadata(document.get_metadata_dict(skip_empty=True))
    except pdfium.PdfiumError as error:
        raise InputError(f"{name}: a damaged PDF ({error}); save the article's text as .docx or .txt") from error
    except OverflowError as error:
        raise InputError(f"{name}: refused, more than {MAX_LETTERS:,} letters; split it first") from error
    finally:
        document.close()


def _metadata(facts: dict[str, str]) -> Metadata:
    """Title, author, keywords and date, where the file states them."""
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", facts.get("CreationDate", ""))
    said = {ours: " ".join(facts.get(theirs, "").split()) for theirs, ours in _FACTS.items()}
    return Metadata.of({**said, "date": "-".join(date.groups()) if date else ""})


_FACTS = {"Title": "title", "Author": "author", "Keywords": "keywords"}


def _notices(pages: Sequence[_Page]) -> tuple[Notice, ...]:
    guessed = Notice("layout", "A PDF has no paragraphs: their order, ends and headings were guessed from the pages")
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.lines]
    if not empty:
        return (guessed,)
    which = f"page{'s' if len(empty) > 1 else ''} {', '.join(empty)}"
    return (guessed, Notice("skipped", f"Not translated: {which} without text (a picture?)"))


def _without_running_heads(pages: Sequence[_Page]) -> list[list[Line]]:
    """The lines of each page but for those at its edges that stand on others, too, and numbers of pages."""
    known = [[_running(line) for line in page.lines if _is_at_edge(line, page)] for page in pages]
    often = {key for key, count in Counter(key for keys in known for key in set(keys)).items() if count > 1}

    def is_running(line: Line, page: _Page) -> bool:
        return _is_at_edge(line, page) and (_running(line) in often or _NUMBER.fullmatch(line.text) is not None)

    return [[line for line in page.lines if not is_running(line, page)] for page in pages]


def _is_at_edge(line: Line, page: _Page) -> bool:
    return not _EDGE * page.height < line.y < (1 - _EDGE) * page.height


def _running(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.y / 4)


@dataclass(slots=True)
class _Block:
    """The lines of a paragraph; whether they begin a column."""

    lines: list[Line]
    is_first: bool

    @property
    def is_open(self) -> bool:
        """Whether the last line ends no sentence."""
        return not _END.search(self.lines[-1].text)


def _body_size(lines: Sequence[Line]) -> float:
    """The size of most letters."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _blocks(pages: Iterable[list[Line]], body: float) -> list[_Block]:
    groups = [group for lines in pages for group in columns(lines)]
    leading = _leading(groups)
    blocks: list[_Block] = []
    for group in groups:
        left, right = _edges(group)
        current: list[Line] = []
        for line in group:
            if not current or _begins(line, current, left, right, leading):
                current = [line]
                blocks.append(_Block(current, line is group[0]))
            else:
                current.append(line)
    return _rejoined(blocks, body)


def _leading(groups: Sequence[Sequence[Line]]) -> float:
    """The distance of lines within a paragraph, in ems: a small one of those that there are."""
    gaps = sorted(
        (b.y - a.y) / a.size for group in groups for a, b in pairwise(group) if 0.9 < (b.y - a.y) / a.size < 3
    )
    return gaps[len(gaps) // 4] if gaps else 1.2


def _edges(group: Sequence[Line]) -> tuple[float, float]:
    """Where most lines of a column begin, and where the longest ends."""
    lefts = Counter(round(line.left) for line in group)
    return max(lefts, key=lambda left: (lefts[left], -left)), max(line.right for line in group)


def _begins(line: Line, before: Sequence[Line], left: float, right: float, leading: float) -> bool:
    """Whether a line begins a paragraph after the lines ``before``, in a column of these edges."""
    last, size = before[-1], line.size
    is_end = _END.search(last.text) is not None
    if abs(size - last.size) > 0.08 * last.size or (line.is_bold is not last.is_bold and (is_end or len(before) < 3)):
        return True
    if line.y - last.y > (leading + 0.3) * size or "\t" in line.text + last.text:
        return True
    if _DIVIDED.search(last.text):
        return False
    is_item = _ITEM.match(before[0].text) is not None
    if (_ITEM.match(line.text) or line.text[:2] in ("— ", "– ")) and (is_item or is_end):
        return True
    if is_item and line.left > before[0].left + size / 3:
        return False
    is_centred = abs((line.left - left) - (right - line.right)) < size
    if line.left > left + 0.7 * size and not is_centred and last.left < line.left - size / 2:
        return True
    first_word = len(line.text.split(maxsplit=1)[0]) * size / 2
    room = right - last.right - first_word
    return room > (size / 2 if is_end else (right - left) / 4)


def _rejoined(blocks: Sequence[_Block], body: float) -> list[_Block]:
    """A paragraph that goes on in the next column or on the next page is one; a picture's words may lie between.

    So is a headline of which only the first line stands across the columns.
    """
    joined: list[_Block] = []
    for block in blocks:
        first = block.lines[0]
        near = [b for b in joined[-3:] if b.is_open and abs(b.lines[-1].size - first.size) < 0.08 * first.size]
        before = near[-1] if near and block.is_first else None
        if before and first.size > _LARGER * body:
            goes_on = before is joined[-1] and 0 < first.y - before.lines[-1].y < 1.6 * first.size
        else:
            divided = before is not None and before.lines[-1].text.endswith("-")
            goes_on = before is not None and len(before.lines) > 1 and (first.text[0].islower() or divided)
        if before and goes_on:
            before.lines += block.lines
        else:
            joined.append(block)
    return joined


def _headed(blocks: Sequence[_Block], lines: Sequence[Line], body: float) -> list[Block]:
    """The paragraphs with their styles, and tables: the largest letters of the first page are the headline's."""
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    top = [b for b in blocks if b.lines[0].page == blocks[0].lines[0].page and b.lines[0].size > _LARGER * body]
    headline = max(top, key=lambda block: block.lines[0].size, default=None)
    paragraphs: list[Block] = []
    for cells, group in groupby(blocks, key=lambda block: block.lines[0].text.count("\t")):
        rows = list(group)
        if cells and len(rows) > 1:
            paragraphs.append(_table(rows))
        else:
            paragraphs += [_paragraph(block, block is headline, body, words) for block in rows]
    return paragraphs if headline else with_headline(paragraphs)


def _table(rows: Iterable[_Block]) -> Table:
    texts = (row.lines[0].text.split("\t") for row in rows)
    return Table(tuple(tuple(Cell((Paragraph.of(text),)) for text in row) for row in texts))


def _paragraph(block: _Block, is_headline: bool, body: float, words: Counter[str]) -> Paragraph:
    text = _joined([line.text for line in block.lines], words)
    size = block.lines[0].size
    if is_headline:
        return Paragraph.of(text, Style.HEADLINE, level=1)
    is_bold = all(line.is_bold for line in block.lines) and len(text) <= _MAX_HEADING and block.is_open
    if size > _LARGER * body and len(text) <= 2 * _MAX_HEADING:
        return Paragraph.of(text, Style.HEADING, level=2)
    if item := _ITEM.match(text):
        return Paragraph.of(text[item.end() :], Style.LIST_ITEM, level=1, lead=item["number"] or "")
    if is_bold and size > 0.95 * body:
        return Paragraph.of(text, Style.HEADING, level=2)
    return body_paragraph(text)


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one text. A hyphen at a line's end goes, unless the word has one elsewhere in the file, or it is of
    those that always have one."""
    text = lines[0]
    for line in lines[1:]:
        divided, rest = _DIVIDED.search(text), _WORD.match(line)
        if text.endswith("\u00ad"):
            text = text[:-1] + line
        elif divided and rest:
            text = (text if _has_hyphen(divided[1], rest[0], words) else text[:-1]) + line
        else:
            text += " " + line
    return text


def _has_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    if not after[0].islower():
        return True
    last = _WORD.findall(before)[-1].lower()
    whole, compound = words[last + after.lower()], words[f"{last}-{after.lower()}"]
    if whole or compound:
        return compound > whole
    return _KEEPS_BEFORE.fullmatch(last) is not None or _KEEPS_AFTER.fullmatch(after) is not None
