"""A paragraph of the article as a Word paragraph, and what it brings along: comments, links, lists, bookmarks."""

import datetime
from dataclasses import dataclass, field

from lxml import etree

from translator.exporters.docx.lists import Lists
from translator.exporters.docx.wordml import R, W, run, w
from translator.exporters.sides import Remark, Side, Span

AUTHOR = "Translator"
INITIALS = "TR"
LANG = {"fr": "fr-FR", "en": "en-GB"}
# Addresses that a click may follow; others (file:, javascript:, relative ones) stay plain text.
LINKABLE = ("http://", "https://", "mailto:", "ftp://")
CHARACTER_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "image": "Emphasis", "code": "Code"}


@dataclass
class Story:
    """The document while it is being written. ``date`` goes on comments; None leaves them undated."""

    date: datetime.date | None = None
    comments: list[etree._Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    bookmarks: int = 0

    def paragraph(
        self, side: Side, style: str, lang: str, *, bookmark: str = "", numbering: etree._Element | None = None
    ) -> etree._Element:
        """One side of a paragraph in a named style. ``bookmark`` names its text for a later re-import."""
        properties = w("pPr", w("pStyle", val=style))
        if numbering is not None:
            properties.append(numbering)
        made = w("p", properties)
        if bookmark:
            self.bookmarks += 1
            made.append(w("bookmarkStart", id=self.bookmarks, name=bookmark))
        self._fill(made, side, lang)
        if bookmark:
            made.append(w("bookmarkEnd", id=self.bookmarks))
        return made

    def _fill(self, made: etree._Element, side: Side, lang: str) -> None:
        numbers = {remark: self._comment(remark) for remark in side.remarks}
        container, open_link = made, None
        for start, end in side.pieces():
            spans = side.spans_of(start, end)
            link = next((s for s in spans if s.kind == "link" and s.value.lower().startswith(LINKABLE)), None)
            if link != open_link:
                container, open_link = made, link
                if link:
                    container = w("hyperlink", history=1)
                    container.set(f"{{{R}}}id", self._link(link.value.split(" ")[0]))
                    made.append(container)
            container.extend(w("commentRangeStart", id=n) for r, n in numbers.items() if r.start == start)
            container.append(run(side.text[start:end], *_properties(spans, lang, link is not None)))
            for remark, number in numbers.items():
                if remark.end == end:
                    container.append(w("commentRangeEnd", id=number))
                    container.append(
                        w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number))
                    )

    def _comment(self, remark: Remark) -> int:
        number = len(self.comments)
        comment = w("comment", id=number, author=AUTHOR, initials=INITIALS)
        if self.date:
            comment.set(f"{{{W}}}date", f"{self.date.isoformat()}T00:00:00Z")
        reference = w("r", w("rPr", w("rStyle", val="CommentReference")), w("annotationRef"))
        comment.append(w("p", w("pPr", w("pStyle", val="CommentText")), reference, run(remark.text)))
        self.comments.append(comment)
        return number

    def _link(self, address: str) -> str:
        return self.links.setdefault(address, f"link{len(self.links) + 1}")


def _properties(spans: tuple[Span, ...], lang: str, linked: bool) -> list[etree._Element]:
    """Run properties in the order that the schema demands (ECMA-376 part 1, 17.3.2.28)."""
    kinds = {s.kind for s in spans}
    code = next((s.value for s in reversed(spans) if s.kind == "lang"), lang)
    # A run has one character style; a second format on the same words is written out.
    named = ["Hyperlink"] if linked else []
    named += [style for kind, style in CHARACTER_STYLES.items() if kind in kinds]
    made = [w("rStyle", val=named[0])] if named else []
    rest = named[1:]
    if "Code" in rest:
        made.append(w("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New"))
    if "Strong" in rest:
        made.append(w("b"))
    if "Emphasis" in rest:
        made.append(w("i"))
    if "strike" in kinds:
        made.append(w("strike"))
    made.append(w("lang", val=LANG.get(code, code)))
    return made
