"""Every change of the engine's words as a row: for the desk as CSV, for machines as JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any, Literal

from translator.document import Article, Segment, TermUse, final_spans

FIELDS = (
    *("file", "paragraph", "segment", "fix", "start", "end", "before", "after"),
    *("final_start", "final_end", "rule", "term", "entry", "evidence"),
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r'[",\n\r]|^#|^\s|\s$')


def safe(cell: str) -> str:
    """``cell`` with an apostrophe before what a spreadsheet would run as a formula; reading takes it off again.

    >>> safe("=cmd|' /C calc'!A0"), safe("Kyiv")
    ("'=cmd|' /C calc'!A0", 'Kyiv')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def row(cells: Iterable[str]) -> str:
    """One CSV record with its line end: quoted where needed, and where a line would look like a comment."""
    return ",".join('"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in map(safe, cells)) + "\n"


def audit_rows(articles: Iterable[tuple[str, Article]]) -> list[dict[str, Any]]:
    """One row for each fix of the named articles, in the order in which the fixes were made; then for each term of the
    sentence one that says how it came into the English ("term: asked and said", "term: missing" …): it has no ``fix``,
    and its ``start``/``end`` are in the source.

    ``paragraph``, ``segment`` and ``fix`` count from 1. ``start``/``end`` are in the text as the fix found it, so that
    ``document.replay`` of a segment's rows on its ``raw`` gives the target; ``final_start``/``final_end`` are where its
    words stand in the target.
    """
    rows = []
    for name, article in articles:
        for p, paragraph in enumerate(article.paragraphs, 1):
            for s, segment in enumerate(paragraph.segments, 1):
                spans = final_spans(segment.fixes)
                for f, (fix, (start, end)) in enumerate(zip(segment.fixes, spans, strict=True), 1):
                    place = (name, p, s, f, fix.start, fix.end, fix.before, fix.after, start, end)
                    rows.append(dict(zip(FIELDS, (*place, fix.rule, fix.term, fix.entry, fix.evidence), strict=True)))
                rows += [_use_row(name, p, s, segment, use) for use in segment.terms]
    return rows


def _use_row(name: str, paragraph: int, segment_number: int, segment: Segment, use: TermUse) -> dict[str, Any]:
    words = segment.source[use.start : use.end]
    how = f"term: {'asked and ' if use.asked else ''}{use.outcome}"
    place = (name, paragraph, segment_number, None, use.start, use.end, words, use.form, None, None)
    return dict(zip(FIELDS, (*place, how, use.form, use.entry, words), strict=True))


def write_audit(articles: Iterable[tuple[str, Article]], format: Literal["csv", "json"]) -> str:
    """The audit as CSV (safe to open in a spreadsheet) or as a JSON list."""
    rows = audit_rows(articles)
    if format == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return row(FIELDS) + "".join(row("" if r[name] is None else str(r[name]) for name in FIELDS) for r in rows)
