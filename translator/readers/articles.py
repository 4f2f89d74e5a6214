"""From the parts of a wire item to an Article, the same way for every format."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from translator.document import Article, Metadata, Notice, Paragraph, Style
from translator.errors import InputError
from translator.readers.xml import fold, letters

_INITIALS = re.compile(r"[a-z]{1,4}(?:-[a-z]{1,4})?(?:/[a-z]{1,4}(?:-[a-z]{1,4})?){1,6}")
_SHORT = 60  # letters


def story(
    paragraphs: Iterable[Paragraph],
    metadata: Mapping[str, str],
    format: str,
    *,
    skipped: Mapping[str, int] | None = None,
    notices: Sequence[Notice] = (),
) -> Article:
    """The article.

    Metadata "headline" becomes the title and the first paragraph, unless the text begins with it already; "subheadline"
    and "description" come after it, unless the text says the same. ``skipped`` counts by name what is there but is no
    text.
    """
    facts = {key: fold(value) for key, value in metadata.items() if value.strip()}
    body = [_signed_off(p) for p in paragraphs]
    for key in ("description", "subheadline"):
        if letters(facts.get(key, "")) == letters(facts.get("headline", "")):
            facts.pop(key, None)
    body = _with_headline(body, facts.get("headline", ""))
    at = next((i for i, p in enumerate(body) if p.style is Style.HEADLINE), -1) + 1
    for key, style, level in (("description", Style.BODY, 0), ("subheadline", Style.HEADING, 2)):
        if key in facts and not _says(body, facts[key]):
            body.insert(at, Paragraph.of(facts[key], style, level=level))
    found = [*notices, *_skipped(skipped or Counter())]
    title, known = facts.get("headline", ""), Metadata.of(facts)
    return Article(tuple(body), title, format=format, metadata=known, notices=tuple(found))


def is_text(paragraph: Paragraph) -> bool:
    """Whether there is something to translate in a paragraph."""
    return paragraph.style is not Style.VERBATIM and any(map(str.isalpha, paragraph.source))


def has_text(article: Article) -> bool:
    """Whether there is something to read; the headline alone will do (a flash), but not as the title of a picture."""
    shown = any(notice.code == "skipped" for notice in article.notices)
    return any(is_text(p) and not (shown and p.style is Style.HEADLINE) for p in article.paragraphs)


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


def alone(article: Article, name: str) -> list[Article]:
    """The one article of a file. Raises InputError where it has no text."""
    if not has_text(article):
        raise InputError(f"{name}: has no text{_instead(article)}")
    return [article]


def table_notices(count: int) -> list[Notice]:
    """That tables lost their shape, where there were any."""
    which = "a table is" if count == 1 else f"{count} tables are"
    return [Notice("table", f"{which} not kept as such: the cells follow one another, row by row")] if count else []


def _signed_off(paragraph: Paragraph) -> Paragraph:
    """A line of nothing but the writers' initials ("jr/mk/abd"), as agencies end their copy: nothing to translate."""
    return replace(paragraph, style=Style.VERBATIM) if _INITIALS.fullmatch(paragraph.source) else paragraph


def _with_headline(body: list[Paragraph], headline: str) -> list[Paragraph]:
    plain = [replace(p, style=Style.HEADING) if p.style is Style.HEADLINE else p for p in body]
    if not headline:
        return plain
    for i, paragraph in enumerate(plain[:2]):
        if letters(paragraph.source) == letters(headline):
            plain[i] = replace(paragraph, style=Style.HEADLINE, level=1)
            return plain
    return [Paragraph.of(headline, Style.HEADLINE, level=1), *plain]


def _says(body: Sequence[Paragraph], text: str) -> bool:
    """Whether the body says ``text`` already, which may be cut short with an ellipsis.

    Words that also stand somewhere in a sentence are no standfirst: a short text must be a paragraph of its own.
    """
    whole = re.sub(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*\Z", "", text)
    wanted = letters(whole)
    if len(wanted) < _SHORT and whole == text:
        return not wanted or any(letters(p.source) == wanted for p in body)
    return wanted in letters(" ".join(p.source for p in body))


def _skipped(counts: Mapping[str, int]) -> list[Notice]:
    if not counts:
        return []
    listed = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())
    return [Notice("skipped", f"Not translated: {listed}")]


def _called(article: Article) -> str:
    label = (
        article.title or article.metadata.extra.get("chapter") or article.metadata.guid or article.metadata.url or ""
    )
    return f"the item « {label[:80]} »" if label else "an item"


def _instead(article: Article) -> str:
    said = [n.message.removeprefix("Not translated: ") for n in article.notices if n.code == "skipped"]
    return f" (only {', '.join(said)})" if said else ""
