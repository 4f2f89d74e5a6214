"""Typography on both sides of the engine, as named rules.

``to_engine(source)`` is what a model should see, ``to_reader(target, source)`` what an English reader should see; every
change of the latter is a replayable ``Fix``. Both are idempotent.
"""

import re
from functools import lru_cache

from translator.document import Fix
from translator.languages.untouchable import addresses, masked
from translator.typography import figures, punctuation
from translator.typography.edits import Edit, Rule
from translator.typography.engine import fold_caps, is_caps, raise_caps, to_engine

__all__ = ["READER_RULES", "fold_caps", "is_caps", "raise_caps", "to_engine", "to_reader"]

READER_RULES: tuple[Rule, ...] = (
    punctuation.spaces,
    punctuation.ellipses,
    punctuation.single_quotes,
    punctuation.double_quotes,
    punctuation.lost_quotes,
    punctuation.quote_spaces,
    punctuation.apostrophes,
    punctuation.punctuation_spaces,
    punctuation.dialogue_dash,
    figures.datelines,
    punctuation.dashes,
    punctuation.year_ranges,
    figures.superscripts,
    figures.times,
    figures.durations,
    figures.impossible_times,
    figures.numbers,
    figures.money,
    figures.money_spaces,
    figures.currency_words,
    figures.currency_codes,
    figures.percent,
    figures.ordinals,
    figures.added_time,
    punctuation.titles,
    punctuation.first_capital,
    punctuation.first_small,
    punctuation.last_stop,
)
"""In the order of application: later rules rely on the plain spaces and curly quotes of earlier ones."""

# One rule may make room for another ("18 h 18h30"): they are applied until nothing changes, which takes two rounds but
# for made-up text.
MOST_ROUNDS = 6


def to_reader(target: str, source: str) -> tuple[str, tuple[Fix, ...]]:
    """The English text in house typography, and what was changed: ``replay(target, fixes)`` gives the text again.

    ``source`` is the French segment, the witness for numbers, quotations and the first capital. Addresses, file names,
    hashtags, handles and `code` stay untouched.

    >>> to_reader('it costs 10 000 € : "a lot"', "Il coûte 10\\xa0000\\xa0€ : « beaucoup »")[0]
    'It costs €10,000: “a lot”'
    """
    fixes: list[Fix] = []
    for _ in range(MOST_ROUNDS):
        before = len(fixes)
        for rule in READER_RULES:
            target, made = _apply(rule, target, source)
            fixes += made
        if len(fixes) == before:
            break
    return target, tuple(fixes)


def _apply(rule: Rule, text: str, source: str) -> tuple[str, list[Fix]]:
    """The text after one rule, and its fixes in reading order; edits that would touch an address are dropped."""
    kept, masked_text, masked_source = _guarded(text, source)
    fixes: list[Fix] = []
    result, shift = text, 0
    for edit in sorted(rule(masked_text, masked_source)):
        before = text[edit.start : edit.end]
        if before == edit.after or any(_touches(edit, start, end) for start, end in kept):
            continue
        name = f"typography:{getattr(rule, '__name__', 'rule')}"
        start, end = edit.start + shift, edit.end + shift
        fixes.append(Fix(start, end, before, edit.after, name, evidence=edit.evidence))
        result = result[:start] + edit.after + result[end:]
        shift += len(edit.after) - len(before)
    return result, fixes


@lru_cache(maxsize=64)  # each rule asks for the same few texts again
def _guarded(text: str, source: str) -> tuple[list[tuple[int, int]], str, str]:
    """The spans of ``text`` that no rule may touch, and both texts with their addresses masked.

    The spans are the addresses of the text, and those of the source wherever the text has them.
    """
    of_source = addresses(source)
    spans = addresses(text)
    for start, end in of_source:
        spans += [found.span() for found in re.finditer(re.escape(source[start:end]), text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept, masked(text, kept), masked(source, of_source)


def _touches(edit: Edit, start: int, end: int) -> bool:
    if edit.start == edit.end:
        return start < edit.start < end
    return edit.start < end and start < edit.end
