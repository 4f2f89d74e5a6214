"""From the parts of an item to an Article, the same way for every format that says more of an item than its text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import takewhile
from typing import Any, TypeVar

from translator.document import (
    Article,
    Block,
    Mark,
    MarkKind,
    Metadata,
    Note,
    Notice,
    Paragraph,
    Picture,
    Style,
    map_paragraphs,
    walk,
)
from translator.errors import InputError
from translator.readers.budget import BudgetError, meter
from translator.readers.encoding import lost_characters
from translator.readers.xml import fold, letters

T = TypeVar("T")
DEEPEST = 5  # tables within tables that are kept as such; a saved article can hold no more
_INITIALS = re.compile(r"[a-z]{1,4}(?:-[a-z]{1,4})?(?:/[a-z]{1,4}(?:-[a-z]{1,4})?){1,6}")
_SHORT = 60  # letters


@dataclass(frozen=True, slots=True)
class Content:
    """What an item holds: its blocks, and what is there besides and is not kept, counted by its English name."""

    blocks: Sequence[Block] = ()
    skipped: Counter[str] = field(default_factory=Counter)

    @classmethod
    def joined(cls, contents: Iterable["Content"]) -> "Content":
        """All of them as one, one after the other, their notes at the end and numbered on."""
        skipped, main, notes = Counter[str](), list[Block](), list[Note]()
        for content in contents:
            blocks = _numbered_from(len(notes), content.blocks)
            skipped += content.skipped
            main += [block for block in blocks if not isinstance(block, Note)]
            notes += [block for block in blocks if isinstance(block, Note)]
        return cls([*main, *notes], skipped)


def article_of(content: Content, metadata: Metadata, format: str, notices: Sequence[Notice] = ()) -> Article:
    """The article.

    The metadata's headline becomes the title and the first paragraph, unless the text begins with it already;
    subheadline and description come after it, unless the text says the same.
    """
    facts = _folded(metadata)
    for name in ("description", "subheadline"):
        if letters(getattr(facts, name)) == letters(facts.headline):
            facts = facts.with_facts(**{name: ""})
    body = _with_headline([_signed_off(block) for block in content.blocks], facts.headline)
    at = next((i for i, b in enumerate(body) if isinstance(b, Paragraph) and b.style is Style.HEADLINE), -1) + 1
    for text, style, level in ((facts.description, Style.BODY, 0), (facts.subheadline, Style.HEADING, 2)):
        if text and not _says(body, text):
            body.insert(at, Paragraph.of(text, style, level=level))
    lost = lost_characters("".join(paragraph.source for paragraph in walk(body)))
    found = (*notices, *_skipped(content.skipped), *lost)
    return Article(tuple(body), facts.headline, format=format, metadata=facts, notices=found)


def read_each(
    items: Sequence[T], read: Callable[[T], Iterable[Article]], name: str, left_out: list[str]
) -> list[Article]:
    """The articles of a container's items, one after the other.

    What cannot be read, or makes the program fail, is no affair of the other items: it is added to ``left_out``. Where
    the budget ends, what was read before is kept. Raises for the only item what it raises.
    """
    if len(items) == 1:
        return list(read(items[0]))
    articles: list[Article] = []
    size = 0
    for number, item in enumerate(items, start=1):
        try:
            meter().tick()
            found = list(read(item))
            size += sum(len(article.paragraphs) for article in found)
            meter().check(size)
            articles += found
        except BudgetError as error:
            left_out.append(f"item {number} and what comes after it ({str(error).removeprefix(f'{name}: ')})")
            break
        except InputError as error:
            left_out.append(f"item {number} ({str(error).removeprefix(f'{name}: ')})")
        except Exception as error:  # which nobody foresaw
            left_out.append(f"item {number}: the program failed on it ({type(error).__name__})")
    return articles


def has_text(article: Article) -> bool:
    """Whether there is something to read; the headline alone will do (a flash), but not as the title of a picture."""
    shown = any(n.code == "skipped" for n in article.notices) or any(isinstance(b, Picture) for b in article.blocks)
    unread = (Style.VERBATIM, Style.DESCRIPTION, *([Style.HEADLINE] if shown else []))
    return any(p.style not in unread and any(map(str.isalnum, p.source)) for p in article.paragraphs)


def gather(articles: Iterable[Article], name: str, left_out: Sequence[str] = ()) -> list[Article]:
    """The articles of a container that have text; the others and ``left_out`` (what and why) as notices on the first.

    Raises InputError where none has text.
    """
    kept: list[Article] = []
    reasons = list(left_out)
    for article in articles:
        if has_text(article):
            kept.append(article)
        else:
            reasons.append(f"{_called(article)} has no text{_instead(article)}")
    if not kept:
        why = f" ({'; '.join(reasons[:3])}{'; …' if len(reasons) > 3 else ''})" if reasons else ""
        raise InputError(f"{name}: has no text{why}")
    added = tuple(Notice("skipped", f"Not translated: {reason}") for reason in reasons)
    kept[0] = replace(kept[0], notices=kept[0].notices + added)
    return kept


def single(article: Article, name: str) -> list[Article]:
    """The one article of a file. Raises InputError where it has no text."""
    if not has_text(article):
        raise InputError(f"{name}: has no text{_instead(article)}")
    return [article]


def read_items(
    items: Sequence[T], read: Callable[[T], Iterable[Article]], name: str, left_out: Sequence[str] = ()
) -> list[Article]:
    """The articles of a file that holds one item or several (see ``read_each``); ``left_out`` is what it holds besides.

    Raises InputError where none has text.
    """
    reasons = list(left_out)
    articles = read_each(items, read, name, reasons)
    is_single = len(articles) == 1 and not reasons
    return single(articles[0], name) if is_single else gather(articles, name, reasons)


def map_references(blocks: Iterable[Block], change: Callable[[Mark], Mark | None]) -> tuple[Block, ...]:
    """The blocks with each reference to a note changed; without those that become None."""

    def changed(paragraph: Paragraph) -> Paragraph:
        (segment,) = paragraph.segments
        if not any(mark.kind is MarkKind.NOTE for mark in segment.marks):
            return paragraph
        marks = (change(mark) if mark.kind is MarkKind.NOTE else mark for mark in segment.marks)
        return replace(paragraph, segments=(replace(segment, marks=tuple(filter(None, marks))),))

    return map_paragraphs(blocks, changed)


def _numbered_from(count: int, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with their notes, "1", "2" …, numbered after ``count`` others."""
    if not count:
        return blocks
    numbered = map_references(blocks, lambda mark: replace(mark, value=str(int(mark.value) + count)))
    return [replace(block, id=str(int(block.id) + count)) if isinstance(block, Note) else block for block in numbered]


def _folded(metadata: Metadata) -> Metadata:
    """The facts on one line each, without what is blank."""
    facts: dict[str, Any] = {item.name: getattr(metadata, item.name) for item in fields(metadata)}
    for name, value in facts.items():
        if isinstance(value, str):
            facts[name] = fold(value)
        elif isinstance(value, tuple):
            facts[name] = tuple(dict.fromkeys(filter(None, map(fold, value))))
    facts["extra"] = {name: text for name, value in metadata.extra.items() if (text := fold(value))}
    return Metadata(**facts)


def _signed_off(block: Block) -> Block:
    """A line of nothing but the writers' initials ("jr/mk/abd"), as agencies end their copy: nothing to translate."""
    if isinstance(block, Paragraph) and _INITIALS.fullmatch(block.source):
        return replace(block, style=Style.VERBATIM)
    return block


def _with_headline(body: Sequence[Block], headline: str) -> list[Block]:
    plain = [
        replace(b, style=Style.HEADING) if isinstance(b, Paragraph) and b.style is Style.HEADLINE else b for b in body
    ]
    if not headline:
        return plain
    opening = takewhile(lambda block: isinstance(block, Paragraph | Picture), plain)
    for paragraph in [block for block in opening if isinstance(block, Paragraph)][:2]:
        if letters(paragraph.source) == letters(headline):
            plain[plain.index(paragraph)] = replace(paragraph, style=Style.HEADLINE, level=1)
            return plain
    return [Paragraph.of(headline, Style.HEADLINE, level=1), *plain]


def _says(body: Sequence[Block], text: str) -> bool:
    """Whether the body says ``text`` already, which may be cut short with an ellipsis.

    Words that also stand somewhere in a sentence are no standfirst: a short text must be a paragraph of its own.
    """
    whole = re.sub(r"(?<!\s)\s*(?:\[?(?:…|\.\.\.)\]?)\s*\Z", "", text)
    wanted = letters(whole)
    if len(wanted) < _SHORT and whole == text:
        return not wanted or any(letters(p.source) == wanted for p in walk(body))
    return wanted in letters(" ".join(p.source for p in walk(body)))


def _skipped(counts: Counter[str]) -> list[Notice]:
    return [Notice("skipped", f"Not translated: {_listed(counts)}")] if counts else []


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())


def _called(article: Article) -> str:
    facts = article.metadata
    label = article.title or facts.extra.get("chapter") or facts.guid or facts.url
    return f"the item « {label[:80]} »" if label else "an item"


def _instead(article: Article) -> str:
    said = [n.message.removeprefix("Not translated: ") for n in article.notices if n.code == "skipped"]
    pictures = sum(isinstance(block, Picture) for block in article.blocks)
    said = [*([_listed(Counter(picture=pictures))] if pictures else []), *said]
    return f" (only {', '.join(said)})" if said else ""
