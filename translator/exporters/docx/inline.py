"""The text of a paragraph as runs of Word, and what it brings along: comments, links, bookmarks."""

import datetime
from collections.abc import Callable
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.comments import CommentsPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from translator.document import MarkKind
from translator.exporters.docx.elements import add_run, shown, w
from translator.exporters.rich_text import Formatting, RichText, pieces, safe_address

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
