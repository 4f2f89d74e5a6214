"""Markdown (CommonMark, tables, strikethrough, footnotes): the words to translate, all syntax around them kept.

Invariant: each paragraph stands for one raw stretch of the file, and the file is ``article.lead`` followed by
``lead + raw + tail`` of every paragraph. ``source`` is the raw stretch without its inline syntax, which becomes marks
(``markdown_inline``); code, rules, HTML blocks, link definitions and front matter without a title are VERBATIM:
source == raw. The fences of code are in lead and tail, and so are what stands around a title in the front matter, the
pipes of tables, the names of notes, and of a picture that stands alone all but its description. Notes stand where the
file has them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from translator.document import (
    Article,
    Block,
    Cell,
    MarkKind,
    Metadata,
    Note,
    Notice,
    Paragraph,
    Picture,
    Segment,
    Style,
    Syntax,
    Table,
    map_paragraphs,
    walk,
)
from translator.errors import InputError
from translator.readers.budget import meter
from translator.readers.encoding import decode, lost_characters
from translator.readers.roles import as_headline, headline_of, is_credit, is_rule, with_headline
from translator.readers.text.front_matter import FRONT_MATTER, TITLE, front_matter, unquoted
from translator.readers.text.markdown_inline import flatten

MAX_MARKDOWN = 1_000_000  # bytes, a long novel; the parser's tokens take two hundred times as much memory
_MAX_INLINE = 20_000  # characters of one paragraph; some inline syntax costs time in its square

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BOX = re.compile(r"\[[ xX]\]\s+")  # of a task
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SHOWING = re.compile(r"<(?:img|picture|svg|video|audio|iframe|object|embed|input)\b", re.IGNORECASE)
_CELL = re.compile(r"(?:[^|\\]|\\.|\\\Z)+")


def read(data: bytes, name: str) -> list[Article]:
    """One article, the front matter's title its headline, else the first top heading, else a line that looks like one.

    Raises InputError (see ``encoding.decode``).
    """
    if len(data) > MAX_MARKDOWN:
        raise InputError(f"{name}: Markdown larger than {MAX_MARKDOWN // 1_000_000} MB is refused; split it first")
    text = decode(data, name)
    structure = Structure(text)
    lead, edges = _edges(text, structure.stretches)
    blocks = list(map_paragraphs(structure.blocks, lambda p: _edged(p, *next(edges))))
    headings = [p for p in walk(blocks) if p.style is Style.HEADING]
    if headline_of(blocks):
        pass  # the front matter gives it
    elif title := next((p for p in headings if p.level == 1), None):
        blocks = as_headline(blocks, title)
    elif not headings:
        blocks = with_headline(blocks)
    facts, said = front_matter(text)
    notices = lost_characters(text) + said + _tags_that_show(walk(blocks))
    return [
        Article(
            tuple(blocks),
            headline_of(blocks),
            format="md",
            syntax=Syntax.MARKDOWN,
            metadata=Metadata.of(facts),
            lead=lead,
            notices=notices,
        )
    ]


class Stretch(NamedTuple):
    """A stretch ``text[start:end]`` of a file that is a paragraph.

    ``fence`` is how many characters before it belong to its lead whatever they are: the line of an opening fence.
    """

    start: int
    end: int
    fence: int = 0


def _edged(paragraph: Paragraph, lead: str, tail: str) -> Paragraph:
    return replace(paragraph, lead=lead, tail=tail)


def _edges(text: str, stretches: list[Stretch]) -> tuple[str, Iterator[tuple[str, str]]]:
    """The article's lead, and lead and tail of each stretch's paragraph."""
    ends = [0, *(stretch.end for stretch in stretches)]
    gaps = [text[end : stretch.start - stretch.fence] for end, stretch in zip(ends, stretches, strict=False)]
    cuts = [_cut(gap, bool(i)) for i, gap in enumerate(gaps)]
    leads = [lead + text[s.start - s.fence : s.start] for (_, lead), s in zip(cuts, stretches, strict=True)]
    before, *tails = [*(tail for tail, _ in cuts), text[ends[-1] :]]
    return before, zip(leads, tails, strict=True)


def _cut(gap: str, follows: bool) -> tuple[str, str]:
    """What stands between two texts, as tail of the one and lead of the next: cut after the last line break."""
    at = max(gap.rfind("\n"), gap.rfind("\r")) + 1
    return (gap, "") if follows and at == 0 else (gap[:at], gap[at:])


class Structure:
    """The stretches of a file that are paragraphs, none overlapping, and the ``blocks`` that they are in.

    The paragraphs of ``blocks`` have no lead and tail yet; they come in the order of ``stretches``.
    """

    def __init__(self, text: str) -> None:
        self.stretches: list[Stretch] = []
        self._text = text
        self._containers: list[list[Any]] = [[]]  # what is in the containers around the current place, outer ones first
        self._names: list[str] = []  # of the notes around the current place
        self._known: set[str] = set()  # the names of all notes before it
        self._quotes = self._lists = self._heading = 0  # around the current place
        self._in_table = self._item_begins = False
        base = 0
        if front := FRONT_MATTER.match(text):
            base = front.end()
            if title := TITLE.search(front[0]):
                self._add(Paragraph.of(unquoted(title), Style.HEADLINE, level=1), *title.span(title.lastindex or 0))
            else:
                self._add(Paragraph.of(front[0], Style.VERBATIM), 0, base)
        self._starts = [match.start() for match in _LINE.finditer(text, base)] + [len(text)]
        self._lines = [text[a:b] for a, b in pairwise(self._starts)]
        self._cursor = base
        for token in _parser().parse(text[base:]):
            self._follow(token)
            if token.map is not None and token.type in ("inline", "overlong") and token.content:
                self._add_inline(token, *self._inline_span(token, token.map[0]))
            elif token.map is not None and token.type in ("fence", "code_block", "html_block", "hr", "definition"):
                self._add_verbatim(token, *self._block_span(token, *token.map))

    @property
    def blocks(self) -> list[Block]:
        return self._containers[0]

    def _follow(self, token: Token) -> None:
        """Open and close what the tokens open and close. A second note of the same name is text."""
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self._lists += token.nesting
            case "list_item_open" | "list_item_close":
                self._item_begins = token.nesting == 1
            case "heading_open" | "heading_close":
                self._heading = int(token.tag[1:]) if token.nesting == 1 else 0
            case "table_open" | "tr_open" | "th_open" | "td_open":
                self._in_table = True
                self._containers.append([])
            case "th_close" | "td_close":
                self._close(Cell)
            case "tr_close":
                self._close(tuple)
            case "table_close":
                self._in_table = False
                self._close(lambda rows: Table(rows, header_rows=1))
            case "footnote_reference_open":
                self._names.append(str(token.meta["label"]))
                self._containers.append([])
            case "footnote_reference_close":
                self._close_note(self._names.pop())

    def _close_note(self, name: str) -> None:
        if name not in self._known:
            self._known.add(name)
            self._close(lambda blocks: Note(name, blocks))
        else:
            inside = self._containers.pop()
            self._containers[-1] += inside

    def _close(self, made: Callable[[tuple[Any, ...]], Any]) -> None:
        inside = tuple(self._containers.pop())
        self._containers[-1].append(made(inside))

    def _add(self, block: Paragraph | Picture, start: int, end: int, fence: int = 0) -> None:
        self._containers[-1].append(block)
        self.stretches.append(Stretch(start, end, fence))
        self._cursor = end

    def _add_inline(self, token: Token, start: int, end: int) -> None:
        text, children = self._text, token.children or []
        source, marks = flatten(children) if len(token.content) <= _MAX_INLINE else (text[start:end], ())
        image = children[0] if len(children) == 1 and children[0].type == "image" else None
        if image and text.startswith(f"![{image.content}]", start):
            self._add_picture(image, start + 2)
            self._cursor = end
            return
        style, level = self._style()
        box = _BOX.match(source)
        if box and text.startswith(box[0], start) and box.end() < len(source):
            cut = box.end()
            source, start = source[cut:], start + cut
            marks = tuple(replace(m, start=m.start - cut, end=m.end - cut) for m in marks if m.start >= cut)
        is_code = any(m.kind is MarkKind.CODE and (m.start, m.end) == (0, len(source)) for m in marks)
        if is_rule(source):
            self._add(Paragraph.of(text[start:end], Style.VERBATIM), start, end)
        elif is_code and style is not Style.HEADING:
            start = max(start, text.find(source, start, end))  # its backticks are in lead and tail, as fences are
            end = start + len(source) if text.startswith(source, start) else end
            self._add(Paragraph.of(text[start:end], Style.VERBATIM), start, end)
        else:
            style = Style.CREDIT if style is Style.BODY and is_credit(source) else style
            self._add(Paragraph.of(source, style, level=level, marks=marks), start, end)

    def _style(self) -> tuple[Style, int]:
        """Style and level of the text met here; further paragraphs of a list item are body."""
        item, self._item_begins = self._item_begins, False
        if self._heading:
            return Style.HEADING, self._heading
        if item:
            return Style.LIST_ITEM, self._lists
        return (Style.QUOTE if self._quotes else Style.BODY), 0

    def _add_picture(self, image: Token, start: int) -> None:
        """A picture that is a paragraph of its own; one without a description is no stretch."""
        picture, (said, marks) = Picture(str(image.attrs.get("src", ""))), flatten(image.children or [])
        if said.strip():
            description = Paragraph.of(said, Style.DESCRIPTION, marks=marks)
            self._add(replace(picture, description=description), start, start + len(image.content))
        else:
            self._containers[-1].append(picture)

    def _add_verbatim(self, token: Token, start: int, end: int) -> None:
        opens = start
        if token.type == "fence":
            start, end = self._code_span(token, start)
        if start >= end:
            return
        notices: tuple[Notice, ...] = ()
        if token.type == "html_block" and re.search(r"\w", _TAG.sub("", token.content)):
            notices = (Notice("html", "HTML inside Markdown is kept as it is: its text is not translated"),)
        paragraph = Paragraph((Segment(self._text[start:end], notices=notices),), Style.VERBATIM)
        self._add(paragraph, start, end, start - opens if token.type == "fence" else 0)

    def _inline_span(self, token: Token, first: int) -> tuple[int, int]:
        lines, starts = self._lines, self._starts
        if self._in_table:
            for match in _CELL.finditer(lines[first], max(0, self._cursor - starts[first])):
                stripped = match[0].strip()
                if stripped.replace("\\|", "|") == token.content:
                    start = starts[first] + match.start() + match[0].index(stripped)
                    return start, start + len(stripped)
        content = token.content.split("\n")
        last = min(first + len(content), len(lines)) - 1
        start = starts[first] + max(0, lines[first].rfind(content[0].strip()))
        found = lines[last].rfind(content[-1].strip())
        end = starts[last] + (found + len(content[-1].strip()) if found >= 0 else len(lines[last].rstrip()))
        start = max(start, self._cursor)
        return start, max(start, end)

    def _block_span(self, token: Token, first: int, end_line: int) -> tuple[int, int]:
        lines, starts = self._lines, self._starts
        sign = {"fence": token.markup, "hr": token.markup[:1], "definition": "["}.get(token.type)
        if sign is None:
            sign = token.content.lstrip().split("\n", 1)[0].rstrip()
        start = max(self._cursor, starts[first] + max(0, lines[first].find(sign)))
        body = "".join(lines[first:end_line])
        return start, starts[min(end_line, len(starts) - 1)] - (len(body) - len(body.rstrip()))

    def _code_span(self, token: Token, opens: int) -> tuple[int, int]:
        """The code between the fences, the first of which begins at ``opens``; nothing where there is no code."""
        lines, starts = self._lines, self._starts
        code = token.content.rstrip().split("\n")
        first = (token.map[0] if token.map else 0) + 1
        last = first + len(code) - 1
        if not token.content.strip() or last >= len(lines):
            return opens, opens
        return starts[first] + max(0, lines[first].find(code[0])), starts[last] + len(lines[last].rstrip())


def _tags_that_show(paragraphs: Iterable[Paragraph]) -> tuple[Notice, ...]:
    """A notice where HTML tags in the sentences show a picture or the like: no other format has these."""
    tags = [
        m.value for p in paragraphs for s in p.segments for m in s.marks if m.kind is MarkKind.HTML and m.start == m.end
    ]
    shown = [tag for tag in tags if _SHOWING.match(tag)]
    return (Notice("html", f"only Markdown keeps these HTML tags: {' '.join(shown)[:300]}"),) if shown else ()


def _skip_overlong(state: StateCore) -> None:
    """Keep the inline parser from paragraphs no article has; they are read as plain text. Raises BudgetError."""
    meter().check(sum(token.type == "inline" for token in state.tokens))
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _MAX_INLINE:
            token.type = "overlong"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"inline_definitions": True, "maxNesting": 50}).enable(["table", "strikethrough"])
    # Addresses stay as written (default: percent-encoded), except that a space would end them.
    parser.normalizeLink = lambda url: url.replace(" ", "%20")  # type: ignore[method-assign]
    parser.core.ruler.before("inline", "skip_overlong", _skip_overlong)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    spent = meter()
    parser.inline.ruler2.push("budget", lambda _: spent.tick())
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser
