"""Rich Text Format, as Word and LibreOffice write it: what a reader of the page sees, in its order.

Styles are known by their names, as in Word files. Text boxes stand after their paragraph; notes come last. Headers,
footers and comments stay out, hidden and deleted text too. Pictures are not kept: a notice counts them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from translator.document import (
    Article,
    Block,
    Cell,
    Mark,
    MarkKind,
    Metadata,
    Note,
    NoteKind,
    Notice,
    Paragraph,
    Style,
    Table,
)
from translator.errors import InputError
from translator.readers.articles import Content, article_of, single
from translator.readers.office.docx_styles import NO_OUTLINE, named_depth, named_role
from translator.readers.office.rtf_tokens import Token, tokens
from translator.readers.roles import as_headline, body_paragraph, headline_of, with_headline
from translator.readers.running_text import RunningText

MAX_DEPTH = 1_000  # groups within groups; Word itself writes some twenty
_READ = frozenset(("shppict", "shpinst", "shptxt", "footnote"))  # what is starred and read all the same
_UNREAD = frozenset((
    "fonttbl", "colortbl", "filetbl", "nonshppict", "shprslt", "sp", "xe", "tc", "rxe", "txe", "nonesttables",
    "template", "operator", "company", "doccomm", "hlinkbase", "revtim", "printim", "buptim", "comment", "subject",
    "manager", "category", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pntxta", "pntxtb",
))  # fmt: skip
_FACTS = {"title": "title", "author": "byline", "keywords": "keywords", "creatim": "date"}
_LEFT_OUT = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footers"),
    "annotation": "comments",
}
_KEPT = frozenset((*_FACTS, *_LEFT_OUT, "fldinst", "listtext", "pntext", "stylesheet"))  # for themselves, no text
_MARKS = {"b": MarkKind.STRONG, "i": MarkKind.EMPHASIS, "strike": MarkKind.STRIKE, "striked": MarkKind.STRIKE,
          "super": MarkKind.SUPERSCRIPT, "sub": MarkKind.SUBSCRIPT}  # fmt: skip
_RAISED = frozenset((MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT))
_ENDS = frozenset(("par", "\n", "\r", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"))
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_NUMBER = re.compile(r"\s*\(?(\d{1,5})[.)]")
_MAX_ANCESTRY = 50  # styles that one is based on


def read(data: bytes, name: str) -> list[Article]:
    """One article. Raises InputError for what is no RTF, has no text, or is beyond the limits."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(f"{name}: is no RTF; save it again as .docx or .rtf")
    reader = _Reader(name)
    for token in tokens(data):
        reader.take(token)
    story, facts = reader.finish()
    blocks = as_headline(story, reader.titles[0]) if reader.titles else with_headline(story)
    metadata = Metadata.of(facts).with_facts(headline=headline_of(blocks))
    content = Content([*blocks, *reader.notes], reader.skipped)
    return single(article_of(content, metadata, "rtf", reader.notices), name)


@dataclass(slots=True)
class _Group:
    """What holds in a group, and is as before at its end. ``destination`` is where its text goes: "" the page, "-"
    nowhere, else what is kept for itself. ``starred``: the next word may be one that old readers do not know."""

    destination: str = ""
    marks: frozenset[MarkKind] = frozenset()
    is_hidden: bool = False
    starred: bool = False
    at_end: "Callable[[], None] | None" = None


@dataclass(slots=True)
class _Format:
    """A paragraph's format, until \\pard. ``number`` is what a list's item begins with."""

    style: int = 0
    outline: int = NO_OUTLINE
    depth: int = 0
    is_item: bool = False
    number: str = ""
    in_table: bool = False


@dataclass(slots=True)
class _Story:
    """The page, a note or a text box: its blocks, and the paragraph and the table that are not at their end."""

    blocks: list[Block] = field(default_factory=list)
    text: RunningText = field(default_factory=lambda: RunningText(space=None))
    format: _Format = field(default_factory=_Format)
    boxes: list[Block] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


class _Reader:
    """Takes token after token. Meets ``titles`` and ``notes`` on its way; counts what is ``skipped``."""

    def __init__(self, name: str) -> None:
        self.titles: list[Paragraph] = []
        self.notes: list[Note] = []
        self.skipped: Counter[str] = Counter()
        self.notices: list[Notice] = []
        self._name = name
        self._group = _Group()
        self._outer: list[_Group] = []
        self._story = _Story()
        self._kept: dict[str, list[str]] = {}
        self._styles: dict[int, tuple[str, int | None]] = {}  # name, the style that it is based on
        self._style = 0
        self._based_on: int | None = None
        self._pending: list[str] = []  # text of one format, not yet in the story
        self._link = ""

    def take(self, token: Token) -> None:
        match token.kind:
            case "{":
                self._outer.append(self._group)
                if len(self._outer) > MAX_DEPTH:
                    raise InputError(f"{self._name}: refused, more than {MAX_DEPTH:,} groups within groups")
                self._flush()
                self._group = _Group(self._group.destination, self._group.marks, self._group.is_hidden)
            case "}" if self._outer:
                self._flush()
                if self._group.at_end:
                    self._group.at_end()
                self._group = self._outer.pop()
            case "text":
                self._add(token.text)
            case "word":
                self._word(token.text, token.number)

    def finish(self) -> tuple[list[Block], dict[str, str]]:
        """The blocks of the page, and the facts."""
        if self._outer:
            self.notices.append(Notice("left-out", "the file breaks off: check that its end is there"))
            while self._outer:
                self.take(Token("}"))
        self._end_paragraph()
        self._end_table()
        left_out = {_LEFT_OUT[word] for word, kept in self._kept.items() if word in _LEFT_OUT and "".join(kept).strip()}
        self.notices += [Notice("left-out", f"the document's {what} are not translated") for what in sorted(left_out)]
        return self._story.blocks, {ours: "".join(self._kept.get(theirs, ())) for theirs, ours in _FACTS.items()}

    def _add(self, text: str) -> None:
        destination = self._group.destination
        if destination == "stylesheet":
            name = text.partition(";")[0].strip().lower()
            if name:
                self._styles.setdefault(self._style, (name, self._based_on))
        elif destination in _KEPT:
            self._kept.setdefault(destination, []).append(text)
        elif not destination and not self._group.is_hidden:
            self._pending.append(text)

    def _flush(self) -> None:
        """Put the text of one format into the story."""
        if self._pending:
            text, start = self._story.text, self._story.text.length
            text.add("".join(self._pending))
            for kind in sorted(self._group.marks):
                text.mark(kind, start)
            self._pending.clear()

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        is_starred, group.starred = group.starred, word == "*"
        if word == "*" or group.destination == "-":
            return
        if group.destination == "stylesheet":
            self._style_word(word, number)
        elif word in _UNREAD or word == "pict" or (is_starred and word not in _READ | _KEPT):
            if word == "pict" and not group.destination:
                self.skipped["picture"] += 1
            self._flush()
            group.destination = "-"
        elif word in _KEPT:
            self._keep(word)
        elif group.destination == "creatim" and word in ("yr", "mo", "dy"):
            self._kept["creatim"].append(f"{'-' if self._kept['creatim'] else ''}{number or 0:02}")
        elif group.destination:
            return
        elif word in _ENDS:
            self._end(word)
        elif word in _MARKS or word in ("plain", "nosupersub", "v", "deleted"):
            self._format_letters(word, number != 0)
        elif word in ("footnote", "shptxt"):
            self._begin_story(word)
        else:
            self._other(word, number)

    def _other(self, word: str, number: int | None) -> None:
        story = self._story
        match word:
            case "fldrslt":
                self._begin_result()
            case "line":
                self._flush()
                if story.text.break_line():
                    self._end_paragraph()
            case "ftnalt":
                self._kept["endnote"] = []
            case "pard":
                story.format = _Format()
            case "s":
                story.format.style = number or 0
            case "outlinelevel":
                story.format.outline = number if number is not None else NO_OUTLINE
            case "ilvl":
                story.format.depth = min(max(0, number or 0), 8)
            case "ls":
                story.format.is_item = number != 0
            case "intbl":
                story.format.in_table = True

    def _format_letters(self, word: str, is_on: bool) -> None:
        group = self._group
        self._flush()
        match word:
            case "plain":
                group.marks, group.is_hidden = frozenset(), False
            case "nosupersub":
                group.marks -= _RAISED
            case "v" | "deleted":
                group.is_hidden = is_on
            case _ if is_on is not (_MARKS[word] in group.marks):
                group.marks ^= {_MARKS[word]}

    def _style_word(self, word: str, number: int | None) -> None:
        if word in ("s", "cs", "ds", "ts"):
            self._style, self._based_on = (number or 0) if word == "s" else -1, None
        elif word == "sbasedon":
            self._based_on = number

    def _keep(self, word: str) -> None:
        """Keep the text of this group for itself; what it means is seen at its end."""
        self._flush()
        self._group.destination = word
        self._kept.setdefault(word, [])
        if word == "fldinst":
            self._kept[word] = []
            self._group.at_end = self._end_instruction
        elif word in ("listtext", "pntext"):
            self._kept[word] = []
            self._group.at_end = lambda: self._end_number(word)

    def _end_instruction(self) -> None:
        found = _LINK.match("".join(self._kept["fldinst"]))
        self._link = found[1] if found else ""

    def _end_number(self, word: str) -> None:
        found = _NUMBER.match("".join(self._kept[word]))
        self._story.format.is_item = True
        self._story.format.number = f"{found[1]}. " if found else ""

    def _begin_result(self) -> None:
        """The result of a field: text, which a link covers."""
        self._flush()
        story, start, link = self._story, self._story.text.length, self._link
        self._link = ""

        def end() -> None:
            if start < story.text.length:
                story.text.mark(MarkKind.LINK, start, link)

        self._group.at_end = end

    def _begin_story(self, word: str) -> None:
        self._flush()
        outer, self._story = self._story, _Story()
        self._kept.pop("endnote", None)

        def end() -> None:
            self._end_paragraph()
            self._end_table()
            inner, self._story = self._story, outer
            if word == "shptxt":
                outer.boxes += inner.blocks
            elif inner.blocks:
                kind = NoteKind.FOOTNOTE if self._kept.pop("endnote", None) is None else NoteKind.ENDNOTE
                self.notes.append(Note(str(len(self.notes) + 1), tuple(inner.blocks), kind))
                outer.text.refer(self.notes[-1].id)

        self._group.marks, self._group.at_end = frozenset(), end

    def _end(self, word: str) -> None:
        story = self._story
        if word in ("cell", "row"):
            story.format.in_table = True
        self._end_paragraph()
        if word in ("cell", "row") and (story.cell or word == "cell"):
            story.row.append(Cell(tuple(story.cell)))
            story.cell = []
        if word == "row":
            story.rows.append(tuple(story.row))
            story.row = []

    def _end_paragraph(self) -> None:
        self._flush()
        story = self._story
        text, marks = story.text.take()
        found = [self._paragraph(text, marks)] if text else []
        new: list[Block] = [*found, *story.boxes]
        story.boxes = []
        story.format.number = ""
        if story.format.in_table:
            story.cell += new
        elif new:
            self._end_table()
            story.blocks += new

    def _end_table(self) -> None:
        """A table of one column is only a frame."""
        story = self._story
        if story.row or story.cell:
            story.rows.append((*story.row, Cell(tuple(story.cell))))
        rows, story.rows, story.row, story.cell = [r for r in story.rows if any(c.blocks for c in r)], [], [], []
        if any(sum(bool(cell.blocks) for cell in row) > 1 for row in rows):
            story.blocks.append(Table(tuple(rows)))
        else:
            story.blocks += [block for row in rows for cell in row for block in cell.blocks]

    def _paragraph(self, text: str, marks: tuple[Mark, ...]) -> Paragraph:
        format = self._story.format
        names = list(self._names(format.style))
        depth = max(format.depth + 1 if format.is_item else 0, named_depth(names))
        style, level, is_title = named_role(names, format.outline, depth)
        if style is Style.BODY:
            return body_paragraph(text, marks)
        if style is Style.HEADING:  # bold or not by its style: no word of it is meant to stand out
            marks = tuple(m for m in marks if m.kind is not MarkKind.STRONG)
        lead = format.number if style is Style.LIST_ITEM else ""
        paragraph = Paragraph.of(text, style, level=level, lead=lead, marks=marks)
        if is_title:
            self.titles.append(paragraph)
        return paragraph

    def _names(self, style: int | None) -> Iterator[str]:
        seen: set[int] = set()
        while style is not None and style in self._styles and style not in seen and len(seen) < _MAX_ANCESTRY:
            seen.add(style)
            name, style = self._styles[style]
            yield name
