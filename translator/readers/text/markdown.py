"""Markdown (CommonMark, tables, strikethrough, footnotes): the words to translate, all syntax around them kept.

Invariant: each paragraph stands for one raw stretch of the file, and the file is ``article.lead`` followed by
``lead + raw + tail`` of every paragraph. ``source`` is the raw stretch without its inline syntax, which becomes marks
(``markdown_inline``); code, rules, HTML blocks, link definitions and front matter are VERBATIM: source == raw. The
fences of code are in lead and tail, and so are the pipes of tables, the names of notes, and of a picture that stands
alone all but its description. Notes stand where the file has them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from translator.document import (
    Article,
    Block,
    Cell,
    Mark,
    Metadata,
    Note,
    Notice,
    Paragraph,
    Picture,
    Segment,
    Style,
    Syntax,
    Table,
    walk,
)
from translator.errors import InputError
from translator.readers.encoding import decode, lost_characters
from translator.readers.roles import is_credit, is_rule, with_headline
from translator.readers.text.markdown_inline import flatten

MAX_MARKDOWN = 5_000_000  # bytes; the parser's tokens take a hundred times as much memory

_MAX_INLINE = 20_000  # characters of one paragraph; some inline syntax costs time in its square

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PREFIX = re.compile(r"\[[ xX]\]\s+")  # a task's box
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SHOWING = re.compile(r"<(?:img|picture|svg|video|audio|iframe|object|embed|input)\b", re.IGNORECASE)
_CELL = re.compile(r"(?:[^|\\]|\\.|\\\Z)+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch ``text[start:end]`` of the file and the paragraph it becomes, lead and tail still to be filled.

    ``lead`` is how many characters before it belong to its lead whatever they are: the line of an opening fence.
    """

    start: int
    end: int
    paragraph: Paragraph
    lead: int = 0


def read(data: bytes, name: str) -> list[Article]:
    """One article, the first top heading its headline; without any heading, a first line that looks like one.

    Raises InputError (see ``encoding.decode``).
    """
    if len(data) > MAX_MARKDOWN:
        raise InputError(f"{name}: Markdown larger than {MAX_MARKDOWN // 1_000_000} MB is refused; split it first")
    text = decode(data, name)
    structure = Structure(text)
    found = structure.stretches
    paragraphs: list[Paragraph] = []
    article_lead, position = "" if found else text, 0
    for stretch in found:
        opens = stretch.start - stretch.lead
        tail, lead = _cut(text[position:opens], bool(paragraphs))
        if paragraphs:
            paragraphs[-1] = replace(paragraphs[-1], tail=tail)
        else:
            article_lead = tail
        paragraphs.append(replace(stretch.paragraph, lead=lead + text[opens : stretch.start]))
        position = stretch.end
    if paragraphs:
        paragraphs[-1] = replace(paragraphs[-1], tail=text[position:])
    at = next((i for i, p in enumerate(paragraphs) if p.style is Style.HEADING and p.level == 1), None)
    if at is not None:
        paragraphs[at] = replace(paragraphs[at], style=Style.HEADLINE)
    blocks = structure.tree(paragraphs)
    if not any(p.style in (Style.HEADLINE, Style.HEADING) for p in paragraphs):
        blocks = with_headline(blocks)
    headline = next((p.source for p in walk(blocks) if p.style is Style.HEADLINE), "")
    facts, said = front_matter(text)
    notices = lost_characters(text) + said + _tags_that_show(paragraphs)
    made = Article(tuple(blocks), headline, format="md", syntax=Syntax.MARKDOWN, lead=article_lead, notices=notices)
    return [replace(made, metadata=Metadata.of(facts))]


@dataclass(frozen=True, slots=True)
class _Table:
    rows: list[list["list[_Node]"]]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class _Picture:
    address: str
    description: int | None  # the number of its stretch


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    nodes: "list[_Node]"


_Node = int | _Table | _Picture | _Note  # an int is the number of a stretch


