"""Typography on both sides of the engine, as named rules.

``to_engine(source)`` is what a model should see, ``to_reader(target, source)`` what an English reader should see; every
change of the latter is a replayable ``Fix``. Both are idempotent.
"""

from translator.document import Fix
from translator.typography import figures, quotes, words
from translator.typography.edits import Rule, apply
from translator.typography.engine import ENGINE_RULES, to_engine

__all__ = ["ENGINE_RULES", "READER_RULES", "to_engine", "to_reader"]

READER_RULES: tuple[Rule, ...] = (
    words.spaces,
    words.ellipses,
    quotes.single_quotes,
    quotes.double_quotes,
    quotes.lost_quotes,
    quotes.quote_spaces,
    quotes.apostrophes,
    words.punctuation_spaces,
    words.dialogue_dash,
    figures.datelines,
    words.dashes,
    words.year_ranges,
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
    words.titles,
    words.first_capital,
    words.first_small,
    words.last_stop,
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
