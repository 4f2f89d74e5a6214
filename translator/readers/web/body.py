"""Marked-up bodies (HTML, XHTML, NITF) as the paragraphs that a person sees, with their inline formatting as marks.

Names are compared without namespace, since agencies mix them. What starts or ends a block ends a paragraph; so do two
line breaks in a row. Nothing here recurses: a page may nest as deep as its parser lets it.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from translator.document import Mark, MarkKind, Paragraph, Style
from translator.readers.roles import body_paragraph, is_rule
from translator.readers.running_text import RunningText
from translator.readers.text.typeset import split_text
from translator.readers.web.shortcodes import is_shortcode
from translator.readers.xml import local, text_of

_BLOCKS = frozenset((
    "abstract", "address", "article", "aside", "bibliography", "block", "blockquote", "body", "body.content",
    "bq", "byline", "caption", "center", "dateline", "dd", "details", "dialog", "distributor", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "fn", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hedline", "hgroup", "hl1", "hl2", "hr", "html", "legend", "li", "main", "media", "media-caption",
    "media-producer", "nav", "nitf-table", "note", "ol", "optgroup", "option", "p", "pre", "section", "summary",
    "table", "tagline", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    **dict.fromkeys(("s", "strike", "del"), MarkKind.STRIKE),
    "a": MarkKind.LINK,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
}
# What a page shows otherwise than as text: its English name, counted, so that the reader of the result is told.
_REPORTED = {
    "img": "picture", "picture": "picture", "amp-img": "picture", "image": "picture", "media-reference": "media file",
    "video": "video", "audio": "sound", "iframe": "embedded frame", "object": "embedded object",
    "embed": "embedded object", "math": "formula",
}  # fmt: skip
_UNSEEN = frozenset((
    "head", "script", "style", "template", "noscript", "svg", "canvas", "select", "input", "button", "textarea",
    "map", "area", "param", "source", "track", "link", "meta", "title", "alt-code", "media-metadata",
    "media-object", "ds", "rp", "rt",
))  # fmt: skip
_NO_LINK = re.compile(r"#|\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)  # within the page, or would run code
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_NUMBER = re.compile(r"\W*(?:\d{1,4}|[a-z*†‡]{1,3})\W*")
_BACK = re.compile(r"\W*(?:\d{1,4}|[a-z]{1,3})?\W*")  # "1", "[a]", "↩"
# Lines at the margin and indented ones: printed so, not merely indented as pretty-printed mark-up is.
_MARGIN, _INDENTED = re.compile(r"\n[^\s<]"), re.compile(r"\n {2,}\S")
_INTEGER = re.compile(r"\s*(-?\d{1,6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph, the block element whose text it is, how many paragraphs come before it, and its text."""

    paragraph: Paragraph
    element: etree._Element
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown but is no text, by its English name, and how many paragraphs come before it."""

    kind: str
    element: etree._Element
    at: int


@dataclass
class Body:
    """What was found in reading order, and the elements that hold the notes referred to, with the notes' ids."""

    blocks: list[Placed] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    notes: dict[etree._Element, str] = field(default_factory=dict)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block.paragraph for block in self.blocks]


def read_body(root: etree._Element, *, pre_is_code: bool = False, line_breaks: bool = False) -> Body:
    """The paragraphs inside ``root``.

    ``pre_is_code``: preformatted text is code, kept VERBATIM (web pages); otherwise it is text (agencies). With
    ``line_breaks``, line ends in the source count as WordPress counts them: one is a break, two end the paragraph.
    """
    return _Walker(root, pre_is_code, line_breaks).walk()


class Numbers:
    """The numbers that a browser writes before the items of a page's ordered lists, counted as the items begin.

    See https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value. Letters and Roman numerals become
    numbers too, as text formats have them.
    """

    def __init__(self) -> None:
        self._next: dict[etree._Element, int] = {}

    def lead(self, item: etree._Element) -> str:
        """What stands before the next item: "2. "; "" in a list without numbers, and for those below nought."""
        owner = item.getparent()
        if owner is None or local(owner) != "ol":
            return ""
        step = 1 if owner.get("reversed") is None else -1
        first = 1 if step > 0 else len(owner.findall("{*}li"))
        number = _integer(item.get("value"), self._next.get(owner, _integer(owner.get("start"), first)))
        self._next[owner] = number + step
        return f"{number}. " if number >= 0 else ""