class Structure:
    """Every stretch of a file that becomes a paragraph, in order, none overlapping; and the tree that they are in."""

    def __init__(self, text: str) -> None:
        self.stretches: list[Stretch] = []
        self._text = text
        self._root: list[_Node] = []
        self._open: list[list[_Node]] = [self._root]  # the containers around the current place
        self._tables: list[_Table] = []
        self._labels: set[str] = set()
        base = 0
        if front := FRONT_MATTER.match(text):
            base = front.end()
            self._add(Stretch(0, base, Paragraph.of(front[0], Style.VERBATIM)))
        self._starts = [match.start() for match in _LINE.finditer(text, base)] + [len(text)]
        self._lines = [text[a:b] for a, b in pairwise(self._starts)]
        self._cursor = base
        context = _Context()
        for token in _parser().parse(text[base:]):
            context.follow(token)
            self._follow(token)
            if token.map is None:
                continue
            if token.type in ("inline", "overlong") and token.content:
                self._add_inline(token, context)
            elif token.type in ("fence", "code_block", "html_block", "hr", "definition"):
                self._add_verbatim(token)

    def tree(self, paragraphs: Sequence[Paragraph]) -> list[Block]:
        """The blocks; ``paragraphs`` are those of the stretches, one each."""
        return [_block(node, paragraphs) for node in self._root]

    def _add(self, stretch: Stretch, node: _Node | None = None) -> None:
        self._open[-1].append(len(self.stretches) if node is None else node)
        self.stretches.append(stretch)

    def _follow(self, token: Token) -> None:
        """Open and close the containers that the tree keeps. A second note of the same name is plain text."""
        match token.type:
            case "table_open":
                self._tables.append(_Table([], header_rows=1))
                self._open[-1].append(self._tables[-1])
            case "table_close":
                self._tables.pop()
            case "tr_open":
                self._tables[-1].rows.append([])
            case "th_open" | "td_open":
                self._tables[-1].rows[-1].append([])
                self._open.append(self._tables[-1].rows[-1][-1])
            case "footnote_reference_open":
                label = str(token.meta["label"])
                note = _Note(label, [] if label not in self._labels else self._open[-1])
                if label not in self._labels:
                    self._open[-1].append(note)
                self._labels.add(label)
                self._open.append(note.nodes)
            case "th_close" | "td_close" | "footnote_reference_close":
                self._open.pop()

    def _add_inline(self, token: Token, context: "_Context") -> None:
        text = self._text
        start, end = _inline_span(token, self._lines, self._starts, self._cursor, bool(self._tables))
        self._cursor = end
        children = token.children or []
        image = children[0] if len(children) == 1 and children[0].type == "image" else None
        if image and text.startswith(f"![{image.content}]", start):
            address, (said, marks) = str(image.attrs.get("src", "")), flatten(image.children or [])
            if said.strip():
                node = _Picture(address, len(self.stretches))
                description = Paragraph.of(said, Style.DESCRIPTION, marks=marks)
                self._add(Stretch(start + 2, start + 2 + len(image.content), description), node)
            else:
                self._open[-1].append(_Picture(address, None))
            return
        paragraph, start, end = _paragraph(token, context, text, start, end)
        self._add(Stretch(start, end, paragraph))
        self._cursor = end

    def _add_verbatim(self, token: Token) -> None:
        text = self._text
        start, end = _block_span(token, self._lines, self._starts, self._cursor)
        opens = start
        if token.type == "fence":
            start, end = _code_span(token, self._lines, self._starts, start)
        if start >= end:
            return
        notices: tuple[Notice, ...] = ()
        if token.type == "html_block" and re.search(r"\w", _TAG.sub("", token.content)):
            notices = (Notice("html", "HTML inside Markdown is kept as it is: its text is not translated"),)
        paragraph = Paragraph((Segment(text[start:end], notices=notices),), Style.VERBATIM)
        self._add(Stretch(start, end, paragraph, start - opens if token.type == "fence" else 0))
        self._cursor = end


def _block(node: _Node, paragraphs: Sequence[Paragraph]) -> Block:
    def blocks(nodes: Sequence[_Node]) -> tuple[Block, ...]:
        return tuple(_block(inner, paragraphs) for inner in nodes)

    match node:
        case _Table():
            return Table(tuple(tuple(Cell(blocks(cell)) for cell in row) for row in node.rows), node.header_rows)
        case _Picture():
            return Picture(node.address, description=None if node.description is None else paragraphs[node.description])
        case _Note():
            return Note(node.label, blocks(node.nodes))
        case number:
            return paragraphs[number]


