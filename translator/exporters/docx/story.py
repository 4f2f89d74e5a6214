"""A paragraph of the article as a Word paragraph, and what it brings along: comments, links, bookmarks."""

import datetime
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.comments import CommentsPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from translator.exporters.docx.elements import add_run, shown, w
from translator.exporters.docx.lists import Lists
from translator.exporters.sides import Remark, Side, Span

AUTHOR = "Translator"
INITIALS = "TR"
LANG = {"fr": "fr-FR", "en": "en-GB"}
# Addresses that a click may follow; others (file:, javascript:, relative ones) stay plain text.
LINKABLE = ("http://", "https://", "mailto:", "ftp://")
CHARACTER_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "image": "Emphasis", "code": "Code"}


class Story:
    """The document while it is being written. ``date`` goes on comments; None leaves them undated."""

    def __init__(self, document: Document, date: datetime.date | None) -> None:
        self.document = document
        self.lists = Lists(document.part.numbering_part.element)
        # python-docx reads every comment to find the next number; one list for the new and one for all keeps that short
        self._comments = cast(CommentsPart, document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS)).element
        self._fresh = CommentsPart.default(document.part.package)
        self._time = f"{date.isoformat()}T00:00:00Z" if date else ""
        self._bookmarks = 0

    def write(self, paragraph: Paragraph, side: Side, style: str, lang: str, bookmark: str = "") -> list[Run]:
        """One side of a paragraph in a named style, as the runs of its text. ``bookmark`` names the text."""
        paragraph._p.style = style
        if bookmark:
            self._bookmarks += 1
            paragraph._p.append(w("bookmarkStart", id=self._bookmarks, name=bookmark))
        pieces = side.pieces()
        runs = self._runs(paragraph, side, pieces, lang)
        if bookmark:
            paragraph._p.append(w("bookmarkEnd", id=self._bookmarks))
        for remark in dict.fromkeys(side.remarks):
            covered = [
                run
                for run, (start, end) in zip(runs, pieces, strict=True)
                if remark.start <= start and end <= remark.end
            ]
            self._comment(covered, remark)
        return runs

    def _runs(self, paragraph: Paragraph, side: Side, pieces: list[tuple[int, int]], lang: str) -> list[Run]:
        runs, open_link = [], None
        for start, end in pieces:
            spans = side.spans_of(start, end)
            link = next((s for s in spans if s.kind == "link" and s.value.lower().startswith(LINKABLE)), None)
            if link and link != open_link:
                address = shown(link.value.split(" ")[0])
                number = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                container = w("hyperlink", history=1)
                container.set(qn("r:id"), number)
                paragraph._p.append(container)
            open_link = link
            run = add_run(paragraph, side.text[start:end])
            if link:
                container.append(run._r)
            _format(run, spans, lang, link is not None)
            runs.append(run)
        return runs

    def _comment(self, runs: list[Run], remark: Remark) -> None:
        number = len(self._comments)
        self._fresh.comments.add_comment(shown(remark.text), AUTHOR, INITIALS)
        made = self._fresh.element[0]
        made.set(qn("w:id"), str(number))
        if self._time:
            made.set(qn("w:date"), self._time)
        else:
            del made.attrib[qn("w:date")]
        self._comments.append(made)
        runs[0].mark_comment_range(runs[-1], number)


def _format(run: Run, spans: tuple[Span, ...], lang: str, linked: bool) -> None:
    kinds = {s.kind for s in spans}
    code = next((s.value for s in reversed(spans) if s.kind == "lang"), lang)
    # A run has one character style; a second format on the same words is written out.
    named = ["Hyperlink"] if linked else []
    named += [style for kind, style in CHARACTER_STYLES.items() if kind in kinds]
    if named:
        run._r.style = named[0]
    if "Code" in named[1:]:
        run.font.name = "Courier New"
    if "Strong" in named[1:]:
        run.bold = True
    if "Emphasis" in named[1:]:
        run.italic = True
    if "strike" in kinds:
        run.font.strike = True
    run._r.get_or_add_rPr().append(w("lang", val=shown(LANG.get(code, code))))
