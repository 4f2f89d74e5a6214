"""What python-docx has no call for, or a slow one: WordprocessingML elements, text that may stand in them, tables; the
text of a paragraph as runs, and what it brings along: comments, links, bookmarks."""

import datetime
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.parts.comments import CommentsPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from translator.document import MarkKind, walk
from translator.exporters.rich_text import Formatting, RichText, pieces, safe_address, visible
from translator.exporters.structure import Place

AUTHOR = "Translator"
INITIALS = "TR"
LANG = {"fr": "fr-FR", "en": "en-GB"}
_CHARACTER_STYLES = {
    MarkKind.STRONG: "Strong",
    MarkKind.EMPHASIS: "Emphasis",
    MarkKind.IMAGE: "Emphasis",
    MarkKind.CODE: "Code",
}
RISKY = "FFF1CC"  # the shade behind what is likeliest to be wrong; it is seen on paper, too
_RAISED = {MarkKind.SUPERSCRIPT: "superscript", MarkKind.SUBSCRIPT: "subscript"}
TABLE_MARGINS = 200  # left and right together, in twentieths of a point, of the style ArticleTable
MOST_COLUMNS = 63  # Word opens no table with more
_LETTER = 108  # the width of a bold letter there


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of the w: namespace; attributes are in it too.

    >>> w("jc", val="right").get(qn("w:val"))
    'right'
    """
    element: etree._Element = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(v) for name, v in attributes.items()})
    element.extend(children)
    return element


def shown(text: str) -> str:
    """The text as python-docx takes it: what XML cannot hold made visible, each line break a single character.

    >>> shown("a\\r\\nb\\x07")
    'a\\nb\ufffd'
    """
    return visible(text).replace("\r\n", "\n")


def add_run(paragraph: Paragraph, text: str = "") -> Run:
    """A new run at the end of the paragraph. python-docx looks for its place among all others, and at each character
    for breaks and tabs; most texts have none."""
    element = w("r")
    paragraph._p.append(element)
    run = Run(element, paragraph)  # type: ignore[arg-type]
    text = shown(text)
    if any(c in text for c in "\n\r\t"):
        run.text = text
    elif text:
        run.add_text(text)
    return run


def new_table(style: str, widths: Sequence[int], description: str = "") -> etree._Element:
    """A table with fixed columns, widths in twentieths of a point, and a description for screen readers."""
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", type="dxa", w=sum(widths)),
        w("tblLayout", type="fixed"),
        w("tblLook", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if description:
        properties.append(w("tblCaption", val=description))
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def new_row(table: etree._Element, *, header: bool = False, whole: bool = True) -> etree._Element:
    """A new row of a table; ``header``: to be repeated on each page; ``whole``: never split between two pages."""
    row = w("tr", w("trPr", *([w("cantSplit")] if whole else []), *([w("tblHeader")] if header else [])))
    table.append(row)
    return row


def new_cell(row: etree._Element, width: int, columns: int = 1, merge: str = "") -> etree._Element:
    """A new cell of a row, still without the paragraph that each must end in. ``merge``: "restart" where it reaches
    down, "continue" where one above does."""
    properties = w("tcPr", w("tcW", type="dxa", w=width))
    if columns > 1:
        properties.append(w("gridSpan", val=columns))
    if merge:
        properties.append(w("vMerge", val=merge))
    cell = w("tc", properties)
    row.append(cell)
    return cell


def column_widths(rows: list[list[Place]], width: int) -> list[int]:
    """The widths of a table's columns, all of them together ``width``: more for those that say more."""
    wanted = [
        4 + max((max(min(len(t), 36), min(_longest_word(t), 60)) for t in texts), default=0) for texts in _texts(rows)
    ]
    edges = [round(width * sum(wanted[:i]) / max(sum(wanted), 1)) for i in range(len(wanted) + 1)]
    return [right - left for left, right in pairwise(edges)]


def words_fit(rows: list[list[Place]], width: int) -> bool:
    """Whether no word of a table would be broken at this width."""
    longest = (max(map(_longest_word, texts), default=0) for texts in _texts(rows))
    return sum(TABLE_MARGINS + _LETTER * letters for letters in longest) <= width


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _texts(rows: list[list[Place]]) -> list[list[str]]:
    """What stands in each column, in both languages; cells over several are left out."""
    columns = min(max((row[-1].column + row[-1].columns for row in rows), default=0), MOST_COLUMNS)
    texts: list[list[str]] = [[] for _ in range(columns)]
    for place in (place for row in rows for place in row if place.columns == 1):
        for paragraph in walk(place.cell.blocks if place.cell else ()):
            texts[min(place.column, columns - 1)] += [paragraph.source, paragraph.text]
    return texts