class _Context:
    """Where in the document the tokens are: quotes, lists, headings."""

    def __init__(self) -> None:
        self.quotes = self.lists = self.heading = 0
        self.item_begins = False

    def follow(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self.lists += token.nesting
            case "list_item_open":
                self.item_begins = True
            case "list_item_close":
                self.item_begins = False
            case "heading_open" | "heading_close":
                self.heading = int(token.tag[1:]) if token.nesting == 1 else 0

    def style(self) -> tuple[Style, int]:
        """Style and level of the text met here; further paragraphs of a list item are body."""
        item, self.item_begins = self.item_begins, False
        if self.heading:
            return Style.HEADING, self.heading
        if item:
            return Style.LIST_ITEM, self.lists
        return (Style.QUOTE if self.quotes else Style.BODY), 0


def _paragraph(token: Token, context: _Context, text: str, start: int, end: int) -> tuple[Paragraph, int, int]:
    """The paragraph of an inline token, and its raw text's span once a leading box is left out."""
    style, level = context.style()
    source, marks = flatten(token.children or [])
    if len(token.content) > _MAX_INLINE:
        source, marks = text[start:end], ()
    prefix = _PREFIX.match(source)
    if prefix and text.startswith(prefix[0], start) and prefix.end() < len(source):
        cut = prefix.end()
        source, start = source[cut:], start + cut
        marks = tuple(replace(m, start=m.start - cut, end=m.end - cut) for m in marks if m.start >= cut)
    if is_rule(source):
        return Paragraph.of(text[start:end], Style.VERBATIM), start, end
    if style is not Style.HEADING and any(m.kind == "code" and (m.start, m.end) == (0, len(source)) for m in marks):
        start = max(start, text.find(source, start, end))  # its backticks are in lead and tail, as fences are
        end = start + len(source) if text.startswith(source, start) else end
        return Paragraph.of(text[start:end], Style.VERBATIM), start, end
    if style is Style.BODY and is_credit(source):
        style = Style.CREDIT
    return Paragraph.of(source, style, level=level, marks=_ordered(marks)), start, end


def _ordered(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Outer marks before inner ones, so that an exporter can nest them as they come."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _inline_span(token: Token, lines: list[str], starts: list[int], cursor: int, cell: bool) -> tuple[int, int]:
    first = token.map[0] if token.map else 0
    if cell:
        for match in _CELL.finditer(lines[first], max(0, cursor - starts[first])):
            stripped = match[0].strip()
            if stripped.replace("\\|", "|") == token.content:
                start = starts[first] + match.start() + match[0].index(stripped)
                return start, start + len(stripped)
    content = token.content.split("\n")
    last = min(first + len(content), len(lines)) - 1
    start = starts[first] + max(0, lines[first].rfind(content[0].strip()))
    found = lines[last].rfind(content[-1].strip())
    end = starts[last] + (found + len(content[-1].strip()) if found >= 0 else len(lines[last].rstrip()))
    start = max(start, cursor)
    return start, max(start, end)


def _block_span(token: Token, lines: list[str], starts: list[int], cursor: int) -> tuple[int, int]:
    first, end_line = token.map if token.map else (0, 0)
    sign = {"fence": token.markup, "hr": token.markup[:1], "definition": "["}.get(token.type)
    if sign is None:
        sign = token.content.lstrip().split("\n", 1)[0].rstrip()
    start = max(cursor, starts[first] + max(0, lines[first].find(sign)))
    raw_end = starts[min(end_line, len(starts) - 1)]
    body = "".join(lines[first:end_line])
    return start, raw_end - (len(body) - len(body.rstrip()))


def _code_span(token: Token, lines: list[str], starts: list[int], opens: int) -> tuple[int, int]:
    """The code between the fences, the first of which begins at ``opens``; nothing where there is no code."""
    code = token.content.rstrip().split("\n")
    first = (token.map[0] if token.map else 0) + 1
    last = first + len(code) - 1
    if not token.content.strip() or last >= len(lines):
        return opens, opens
    start = starts[first] + max(0, lines[first].find(code[0]))
    return start, starts[last] + len(lines[last].rstrip())


def _cut(gap: str, follows: bool) -> tuple[str, str]:
    """What stands between two texts, as tail of the one and lead of the next: cut after the last line break."""
    at = max(gap.rfind("\n"), gap.rfind("\r")) + 1
    if follows and at == 0:
        return gap, ""
    return gap[:at], gap[at:]


def _tags_that_show(paragraphs: list[Paragraph]) -> tuple[Notice, ...]:
    """A notice where HTML tags in the sentences show a picture or the like: no other format has these."""
    tags = [m.value for p in paragraphs for s in p.segments for m in s.marks if m.kind == "html" and m.start == m.end]
    shown = [tag for tag in tags if _SHOWING.match(tag)]
    return (Notice("html", f"only Markdown keeps these HTML tags: {' '.join(shown)[:300]}"),) if shown else ()


def _skip_overlong(state: StateCore) -> None:
    """Keep the inline parser from paragraphs no article has; they are read as plain text."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _MAX_INLINE:
            token.type = "overlong"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"inline_definitions": True, "maxNesting": 50}).enable(["table", "strikethrough"])
    # Addresses stay as written (default: percent-encoded), except that a space would end them.
    parser.normalizeLink = lambda url: url.replace(" ", "%20")  # type: ignore[method-assign]
    parser.core.ruler.before("inline", "skip_overlong", _skip_overlong)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


FRONT_MATTER = re.compile(  # a rule above the text is none: a key must follow, and no blank line
    r"(?:---[ \t]*\r?\n(?=[\w-]+:)|\+\+\+[ \t]*\r?\n(?=[\w-]+\s*=))"
    r"(?:[^\r\n]+\r?\n){1,200}?(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?\n|\Z)"
)
_NO_EMBARGO = ("", "non", "no", "none", "null", "false", "aucun", "levé", "~")


def front_matter(text: str) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The metadata that the front matter gives, if there is any, and the notice on its untranslated title."""
    found = FRONT_MATTER.match(text)
    if found is None:
        return {}, ()
    title, embargo = _value(found[0], "title"), _value(found[0], "embargo(?:ed)?(?:[_-]until)?")
    facts = {} if embargo.lower() in _NO_EMBARGO else {"embargo": embargo}
    said = f"the title in the front matter is not translated: {title}"
    return facts, (Notice("front-matter", said),) if title else ()


def _value(block: str, key: str) -> str:
    found = re.search(rf"^{key}[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$", block, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""