def _integer(text: str | None, default: int) -> int:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else default


class _Walker:
    def __init__(self, root: etree._Element, pre_is_code: bool, line_breaks: bool) -> None:
        self._root = root
        self._pre_is_code, self._line_breaks = pre_is_code, line_breaks
        self._body = Body()
        self._targets: dict[str, etree._Element] | None = None  # what links within the page lead to
        self._begun: set[etree._Element] = set()  # the block elements met so far
        self._open: list[etree._Element] = []  # the block elements around the current place
        self._text = RunningText()
        self._numbers, self._lead = Numbers(), ""  # what stands before the list item that has just begun
        self._starts: list[tuple[MarkKind, str, int]] = []  # formatting that is open: kind, value, where it began

    def walk(self) -> Body:
        self._start(self._root)
        stack = [(self._root, iter(self._root))]
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._end(element)
                if stack:
                    self._add(element.tail or "")
            elif self._enters(child):
                self._start(child)
                stack.append((child, iter(child)))
            else:
                self._add(child.tail or "")
        self._flush()
        return self._body

    def _enters(self, element: etree._Element) -> bool:
        """Whether what is inside ``element`` is text that is seen; takes down what is seen otherwise."""
        if not isinstance(element.tag, str):
            return False
        name = local(element)
        if name in _REPORTED:
            if not _is_pixel(element):
                at = len(self._body.blocks) + bool(self._text.length)
                self._body.shown.append(Shown(_REPORTED[name], element, at))
            return False
        if name in _UNSEEN or _is_hidden(element):
            return False
        link = _note_link(element) if name == "sup" or element.attrib else None
        if self._in_note and (link is not None or _leads_back(element)):
            if not self._text.length:
                element.tail = (element.tail or "").lstrip(" \t\n\u00a0.):]")
            return False
        if link is not None:
            self._refer(link)
        return link is None

    def _refer(self, link: etree._Element) -> None:
        """Refer to the note that a link leads to, where there is one below."""
        if self._targets is None:
            elements = [(e.get("id") or e.get("name"), e) for e in self._root.iter("{*}*")]
            self._targets = {said: e for said, e in reversed(elements) if said}  # the first of a name counts
        target = self._targets.get((link.get("href") or "").rpartition("#")[2])
        while target is not None and local(target) not in _BLOCKS:
            target = target.getparent()
        if target is not None and target not in self._begun:
            self._text.refer(self._body.notes.setdefault(target, str(len(self._body.notes) + 1)))

    @property
    def _in_note(self) -> bool:
        """Whether the current place is in a note."""
        return not self._body.notes.keys().isdisjoint(self._open)

    def _start(self, element: etree._Element) -> None:
        name = local(element)
        if name in _BLOCKS:
            self._flush()
            self._open.append(element)
            self._begun.add(element)
            if name == "li":
                self._lead = self._numbers.lead(element)
            if self._is_typeset(element):
                for paragraph in split_text(element.text or ""):
                    self._place(paragraph, element)
                return
        elif name == "br":
            if self._text.break_line():
                self._flush()
        elif name == "q":
            self._text.add("«\u00a0")
        if name in _MARKS:
            self._starts.append((_MARKS[name], _address(element), self._text.length))
        self._add(element.text or "")

    def _end(self, element: etree._Element) -> None:
        name = local(element)
        if name == "q":
            self._text.add("\u00a0»")
        if name in _MARKS and self._starts:
            kind, value, start = self._starts.pop()
            self._text.mark(kind, start, value)
        if name in _BLOCKS and self._open:
            self._flush()
            self._open.pop()
            if name == "li":
                self._lead = ""

    def _add(self, text: str) -> None:
        if self._open and local(self._open[-1]) == "pre":
            self._text.add(text)
        elif self._line_breaks:
            for i, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if i and self._text.break_line():
                    self._flush()
                self._text.add_folded(line)
        else:
            self._text.add_folded(text)

    def _is_typeset(self, element: etree._Element) -> bool:
        """Whether a block holds text with line ends of its own: an agency's <pre>, or its <p> around a whole story."""
        if len(element) or self._pre_is_code or self._line_breaks:
            return False
        text = element.text or ""
        return local(element) == "pre" or (_MARGIN.search(text) is not None and _INDENTED.search(text) is not None)

    def _flush(self) -> None:
        """End the paragraph. Formatting that is still open goes on in the next."""
        for kind, value, start in self._starts:
            self._text.mark(kind, start, value)
        self._starts = [(kind, value, 0) for kind, value, _ in self._starts]
        text, marks = self._text.take()
        if text:
            self._place(self._paragraph(text, marks), self._open[-1] if self._open else self._root)

    def _place(self, paragraph: Paragraph, element: etree._Element) -> None:
        self._body.blocks.append(Placed(paragraph, element, len(self._body.blocks), paragraph.source))

    def _paragraph(self, text: str, marks: tuple[Mark, ...]) -> Paragraph:
        names = [local(e) for e in self._open]
        inner = next((n for n in reversed(names) if n not in ("div", "p", "section", "block")), "")
        if inner == "pre" and (self._pre_is_code or self._open[-1].find("{*}code") is not None):
            return Paragraph.of(text, Style.VERBATIM)
        if is_rule(text) or is_shortcode(text):
            return Paragraph.of(text, Style.VERBATIM)
        if inner in ("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"):
            return Paragraph.of(text, Style.HEADING, level=int(inner[-1]), marks=marks)
        if any(m.kind is MarkKind.CODE and (m.start, m.end) == (0, len(text)) for m in marks):
            return Paragraph.of(text, Style.VERBATIM)
        if "li" in names:
            level = sum(name in ("ul", "ol") for name in names)
            lead, self._lead = self._lead, ""  # further paragraphs of the item have no number
            return Paragraph.of(text, Style.LIST_ITEM, level=max(1, level), lead=lead, marks=marks)
        if "blockquote" in names or "bq" in names:
            return Paragraph.of(text, Style.QUOTE, marks=marks)
        is_credit = inner in ("media-producer", "byline")
        return Paragraph.of(text, Style.CREDIT, marks=marks) if is_credit else body_paragraph(text, marks)