class Inline:
    """Writes the text of paragraphs. ``date`` goes on comments; None leaves them undated."""

    def __init__(self, document: Document, date: datetime.date | None) -> None:
        # python-docx reads every comment to find the next number; one list for the new and one for all keeps that short
        self._comments = cast(CommentsPart, document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS)).element
        self._fresh = CommentsPart.default(document.part.package)
        self._time = f"{date.isoformat()}T00:00:00Z" if date else ""
        self._bookmarks = 0
        self._links: dict[tuple[int, str], str] = {}

    def write(self, made: Paragraph, rich: RichText, lang: str, refer: Callable[[str], object]) -> dict[int, Run]:
        """The runs by the offsets at which they begin. ``refer`` writes the reference to a note, given its id."""
        notes: dict[int, list[str]] = {}
        for f in rich.formatting:
            if f.kind is MarkKind.NOTE:
                notes.setdefault(f.start, []).append(f.value)
        runs: dict[int, Run] = {}
        link: Formatting | None = None
        hyperlink: etree._Element = made._p
        points = {*notes, *(point for remark in rich.remarks for point in (remark.start, remark.end))}
        points.update(point for span in rich.risky for point in span)
        for piece in pieces(len(rich.text), rich.formatting, points):
            for note in notes.pop(piece.start, ()):
                refer(note)
                link = None
            if piece.start == piece.end:
                continue
            before, link = (
                link,
                next((f for f in piece.inside if f.kind is MarkKind.LINK and safe_address(f.value)), None),
            )
            run = add_run(made, rich.text[piece.start : piece.end])
            if link:
                hyperlink = hyperlink if link is before else self._hyperlink(made, link.value)
                hyperlink.append(run._r)
            is_risky = any(start <= piece.start < end for start, end in rich.risky)
            _format(run, piece.inside, lang, link is not None, is_risky)
            runs[piece.start] = run
        return runs

    def _hyperlink(self, made: Paragraph, value: str) -> etree._Element:
        address = shown(safe_address(value))
        relations = made.part.rels
        key = (id(relations), address)  # python-docx goes through all relations for each
        if key not in self._links:
            self._links[key] = f"link{len(self._links) + 1}"
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, self._links[key], is_external=True)
        hyperlink = w("hyperlink", history=1)
        hyperlink.set(qn("r:id"), self._links[key])
        made._p.append(hyperlink)
        return hyperlink

    def open_bookmark(self, made: Paragraph, name: str) -> Callable[[], None]:
        """Begin a bookmark at the end of what is there; the answer ends it."""
        self._bookmarks += 1
        number = self._bookmarks
        made._p.append(w("bookmarkStart", id=number, name=name))
        return lambda: made._p.append(w("bookmarkEnd", id=number))

    def comment(self, first: Run, last: Run, text: str) -> None:
        """A comment on the runs from the first to the last."""
        number = len(self._comments)
        self._fresh.comments.add_comment(shown(text), AUTHOR, INITIALS)
        made = self._fresh.element[0]
        made.set(qn("w:id"), str(number))
        if self._time:
            made.set(qn("w:date"), self._time)
        else:
            del made.attrib[qn("w:date")]
        self._comments.append(made)
        first.mark_comment_range(last, number)


def _format(run: Run, formatting: tuple[Formatting, ...], lang: str, linked: bool, is_risky: bool) -> None:
    kinds = {f.kind for f in formatting}
    code = next((f.value for f in reversed(formatting) if f.kind == "lang"), lang)
    # A run has one character style; a second format on the same words is written out.
    named = ["Hyperlink"] if linked else []
    named += [style for kind, style in _CHARACTER_STYLES.items() if kind in kinds]
    if named:
        run._r.style = named[0]
    if "Code" in named[1:]:
        run.font.name = "Courier New"
    if "Strong" in named[1:]:
        run.bold = True
    if "Emphasis" in named[1:]:
        run.italic = True
    if MarkKind.STRIKE in kinds:
        run.font.strike = True
    properties = run._r.get_or_add_rPr()
    if is_risky:
        properties.append(w("shd", val="clear", color="auto", fill=RISKY))
    properties.extend([w("vertAlign", val=_RAISED[kind]) for kind in _RAISED if kind in kinds][:1])
    properties.append(w("lang", val=shown(LANG.get(code, code))))
