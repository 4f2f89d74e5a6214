"""Typography on both sides of the engine, as named rules.

``to_engine(source)`` is what a model should see, ``to_reader(target, source)`` what an English reader should see; every
change of the latter is a replayable ``Fix``. Both are idempotent.
"""

from translator.document import Fix
from translator.typography.edits import Rule, apply
from translator.typography.engine import ENGINE_RULES, to_engine
from translator.typography.figures import (
    added_time,
    currency_codes,
    currency_words,
    datelines,
    durations,
    impossible_times,
    money,
    money_spaces,
    numbers,
    ordinals,
    percent,
    superscripts,
    times,
)
from translator.typography.quotes import apostrophes, double_quotes, lost_quotes, quote_spaces, single_quotes
from translator.typography.words import (
    dashes,
    dialogue_dash,
    ellipses,
    first_capital,
    first_small,
    last_stop,
    punctuation_spaces,
    spaces,
    titles,
    year_ranges,
)

__all__ = ["ENGINE_RULES", "READER_RULES", "to_engine", "to_reader"]

READER_RULES: tuple[Rule, ...] = (
    spaces,
    ellipses,
    single_quotes,
    double_quotes,
    lost_quotes,
    quote_spaces,
    apostrophes,
    punctuation_spaces,
    dialogue_dash,
    datelines,
    dashes,
    year_ranges,
    superscripts,
    times,
    durations,
    impossible_times,
    numbers,
    money,
    money_spaces,
    currency_words,
    currency_codes,
    percent,
    ordinals,
    added_time,
    titles,
    first_capital,
    first_small,
    last_stop,
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
            target, made = apply(rule, target, source)
            fixes += made
        if len(fixes) == before:
            break
    return target, tuple(fixes)
