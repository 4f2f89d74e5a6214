"""Words that the engine made up: "metroke", "twoillets"."""

import re
from collections.abc import Callable

from translator.checks.english import fold, is_english

# Written small, with nothing joined to it. Letters beyond French ones: a name of elsewhere, kept as it is.
_SMALL = re.compile(r"(?<![\w'’.@#&/-])[a-zà-öø-ÿœ]{4,}(?![\w'’@&/-]|\.\w)")


def word(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """Words written small that are not English, nor in the source, nor in a house form of the glossary."""
    unknown = [w for w in dict.fromkeys(_SMALL.findall(target)) if not is_english(w) and not is_term(w)]
    theirs = set(re.findall(r"\w+", fold(source))) if unknown else set()
    listed = [f"“{w}”" for w in unknown if fold(w) not in theirs]
    if not listed:
        return None
    return f"{', '.join(listed)} {'is not an English word' if len(listed) == 1 else 'are not English words'}."