def _address(element: etree._Element) -> str:
    address = (element.get("href") or "").strip() if local(element) == "a" else ""
    return "" if _NO_LINK.match(address) else address


def _note_link(element: etree._Element) -> etree._Element | None:
    """The link of a raised number that leads to a note; None for anything else."""
    # the first in XML, as HTML the second
    said = (element.get(_EPUB_TYPE), element.get("epub:type"), element.get("role"))
    if "noteref" in said or "doc-noteref" in said:
        return next(element.iter("{*}a"), element)
    link = element.find("{*}a") if local(element) == "sup" else element if _is_raised(element) else None
    is_number = link is not None and "#" in (link.get("href") or "") and _NUMBER.fullmatch(text_of(element))
    return link if is_number else None


def _is_raised(link: etree._Element) -> bool:
    """Whether a link is a raised sign and nothing else."""
    return local(link) == "a" and len(link) == 1 and local(link[0]) == "sup" and text_of(link) == text_of(link[0])


def _leads_back(link: etree._Element) -> bool:
    """Whether a link in a note is the number or sign that leads back to the text."""
    return (
        local(link) == "a" and (link.get("href") or "").startswith("#") and _BACK.fullmatch(text_of(link)) is not None
    )


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_pixel(element: etree._Element) -> bool:
    """Whether this is one of the pictures of a single point that count readers."""
    return element.get("width") in ("0", "1") and element.get("height") in ("0", "1")
