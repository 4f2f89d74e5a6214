"""What is said when an article is done: where it is, what was fixed, what needs a look."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

from translator.document import Article, Notice

SHOWN = 6
WORDS = 50  # characters of a sentence


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 notice``, ``2,000 notices``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def summarise(article: Article, paths: list[Path], seconds: float, saved: bool = False) -> str:
    """A few lines for a person at a terminal. ``saved``: the article came with its English, which was kept."""
    paragraphs = [p for p in article.paragraphs if p.source.strip()]
    translated = sum(any(s.target is not None for s in p.segments) for p in paragraphs)
    kept = len(paragraphs) - translated
    lines = [str(path) for path in paths]
    lines.append(f"  {count(len(paragraphs), 'paragraph')}: {translated} translated, {kept} kept as they were")
    if saved:
        lines.append("  it had its English already, which is kept; options of the translation do not count")
    fixes = Counter(f"{fix.before} → {fix.after}" for s in article.segments for fix in s.fixes if fix.entry)
    if fixes:
        lines.append(f"  {count(fixes.total(), 'glossary fix', 'glossary fixes')}: {_most(fixes)}")
    else:
        lines.append("  no glossary fixes")
    lines += _notices(article)
    lines.append(f"  {seconds:.1f} s · {article.signature}")
    return "\n".join(lines)


def most_noticed(notices: Sequence[Notice]) -> str:
    """``3 notices to look at: numbers ×2, term``."""
    return f"{count(len(notices), 'notice')} to look at: {_most(Counter(n.code for n in notices))}"


def _notices(article: Article) -> list[str]:
    """How many there are; then those of the whole, and the riskiest sentences with theirs."""
    doubts = [f"    {notice.message}" for notice in article.notices]
    flagged = article.doubtful
    for number, segment in flagged:
        words = shorten(segment.text.strip("“”"), WORDS, placeholder="…")
        doubts.append(f"    §{number} “{words}”: {' '.join(notice.message for notice in segment.notices)}")
    if not doubts:
        return ["  no notices"]
    rest = [f"    and {len(doubts) - SHOWN} more, in the result"] if len(doubts) > SHOWN else []
    order = ", the riskiest sentences first" if len(flagged) > 1 else ""
    return [f"  {count(len(article.all_notices), 'notice')} to look at{order}:", *doubts[:SHOWN], *rest]


def _most(counter: "Counter[str]") -> str:
    shown = [text if n == 1 else f"{text} ×{n}" for text, n in counter.most_common(SHOWN)]
    rest = len(counter) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
